//! What is written on an event stream, piece by piece.
//!
//! HTTP gets the next piece only when the last one is on the wire. So every document is a chunk of its own whatever the
//! load, it is known which of them were really sent, and a stream that nobody reads does not fill the memory.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::sync::mpsc;
use tokio::time::{Sleep, sleep};
use tokio_stream::Stream;

use super::{Line, Mark};

/// The most a repeated piece is written at once.
const BLOCK: usize = 64 * 1024;

/// Something to write on a stream.
#[derive(Debug)]
pub(crate) enum Piece {
    /// A document, and what to set when it is on the wire.
    Document { bytes: Bytes, written: Option<Arc<Mark>> },
    /// A document that is made while it is sent: `head`, then `unit` many times, then `tail`.
    Repeated { head: Bytes, unit: Bytes, times: Option<u64>, tail: Bytes, every: Duration },
    /// The end of the connection, as a failing server would make it.
    Break,
}

#[derive(Debug)]
struct Repetition {
    unit: Bytes,
    left: Option<u64>,
    tail: Bytes,
    every: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
}

/// The body of the answer an event stream is.
#[derive(Debug)]
pub(crate) struct StreamBody {
    line: Line,
    pieces: mpsc::UnboundedReceiver<Piece>,
    /// Documents kept back until there are enough for a chunk.
    kept: VecDeque<(Bytes, Option<Arc<Mark>>)>,
    /// What is left of a chunk that is cut up.
    rest: Bytes,
    rest_written: Vec<Arc<Mark>>,
    repetition: Option<Repetition>,
}

impl StreamBody {
    pub(crate) fn new(line: Line, pieces: mpsc::UnboundedReceiver<Piece>) -> Self {
        Self { line, pieces, kept: VecDeque::new(), rest: Bytes::new(), rest_written: Vec::new(), repetition: None }
    }

    /// Hands out the next chunk of what is left.
    fn cut_off(&mut self, longest: Option<usize>) -> Bytes {
        let length = longest.unwrap_or(usize::MAX).clamp(1, self.rest.len());
        let chunk = self.rest.split_to(length);
        let written = if self.rest.is_empty() { std::mem::take(&mut self.rest_written) } else { Vec::new() };
        self.line.handed_out(written);
        chunk
    }

    /// Joins the documents kept back.
    fn join_kept(&mut self) {
        let mut joined = BytesMut::from(&self.rest[..]);
        for (bytes, written) in self.kept.drain(..) {
            joined.extend_from_slice(&bytes);
            self.rest_written.extend(written);
        }
        self.rest = joined.freeze();
    }

    fn poll_repetition(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(repetition) = &mut self.repetition else { return Poll::Ready(()) };
        if let Some(sleep) = &mut repetition.sleep {
            ready!(sleep.as_mut().poll(context));
            repetition.sleep = None;
        }
        let at_once = if repetition.every.is_zero() { (BLOCK / repetition.unit.len().max(1)).max(1) } else { 1 };
        let at_once = u64::try_from(at_once).unwrap_or(u64::MAX).min(repetition.left.unwrap_or(u64::MAX));
        if at_once == 0 || repetition.unit.is_empty() {
            self.rest = std::mem::take(&mut repetition.tail);
            self.repetition = None;
            return Poll::Ready(());
        }
        if let Some(left) = &mut repetition.left {
            *left -= at_once;
        }
        self.rest = repetition.unit.repeat(usize::try_from(at_once).unwrap_or(1)).into();
        if !repetition.every.is_zero() {
            repetition.sleep = Some(Box::pin(sleep(repetition.every)));
        }
        Poll::Ready(())
    }
}

impl Stream for StreamBody {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        ready!(self.line.poll_flushed(context));
        let (bytes, documents) = self.line.chunks();
        loop {
            if !self.rest.is_empty() {
                return Poll::Ready(Some(Ok(self.cut_off(bytes))));
            }
            if self.repetition.is_some() {
                ready!(self.poll_repetition(context));
                continue;
            }
            if !self.kept.is_empty() && self.kept.len() >= documents {
                self.join_kept();
                continue;
            }
            match ready!(self.pieces.poll_recv(context)) {
                Some(Piece::Document { bytes, written }) if documents > 1 => self.kept.push_back((bytes, written)),
                Some(Piece::Document { bytes, written }) => {
                    self.rest = bytes;
                    self.rest_written.extend(written);
                }
                Some(Piece::Repeated { head, unit, times, tail, every }) => {
                    self.rest = head;
                    self.repetition = Some(Repetition { unit, left: times, tail, every, sleep: None });
                }
                Some(Piece::Break) => return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
                None if self.kept.is_empty() => return Poll::Ready(None),
                None => self.join_kept(),
            }
        }
    }
}
