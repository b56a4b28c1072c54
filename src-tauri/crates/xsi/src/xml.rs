//! One document as a tree.
//!
//! The order of elements in answers does not always follow the schema and prefixes are the server's choice, so a
//! document is read as a whole and asked by local names. Unknown elements do no harm.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use crate::framer::{DEEPEST, LARGEST};

/// The namespace of every element of the protocol.
pub const NAMESPACE: &str = "http://schema.broadsoft.com/xsi";

/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 64;

/// Why a document can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unreadable document: {0}")]
pub struct Unreadable(String);

impl Unreadable {
    pub(crate) fn new(reason: &str) -> Self {
        Self(reason.to_owned())
    }
}

/// An element with what is in it: parts of the document, but for what is written there in another form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element<'d> {
    /// Its name, without a prefix.
    pub name: Cow<'d, str>,
    attributes: Vec<(Cow<'d, str>, Cow<'d, str>)>,
    text: Cow<'d, str>,
    children: Vec<Self>,
}

impl Element<'static> {
    /// Reads a document in the charset of its HTTP header, else in the one it declares, else in UTF-8.
    ///
    /// # Errors
    /// Fails if it is no complete, sensible document.
    pub fn read(bytes: &[u8], charset: Option<&str>) -> Result<Self, Unreadable> {
        Ok(Element::parse(&decode(bytes, charset)?)?.into_owned())
    }
}

impl<'d> Element<'d> {
    /// Reads a document.
    ///
    /// # Errors
    /// Fails if it is no complete, sensible document.
    pub fn parse(document: &'d str) -> Result<Self, Unreadable> {
        if document.len() > LARGEST {
            return Err(Unreadable("too large".to_owned()));
        }
        let mut reader = Reader::from_str(document);
        // The last one is the element being read; the first one holds the root.
        let mut open = vec![Self::default()];
        loop {
            let event = reader.read_event().map_err(|error| Unreadable(error.to_string()))?;
            let outside = open.len() == 1;
            match event {
                Event::Start(start) => {
                    if open.len() > DEEPEST {
                        return Err(Unreadable("too deep".to_owned()));
                    }
                    open.push(Self::begin(document, &start)?);
                }
                Event::Empty(start) => {
                    let element = Self::begin(document, &start)?;
                    last(&mut open)?.children.push(element);
                }
                Event::End(_) => {
                    let element = open.pop().ok_or_else(not_xml)?;
                    last(&mut open)?.children.push(element.trimmed());
                }
                Event::Text(text) if outside && !text.trim_ascii().is_empty() => return Err(not_xml()),
                Event::Text(text) => last(&mut open)?.add(text.xml10_content()),
                Event::CData(text) => last(&mut open)?.add(text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref().map_err(|error| Unreadable(error.to_string()))? {
                        Some(character) => character,
                        None => predefined(&reference.xml10_content())?,
                    };
                    last(&mut open)?.text.to_mut().push(resolved);
                }
                Event::DocType(_) => return Err(Unreadable("it has a DOCTYPE".to_owned())),
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        // The reader takes the end of the input for the end of every element.
        let mut outermost = open.pop().filter(|_| open.is_empty()).ok_or_else(not_xml)?;
        let root = outermost.children.pop().ok_or_else(not_xml)?;
        if outermost.children.is_empty() { Ok(root) } else { Err(not_xml()) }
    }

    fn begin(document: &'d str, start: &BytesStart<'_>) -> Result<Self, Unreadable> {
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| Unreadable(error.to_string()))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| Unreadable(error.to_string()))?;
            attributes.push((part_of(document, attribute.key.local_name().as_ref()), part_of(document, value.trim())));
            if attributes.len() > MOST_ATTRIBUTES {
                return Err(Unreadable("too many attributes".to_owned()));
            }
        }
        Ok(Self { name: part_of(document, start.local_name().as_ref()), attributes, ..Self::default() })
    }

    fn add(&mut self, text: Cow<'d, str>) {
        if self.text.is_empty() {
            self.text = text;
        } else {
            self.text.to_mut().push_str(&text);
        }
    }

    /// Drops the white space around a text: examples of the specification have line ends there.
    fn trimmed(mut self) -> Self {
        self.text = match self.text {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        };
        self
    }

    /// Makes it its own, for longer than the document lasts.
    fn into_owned(self) -> Element<'static> {
        let own = |text: Cow<'d, str>| Cow::Owned(text.into_owned());
        Element {
            name: own(self.name),
            attributes: self.attributes.into_iter().map(|(name, value)| (own(name), own(value))).collect(),
            text: own(self.text),
            children: self.children.into_iter().map(Element::into_owned).collect(),
        }
    }

    /// Returns the text of the element, or nothing.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns an attribute by its local name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref())
    }

    /// Returns the schema type the element says it has, without its prefix.
    pub fn schema_type(&self) -> Option<&str> {
        self.attribute("type").map(|name| name.rsplit(':').next().unwrap_or(name))
    }

    /// Returns the first child of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Returns every child of a name.
    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Returns the text of the first child of a name, unless it is missing or empty (`xsi:nil` included).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.child(name).map(Self::text).filter(|text| !text.is_empty())
    }

    /// Returns the text of the first child of a name as a number, a flag or the like.
    pub fn parse_child<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }
}

