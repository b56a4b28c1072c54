//! The headers of a request: names that are the user's to set, and values that can't end them.

use super::{
    literal_secrets,
    run_web_service::{Header, RenderedHeader},
};
use crate::{FieldProblem, FieldProblemCode, RenderError, Trigger, Values};

/// Headers that are part of how a request is sent, and not the user's to set.
const REFUSED: &[&str] = &["host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "idempotency-key", "expect"];

impl Header {
    /// Renders the header, but for its secret.
    pub(super) fn render(&self, values: &Values) -> Result<RenderedHeader, RenderError> {
        if !is_allowed(&self.name) {
            return Err(RenderError::BadHeader { name: self.name.clone() });
        }
        Ok(RenderedHeader { name: self.name.clone(), value: visible(&self.value.render(values)), secret: self.secret.clone() })
    }

    /// Returns what is wrong with its fields.
    pub(super) fn problems(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        let mut problems = self.value.problems("value", trigger);
        if !is_allowed(&self.name) {
            problems.insert(0, FieldProblem::new("name", FieldProblemCode::BadHeader, &self.name));
        }
        if literal_secrets::is_in_header(self) {
            problems.push(FieldProblem::new("value", FieldProblemCode::LooksSecret, &self.name));
        }
        problems
    }
}

/// Returns whether a header may have that name: a token (RFC 9110, 5.6.2) that is none of those.
fn is_allowed(name: &str) -> bool {
    let is_token = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    let name = name.to_ascii_lowercase();
    is_token && !REFUSED.contains(&name.as_str()) && !name.starts_with("proxy-")
}

/// Returns a text that a header can hold: what is no visible ASCII is percent-encoded. There is a way to say in which
/// encoding a value is (RFC 8187), but few read it.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' '..=b'~' => visible.push(char::from(byte)),
            _ => visible.push_str(&format!("%{byte:02X}")),
        }
    }
    visible
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CallTrigger, sample};

    #[test]
    fn a_header_has_a_name_of_its_own_and_a_value_on_one_line() {
        let values = sample::values(&sample::call_from("Zoë \u{1f600}"));
        for (name, value, sent) in [
            ("X-Caller", "{Call.RemoteName}", Some("Zo%C3%AB %F0%9F%98%80")),
            ("Authorization", "Bearer ", Some("Bearer ")),
            ("Content-Type", "text/x", Some("text/x")),
            ("x_1!", "a\r\nX: y\0\t", Some("a%0D%0AX: y%00%09")),
            ("X-Tel", "{Call.RemoteTel} 50%", Some("+442079460958 50%")),
            ("", "x", None),
            ("X Y", "x", None),
            ("X:", "x", None),
            ("X\r\nY", "x", None),
            ("Ü", "x", None),
            ("{Call.RemoteName}", "x", None),
            ("Host", "x", None),
            ("CONTENT-LENGTH", "1", None),
            ("Transfer-Encoding", "chunked", None),
            ("Connection", "x", None),
            ("Upgrade", "x", None),
            ("TE", "x", None),
            ("Trailer", "x", None),
            ("Proxy-Authorization", "x", None),
            ("Idempotency-Key", "x", None),
            ("Expect", "100-continue", None),
        ] {
            let header = Header { name: name.into(), value: value.into(), secret: "s".into() };
            let expected = sent.map(|value| RenderedHeader { name: name.into(), value: value.into(), secret: "s".into() });
            assert_eq!(header.render(&values), expected.ok_or(RenderError::BadHeader { name: name.into() }), "{name}");
            let problems = header.problems(&sample::trigger(CallTrigger::All));
            let said: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.code, problem.detail.as_str())).collect();
            let bad = ("name", FieldProblemCode::BadHeader, name);
            assert_eq!(said, if sent.is_some() { vec![] } else { vec![bad] }, "{name}");
        }
    }
}
