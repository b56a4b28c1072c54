//! Files that are never torn: the old text or the new one is there, whatever happens.

use std::{
    io::{self, Write},
    path::Path,
};

/// How the names end of files that are to take the place of others.
pub(super) const ENDS: &str = ".new";

/// Writes a file beside the old one and puts it in its place, so that one of the two is always whole. It is on the disk
/// before the call returns. Until then its name begins with `begins`.
///
/// # Errors
/// Fails with the system's reason if it could not be stored; then the old one is still there.
pub(crate) fn replace(path: &Path, begins: &str, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(begins).suffix(ENDS).tempfile_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    #[cfg(unix)]
    std::fs::File::open(folder)?.sync_all()?;
    Ok(())
}
