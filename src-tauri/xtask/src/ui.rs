//! The window's pages: their packages, and `ui/dist`, which is built into the program.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{freshness::is_fresh, node::Node, process};

/// Installs the pages' packages, if what is there is not what the lock file says.
pub(crate) fn ensure_packages(node: &Node) -> Result<()> {
    let lock = fs::read(folder().join("package-lock.json")).context("Failed to read ui/package-lock.json")?;
    // A copy of the lock file they were installed from. It is written last, so an installation cut short has none.
    let installed = folder().join("node_modules/.installed-package-lock.json");
    if fs::read(&installed).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    eprintln!("Installing the pages' packages…");
    process::run_quietly(node.npm()?.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(&installed, lock).with_context(|| format!("Failed to write {}", installed.display()))
}

/// Builds the pages, if something they are made of has changed.
pub(crate) fn ensure_built(node: &Node) -> Result<()> {
    ensure_packages(node)?;
    let sources = [&*folder(), &*crate::root().join("icons")];
    if is_fresh(&folder().join("dist/index.html"), &sources, &["node_modules", "dist", "coverage", "browser-tests"]) {
        return Ok(());
    }
    eprintln!("Building the window's pages…");
    process::run_quietly(node.npm()?.args(["run", "build"]))?;
    Ok(())
}

/// Returns the browser that the pages are tested in: any that is made of Chromium will do.
pub(crate) fn browser() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(process::find)
}

fn folder() -> PathBuf {
    crate::root().join("ui")
}
