//! One document as a tree.
//!
//! The order of elements in answers does not always follow the schema and prefixes are the server's choice, so a
//! document is read as a whole and asked by local names. Unknown elements do no harm.

use std::{borrow::Cow, iter, ops::Range};

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

/// A document as it was read: parts of its text, but for what is written there in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'d> {
    /// The root, and after each element what is inside it. One list is made faster than a list in each of them.
    nodes: Vec<Node<'d>>,
    attributes: Vec<Attribute<'d>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node<'d> {
    name: Cow<'d, str>,
    text: Cow<'d, str>,
    attributes: Range<usize>,
    /// The index after the last one inside it.
    end: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Attribute<'d> {
    name: Cow<'d, str>,
    value: Cow<'d, str>,
}

/// As many elements and attributes as a document usually has.
const USUAL_NODES: usize = 48;
const USUAL_ATTRIBUTES: usize = 12;

impl Document<'static> {
    /// Reads a document in the charset of its HTTP header, else in the one it declares, else in UTF-8.
    ///
    /// # Errors
    /// Fails if it is no complete, sensible document.
    pub fn read(bytes: &[u8], charset: Option<&str>) -> Result<Self, Unreadable> {
        Ok(Document::parse(&decode(bytes, charset)?)?.into_owned())
    }
}

impl<'d> Document<'d> {
    /// Reads a document.
    ///
    /// # Errors
    /// Fails if it is no complete, sensible document.
    pub fn parse(text: &'d str) -> Result<Self, Unreadable> {
        if text.len() > LARGEST {
            return Err(Unreadable("too large".to_owned()));
        }
        let mut reader = Reader::from_str(text);
        let mut document = Self { nodes: Vec::with_capacity(USUAL_NODES), attributes: Vec::with_capacity(USUAL_ATTRIBUTES) };
        // The elements being read, the innermost last.
        let mut open = Vec::with_capacity(DEEPEST);
        loop {
            match reader.read_event().map_err(|error| Unreadable(error.to_string()))? {
                Event::Start(start) => {
                    if open.len() == DEEPEST {
                        return Err(Unreadable("too deep".to_owned()));
                    }
                    open.push(document.begin(text, &start, open.is_empty())?);
                }
                Event::Empty(start) => {
                    document.begin(text, &start, open.is_empty())?;
                }
                Event::End(_) => {
                    let node = open.pop().ok_or_else(not_xml)?;
                    document.end(node);
                }
                Event::Text(words) => match open.last() {
                    Some(node) => document.nodes[*node].add(words.xml10_content()),
                    None if words.trim_ascii().is_empty() => {}
                    None => return Err(not_xml()),
                },
                Event::CData(words) => document.innermost(&open)?.add(words.xml10_content()),
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref().map_err(|error| Unreadable(error.to_string()))? {
                        Some(character) => character,
                        None => predefined(&reference.xml10_content())?,
                    };
                    document.innermost(&open)?.text.to_mut().push(resolved);
                }
                Event::DocType(_) => return Err(Unreadable("it has a DOCTYPE".to_owned())),
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        // The reader takes the end of the input for the end of every element.
        if open.is_empty() && !document.nodes.is_empty() { Ok(document) } else { Err(not_xml()) }
    }

    /// Takes in a start tag, and returns the index of its element.
    fn begin(&mut self, text: &'d str, start: &BytesStart<'_>, is_root: bool) -> Result<usize, Unreadable> {
        let node = self.nodes.len();
        if is_root && node > 0 {
            return Err(not_xml());
        }
        let first = self.attributes.len();
        if !start.attributes_raw().is_empty() {
            for attribute in start.attributes().with_checks(false) {
                let attribute = attribute.map_err(|error| Unreadable(error.to_string()))?;
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| Unreadable(error.to_string()))?;
                self.attributes.push(Attribute { name: part_of(text, attribute.key.local_name().as_ref()), value: part_of(text, value.trim()) });
                if self.attributes.len() - first > MOST_ATTRIBUTES {
                    return Err(Unreadable("too many attributes".to_owned()));
                }
            }
        }
        let attributes = first..self.attributes.len();
        self.nodes.push(Node { name: part_of(text, start.local_name().as_ref()), text: Cow::Borrowed(""), attributes, end: node + 1 });
        Ok(node)
    }

