//! Everything that can be made to go wrong.
//!
//! An [`Injection`] is one fault. Some happen at once and are over, such as ending a channel; others stand until they are
//! used up or cleared, such as a black hole. [`Simulator::clear_faults`](crate::Simulator::clear_faults) lifts what stands.

pub(crate) mod http;
pub(crate) mod inject;
mod spell;

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use spell::{Payload, Times};
pub(crate) use spell::{millis, some_millis};

/// Which connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// Every connection.
    All,
    /// Connections that carry an event stream. A connection becomes one when it asks for a channel.
    Streams,
    /// Every other connection.
    Commands,
}

/// How a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// With a RST: the other end sees an error.
    Reset,
    /// With a FIN: the other end sees an end of file.
    Finish,
}

/// Something to make go wrong. In JSON the variant is the field `kind`, and durations are milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Injection {
    /// The server stops listening, so that connecting is refused. Stands until [`Injection::Up`].
    Down {
        /// The node that goes down; all if none.
        #[serde(default)]
        node: Option<usize>,
        /// How connections that are open end; they stay open if none.
        #[serde(default)]
        open: Option<Ending>,
    },
    /// The server listens again, on the same port.
    Up {
        /// The node that comes back; all if none.
        #[serde(default)]
        node: Option<usize>,
    },
    /// New connections are accepted and reset.
    ResetAtOnce {
        /// How many of them.
        #[serde(default)]
        times: Times,
    },
    /// No byte goes in or out, also on connections still to come, and nothing is closed. Stands.
    Blackhole {
        /// Which connections.
        on: Scope,
    },
    /// Nothing is written any more, but what comes in is read. Stands.
    Stall {
        /// Which connections.
        on: Scope,
    },
    /// Only so many bytes are written at a time. Stands.
    Drip {
        /// Which connections.
        on: Scope,
        /// How many bytes.
        bytes: usize,
        /// How long from one piece to the next. With 0 the pieces only come apart.
        #[serde(with = "millis", default)]
        every: Duration,
    },
    /// Connections end after exactly so many bytes more, counted as they are on the wire: with the head of the answer and
    /// the sizes of chunks.
    Cut {
        /// Which connections.
        on: Scope,
        /// How many bytes more are written.
        #[serde(default)]
        after: u64,
        /// How they end.
        ending: Ending,
        /// Whether it is the next one to open instead of those that are.
        #[serde(default)]
        next: bool,
    },
    /// Puts bytes on the wire between two writes of HTTP: on a stream, they break its chunks.
    WriteRaw {
        /// Which connections, of those that are open.
        on: Scope,
        /// What to write.
        body: Payload,
    },
    /// Streams are cut into chunks of so many bytes, whatever the documents. Stands.
    ChunkBytes {
        /// How many bytes.
        bytes: usize,
    },
    /// Documents wait until there are so many, and go out as one chunk. Stands.
    ChunkDocuments {
        /// How many documents.
        documents: usize,
    },
    /// Writes bytes on every open stream, as a chunk like those of documents.
    Write {
        /// What to write.
        body: Payload,
    },
    /// Writes `head`, then `unit` again and again, then `tail` on every open stream, without ever having it all in memory.
    WriteRepeated {
        /// What comes first.
        #[serde(default)]
        head: Payload,
        /// What is repeated.
        unit: Payload,
        /// How often; for ever if not given.
        #[serde(default)]
        times: Option<u64>,
        /// What comes last.
        #[serde(default)]
        tail: Payload,
        /// How long from one unit to the next; with 0 as fast as they are read.
        #[serde(with = "millis", default)]
        every: Duration,
    },
    /// The next event is not sent, but this is in its place.
    Replace {
        /// What to write.
        body: Payload,
    },
    /// Only the first bytes of the next event are sent.
    Truncate {
        /// How many.
        bytes: usize,
    },
    /// Requests are answered wrongly, late or not at all.
    Http {
        /// The only method; any if none.
        #[serde(default)]
        method: Option<String>,
        /// What the path and query of the request contain, in any case; all do contain nothing.
        #[serde(default)]
        path: String,
        /// How many matching requests are answered rightly before.
        #[serde(default)]
        after: u32,
        /// How many requests then.
        #[serde(default)]
        times: Times,
        /// What happens to them.
        fault: HttpFault,
    },
    /// The next events are sent twice, with the same id.
    RepeatNext {
        /// How many.
        events: usize,
    },
    /// The last events are sent again, in their order and with their ids.
    RepeatLast {
        /// How many, up to 256.
        events: usize,
    },
    /// The next events use their sequence numbers up but are not sent.
    Skip {
        /// How many.
        events: usize,
    },
    /// The next events are held until there are all, and sent in another order.
    Reorder {
        /// Which comes first, second …, counted from 0: `[1, 0]` swaps two.
        order: Vec<usize>,
    },
    /// No event is sent, though sequence numbers are used up; heartbeats go on. Stands.
    SuppressEvents {},
    /// Heartbeats are taken but not echoed. Stands.
    SuppressHeartbeats {},
    /// Events wait. They are sent when the time is over, when they are released, or when faults are cleared. Stands.
    HoldEvents {
        /// How long.
        #[serde(with = "some_millis", default)]
        lasting: Option<Duration>,
    },
    /// Events that wait are sent, and no more are held or delayed.
    ReleaseEvents {},
    /// Every event is sent so much later. Stands.
    DelayEvents {
        /// How much.
        #[serde(with = "millis")]
        by: Duration,
    },
    /// Sends every channel an event of a subscription nobody has.
    UnknownSubscription {},
    /// Sends every subscription an event of an unknown type.
    UnknownEvent {
        /// The name of its type, e.g. `CallSingingEvent`.
        name: String,
    },
    /// Events are written with other prefixes for their namespaces. Stands.
    Prefixes {
        /// In place of `xsi`; the default namespace if empty.
        events: String,
        /// In place of `xsi1`.
        instance: String,
    },
    /// Channels are ended, with a `ChannelTerminatedEvent`.
    TerminateChannels {
        /// The id of the only one; all if none.
        #[serde(default)]
        channel: Option<String>,
        /// The reason given, e.g. `Expired`.
        reason: String,
    },
    /// Channels are forgotten: their heartbeats are not found, but their streams stay open.
    ForgetChannels {
        /// The id of the only one; all if none.
        #[serde(default)]
        channel: Option<String>,
    },
    /// Subscriptions are ended, with a `SubscriptionTerminatedEvent`.
    EndSubscriptions {
        /// The id of the only one; all if none.
        #[serde(default)]
        subscription: Option<String>,
    },
    /// Subscriptions are lost without a word.
    LoseSubscriptions {
        /// The id of the only one; all if none.
        #[serde(default)]
        subscription: Option<String>,
    },
    /// Sends every subscription to calls a `CallSubscriptionResyncEvent`.
    Resync {
        /// The user whose calls; all if none.
        #[serde(default)]
        user: Option<String>,
    },
    /// The next event of a subscription is number 1 again.
    RestartSequence {
        /// The id of the only one; all if none.
        #[serde(default)]
        subscription: Option<String>,
    },
    /// Subscribing is answered with 403 and an `ErrorInfo`. Stands.
    Deny {
        /// The only package, e.g. `Advanced Call`; all if none.
        #[serde(default)]
        package: Option<String>,
        /// The id of the only user; all if none.
        #[serde(default)]
        target: Option<String>,
        /// What the `ErrorInfo` says.
        text: String,
        /// Its error code.
        #[serde(default)]
        code: u32,
    },
    /// A call rings and is updated again and again, its caller having another name each time; then it ends.
    Flood {
        /// Whose call; the first user's if none.
        #[serde(default)]
        user: Option<String>,
        /// How many events there are in a second.
        per_second: u32,
        /// How long it goes on.
        #[serde(with = "millis")]
        lasting: Duration,
        /// Whether the call is answered instead, and held and taken back in turn.
        #[serde(default)]
        holds: bool,
    },
    /// Sets how events that are not acknowledged are dealt with. Stays when faults are cleared.
    AckPolicy {
        /// How long an event waits for its acknowledgement.
        #[serde(with = "millis")]
        timeout: Duration,
        /// How often it is sent again before its channel is ended with `NonResponsiveChannel`.
        retransmits: u32,
    },
    /// Connections from now on are shown a new certificate, or are encrypted with it if they were not. Stays when faults are
    /// cleared.
    #[cfg(feature = "tls")]
    SwapCertificate {
        /// Of which kind.
        certificate: crate::Certificate,
    },
    /// Puts the clock on the wall wrong: it is what stamps on calls are read from. Stays when faults are cleared.
    WallClock {
        /// By how many milliseconds, from what it would be.
        offset: i64,
    },
}

