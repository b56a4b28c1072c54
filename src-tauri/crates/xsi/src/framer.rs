//! The bytes of an event stream, cut into documents.
//!
//! A channel carries one XML document after the other, with or without declarations and white space between them, cut
//! into network chunks anywhere (4.6.3.1). [`Framer`] finds where a document ends by counting elements. It checks
//! no more than that needs: [`crate::xml`] reads the documents. Its memory is bounded whatever arrives.

use memchr::{memchr, memchr2};

/// The most bytes of a document.
pub const LARGEST: usize = 1024 * 1024;

/// The most elements inside one another.
pub const DEEPEST: usize = 64;

/// The most bytes that are made room for before they have come.
const USUAL: usize = 4096;

/// Why a stream can't be cut any further. Only a new stream helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A document is larger than [`LARGEST`].
    #[error("a document is too large")]
    TooLarge,
    /// A document is deeper than [`DEEPEST`].
    #[error("a document is too deep")]
    TooDeep,
    /// A document declares its own type, which is how entities are smuggled in.
    #[error("a document has a DOCTYPE")]
    Doctype,
    /// It is no XML.
    #[error("this is no XML")]
    NotXml,
}

/// Where the scan is within a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between tags.
    Text,
    /// After `<`.
    Opened,
    /// In `<name …`; `slash` if the last character was `/`.
    StartTag { slash: bool },
    /// In a value of a start tag.
    Value { quote: u8 },
    /// In `</name`.
    EndTag,
    /// After `<!`: a comment, character data, or a declaration.
    Bang,
    /// In `<!-- … -->`.
    Comment,
    /// In `<![CDATA[ … ]]>`.
    CharacterData,
    /// In `<? … ?>`.
    Instruction,
}

/// Cuts a stream into documents.
#[derive(Debug)]
pub struct Framer {
    /// What has arrived of the document.
    document: Vec<u8>,
    place: Place,
    depth: usize,
    /// Where the last `<` is.
    markup: usize,
    /// What was cut off where another document began.
    cut_off: Option<Vec<u8>>,
    failed: Option<FrameError>,
}

impl Default for Framer {
    fn default() -> Self {
        Self { document: Vec::new(), place: Place::Text, depth: 0, markup: 0, cut_off: None, failed: None }
    }
}

