//! All connections, and what is wrong with them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use serde::Serialize;

use super::Mark;
use crate::fault::{Ending, Scope, Times};

/// Connections of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// How many there ever were.
    pub accepted: u64,
    /// How many there are.
    pub open: usize,
}

/// The connections to the XSI ports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connections {
    /// Those that carry or carried an event stream.
    pub streams: Tally,
    /// All others.
    pub commands: Tally,
    /// Those that were reset as soon as they were accepted.
    pub reset_at_once: u64,
}

/// A cut to come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut {
    pub(crate) after: u64,
    pub(crate) ending: Ending,
}

#[derive(Debug, Clone, Copy)]
struct Drip {
    bytes: usize,
    every: Duration,
}

#[derive(Debug, Default)]
struct Wrong {
    blackhole: Vec<Scope>,
    stall: Vec<Scope>,
    drip: Vec<(Scope, Drip)>,
    reset_at_once: Option<Times>,
    next_cut: Vec<(Scope, Cut)>,
    chunk_bytes: Option<usize>,
    chunk_documents: usize,
}

#[derive(Debug, Default)]
struct State {
    node: usize,
    stream: bool,
    ending: Option<Ending>,
    cut: Option<Cut>,
    /// Bytes to put on the wire past HTTP.
    raw: VecDeque<Bytes>,
    /// Whether HTTP has handed out a piece of a stream that is not on the wire yet.
    unflushed: bool,
    /// Set when that piece is on the wire.
    written: Vec<Arc<Mark>>,
    waker: Option<Waker>,
}

impl State {
    fn is(&self, scope: Scope) -> bool {
        match scope {
            Scope::All => true,
            Scope::Streams => self.stream,
            Scope::Commands => !self.stream,
        }
    }

    fn wake(&mut self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

#[derive(Debug, Default)]
struct Inner {
    wrong: Wrong,
    lines: BTreeMap<u64, State>,
    counted: u64,
    streams: u64,
    resets: u64,
}

/// Every connection to a server.
#[derive(Debug, Default)]
pub(crate) struct Lines(Mutex<Inner>);

/// What may be done with a connection now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Go,
    Wait,
    End(Ending),
}

/// What may be written now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    pub(super) bytes: usize,
    /// How long to rest afterwards, if there is more.
    pub(super) rest: Option<Duration>,
}

impl Lines {
    /// Takes a new connection in, unless it is to be reset.
    pub(super) fn admit(self: &Arc<Self>, node: usize) -> Option<Line> {
        let mut inner = self.lock();
        if inner.wrong.reset_at_once.as_mut().is_some_and(Times::take) {
            inner.resets += 1;
            return None;
        }
        inner.counted += 1;
        let id = inner.counted;
        let mut state = State { node, ..State::default() };
        // Nobody knows yet what a new connection is for; it may become a stream.
        if let Some(place) = inner.wrong.next_cut.iter().position(|(scope, _)| *scope != Scope::Streams) {
            state.cut = Some(inner.wrong.next_cut.remove(place).1);
        }
        inner.lines.insert(id, state);
        Some(Line { id, node, lines: Arc::clone(self) })
    }

    pub(crate) fn connections(&self) -> Connections {
        let inner = self.lock();
        let streams = inner.lines.values().filter(|line| line.stream).count();
        Connections {
            streams: Tally { accepted: inner.streams, open: streams },
            commands: Tally { accepted: inner.counted - inner.streams, open: inner.lines.len() - streams },
            reset_at_once: inner.resets,
        }
    }

    /// Lets no byte in or out, and closes nothing.
    pub(crate) fn blackhole(&self, scope: Scope) -> usize {
        let mut inner = self.lock();
        inner.wrong.blackhole.push(scope);
        inner.count(scope)
    }

    /// Lets no byte out.
    pub(crate) fn stall(&self, scope: Scope) -> usize {
        let mut inner = self.lock();
        inner.wrong.stall.push(scope);
        inner.count(scope)
    }

    /// Lets only so many bytes out at a time.
    pub(crate) fn drip(&self, scope: Scope, bytes: usize, every: Duration) -> usize {
        let mut inner = self.lock();
        inner.wrong.drip.push((scope, Drip { bytes, every }));
        inner.count(scope)
    }

    pub(crate) fn reset_at_once(&self, times: Times) {
        self.lock().wrong.reset_at_once = Some(times);
    }

    /// Cuts the connections that are open, after some more bytes. Answers how many there are.
    pub(crate) fn cut(&self, scope: Scope, node: Option<usize>, cut: Cut) -> usize {
        let mut inner = self.lock();
        let mut hit = 0;
        for line in inner.lines.values_mut().filter(|line| line.is(scope) && node.is_none_or(|node| line.node == node)) {
            hit += 1;
            if cut.after == 0 {
                line.ending = Some(cut.ending);
            } else {
                line.cut = Some(cut);
            }
            line.wake();
        }
        hit
    }

    /// Cuts the next connection of this kind.
    pub(crate) fn cut_next(&self, scope: Scope, cut: Cut) {
        self.lock().wrong.next_cut.push((scope, cut));
    }

    /// Cuts streams into chunks of so many bytes.
    pub(crate) fn chunk_bytes(&self, bytes: usize) -> usize {
        let mut inner = self.lock();
        inner.wrong.chunk_bytes = Some(bytes);
        inner.count(Scope::Streams)
    }

    /// Keeps documents back until there are so many for a chunk.
    pub(crate) fn chunk_documents(&self, documents: usize) -> usize {
        let mut inner = self.lock();
        inner.wrong.chunk_documents = documents;
        inner.count(Scope::Streams)
    }

