//! What is measured, as it is shipped: optimised, with the window's pages in it.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use crate::{
    app, node, process,
    system_packages::{self, Purpose},
    ui,
};

/// The programs that are measured, and those that measure.
#[derive(Debug)]
pub(super) struct Built {
    folder: PathBuf,
}

impl Built {
    /// Builds whatever has changed.
    pub(super) fn ensure() -> Result<Self> {
        system_packages::ensure(&[Purpose::Build, Purpose::Run, Purpose::Headless, Purpose::Bench, Purpose::Installers])?;
        let node = node::ensure()?;
        ui::ensure_built(&node)?;
        eprintln!("Building what is shipped (some minutes, half an hour where nothing was built yet)…");
        let mut cargo = process::cargo();
        // All at once: what they share is built once, with the same features.
        cargo.args(["build", "--release", "--quiet", "--package", "bellhop", "--package", "simulator", "--package", "bench", "--package", "empty-tray", "--bins"]);
        node.lend_to(&mut cargo)?;
        process::run(&mut cargo)?;
        Ok(Self { folder: app::target().join("release").canonicalize()? })
    }

    /// Returns where a program is.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn command(&self, name: &str) -> Command {
        Command::new(self.path(name))
    }
}
