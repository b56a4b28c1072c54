//! The body of a request: JSON whose structure no value can change, or the fields of a form.
//!
//! A JSON document is read as JSON first and as templates after: every string in it that is no key is one. Whatever else
//! is written, keys, numbers, order and blanks, is sent as it is. Values are never pasted into the text.

use std::ops::Range;

use serde_json::Value;
use url::form_urlencoded;

use super::literal_secrets;
use super::{
    event_json,
    run_web_service::{FormField, HttpBody, RenderedBody},
};
use crate::{FieldProblem, FieldProblemCode, RenderError, Template, Trigger, Values};

/// The largest body that is sent, in bytes.
pub(crate) const LARGEST: usize = 256 * 1024;

impl HttpBody {
    /// Renders the body, if there is one.
    pub(super) fn render(&self, values: &Values) -> Result<Option<RenderedBody>, RenderError> {
        let (content_type, text) = match self {
            Self::Event => ("application/json", event_json::event(values)),
            Self::Json { text } => ("application/json", render_json(text, values)?),
            Self::Form { fields } => ("application/x-www-form-urlencoded", render_form(fields, values)),
            Self::Nothing => return Ok(None),
        };
        if text.len() > LARGEST {
            return Err(RenderError::TooLong);
        }
        Ok(Some(RenderedBody { content_type: content_type.to_owned(), text }))
    }

    /// Takes out what looks like a secret.
    pub(crate) fn remove_secrets(&mut self) {
        match self {
            Self::Event | Self::Nothing => {}
            Self::Json { text } => {
                let Ok(strings) = strings(text) else { return };
                let places: Vec<_> = secrets(text, &strings).map(|(_, place)| place.clone()).collect();
                for place in places.into_iter().rev() {
                    text.replace_range(place, "\"\"");
                }
            }
            Self::Form { fields } => {
                for field in fields.iter_mut().filter(|field| literal_secrets::is_in_field(&field.name, &field.value)) {
                    field.value = Template::default();
                }
            }
        }
    }

    /// Returns what is wrong with it, by its fields.
    pub(super) fn problems(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        match self {
            Self::Event | Self::Nothing => Vec::new(),
            Self::Json { text } => match strings(text) {
                Ok(strings) => {
                    let secrets: Vec<_> = secrets(text, &strings).map(|(name, _)| FieldProblem::new("text", FieldProblemCode::LooksSecret, name)).collect();
                    let of_string = |string: Found| if string.is_key { named(&string.template, "text") } else { string.template.problems("text", trigger) };
                    strings.into_iter().flat_map(of_string).chain(secrets).collect()
                }
                Err(reason) => vec![FieldProblem::new("text", FieldProblemCode::BadJson, reason)],
            },
            Self::Form { fields } => {
                let of_field = |(index, field): (usize, &FormField)| {
                    let mut problems = field.value.problems("value", trigger);
                    if field.name.trim().is_empty() {
                        problems.insert(0, FieldProblem::new("name", FieldProblemCode::Empty, ""));
                    }
                    problems.extend(named(&Template::parse(field.name.clone()), "name"));
                    if literal_secrets::is_in_field(&field.name, &field.value) {
                        problems.push(FieldProblem::new("value", FieldProblemCode::LooksSecret, &field.name));
                    }
                    problems.into_iter().map(move |problem| problem.within(&format!("fields.{index}"))).collect::<Vec<_>>()
                };
                fields.iter().enumerate().flat_map(of_field).collect()
            }
        }
    }
}

fn render_json(text: &str, values: &Values) -> Result<String, RenderError> {
    let mut rendered = String::with_capacity(text.len());
    let mut done = 0;
    for Found { place, template, .. } in strings(text).map_err(RenderError::BadJson)?.into_iter().filter(|string| !string.is_key) {
        rendered.push_str(&text[done..place.start]);
        rendered.push_str(&Value::String(template.render(values)).to_string());
        done = place.end;
    }
    rendered.push_str(&text[done..]);
    Ok(rendered)
}

fn render_form(fields: &[FormField], values: &Values) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for field in fields {
        form.append_pair(&field.name, &field.value.render(values));
    }
    form.finish()
}

