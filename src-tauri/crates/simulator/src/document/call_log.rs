//! Call logs: Xtended Services Interface spec, 3.5.7.4.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::call::Millis;
use crate::call_log::LogEntry;
use crate::document::directory::{Page, paging};
use crate::route::LogKind;
use crate::user::country_code;
use crate::xml::Xml;

/// What stands for a name or a number that is not known.
const UNAVAILABLE: &str = "Unavailable";
/// Where the users are.
const TIME_ZONE: &str = "Europe/London";

/// Returns the name of a log's element.
fn element(kind: LogKind) -> &'static str {
    match kind {
        LogKind::Placed => "placed",
        LogKind::Received => "received",
        LogKind::Missed => "missed",
    }
}

pub(crate) fn call_logs(logs: &[(LogKind, Vec<&LogEntry>)]) -> String {
    Xml::answer("CallLogs", |xml| {
        for (kind, entries) in logs {
            xml.element(element(*kind), &[], |xml| list(xml, entries, brief));
        }
    })
}

/// Writes one log, which has no namespace.
pub(crate) fn call_log(kind: LogKind, entries: &[&LogEntry]) -> String {
    Xml::bare(element(kind), |xml| list(xml, entries, brief))
}

/// Writes logs with milliseconds, call ids and diversions; without a list of its own kind there is one for each.
pub(crate) fn enhanced(page: Page, logs: &[(LogKind, Vec<&LogEntry>)]) -> String {
    Xml::answer("EnhancedCallLogs", |xml| {
        paging(xml, page);
        for (kind, entries) in logs {
            xml.element(element(*kind), &[], |xml| list(xml, entries, full));
        }
    })
}

fn list(xml: &mut Xml, entries: &[&LogEntry], fields: fn(&mut Xml, &LogEntry)) {
    for entry in entries {
        xml.element("callLogsEntry", &[], |xml| fields(xml, entry));
    }
}

fn brief(xml: &mut Xml, entry: &LogEntry) {
    if let Some(code) = entry.number.as_deref().and_then(country_code) {
        xml.leaf("countryCode", code);
    }
    xml.leaf("phoneNumber", entry.number.as_deref().unwrap_or(UNAVAILABLE));
    xml.leaf("name", entry.name.as_deref().unwrap_or(UNAVAILABLE));
    xml.leaf("time", &local_time(entry.started));
    xml.leaf("callLogId", &entry.id);
}

fn full(xml: &mut Xml, entry: &LogEntry) {
    brief(xml, entry);
    xml.leaf("callId", &entry.call_id);
    xml.leaf("basicCallType", entry.call_type);
    if let Some(redirect) = &entry.redirect {
        xml.element("redirect", &[], |xml| {
            xml.leaf("address", &redirect.address);
            xml.leaf("reason", redirect.reason);
            xml.number("redirectTime", redirect.time);
        });
    }
    xml.number("startTime", entry.started);
    if let Some(answered) = entry.answered {
        xml.number("answerTime", answered);
    }
    xml.number("releaseTime", entry.released);
}

/// Writes a moment as `xs:dateTime` with milliseconds and the offset at the users' place.
pub(crate) fn local_time(millis: Millis) -> String {
    let zone = TimeZone::get(TIME_ZONE).unwrap_or(TimeZone::UTC);
    Timestamp::from_millisecond(millis).unwrap_or_default().to_zoned(zone).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_milliseconds_and_the_offset_of_that_day() {
        for (millis, expected) in [(1_716_200_000_120, "2024-05-20T11:13:20.120+01:00"), (1_704_067_200_000, "2024-01-01T00:00:00.000+00:00")] {
            assert_eq!(local_time(millis), expected);
        }
    }
}
