//! A listening socket that can be closed and opened again on its port.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use super::transport::Transport;
use super::{Line, Lines, Wire};
#[cfg(feature = "tls")]
use {
    crate::tls::{Certificate, Greeting, Keys},
    tokio::io::{AsyncReadExt, AsyncWriteExt},
};

/// How long to wait when the system has no socket to give.
const BREATH: Duration = Duration::from_millis(100);

/// How long a program may take to be started, and how often it is looked whether it is.
const WHILE_STARTING: Duration = Duration::from_millis(500);
const AGAIN: Duration = Duration::from_millis(1);

#[derive(Debug)]
struct Gate {
    listener: Option<TcpListener>,
    /// Keeps the port while nobody listens on it: connecting is refused, and no other program gets it.
    kept: Option<TcpSocket>,
    waker: Option<Waker>,
}

/// One port of the server.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    address: SocketAddr,
    node: usize,
    gate: Arc<Mutex<Gate>>,
    lines: Arc<Lines>,
    #[cfg(feature = "tls")]
    keys: Option<Arc<Keys>>,
}

impl Door {
    /// Opens a port for connections that belong to `lines`.
    pub(crate) fn open(address: SocketAddr, node: usize, lines: Arc<Lines>) -> io::Result<Self> {
        let listener = bound(address)?.listen(BACKLOG)?;
        let address = listener.local_addr()?;
        let gate = Arc::new(Mutex::new(Gate { listener: Some(listener), kept: None, waker: None }));
        Ok(Self {
            address,
            node,
            gate,
            lines,
            #[cfg(feature = "tls")]
            keys: None,
        })
    }

    /// Meets connections as these keys say.
    #[cfg(feature = "tls")]
    pub(crate) fn locked(mut self, keys: Arc<Keys>) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Shows another certificate to all who connect from now on.
    #[cfg(feature = "tls")]
    pub(crate) fn show(&self, certificate: Certificate) -> io::Result<()> {
        self.keys.as_ref().map_or(Ok(()), |keys| keys.show(certificate))
    }

    /// Returns the address as a URL.
    pub(crate) fn url(&self) -> String {
        #[cfg(feature = "tls")]
        if self.keys.as_ref().is_some_and(|keys| !matches!(keys.greeting(), Greeting::Plain)) {
            return format!("https://{}", self.address);
        }
        format!("http://{}", self.address)
    }

    /// Says what carries the bytes of a new connection; nothing does if it is turned away.
    #[cfg(feature = "tls")]
    fn transport(&self, connection: TcpStream) -> Option<Transport> {
        match self.keys.as_ref().map_or(Greeting::Plain, |keys| keys.greeting()) {
            Greeting::Plain => Some(Transport::Plain(connection)),
            Greeting::Handshake(acceptor) => Some(Transport::encrypted(connection, &acceptor)),
            Greeting::Alert => {
                tokio::spawn(refuse_handshake(connection));
                None
            }
        }
    }

    #[cfg(not(feature = "tls"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "with TLS, a connection may be turned away")]
    fn transport(&self, connection: TcpStream) -> Option<Transport> {
        Some(Transport::Plain(connection))
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops listening: from now on the system refuses connections. What is open stays open.
    pub(crate) fn close(&self) -> io::Result<()> {
        let mut gate = self.gate();
        if gate.listener.take().is_some() {
            gate.kept = Some(bound_once_free(self.address)?);
        }
        Ok(())
    }

    /// Stops listening for good, and gives the port up.
    pub(crate) fn shut(&self) {
        let mut gate = self.gate();
        gate.listener = None;
        gate.kept = None;
    }

    /// Listens again, on the same port.
    pub(crate) fn reopen(&self) -> io::Result<()> {
        let mut gate = self.gate();
        if gate.listener.is_none() {
            let socket = match gate.kept.take() {
                Some(kept) => kept,
                None => bound_once_free(self.address)?,
            };
            gate.listener = Some(socket.listen(BACKLOG)?);
            if let Some(waker) = gate.waker.take() {
                waker.wake();
            }
        }
        Ok(())
    }

    fn poll_accept(&self, context: &mut Context<'_>) -> Poll<io::Result<(TcpStream, SocketAddr)>> {
        let mut gate = self.gate();
        gate.waker = Some(context.waker().clone());
        match &gate.listener {
            Some(listener) => listener.poll_accept(context),
            None => Poll::Pending,
        }
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const BACKLOG: u32 = 1024;

fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    // On Windows this would let two programs have the port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

/// Takes a port that nobody listens on any more. A program that is being started has a copy of every socket until it runs,
/// the one just closed included: for that long the port is not free.
fn bound_once_free(address: SocketAddr) -> io::Result<TcpSocket> {
    let patience = Instant::now() + WHILE_STARTING;
    loop {
        match bound(address) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && Instant::now() < patience => thread::sleep(AGAIN),
            bound => return bound,
        }
    }
}

impl Listener for Door {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            let Ok((connection, address)) = std::future::poll_fn(|context| self.poll_accept(context)).await else {
                tokio::time::sleep(BREATH).await;
                continue;
            };
            // Events are small and must not wait for each other.
            let _ = connection.set_nodelay(true);
            let Some(line) = self.lines.admit(self.node) else {
                // Closing a connection that does not linger resets it.
                let _ = connection.set_zero_linger();
                continue;
            };
            match self.transport(connection) {
                Some(transport) => return (Wire::new(line, transport), address),
                None => line.close(),
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// Answers a handshake with the fatal alert `protocol_version` (RFC 8446, 6.2), and waits for the other end to hang up.
#[cfg(feature = "tls")]
async fn refuse_handshake(mut connection: TcpStream) {
    const ALERT: [u8; 7] = [21, 3, 1, 0, 2, 2, 70];
    let mut hello = [0; 4096];
    if connection.read(&mut hello).await.is_ok_and(|length| length > 0) && connection.write_all(&ALERT).await.is_ok() {
        while connection.read(&mut hello).await.is_ok_and(|length| length > 0) {}
    }
}

impl Connected<IncomingStream<'_, Door>> for Line {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().line().clone()
    }
}
