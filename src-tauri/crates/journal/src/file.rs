//! Opening the file, and setting aside one that is broken.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, config::DbConfig, ffi};

use crate::{
    JournalError,
    salvage::{self, Salvaged},
    schema, store,
};

/// How long to wait for another program that uses the file.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// How long another program may take to write what it is writing.
const A_MOMENT: Duration = Duration::from_millis(50);

/// The greatest version that may be one of a later program; beyond, it is a broken number.
const LATEST_IMAGINABLE: i64 = 1000;

/// A journal that was broken and was renamed; what could still be read of it is in a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Where it is now.
    pub path: PathBuf,
    /// What was wrong with it.
    pub reason: String,
    /// How many rows could be read, and are in the new file: of entries, runs, what is owed, what was delivered lately and
    /// notes.
    pub kept: usize,
    /// About how many entries, runs and owed rows could not, if that is known.
    pub lost: Option<usize>,
}

/// Opens the journal at `path`; sets aside what is broken and goes on with what can still be read of it.
///
/// It waits for another program that uses the file for as long as `patience`.
pub(crate) fn open(path: &Path, patience: Duration) -> Result<(Connection, Option<SetAside>), JournalError> {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    let salvaged = with_suffix(path, ".salvaged");
    let (reason, Salvaged { kept, lost }) = if salvaged.exists() {
        // The program was ended right here the last time. What is in that file is whole.
        let kept = count(&salvaged).unwrap_or_default();
        ("it was broken, and the program ended while it was set aside".to_owned(), Salvaged { kept, lost: None })
    } else {
        match open_whole(path, patience)? {
            Ok(connection) => return Ok((connection, None)),
            Err(reason) => (reason, salvage_to(path, &salvaged)?),
        }
    };
    let aside = set_aside(path, &stamp())?;
    fs::rename(&salvaged, path)?;
    tracing::warn!(path = %aside.display(), reason, kept, lost, "the journal was broken and is set aside");
    match open_whole(path, patience)? {
        Ok(connection) => Ok((connection, Some(SetAside { path: aside, reason, kept, lost }))),
        Err(reason) => Err(io::Error::other(reason).into()),
    }
}

/// How many statements a connection keeps ready: all there are. With fewer, those of one call after the other push each
/// other out, and each is made anew every time.
const STATEMENTS: usize = 64;

/// Says how a connection keeps what it is given.
pub(crate) fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Answers with the mode: another one, e.g. in memory, will do.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Else statements are prepared anew when some of their values change, a limit among them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is deleted is overwritten; and nothing of it is written anywhere else meanwhile.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    connection.pragma_update(None, "temp_store", "MEMORY")
}

/// Opens the file, or says why it is broken.
fn open_whole(path: &Path, patience: Duration) -> Result<Result<Connection, String>, JournalError> {
    create_private(path)?;
    // SQLite reads a damaged log as if it ended early: it has to be looked at before. What another program is writing at
    // this very moment may look like damage once.
    if salvage::log::damage(path)?.is_some() {
        thread::sleep(A_MOMENT);
        if let Some(reason) = salvage::log::damage(path)? {
            fail_if_used(path, patience)?;
            return Ok(Err(reason.to_owned()));
        }
    }
    let mut connection = connect(path, patience)?;
    let reason = match check_and_migrate(&mut connection) {
        Ok(None) => {
            keep_log(&connection, false)?;
            return Ok(Ok(connection));
        }
        Ok(Some(reason)) => reason,
        Err(JournalError::Sql(error)) if is_broken(&error) => error.to_string(),
        Err(error) => return Err(error),
    };
    drop(connection);
    fail_if_used(path, patience)?;
    Ok(Err(reason))
}

/// Opens the file without changing it, even when it is closed again.
fn connect(path: &Path, patience: Duration) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    keep_log(&connection, true)?;
    connection.busy_timeout(patience)?;
    Ok(connection)
}

/// Has the last connection to a file that is closed keep its log, instead of writing it to the file.
fn keep_log(connection: &Connection, keep: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep).map(|_| ())
}

/// A file another program uses is not renamed.
fn fail_if_used(path: &Path, patience: Duration) -> Result<(), JournalError> {
    let connection = connect(path, patience)?;
    let locked =
        connection.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(())).and_then(|()| connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())));
    match locked.map_err(JournalError::from) {
        Err(JournalError::Busy) => Err(JournalError::Busy),
        // A broken file can't be read: that is why it is about to be renamed.
        Ok(()) | Err(_) => Ok(()),
    }
}

fn check_and_migrate(connection: &mut Connection) -> Result<Option<String>, JournalError> {
    prepare(connection)?;
    // Not `quick_check`: a row that an index does not have is there and not found.
    let verdict: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Ok(Some(verdict));
    }
    match schema::migrate(connection) {
        Err(JournalError::Newer { version }) if !(0..=LATEST_IMAGINABLE).contains(&version) => return Ok(Some(format!("it says its version is {version}"))),
        migrated => migrated?,
    }
    if !schema::is_whole(connection) {
        return Ok(Some("its tables are not what its version says".to_owned()));
    }
    if !store::outbox::is_complete(connection)? {
        return Ok(Some("its outbox does not hold as many rows as it says".to_owned()));
    }
    store::outbox::forget_keys(connection, Timestamp::now())?;
    Ok(None)
}

/// Whether an error says that the file is not what it should be, and not that it can't be used now.
fn is_broken(error: &rusqlite::Error) -> bool {
    let Some(code) = error.sqlite_error_code() else { return true };
    match code {
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch | ErrorCode::TooBig | ErrorCode::Unknown => true,
        // The file says of itself that it must not be written to: its owner could be made the one who may.
        ErrorCode::ReadOnly => error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_READONLY),
        // It ends too early.
        ErrorCode::SystemIoFailure => error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_SHORT_READ),
        _ => false,
    }
}

/// Writes what can be read of a broken file to a new one, which has its name only when it is complete.
fn salvage_to(broken: &Path, salvaged: &Path) -> Result<Salvaged, JournalError> {
    let unfinished = with_suffix(broken, ".salvaging");
    for suffix in ["", "-wal", "-shm"] {
        match fs::remove_file(with_suffix(&unfinished, suffix)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
    }
    create_private(&unfinished)?;
    let mut connection = Connection::open(&unfinished)?;
    prepare(&connection)?;
    schema::migrate(&mut connection)?;
    let result = salvage::salvage(broken, &mut connection)?;
    // Leaves no log behind.
    connection.close().map_err(|(_, error)| error)?;
    fs::rename(unfinished, salvaged)?;
    Ok(result)
}

/// Counts the rows a salvaged file was given.
fn count(salvaged: &Path) -> Result<usize, JournalError> {
    let sql = "SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM runs) + (SELECT count(*) FROM outbox)
        + (SELECT count(*) FROM delivered) + (SELECT count(*) FROM notes)";
    let count: i64 = Connection::open(salvaged)?.query_row(sql, [], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Renames the file and what belongs to it, so that all of it can still be looked at.
fn set_aside(path: &Path, stamp: &str) -> io::Result<PathBuf> {
    let named = |count: usize| {
        let number = if count == 1 { String::new() } else { format!("-{count}") };
        with_suffix(path, &format!(".broken-{stamp}{number}"))
    };
    let aside = (1..).map(named).find(|aside| !aside.exists()).unwrap_or_else(|| with_suffix(path, ".broken"));
    // The file itself comes last: while it is there, it is known that this is not done.
    for companion in ["-wal", "-shm", ""] {
        match fs::rename(with_suffix(path, companion), with_suffix(&aside, companion)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(aside)
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
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
