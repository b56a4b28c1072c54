//! How large what is shipped is: the program beside an empty one, the installer, and what the window has to read.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{built::Built, figure::Figure};
use crate::{installers, node, process};

pub(super) fn measure(built: &Built) -> Result<Vec<Figure>> {
    let dist = crate::root().join("ui/dist");
    let scripts = files(&dist, "js")?;
    let styles = files(&dist, "css")?;
    let first = scripts.iter().filter(|script| script.file_name().is_some_and(|name| name.to_string_lossy().starts_with("index")));
    let mut figures = vec![
        Figure::new("program", megabytes(&built.path("bellhop"))?, "MB"),
        Figure::new("empty program", megabytes(&built.path("empty-tray"))?, "MB"),
        Figure::new("installer (deb)", installer()?, "MB").at_most(8.0),
        Figure::new("scripts of the pages, gzipped", gzipped(scripts.iter())?, "kB").at_most(60.0),
        Figure::new("the script of the window, gzipped", gzipped(first)?, "kB"),
        Figure::new("styles of the pages, gzipped", gzipped(styles.iter())?, "kB"),
        // What is no script, but would be one elsewhere: the drawings of icons, and the words.
        Figure::new("the page of the window with its data, gzipped", gzipped([&dist.join("index.html")])?, "kB"),
        Figure::new("the words of the window in English, gzipped", gzipped([&dist.join("text/en.json")])?, "kB"),
    ];
    // Where it is not, Bellhop's is not packed as tightly either, and the two could not be compared.
    if process::find("dpkg-deb").is_some() {
        figures.push(Figure::new("installer (deb) of the empty program", empty_installer(&built.path("empty-tray"))?, "MB"));
    }
    for (name, bytes) in sections(&built.path("bellhop"))? {
        figures.push(Figure::new(format!("program, {name}"), bytes / 1e6, "MB"));
    }
    Ok(figures)
}

fn megabytes(file: &Path) -> Result<f64> {
    Ok(fs::metadata(file).with_context(|| format!("Failed to look at {}", file.display()))?.len() as f64 / 1e6)
}

/// Makes the installer of what is built already, and returns its size in MB.
fn installer() -> Result<f64> {
    let installers = installers::pack(&node::ensure()?, &["deb"])?;
    megabytes(installers.first().context("No installer was made")?)
}

/// Makes an installer with a program and nothing else in it, and returns its size in MB.
fn empty_installer(program: &Path) -> Result<f64> {
    let folder = crate::app::target().join("bench/size");
    let _ = fs::remove_dir_all(&folder);
    let contents = folder.join("contents");
    for place in ["DEBIAN", "usr/bin"] {
        fs::create_dir_all(contents.join(place))?;
    }
    // Whoever makes new folders for themselves only would have none that may be packed.
    fs::set_permissions(contents.join("DEBIAN"), fs::Permissions::from_mode(0o755))?;
    fs::write(contents.join("DEBIAN/control"), "Package: empty-tray\nVersion: 0\nArchitecture: all\nMaintainer: nobody\nDescription: does nothing\n")?;
    fs::copy(program, contents.join("usr/bin/empty-tray")).with_context(|| format!("Failed to copy {}", program.display()))?;
    let deb = folder.join("empty-tray.deb");
    installers::pack_tightly(&contents, &deb)?;
    megabytes(&deb)
}

/// Returns how many kB files have together once each is compressed, as a server would send them.
fn gzipped<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> Result<f64> {
    let mut bytes = 0;
    for file in files {
        bytes += process::output(Command::new("gzip").args(["--stdout", "-9"]).arg(file))?.stdout.len();
    }
    Ok(bytes as f64 / 1000.0)
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("Failed to look into {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Returns the largest parts of a program, by section, in bytes.
fn sections(program: &Path) -> Result<Vec<(String, f64)>> {
    let said = process::run_quietly(Command::new("size").arg("-A").arg(program))?;
    let mut sections = read_sections(&said);
    sections.sort_by(|a, b| b.1.total_cmp(&a.1));
    sections.truncate(4);
    Ok(sections)
}

fn read_sections(said: &str) -> Vec<(String, f64)> {
    let section = |line: &str| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
    };
    said.lines().filter(|line| line.starts_with('.')).filter_map(section).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_lines_that_begin_with_a_dot() {
        let said = "bellhop  :\nsection   size   addr\n.text   123   456\n.rodata   7   8\nTotal   130\n";
        assert_eq!(read_sections(said), [(".text".to_owned(), 123.0), (".rodata".to_owned(), 7.0)]);
    }
}
