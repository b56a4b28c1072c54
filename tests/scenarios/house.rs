//! The walls of the house.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

/// Everything the members under `crates/` are built from, tests included, on every system: so says the lock file.
#[test]
fn nothing_under_crates_depends_on_tauri() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).unwrap();
    let needs: HashMap<&str, Vec<&str>> = lock.split("[[package]]").skip(1).map(package).fold(HashMap::new(), |mut needs, (name, its)| {
        needs.entry(name).or_insert_with(Vec::new).extend(its);
        needs
    });
    assert!(closure("bellhop", &needs).contains("tauri"), "the lock file is read rightly");
    let members: Vec<_> = std::fs::read_dir(root.join("src-tauri/crates")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(members.len() >= 6, "{members:?}");
    for member in &members {
        let built_from = closure(member, &needs);
        assert!(built_from.len() > 1, "{member} is in the lock file");
        let desktop: Vec<_> = built_from.iter().filter(|name| name.starts_with("tauri") || ["wry", "tao", "muda", "tray-icon"].contains(name)).collect();
        assert!(desktop.is_empty(), "{member} depends on {desktop:?}");
    }
}

/// A package of the lock file: its name, and what it needs.
fn package(text: &str) -> (&str, Vec<&str>) {
    let name = text.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"');
    let list = text.split_once("dependencies = [").and_then(|(_, rest)| rest.split_once(']')).map_or("", |(list, _)| list);
    let needs = list.lines().filter_map(|line| line.trim().trim_matches(|c| c == '"' || c == ',').split(' ').next()).filter(|name| !name.is_empty());
    (name, needs.collect())
}

fn closure<'a>(name: &'a str, needs: &HashMap<&'a str, Vec<&'a str>>) -> HashSet<&'a str> {
    let (mut found, mut open) = (HashSet::new(), vec![name]);
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(needs.get(name).into_iter().flatten());
        }
    }
    found
}

#[test]
fn the_members_know_only_whom_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let members = ["telephony", "xsi", "custom-events", "journal", "engine", "simulator"];
    for (member, may_know) in [
        ("telephony", &[][..]),
        ("xsi", &["telephony"]),
        ("custom-events", &["telephony"]),
        ("journal", &[]),
        ("engine", &["telephony", "xsi", "custom-events", "journal"]),
        ("simulator", &[]),
    ] {
        let manifest = std::fs::read_to_string(root.join("src-tauri/crates").join(member).join("Cargo.toml")).unwrap();
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
        for other in members {
            let knows = dependencies.lines().any(|line| line.split(['.', ' ', '=']).next() == Some(other));
            assert!(!knows || may_know.contains(&other), "{member} must not know {other}");
        }
    }
}
