//! The program a custom event starts while latency is measured: it says when its first instruction ran, and ends.
//!
//! `bench-stamp SOCKET CALL` sends `CALL NANOSECONDS` to a datagram socket, in nanoseconds since 1970.

use std::{env, os::unix::net::UnixDatagram, time::SystemTime};

fn main() {
    let now = SystemTime::now();
    let arguments: Vec<String> = env::args().skip(1).collect();
    let nanoseconds = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_nanos();
    if let [socket, call] = &*arguments
        && let Ok(from) = UnixDatagram::unbound()
    {
        // Nobody is there to be told; whoever measures sees that a stamp is missing.
        let _ = from.send_to(format!("{call} {nanoseconds}").as_bytes(), socket);
    }
}
