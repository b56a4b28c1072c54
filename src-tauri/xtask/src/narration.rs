//! What the program reports, one JSON object a line, told to a person.

use serde_json::Value;

/// Returns how to tell `line`, or nothing if it is not news.
pub(crate) fn tell(line: &str) -> Option<String> {
    let report: Value = serde_json::from_str(line).ok()?;
    let told = match text(&report, "type") {
        "call" => call(&report),
        "device" => {
            let owner = &report["device"]["OwnerContact"];
            columns(text(&report, "state"), &[text(owner, "Name"), text(owner, "InternalTel")])
        }
        "connection" => columns(text(&report, "state"), &[text(&report, "reason")]),
        "action" => action(&report),
        _ => return None,
    };
    Some(told)
}

fn call(report: &Value) -> String {
    let call = &report["call"];
    let name = match text(call, "RemoteName") {
        "" => "(no name)",
        name => name,
    };
    let tel = match text(call, "RemoteTel") {
        "" => "(withheld)",
        tel => tel,
    };
    // Nanoseconds are for programs: people get milliseconds.
    let duration = text(call, "Duration");
    let duration = duration.split_once('.').map_or(duration, |(whole, part)| {
        let digits = part.len().min(3);
        duration.get(..whole.len() + 1 + digits).unwrap_or(duration)
    });
    columns(text(report, "state"), &[name, tel, duration])
}

fn action(report: &Value) -> String {
    let (what, done) = match text(report, "kind") {
        "runProgram" => ("program", "started"),
        "playSound" => ("sound", "played"),
        "showMessage" => ("message", "shown"),
        "openWebPage" => ("web page", "opened"),
        "runWebService" => ("web service", "called"),
        other => (other, "done"),
    };
    let (event, detail) = (text(report, "event"), text(report, "detail"));
    let told = match text(report, "outcome") {
        "ok" => return format!("  {event}: {what} {done}"),
        "failed" => format!("  {event}: {what} not {done}"),
        outcome => format!("  {event}: {what} not {done} ({outcome})"),
    };
    if detail.is_empty() { told } else { format!("{told}: {detail}") }
}

fn columns(state: &str, rest: &[&str]) -> String {
    let mut told = format!("{state:<10}");
    for word in rest.iter().filter(|word| !word.is_empty()) {
        told.push(' ');
        told.push(' ');
        told.push_str(word);
    }
    told.trim_end().to_owned()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_report_becomes_a_line_a_person_can_read() {
        for (report, told) in [
            (
                r#"{"type":"call","time":"","line":"a@b","state":"Ringing","call":{"RemoteTel":"+442079460958","RemoteName":"Priya Raman","Duration":""}}"#,
                "Ringing     Priya Raman  +442079460958",
            ),
            (r#"{"type":"call","state":"Completed","call":{"RemoteTel":"4017","RemoteName":"Tomasz","Duration":"00:00:07.123456789"}}"#, "Completed   Tomasz  4017  00:00:07.123"),
            (r#"{"type":"call","state":"Missed","call":{"RemoteTel":"","RemoteName":""}}"#, "Missed      (no name)  (withheld)"),
            (r#"{"type":"device","state":"DND on","device":{"OwnerContact":{"Name":"Anna Lindqvist","InternalTel":"4021"}}}"#, "DND on      Anna Lindqvist  4021"),
            (r#"{"type":"connection","state":"Signed in","reason":""}"#, "Signed in"),
            (r#"{"type":"action","event":"Say who calls","kind":"showMessage","outcome":"ok","detail":""}"#, "  Say who calls: message shown"),
            (r#"{"type":"action","event":"Look up","kind":"openWebPage","outcome":"failed","detail":"no browser"}"#, "  Look up: web page not opened: no browser"),
        ] {
            assert_eq!(tell(report).as_deref(), Some(told), "{report}");
        }
    }

    #[test]
    fn what_is_not_news_is_not_told() {
        for line in ["", "not JSON", "7", r#"{"type":"demo","control":"http://127.0.0.1:1"}"#, r#"{"type":"window","state":"shown"}"#] {
            assert_eq!(tell(line), None, "{line}");
        }
    }
}
