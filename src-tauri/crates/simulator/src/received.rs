//! Reads the body of a request as strictly as the real server does.
//!
//! The children of a request must come in the order of the schema; the Xtended Services Interface spec was reissued
//! because one example had two of them swapped. A child that only holds other children counts as empty.

use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use crate::xml::NAMESPACE;

/// What is wrong with a body, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unreadable(String);

/// The children of a request's root element.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Received(Vec<(String, String)>);

impl Received {
    /// Reads a body whose root must be `root`, with children from `order` in that order.
    pub(crate) fn read(body: &[u8], root: &str, order: &[&str]) -> Result<Self, Unreadable> {
        let body = std::str::from_utf8(body).map_err(|_| Unreadable("The body is not UTF-8.".to_owned()))?;
        let children = children(body, root)?;
        let mut reached = 0;
        for (name, _) in &children {
            let Some(place) = order.iter().position(|known| known == name) else {
                return Err(Unreadable(format!("{root} has no child {name}.")));
            };
            if place < reached {
                return Err(Unreadable(format!("The child {name} of {root} comes too late.")));
            }
            reached = place;
        }
        Ok(Self(children))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(child, _)| child == name).map(|(_, text)| text.trim())
    }

    /// Returns the text of a child that must be there and must not be empty.
    pub(crate) fn required(&self, name: &str) -> Result<&str, Unreadable> {
        match self.text(name) {
            Some(text) if !text.is_empty() => Ok(text),
            Some(_) | None => Err(Unreadable(format!("The element {name} is missing."))),
        }
    }

    /// Returns a child as a value, if it is there.
    pub(crate) fn value<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Unreadable> {
        let Some(text) = self.text(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Unreadable(format!("The element {name} cannot be {text}.")))
    }
}

fn children(body: &str, root: &str) -> Result<Vec<(String, String)>, Unreadable> {
    let broken = |error: &dyn std::fmt::Display| Unreadable(format!("The body is not well-formed XML: {error}."));
    let mut reader = NsReader::from_str(body);
    reader.config_mut().expand_empty_elements = true;
    let mut children: Vec<(String, String)> = Vec::new();
    let mut depth = 0_usize;
    let mut seen_root = false;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|error| broken(&error))?;
        match event {
            Event::Start(start) => {
                let name = start.local_name().into_inner().to_owned();
                if depth == 0 {
                    let ours = namespace == ResolveResult::Bound(Namespace(NAMESPACE));
                    if seen_root || name != root || !ours {
                        return Err(Unreadable(format!("The body is not a {root} of {NAMESPACE}.")));
                    }
                    seen_root = true;
                } else if depth == 1 {
                    children.push((name, String::new()));
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Text(text) if depth == 2 => push(&mut children, &text.xml10_content()),
            Event::CData(text) if depth == 2 => push(&mut children, &text.xml10_content()),
            Event::GeneralRef(reference) if depth == 2 => {
                let c = match reference.resolve_char_ref().map_err(|error| broken(&error))? {
                    Some(c) => c.to_string(),
                    None => match quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()) {
                        Some(text) => text.to_owned(),
                        None => return Err(Unreadable("The body has an unknown entity.".to_owned())),
                    },
                };
                push(&mut children, &c);
            }
            Event::Eof if seen_root && depth == 0 => return Ok(children),
            Event::Eof => return Err(Unreadable(format!("The body is not a whole {root}."))),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) | Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn push(children: &mut [(String, String)], text: &str) {
    if let Some((_, content)) = children.last_mut() {
        content.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: [&str; 3] = ["event", "expires", "channelSetId"];

    #[test]
    fn children_are_read_in_any_spelling_xml_allows() {
        for body in [
            r#"<S xmlns="http://schema.broadsoft.com/xsi"><event>A &amp; &#66;</event><expires>1</expires></S>"#,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x:S xmlns:x='http://schema.broadsoft.com/xsi'>\n \
             <x:event> <![CDATA[A & B]]> </x:event><!-- soon --><x:expires>1</x:expires>\n</x:S>",
        ] {
            let received = Received::read(body.as_bytes(), "S", &ORDER).unwrap();
            assert_eq!(received.required("event"), Ok("A & B"), "{body}");
            assert_eq!(received.value::<u32>("expires"), Ok(Some(1)));
            assert!(received.required("channelSetId").is_err());
        }
    }

    #[test]
    fn a_body_the_real_server_would_refuse_is_refused() {
        for body in [
            "",
            "not xml",
            "<S xmlns='http://schema.broadsoft.com/xsi'>",
            "<S><event>A</event></S>",
            "<T xmlns='http://schema.broadsoft.com/xsi'/>",
            "<S xmlns='http://schema.broadsoft.com/xsi'><expires>1</expires><event>A</event></S>",
            "<S xmlns='http://schema.broadsoft.com/xsi'><other/></S>",
            "<S xmlns='http://schema.broadsoft.com/xsi'><event>&what;</event></S>",
        ] {
            assert!(Received::read(body.as_bytes(), "S", &ORDER).is_err(), "{body}");
        }
    }
}
