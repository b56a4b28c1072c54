//! Opening the file, and setting aside one that is broken.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode};

use crate::{JournalError, schema, store};

/// How long to wait for another program that uses the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// A journal that could not be read and was renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Where it is now.
    pub path: PathBuf,
    /// What was wrong with it.
    pub reason: String,
}

/// Opens the journal at `path`; sets aside what is broken and begins anew.
pub(crate) fn open(path: &Path) -> Result<(Connection, Option<SetAside>), JournalError> {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    match open_whole(path)? {
        Ok(connection) => Ok((connection, None)),
        Err(reason) => {
            let aside = set_aside(path, &stamp())?;
            tracing::warn!(path = %aside.display(), reason, "the journal was broken and is set aside");
            match open_whole(path)? {
                Ok(connection) => Ok((connection, Some(SetAside { path: aside, reason }))),
                Err(reason) => Err(io::Error::other(reason).into()),
            }
        }
    }
}

/// Says how a connection keeps what it is given.
pub(crate) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    // Answers with the mode: another one, e.g. in memory, will do.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is deleted is overwritten; and nothing of it is written anywhere else meanwhile.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    connection.pragma_update(None, "temp_store", "MEMORY")
}

/// Opens the file, or says why it is broken.
fn open_whole(path: &Path) -> Result<Result<Connection, String>, JournalError> {
    create_private(path)?;
    let mut connection = Connection::open(path)?;
    match check_and_migrate(&mut connection) {
        Ok(None) => Ok(Ok(connection)),
        Ok(Some(reason)) => Ok(Err(reason)),
        Err(JournalError::Sql(error)) if is_broken(&error) => Ok(Err(error.to_string())),
        Err(error) => Err(error),
    }
}

fn check_and_migrate(connection: &mut Connection) -> Result<Option<String>, JournalError> {
    prepare(connection)?;
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Ok(Some(verdict));
    }
    schema::migrate(connection)?;
    store::outbox::forget_keys(connection, Timestamp::now())?;
    Ok((!schema::is_whole(connection)).then(|| "its tables are not what its version says".to_owned()))
}

fn is_broken(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Renames the file and what belongs to it, so that all of it can still be looked at.
fn set_aside(path: &Path, stamp: &str) -> io::Result<PathBuf> {
    let named = |count: usize| {
        let number = if count == 1 { String::new() } else { format!("-{count}") };
        with_suffix(path, &format!(".broken-{stamp}{number}"))
    };
    let aside = (1..).map(named).find(|aside| !aside.exists()).unwrap_or_else(|| with_suffix(path, ".broken"));
    fs::rename(path, &aside)?;
    for companion in ["-wal", "-shm"] {
        match fs::rename(with_suffix(path, companion), with_suffix(&aside, companion)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(aside)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

fn stamp() -> String {
    Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Makes the file if there is none, for its owner alone. What SQLite puts beside it takes after it.
#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let file = fs::OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
    if file.metadata()?.permissions().mode() & 0o077 != 0 {
        file.set_permissions(fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

/// On other systems the user's folders are the user's alone.
#[cfg(not(unix))]
fn create_private(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn create_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}
