//! Reads the body of a request as strictly as the real server does.
//!
//! The children of an XML request must come in the order of the schema; the Xtended Services Interface spec was reissued
//! because one example had two of them swapped. A JSON request has no order. A child that only holds other children
//! counts as empty.

mod json;
mod xml;

/// What is wrong with a body, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unreadable(String);

/// An element of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Node {
    name: String,
    text: String,
    children: Vec<Node>,
}

impl Node {
    /// Returns the text without the white space around it.
    pub(crate) fn trimmed(&self) -> &str {
        self.text.trim()
    }

    /// Returns the children of that name.
    pub(crate) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Returns the text of the first child of that name.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.children.iter().find(|child| child.name == name).map(Self::trimmed)
    }
}

/// The root element of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Received(Node);

impl Received {
    /// Reads a body whose root must be `root`, with children from `order` in that order.
    pub(crate) fn read(body: &[u8], root: &str, order: &[&str]) -> Result<Self, Unreadable> {
        let body = std::str::from_utf8(body).map_err(|_| Unreadable("The body is not UTF-8.".to_owned()))?;
        let is_json = body.trim_start().starts_with('{');
        let node = if is_json { json::parse(body, root)? } else { xml::parse(body, root)? };
        let mut reached = 0;
        for child in &node.children {
            let Some(place) = order.iter().position(|known| *known == child.name) else {
                return Err(Unreadable(format!("{} has no child {}.", node.name, child.name)));
            };
            if place < reached && !is_json {
                return Err(Unreadable(format!("The child {} of {} comes too late.", child.name, node.name)));
            }
            reached = place;
        }
        Ok(Self(node))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.text(name)
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

    /// Returns the root's first child of that name.
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.0.children.iter().find(|child| child.name == name)
    }

    /// Returns the root's children of that name.
    pub(crate) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.0.children(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: [&str; 3] = ["event", "expires", "channelSetId"];

    #[test]
    fn children_are_read_in_any_spelling_xml_and_json_allow() {
        for body in [
            r#"<S xmlns="http://schema.broadsoft.com/xsi"><event>A &amp; &#66;</event><expires>1</expires></S>"#,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<x:S xmlns:x='http://schema.broadsoft.com/xsi'>\n \
             <x:event> <![CDATA[A & B]]> </x:event><!-- soon --><x:expires>1</x:expires>\n</x:S>",
            r#"{"S":{"@xmlns":{"$":"http://schema.broadsoft.com/xsi"},"expires":{"$":"1"},"event":{"$":"A & B"}}}"#,
            r#" {"S":{"expires":1,"event":" A & B "}}"#,
        ] {
            let received = Received::read(body.as_bytes(), "S", &ORDER).unwrap();
            assert_eq!(received.required("event"), Ok("A & B"), "{body}");
            assert_eq!(received.value::<u32>("expires"), Ok(Some(1)));
            assert!(received.required("channelSetId").is_err());
        }
    }

    #[test]
    fn children_of_children_are_read_too() {
        for body in ["<S xmlns='http://schema.broadsoft.com/xsi'><event> <a>1</a> <a><b>2</b></a> </event></S>", r#"{"S":{"event":{"a":[{"$":"1"},{"b":{"$":"2"}}]}}}"#] {
            let received = Received::read(body.as_bytes(), "S", &ORDER).unwrap();
            assert_eq!(received.text("event"), Some(""), "{body}");
            let inner: Vec<(&str, Option<&str>)> = received.child("event").unwrap().children("a").map(|a| (a.trimmed(), a.text("b"))).collect();
            assert_eq!(inner, [("1", None), ("", Some("2"))], "{body}");
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
            "{",
            r#"{"T":{}}"#,
            r#"{"S":{"other":{}}}"#,
            r#"{"S":{},"T":{}}"#,
        ] {
            assert!(Received::read(body.as_bytes(), "S", &ORDER).is_err(), "{body}");
        }
    }

    #[test]
    fn a_body_nested_without_end_is_refused() {
        let xml = format!("<S xmlns='http://schema.broadsoft.com/xsi'>{}", "<event>".repeat(100_000));
        let json = format!(r#"{{"S":{}"#, r#"{"event":"#.repeat(100_000));
        for body in [xml, json] {
            assert!(Received::read(body.as_bytes(), "S", &ORDER).is_err());
        }
    }
}
