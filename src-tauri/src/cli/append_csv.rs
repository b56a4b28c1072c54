//! `bellhop append-csv`: one more row in a table. For a custom event that writes calls down, without a script.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

/// What `append-csv` takes. The file and the values are one list, so that nothing after the file is taken for an
/// option, whatever a caller's name begins with. One `--` right after the file is no value: many write it there to say so.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The file, which is made if it is not there, and the values of the row
    #[arg(value_names = ["FILE", "VALUES"], num_args = 2.., required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    row: Vec<OsString>,
}

/// How long others may keep the file to themselves.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often it is tried again meanwhile.
const AGAIN: Duration = Duration::from_millis(20);

/// Appends a row.
///
/// # Errors
/// Fails if the file can't be written.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Some((file, values)) = arguments.row.split_first() else { bail!("There is no file to append to") };
    let values = values.strip_prefix(&[OsString::from("--")]).unwrap_or(values);
    ensure!(!values.is_empty(), "There are no values to append");
    let values: Vec<_> = values.iter().map(|value| value.to_string_lossy()).collect();
    let row = custom_events::csv::row(&values.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    append(Path::new(file), &row, PATIENCE).with_context(|| format!("Failed to append to {}", Path::new(file).display()))?;
    Ok(ExitCode::SUCCESS)
}

/// Appends a row as a whole, or nothing: two at once write one after the other.
fn append(path: &Path, row: &str, patience: Duration) -> Result<()> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    // Who called is nobody else's business.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    ensure!(file.metadata()?.is_file(), "It is no file");
    lock(&file, patience)?;
    let length = file.metadata()?.len();
    // A row that somebody else did not end stays a row of its own.
    let text = if ends_in_a_line(&mut file, length)? { row.to_owned() } else { format!("\r\n{row}") };
    let written = file.write(text.as_bytes());
    if written.as_ref().ok() != Some(&text.len()) {
        // Half a row would spoil the next one, too. A disk that is full has room for less.
        let _ = file.set_len(length);
        written?;
        bail!("The disk is full");
    }
    Ok(())
}

/// Keeps others out until the file is closed.
fn lock(file: &File, patience: Duration) -> Result<()> {
    let until = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(AGAIN),
            Err(TryLockError::WouldBlock) => bail!("Somebody else does not let go of it"),
            // A drive that knows no locks is written to all the same: nothing that short is written in two.
            Err(TryLockError::Error(error)) => {
                tracing::debug!(%error, "the file can't be locked");
                return Ok(());
            }
        }
    }
}

fn ends_in_a_line(file: &mut File, length: u64) -> Result<bool> {
    if length == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn append_csv(line: &[&str]) -> Result<ExitCode> {
        run(&Line::try_parse_from(["append-csv"].iter().chain(line))?.arguments)
    }

    #[test]
    fn rows_are_appended_as_they_are_whatever_they_look_like() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("calls.csv");
        let file = path.to_str().unwrap();
        for (values, written) in [
            (&["2026-11-22", "Priya Raman", "+442079460958"][..], "2026-11-22,Priya Raman,'+442079460958\r\n"),
            (&["--help", "-h", "--version"], "'--help,'-h,'--version\r\n"),
            (&["=HYPERLINK(\"http://x\")", "a,b", ""], "\"'=HYPERLINK(\"\"http://x\"\")\",\"a,b\",\r\n"),
            (&["--", "a", "b"], "a,b\r\n"),
            (&["--", "--help"], "'--help\r\n"),
            (&["--", "--", "x"], "'--,x\r\n"),
            (&["x", "--"], "x,'--\r\n"),
            (&["é\u{1f600}"], "é\u{1f600}\r\n"),
        ] {
            let before = fs::read_to_string(&path).unwrap_or_default();
            append_csv(&[&[file], values].concat()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap().strip_prefix(&before), Some(written), "{values:?}");
        }
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o600);
        fs::write(&path, "not ended").unwrap();
        append_csv(&[file, "x"]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "not ended\r\nx\r\n");
    }

    #[test]
    fn what_can_not_be_written_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("calls.csv");
        let somewhere = folder.path().join("gone/calls.csv");
        for (line, reason) in [
            (&[somewhere.to_str().unwrap(), "x"][..], "Failed to append to"),
            (&[folder.path().to_str().unwrap(), "x"], "Failed to append to"),
            (&[path.to_str().unwrap(), "--"], "There are no values to append"),
            (&["x"], "VALUES"),
            (&[], "FILE"),
        ] {
            let error = format!("{:#}", append_csv(line).unwrap_err());
            assert!(error.contains(reason), "{error}");
        }
        let held = File::create(&path).unwrap();
        held.lock().unwrap();
        let error = append(&path, "x\r\n", Duration::from_millis(50)).unwrap_err();
        assert_eq!(error.to_string(), "Somebody else does not let go of it");
        assert_eq!(fs::read(&path).unwrap(), b"");
    }

    #[test]
    fn two_at_once_do_not_mix_their_rows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("calls.csv");
        let rows: Vec<String> = ('a'..='h').map(|letter| custom_events::csv::row(&[&letter.to_string().repeat(5000), "x"])).collect();
        thread::scope(|scope| {
            for row in &rows {
                scope.spawn(|| (0..20).for_each(|_| append(&path, row, PATIENCE).unwrap()));
            }
        });
        let written = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = written.split_inclusive("\r\n").collect();
        lines.sort_unstable();
        let expected: Vec<&str> = rows.iter().flat_map(|row| std::iter::repeat_n(row.as_str(), 20)).collect();
        assert!(lines == expected);
    }
}
