//! Text with variables in it: `{Call.RemoteTel}`, `{Call.Start:date}`, `{Call.RemoteName|somebody}`.
//!
//! `{{` and `}}` are literal braces. A template is read once and stored as it was typed. Values go in once: what a value
//! contains is never read as a template again. What can't be read stays as it stands. Where the values go, and what
//! they may do there, is decided by the action; see [`crate::action`].

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    FieldProblem, FieldProblemCode, Trigger, Values, Variable,
    variable::{Format, meant_by_misprint},
};

/// Text with variables in it.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
#[serde(from = "String", into = "String")]
#[ts(type = "string")]
pub struct Template {
    source: String,
    parts: Vec<Part>,
}

/// A stretch of a template.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    /// Literal text, its braces single.
    Text(String),
    /// A place for a value.
    Value(Placeholder),
    /// What can't be read, and stays as it stands.
    Unreadable(Unreadable),
}

/// A place for a value.
#[derive(Debug, Clone)]
pub(crate) struct Placeholder {
    variable: &'static Variable,
    /// The name as typed, which may be a misprint.
    name: String,
    format: Option<Format>,
    default: Option<String>,
}

/// A piece of a template that can't be read.
#[derive(Debug, Clone)]
pub(crate) struct Unreadable {
    pub written: String,
    reason: Reason,
}

#[derive(Debug, Clone)]
enum Reason {
    NoSuchVariable { name: String },
    NoSuchFormat { name: String, variable: &'static Variable, format: String },
    LoneBrace,
}

/// What fills a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filling {
    pub text: String,
    /// Whether the user wrote it, as the text for when there is no value.
    pub is_default: bool,
}

impl Template {
    /// Reads a template. Anything can be read; [`Template::problems`] says what was not understood.
    pub fn parse(source: impl Into<String>) -> Self {
        let source = source.into();
        let parts = read(&source);
        Self { source, parts }
    }

    /// Returns a template that renders to exactly this text.
    pub fn literal(text: &str) -> Self {
        Self::parse(text.replace('{', "{{").replace('}', "}}"))
    }

    /// Returns the template as it was typed.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Returns whether nothing but blanks is written.
    pub fn is_blank(&self) -> bool {
        self.source.trim().is_empty()
    }

    /// Returns the text with the values in it, as they are.
    pub fn render(&self, values: &Values) -> String {
        self.fill(|place| place.fill(values).text)
    }

    /// Returns what is not understood, or has no value whenever `trigger` triggers.
    pub fn problems(&self, field: &str, trigger: &Trigger) -> Vec<FieldProblem> {
        let moments = trigger.moments();
        let mut problems = Vec::new();
        for part in &self.parts {
            match part {
                Part::Text(_) => {}
                Part::Value(place) => {
                    if let Some(meant) = meant_by_misprint(&place.name) {
                        problems.push(FieldProblem::new(field, FieldProblemCode::Misprint, &place.name).suggesting(Some(meant.to_owned())));
                    }
                    if place.default.is_none() && !moments.iter().any(|moment| place.variable.is_known_at(*moment)) {
                        problems.push(FieldProblem::new(field, FieldProblemCode::VariableEmptyHere, &place.name));
                    }
                }
                Part::Unreadable(unreadable) => problems.push(unreadable.problem(field)),
            }
        }
        problems
    }

    /// Returns whether values go into it.
    pub(crate) fn has_values(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Value(_)))
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Puts something in every place.
    pub(crate) fn fill(&self, mut filling: impl FnMut(&Placeholder) -> String) -> String {
        let mut text = String::with_capacity(self.source.len());
        for part in &self.parts {
            match part {
                Part::Text(literal) => text.push_str(literal),
                Part::Value(place) => text.push_str(&filling(place)),
                Part::Unreadable(unreadable) => text.push_str(&unreadable.written),
            }
        }
        text
    }
}

impl Placeholder {
    pub(crate) fn fill(&self, values: &Values) -> Filling {
        let text = values.formatted(self.variable, self.format.as_ref());
        match &self.default {
            Some(default) if text.is_empty() => Filling { text: default.clone(), is_default: true },
            Some(_) | None => Filling { text, is_default: false },
        }
    }

