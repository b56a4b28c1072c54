//! Writes XML, one line a document, whatever the texts in it.
//!
//! Real clients match the literal prefixes `xsi:` and `xsi1:` of events, so a document is written in one of two
//! dialects: events with prefixes, everything else in the default namespace.

/// The namespace of every document.
pub(crate) const NAMESPACE: &str = "http://schema.broadsoft.com/xsi";
/// The namespace of the `type` attribute.
pub(crate) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A document being written.
#[derive(Debug)]
pub(crate) struct Xml {
    text: String,
    prefix: &'static str,
}

impl Xml {
    /// Writes an answer or a channel document: declaration, line break, the root in the default namespace.
    pub(crate) fn answer(root: &str, inside: impl FnOnce(&mut Self)) -> String {
        let mut xml = Self { text: String::from(DECLARATION), prefix: "" };
        xml.element(root, &[("xmlns", NAMESPACE)], inside);
        xml.text
    }

    /// Writes an answer without a namespace, as some lists are.
    pub(crate) fn bare(root: &str, inside: impl FnOnce(&mut Self)) -> String {
        let mut xml = Self { text: String::from(DECLARATION), prefix: "" };
        xml.element(root, &[], inside);
        xml.text
    }

    /// Writes an event: everything on one line.
    pub(crate) fn event(kind: &str, inside: impl FnOnce(&mut Self)) -> String {
        let mut xml = Self { text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), prefix: "xsi:" };
        let kind = format!("xsi:{kind}");
        xml.element("Event", &[("xmlns:xsi", NAMESPACE), ("xmlns:xsi1", INSTANCE), ("xsi1:type", &kind)], inside);
        xml.text
    }

    /// Returns whether this is an event, which declares its prefixes once, at the root.
    pub(crate) fn is_event(&self) -> bool {
        !self.prefix.is_empty()
    }

    pub(crate) fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.text += "<";
        self.text += self.prefix;
        self.text += name;
        for (key, value) in attributes {
            self.text += " ";
            self.text += key;
            self.text += "=\"";
            escape(&mut self.text, value);
            self.text += "\"";
        }
        let opened = self.text.len();
        self.text += ">";
        inside(self);
        if self.text.len() == opened + 1 {
            self.text.truncate(opened);
            self.text += "/>";
        } else {
            self.text += "</";
            self.text += self.prefix;
            self.text += name;
            self.text += ">";
        }
    }

    pub(crate) fn leaf(&mut self, name: &str, text: &str) {
        self.element(name, &[], |xml| escape(&mut xml.text, text));
    }

    /// Writes a leaf with one attribute.
    pub(crate) fn leaf_with(&mut self, name: &str, attribute: (&str, &str), text: &str) {
        self.element(name, &[attribute], |xml| escape(&mut xml.text, text));
    }

    /// Writes an element that only has to be there.
    pub(crate) fn flag(&mut self, name: &str) {
        self.element(name, &[], |_| {});
    }

    /// Writes an element that is there but has no value.
    pub(crate) fn nil(&mut self, name: &str) {
        self.element(name, &[("xmlns:xsi", INSTANCE), ("xsi:nil", "true")], |_| {});
    }

    /// Writes a leaf if there is something to write.
    pub(crate) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.leaf(name, text);
        }
    }

    pub(crate) fn number(&mut self, name: &str, number: impl std::fmt::Display) {
        self.leaf(name, &number.to_string());
    }
}

/// Appends `text` so that it reads back as itself, without line breaks. Characters XML cannot carry become U+FFFD.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => *out += "&amp;",
            '<' => *out += "&lt;",
            '>' => *out += "&gt;",
            '"' => *out += "&quot;",
            '\'' => *out += "&apos;",
            '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}' => *out += &format!("&#{};", u32::from(c)),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_carried_without_markup_or_line_breaks() {
        for (text, written) in [
            ("Priya Raman", "Priya Raman"),
            ("</name><x a=\"1\">", "&lt;/name&gt;&lt;x a=&quot;1&quot;&gt;"),
            ("O'Neil & Sons", "O&apos;Neil &amp; Sons"),
            ("Zoë\nŁ", "Zoë&#10;Ł"),
            ("\u{0}\u{1b}\u{ffff}😀", "\u{fffd}\u{fffd}\u{fffd}😀"),
        ] {
            let document = Xml::answer("Root", |xml| xml.leaf("name", text));
            let expected = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Root xmlns=\"{NAMESPACE}\"><name>{written}</name></Root>");
            assert_eq!(document, expected);
        }
    }

    #[test]
    fn an_empty_element_closes_itself() {
        assert_eq!(Xml::answer("Calls", |_| {}), format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Calls xmlns=\"{NAMESPACE}\"/>"));
    }
}