/// What happens to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum HttpFault {
    /// It is not carried out, and answered with this.
    Answer {
        /// The status, from 200 to 599.
        status: u16,
        /// Headers, which take the place of those of that name.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The body.
        #[serde(default)]
        body: Payload,
        /// Whether the answer never ends, as that of a channel: the body is followed by silence.
        #[serde(default)]
        endless: bool,
    },
    /// It is answered as if the credentials were wrong, with the usual challenge.
    Unauthorized {},
    /// It is answered with a redirection.
    Redirect {
        /// The status, e.g. 307.
        status: u16,
        /// Where to.
        location: String,
    },
    /// Nothing is answered, until faults are cleared: then it is carried out.
    Hang {},
    /// It is carried out later.
    Delay {
        /// How much.
        #[serde(with = "millis")]
        by: Duration,
    },
    /// The connection is reset, and nothing carried out.
    ResetBefore {},
    /// It is carried out, and the connection is reset in place of an answer.
    ResetAfter {},
    /// It is carried out, and the body of the answer comes in pieces.
    SlowBody {
        /// How many bytes a piece has.
        bytes: usize,
        /// How long from one piece to the next.
        #[serde(with = "millis")]
        every: Duration,
    },
    /// A channel opens with 200, and nothing ever comes on it, not even its id. What happens to other requests is the same.
    NoChannelId {},
}