    fn read(written: &str) -> Result<Self, Reason> {
        let (before, default) = match written.split_once('|') {
            Some((before, default)) => (before, Some(default.to_owned())),
            None => (written, None),
        };
        let (name, format) = match before.split_once(':') {
            Some((name, format)) => (name.trim(), Some(format.trim())),
            None => (before.trim(), None),
        };
        let variable = Variable::named(name).ok_or_else(|| Reason::NoSuchVariable { name: name.to_owned() })?;
        let format = match format {
            None => None,
            Some(written) => Some(variable.format(written).ok_or_else(|| Reason::NoSuchFormat { name: name.to_owned(), variable, format: written.to_owned() })?),
        };
        Ok(Self { variable, name: name.to_owned(), format, default })
    }
}

impl Unreadable {
    fn problem(&self, field: &str) -> FieldProblem {
        match &self.reason {
            Reason::NoSuchVariable { name } => FieldProblem::new(field, FieldProblemCode::UnknownVariable, name).suggesting(Variable::suggest(name).map(str::to_owned)),
            Reason::NoSuchFormat { name, variable, format } => {
                let meant = variable.suggest_format(format).map_or_else(|| variable.name.to_owned(), |meant| format!("{}:{meant}", variable.name));
                FieldProblem::new(field, FieldProblemCode::UnknownVariable, format!("{name}:{format}")).suggesting(Some(meant))
            }
            Reason::LoneBrace => FieldProblem::new(field, FieldProblemCode::BadTemplate, &self.written),
        }
    }
}

fn read(source: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut rest = source;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else {
            let (part, after) = read_brace(rest);
            if !text.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut text)));
            }
            parts.push(part);
            rest = after;
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

/// Reads what begins with a single brace, and returns what follows it.
fn read_brace(rest: &str) -> (Part, &str) {
    let (brace, after) = rest.split_at(1);
    let end = after.find(['{', '}']).filter(|end| brace == "{" && after[*end..].starts_with('}'));
    let Some(end) = end else {
        return (Part::Unreadable(Unreadable { written: brace.to_owned(), reason: Reason::LoneBrace }), after);
    };
    let (inside, after) = (&after[..end], &after[end + 1..]);
    let part = match Placeholder::read(inside) {
        Ok(place) => Part::Value(place),
        Err(reason) => Part::Unreadable(Unreadable { written: format!("{{{inside}}}"), reason }),
    };
    (part, after)
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Template").field(&self.source).finish()
    }
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Template {}

impl From<String> for Template {
    fn from(source: String) -> Self {
        Self::parse(source)
    }
}

impl From<&str> for Template {
    fn from(source: &str) -> Self {
        Self::parse(source)
    }
}

