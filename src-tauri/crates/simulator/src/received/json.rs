//! Elements from JSON in the BadgerFish convention: text in `$`, attributes in `@…`, several of a name as an array.
//!
//! Real servers are not that strict, so a text may also stand for itself.

use serde_json::{Map, Value};

use super::{Node, Unreadable};

pub(super) fn parse(body: &str, expected: &str) -> Result<Node, Unreadable> {
    let value: Map<String, Value> = serde_json::from_str(body).map_err(|error| Unreadable(format!("The body is not well-formed JSON: {error}.")))?;
    let mut members = value.into_iter();
    match (members.next(), members.next()) {
        (Some((name, value)), None) if name == expected => Ok(node(name, value)),
        _ => Err(Unreadable(format!("The body is not a {expected}."))),
    }
}

fn node(name: String, value: Value) -> Node {
    let mut made = Node { name, ..Node::default() };
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "$" => made.text = text,
                    value if name == "$" => made.text = value.to_string(),
                    _ if name.starts_with('@') => {}
                    Value::Array(values) => made.children.extend(values.into_iter().map(|value| node(name.clone(), value))),
                    value => made.children.push(node(name, value)),
                }
            }
        }
        Value::String(text) => made.text = text,
        Value::Null => {}
        other => made.text = other.to_string(),
    }
    made
}
