//! The lists somebody can be looked up in: Xtended Services Interface spec, 3.5.7.

use axum::http::StatusCode;

use super::answering::{done, localized};
use super::xsi::{Answered, Asked, Refused};
use crate::call_log::LogEntry;
use crate::document::{call_log, directory};
use crate::office::{ENTERPRISE_COMMON, GROUP_COMMON};
use crate::received::Received;
use crate::route::{List, LogKind};
use crate::search::{NotANumber, Search, Span};
use crate::switch::State;
use crate::user::Seat;

impl From<NotANumber> for Refused {
    fn from(problem: NotANumber) -> Self {
        Self::new(StatusCode::BAD_REQUEST, problem.to_string())
    }
}

const LOGS: [LogKind; 3] = [LogKind::Placed, LogKind::Received, LogKind::Missed];

pub(super) fn answer(state: &mut State, asked: &Asked, seat: Seat, list: &List) -> Answered {
    match (asked.method.as_str(), list) {
        ("GET", List::Enterprise) => users(state, asked, seat, "Enterprise", "enterpriseDirectory", None),
        ("GET", List::Group) => users(state, asked, seat, "Group", "groupDirectory", Some(state.exchange.directory.user(seat).details.group)),
        ("GET", List::EnterpriseCommon) => phone_list(state, asked, seat, "EnterpriseCommon", "commonPhoneEntry", &owned(&ENTERPRISE_COMMON)),
        ("GET", List::GroupCommon) => phone_list(state, asked, seat, "GroupCommon", "commonPhoneEntry", &owned(&GROUP_COMMON)),
        ("GET", List::Personal) => phone_list(state, asked, seat, "Personal", "entry", &state.office.desk(seat).contacts),
        ("POST", List::Personal) => add_contacts(state, asked, seat),
        ("GET", List::CallLogs(None, _)) => {
            let logs = LOGS.map(|kind| (kind, state.call_logs.of(seat, kind)));
            Ok(written(state, seat, &call_log::call_logs(&logs)))
        }
        ("GET", List::CallLogs(Some(kind), None)) => Ok(written(state, seat, &call_log::call_log(*kind, &state.call_logs.of(seat, *kind)))),
        ("GET", List::CallLogs(Some(kind), Some(id))) => {
            let found: Vec<&LogEntry> = state.call_logs.of(seat, *kind).into_iter().filter(|entry| entry.id == *id).collect();
            if found.is_empty() { Err(unknown_entry()) } else { Ok(written(state, seat, &call_log::call_log(*kind, &found))) }
        }
        ("DELETE", List::CallLogs(kind, id)) => {
            let forgot = state.call_logs.forget(seat, *kind, id.as_deref());
            if forgot || id.is_none() { Ok(done()) } else { Err(unknown_entry()) }
        }
        ("GET", List::EnhancedCallLogs(kind)) => enhanced(state, asked, seat, *kind),
        _ => Err(Refused::method()),
    }
}

fn users(state: &State, asked: &Asked, seat: Seat, root: &str, list: &str, group: Option<&str>) -> Answered {
    let everybody = state.exchange.directory.users().iter().filter(|user| group.is_none_or(|group| user.details.group == group));
    let found = Search::of(&asked.query).among(everybody);
    let (page, part) = Span::of(&asked.query)?.cut(&found);
    Ok(written(state, seat, &directory::users(root, list, page, part)))
}

fn phone_list(state: &State, asked: &Asked, seat: Seat, root: &str, entry: &str, all: &[(String, String)]) -> Answered {
    let (page, part) = Span::of(&asked.query)?.cut(all);
    Ok(written(state, seat, &directory::phone_list(root, entry, page, part)))
}

fn owned(entries: &[(&str, &str)]) -> Vec<(String, String)> {
    entries.iter().map(|(name, number)| ((*name).to_owned(), (*number).to_owned())).collect()
}

fn add_contacts(state: &mut State, asked: &Asked, seat: Seat) -> Answered {
    let received = Received::read(&asked.body, "Personal", &["entry"])?;
    let missing = || Refused::new(StatusCode::BAD_REQUEST, "An entry needs a name and a number.");
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned).ok_or_else(missing);
    let entries = received.children("entry").map(|entry| Ok((text(entry.text("name"))?, text(entry.text("number"))?))).collect::<Result<Vec<_>, Refused>>()?;
    if entries.is_empty() {
        return Err(missing());
    }
    state.office.desk_mut(seat).contacts.extend(entries);
    Ok(created())
}

fn created() -> axum::response::Response {
    let mut response = done();
    *response.status_mut() = StatusCode::CREATED;
    response
}

fn enhanced(state: &State, asked: &Asked, seat: Seat, kind: Option<LogKind>) -> Answered {
    let kinds: Vec<LogKind> = kind.map_or_else(|| LOGS.to_vec(), |kind| vec![kind]);
    let all: Vec<(LogKind, &LogEntry)> = kinds.iter().flat_map(|kind| state.call_logs.of(seat, *kind).into_iter().map(|entry| (*kind, entry))).collect();
    let (page, part) = Span::of(&asked.query)?.cut(&all);
    let logs: Vec<(LogKind, Vec<&LogEntry>)> = kinds.into_iter().map(|kind| (kind, part.iter().filter(|(of, _)| *of == kind).map(|(_, entry)| *entry).collect())).collect();
    Ok(written(state, seat, &call_log::enhanced(page, &logs)))
}

/// Answers in the character set of who asks about themselves.
fn written(state: &State, seat: Seat, document: &str) -> axum::response::Response {
    localized(state.exchange.directory.user(seat).details.locale, document)
}

fn unknown_entry() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "There is no such entry.")
}
