//! A program that is left to itself: it has no pipes to us and outlives us. While we are there, it is known how it ends.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    process::Stdio,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use engine::host::{Failure, FailureCode, Ran};
use tokio::{
    process::{Child, Command},
    time::timeout,
};

use super::{complaint, start, verdict};

/// How long a program is watched before it counts as one that stays.
const A_MOMENT: Duration = Duration::from_secs(2);

/// How often it is looked at how much a program complains that stays.
const GLANCE: Duration = Duration::from_secs(60);

/// How many bytes of complaints may lie on the disk, give or take those of a minute.
const MOST: u64 = 1024 * 1024;

/// Starts a program, and watches it for a moment.
///
/// # Errors
/// Fails if it can't be started, or has ended by then with another code than 0.
pub(super) async fn run(prepared: Command, command: custom_events::Command) -> Result<Ran, Failure> {
    let mut left = start(command, move || Left::start(prepared)).await?;
    match timeout(A_MOMENT, left.end()).await {
        Ok(ended) => ended.map(Ran::Ended),
        Err(_stays) => Ok(Ran::On(Box::pin(async move {
            loop {
                match timeout(GLANCE, left.end()).await {
                    Ok(ended) => return ended,
                    Err(_still_there) => left.forget_complaints(),
                }
            }
        }))),
    }
}

/// Such a program. Dropping it changes nothing for it.
struct Left {
    child: Child,
    complaints: Option<Complaints>,
}

impl Left {
    fn start(mut prepared: Command) -> io::Result<Self> {
        prepared.stdout(Stdio::null()).stderr(Stdio::null());
        // Where there is no room for it, what is complained of is not known.
        let complaints = Complaints::at_hand().ok().map(|(theirs, ours)| {
            prepared.stderr(theirs);
            ours
        });
        let child = prepared.spawn();
        Complaints::be_ready();
        Ok(Self { child: child?, complaints })
    }

    async fn end(&mut self) -> Result<i32, Failure> {
        let status = self.child.wait().await.map_err(|error| Failure::new(FailureCode::Other, error.to_string()))?;
        let complaint = self.complaints.as_mut().map(Complaints::last).unwrap_or_default();
        verdict(status.code().unwrap_or(-1), &complaint)
    }

    fn forget_complaints(&self) {
        if let Some(complaints) = &self.complaints {
            complaints.forget_most();
        }
    }
}

/// What a program complains of. A pipe would break when we end, and the program with it; a file without a name does not.
struct Complaints(File);

/// The file for the next program: to make one takes a good part of the time until a program runs.
static NEXT: Mutex<Option<(File, Complaints)>> = Mutex::new(None);

impl Complaints {
    /// Returns the file that is ready, or makes one.
    fn at_hand() -> io::Result<(File, Self)> {
        let ready = NEXT.lock().unwrap_or_else(PoisonError::into_inner).take();
        ready.map_or_else(Self::begin, Ok)
    }

    /// Makes the file for the next program, if there is room for one.
    fn be_ready() {
        let mut next = NEXT.lock().unwrap_or_else(PoisonError::into_inner);
        if next.is_none() {
            *next = Self::begin().ok();
        }
    }

    /// Makes such a file, gone when nobody holds it any more. Returns the end to write at, too.
    fn begin() -> io::Result<(File, Self)> {
        let file = tempfile::Builder::new().prefix("bellhop-").append(true).tempfile()?;
        let ours = file.reopen()?;
        Ok((file.into_file(), Self(ours)))
    }

    /// What was complained of last, clean and in one line.
    fn last(&mut self) -> String {
        let mut said = Vec::new();
        let from = self.0.metadata().map_or(0, |metadata| metadata.len()).saturating_sub(complaint::KEPT as u64);
        let read = self.0.seek(SeekFrom::Start(from)).and_then(|_| Read::by_ref(&mut self.0).take(complaint::KEPT as u64).read_to_end(&mut said));
        if let Err(error) = read {
            tracing::debug!(%error, "what a program complained of can't be read");
        }
        complaint::one_line(&String::from_utf8_lossy(&said))
    }

    /// Makes room, if they fill too much.
    fn forget_most(&self) {
        if self.0.metadata().is_ok_and(|metadata| metadata.len() > MOST)
            && let Err(error) = self.0.set_len(0)
        {
            tracing::debug!(%error, "what a program complains of can't be forgotten");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn complaints_are_read_at_their_end_and_do_not_pile_up() {
        let (mut theirs, mut ours) = Complaints::begin().expect("a file");
        theirs.write_all("no. \n".repeat(250_000).as_bytes()).expect("room");
        theirs.write_all(b"no disk\n").expect("room");
        assert!(ours.last().ends_with("no. no disk"));
        ours.forget_most();
        assert_eq!(ours.last(), "");
        theirs.write_all(b"no net\n").expect("room");
        assert_eq!(ours.last(), "no net");
        ours.forget_most();
        assert_eq!(ours.last(), "no net", "what is little is kept");
    }
}
