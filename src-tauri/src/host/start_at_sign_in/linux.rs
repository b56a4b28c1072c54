//! The Desktop Application Autostart Specification: a desktop entry in one of the autostart folders. That of the user goes
//! before those of the system, and one that says it is hidden is as good as none.

use std::{
    env, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::StartEntry;
use crate::{host::whole_file, places::IDENTIFIER};

pub(super) fn is_on(_: &StartEntry) -> Result<bool> {
    Ok(match read(&of_user()?)?.map_or_else(of_system, |own| Ok(Some(own)))? {
        Some(entry) => starts(&entry),
        None => false,
    })
}

pub(super) fn set(entry: &StartEntry, on: bool) -> Result<()> {
    let file = of_user()?;
    if on {
        return write(&file, &desktop_entry(entry));
    }
    // One of the system's would count again.
    if of_system()?.is_some() {
        return write(&file, "[Desktop Entry]\nType=Application\nName=Bellhop\nHidden=true\n");
    }
    match fs::remove_file(&file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| format!("Failed to remove {}", file.display())),
        _ => Ok(()),
    }
}

pub(super) fn correct(entry: &StartEntry) -> Result<()> {
    let Some(found) = read(&of_user()?)? else { return Ok(()) };
    let is_gone = value(&found, "TryExec").is_some_and(|program| !Path::new(&unescaped(program)).exists());
    if starts(&found) && is_gone { set(entry, true) } else { Ok(()) }
}

fn of_user() -> Result<PathBuf> {
    Ok(dirs::config_dir().context("Failed to find the folder for settings")?.join("autostart").join(name()))
}

/// The entry an administrator made, if there is one.
fn of_system() -> Result<Option<String>> {
    let folders = env::var_os("XDG_CONFIG_DIRS").filter(|folders| !folders.is_empty()).unwrap_or_else(|| "/etc/xdg".into());
    for folder in env::split_paths(&folders) {
        if let Some(entry) = read(&folder.join("autostart").join(name()))? {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

fn name() -> String {
    format!("{IDENTIFIER}.desktop")
}

fn read(file: &Path) -> Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("Failed to read {}", file.display())),
    }
}

fn write(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("Failed to make the folder {}", folder.display()))?;
    }
    whole_file::replace(file, ".bellhop-", text.as_bytes()).with_context(|| format!("Failed to write {}", file.display()))
}

/// Whether an entry starts anything. Desktops switch one off in either of these ways.
fn starts(entry: &str) -> bool {
    value(entry, "Hidden") != Some("true") && value(entry, "X-GNOME-Autostart-enabled") != Some("false")
}

/// Returns what a key of the entry is set to.
fn value<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    let mut lines = entry.lines().map(str::trim).skip_while(|line| *line != "[Desktop Entry]").skip(1).take_while(|line| !line.starts_with('['));
    lines.find_map(|line| line.split_once('=').filter(|(name, _)| name.trim_end() == key).map(|(_, value)| value.trim_start()))
}

fn desktop_entry(entry: &StartEntry) -> String {
    let program = entry.program.to_string_lossy();
    let command: Vec<String> = std::iter::once(&*program).chain(entry.arguments.iter().map(String::as_str)).map(quoted).collect();
    format!(
        "[Desktop Entry]\nType=Application\nName=Bellhop\nIcon=bellhop\nTryExec={}\nExec={}\nTerminal=false\nStartupNotify=false\nX-GNOME-Autostart-enabled=true\n",
        escaped(&program),
        command.join(" ")
    )
}

/// Quotes an argument: by the rules for arguments first, by those for every string then (Desktop Entry Specification, the
/// Exec key).
fn quoted(argument: &str) -> String {
    let mut quoted = String::from("\"");
    for c in argument.chars() {
        match c {
            '"' | '`' | '$' | '\\' => quoted.extend(['\\', c]),
            '%' => quoted.push_str("%%"),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    escaped(&quoted)
}

fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('\n', r"\n").replace('\t', r"\t").replace('\r', r"\r")
}

fn unescaped(text: &str) -> String {
    let mut unescaped = String::new();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        unescaped.push(match (c, if c == '\\' { rest.next() } else { None }) {
            (_, Some('s')) => ' ',
            (_, Some('n')) => '\n',
            (_, Some('t')) => '\t',
            (_, Some('r')) => '\r',
            (_, Some(other)) => other,
            (c, None) => c,
        });
    }
    unescaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_names_the_program_whatever_its_path_is_made_of() {
        let entry = StartEntry { program: r#"/opt/a b$c"d\e/bellhop 100%"#.into(), arguments: vec!["--settings-dir".into(), "/home/me".into()] };
        let text = desktop_entry(&entry);
        assert_eq!(value(&text, "Exec"), Some(r#""/opt/a b\\$c\\"d\\\\e/bellhop 100%%" "--settings-dir" "/home/me""#));
        assert_eq!(unescaped(value(&text, "TryExec").unwrap()), entry.program.to_str().unwrap());
        assert!(starts(&text));
    }

    #[test]
    fn an_entry_that_a_desktop_has_switched_off_starts_nothing() {
        for (entry, on) in [
            ("[Desktop Entry]\nExec=x\n", true),
            ("[Desktop Entry]\nExec=x\nHidden=false", true),
            ("[Desktop Entry]\nExec=x\nHidden=true\n", false),
            ("[Desktop Entry]\nHidden = true\n", false),
            ("[Desktop Entry]\nX-GNOME-Autostart-enabled=false\n", false),
            ("# Hidden=true\n[Desktop Entry]\nExec=x\n[Desktop Action a]\nHidden=true\n", true),
        ] {
            assert_eq!(starts(entry), on, "{entry}");
        }
    }
}