    /// Ends an element. The white space around its text is dropped: examples of the specification have line ends there.
    fn end(&mut self, node: usize) {
        let end = self.nodes.len();
        let node = &mut self.nodes[node];
        node.end = end;
        match &mut node.text {
            Cow::Borrowed(text) => *text = text.trim(),
            Cow::Owned(text) => *text = text.trim().to_owned(),
        }
    }

    fn innermost(&mut self, open: &[usize]) -> Result<&mut Node<'d>, Unreadable> {
        open.last().and_then(|node| self.nodes.get_mut(*node)).ok_or_else(not_xml)
    }

    /// Makes it its own, for longer than its text lasts.
    fn into_owned(self) -> Document<'static> {
        let own = |text: Cow<'d, str>| Cow::Owned(text.into_owned());
        let node = |node: Node<'d>| Node { name: own(node.name), text: own(node.text), attributes: node.attributes, end: node.end };
        Document {
            nodes: self.nodes.into_iter().map(node).collect(),
            attributes: self.attributes.into_iter().map(|attribute| Attribute { name: own(attribute.name), value: own(attribute.value) }).collect(),
        }
    }

    /// Returns its outermost element.
    pub fn root(&self) -> Element<'_> {
        Element { document: self, node: 0 }
    }
}

impl<'d> Node<'d> {
    fn add(&mut self, text: Cow<'d, str>) {
        if self.text.is_empty() {
            self.text = text;
        } else {
            self.text.to_mut().push_str(&text);
        }
    }
}

/// An element with what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'t> {
    document: &'t Document<'t>,
    node: usize,
}

impl<'t> Element<'t> {
    fn node(self) -> &'t Node<'t> {
        &self.document.nodes[self.node]
    }

    /// Returns its name, without a prefix.
    pub fn name(self) -> &'t str {
        &self.node().name
    }

    /// Returns the text of the element, or nothing.
    pub fn text(self) -> &'t str {
        &self.node().text
    }

    /// Returns an attribute by its local name.
    pub fn attribute(self, name: &str) -> Option<&'t str> {
        let attributes = &self.document.attributes[self.node().attributes.clone()];
        attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.as_ref())
    }

    /// Returns the schema type the element says it has, without its prefix.
    pub fn schema_type(self) -> Option<&'t str> {
        self.attribute("type").map(|name| name.rsplit(':').next().unwrap_or(name))
    }

    /// Returns what is directly inside it.
    fn inside(self) -> impl Iterator<Item = Self> {
        let end = self.node().end;
        let first = Some(self.node + 1).filter(|first| *first < end);
        let at = move |node| Self { document: self.document, node };
        iter::successors(first.map(at), move |before| Some(before.node().end).filter(|next| *next < end).map(at))
    }

    /// Returns the first child of a name.
    pub fn child(self, name: &str) -> Option<Self> {
        self.inside().find(|child| child.name() == name)
    }

    /// Returns every child of a name.
    pub fn children<'a>(self, name: &'a str) -> impl Iterator<Item = Self> + 'a
    where
        't: 'a,
    {
        self.inside().filter(move |child| child.name() == name)
    }

    /// Returns the text of the first child of a name, unless it is missing or empty (`xsi:nil` included).
    pub fn get(self, name: &str) -> Option<&'t str> {
        self.child(name).map(Self::text).filter(|text| !text.is_empty())
    }

    /// Returns the text of the first child of a name as a number, a flag or the like.
    pub fn parse_child<T: std::str::FromStr>(self, name: &str) -> Option<T> {
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
    let encoding = match charset {
        Some(label) => BytesDecl::new("1.0", Some(label), None).encoder(),
        // Nearly every document begins like this, and there is nothing more to be found out about it.
        None if bytes.starts_with(br#"<?xml version="1.0" encoding="UTF-8"?>"#) => None,
        None => match Reader::from_str(&String::from_utf8_lossy(&bytes[..bytes.len().min(200)])).read_event() {
            Ok(Event::Decl(declaration)) => declaration.encoding().and_then(|_| declaration.encoder()),
            _ => None,
        },
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
            assert_eq!(Document::parse(written).as_ref().map(|document| document.root().text()), Ok(read), "{written}");
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
            assert!(Document::parse(written).is_err(), "{written:.60}");
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
            assert_eq!(Document::read(&bytes, charset).as_ref().map(|document| document.root().text()), Ok(text), "{charset:?}");
        }
        assert!(Document::read(b"<a>Zo\xeb</a>", None).is_err());
    }
}
