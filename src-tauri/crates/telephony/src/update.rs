//! What a phone system reports of a line, in no server's words.

use jiff::Timestamp;

use crate::{CallId, Hook, LineId, Owner, Party, Personality};

/// One report about one line.
#[derive(Debug, Clone, PartialEq)]
pub enum Update {
    /// Whose line it is. It changes nothing that could trigger.
    Owner {
        /// The line.
        line: LineId,
        /// Its owner.
        owner: Owner,
    },
    /// Everything that is true of the line now; calls it does not list are over.
    Snapshot {
        /// The line.
        line: LineId,
        /// Its calls.
        calls: Vec<CallReport>,
        /// Its hook, if the report says.
        hook: Option<Hook>,
    },
    /// One call moved on, or is said again.
    Call {
        /// The line.
        line: LineId,
        /// The call as the system sees it.
        report: Box<CallReport>,
    },
    /// What became of calls that ended unheard will be said by [`Update::Logged`]: until then nobody knows.
    LogFollows {
        /// The line.
        line: LineId,
    },
    /// Calls the system wrote down lately. Those that were heard already are no news.
    Logged {
        /// The line.
        line: LineId,
        /// The calls.
        calls: Vec<LoggedCall>,
    },
    /// The hook of the line's phone.
    Hook {
        /// The line.
        line: LineId,
        /// Its hook.
        hook: Hook,
    },
    /// Do-not-disturb of the line.
    DoNotDisturb {
        /// The line.
        line: LineId,
        /// Whether it is on.
        on: bool,
    },
}

impl Update {
    /// Returns the line it is about.
    pub fn line(&self) -> &LineId {
        match self {
            Self::Owner { line, .. }
            | Self::Snapshot { line, .. }
            | Self::Call { line, .. }
            | Self::LogFollows { line }
            | Self::Logged { line, .. }
            | Self::Hook { line, .. }
            | Self::DoNotDisturb { line, .. } => line,
        }
    }
}

/// One call as the system wrote it down.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedCall {
    /// The id of the entry; it is not that of the call.
    pub id: String,
    /// Which way it went, and whether it was answered.
    pub kind: LogKind,
    /// The other party.
    pub remote: Party,
    /// When it took place, by the server's clock.
    pub at: Timestamp,
}

/// Which list of the system a call is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LogKind {
    /// This line called; whether anybody answered is not written down.
    Placed,
    /// Somebody called, and was answered.
    Received,
    /// Somebody called in vain.
    Missed,
}

/// One call as a report describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct CallReport {
    /// The id of the call on this line.
    pub id: CallId,
    /// The id both halves of the call share.
    pub tracking_id: Option<String>,
    /// What happened, as the report names it.
    pub step: Step,
    /// The part the line plays.
    pub personality: Personality,
    /// How far the call is.
    pub state: ReportedState,
    /// The other party.
    pub remote: Party,
    /// When it began, by the server's clock.
    pub started: Option<Timestamp>,
    /// When it was answered, by the server's clock.
    pub answered: Option<Timestamp>,
    /// When it ended or left the line, by the server's clock.
    pub ended: Option<Timestamp>,
    /// Who let go.
    pub released_by: Option<ReleasedBy>,
    /// Why it failed: the server's word, e.g. `Busy`. Only present on failure.
    pub failure: Option<String>,
    /// Why it was sent elsewhere.
    pub redirect: Option<RedirectReason>,
    /// Whom the caller had dialled before it was sent here.
    pub redirected_from: Option<Party>,
    /// Whether it is an earlier call that came back, e.g. after an unanswered transfer.
    pub recall: bool,
    /// Whether the phone is named that has it (XSI schema, `endpoint`).
    pub has_endpoint: bool,
}

impl CallReport {
    /// Makes a report that says no more than it has to.
    pub fn new(id: CallId, step: Step, personality: Personality, state: ReportedState) -> Self {
        Self {
            id,
            tracking_id: None,
            step,
            personality,
            state,
            remote: Party::default(),
            started: None,
            answered: None,
            ended: None,
            released_by: None,
            failure: None,
            redirect: None,
            redirected_from: None,
            recall: false,
            has_endpoint: false,
        }
    }
}

/// What a report says happened to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// It is listed in a snapshot.
    Listed,
    /// Dialling begins.
    Originating,
    /// It left for the far end.
    Originated,
    /// It arrived at the line.
    Received,
    /// Somebody answered.
    Answered,
    /// It was put on hold.
    Held,
    /// It was taken off hold.
    Retrieved,
    /// Something about it changed.
    Updated,
    /// The other party was replaced.
    Transferred,
    /// It was sent elsewhere.
    Redirected,
    /// It is failing: an announcement or a tone plays.
    Releasing,
    /// It ended.
    Released,
    /// The system collects digits from the caller.
    Collecting,
    /// It was picked up by or from another phone.
    PickedUp,
    /// It was joined.
    BargedIn,
    /// The far end forwarded it.
    Forwarded,
    /// It came back from being parked.
    ParkRetrieved,
    /// It is no longer presented to the line.
    Detached,
    /// Anything else.
    Other,
}

/// How far a call is, in the server's terms (XSI schema, call state).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReportedState {
    /// Nothing yet.
    Idle,
    /// Ringing at one end.
    Alerting,
    /// Speech, or a treatment.
    Active,
    /// Held by this line.
    Held,
    /// Held by the far end.
    RemoteHeld,
    /// No longer at this line; it can only end.
    Detached,
    /// Over.
    Released,
}

/// Who let go of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReleasedBy {
    /// This line.
    Local,
    /// The other party, or the system.
    Remote,
}

/// Why a call was sent elsewhere (XSI schema, redirect reason), as far as it matters to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedirectReason {
    /// To voicemail.
    Voicemail,
    /// Nobody answered in time.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// Do-not-disturb was on.
    DoNotDisturb,
    /// The user forwards every call, always or at this hour.
    Unconditional,
    /// The user sent it elsewhere by hand.
    Deflection,
    /// The user transferred it.
    Transfer,
    /// Any other reason.
    Other,
}
