//! What the control port says about itself.

use serde_json::{Value, json};

/// Describes every command.
pub(crate) fn manual() -> Value {
    let none = json!({});
    let by = json!({ "by": "optional: \"outside\", a user id or an extension; who does it" });
    let command = |method: &str, path: &str, what: &str, body: &Value| json!({ "method": method, "path": path, "what": what, "body": body });
    let mut manual = json!({
        "about": "A BroadWorks on loopback. Two users of one group, and the outside world.",
        "example": "curl -s -X POST -d '{\"from\":\"outside\",\"to\":\"4021\"}' \"$CONTROL/calls\"",
        "commands": [
            command("POST", "/calls", "Places a call and starts it ringing. Answers 201 with the call and its legs.", &json!({
                "from": "\"outside\", a user id or an extension",
                "to": "a user id, an extension, or a number outside; four digits nobody has are an unknown extension",
                "number": "optional: the number of the outside end",
                "name": "optional: the name of the outside end",
                "withheld": "optional: true if the caller keeps number and name to themselves",
            })),
            command("GET", "/calls", "Lists the calls, also those that are over.", &none),
            command("GET", "/calls/{id}", "Shows one call: dialback, ringing, answered or over.", &none),
            command("POST", "/calls/{id}/answer", "Answers the call; one a program placed rings at the other end next.", &none),
            command("POST", "/calls/{id}/hold", "Puts the call on hold, for its first user unless said otherwise.", &by),
            command("POST", "/calls/{id}/retrieve", "Takes the call back, for the user who holds it unless said otherwise.", &by),
            command("POST", "/calls/{id}/release", "Ends the call, from the end that placed it unless said otherwise.", &by),
            command("POST", "/calls/{id}/decline", "The called end turns the ringing call away.", &none),
            command("GET", "/users", "Lists the users, with passwords, Do Not Disturb and hook.", &none),
            command("PUT", "/users/{id}/dnd", "Turns a user's Do Not Disturb on or off.", &json!({ "on": "true or false" })),
            command("PUT", "/users/{id}/hook", "Lifts the handset, which answers what rings or else seizes the line, or replaces it, which ends the call in progress.", &json!({ "off": "true or false" })),
            command("GET", "/ledger", "Tells what happened: requests, events (sent or not), channels, subscriptions in force, web service. Times are milliseconds since 1970, but at and ackedAt count from the start.", &none),
            command("ANY", "/web-service/{anything}", "Answers \"noted\" and writes the request into the ledger under webService.", &none),
        ],
    });
    if let Some(commands) = manual["commands"].as_array_mut() {
        commands.extend(super::faults::commands());
    }
    manual
}