/// Returns a part of the document that the reader has lent us for a moment, for as long as the document lasts. What it had to
/// change is no part of it, and is kept.
fn part_of<'d>(document: &'d str, part: &str) -> Cow<'d, str> {
    let start = (part.as_ptr() as usize).wrapping_sub(document.as_ptr() as usize);
    match document.get(start..start.saturating_add(part.len())) {
        Some(lasting) => Cow::Borrowed(lasting),
        None => Cow::Owned(part.to_owned()),
    }
}

fn last<'o, 'd>(open: &'o mut [Element<'d>]) -> Result<&'o mut Element<'d>, Unreadable> {
    open.last_mut().ok_or_else(not_xml)
}

fn not_xml() -> Unreadable {
    Unreadable("this is no complete document".to_owned())
}

fn predefined(entity: &str) -> Result<char, Unreadable> {
    match entity {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Unreadable(format!("unknown entity {entity:.20}"))),
    }
}

/// Turns bytes into text. Profiles come in the charset of the user's language (3.3.4).
pub(crate) fn decode<'b>(bytes: &'b [u8], charset: Option<&str>) -> Result<Cow<'b, str>, Unreadable> {
    let declared = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let encoding = match (charset, Reader::from_str(&declared).read_event()) {
        (Some(label), _) => BytesDecl::new("1.0", Some(label), None).encoder(),
        (None, Ok(Event::Decl(declaration))) if declaration.encoding().is_some() => declaration.encoder(),
        (None, _) => None,
    };
    match encoding {
        Some(encoding) if encoding.name() != "UTF-8" => Ok(encoding.decode(bytes).0),
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|_| Unreadable("it is not in the charset it says".to_owned()))?;
            Ok(Cow::Borrowed(text.trim_start_matches('\u{feff}')))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_whole_whatever_it_is_written_with() {
        for (written, read) in [
            ("<a>Smith &amp; Sons &lt;Ltd&gt;</a>", "Smith & Sons <Ltd>"),
            ("<a>\n  Zo&#235; &#x1F600;\n</a>", "Zo\u{eb} \u{1f600}"),
            ("<a>one<![CDATA[ <two> ]]>three<!-- not this --></a>", "one <two> three"),
            ("<?xml version=\"1.0\"?>\r\n<p:a xmlns:p='x'>1</p:a>\r\n", "1"),
            ("<a/>", ""),
        ] {
            assert_eq!(Element::parse(written).as_ref().map(Element::text), Ok(read), "{written}");
        }
    }

    #[test]
    fn a_document_that_is_cut_off_doubled_or_declares_entities_is_unreadable() {
        let deep = format!("{}{}", "<a>".repeat(DEEPEST + 1), "</a>".repeat(DEEPEST + 1));
        let wide = format!("<a {}/>", (0..=MOST_ATTRIBUTES).map(|n| format!("x{n}='1' ")).collect::<String>());
        for written in [
            "",
            "plain words",
            "<a>",
            "<a><b></a>",
            "<a/><b/>",
            "<a/>more",
            "<a>&secret;</a>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "<a x='1' x=>2</a>",
            deep.as_str(),
            wide.as_str(),
        ] {
            assert!(Element::parse(written).is_err(), "{written:.60}");
        }
    }

    #[test]
    fn a_document_is_read_in_the_charset_it_comes_in() {
        let utf8 = |text: &str| text.as_bytes().to_vec();
        let windows = |declaration: &str| [declaration.as_bytes(), b"<a>\xc0\xed\xed\xe0</a>"].concat();
        for (bytes, charset, text) in [
            (utf8("<a>Zo\u{eb}</a>"), None, "Zo\u{eb}"),
            (utf8("\u{feff}<a>Zo\u{eb}</a>"), None, "Zo\u{eb}"),
            (b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Zo\xeb</a>".to_vec(), None, "Zo\u{eb}"),
            (windows("<?xml version=\"1.0\" encoding=\"windows-1251\"?>"), None, "\u{410}\u{43d}\u{43d}\u{430}"),
            (windows(""), Some("windows-1251"), "\u{410}\u{43d}\u{43d}\u{430}"),
            (b"<a>Zo\xeb</a>".to_vec(), Some("ISO-8859-1"), "Zo\u{eb}"),
            (utf8("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Zo\u{eb}</a>"), Some("UTF-8"), "Zo\u{eb}"),
            (utf8("<a>Zo\u{eb}</a>"), Some("no-such-charset"), "Zo\u{eb}"),
        ] {
            assert_eq!(Element::read(&bytes, charset).as_ref().map(Element::text), Ok(text), "{charset:?}");
        }
        assert!(Element::read(b"<a>Zo\xeb</a>", None).is_err());
    }
}
