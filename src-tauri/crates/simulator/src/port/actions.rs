//! The Actions interface: profile, services and calls of a user (Xtended Services Interface spec, 3.5).

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::xsi::{Answered, Asked, Refused, done, target, xml};
use crate::call::{BUSY, End, LegState, Side, Stranger, UNAVAILABLE};
use crate::document::answer;
use crate::exchange::Refusal;
use crate::hub::Now;
use crate::received::Received;
use crate::route::{Action, parameter};
use crate::switch::{State, Switch};
use crate::user::{Destination, Seat};

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal {
            Refusal::UnknownCall(_) => StatusCode::NOT_FOUND,
            Refusal::NotNow(_) => StatusCode::FORBIDDEN,
            Refusal::Nonsense(_) => StatusCode::BAD_REQUEST,
        };
        Self::new(status, refusal.to_string())
    }
}

pub(super) fn answer(switch: &Switch, asked: &Asked, user: &str, action: Action) -> Answered {
    switch.with(|state, now| {
        let seat = target(&state.exchange.directory, user)?;
        let user = state.exchange.directory.user(seat);
        match (action, asked.method.as_str()) {
            (Action::Profile, "GET") => {
                let mut response = Response::new(Body::from(answer::profile(user)));
                let kind = HeaderValue::from_static("application/xml;charset=ISO-8859-1");
                response.headers_mut().insert(header::CONTENT_TYPE, kind);
                Ok(response)
            }
            (Action::Services, "GET") => Ok(xml(StatusCode::OK, answer::services(user))),
            (Action::DoNotDisturb, "GET") => Ok(xml(StatusCode::OK, answer::do_not_disturb(state.exchange.dnd(seat)))),
            (Action::DoNotDisturb, "PUT") => set_dnd(state, asked, seat, now),
            (Action::Calls, "GET") => Ok(xml(StatusCode::OK, answer::calls(user, state.exchange.legs(seat)))),
            (Action::NewCall, "POST") => new_call(state, asked, seat, now),
            (Action::HookStatus, "GET") => Ok(xml(StatusCode::OK, answer::hook_status(state.exchange.is_off_hook(seat)))),
            (Action::Call(id), "GET") => {
                let (_, leg) = state.exchange.leg(seat, &id).ok_or_else(unknown_call)?;
                Ok(xml(StatusCode::OK, answer::call(user, leg)))
            }
            (Action::Call(id), "DELETE") => release(state, asked, seat, &id, now),
            (Action::Talk(id), "PUT") => talk(state, seat, &id, now),
            (Action::Hold(id), "PUT") => {
                let call = state.exchange.leg(seat, &id).ok_or_else(unknown_call)?.0.id.clone();
                let heard = state.exchange.hold(&call, Some(seat), now.wall)?;
                state.publish(heard, now);
                Ok(done())
            }
            _ => Err(Refused::method()),
        }
    })
}

fn set_dnd(state: &mut State, asked: &Asked, seat: Seat, now: Now) -> Answered {
    let received = Received::read(&asked.body, "DoNotDisturb", &["active", "ringSplash"])?;
    let heard = state.exchange.set_dnd(seat, received.value("active")?, received.value("ringSplash")?);
    state.publish(heard, now);
    Ok(done())
}

fn new_call(state: &mut State, asked: &Asked, seat: Seat, now: Now) -> Answered {
    let bad_address = || Refused::new(StatusCode::BAD_REQUEST, "The parameter address is missing.");
    let address = parameter(&asked.query, "address").ok_or_else(bad_address)?;
    let callee = match state.exchange.directory.resolve(&address).ok_or_else(bad_address)? {
        Destination::User(other) => End::User(other),
        Destination::Outside(number) => End::Outside(Stranger { number, name: None, withheld: false }),
        Destination::Nobody(extension) => End::Nobody(extension),
    };
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

fn talk(state: &mut State, seat: Seat, call_id: &str, now: Now) -> Answered {
    let (call, leg) = state.exchange.leg(seat, call_id).ok_or_else(unknown_call)?;
    let (id, held, rings) = (call.id.clone(), leg.state() == LegState::Held, leg.rings_here());
    let heard = if held {
        state.exchange.retrieve(&id, Some(seat), now.wall)?
    } else if rings {
        state.exchange.answer(&id, now.wall)?
    } else {
        return Err(Refused::new(StatusCode::FORBIDDEN, "This call can be neither answered nor retrieved."));
    };
    state.publish(heard, now);
    Ok(done())
}

/// Releases a call. A ringing one has to be declined expressly: without that only the ringing stops, which nobody hears.
fn release(state: &mut State, asked: &Asked, seat: Seat, call_id: &str, now: Now) -> Answered {
    let (call, leg) = state.exchange.leg(seat, call_id).ok_or_else(unknown_call)?;
    let (id, side) = (call.id.clone(), leg.side);
    let offered = leg.rings_here() && side == Side::Callee;
    let declined = parameter(&asked.query, "decline").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let heard = match (offered, declined) {
        (true, false) => Vec::new(),
        (true, true) => {
            let reason = parameter(&asked.query, "declineReason");
            let cause = if reason.as_deref() == Some("TemporarilyUnavailable") { UNAVAILABLE } else { BUSY };
            state.exchange.decline(&id, cause, now.wall)?
        }
        (false, _) => state.exchange.release(&id, side, now.wall)?,
    };
    state.publish(heard, now);
    Ok(done())
}

fn unknown_call() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "There is no such call.")
}