    /// Writes bytes on the connections as they are, between two writes of HTTP.
    pub(crate) fn write_raw(&self, scope: Scope, bytes: &Bytes) -> usize {
        let mut inner = self.lock();
        let mut hit = 0;
        for line in inner.lines.values_mut().filter(|line| line.is(scope)) {
            hit += 1;
            line.raw.push_back(bytes.clone());
            line.wake();
        }
        hit
    }

    /// Nothing is wrong any more; cuts that were not reached are not made.
    pub(crate) fn clear(&self) {
        let mut inner = self.lock();
        inner.wrong = Wrong::default();
        for line in inner.lines.values_mut() {
            line.cut = None;
            line.wake();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn count(&mut self, scope: Scope) -> usize {
        let mut hit = 0;
        for line in self.lines.values_mut().filter(|line| line.is(scope)) {
            hit += 1;
            line.wake();
        }
        hit
    }
}

/// One connection, for those who answer what comes in on it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    id: u64,
    node: usize,
    lines: Arc<Lines>,
}

impl Line {
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    pub(crate) fn node(&self) -> usize {
        self.node
    }

    /// Says that this connection now carries an event stream.
    pub(crate) fn becomes_stream(&self) {
        let mut inner = self.lines.lock();
        let Inner { wrong, lines, streams, .. } = &mut *inner;
        let Some(line) = lines.get_mut(&self.id) else { return };
        if !line.stream {
            line.stream = true;
            *streams += 1;
            if let Some(place) = wrong.next_cut.iter().position(|(scope, _)| *scope == Scope::Streams) {
                line.cut = Some(wrong.next_cut.remove(place).1);
            }
        }
    }

    /// Ends the connection as soon as it is used next.
    pub(crate) fn end(&self, ending: Ending) {
        self.with(|line| {
            line.ending = Some(ending);
            line.wake();
        });
    }

    /// Waits until what was handed to HTTP is on the wire.
    pub(super) fn poll_flushed(&self, context: &Context<'_>) -> Poll<()> {
        self.with(|line| {
            line.waker = Some(context.waker().clone());
            if line.unflushed { Poll::Pending } else { Poll::Ready(()) }
        })
        .unwrap_or(Poll::Ready(()))
    }

    /// Says that a piece of a stream was handed to HTTP, and what to set when it is on the wire.
    pub(super) fn handed_out(&self, written: impl IntoIterator<Item = Arc<Mark>>) {
        self.with(|line| {
            line.unflushed = true;
            line.written.extend(written);
        });
    }

    /// Returns how long chunks are to be, in bytes and in documents.
    pub(super) fn chunks(&self) -> (Option<usize>, usize) {
        let inner = self.lines.lock();
        (inner.wrong.chunk_bytes, inner.wrong.chunk_documents)
    }

    pub(super) fn may_read(&self, context: &Context<'_>) -> Verdict {
        self.may(context, |wrong| &wrong.blackhole, |_| &[])
    }

    pub(super) fn may_write(&self, context: &Context<'_>) -> Verdict {
        self.may(context, |wrong| &wrong.blackhole, |wrong| &wrong.stall)
    }

    fn may(&self, context: &Context<'_>, first: impl Fn(&Wrong) -> &[Scope], second: impl Fn(&Wrong) -> &[Scope]) -> Verdict {
        let mut inner = self.lines.lock();
        let Inner { wrong, lines, .. } = &mut *inner;
        let Some(line) = lines.get_mut(&self.id) else { return Verdict::Go };
        line.waker = Some(context.waker().clone());
        if first(wrong).iter().chain(second(wrong)).any(|scope| line.is(*scope)) {
            return Verdict::Wait;
        }
        line.ending.map_or(Verdict::Go, Verdict::End)
    }

    /// Returns how much of `wanted` may be written at once.
    pub(super) fn allowance(&self, wanted: usize) -> Allowance {
        let inner = self.lines.lock();
        let all = Allowance { bytes: wanted, rest: None };
        let Some(line) = inner.lines.get(&self.id) else { return all };
        let mut allowance = match inner.wrong.drip.iter().rev().find(|(scope, _)| line.is(*scope)) {
            Some((_, drip)) => Allowance { bytes: drip.bytes.max(1).min(wanted), rest: Some(drip.every) },
            None => all,
        };
        if let Some(cut) = line.cut {
            allowance.bytes = allowance.bytes.min(usize::try_from(cut.after).unwrap_or(usize::MAX));
        }
        allowance
    }

    /// Notes what was written, and whether it was all HTTP had.
    pub(super) fn wrote(&self, bytes: usize, all: bool) {
        self.with(|line| {
            if all && line.unflushed {
                line.unflushed = false;
                for written in line.written.drain(..) {
                    written.set();
                }
                line.wake();
            }
            if let Some(cut) = &mut line.cut {
                cut.after = cut.after.saturating_sub(u64::try_from(bytes).unwrap_or(u64::MAX));
                if cut.after == 0 {
                    line.ending = Some(cut.ending);
                    line.cut = None;
                    line.wake();
                }
            }
        });
    }

    pub(super) fn next_raw(&self) -> Option<Bytes> {
        self.with(|line| line.raw.pop_front()).flatten()
    }

    pub(super) fn close(&self) {
        self.lines.lock().lines.remove(&self.id);
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> Option<T> {
        self.lines.lock().lines.get_mut(&self.id).map(work)
    }
}