impl Framer {
    /// Takes the next bytes of the stream and appends the documents that end in them to `documents`. One that is cut off by
    /// another is appended as far as it came: nobody can read it, but that something was lost must not go unnoticed.
    ///
    /// # Errors
    /// Fails if the stream makes no sense any more; it then fails for good. The documents before that are appended.
    pub fn push(&mut self, mut bytes: &[u8], documents: &mut Vec<Vec<u8>>) -> Result<(), FrameError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        while !bytes.is_empty() {
            bytes = &bytes[self.take_elements(bytes)..];
            let (plain, marked) = bytes.split_at(self.plain(bytes));
            bytes = marked;
            let mut taken = self.take_plain(plain).map(|()| false);
            if taken.is_ok()
                && let Some((&byte, rest)) = marked.split_first()
            {
                bytes = rest;
                taken = self.take(byte);
            }
            documents.extend(self.cut_off.take());
            match taken {
                Ok(false) => {}
                Ok(true) => {
                    // The next one is most likely as long.
                    let next = Vec::with_capacity(self.document.len().min(USUAL));
                    documents.push(std::mem::replace(&mut self.document, next));
                }
                Err(error) => {
                    self.failed = Some(error);
                    self.document = Vec::new();
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Returns whether a document has begun and has not ended yet.
    pub fn is_within(&self) -> bool {
        !self.document.is_empty()
    }

    /// Takes as many bytes as are whole, plain tags and texts inside the root element, and returns how many. Nearly all of a
    /// stream is such; what is anything else, or is not whole yet, is left to be taken byte by byte.
    fn take_elements(&mut self, bytes: &[u8]) -> usize {
        let (mut taken, mut depth) = (0, self.depth);
        if self.place != Place::Text || depth == 0 {
            return taken;
        }
        let bytes = &bytes[..bytes.len().min(LARGEST - self.document.len())];
        while let Some(tag) = memchr(b'<', &bytes[taken..]).map(|before| taken + before) {
            let inside = &bytes[tag + 1..];
            let end = match inside.first() {
                // The end of the root is the end of the document.
                Some(b'/') if depth > 1 => memchr2(b'>', b'<', inside),
                Some(byte) if depth < DEEPEST && begins_name(*byte) => end_of_start_tag(inside),
                _ => None,
            };
            let Some(end) = end.filter(|end| inside[*end] == b'>') else { break };
            match (inside[0], inside[end - 1]) {
                (b'/', _) => depth -= 1,
                (_, b'/') => {}
                _ => depth += 1,
            }
            taken = tag + 1 + end + 1;
        }
        self.document.extend_from_slice(&bytes[..taken]);
        self.depth = depth;
        taken
    }

    /// Returns how many of the bytes that come next say nothing of where the document ends. Most are such.
    fn plain(&self, bytes: &[u8]) -> usize {
        let marked = match self.place {
            Place::Text if self.depth > 0 => memchr(b'<', bytes),
            Place::Text | Place::Opened | Place::Bang => Some(0),
            Place::StartTag { .. } => bytes.iter().position(|byte| matches!(byte, b'<' | b'>' | b'"' | b'\'' | b'/')),
            Place::Value { quote } => memchr2(quote, b'<', bytes),
            Place::EndTag => memchr2(b'>', b'<', bytes),
            Place::Comment | Place::CharacterData | Place::Instruction => memchr(b'>', bytes),
        };
        marked.unwrap_or(bytes.len())
    }

    fn take_plain(&mut self, plain: &[u8]) -> Result<(), FrameError> {
        if plain.is_empty() {
            return Ok(());
        }
        if self.document.len() + plain.len() > LARGEST {
            return Err(FrameError::TooLarge);
        }
        self.document.extend_from_slice(plain);
        if let Place::StartTag { slash } = &mut self.place {
            *slash = false;
        }
        Ok(())
    }

    /// Takes one byte and answers whether a document ends with it.
    fn take(&mut self, byte: u8) -> Result<bool, FrameError> {
        if self.document.is_empty() && byte.is_ascii_whitespace() {
            return Ok(false);
        }
        self.document.push(byte);
        if self.document.len() > LARGEST {
            return Err(FrameError::TooLarge);
        }
        match (self.place, byte) {
            (Place::Text, b'<') => {
                self.markup = self.document.len() - 1;
                self.place = Place::Opened;
            }
            (Place::Text, _) if self.depth == 0 => return self.outside(byte),
            (Place::Text, _) => {}
            (Place::Opened, b'/') => self.place = Place::EndTag,
            (Place::Opened, b'!') => self.place = Place::Bang,
            (Place::Opened, b'?') => self.place = Place::Instruction,
            (Place::Opened, _) if begins_name(byte) => self.place = Place::StartTag { slash: false },
            (Place::StartTag { slash: true }, b'>') => return Ok(self.leave(self.depth)),
            (Place::StartTag { .. }, b'>') => {
                self.depth += 1;
                self.place = Place::Text;
                if self.depth > DEEPEST {
                    return Err(FrameError::TooDeep);
                }
            }
            (Place::StartTag { .. }, b'"' | b'\'') => self.place = Place::Value { quote: byte },
            (Place::StartTag { .. } | Place::EndTag | Place::Opened, b'<') | (Place::Opened, _) => return Err(FrameError::NotXml),
            (Place::StartTag { .. }, _) => self.place = Place::StartTag { slash: byte == b'/' },
            // A value holds no tags: the quote that ends it was lost, and with it where the document ends.
            (Place::Value { .. }, b'<') => return Err(FrameError::NotXml),
            (Place::Value { quote }, _) if quote == byte => self.place = Place::StartTag { slash: false },
            (Place::Value { .. }, _) => {}
            (Place::EndTag, b'>') => return self.depth.checked_sub(1).map(|depth| self.leave(depth)).ok_or(FrameError::NotXml),
            (Place::EndTag, _) => {}
            (Place::Bang, _) => self.place = self.after_bang()?,
            (Place::Comment, b'>') if self.markup().len() >= 7 && self.markup().ends_with(b"-->") => self.place = Place::Text,
            (Place::CharacterData, b'>') if self.markup().ends_with(b"]]>") => self.place = Place::Text,
            (Place::Instruction, b'>') if self.markup().len() >= 4 && self.markup().ends_with(b"?>") => self.after_instruction(),
            (Place::Comment | Place::CharacterData | Place::Instruction, _) => {}
        }
        Ok(false)
    }

    /// Returns the markup being read, from its `<` on.
    fn markup(&self) -> &[u8] {
        &self.document[self.markup..]
    }

    /// Ends an element and answers whether it was the root.
    fn leave(&mut self, depth: usize) -> bool {
        self.depth = depth;
        self.place = Place::Text;
        depth == 0
    }

    /// Takes a byte outside the root element: nothing but white space and a byte order mark belongs there.
    fn outside(&mut self, byte: u8) -> Result<bool, FrameError> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        if self.document == MARK {
            self.document.clear();
        } else if !byte.is_ascii_whitespace() && !MARK.starts_with(&self.document) {
            return Err(FrameError::NotXml);
        }
        Ok(false)
    }

    fn after_bang(&self) -> Result<Place, FrameError> {
        match self.markup() {
            b"<!--" => Ok(Place::Comment),
            b"<![CDATA[" if self.depth > 0 => Ok(Place::CharacterData),
            begun if b"<!--".starts_with(begun) || b"<![CDATA[".starts_with(begun) => Ok(Place::Bang),
            begun if b"<!DOCTYPE".starts_with(&begun.to_ascii_uppercase()) => Err(FrameError::Doctype),
            _ => Err(FrameError::NotXml),
        }
    }

    fn after_instruction(&mut self) {
        self.place = Place::Text;
        let is_declaration = self.markup().starts_with(b"<?xml") && self.markup()[5].is_ascii_whitespace();
        // A declaration only ever begins a document. Inside one it says that the rest of that one is lost.
        if is_declaration && self.markup > 0 {
            let next = self.document.split_off(self.markup);
            self.cut_off = Some(std::mem::replace(&mut self.document, next));
            (self.markup, self.depth) = (0, 0);
        }
    }
}

/// Whether a byte after `<` begins the name of an element.
fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// Returns where the `>` is that ends a start tag, or a `<` before it, which nothing in one may have. A `>` in a value ends
/// nothing.
fn end_of_start_tag(inside: &[u8]) -> Option<usize> {
    let mark = memchr2(b'>', b'<', inside)?;
    // Most have no values.
    let Some(mut quote) = memchr2(b'"', b'\'', &inside[..mark]) else { return Some(mark) };
    loop {
        let value = quote + 1;
        let after = value + memchr2(inside[quote], b'<', &inside[value..])? + 1;
        if inside[after - 1] == b'<' {
            return Some(after - 1);
        }
        let mark = after + inside[after..].iter().position(|byte| matches!(byte, b'>' | b'<' | b'"' | b'\''))?;
        if matches!(inside[mark], b'>' | b'<') {
            return Some(mark);
        }
        quote = mark;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(chunks: &[&[u8]]) -> (Vec<String>, Result<(), FrameError>) {
        let mut framer = Framer::default();
        let mut documents = Vec::new();
        let result = chunks.iter().try_for_each(|chunk| framer.push(chunk, &mut documents));
        (documents.into_iter().map(|document| String::from_utf8_lossy(&document).into_owned()).collect(), result)
    }

    #[test]
    fn a_stream_is_cut_into_its_documents() {
        for (stream, documents) in [
            ("", vec![]),
            ("<a>1</a><b/>", vec!["<a>1</a>", "<b/>"]),
            ("\r\n<a>1</a>\r\n\r\n<b>2</b>\n", vec!["<a>1</a>", "<b>2</b>"]),
            ("<?xml version=\"1.0\"?>\n<a/><?xml version=\"1.0\"?><b/>", vec!["<?xml version=\"1.0\"?>\n<a/>", "<?xml version=\"1.0\"?><b/>"]),
            ("\u{feff}<a/>\u{feff}<b/>", vec!["<a/>", "<b/>"]),
            ("<a><a><a/></a></a><b></b>", vec!["<a><a><a/></a></a>", "<b></b>"]),
            ("<a x='/>' y=\">b>\"/><c/>", vec!["<a x='/>' y=\">b>\"/>", "<c/>"]),
            ("<a x='1'/ ><b/></a>", vec!["<a x='1'/ ><b/></a>"]),
            ("<!-- <a> --><a><!--></a>--></a>", vec!["<!-- <a> --><a><!--></a>--></a>"]),
            ("<a><![CDATA[</a>]]]></a>", vec!["<a><![CDATA[</a>]]]></a>"]),
            ("<a><?keep </a> ?></a>", vec!["<a><?keep </a> ?></a>"]),
            ("<a>Zo\u{eb} \u{1f600}</a>", vec!["<a>Zo\u{eb} \u{1f600}</a>"]),
            // What is cut off is seen to be; what follows is whole.
            ("<a><b>half<?xml version=\"1.0\"?><c/>", vec!["<a><b>half", "<?xml version=\"1.0\"?><c/>"]),
            ("<?xml version=\"1.0\"?> <?xml version=\"1.0\"?><c/>", vec!["<?xml version=\"1.0\"?> ", "<?xml version=\"1.0\"?><c/>"]),
            ("\u{feff}<?xml version=\"1.0\"?><c/>", vec!["<?xml version=\"1.0\"?><c/>"]),
            ("<a>not yet over", vec![]),
        ] {
            assert_eq!(cut(&[stream.as_bytes()]), (documents.iter().map(ToString::to_string).collect(), Ok(())), "{stream}");
        }
    }

    #[test]
    fn what_is_no_stream_of_documents_ends_it() {
        let deep = "<a>".repeat(DEEPEST + 1);
        let large = format!("<a>{}", "x".repeat(LARGEST));
        let large_tag = format!("<a x='{}", "x".repeat(LARGEST));
        for (stream, error) in [
            (deep.as_str(), FrameError::TooDeep),
            (large.as_str(), FrameError::TooLarge),
            (large_tag.as_str(), FrameError::TooLarge),
            ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", FrameError::Doctype),
            ("<!doctype html><html>", FrameError::Doctype),
            ("Service unavailable", FrameError::NotXml),
            ("</a>", FrameError::NotXml),
            ("<a <b>", FrameError::NotXml),
            ("<a>1 < 2</a>", FrameError::NotXml),
            ("<a x=\"1 <b y=\"2\"/>", FrameError::NotXml),
            ("<![CDATA[x]]>", FrameError::NotXml),
        ] {
            let stream = format!("<ok/>{stream}");
            assert_eq!(cut(&[stream.as_bytes(), b"<later/>"]), (vec!["<ok/>".to_owned()], Err(error)), "{:.60}", stream);
        }
    }

    const STREAM: &str = "<?xml version=\"1.0\"?>\n<Channel xmlns=\"http://schema.broadsoft.com/xsi\"><channelId>1</channelId></Channel>\r\n\
        <ChannelHeartBeat xmlns=\"http://schema.broadsoft.com/xsi\"/><?xml version=\"1.0\"?><x:Event a='>'><!-- <b> --><x:name>Zo\u{eb} &amp; \u{1f600}</x:name>\
        <![CDATA[</x:Event>]]><x:e/></x:Event>";

    #[test]
    fn any_single_cut_of_a_stream_gives_the_same_documents() {
        let whole = cut(&[STREAM.as_bytes()]);
        assert_eq!(whole.0.len(), 3);
        for place in 0..=STREAM.len() {
            let (before, after) = STREAM.as_bytes().split_at(place);
            assert_eq!(cut(&[before, after]), whole, "cut at {place}");
        }
    }

    proptest! {
        #[test]
        fn any_splitting_of_a_stream_gives_the_same_documents(sizes in proptest::collection::vec(1..40usize, 1..60)) {
            let mut rest = STREAM.as_bytes();
            let mut chunks = Vec::new();
            for size in sizes {
                let (chunk, left) = rest.split_at(size.min(rest.len()));
                chunks.push(chunk);
                rest = left;
            }
            chunks.push(rest);
            prop_assert_eq!(cut(&chunks), cut(&[STREAM.as_bytes()]));
        }

        #[test]
        fn arbitrary_bytes_neither_panic_nor_pile_up(chunks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..200), 0..50)) {
            let mut framer = Framer::default();
            for chunk in chunks {
                let mut documents = Vec::new();
                let _ = framer.push(&chunk, &mut documents);
                prop_assert!(framer.document.len() <= LARGEST);
            }
        }

        #[test]
        fn arbitrary_markup_neither_panics_nor_depends_on_its_splitting(stream in "[<>/!?a\"'\\-\\[\\]xml C]{0,120}", place in 0..120usize) {
            let (before, after) = stream.as_bytes().split_at(place.min(stream.len()));
            prop_assert_eq!(cut(&[before, after]), cut(&[stream.as_bytes()]));
        }

        // One byte at a time there is no whole tag to take at once.
        #[test]
        fn what_is_taken_at_once_is_cut_as_it_is_byte_by_byte(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
            let stream = format!("<r>{}", pieces.concat());
            let bytes: Vec<&[u8]> = stream.as_bytes().chunks(1).collect();
            prop_assert_eq!(cut(&[stream.as_bytes()]), cut(&bytes), "{}", stream);
        }
    }

    const PIECES: &[&str] = &[
        "<a>",
        "<a>",
        "</a>",
        "</a>",
        "</r>",
        "<b/>",
        "<b x='/>'/>",
        "<a y=\"/\">",
        "<a/ >",
        "</a >",
        "words",
        " ",
        "a > b",
        "<a x='1",
        "'>",
        "<a x='<'>",
        "<a <b>",
        "</a<",
        "< a>",
        "<1>",
        "<!-- <a> -->",
        "<![CDATA[</a>]]>",
        "<?x </a> ?>",
        "<?xml version='1.0'?>",
        "<!DOCTYPE",
        "<\u{e9}>",
        "<",
    ];
}
