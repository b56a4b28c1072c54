//! The pictures in `docs/screenshots`, of the real program on a private desktop: its tests drive it and leave them in
//! `target/desktop-tests`, and those that the documentation shows are taken from there.

use std::{fs, process::ExitCode};

use anyhow::{Context, Result, bail};

use crate::{
    app, node, process,
    system_packages::{self, Purpose},
    ui,
};

/// Which tests take pictures for the documentation, and how the names of those begin.
const TAKEN_BY: &[(&str, &str)] = &[("pictures_of_every_page_for_the_documentation", "doc-"), ("why_a_call_fired_nothing_is_found_out_with_two_clicks", "why-")];

/// How large they may be, all together, in bytes: everybody who takes the sources takes them.
const MOST: u64 = 1_600_000;

/// Takes them anew.
pub(crate) fn take() -> Result<ExitCode> {
    system_packages::ensure(&[Purpose::Build, Purpose::Run, Purpose::Headless, Purpose::Test])?;
    let node = node::ensure()?;
    ui::ensure_built(&node)?;
    let taken = app::target().join("desktop-tests");
    let shown = crate::root().join("docs/screenshots");
    fs::create_dir_all(&shown).with_context(|| format!("Failed to make {}", shown.display()))?;
    let mut size = 0;
    for (test, begin) in TAKEN_BY {
        let mut cargo = process::cargo();
        // The simulator's own test makes sure that its program is built.
        cargo.args(["test", "--package", "bellhop", "--package", "simulator", "--test", "desktop", "--test", "program", "--", "--include-ignored", test]);
        node.lend_to(&mut cargo)?;
        process::run(&mut cargo)?;
        for picture in fs::read_dir(&taken).with_context(|| format!("Failed to look into {}", taken.display()))? {
            let picture = picture?.path();
            let name = picture.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.starts_with(begin) {
                continue;
            }
            let file = shown.join(name.trim_start_matches("doc-"));
            size += fs::copy(&picture, &file).with_context(|| format!("Failed to write {}", file.display()))?;
            println!("{}", file.strip_prefix(crate::root()).unwrap_or(&file).display());
        }
    }
    if size > MOST {
        bail!("The pictures are {size} bytes together, and {MOST} at most");
    }
    Ok(ExitCode::SUCCESS)
}
