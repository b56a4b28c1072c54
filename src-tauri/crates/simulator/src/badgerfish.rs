//! A document as JSON in the BadgerFish convention (Xtended Services Interface spec, 3.3.2).
//!
//! Text goes to `$`, attributes to `@name`, one child of a name becomes an object and several an array. Clients break on
//! that last rule, which is why it is kept.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};

/// Rewrites a document of this server as JSON.
pub(crate) fn badgerfish(document: &str) -> Result<Value, quick_xml::Error> {
    let mut reader = Reader::from_str(document);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<(String, Map<String, Value>)> = vec![(String::new(), Map::new())];
    loop {
        match reader.read_event()? {
            Event::Start(start) => open.push((start.name().into_inner().to_owned(), attributes(&start)?)),
            Event::End(_) => {
                if let Some((name, members)) = open.pop()
                    && let Some((_, parent)) = open.last_mut()
                {
                    add(parent, name, Value::Object(members));
                }
            }
            Event::Text(text) => write(&mut open, &text.xml10_content()),
            Event::CData(text) => write(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref()? {
                    Some(c) => c.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default().to_owned(),
                };
                write(&mut open, &text);
            }
            Event::Eof => return Ok(Value::Object(open.swap_remove(0).1)),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// Reads the attributes; a declared namespace is an object by prefix, `$` being the default one.
fn attributes(start: &BytesStart<'_>) -> Result<Map<String, Value>, quick_xml::Error> {
    let mut members = Map::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        let key = attribute.key.into_inner();
        let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)?.into_owned();
        let prefix = match key.split_once(':') {
            Some(("xmlns", prefix)) => prefix,
            _ if key == "xmlns" => "$",
            _ => {
                members.insert(format!("@{key}"), Value::String(value));
                continue;
            }
        };
        let namespaces = members.entry("@xmlns").or_insert_with(|| json!({}));
        namespaces[prefix] = Value::String(value);
    }
    Ok(members)
}

fn add(parent: &mut Map<String, Value>, name: String, value: Value) {
    match parent.get_mut(&name) {
        Some(Value::Array(several)) => several.push(value),
        Some(one) => *one = json!([one.take(), value]),
        None => {
            parent.insert(name, value);
        }
    }
}

/// Appends text to the innermost element; the line break after the declaration is nobody's.
fn write(open: &mut [(String, Map<String, Value>)], text: &str) {
    let inside = open.len() > 1;
    if let Some((_, members)) = open.last_mut().filter(|_| inside)
        && let Value::String(written) = members.entry("$").or_insert_with(|| Value::String(String::new()))
    {
        written.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_child_is_an_object_and_several_are_an_array() {
        for (xml, json) in [
            ("<a/>", json!({ "a": {} })),
            ("<?xml version=\"1.0\"?>\n<a>x &amp; &#66;</a>", json!({ "a": { "$": "x & B" } })),
            ("<a xmlns=\"n\" xmlns:q=\"m\" q:b=\"1\"/>", json!({ "a": { "@xmlns": { "$": "n", "q": "m" }, "@q:b": "1" } })),
            ("<a><b>1</b></a>", json!({ "a": { "b": { "$": "1" } } })),
            ("<a><b>1</b><c/><b>2</b><b>3</b></a>", json!({ "a": { "b": [{ "$": "1" }, { "$": "2" }, { "$": "3" }], "c": {} } })),
        ] {
            assert_eq!(badgerfish(xml).unwrap(), json, "{xml}");
        }
    }
}