impl HttpFault {
    /// Answers with a status and nothing else.
    pub fn status(status: u16) -> Self {
        Self::Answer { status, headers: BTreeMap::new(), body: Payload::default(), endless: false }
    }

    /// Answers with a status and a body of some type.
    pub fn answer(status: u16, content_type: &str, body: impl Into<Payload>) -> Self {
        let headers = BTreeMap::from([("Content-Type".to_owned(), content_type.to_owned())]);
        Self::Answer { status, headers, body: body.into(), endless: false }
    }

    /// Adds a header to an answer; nothing else has any.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.insert(name.to_owned(), value.to_owned());
        }
        self
    }
}

impl Injection {
    /// A fault of the next request whose path contains `path`.
    pub fn http(path: &str, fault: HttpFault) -> Self {
        Self::Http { method: None, path: path.to_owned(), after: 0, times: Times::default(), fault }
    }

    /// A fault of every request whose path contains `path`, until faults are cleared.
    pub fn http_forever(path: &str, fault: HttpFault) -> Self {
        Self::Http { method: None, path: path.to_owned(), after: 0, times: Times::Forever, fault }
    }

    /// Only so many requests are answered rightly, all others with 401.
    pub fn unauthorized_after(requests: u32) -> Self {
        Self::Http { method: None, path: String::new(), after: requests, times: Times::Forever, fault: HttpFault::Unauthorized {} }
    }
}

/// Why something cannot be made to go wrong.
#[derive(Debug, thiserror::Error)]
pub enum InjectionError {
    /// There are not so many nodes.
    #[error("There is no node {0}.")]
    NoSuchNode(usize),
    /// Nobody has this id or extension.
    #[error("There is no user {0}.")]
    NoSuchUser(String),
    /// It does not make sense.
    #[error("{0}")]
    Nonsense(String),
    /// The port cannot be closed or opened.
    #[error("The port cannot be closed or opened: {0}.")]
    Port(#[from] io::Error),
}
