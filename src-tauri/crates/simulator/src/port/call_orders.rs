//! What a user's programs can do to calls: Xtended Services Interface spec, 3.5.4.

use axum::http::{HeaderValue, StatusCode, header};

use super::answering::{done, xml};
use super::xsi::{Answered, Asked, Refused};
use crate::call::{BUSY, End, LegState, Side, UNAVAILABLE};
use crate::document::answer;
use crate::exchange::Exchange;
use crate::hub::Now;
use crate::received::Received;
use crate::route::{Action, CallOrder, ConferenceOrder, parameter};
use crate::switch::State;
use crate::user::{Destination, Seat};

pub(super) fn carry_out(state: &mut State, asked: &Asked, seat: Seat, action: Action, now: Now) -> Answered {
    let exchange = &mut state.exchange;
    let wall = now.wall;
    let heard = match (action, asked.method.as_str()) {
        (Action::NewCall, "POST") => return new_call(state, asked, seat, now),
        (Action::Call(id), "DELETE") => release(exchange, asked, seat, &id, now)?,
        (Action::Order(id, CallOrder::Park), "PUT") => {
            let against = colleague(exchange, asked)?.unwrap_or(seat);
            return park(state, seat, &id, against, now);
        }
        (Action::Order(id, CallOrder::GroupCallPark), "PUT") => {
            let full = || Refused::new(StatusCode::FORBIDDEN, "Calls are parked against everybody already.");
            let against = exchange.free_for_parking(seat).ok_or_else(full)?;
            return park(state, seat, &id, against, now);
        }
        (Action::Order(id, order), "PUT") => {
            let call = exchange.leg(seat, &id).ok_or_else(unknown_call)?.0.id.clone();
            change(exchange, asked, seat, (&call, &id), order, now)?
        }
        (Action::CallPickup, "POST") => {
            let id = exchange.ringing_for_pickup(seat, None).ok_or_else(nothing_to_take)?.to_owned();
            exchange.pick_up(&id, seat, wall)?
        }
        (Action::DirectedCallPickup, "POST") => {
            let target = colleague(exchange, asked)?.ok_or_else(no_address)?;
            let id = exchange.ringing_for_pickup(seat, Some(target)).ok_or_else(nothing_to_take)?.to_owned();
            exchange.pick_up(&id, seat, wall)?
        }
        (Action::ParkRetrieve, "POST") => {
            let against = colleague(exchange, asked)?.unwrap_or(seat);
            let id = exchange.parked_against(Some(against)).ok_or_else(nothing_to_take)?.to_owned();
            exchange.retrieve_parked(&id, seat, wall)?
        }
        (Action::Conference, "POST") => {
            let calls = participants(asked)?;
            exchange.start_conference(seat, &calls, wall)?
        }
        (Action::Conference, "PUT") => {
            let mut heard = Vec::new();
            for call in participants(asked)? {
                heard.extend(exchange.add_to_conference(seat, &call, wall)?);
            }
            heard
        }
        (Action::Conference, "DELETE") => exchange.end_conference(seat, wall)?,
        (Action::Hearing(call, hearing), "PUT") => exchange.set_hearing(seat, &call, hearing)?,
        (Action::ConferenceOrder(order), "PUT") => exchange.hold_conference(seat, order == ConferenceOrder::Hold, wall)?,
        _ => return Err(Refused::method()),
    };
    state.publish(heard, now);
    Ok(done())
}

/// Does something to a call, known to the exchange and to the user's programs by two different ids.
fn change(exchange: &mut Exchange, asked: &Asked, seat: Seat, (call, call_id): (&str, &str), order: CallOrder, now: Now) -> Result<Vec<crate::call::Happening>, Refused> {
    let (by, now) = (Some(seat), now.wall);
    let heard = match order {
        CallOrder::Talk => {
            let (_, leg) = exchange.leg(seat, call_id).ok_or_else(unknown_call)?;
            if leg.state() == LegState::Held {
                exchange.retrieve(call, by, now)?
            } else if leg.rings_here() {
                exchange.answer_at(call, by, crate::call::Endpoint::Desk, now)?
            } else {
                return Err(Refused::new(StatusCode::FORBIDDEN, "This call can be neither answered nor retrieved."));
            }
        }
        CallOrder::Hold => exchange.hold(call, by, now)?,
        CallOrder::BlindTransfer | CallOrder::MuteTransfer => {
            let end = address(exchange, asked)?.ok_or_else(no_address)?;
            exchange.transfer(call, by, end, "transfer", now)?
        }
        CallOrder::VoiceMailTransfer => {
            let owner = colleague(exchange, asked)?.unwrap_or(seat);
            exchange.transfer(call, by, End::VoiceMail(owner), "voicemail", now)?
        }
        CallOrder::ConsultTransfer(other) => {
            let other = exchange.leg(seat, &other).ok_or_else(unknown_call)?.0.id.clone();
            exchange.consult_transfer(seat, call, &other, now)?
        }
        // Where a call is parked is part of the answer.
        CallOrder::Park | CallOrder::GroupCallPark => return Err(Refused::method()),
        CallOrder::Reconnect => exchange.reconnect(call, seat, now)?,
        CallOrder::TransmitDtmf => {
            let digits = parameter(&asked.query, "playdtmf").unwrap_or_default();
            exchange.dial_on(call, by, &digits)?
        }
        CallOrder::Recording(order) => exchange.record(call, by, order)?,
    };
    Ok(heard)
}

