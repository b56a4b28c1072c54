//! `cargo xtask installers`: what people install, for the system this runs on.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, Result};

use crate::{
    app, node,
    node::Node,
    process,
    system_packages::{self, Purpose},
    ui,
};

/// Builds the program as it is shipped, packs it, and says where the installers are.
pub(crate) fn make() -> Result<ExitCode> {
    system_packages::ensure(&[Purpose::Build, Purpose::Run, Purpose::Installers])?;
    let node = node::ensure()?;
    ui::ensure_built(&node)?;
    eprintln!("Building what is shipped (half an hour the first time)…");
    let mut cargo = process::cargo();
    cargo.args(["build", "--release", "--package", "bellhop", "--bin", "bellhop"]);
    node.lend_to(&mut cargo)?;
    process::run(&mut cargo)?;
    for installer in pack(&node, &[])? {
        println!("{}", installer.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Packs the program that is built already, of these kinds or of all this system has, and returns the installers.
pub(crate) fn pack(node: &Node, kinds: &[&str]) -> Result<Vec<PathBuf>> {
    let folder = app::target().join("release/bundle");
    let _ = fs::remove_dir_all(&folder);
    let mut bundle = node.npm()?;
    bundle.args(["run", "--silent", "tauri", "--", "bundle"]);
    if !kinds.is_empty() {
        bundle.args(["--bundles", &kinds.join(",")]);
    }
    process::run_quietly(bundle.current_dir(crate::root().join("ui"))).context("Failed to make the installers")?;
    let mut installers = Vec::new();
    for folder in fs::read_dir(&folder).with_context(|| format!("No installer is in {}", folder.display()))?.flatten() {
        let files = fs::read_dir(folder.path())?.flatten().map(|entry| entry.path());
        installers.extend(files.filter(|file| file.extension().is_some_and(|kind| ["deb", "rpm", "exe", "msi", "dmg"].iter().any(|known| kind == *known))));
    }
    installers.sort();
    for deb in installers.iter().filter(|file| file.extension().is_some_and(|kind| kind == "deb")) {
        press(deb)?;
    }
    Ok(installers)
}

/// Packs a Debian package as tightly as Debian does its own: it comes packed for speed.
fn press(deb: &Path) -> Result<()> {
    if process::find("dpkg-deb").is_none() {
        return Ok(());
    }
    let folder = deb.with_extension("contents");
    let _ = fs::remove_dir_all(&folder);
    process::run_quietly(Command::new("dpkg-deb").arg("--raw-extract").arg(deb).arg(&folder))?;
    pack_tightly(&folder, deb)?;
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Makes a Debian package of what is in a folder, as tightly packed as Debian's own.
pub(crate) fn pack_tightly(folder: &Path, deb: &Path) -> Result<()> {
    process::run_quietly(Command::new("dpkg-deb").args(["--root-owner-group", "-Zxz", "-z9", "--build"]).arg(folder).arg(deb)).map(drop)
}
