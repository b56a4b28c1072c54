//! What a user's services are set to: Xtended Services Interface spec, 3.5.3.

use axum::http::StatusCode;
use axum::response::Response;

use super::answering::{done, localized};
use super::xsi::{Answered, Asked, Refused};
use crate::document::service;
use crate::forwarding::ForwardingKind;
use crate::hub::Now;
use crate::received::{Node, Received};
use crate::route::Service;
use crate::search::Search;
use crate::switch::State;
use crate::user::{Seat, User};

pub(super) fn answer(state: &mut State, asked: &Asked, seat: Seat, service: Service, now: Now) -> Answered {
    let receptionist = state.exchange.directory.user(seat).details.receptionist;
    match (asked.method.as_str(), service) {
        (_, Service::DoNotDisturb) if !state.exchange.has_dnd(seat) => Err(not_assigned()),
        ("GET", Service::HotelingGuest) => Ok(written(state, seat, &service::hoteling(state.exchange.hoteling(seat)))),
        ("PUT", Service::HotelingGuest) => {
            let received = Received::read(&asked.body, "HotelingGuest", &["active", "enableAssociationLimit", "associationLimitHours", "hostUserId"])?;
            let (active, limited, hours) = (received.value("active")?, received.value("enableAssociationLimit")?, received.value("associationLimitHours")?);
            let leaves = received.text("hostUserId").is_some_and(str::is_empty);
            let heard = state.exchange.set_hoteling(seat, |guest| {
                guest.active = active.unwrap_or(guest.active);
                guest.limited = limited.unwrap_or(guest.limited);
                guest.hours = hours.unwrap_or(guest.hours);
                // A host cannot be chosen here, only left.
                guest.host = guest.host.take().filter(|_| guest.active && !leaves);
            });
            state.publish(heard, now);
            Ok(done())
        }
        ("GET", Service::DoNotDisturb) => Ok(written(state, seat, &service::do_not_disturb(state.exchange.dnd(seat)))),
        ("PUT", Service::DoNotDisturb) => {
            let received = Received::read(&asked.body, "DoNotDisturb", &["active", "ringSplash"])?;
            let heard = state.exchange.set_dnd(seat, received.value("active")?, received.value("ringSplash")?);
            state.publish(heard, now);
            Ok(done())
        }
        (method, Service::ForwardingAlways | Service::ForwardingBusy | Service::ForwardingNoAnswer) => forwarding(state, asked, seat, service, method, now),
        (_, Service::BusyLampField | Service::MonitoredUserList | Service::AvailableUsers) if receptionist => Err(not_assigned()),
        (_, Service::Receptionist) if !receptionist => Err(not_assigned()),
        ("GET", Service::BusyLampField) => {
            let list_uri = state.office.desk(seat).list_uri.as_deref();
            Ok(written(state, seat, &service::monitored("BusyLampField", list_uri, watched(state, seat))))
        }
        ("GET", Service::Receptionist) => Ok(written(state, seat, &service::monitored("BroadWorksReceptionist", None, watched(state, seat)))),
        ("GET", Service::MonitoredUserList) => Ok(written(state, seat, &service::bare_users("monitoredUserList", watched(state, seat)))),
        ("GET", Service::AvailableUsers) => {
            let own = &state.exchange.directory.user(seat).id;
            let found = Search::of(&asked.query).among(state.exchange.directory.users().iter().filter(|user| user.id != *own));
            Ok(written(state, seat, &service::bare_users("availableUserList", found.into_iter())))
        }
        ("PUT", Service::BusyLampField | Service::Receptionist) => {
            let root = if receptionist { "BroadWorksReceptionist" } else { "BusyLampField" };
            let received = Received::read(&asked.body, root, &["listURI", "monitoredUserList"])?;
            let list = received.child("monitoredUserList");
            let watched = list.map(|list| seats(state, list.children("userDetails"))).transpose()?;
            let desk = state.office.desk_mut(seat);
            if let Some(uri) = received.text("listURI") {
                desk.list_uri = Some(uri.to_owned()).filter(|uri| !uri.is_empty());
            }
            desk.watched = watched.unwrap_or_else(|| desk.watched.clone());
            Ok(done())
        }
        ("PUT", Service::MonitoredUserList) => {
            let received = Received::read(&asked.body, "monitoredUserList", &["userDetails"])?;
            state.office.desk_mut(seat).watched = seats(state, received.children("userDetails"))?;
            Ok(done())
        }
        _ => Err(Refused::method()),
    }
}

fn forwarding(state: &mut State, asked: &Asked, seat: Seat, service: Service, method: &str, now: Now) -> Answered {
    let kind = ForwardingKind::of(service).ok_or_else(not_assigned)?;
    match method {
        "GET" => Ok(written(state, seat, &service::forwarding(kind.as_str(), state.exchange.forwarding(seat, kind)))),
        "PUT" => {
            let received = Received::read(&asked.body, kind.as_str(), &["active", "forwardToPhoneNumber", "ringSplash", "numberOfRings"])?;
            let to = received.text("forwardToPhoneNumber").map(str::to_owned);
            let heard = state.exchange.set_forwarding(seat, kind, received.value("active")?, to)?;
            state.publish(heard, now);
            Ok(done())
        }
        _ => Err(Refused::method()),
    }
}

fn watched(state: &State, seat: Seat) -> impl Iterator<Item = &User> {
    state.office.desk(seat).watched.iter().map(|watched| state.exchange.directory.user(*watched))
}

fn seats<'a>(state: &State, users: impl Iterator<Item = &'a Node>) -> Result<Vec<Seat>, Refused> {
    users
        .map(|user| {
            let id = user.text("userId").unwrap_or_default();
            state.exchange.directory.by_id(id).ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, format!("There is no user {id} to watch.")))
        })
        .collect()
}

fn written(state: &State, seat: Seat, document: &str) -> Response {
    localized(state.exchange.directory.user(seat).details.locale, document)
}

/// The status is a guess: it is only known to be an error.
fn not_assigned() -> Refused {
    Refused::new(StatusCode::FORBIDDEN, "This service is not assigned to this user.")
}