/// Parks a call, and says where it can be retrieved from in the header clients read it from.
fn park(state: &mut State, seat: Seat, call_id: &str, against: Seat, now: Now) -> Answered {
    let call = state.exchange.leg(seat, call_id).ok_or_else(unknown_call)?.0.id.clone();
    let heard = state.exchange.park(&call, Some(seat), Some(against), now.wall)?;
    state.publish(heard, now);
    let directory = &state.exchange.directory;
    let location = format!("/v2.0/user/{}/calls/ParkRetrieve?address=tel:{}", directory.user(seat).id, directory.user(against).extension);
    let mut response = done();
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(header::CONTENT_LOCATION, location);
    }
    Ok(response)
}

fn new_call(state: &mut State, asked: &Asked, seat: Seat, now: Now) -> Answered {
    let callee = address(&state.exchange, asked)?.ok_or_else(no_address)?;
    let (id, heard) = state.exchange.place(End::User(seat), callee, true, now.wall)?;
    state.publish(heard, now);
    let leg = state.exchange.call(&id)?.legs.first().ok_or_else(unknown_call)?;
    let user = state.exchange.directory.user(seat);
    let mut response = xml(StatusCode::CREATED, answer::call_start_info(leg));
    let location = format!("/com.broadsoft.xsi-actions{}", answer::call_uri(user, &leg.call_id));
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

/// Releases a call. A ringing one has to be declined expressly: without that only the ringing stops, which nobody hears.
fn release(exchange: &mut Exchange, asked: &Asked, seat: Seat, call_id: &str, now: Now) -> Result<Vec<crate::call::Happening>, Refused> {
    let (call, leg) = exchange.leg(seat, call_id).ok_or_else(unknown_call)?;
    let (id, side) = (call.id.clone(), leg.side);
    let offered = leg.rings_here() && side == Side::Callee;
    let declined = parameter(&asked.query, "decline").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let heard = match (offered, declined) {
        (true, false) => Vec::new(),
        (true, true) => {
            let reason = parameter(&asked.query, "declineReason");
            let cause = if reason.as_deref() == Some("TemporarilyUnavailable") { UNAVAILABLE } else { BUSY };
            exchange.decline_for(&id, seat, cause, now.wall)?
        }
        (false, _) => exchange.release(&id, side, now.wall)?,
    };
    Ok(heard)
}

/// Reads who is to be called, if anybody is named.
fn address(exchange: &Exchange, asked: &Asked) -> Result<Option<End>, Refused> {
    match parameter(&asked.query, "address") {
        None => Ok(None),
        Some(address) => exchange.end(&address).map(Some).ok_or_else(no_address),
    }
}

/// Reads which user is meant, if anybody is named.
fn colleague(exchange: &Exchange, asked: &Asked) -> Result<Option<Seat>, Refused> {
    let Some(address) = parameter(&asked.query, "address") else { return Ok(None) };
    match exchange.directory.resolve(&address) {
        Some(Destination::User(seat)) => Ok(Some(seat)),
        _ => Err(Refused::new(StatusCode::BAD_REQUEST, format!("There is no user {address}."))),
    }
}

fn participants(asked: &Asked) -> Result<Vec<String>, Refused> {
    let order = ["state", "endpoint", "appearance", "muted", "conferenceType", "conferenceParticipantList"];
    let received = Received::read(&asked.body, "Conference", &order)?;
    let list = received.child("conferenceParticipantList");
    Ok(list.into_iter().flat_map(|list| list.children("conferenceParticipant")).filter_map(|participant| participant.text("callId")).map(str::to_owned).collect())
}

pub(super) fn unknown_call() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "There is no such call.")
}

fn nothing_to_take() -> Refused {
    Refused::new(StatusCode::FORBIDDEN, "There is no call to take.")
}

fn no_address() -> Refused {
    Refused::new(StatusCode::BAD_REQUEST, "The parameter address is missing.")
}
