//! Elements from XML.

use quick_xml::events::Event;
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::{Node, Unreadable};
use crate::xml::NAMESPACE;

/// No request of the schema is deeper.
const DEEPEST: usize = 8;

pub(super) fn parse(body: &str, expected: &str) -> Result<Node, Unreadable> {
    let broken = |error: &dyn std::fmt::Display| Unreadable(format!("The body is not well-formed XML: {error}."));
    let mut reader = NsReader::from_str(body);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Node> = Vec::new();
    let mut root = None;
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|error| broken(&error))?;
        match event {
            Event::Start(start) => {
                let name = start.local_name().into_inner().to_owned();
                if open.is_empty() {
                    // Lists that are resources of their own have no namespace, and a name that begins small.
                    let bare = namespace == ResolveResult::Unbound && name.starts_with(|c: char| c.is_ascii_lowercase());
                    let ours = bare || namespace == ResolveResult::Bound(Namespace(NAMESPACE));
                    if root.is_some() || name != expected || !ours {
                        return Err(Unreadable(format!("The body is not a {expected} of {NAMESPACE}.")));
                    }
                }
                if open.len() == DEEPEST {
                    return Err(Unreadable(format!("No {expected} is that deep.")));
                }
                open.push(Node { name, ..Node::default() });
            }
            Event::End(_) => {
                if let Some(closed) = open.pop() {
                    match open.last_mut() {
                        Some(parent) => parent.children.push(closed),
                        None => root = Some(closed),
                    }
                }
            }
            Event::Text(text) => push(&mut open, &text.xml10_content()),
            Event::CData(text) => push(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let c = match reference.resolve_char_ref().map_err(|error| broken(&error))? {
                    Some(c) => c.to_string(),
                    None => match quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()) {
                        Some(text) => text.to_owned(),
                        None => return Err(Unreadable("The body has an unknown entity.".to_owned())),
                    },
                };
                push(&mut open, &c);
            }
            Event::Eof => {
                let whole = root.filter(|_| open.is_empty());
                return whole.ok_or_else(|| Unreadable(format!("The body is not a whole {expected}.")));
            }
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn push(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}
