//! Looking at the files that custom events name.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use custom_events::ProgramFile;

/// Says whether a path is a program that can be started.
pub fn program(path: &Path) -> ProgramFile {
    match path.metadata() {
        Ok(metadata) if metadata.is_file() && is_executable(path, &metadata) => ProgramFile::Runs,
        Ok(_) => ProgramFile::NotExecutable,
        Err(_) => ProgramFile::Missing,
    }
}

/// Follows links to the end. One that leads nowhere leads to itself.
pub fn leads_to(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Says whether a path is a folder.
pub fn folder(path: &Path) -> bool {
    path.is_dir()
}

/// Says whether a program says what runs it: the system, or the interpreter on its first line. macOS would give one that
/// does not to a shell.
pub(super) fn says_what_runs_it(path: &Path) -> bool {
    let mut beginning = [0; 4];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut beginning));
    match (read, beginning) {
        (Ok(()), [b'#', b'!', ..] | [0xCA, 0xFE, 0xBA, 0xBE | 0xBF]) => true,
        (Ok(()), beginning) => matches!(u32::from_le_bytes(beginning), 0xFEED_FACE | 0xFEED_FACF),
        // One that may be run but not read is known to the system alone.
        (Err(error), _) => error.kind() != std::io::ErrorKind::UnexpectedEof,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_say_what_runs_it_is_found_out() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("program");
        for (content, says) in
            [(&b"#!/bin/sh\n"[..], true), (b"\xCF\xFA\xED\xFE", true), (b"\xCA\xFE\xBA\xBE", true), (b"echo it runs\n", false), (b"\x7FELF", false), (b"", false)]
        {
            fs::write(&file, content).unwrap();
            assert_eq!(says_what_runs_it(&file), says, "{content:?}");
        }
        assert!(super::folder(folder.path()) && !super::folder(&file));
    }
}
