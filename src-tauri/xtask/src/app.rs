//! The program itself, built for development.

use std::path::PathBuf;

use anyhow::Result;

use crate::{freshness::is_fresh, node::Node, process, ui};

/// Builds the program and its pages, and returns where it is.
pub(crate) fn ensure_built(node: &Node) -> Result<PathBuf> {
    ui::ensure_built(node)?;
    let program = target().join("debug").join(format!("bellhop{}", std::env::consts::EXE_SUFFIX));
    let root = crate::root();
    let sources = ["Cargo.toml", "Cargo.lock", "tauri.conf.json", "icons", "src-tauri", "ui/dist", "ui/src"].map(|name| root.join(name));
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "bellhop", "--bin", "bellhop"]);
    // Whether there is something to do decides only how much is said: cargo knows better.
    if is_fresh(&program, &sources.each_ref().map(|source| &**source), &["xtask"]) {
        cargo.arg("--quiet");
    } else if program.exists() {
        eprintln!("Building Bellhop…");
    } else {
        eprintln!("Building Bellhop (a few minutes the first time)…");
    }
    node.lend_to(&mut cargo)?;
    process::run(&mut cargo)?;
    Ok(program)
}

/// Returns cargo's target folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| crate::root().join("target"), PathBuf::from)
}
