//! Looking at the files that custom events name.

use std::path::Path;

use custom_events::{ProgramFile, SoundFile};
use engine::host::SoundProblem;

/// Says whether a path is a program that can be started.
pub fn program(path: &Path) -> ProgramFile {
    match path.metadata() {
        Ok(metadata) if metadata.is_file() && is_executable(path, &metadata) => ProgramFile::Runs,
        Ok(_) => ProgramFile::NotExecutable,
        Err(_) => ProgramFile::Missing,
    }
}

/// Says whether a path is a folder.
pub fn folder(path: &Path) -> bool {
    path.is_dir()
}

/// Says whether a path is a sound that can be played.
pub fn sound(path: &Path) -> SoundFile {
    match super::sound::check(path) {
        None => SoundFile::Wav,
        Some(SoundProblem::Missing) => SoundFile::Missing,
        Some(SoundProblem::NotWav | SoundProblem::Unreadable | SoundProblem::TooLarge | SoundProblem::UnknownFormat) => SoundFile::NotWav,
    }
}

#[cfg(unix)]
fn is_executable(_: &Path, metadata: &std::fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o111 != 0
}

/// What Windows starts without asking what to open it with.
#[cfg(windows)]
fn is_executable(path: &Path, _: &std::fs::Metadata) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|extension| matches!(extension.to_ascii_lowercase().as_str(), "exe" | "com" | "bat" | "cmd"))
}
