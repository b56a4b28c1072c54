//! A clock that stands still while anything is going on, and skips the time in which nothing is.
//!
//! Tokio's paused clock moves on to the next timer when all tasks wait and the poll for I/O before that has woken none.
//! Loopback delivers before `send` returns, so bytes under way are always found by that poll. What waits for a thread does
//! not hold the clock: names are looked up by the test itself, and never by a thread.

use std::future::Future;
use std::panic::resume_unwind;

use tokio::runtime::Builder;

/// Runs a test on a clock of its own.
pub fn run(test: impl Future<Output = ()> + Send + 'static) {
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
    let ended = runtime.block_on(async { tokio::spawn(test).await });
    if let Err(failed) = ended {
        resume_unwind(failed.into_panic());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::time::{Instant, sleep, timeout};

    const ROUNDS: u32 = 200;

    /// Two ends of a loopback connection talk while a timer of a millisecond is set: if time ran ahead of the sockets, it
    /// would strike in between.
    #[test]
    fn no_time_passes_while_bytes_are_under_way() {
        super::run(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(async move {
                loop {
                    let (mut other_end, _) = listener.accept().await.unwrap();
                    tokio::spawn(async move {
                        let mut byte = [0];
                        while other_end.read_exact(&mut byte).await.is_ok() {
                            tokio::task::yield_now().await;
                            other_end.write_all(&byte).await.unwrap();
                        }
                    });
                }
            });
            let start = Instant::now();
            for round in 0..ROUNDS {
                let talk = async {
                    let mut connection = TcpStream::connect(address).await.unwrap();
                    let mut byte = [7];
                    for _ in 0..20 {
                        connection.write_all(&byte).await.unwrap();
                        connection.read_exact(&mut byte).await.unwrap();
                    }
                };
                assert!(timeout(Duration::from_millis(1), talk).await.is_ok(), "round {round}");
                sleep(Duration::from_secs(1)).await;
            }
            assert_eq!(start.elapsed(), Duration::from_secs(ROUNDS.into()));
        });
    }
}