/// Says of a name that it is sent as it is written, if somebody seems to think otherwise.
fn named(name: &Template, field: &str) -> Vec<FieldProblem> {
    if name.has_values() { vec![FieldProblem::new(field, FieldProblemCode::NameAsWritten, name.as_str())] } else { Vec::new() }
}

/// A string of a JSON document, read as a template.
struct Found {
    place: Range<usize>,
    is_key: bool,
    template: Template,
}

/// Finds the strings of a JSON document. Fails with the parser's words if it is none.
fn strings(text: &str) -> Result<Vec<Found>, String> {
    serde_json::from_str::<Value>(text).map_err(|error| error.to_string())?;
    let mut strings = Vec::new();
    let mut at = 0;
    // In a document that was read, every quotation mark outside of a string begins one.
    while let Some(start) = text[at..].find('"').map(|found| at + found) {
        let end = end_of_string(text, start);
        let is_key = text[end..].trim_start().starts_with(':');
        if let Ok(written) = serde_json::from_str::<String>(&text[start..end]) {
            strings.push(Found { place: start..end, is_key, template: Template::parse(written) });
        }
        at = end;
    }
    Ok(strings)
}

/// Finds what looks like a secret in a document: the names, and where the values stand.
fn secrets<'a>(text: &'a str, strings: &'a [Found]) -> impl Iterator<Item = (&'a str, &'a Range<usize>)> {
    strings.windows(2).filter_map(|pair| {
        let [name, value] = pair else { return None };
        let is_its_value = name.is_key && !value.is_key && text[name.place.end..value.place.start].trim() == ":";
        let name = name.template.as_str();
        (is_its_value && literal_secrets::is_in_field(name, &value.template)).then_some((name, &value.place))
    })
}

