//! A proxy that can fail.
//!
//! It makes tunnels (`CONNECT`) and passes requests on whose target is a whole URL. What follows a request on its
//! connection goes to the same server as the request.

use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::serve::Listener;
use serde::Serialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::TcpStream;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::fault::{Ending, Scope};
use crate::wire::{Cut, Door, Lines, Wire};

const LONGEST_HEAD: usize = 64 * 1024;

/// What a proxy does with new connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proxying {
    /// It passes on what it gets.
    #[default]
    Works,
    /// It wants credentials, whatever it is given: 407.
    WantsPassword,
    /// It cannot reach the server: 502.
    ReachesNobody,
    /// It never answers.
    Hangs,
}

/// What a proxy was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proxied {
    /// How many connections there were.
    pub connections: u64,
    /// The hosts tunnels were asked to, e.g. `xsp.example:443`.
    pub tunnels: Vec<String>,
    /// The URLs of requests, of each connection the first.
    pub requests: Vec<String>,
    /// Whether there was a `Proxy-Authorization` header.
    pub proxy_authorization: bool,
}

/// A proxy. It is gone when dropped.
#[derive(Debug)]
pub struct Proxy {
    door: Door,
    lines: Arc<Lines>,
    book: Arc<Mutex<Book>>,
    _stop: DropGuard,
}

#[derive(Debug, Default)]
struct Book {
    proxying: Proxying,
    proxied: Proxied,
}

impl Proxy {
    /// Opens it on 127.0.0.1, in the current Tokio runtime.
    ///
    /// # Errors
    /// Fails if there is no port.
    pub fn start() -> io::Result<Self> {
        let lines = Arc::<Lines>::default();
        let door = Door::open((Ipv4Addr::LOCALHOST, 0).into(), 0, Arc::clone(&lines))?;
        let book = Arc::<Mutex<Book>>::default();
        let stop = CancellationToken::new();
        let (mut listening, noted, stopped) = (door.clone(), Arc::clone(&book), stop.clone());
        tokio::spawn(stop.clone().run_until_cancelled_owned(async move {
            loop {
                let (connection, _) = listening.accept().await;
                lock(&noted).proxied.connections += 1;
                let work = pass(connection, Arc::clone(&noted));
                tokio::spawn(stopped.clone().run_until_cancelled_owned(async move {
                    // A connection that breaks is what a proxy is used to.
                    let _ = work.await;
                }));
            }
        }));
        Ok(Self { door, lines, book, _stop: stop.drop_guard() })
    }

    /// Returns its address, e.g. `http://127.0.0.1:3128`.
    pub fn url(&self) -> String {
        format!("http://{}", self.door.address())
    }

    /// Says what is to happen to new connections.
    pub fn set(&self, proxying: Proxying) {
        lock(&self.book).proxying = proxying;
    }

    /// Cuts every open connection after so many bytes more from the server. Answers how many there are.
    pub fn cut(&self, after: u64, ending: Ending) -> usize {
        self.lines.cut(Scope::All, None, Cut { after, ending })
    }

    /// Stops listening, so that connecting is refused. Open connections stay open.
    ///
    /// # Errors
    /// Fails if the port cannot be kept.
    pub fn close(&self) -> io::Result<()> {
        self.door.close()
    }

    /// Listens again, on the same port.
    ///
    /// # Errors
    /// Fails if the port cannot be opened.
    pub fn reopen(&self) -> io::Result<()> {
        self.door.reopen()
    }

    /// Returns what it was asked for so far.
    pub fn proxied(&self) -> Proxied {
        lock(&self.book).proxied.clone()
    }
}

async fn pass(mut client: Wire, book: Arc<Mutex<Book>>) -> io::Result<()> {
    let Some(head) = read_head(&mut client).await? else { return Ok(()) };
    let text = String::from_utf8_lossy(&head).into_owned();
    let mut words = text.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return answer(&mut client, "400 Bad Request").await };
    let tunnel = method.eq_ignore_ascii_case("CONNECT");
    let proxying = {
        let mut book = lock(&book);
        let asked = if tunnel { &mut book.proxied.tunnels } else { &mut book.proxied.requests };
        asked.push(target.to_owned());
        book.proxied.proxy_authorization |= text.to_ascii_lowercase().contains("\r\nproxy-authorization:");
        book.proxying
    };
    let host = if tunnel { Some(target.to_owned()) } else { host_of(target) };
    let Some(host) = host else { return answer(&mut client, "400 Bad Request").await };
    match proxying {
        Proxying::Works => {}
        Proxying::WantsPassword => return answer(&mut client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"").await,
        Proxying::ReachesNobody => return answer(&mut client, "502 Bad Gateway").await,
        Proxying::Hangs => return std::future::pending().await,
    }
    let Ok(mut server) = TcpStream::connect(&host).await else { return answer(&mut client, "502 Bad Gateway").await };
    let _ = server.set_nodelay(true);
    if tunnel {
        client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
        // What came after the head is for the server already.
        let end = text.find("\r\n\r\n").map_or(head.len(), |end| end + 4);
        server.write_all(head.get(end..).unwrap_or_default()).await?;
    } else {
        // A server takes a whole URL as well as a path.
        server.write_all(&head).await?;
    }
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}

/// Reads at least up to the empty line that ends a head.
async fn read_head(client: &mut Wire) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if head.len() > LONGEST_HEAD || client.read_buf(&mut head).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(head))
}

async fn answer(client: &mut Wire, status: &str) -> io::Result<()> {
    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    client.write_all(answer.as_bytes()).await?;
    client.shutdown().await
}

/// Returns the host and port of a URL.
fn host_of(url: &str) -> Option<String> {
    let rest = url.strip_prefix("http://")?;
    let host = rest.split(['/', '?']).next()?;
    Some(if host.contains(':') { host.to_owned() } else { format!("{host}:80") })
}

fn lock(book: &Mutex<Book>) -> MutexGuard<'_, Book> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}
