//! `cargo xtask lint`: the compilers' opinions, the formatters', and a few rules of the project's own.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Result, bail};

use crate::{
    licences, node, process,
    system_packages::{self, Purpose},
    ui,
};

/// Runs every check, even if one fails, and names those that did.
pub(crate) fn lint() -> Result<ExitCode> {
    system_packages::ensure(&[Purpose::Build])?;
    let node = node::ensure()?;
    // The program has its pages built in, so it can't be checked without them.
    ui::ensure_built(&node)?;

    let mut clippy = process::cargo();
    clippy.args(["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"]);
    node.lend_to(&mut clippy)?;
    let checks = [
        ("Rust's format", process::run(process::cargo().args(["fmt", "--all", "--check"]))),
        ("Rust's lints", process::run(&mut clippy)),
        ("the pages' types", process::run(node.npm()?.args(["run", "--silent", "check"]))),
        ("the pages' lints", process::run(node.npm()?.args(["run", "--silent", "lint"]))),
        ("the licences of what is shipped", licences::check()),
        ("the project's own rules", own_rules(crate::root())),
    ];
    let mut good = true;
    for (name, result) in checks {
        match result {
            Ok(()) => eprintln!("{name}: good"),
            Err(error) => {
                good = false;
                eprintln!("{name}: {error:#}");
            }
        }
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks what no other tool knows about.
fn own_rules(root: &Path) -> Result<()> {
    let mut broken = Vec::new();
    let listed = process::run_quietly(std::process::Command::new("git").args(["ls-files", "-z"]).current_dir(root))?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let Ok(content) = fs::read(root.join(name)) else {
            continue; // Deleted, but not yet committed.
        };
        broken.extend(faults(name, &content).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    if !broken.is_empty() {
        bail!("\n  {}", broken.join("\n  "));
    }
    Ok(())
}

/// Returns what is wrong with one file.
fn faults(name: &str, content: &[u8]) -> Vec<&'static str> {
    let mut faults = Vec::new();
    if name.ends_with(".wav") && name.starts_with("src-tauri/sounds/") && content.len() > 300_000 {
        faults.push("a built-in sound is larger than 300 kB");
    }
    let Ok(text) = std::str::from_utf8(content) else {
        return faults;
    };
    // Fixtures are kept byte for byte, as they came over the wire.
    if text.contains('\0') || name.starts_with("tests/fixtures/") {
        return faults;
    }
    if text.contains('\r') {
        faults.push("its lines end with a carriage return");
    }
    if !text.is_empty() && !text.ends_with('\n') {
        faults.push("its last line does not end");
    }
    // What stands beside the workspace has nothing to inherit.
    let of_the_workspace = name == "Cargo.toml" || !text.contains("\n[workspace]\n");
    if name.ends_with("Cargo.toml") && of_the_workspace && !text.contains("[lints]\nworkspace = true") {
        faults.push("it does not inherit the workspace's lints");
    }
    if name == "ui/package.json" && text.contains("@tauri-apps/plugin-") {
        faults.push("plugins are called from Rust only");
    }
    // In two halves, or this file would be at fault.
    let unfinished = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    if unfinished.iter().any(|word| text.contains(word)) && name != "LICENSE-APACHE" {
        faults.push("it says that something is left to do: do it, or open an issue");
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_order_has_no_fault() {
        for (name, content) in [("README.md", "# Bellhop\n"), ("Cargo.toml", "[package]\n\n[lints]\nworkspace = true\n"), ("empty", ""), ("icons/icon.png", "\u{89}PNG\r\n\0")] {
            assert!(faults(name, content.as_bytes()).is_empty(), "{name}");
        }
    }

    #[test]
    fn each_rule_finds_its_fault() {
        for (name, content) in [
            ("a.rs", "fn a() {}\r\n"),
            ("a.rs", "fn a() {}"),
            ("a.rs", concat!("// TO", "DO\n")),
            ("src-tauri/crates/a/Cargo.toml", "[package]\n"),
            ("ui/package.json", "{ \"@tauri-apps/plugin-shell\": \"2\" }\n"),
        ] {
            assert_eq!(faults(name, content.as_bytes()).len(), 1, "{name}: {content:?}");
        }
    }
}
