//! What can be told to be done to a call, by its people or by the network, from outside the interface under test.

use crate::call::{BUSY, CAUSES, Cause, End, Endpoint, Happening, Millis, Side, Stage};
use crate::exchange::{Exchange, Refusal};
use crate::route::Recording;
use crate::user::{Destination, Seat};

/// Who does it when it is nobody of the enterprise.
pub(crate) const OUTSIDE: &str = "outside";
/// Why a ringing call is sent on unless a command says otherwise.
const NO_ANSWER: &str = "no-answer";
const VOICE_MAIL: &str = "voicemail";
/// The reasons the schema knows.
const REASONS: [&str; 18] = [
    "user-busy",
    NO_ANSWER,
    "unavailable",
    "unconditional",
    "time-of-day",
    "do-not-disturb",
    "deflection",
    "follow-me",
    "out-of-service",
    "away",
    "transfer",
    VOICE_MAIL,
    "hunt-group",
    "call-center",
    "route-point",
    "agent-wrap-up",
    "voicexml-script-termination",
    "unknown",
];

/// The rest of an order: who, whither, with what.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Details {
    pub(crate) by: Option<String>,
    pub(crate) to: Option<String>,
    /// The other call.
    pub(crate) with: Option<String>,
    pub(crate) device: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) cause: Option<String>,
    pub(crate) digits: Option<String>,
    pub(crate) name: Option<String>,
}

/// Does what `verb` says to a call.
pub(crate) fn carry_out(exchange: &mut Exchange, id: &str, verb: &str, details: &Details, now: Millis) -> Result<Vec<Happening>, Refusal> {
    let by = details.by.as_deref();
    let to = |exchange: &Exchange| details.to.as_deref().map(|to| exchange.end(to).ok_or_else(|| missing("to"))).transpose();
    match verb {
        "answer" => exchange.answer_at(id, user_of(exchange, by)?, device(details.device.as_deref())?, now),
        "decline" => match user_of(exchange, by)? {
            Some(seat) => exchange.decline_for(id, seat, cause(details, BUSY)?, now),
            None => exchange.decline(id, cause(details, BUSY)?, now),
        },
        "hold" => exchange.hold(id, user_of(exchange, by)?, now),
        "retrieve" => exchange.retrieve(id, user_of(exchange, by)?, now),
        "release" => release(exchange, id, by, now),
        "fail" => exchange.fail(id, cause(details, BUSY)?, now),
        "forward" => {
            let end = to(exchange)?.ok_or_else(|| missing("to"))?;
            exchange.deflect(id, user_of(exchange, by)?, Some(end), reason(details, NO_ANSWER)?, now)
        }
        "voicemail" => exchange.deflect(id, user_of(exchange, by)?, None, reason(details, VOICE_MAIL)?, now),
        "transfer" => {
            let end = to(exchange)?.ok_or_else(|| missing("to"))?;
            if by == Some(OUTSIDE) { exchange.transfer_away(id, end, now) } else { exchange.transfer(id, user_of(exchange, by)?, end, "transfer", now) }
        }
        "consult" => {
            let (seat, with) = (somebody(exchange, id, by)?, details.with.as_deref().ok_or_else(|| missing("with"))?);
            exchange.consult_transfer(seat, id, with, now)
        }
        "conference" => {
            let (seat, with) = (somebody(exchange, id, by)?, details.with.as_deref().ok_or_else(|| missing("with"))?);
            let (own, other) = (call_id(exchange, id, seat)?, call_id(exchange, with, seat)?);
            if exchange.conference(seat).is_some() { exchange.add_to_conference(seat, &other, now) } else { exchange.start_conference(seat, &[own, other], now) }
        }
        "reconnect" => exchange.reconnect(id, somebody(exchange, id, by)?, now),
        "park" => {
            let against = user_of(exchange, details.to.as_deref())?;
            exchange.park(id, user_of(exchange, by)?, against, now)
        }
        "unpark" => {
            let seat = user_of(exchange, by)?.ok_or_else(|| missing("by"))?;
            exchange.retrieve_parked(id, seat, now)
        }
        "pickup" => {
            let seat = user_of(exchange, by)?.ok_or_else(|| missing("by"))?;
            exchange.pick_up(id, seat, now)
        }
        "recall" => exchange.recall(id, now),
        "rename" => exchange.rename(id, details.name.as_deref().ok_or_else(|| missing("name"))?),
        "dtmf" => exchange.dial_on(id, user_of(exchange, by)?, details.digits.as_deref().unwrap_or_default()),
        "record" => exchange.record(id, user_of(exchange, by)?, Recording::Start),
        "pause-recording" => exchange.record(id, user_of(exchange, by)?, Recording::Pause),
        "resume-recording" => exchange.record(id, user_of(exchange, by)?, Recording::Resume),
        "stop-recording" => exchange.record(id, user_of(exchange, by)?, Recording::Stop),
        _ => Err(Refusal::Nonsense(format!("A call cannot {verb}: see GET /."))),
    }
}