impl From<Template> for String {
    fn from(template: Template) -> Self {
        template.source
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{CallTrigger, DeviceTrigger, sample};

    fn any_call() -> Trigger {
        sample::trigger(CallTrigger::All)
    }

    #[test]
    fn values_go_where_the_braces_are() {
        let values = sample::values(&sample::completed_call());
        for (template, text) in [
            ("", ""),
            ("plain", "plain"),
            ("{Call.RemoteName} <{Call.RemoteTel}>", "Priya Raman <+442079460958>"),
            ("{ Call.RemoteName }", "Priya Raman"),
            ("{{Call.RemoteName}}", "{Call.RemoteName}"),
            ("{{{Call.LocalTel}}}", "{4021}"),
            ("{{}}", "{}"),
            ("{Call.RemoteName|nobody}", "Priya Raman"),
            ("{Call.Id|a: b}", "callhalf-7345:0"),
            // What is not understood stays as it stands.
            ("{Call.Weather} {Call.LocalTel}", "{Call.Weather} 4021"),
            ("{Call.LocalTel:roman}", "{Call.LocalTel:roman}"),
            ("{Call.LocalTel", "{Call.LocalTel"),
            ("{a{Call.LocalTel}", "{a4021"),
            ("a } b { c", "a } b { c"),
            ("{}", "{}"),
            ("ä{Call.LocalTel}ö", "ä4021ö"),
        ] {
            assert_eq!(Template::parse(template).render(&values), text, "{template}");
        }
        let withheld = sample::values(&sample::withheld_call());
        assert_eq!(Template::parse("{Call.RemoteTel|withheld: {}").render(&withheld), "{Call.RemoteTel|withheld: {}");
        assert_eq!(Template::parse("{Call.RemoteTel|a: b}").render(&withheld), "a: b");
        assert_eq!(Template::parse("[{Call.RemoteTel|}]").render(&withheld), "[]");
    }

    #[test]
    fn a_value_is_never_read_as_a_template() {
        let values = sample::values(&sample::call_from("{Call.RemoteTel} {{x}} }{"));
        assert_eq!(Template::parse("{Call.RemoteName}").render(&values), "{Call.RemoteTel} {{x}} }{");
    }

    #[test]
    fn what_is_not_understood_is_said_with_what_was_meant() {
        use FieldProblemCode::{BadTemplate, Misprint, UnknownVariable, VariableEmptyHere};
        let missed = sample::trigger(CallTrigger::Missed);
        let device = Trigger::Device { state: DeviceTrigger::All, line: Default::default() };
        for (template, trigger, expected) in [
            ("{Call.RemoteTel} {{literal}}", any_call(), vec![]),
            ("{Call.RemoteTell}", any_call(), vec![(UnknownVariable, "Call.RemoteTell", Some("Call.RemoteTel"))]),
            ("{Weather}", any_call(), vec![(UnknownVariable, "Weather", None)]),
            ("{}", any_call(), vec![(UnknownVariable, "", None)]),
            ("{Call.RemoteTel:nationl}", any_call(), vec![(UnknownVariable, "Call.RemoteTel:nationl", Some("Call.RemoteTel:national"))]),
            ("{Call.RemoteName:e164}", any_call(), vec![(UnknownVariable, "Call.RemoteName:e164", Some("Call.RemoteName"))]),
            ("{Call.Start:%!}", any_call(), vec![(UnknownVariable, "Call.Start:%!", Some("Call.Start:date"))]),
            ("{Call.RemoteTel", any_call(), vec![(BadTemplate, "{", None)]),
            ("a } b", any_call(), vec![(BadTemplate, "}", None)]),
            ("{Call.RemoteCall}", any_call(), vec![(Misprint, "Call.RemoteCall", Some("Call.RemoteTel"))]),
            ("{Call.Duration}", any_call(), vec![]),
            ("{Call.Duration}", missed.clone(), vec![(VariableEmptyHere, "Call.Duration", None)]),
            ("{Call.Outcome}", missed, vec![]),
            ("{Call.Id} {Device.DndState} {Event.Name}", device, vec![(VariableEmptyHere, "Call.Id", None)]),
        ] {
            let problems = Template::parse(template).problems("text", &trigger);
            let said: Vec<_> = problems.iter().map(|problem| (problem.code, problem.detail.as_str(), problem.suggestion.as_deref())).collect();
            assert_eq!(said, expected, "{template}");
            assert!(problems.iter().all(|problem| problem.is_error() != matches!(problem.code, Misprint | VariableEmptyHere)));
        }
    }

    proptest! {
        #[test]
        fn escaped_text_renders_as_itself(text in "\\PC*|[{}a:|]*") {
            let template = Template::literal(&text);
            prop_assert_eq!(template.render(&sample::values(&sample::completed_call())), text);
            prop_assert!(template.problems("text", &any_call()).is_empty());
        }

        #[test]
        fn any_text_can_be_read_and_is_stored_as_typed(source in "\\PC*|([{}:|%a-z]|Call\\.Start|Call\\.RemoteTel){0,12}") {
            let template = Template::parse(source.clone());
            template.render(&sample::values(&sample::completed_call()));
            template.problems("text", &any_call());
            let stored = serde_json::to_string(&template).unwrap();
            prop_assert_eq!(&stored, &serde_json::to_string(&source).unwrap());
            prop_assert_eq!(serde_json::from_str::<Template>(&stored).unwrap(), template);
        }

        #[test]
        fn a_value_goes_in_as_it_is_but_cleaned(name in "\\PC*|.*") {
            let values = sample::values(&sample::call_from(&name));
            prop_assert_eq!(Template::parse("<{Call.RemoteName}>").render(&values), format!("<{}>", crate::values::cleaned(&name)));
        }
    }
}
