//! The Actions interface: profile, services, lists and calls of a user (Xtended Services Interface spec, 3.5).

use axum::http::StatusCode;

use super::answering::{localized, xml};
use super::xsi::{Answered, Asked, Refused, target};
use super::{call_orders, directories, services};
use crate::document::{answer, profile, service};
use crate::exchange::Refusal;
use crate::route::Action;
use crate::switch::Switch;

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
        let own = seat == asked.seat;
        if asked.method != "GET" && !own {
            return Err(Refused::new(StatusCode::FORBIDDEN, "Only the own settings and calls can be changed."));
        }
        let user = state.exchange.directory.user(seat);
        let hidden = user.details.private && !own && !state.exchange.directory.user(asked.seat).details.administrator;
        let about_calls = matches!(action, Action::Calls | Action::Call(_) | Action::HookStatus | Action::Order(..));
        if about_calls && hidden {
            return Err(Refused::new(StatusCode::FORBIDDEN, "This user's calls are private."));
        }
        match (action, asked.method.as_str()) {
            (Action::Profile, "GET") => Ok(localized(user.details.locale, &profile::profile(user))),
            (Action::LoginToken, "POST") => {
                let token = state.login_tokens.issue(seat, now.instant);
                Ok(xml(StatusCode::CREATED, profile::login_token(&token)))
            }
            (Action::Services, "GET") => Ok(localized(user.details.locale, &service::services(user, state.exchange.has_dnd(seat)))),
            (Action::Service(service), _) => services::answer(state, asked, seat, service, now),
            (Action::Directory(list), _) => directories::answer(state, asked, seat, &list),
            (Action::Calls, "GET") => Ok(xml(StatusCode::OK, answer::calls(user, state.exchange.legs(seat), state.exchange.conference(seat)))),
            (Action::HookStatus, "GET") => Ok(xml(StatusCode::OK, answer::hook_status(state.exchange.is_off_hook(seat)))),
            (Action::Call(id), "GET") => {
                let (_, leg) = state.exchange.leg(seat, &id).ok_or_else(call_orders::unknown_call)?;
                Ok(xml(StatusCode::OK, answer::call(user, leg)))
            }
            (action, _) => call_orders::carry_out(state, asked, seat, action, now),
        }
    })
}