/// Finds the user somebody means, if anybody is named.
pub(crate) fn user(exchange: &Exchange, spoken: &str) -> Result<Seat, Refusal> {
    match exchange.directory.resolve(spoken) {
        Some(Destination::User(seat)) => Ok(seat),
        Some(Destination::HuntGroup(_) | Destination::Outside(_) | Destination::Nobody(_)) | None => Err(Refusal::Nonsense(format!("There is no user {spoken}."))),
    }
}

fn user_of(exchange: &Exchange, spoken: Option<&str>) -> Result<Option<Seat>, Refusal> {
    spoken.map(|spoken| user(exchange, spoken)).transpose()
}

/// Finds the user named, or the first user on the call.
fn somebody(exchange: &Exchange, id: &str, by: Option<&str>) -> Result<Seat, Refusal> {
    match user_of(exchange, by)? {
        Some(seat) => Ok(seat),
        None => exchange.call(id)?.legs.iter().find(|leg| leg.is_live()).map(|leg| leg.seat).ok_or_else(|| missing("by")),
    }
}

fn call_id(exchange: &Exchange, id: &str, seat: Seat) -> Result<String, Refusal> {
    let leg = exchange.call(id)?.legs.iter().find(|leg| leg.seat == seat && leg.is_live());
    leg.map(|leg| leg.call_id.clone()).ok_or_else(|| Refusal::Nonsense(format!("That user is not on call {id}.")))
}

/// Lets go from the side named, or from the one that placed the call.
fn release(exchange: &mut Exchange, id: &str, by: Option<&str>, now: Millis) -> Result<Vec<Happening>, Refusal> {
    let call = exchange.call(id)?;
    match by {
        None => exchange.release(id, Side::Caller, now),
        Some(OUTSIDE) => {
            let side = [Side::Caller, Side::Callee].into_iter().find(|side| matches!(call.end(*side), End::Outside(_)));
            let side = side.ok_or_else(|| Refusal::Nonsense(format!("Nobody from outside is on call {id}.")))?;
            exchange.release(id, side, now)
        }
        Some(by) => {
            let (ringing, seat) = (call.stage() == Stage::Ringing, user(exchange, by)?);
            match exchange.side(id, seat)? {
                Side::Callee if ringing => exchange.decline_for(id, seat, BUSY, now),
                side => exchange.release(id, side, now),
            }
        }
    }
}

fn cause(details: &Details, usual: Cause) -> Result<Cause, Refusal> {
    match details.cause.as_deref() {
        None => Ok(usual),
        Some(name) => CAUSES.into_iter().find(|cause| cause.internal == name).ok_or_else(|| Refusal::Nonsense(format!("No call fails for {name}."))),
    }
}

fn reason(details: &Details, usual: &'static str) -> Result<&'static str, Refusal> {
    match details.reason.as_deref() {
        None => Ok(usual),
        Some(name) => REASONS.into_iter().find(|reason| *reason == name).ok_or_else(|| Refusal::Nonsense(format!("No call is sent on for {name}."))),
    }
}

/// Reads which device is meant: an address of record, or a number elsewhere with the kind of endpoint before it.
fn device(spoken: Option<&str>) -> Result<Endpoint, Refusal> {
    let Some(spoken) = spoken else { return Ok(Endpoint::Desk) };
    if spoken.contains('@') {
        return Ok(Endpoint::Shared(spoken.to_owned()));
    }
    let kinds = [("anywhere", "BroadWorksAnywhereEndpoint"), ("remote-office", "RemoteOfficeEndpoint"), ("mobility", "BroadWorksMobilityEndpoint")];
    let found = spoken.split_once(':').and_then(|(name, number)| Some((kinds.into_iter().find(|(known, _)| *known == name)?.1, number)));
    let (kind, number) = found.ok_or_else(|| Refusal::Nonsense(format!("There is no device {spoken}.")))?;
    Ok(Endpoint::Elsewhere { kind, number: number.to_owned() })
}

fn missing(name: &str) -> Refusal {
    Refusal::Nonsense(format!("This order needs {name}."))
}
