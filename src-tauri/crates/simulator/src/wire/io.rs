//! A connection that can fail.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::Line;
use super::lines::Verdict;
use super::transport::Transport;
use crate::fault::Ending;

type Rest = Pin<Box<dyn Future<Output = ()> + Send>>;

/// An accepted connection.
pub(crate) struct Wire {
    line: Line,
    transport: Transport,
    rest: Option<Rest>,
    /// What is left of the bytes being written past HTTP.
    raw: Bytes,
    /// Whether HTTP was not done writing when it wrote last.
    in_the_middle: bool,
}

impl Wire {
    pub(super) fn new(line: Line, transport: Transport) -> Self {
        Self { line, transport, rest: None, raw: Bytes::new(), in_the_middle: false }
    }

    pub(super) fn line(&self) -> &Line {
        &self.line
    }

    /// Ends the connection. HTTP drops it when told so, and then it is closed.
    fn end(&self, ending: Ending) -> io::Error {
        match ending {
            Ending::Reset => {
                self.transport.reset_when_dropped();
                io::ErrorKind::ConnectionReset.into()
            }
            Ending::Finish => io::ErrorKind::BrokenPipe.into(),
        }
    }

    /// Writes what is to be written past HTTP, unless HTTP is in the middle of something.
    fn poll_raw(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.in_the_middle {
            return Poll::Ready(Ok(()));
        }
        loop {
            if self.raw.is_empty() {
                match self.line.next_raw() {
                    Some(raw) => self.raw = raw,
                    None => return Poll::Ready(Ok(())),
                }
                continue;
            }
            let written = ready!(Pin::new(&mut self.transport).poll_write(context, &self.raw))?;
            self.raw.advance(written);
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.line.close();
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        // A connection at rest is only ever read from, so this is where it notices what it is to write.
        if self.line.may_write(context) == Verdict::Go {
            let _ = self.poll_raw(context)?;
        }
        match self.line.may_read(context) {
            Verdict::Go => Pin::new(&mut self.transport).poll_read(context, buffer),
            Verdict::Wait => Poll::Pending,
            Verdict::End(ending) => Poll::Ready(Err(self.end(ending))),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        match self.line.may_write(context) {
            Verdict::Go => {}
            Verdict::Wait => return Poll::Pending,
            Verdict::End(ending) => return Poll::Ready(Err(self.end(ending))),
        }
        ready!(self.poll_raw(context))?;
        if let Some(rest) = &mut self.rest {
            ready!(rest.as_mut().poll(context));
            self.rest = None;
        }
        let allowance = self.line.allowance(buffer.len());
        let written = ready!(Pin::new(&mut self.transport).poll_write(context, &buffer[..allowance.bytes]))?;
        self.in_the_middle = written < buffer.len();
        self.rest = allowance.rest.map(|rest| -> Rest {
            // Without a pause the reader still gets its turn, and with it one piece at a time.
            if rest.is_zero() { Box::pin(tokio::task::yield_now()) } else { Box::pin(tokio::time::sleep(rest)) }
        });
        self.line.wrote(written, !self.in_the_middle);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.transport).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.line.may_write(context) {
            Verdict::Go => Pin::new(&mut self.transport).poll_shutdown(context),
            Verdict::Wait => Poll::Pending,
            Verdict::End(ending) => Poll::Ready(Err(self.end(ending))),
        }
    }
}
