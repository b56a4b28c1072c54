//! Shows a message: a notification of the desktop.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{FieldProblem, FieldProblemCode, RenderError, Template, Trigger, Values};

/// Shows a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShowMessage {
    /// Its title.
    pub title: Template,
    /// Its text.
    pub text: Template,
}

/// A message to show: plain text, to be escaped where markup is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its title, never empty.
    pub title: String,
    /// Its text.
    pub text: String,
}

impl ShowMessage {
    /// Renders the message. One without a title has the name of the custom event for it.
    ///
    /// # Errors
    /// Never: any value can be shown.
    pub fn render(&self, values: &Values) -> Result<Message, RenderError> {
        let title = Some(self.title.render(values)).filter(|title| !title.trim().is_empty());
        Ok(Message { title: title.unwrap_or_else(|| values.event_name().to_owned()), text: self.text.render(values) })
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        if self.title.is_blank() && self.text.is_blank() {
            return vec![FieldProblem::new("text", FieldProblemCode::Empty, "")];
        }
        let mut problems = self.title.problems("title", trigger);
        problems.extend(self.text.problems("text", trigger));
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CallTrigger, sample};

    #[test]
    fn a_message_without_a_title_has_the_name_of_the_custom_event() {
        let values = sample::values(&sample::ringing_call());
        for (title, text, shown) in [
            ("{Call.RemoteName}", "calls", ("Priya Raman", "calls")),
            ("", "{Call.RemoteName} calls", ("Customer calls", "Priya Raman calls")),
            ("{Call.Outcome}", "", ("Customer calls", "")),
        ] {
            let message = ShowMessage { title: title.into(), text: text.into() }.render(&values).unwrap();
            assert_eq!((message.title.as_str(), message.text.as_str()), shown);
        }
    }

    #[test]
    fn a_message_says_something() {
        let trigger = sample::trigger(CallTrigger::All);
        let problems = ShowMessage::default().validate(&trigger);
        assert_eq!(problems, [FieldProblem::new("text", FieldProblemCode::Empty, "")]);
        assert_eq!(ShowMessage { title: "x".into(), text: "".into() }.validate(&trigger), []);
        let problems = ShowMessage { title: "{a}".into(), text: "{b}".into() }.validate(&trigger);
        assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["title", "text"]);
    }
}