/// Returns where the string that begins at `start` ends, its quotation marks included.
fn end_of_string(text: &str, start: usize) -> usize {
    let mut escaped = false;
    for (offset, byte) in text.bytes().enumerate().skip(start + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return offset + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{CallTrigger, sample};

    fn json(text: &str, name: &str) -> Result<String, RenderError> {
        let body = HttpBody::Json { text: text.into() }.render(&sample::values(&sample::call_from(name)))?;
        Ok(body.map(|body| body.text).unwrap_or_default())
    }

    #[test]
    fn strings_are_templates_and_all_else_is_sent_as_written() {
        for (text, name, sent) in [
            (r#"{"tel": "{Call.RemoteTel}"}"#, "x", r#"{"tel": "+442079460958"}"#),
            (r#"{"b": 1.50, "a": [true, null, -1e3], "b": "{Call.LocalTel}"}"#, "x", r#"{"b": 1.50, "a": [true, null, -1e3], "b": "4021"}"#),
            (r#"{"{Call.RemoteName}" : "{Call.RemoteName}"}"#, "x", r#"{"{Call.RemoteName}" : "x"}"#),
            (r#" "{Call.RemoteName}" "#, "\", \"admin\": \"yes", r#" "\", \"admin\": \"yes" "#),
            (r#"["\"{Call.RemoteName}\"", "\u007bCall.LocalTel\u007d", "\\"]"#, "a\\", r#"["\"a\\\"", "4021", "\\"]"#),
            (r#"{"a:": "{Call.Outcome|none}", "": "{{x}}"}"#, "x", r#"{"a:": "none", "": "{x}"}"#),
            ("{\n  \"n\": \"é {Call.RemoteName}\"\n}", "ü", "{\n  \"n\": \"é ü\"\n}"),
            ("12345678901234567890123", "x", "12345678901234567890123"),
        ] {
            assert_eq!(json(text, name).as_deref(), Ok(sent), "{text}");
        }
        for text in ["", "{", r#"{"tel": {Call.RemoteTel}}"#, r#"{"a": 1,}"#, "'a'", "\"a\nb\"", r#""\ud800""#] {
            assert!(matches!(json(text, "x"), Err(RenderError::BadJson(_))), "{text}");
        }
    }

    #[test]
    fn a_form_is_encoded_field_by_field() {
        let field = |name: &str, value: &str| FormField { name: name.into(), value: value.into() };
        let form = HttpBody::Form { fields: vec![field("who", "{Call.RemoteName}"), field("a b&", "{Call.LocalTel:e164|x=y}"), field("who", "")] };
        let body = form.render(&sample::values(&sample::call_from("A & B=C é\u{1f600}+"))).unwrap().unwrap();
        assert_eq!(body.content_type, "application/x-www-form-urlencoded");
        assert_eq!(body.text, "who=A+%26+B%3DC+%C3%A9%F0%9F%98%80%2B&a+b%26=x%3Dy&who=");
    }

    #[test]
    fn what_is_wrong_with_a_body_is_said_with_its_field() {
        use FieldProblemCode::{BadJson, Empty, LooksSecret, NameAsWritten, UnknownVariable, VariableEmptyHere};
        let field = |name: &str, value: &str| FormField { name: name.into(), value: value.into() };
        for (body, expected) in [
            (HttpBody::Event, vec![]),
            (HttpBody::Nothing, vec![]),
            (HttpBody::Json { text: r#"{"a": "{Call.Id}"}"#.into() }, vec![]),
            (HttpBody::Json { text: "{".into() }, vec![("text", BadJson, "EOF while parsing an object at line 1 column 1")]),
            (
                HttpBody::Json { text: r#"["{Call.Weather}", {"{Nothing}": "{Call.Duration}"}]"#.into() },
                vec![("text", UnknownVariable, "Call.Weather"), ("text", VariableEmptyHere, "Call.Duration")],
            ),
            (HttpBody::Json { text: r#"{"{Call.Id}": "{Call.Duration|none}"}"#.into() }, vec![("text", NameAsWritten, "{Call.Id}")]),
            (HttpBody::Form { fields: vec![field("{Call.Id}", "x")] }, vec![("fields.0.name", NameAsWritten, "{Call.Id}")]),
            (HttpBody::Form { fields: vec![field("api_key", "x"), field("token", "{Call.Id}")] }, vec![("fields.0.value", LooksSecret, "api_key")]),
            (HttpBody::Json { text: r#"{"password": {"of": "x"}, "token": "", "api_key" : "x"}"#.into() }, vec![("text", LooksSecret, "api_key")]),
            (HttpBody::Form { fields: vec![field("a", "{Call.Id}"), field(" ", "{Weather}")] }, vec![("fields.1.name", Empty, ""), ("fields.1.value", UnknownVariable, "Weather")]),
        ] {
            let problems = body.problems(&sample::trigger(CallTrigger::Missed));
            assert_eq!(problems.iter().map(|problem| (problem.field.as_str(), problem.code, problem.detail.as_str())).collect::<Vec<_>>(), expected, "{body:?}");
        }
    }

    #[test]
    fn what_looks_like_a_secret_is_taken_out_and_nothing_else() {
        let field = |name: &str, value: &str| FormField { name: name.into(), value: value.into() };
        for (mut body, without) in [
            (
                HttpBody::Json { text: r#"{ "password":"x", "tel": "{Call.RemoteTel}", "in": {"api_key" : "y"}, "token": ["z"] }"#.into() },
                HttpBody::Json { text: r#"{ "password":"", "tel": "{Call.RemoteTel}", "in": {"api_key" : ""}, "token": ["z"] }"#.into() },
            ),
            (HttpBody::Form { fields: vec![field("secret", "x"), field("tel", "1")] }, HttpBody::Form { fields: vec![field("secret", ""), field("tel", "1")] }),
            (HttpBody::Json { text: "{".into() }, HttpBody::Json { text: "{".into() }),
        ] {
            body.remove_secrets();
            assert_eq!(body, without);
        }
    }

    #[test]
    fn a_body_has_an_end() {
        let long = |times| json(&format!("\"{}\"", "{Call.RemoteName}".repeat(times)), &"x".repeat(2000)).map(|text| text.len());
        assert_eq!(long(255), Ok(255 * 1024 + 2));
        assert_eq!(long(256), Err(RenderError::TooLong));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_panic_and_what_is_json_stays_json(text in "\\PC*|[{}\\[\\]\":, a1\\\\u]{0,20}", name in "\\PC*") {
            if let Ok(sent) = json(&text, &name) {
                let (written, sent): (Value, Value) = (serde_json::from_str(&text).unwrap(), serde_json::from_str(&sent).unwrap());
                prop_assert_eq!(std::mem::discriminant(&written), std::mem::discriminant(&sent));
            }
        }
    }
}
