//! What the program is built from and on what terms, as a text that is shipped with it: the licences of every crate on
//! every system, and of the packages in the pages' script.
//!
//! Which terms may come in is said in `deny.toml`, and looked at here, too: `cargo deny` is not everywhere.

mod expression;

use std::{
    collections::{BTreeMap, HashSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;

/// The packages whose code is in the pages' script; what else is in `ui/node_modules` only makes it.
const IN_THE_PAGES: &[&str] = &["@tauri-apps/api", "clsx", "svelte"];

const HEAD: &str = "\
What Bellhop is built from, and on what terms
=============================================

Bellhop itself, and its sounds: MIT or Apache-2.0, whichever you like better.
Everything else is the work of others. Each line names a part, its version and its terms; the texts follow.
Where there is a choice of terms, the text is that of the one that was chosen.

";

/// One part, and what its licences say.
struct Part {
    name: String,
    version: String,
    terms: String,
    authors: Vec<String>,
    texts: Vec<String>,
}

/// A text that several parts share, but for who holds the rights.
#[derive(Default)]
struct Shared {
    text: String,
    of: Vec<(String, Vec<String>)>,
}

/// Writes the text anew.
pub(crate) fn write() -> Result<ExitCode> {
    crate::ui::ensure_packages(&crate::node::ensure()?)?;
    let file = file();
    fs::write(&file, text()?).with_context(|| format!("Failed to write {}", file.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Fails if the text is not what it would be now, or if terms have come in that may not.
pub(crate) fn check() -> Result<()> {
    if fs::read_to_string(file()).unwrap_or_default() != text()? {
        bail!("ui/public/licences.txt is out of date: `cargo xtask licences` writes it");
    }
    Ok(())
}

fn file() -> PathBuf {
    crate::root().join("ui/public/licences.txt")
}

fn text() -> Result<String> {
    let mut parts = crates()?;
    for name in IN_THE_PAGES {
        parts.push(package(name)?);
    }
    parts.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    let allowed = allowed()?;
    let refused: Vec<_> = parts.iter().filter(|part| !expression::is_allowed(&part.terms, &allowed)).map(|part| format!("{}: {}", part.name, part.terms)).collect();
    if !refused.is_empty() {
        bail!("deny.toml does not let these in:\n  {}", refused.join("\n  "));
    }
    Ok(written(&parts))
}

/// Returns every crate the program is made of, on any system, but for our own.
fn crates() -> Result<Vec<Part>> {
    let metadata = process::run_quietly(process::cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("Failed to read what cargo knows")?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages: BTreeMap<String, Value> = list(&metadata["packages"]).into_iter().map(|package| (string(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> = list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (string(&node["id"]), node)).collect();
    let root = packages.values().find(|package| package["name"] == "bellhop").context("There is no package of the program")?;
    let (mut seen, mut to_see) = (HashSet::new(), vec![string(&root["id"])]);
    while let Some(id) = to_see.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        for dependency in list(&nodes[&id]["deps"]) {
            // What builds or tests it is not in it.
            if list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()) {
                to_see.push(string(&dependency["pkg"]));
            }
        }
    }
    packages
        .into_iter()
        .filter(|(id, package)| seen.contains(id) && !package["source"].is_null())
        .map(|(_, package)| {
            let manifest = PathBuf::from(string(&package["manifest_path"]));
            let authors = list(&package["authors"]).iter().map(string).collect();
            part(&package, authors, manifest.parent().unwrap_or(&manifest))
        })
        .collect()
}

fn package(name: &str) -> Result<Part> {
    let folder = crate::root().join("ui/node_modules").join(name);
    let manifest = fs::read_to_string(folder.join("package.json")).with_context(|| format!("Failed to read what {name} says of itself"))?;
    part(&serde_json::from_str(&manifest)?, Vec::new(), &folder)
}

fn part(manifest: &Value, authors: Vec<String>, folder: &Path) -> Result<Part> {
    let terms = string(&manifest["license"]);
    let mut texts = Vec::new();
    for file in licence_files(&terms, folder)? {
        let text = fs::read(&file).with_context(|| format!("Failed to read {}", file.display()))?;
        texts.push(String::from_utf8_lossy(&text).replace('\r', ""));
    }
    Ok(Part { name: string(&manifest["name"]), version: string(&manifest["version"]), terms, authors, texts })
}

/// Returns the files that hold the terms: those of the terms that are chosen where that can be told from their names.
fn licence_files(terms: &str, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("Failed to look into {}", folder.display()))? {
        let path = entry?.path();
        let name = name_of(&path);
        if path.is_file() && ["LICEN", "COPYING", "UNLICENSE", "NOTICE"].iter().any(|start| name.starts_with(start)) {
            files.push(path);
        }
    }
    files.sort();
    let chosen = expression::choice(terms).map(|name| name.split('-').next().unwrap_or(name).to_uppercase());
    let of_the_choice: Vec<_> = files.iter().filter(|file| chosen.as_ref().is_some_and(|chosen| name_of(file).contains(chosen.as_str()))).cloned().collect();
    Ok(if of_the_choice.is_empty() { files } else { of_the_choice })
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().to_uppercase()
}

/// Returns the terms that `deny.toml` lets in.
fn allowed() -> Result<HashSet<String>> {
    let policy = fs::read_to_string(crate::root().join("deny.toml")).context("Failed to read deny.toml")?;
    let list = policy.split_once("\nallow = [").and_then(|(_, rest)| rest.split_once(']')).context("deny.toml allows nothing")?.0;
    Ok(list.split(',').map(|name| name.trim().trim_matches('"').to_owned()).filter(|name| !name.is_empty()).collect())
}

fn written(parts: &[Part]) -> String {
    let mut shared: BTreeMap<String, Shared> = BTreeMap::new();
    let mut without = Vec::new();
    let mut written = HEAD.to_owned();
    for part in parts {
        let named = format!("{} {}", part.name, part.version);
        // Writing into a text does not fail.
        let _ = writeln!(written, "{named}: {}", part.terms);
        if part.texts.is_empty() {
            without.push(format!("{named}, by {}", if part.authors.is_empty() { "its authors".to_owned() } else { part.authors.join(", ") }));
        }
        for text in &part.texts {
            let (holders, rest): (Vec<&str>, Vec<&str>) = text.lines().map(str::trim_end).partition(|line| line.trim_start().to_lowercase().starts_with("copyright ("));
            let key = rest.join(" ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let entry = shared.entry(key).or_default();
            if entry.of.is_empty() {
                entry.text = rest.join("\n").trim().to_owned();
            }
            entry.of.push((named.clone(), holders.into_iter().map(|line| line.trim().to_owned()).collect()));
        }
    }
    if !without.is_empty() {
        let _ = write!(written, "\nThese come without a text of their own; that of their terms stands below:\n\n{}\n", without.join("\n"));
    }
    let mut texts: Vec<_> = shared.into_values().collect();
    texts.sort_by(|a, b| b.of.len().cmp(&a.of.len()).then_with(|| a.text.cmp(&b.text)));
    for Shared { text, of } in texts {
        let _ = write!(written, "\n{}\n\n", "-".repeat(80));
        for (name, holders) in of {
            let _ = writeln!(written, "{name}{}{}", if holders.is_empty() { "" } else { ": " }, holders.join("; "));
        }
        let _ = write!(written, "\n{text}\n");
    }
    written
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, texts: &[&str]) -> Part {
        Part { name: name.into(), version: "1.0.0".into(), terms: "MIT".into(), authors: vec!["Somebody".into()], texts: texts.iter().map(|text| (*text).to_owned()).collect() }
    }

    #[test]
    fn a_text_that_several_share_stands_once_with_all_who_hold_the_rights() {
        let text = written(&[part("a", &["Copyright (c) 2020 Ann\n\nDo what\nyou like."]), part("b", &["Copyright (c) 2021 Ben\nDo what you like."]), part("c", &[])]);
        assert_eq!(text.matches("you like.").count(), 1, "{text}");
        assert!(text.contains("a 1.0.0: Copyright (c) 2020 Ann\nb 1.0.0: Copyright (c) 2021 Ben\n\nDo what\nyou like."), "{text}");
        assert!(text.contains("c 1.0.0, by Somebody"), "{text}");
    }
}
