//! What carries the bytes of a connection: TCP as it is, or TLS on it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

#[cfg(feature = "tls")]
use {tokio_rustls::Accept, tokio_rustls::TlsAcceptor, tokio_rustls::server::TlsStream};

/// The carrier of a connection.
pub(super) enum Transport {
    Plain(TcpStream),
    /// The handshake is made when the connection is first used, so that one that is slow holds up no other.
    #[cfg(feature = "tls")]
    Shaking(Box<Accept<TcpStream>>),
    #[cfg(feature = "tls")]
    Tls(Box<TlsStream<TcpStream>>),
}

impl Transport {
    #[cfg(feature = "tls")]
    pub(super) fn encrypted(connection: TcpStream, acceptor: &TlsAcceptor) -> Self {
        Self::Shaking(Box::new(acceptor.accept(connection)))
    }

    fn tcp(&self) -> Option<&TcpStream> {
        match self {
            Self::Plain(connection) => Some(connection),
            #[cfg(feature = "tls")]
            Self::Shaking(handshake) => handshake.get_ref(),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => Some(stream.get_ref().0),
        }
    }

    /// Lets the connection be reset when it is dropped.
    pub(super) fn reset_when_dropped(&self) {
        if let Some(connection) = self.tcp() {
            let _ = connection.set_zero_linger();
        }
    }

    /// Waits until bytes can be read and written.
    #[cfg_attr(not(feature = "tls"), expect(unused_variables, reason = "only a handshake has to be waited for"))]
    fn poll_carrier(&mut self, context: &mut Context<'_>) -> Poll<io::Result<&mut dyn Carrier>> {
        #[cfg(feature = "tls")]
        if let Self::Shaking(handshake) = self {
            let stream = ready!(Pin::new(handshake.as_mut()).poll(context))?;
            *self = Self::Tls(Box::new(stream));
        }
        match self {
            Self::Plain(connection) => Poll::Ready(Ok(connection)),
            #[cfg(feature = "tls")]
            Self::Tls(stream) => Poll::Ready(Ok(stream.as_mut())),
            #[cfg(feature = "tls")]
            Self::Shaking(_) => Poll::Pending,
        }
    }
}

trait Carrier: AsyncRead + AsyncWrite + Unpin {}

impl<T: AsyncRead + AsyncWrite + Unpin> Carrier for T {}

impl AsyncRead for Transport {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let carrier = ready!(self.poll_carrier(context))?;
        Pin::new(carrier).poll_read(context, buffer)
    }
}

impl AsyncWrite for Transport {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        let carrier = ready!(self.poll_carrier(context))?;
        Pin::new(carrier).poll_write(context, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let carrier = ready!(self.poll_carrier(context))?;
        Pin::new(carrier).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let carrier = ready!(self.poll_carrier(context))?;
        Pin::new(carrier).poll_shutdown(context)
    }
}
