//! The walls of the house.

use std::path::Path;

/// Everything the members under `crates/` are built from, tests included, on every system: one system can tell.
#[test]
#[cfg(not(windows))]
fn nothing_under_crates_depends_on_tauri() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let members: Vec<_> = std::fs::read_dir(root.join("src-tauri/crates")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(members.len() >= 6, "{members:?}");
    for member in &members {
        let tree = std::process::Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--prefix", "none", "--format", "{p}", "--target", "all", "-p", member])
            .current_dir(&root)
            .output()
            .unwrap();
        assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
        let tree = String::from_utf8(tree.stdout).unwrap();
        assert!(tree.starts_with(&format!("{member} ")), "{tree}");
        let desktop: Vec<_> = tree.lines().filter(|line| line.starts_with("tauri") || line.starts_with("wry ") || line.starts_with("tao ")).collect();
        assert!(desktop.is_empty(), "{member} depends on {desktop:?}");
    }
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
