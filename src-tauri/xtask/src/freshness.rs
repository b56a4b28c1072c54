//! Whether something built is newer than what it is built from.

use std::{fs, path::Path, time::SystemTime};

/// Returns whether `built` exists and nothing in `sources` is newer.
///
/// Folders count with all they hold, but for hidden names and those in `except`.
pub(crate) fn is_fresh(built: &Path, sources: &[&Path], except: &[&str]) -> bool {
    let Ok(built) = fs::metadata(built).and_then(|metadata| metadata.modified()) else {
        return false;
    };
    sources.iter().filter_map(|source| newest(source, except)).all(|changed| changed <= built)
}

fn newest(path: &Path, except: &[&str]) -> Option<SystemTime> {
    let metadata = fs::metadata(path).ok()?;
    if !metadata.is_dir() {
        return metadata.modified().ok();
    }
    let inside = fs::read_dir(path).ok()?.flatten().filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        !name.starts_with('.') && !except.contains(&name.as_ref())
    });
    inside.filter_map(|entry| newest(&entry.path(), except)).max()
}
