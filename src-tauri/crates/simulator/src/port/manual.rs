//! What the control port says about itself.

use serde_json::{Value, json};

/// Describes every command.
pub(crate) fn manual() -> Value {
    let none = json!({});
    let order = |more: &[(&str, &str)]| {
        let by = [("by", "optional: \"outside\", a user id or an extension; who does it")];
        Value::Object(by.iter().chain(more).map(|(name, what)| ((*name).to_owned(), json!(what))).collect())
    };
    let mut manual = json!({
        "about": "A BroadWorks on loopback. An office of two groups, and the outside world.",
        "example": "curl -s -X POST -d '{\"from\":\"outside\",\"to\":\"4021\"}' \"$CONTROL/calls\"",
        "commands": [
            command("POST", "/calls", "Places a call and starts it ringing. Answers 201 with the call and its legs.", &json!({
                "from": "\"outside\", a user id or an extension",
                "to": "a user id, an extension, 4080 for a hunt group, or a number outside; four digits nobody has are an unknown extension",
                "number": "optional: the number of the outside end",
                "name": "optional: the name of the outside end",
                "withheld": "optional: true if the caller keeps number and name to themselves",
            })),
            command("GET", "/calls", "Lists the calls, also those that are over.", &none),
            command("GET", "/calls/{id}", "Shows one call: dialback, ringing, answered, parked or over.", &none),
            command("POST", "/calls/{id}/answer", "Answers the call; one a program placed rings at the other end next.", &order(&[
                ("device", "optional: another phone of the line, e.g. \"home@northgate.example\", or \"anywhere:+44…\", \"remote-office:+44…\", \"mobility:+44…\""),
            ])),
            command("POST", "/calls/{id}/hold", "Puts the call on hold, for its first user unless said otherwise.", &order(&[])),
            command("POST", "/calls/{id}/retrieve", "Takes the call back, for the user who holds it unless said otherwise.", &order(&[])),
            command("POST", "/calls/{id}/reconnect", "Takes the held call back and ends all others of that user.", &order(&[])),
            command("POST", "/calls/{id}/release", "Ends the call, from the end that placed it unless said otherwise.", &order(&[])),
            command("POST", "/calls/{id}/decline", "The called end turns the ringing call away.", &order(&[("cause", "optional: what the caller hears, by default \"Busy\"")])),
            command("POST", "/calls/{id}/fail", "The network lets the ringing call fail.", &order(&[("cause", "optional: by default \"Busy\"; also \"User Not Found\", \"Routing Failure\" …")])),
            command("POST", "/calls/{id}/forward", "Nobody answers the ringing call: it is sent on.", &order(&[("to", "where it rings next"), ("reason", "optional: by default \"no-answer\"")])),
            command("POST", "/calls/{id}/voicemail", "Nobody answers the ringing call: it goes to voice mail.", &order(&[("reason", "optional: by default \"voicemail\"")])),
            command("POST", "/calls/{id}/transfer", "Sends the other end of the call to somebody else, by a user or, if \"outside\" does it, to a user's surprise.", &order(&[("to", "where it rings next")])),
            command("POST", "/calls/{id}/consult", "Brings the other ends of two calls of a user together.", &order(&[("with", "the other call")])),
            command("POST", "/calls/{id}/conference", "A user talks to the other ends of two calls at once, or lets one more in.", &order(&[("with", "the other call")])),
            command("POST", "/calls/{id}/park", "Leaves the call waiting.", &order(&[("to", "optional: the user it is parked against")])),
            command("POST", "/calls/{id}/unpark", "Takes the parked call.", &order(&[])),
            command("POST", "/calls/{id}/recall", "A parked or transferred call nobody took comes back.", &none),
            command("POST", "/calls/{id}/pickup", "Takes the call that rings somebody else.", &order(&[])),
            command("POST", "/calls/{id}/rename", "The outside end of the call turns out to be called something else.", &order(&[("name", "its name")])),
            command("POST", "/calls/{id}/record", "Records the call; also pause-recording, resume-recording, stop-recording.", &order(&[])),
            command("POST", "/calls/{id}/dtmf", "Dials on, which no program hears.", &order(&[("digits", "what is dialled")])),
            command("GET", "/scenarios", "Lists the scenarios.", &none),
            command("POST", "/scenarios/{name}", "Plays a scenario from start to end.", &json!({
                "user": "optional: the user it happens to",
                "colleague": "optional: a colleague in the same group",
                "third": "optional: somebody else",
                "number": "optional: the number of who calls from outside",
                "name": "optional: the name of who calls from outside",
                "pace": "optional: how long to wait between two steps, in milliseconds",
            })),
            command("POST", "/restart", "Behaves like a server that crashed: tells all calls anew, and counts events from 1.", &none),
            command("GET", "/users", "Lists the users, with passwords, tokens, Do Not Disturb, forwarding and hook.", &none),
            command("PUT", "/users/{id}/dnd", "Turns a user's Do Not Disturb on or off.", &json!({ "on": "true or false" })),
            command("PUT", "/users/{id}/hook", "Lifts the handset, which answers what rings or else seizes the line, or replaces it, which ends the call in progress.", &json!({ "off": "true or false" })),
            command("PUT", "/users/{id}/services", "Says what becomes of a user's calls; what is left out stays.", &json!({
                "forwardAlways": "optional: where to, or null",
                "forwardBusy": "optional: where to, or null",
                "forwardNoAnswer": "optional: where to, or null",
                "doNotDisturb": "optional: whether the user has that service",
                "hotelingHost": "optional: at whose phone the user works, or null",
                "callWaiting": "optional: whether a second call rings",
                "voiceMail": "optional: whether calls the user is busy for go to voice mail",
                "noAnswerSeconds": "optional: how long a call rings before it goes to voice mail or is forwarded",
            })),
            command("PUT", "/users/{id}/privacy", "Hides a user's calls from colleagues, or shows them.", &json!({ "on": "true or false" })),
            command("GET", "/ledger", "Tells what happened: requests, the most of them within a second by user, events (sent or not), channels, subscriptions in force, web service. Times are milliseconds since 1970, but at and ackedAt count from the start.", &none),
            command("ANY", "/web-service/{anything}", "Answers \"noted\" and writes the request into the ledger under webService.", &none),
        ],
    });
    if let Some(commands) = manual["commands"].as_array_mut() {
        commands.extend(super::faults::commands());
    }
    manual
}

fn command(method: &str, path: &str, what: &str, body: &Value) -> Value {
    json!({ "method": method, "path": path, "what": what, "body": body })
}
