//! A listening socket that can be closed and opened again on its port.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use super::{Line, Lines, Wire};

/// How long to wait when the system has no socket to give.
const BREATH: Duration = Duration::from_millis(100);

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
}

impl Door {
    /// Opens a port for connections that belong to `lines`.
    pub(crate) fn open(address: SocketAddr, node: usize, lines: Arc<Lines>) -> io::Result<Self> {
        let listener = bound(address)?.listen(BACKLOG)?;
        let address = listener.local_addr()?;
        let gate = Arc::new(Mutex::new(Gate { listener: Some(listener), kept: None, waker: None }));
        Ok(Self { address, node, gate, lines })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops listening: from now on the system refuses connections. What is open stays open.
    pub(crate) fn close(&self) -> io::Result<()> {
        let mut gate = self.gate();
        if gate.listener.take().is_some() {
            gate.kept = Some(bound(self.address)?);
        }
        Ok(())
    }

    /// Listens again, on the same port.
    pub(crate) fn reopen(&self) -> io::Result<()> {
        let mut gate = self.gate();
        if gate.listener.is_none() {
            let socket = match gate.kept.take() {
                Some(kept) => kept,
                None => bound(self.address)?,
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
            match self.lines.admit(self.node) {
                Some(line) => return (Wire::new(line, connection), address),
                // Closing a connection that does not linger resets it.
                None => drop(connection.set_zero_linger()),
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Connected<IncomingStream<'_, Door>> for Line {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        stream.io().line().clone()
    }
}
