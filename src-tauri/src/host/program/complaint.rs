//! The end of what a program says: enough to know what it complained of, however much it was.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt},
    task::JoinHandle,
    time::timeout,
};

/// How much of it is kept, in bytes.
pub(super) const KEPT: usize = 2 * 1024;

/// How much is read at once, in bytes.
const MOUTHFUL: usize = 64 * 1024;

/// How long we go on reading after the program has ended: somebody else may hold its pipe.
const REST: Duration = Duration::from_millis(200);

/// Somebody who listens to a program: always, so that it is never kept waiting, and to the end.
pub(super) struct Listener {
    kept: Arc<Mutex<VecDeque<u8>>>,
    listening: JoinHandle<()>,
}

impl Listener {
    /// Listens until nobody can say anything any more.
    pub(super) fn to(said: impl AsyncRead + Send + Unpin + 'static) -> Self {
        let kept = Arc::new(Mutex::new(VecDeque::with_capacity(KEPT)));
        let listening = tokio::spawn(listen(said, kept.clone()));
        Self { kept, listening }
    }

    /// Returns the end of what was said, once the program has ended: clean, in one line. Goes on listening to those
    /// who are left.
    pub(super) async fn end(&mut self) -> String {
        // Whoever still holds the pipe is not waited for.
        let _ = timeout(REST, &mut self.listening).await;
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        one_line(&String::from_utf8_lossy(&kept.iter().copied().collect::<Vec<u8>>()))
    }
}

async fn listen(mut said: impl AsyncRead + Unpin, kept: Arc<Mutex<VecDeque<u8>>>) {
    let mut mouthful = vec![0; MOUTHFUL];
    while let Ok(length @ 1..) = said.read(&mut mouthful).await {
        let news = &mouthful[length.saturating_sub(KEPT)..length];
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let too_much = (kept.len() + news.len()).saturating_sub(KEPT);
        kept.drain(..too_much);
        kept.extend(news);
    }
}

/// Cleans what was said line by line: what is cleaned is cut at its end, and the end is what says most.
pub(super) fn one_line(said: &str) -> String {
    let lines: Vec<String> = said.lines().map(telephony::text::clean).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_end_of_it_is_kept_and_clean() {
        for (said, heard) in [
            ("it broke\n".to_owned(), "it broke".to_owned()),
            ("\u{1b}[31mfirst\u{1b}[0m\r\n\r\nsecond\u{202e}\n".to_owned(), "[31mfirst[0m second".to_owned()),
            (format!("{}\nthe end", "x".repeat(1_000_000)), format!("{} the end", "x".repeat(1024))),
            (String::new(), String::new()),
        ] {
            let said: &'static [u8] = said.into_bytes().leak();
            assert_eq!(Listener::to(said).end().await, heard);
        }
    }

    #[tokio::test]
    async fn nobody_waits_for_who_holds_the_pipe() {
        use tokio::io::AsyncWriteExt;
        let (ours, mut theirs) = tokio::io::duplex(64);
        let mut listener = Listener::to(ours);
        theirs.write_all(b"said").await.unwrap();
        assert_eq!(listener.end().await, "said");
        theirs.write_all(&[0; 10_000]).await.expect("it is still listened to");
    }
}
