//! One document as a tree.
//!
//! The order of elements in answers does not always follow the schema and prefixes are the server's choice, so a
//! document is read as a whole and asked by local names. Unknown elements do no harm.

use std::{borrow::Cow, iter};

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

/// A document as it was read: the places of its elements in its text, and what is written there in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document<'d> {
    text: Cow<'d, str>,
    /// The root, and after each element what is inside it. One short list is made faster than a list in each of them.
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// What is no part of the text as it stands.
    made: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    name: Words,
    text: Words,
    /// The index of its first attribute, and how many there are.
    attributes: (u32, u16),
    /// The index after the last one inside it.
    end: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Attribute {
    name: Words,
    value: Words,
}

/// Part of the text of a document, in bytes; or where it `starts` at [`MADE`], what was made at the index `len`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Words {
    start: u32,
    len: u32,
}

/// No document is as large.
const MADE: u32 = u32::MAX;

const NOTHING: Words = Words { start: 0, len: 0 };

/// As many elements and attributes as a document usually has. What is larger than a kilobyte takes the allocator longer.
const USUAL_NODES: usize = 36;
const USUAL_ATTRIBUTES: usize = 12;

impl Document<'static> {
    /// Reads a document in the charset of its HTTP header, else in the one it declares, else in UTF-8.
    ///
    /// # Errors
    /// Fails if it is no complete, sensible document.
    pub fn read(bytes: &[u8], charset: Option<&str>) -> Result<Self, Unreadable> {
        let text = decode(bytes, charset)?;
        let Document { text, nodes, attributes, made } = Document::parse(&text)?;
        Ok(Self { text: Cow::Owned(text.into_owned()), nodes, attributes, made })
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
        let (nodes, attributes) = (Vec::with_capacity(USUAL_NODES), Vec::with_capacity(USUAL_ATTRIBUTES));
        let mut document = Self { text: Cow::Borrowed(text), nodes, attributes, made: Vec::new() };
        // The elements being read, the innermost last.
        let mut open = Vec::with_capacity(DEEPEST);
        loop {
            match reader.read_event().map_err(|error| Unreadable(error.to_string()))? {
                Event::Start(start) => {
                    if open.len() == DEEPEST {
                        return Err(Unreadable("too deep".to_owned()));
                    }
                    open.push(document.begin(&start, open.is_empty())?);
                }
                Event::Empty(start) => {
                    document.begin(&start, open.is_empty())?;
                }
                Event::End(_) => {
                    let node = open.pop().ok_or_else(not_xml)?;
                    document.end(node);
                }
                Event::Text(words) => match open.last() {
                    Some(node) => document.add(*node, &words.xml10_content()),
                    None if words.trim_ascii().is_empty() => {}
                    None => return Err(not_xml()),
                },
                Event::CData(words) => {
                    let node = open.last().ok_or_else(not_xml)?;
                    document.add(*node, &words.xml10_content());
                }
                Event::GeneralRef(reference) => {
                    let node = open.last().ok_or_else(not_xml)?;
                    let resolved = match reference.resolve_char_ref().map_err(|error| Unreadable(error.to_string()))? {
                        Some(character) => character,
                        None => predefined(&reference.xml10_content())?,
                    };
                    document.own_text(*node).push(resolved);
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
    fn begin(&mut self, start: &BytesStart<'_>, is_root: bool) -> Result<usize, Unreadable> {
        let node = self.nodes.len();
        if is_root && node > 0 {
            return Err(not_xml());
        }
        let first = self.attributes.len();
        if !start.attributes_raw().is_empty() {
            for attribute in start.attributes().with_checks(false) {
                let attribute = attribute.map_err(|error| Unreadable(error.to_string()))?;
                let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| Unreadable(error.to_string()))?;
                let (name, value) = (self.words(attribute.key.local_name().as_ref()), self.words(trimmed(&value)));
                self.attributes.push(Attribute { name, value });
                if self.attributes.len() - first > MOST_ATTRIBUTES {
                    return Err(Unreadable("too many attributes".to_owned()));
                }
            }
        }
        let attributes = (short(first), u16::try_from(self.attributes.len() - first).unwrap_or(u16::MAX));
        let name = self.words(start.local_name().as_ref());
        self.nodes.push(Node { name, text: NOTHING, attributes, end: short(node + 1) });
        Ok(node)
    }

    /// Ends an element. The white space around its text is dropped: examples of the specification have line ends there.
    fn end(&mut self, node: usize) {
        self.nodes[node].end = short(self.nodes.len());
        let text = self.nodes[node].text;
        let all = self.read_words(text);
        let inner = trimmed(all);
        if inner.len() == all.len() {
            return;
        }
        if text.start == MADE {
            self.made[text.len as usize] = inner.to_owned();
        } else {
            self.nodes[node].text = self.part(inner).unwrap_or(NOTHING);
        }
    }

    /// Adds to the text of an element.
    #[inline]
    fn add(&mut self, node: usize, more: &str) {
        if self.nodes[node].text == NOTHING {
            self.nodes[node].text = self.words(more);
        } else {
            self.own_text(node).push_str(more);
        }
    }

    /// Returns the text of an element as one that is no part of the document, to be added to.
    fn own_text(&mut self, node: usize) -> &mut String {
        let text = self.nodes[node].text;
        let index = if text.start == MADE {
            text.len as usize
        } else {
            let made = self.make(self.read_words(text).to_owned());
            self.nodes[node].text = made;
            made.len as usize
        };
        &mut self.made[index]
    }

    /// Returns where words are that the reader has lent us for a moment. What it had to change is no part of the text, and is
    /// kept.
    #[inline]
    fn words(&mut self, lent: &str) -> Words {
        if lent.is_empty() { NOTHING } else { self.part(lent).unwrap_or_else(|| self.make(lent.to_owned())) }
    }

    /// Returns where in the text a part of it is, if it is one.
    fn part(&self, lent: &str) -> Option<Words> {
        let start = (lent.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let is_part = start <= self.text.len() && lent.len() <= self.text.len() - start;
        is_part.then(|| Words { start: short(start), len: short(lent.len()) })
    }

    fn make(&mut self, words: String) -> Words {
        self.made.push(words);
        Words { start: MADE, len: short(self.made.len() - 1) }
    }

    #[inline]
    fn read_words(&self, Words { start, len }: Words) -> &str {
        let (start, len) = (start as usize, len as usize);
        if start == MADE as usize { &self.made[len] } else { &self.text[start..start + len] }
    }

    /// Returns its outermost element.
    pub fn root(&self) -> Element<'_> {
        Element { document: self, node: 0 }
    }
}

/// An element with what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'t> {
    document: &'t Document<'t>,
    node: usize,
}

impl<'t> Element<'t> {
    fn node(self) -> &'t Node {
        &self.document.nodes[self.node]
    }

    /// Returns its name, without a prefix.
    pub fn name(self) -> &'t str {
        self.document.read_words(self.node().name)
    }

    /// Whether this is its name. Most that are asked have one of another length.
    #[inline]
    fn is(self, name: &str) -> bool {
        self.node().name.len as usize == name.len() && self.name() == name
    }

    /// Returns the text of the element, or nothing.
    pub fn text(self) -> &'t str {
        self.document.read_words(self.node().text)
    }

    /// Returns an attribute by its local name.
    pub fn attribute(self, name: &str) -> Option<&'t str> {
        let (first, count) = self.node().attributes;
        let mut attributes = self.document.attributes.iter().skip(first as usize).take(count.into());
        attributes.find(|attribute| self.document.read_words(attribute.name) == name).map(|attribute| self.document.read_words(attribute.value))
    }

    /// Returns the schema type the element says it has, without its prefix.
    pub fn schema_type(self) -> Option<&'t str> {
        self.attribute("type").map(|name| name.rsplit(':').next().unwrap_or(name))
    }

    /// Returns what is directly inside it.
    fn inside(self) -> impl Iterator<Item = Self> {
        let (mut next, end) = (self.node + 1, self.node().end as usize);
        iter::from_fn(move || {
            let inner = Self { document: self.document, node: next };
            (next < end).then(|| {
                next = inner.node().end as usize;
                inner
            })
        })
    }

    /// Returns the first child of a name.
    pub fn child(self, name: &str) -> Option<Self> {
        self.inside().find(|child| child.is(name))
    }

    /// Returns every child of a name.
    pub fn children<'a>(self, name: &'a str) -> impl Iterator<Item = Self> + 'a
    where
        't: 'a,
    {
        self.inside().filter(move |child| child.is(name))
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

/// Returns a place in a document as it is kept: none is as large as [`MADE`].
fn short(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(MADE)
}

/// Returns a text without the white space around it. Hardly any has some.
fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
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
