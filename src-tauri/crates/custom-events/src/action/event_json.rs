//! The whole event as JSON: the default body of a web service, in the shape that `bellhop listen --json` prints.
//!
//! It is made from the table of variables, so that a new one is in it by itself. Absent values are empty strings, never
//! missing keys.

use serde::{Serialize, Serializer, ser::SerializeMap};
use telephony::What;

use crate::{Moment, Values, Variable, VariableCategory, variables};

/// Renders the event.
pub(crate) fn event(values: &Values) -> String {
    let change = values.change();
    let moment = Moment::of(change);
    let text = |text: &str| Node::Text(text.to_owned());
    let (kind, category) = match &change.what {
        What::Call { .. } => ("call", Some(VariableCategory::Call)),
        What::Device { .. } => ("device", Some(VariableCategory::Device)),
        What::Connection { .. } => ("connection", None),
    };
    let mut event = vec![("type".to_owned(), text(kind))];
    for variable in variables().iter().filter(|variable| variable.category == VariableCategory::Event) {
        event.push((key_of_event(variable), Node::Text(values.get(variable))));
    }
    event.push(("line".to_owned(), text(change.line.as_str())));
    event.push(("state".to_owned(), text(moment.name())));
    event.push(("late".to_owned(), Node::Flag(change.late)));
    let mut fields = Vec::new();
    for variable in variables().iter().filter(|variable| Some(variable.category) == category) {
        // The category is the object it is put in.
        let path: Vec<&str> = variable.name.split('.').skip(1).collect();
        put(&mut fields, &path, values.get(variable));
    }
    if category.is_none() {
        put(&mut fields, &["State"], moment.name().to_owned());
    }
    event.push((kind.to_owned(), Node::Object(fields)));
    serde_json::to_string(&Node::Object(event)).unwrap_or_default()
}

/// A value, in the order of the table.
enum Node {
    Text(String),
    Flag(bool),
    Object(Vec<(String, Node)>),
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Returns the key of a variable of the event itself: its name is `event`, the others are in small letters.
fn key_of_event(variable: &Variable) -> String {
    match variable.name.split('.').next_back() {
        Some("Name") | None => "event".to_owned(),
        Some(other) => other.to_ascii_lowercase(),
    }
}

fn put(fields: &mut Vec<(String, Node)>, path: &[&str], value: String) {
    let Some((key, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        fields.push(((*key).to_owned(), Node::Text(value)));
        return;
    }
    if let Some((_, Node::Object(inner))) = fields.iter_mut().find(|(known, _)| known == key) {
        put(inner, rest, value);
        return;
    }
    let mut inner = Vec::new();
    put(&mut inner, rest, value);
    fields.push(((*key).to_owned(), Node::Object(inner)));
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use telephony::{Change, ConnectionMoment};

    use super::*;
    use crate::sample;

    #[test]
    fn an_event_is_told_in_the_shape_of_listen() {
        let lost = Change { what: What::Connection { moment: ConnectionMoment::Lost }, ..sample::dnd_on() };
        for (change, told) in [
            (
                sample::completed_call(),
                concat!(
                    r#"{"type":"call","event":"Customer calls","time":"2026-11-23T09:33:31+00:00","line":"anna.lindqvist@example.org","state":"Completed","late":false,"#,
                    r#""call":{"RemoteTel":"+442079460958","RemoteName":"Priya Raman","Start":"2026-11-23T09:30:00+00:00","State":"Terminated","#,
                    r#""Duration":"00:03:25.250000000","Direction":"Incoming","LocalTel":"4021","LocalName":"Anna Lindqvist","Id":"callhalf-7345:0","#,
                    r#""Outcome":"answered","Scope":"External","RingTime":"00:00:05.000000000","Answered":"2026-11-23T09:30:05+00:00","#,
                    r#""Ended":"2026-11-23T09:33:30+00:00","RedirectedFrom":"+442079460100"}}"#
                ),
            ),
            (
                sample::dnd_on(),
                concat!(
                    r#"{"type":"device","event":"Customer calls","time":"2026-11-23T09:30:00+00:00","line":"anna.lindqvist@example.org","state":"DND on","late":false,"#,
                    r#""device":{"OwnerContact":{"Name":"Anna Lindqvist","InternalTel":"4021","ExternalTel":"+442079460121"},"Hookstate":"","DndState":"ON"}}"#
                ),
            ),
            (
                lost,
                concat!(
                    r#"{"type":"connection","event":"Customer calls","time":"2026-11-23T09:30:00+00:00","line":"anna.lindqvist@example.org","state":"Connection lost","#,
                    r#""late":false,"connection":{"State":"Connection lost"}}"#
                ),
            ),
        ] {
            assert_eq!(event(&sample::values(&change)), told);
        }
    }

    #[test]
    fn every_variable_of_the_kind_is_in_it() {
        for (change, category) in [(sample::completed_call(), VariableCategory::Call), (sample::dnd_on(), VariableCategory::Device)] {
            let values = sample::values(&change);
            let told: Value = serde_json::from_str(&event(&values)).unwrap();
            for variable in variables().iter().filter(|variable| variable.category == category) {
                let pointer = variable.name.replace('.', "/").replacen("Call/", "/call/", 1).replacen("Device/", "/device/", 1);
                assert_eq!(told.pointer(&pointer), Some(&Value::from(values.get(variable))), "{}", variable.name);
            }
        }
    }
}
