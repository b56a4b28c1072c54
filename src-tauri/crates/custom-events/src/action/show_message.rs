//! Shows a message: a notification of the desktop.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use super::{address, open_web_page, run_program::is_false, schemes::Schemes};
use crate::{FieldProblem, FieldProblemCode, RenderError, Template, Trigger, Values};

/// The schemes a click opens. No further one can be allowed here.
const PAGES: Schemes<'_> = Schemes::only(open_web_page::SCHEMES);

/// Shows a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowMessage {
    /// Its title.
    pub title: Template,
    /// Its text.
    pub text: Template,
    /// Whether it stays until somebody puts it away.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>", optional)]
    pub stay: bool,
    /// Whether it is taken away when the call it is about ends.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>", optional)]
    pub withdraw: bool,
    /// The address a click on it opens, as in [`crate::OpenWebPage`]. Without, a click puts it away.
    #[serde(default, skip_serializing_if = "Template::is_blank")]
    #[ts(as = "Option<Template>", optional)]
    pub page: Template,
}

/// A message to show: plain text, to be escaped where markup is understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Its title, never empty.
    pub title: String,
    /// Its text.
    pub text: String,
    /// Whether it stays until somebody puts it away.
    pub stay: bool,
    /// Whether it is taken away when the call is answered or over.
    pub withdraw: bool,
    /// The address a click on it opens.
    #[ts(type = "string | null")]
    pub page: Option<Url>,
}

impl ShowMessage {
    /// Renders the message. One without a title has the name of the custom event for it.
    ///
    /// # Errors
    /// Any value can be shown; but a value may not change where a click leads.
    pub fn render(&self, values: &Values) -> Result<Message, RenderError> {
        let title = Some(self.title.render(values)).filter(|title| !title.trim().is_empty());
        let page = if self.page.is_blank() { None } else { Some(address::render(&self.page, values, PAGES)?) };
        Ok(Message { title: title.unwrap_or_else(|| values.event_name().to_owned()), text: self.text.render(values), stay: self.stay, withdraw: self.withdraw, page })
    }

    /// Returns what is wrong with its fields.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        if self.title.is_blank() && self.text.is_blank() {
            return vec![FieldProblem::new("text", FieldProblemCode::Empty, "")];
        }
        let mut problems = self.title.problems("title", trigger);
        problems.extend(self.text.problems("text", trigger));
        if !self.page.is_blank() {
            problems.extend(address::problems(&self.page, "page", PAGES, trigger));
        }
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
            let message = ShowMessage { title: title.into(), text: text.into(), ..ShowMessage::default() }.render(&values).unwrap();
            assert_eq!((message.title.as_str(), message.text.as_str()), shown);
        }
    }

    #[test]
    fn a_message_says_something() {
        let trigger = sample::trigger(CallTrigger::All);
        let problems = ShowMessage::default().validate(&trigger);
        assert_eq!(problems, [FieldProblem::new("text", FieldProblemCode::Empty, "")]);
        assert_eq!(ShowMessage { title: "x".into(), text: "".into(), ..ShowMessage::default() }.validate(&trigger), []);
        let problems = ShowMessage { title: "{a}".into(), text: "{b}".into(), ..ShowMessage::default() }.validate(&trigger);
        assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["title", "text"]);
    }

    #[test]
    fn a_click_leads_where_the_user_said() {
        let trigger = sample::trigger(CallTrigger::All);
        let message = |page: &str| ShowMessage { text: "x".into(), page: page.into(), ..ShowMessage::default() };
        for (page, name, leads_to, problem) in [
            ("", "x", Ok(None), None),
            ("https://crm.example/{Call.RemoteName}", "a/b", Ok(Some("https://crm.example/a%2Fb")), None),
            ("https://crm.example/{Call.RemoteName}", "..", Err(RenderError::ValueChangesAddress), None),
            ("callto:{Call.RemoteName}", "x", Err(RenderError::SchemeNotAllowed { scheme: "callto".into() }), Some(FieldProblemCode::SchemeNotAllowed)),
            ("http://crm.example/", "x", Ok(Some("http://crm.example/")), Some(FieldProblemCode::NotPrivate)),
        ] {
            let rendered = message(page).render(&sample::values(&sample::call_from(name))).map(|message| message.page.map(String::from));
            assert_eq!(rendered, leads_to.map(|page| page.map(str::to_owned)), "{page}");
            let said: Vec<_> = message(page).validate(&trigger).into_iter().map(|problem| (problem.field, problem.code)).collect();
            assert_eq!(said, problem.map(|code| ("page".to_owned(), code)).into_iter().collect::<Vec<_>>(), "{page}");
        }
    }
}
