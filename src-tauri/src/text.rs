//! The words the tray, the notifications and the command line show, from the same files as the pages'.

use std::sync::{PoisonError, RwLock};

use custom_events::FieldProblem;
use engine::{
    report::code_word,
    view::{Problem, ProblemCode},
};
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// The languages there are, and their messages. The first is spoken where none of them is the user's.
const LANGUAGES: [(&str, &str); 5] = [
    ("en", include_str!("../../ui/src/text/en.ftl")),
    ("de", include_str!("../../ui/src/text/de.ftl")),
    ("fr", include_str!("../../ui/src/text/fr.ftl")),
    ("es", include_str!("../../ui/src/text/es.ftl")),
    ("nl", include_str!("../../ui/src/text/nl.ftl")),
];

/// The messages of the language that is spoken.
pub struct Text(RwLock<Spoken>);

struct Spoken {
    language: &'static str,
    bundle: FluentBundle<FluentResource>,
}

/// Returns the first of these languages that we speak, or English. A country does not matter: `de-AT` is German.
fn ours(wanted: impl IntoIterator<Item = impl AsRef<str>>) -> &'static str {
    let known = |wanted: &str| LANGUAGES.into_iter().map(|(language, _)| language).find(|language| wanted.split(['-', '_']).next() == Some(*language));
    wanted.into_iter().find_map(|wanted| known(wanted.as_ref())).unwrap_or(LANGUAGES[0].0)
}

/// Returns the language of the system, as far as we speak it.
pub fn of_system() -> &'static str {
    ours(sys_locale::get_locales())
}

impl Spoken {
    fn new(language: &'static str) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.parse::<LanguageIdentifier>().unwrap_or_default()]);
        // Marks around values show as boxes in menus and terminals.
        bundle.set_use_isolating(false);
        // What a language lacks is said in English.
        for (_, messages) in LANGUAGES.into_iter().filter(|(each, _)| [LANGUAGES[0].0, language].contains(each)) {
            // A message with a mistake is dropped and the others stand; tests see to it that there is none.
            bundle.add_resource_overriding(FluentResource::try_new(messages.to_owned()).unwrap_or_else(|(resource, _)| resource));
        }
        Self { language, bundle }
    }
}

impl Text {
    /// Returns the English messages.
    pub fn english() -> Self {
        Self(RwLock::new(Spoken::new(LANGUAGES[0].0)))
    }

    /// Returns the messages of the language that was chosen, or of the system's.
    pub fn speaking(chosen: Option<&str>) -> Self {
        Self(RwLock::new(Spoken::new(chosen.map_or_else(of_system, |chosen| ours([chosen])))))
    }

    /// Speaks the language that was chosen from now on, or the system's.
    pub fn speak(&self, chosen: Option<&str>) {
        let language = chosen.map_or_else(of_system, |chosen| ours([chosen]));
        if self.language() != language {
            *self.0.write().unwrap_or_else(PoisonError::into_inner) = Spoken::new(language);
        }
    }

    /// Returns the language that is spoken.
    pub fn language(&self) -> &'static str {
        self.0.read().unwrap_or_else(PoisonError::into_inner).language
    }

    /// Returns a message.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// Returns a message with values in it. A message that does not exist is its own id, so that it shows in tests.
    pub fn with(&self, id: &str, values: &[(&str, &str)]) -> String {
        let spoken = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let Some(pattern) = spoken.bundle.get_message(id).and_then(|message| message.value()) else { return id.to_owned() };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, *value);
        }
        spoken.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Returns a number as it is written in the language that is spoken, as the pages write it.
    pub fn number(&self, number: u64) -> String {
        grouped(number, self.language())
    }

    /// Says a problem in one sentence.
    pub fn problem(&self, problem: &Problem) -> String {
        let id = match problem.code {
            // What the server says is missing is named where it says so.
            ProblemCode::Forbidden if !problem.detail.is_empty() => "problem-forbidden-right".to_owned(),
            ProblemCode::Moved if problem.more.starts_with("http:") => "problem-moved-unencrypted".to_owned(),
            code => format!("problem-{}", kebab(&code_word(&code))),
        };
        let distrust = problem.certificate.as_ref().map(|shown| code_word(&shown.distrust)).unwrap_or_default();
        // What to do about it is the second line, for the window: its buttons are there.
        let said = self.with(&id, &[("detail", &problem.detail), ("more", &problem.more), ("distrust", &distrust)]);
        said.lines().next().unwrap_or_default().to_owned()
    }

    /// Says what is wrong with a field of a custom event.
    pub fn field_problem(&self, problem: &FieldProblem) -> String {
        let code = kebab(&code_word(&problem.code));
        let field = problem.field.rsplit('.').next().unwrap_or_default();
        let suggestion = problem.suggestion.as_deref().unwrap_or("none");
        self.with(&format!("field-problem-{code}"), &[("detail", &problem.detail), ("suggestion", suggestion), ("field", field), ("moment", "any")])
    }
}

/// Sets the digits apart by threes. Spanish does so from five digits on (CLDR, `minimumGroupingDigits`).
fn grouped(number: u64, language: &str) -> String {
    let digits = number.to_string();
    let (mark, from) = match language {
        "de" | "nl" => (".", 4),
        "es" => (".", 5),
        "fr" => ("\u{202f}", 4),
        _ => (",", 4),
    };
    if digits.len() < from {
        return digits;
    }
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// Turns `unknownVariable` into `unknown-variable`, as messages are named.
fn kebab(code: &str) -> String {
    let mut kebab = String::new();
    for c in code.chars() {
        if c.is_ascii_uppercase() {
            kebab.push('-');
        }
        kebab.push(c.to_ascii_lowercase());
    }
    kebab
}

#[cfg(test)]
mod tests {
    use engine::view::{Distrust, ShownCertificate};

    use super::*;

    #[test]
    fn the_messages_are_read_without_a_mistake() {
        for (language, messages) in LANGUAGES {
            let mistakes = FluentResource::try_new(messages.to_owned()).err();
            assert!(mistakes.is_none(), "{language}: {:?}", mistakes.map(|(_, mistakes)| mistakes));
        }
    }

    #[test]
    fn the_first_language_of_the_users_that_is_ours_is_spoken() {
        for (wanted, expected) in [(&["de-AT"][..], "de"), (&["pt-BR", "fr_CA", "en"], "fr"), (&["den"], "en"), (&["C"], "en"), (&[], "en")] {
            assert_eq!(ours(wanted), expected, "{wanted:?}");
        }
    }

    #[test]
    fn another_language_is_spoken_at_once() {
        let text = Text::english();
        for (chosen, quit) in [("de", "Beenden"), ("fr", "Quitter"), ("es", "Salir"), ("nl", "Afsluiten"), ("en", "Quit"), ("xx", "Quit")] {
            text.speak(Some(chosen));
            assert_eq!(text.get("tray-quit"), quit, "{chosen}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        for (number, language, written) in [
            (0, "en", "0"),
            (999, "en", "999"),
            (8012, "en", "8,012"),
            (8012, "de", "8.012"),
            (8012, "nl", "8.012"),
            (8012, "es", "8012"),
            (18_012, "es", "18.012"),
            (1_234_567, "fr", "1\u{202f}234\u{202f}567"),
        ] {
            assert_eq!(grouped(number, language), written, "{number} {language}");
        }
    }

    #[test]
    fn every_problem_is_one_line_that_says_what_it_is_about() {
        use ProblemCode as P;
        let text = Text::english();
        for code in [
            P::BadAddress,
            P::Insecure,
            P::HostUnknown,
            P::Unreachable,
            P::Certificate,
            P::Encryption,
            P::Proxy,
            P::Moved,
            P::Refused,
            P::Forbidden,
            P::NotXsi,
            P::ServerBusy,
            P::TimedOut,
            P::NoEventChannel,
            P::SignedInElsewhere,
            P::UserDeleted,
            P::NoKeyring,
            P::NoPassword,
            P::NoAccount,
            P::Other,
        ] {
            let said = text.problem(&Problem::about(code, "xsp.example.org"));
            assert!(said.contains(' ') && !said.contains('\n') && !said.starts_with("problem-"), "{code:?}: {said}");
        }
        assert!(text.problem(&Problem::about(P::HostUnknown, "xsp.example.org")).contains("called xsp.example.org."));
    }

    #[test]
    fn what_is_wrong_with_a_certificate_is_said() {
        let text = Text::english();
        let said = |distrust| {
            let certificate = Some(ShownCertificate { distrust, subject: String::new(), issuer: String::new(), sha256: String::new() });
            text.problem(&Problem { certificate, more: "bad encoding".into(), ..Problem::about(ProblemCode::Certificate, "xsp") })
        };
        assert_eq!(said(Distrust::OutOfDate), "The certificate of xsp is out of date.");
        assert_eq!(said(Distrust::OtherName), "xsp showed a certificate that is for another name.");
        assert_eq!(said(Distrust::UnknownIssuer), "This computer doesn’t know who signed the certificate of xsp.");
        assert_eq!(said(Distrust::Revoked), "The certificate of xsp was revoked.");
        assert_eq!(said(Distrust::Other), "The certificate of xsp can’t be trusted (bad encoding).");
    }

    #[test]
    fn a_message_that_does_not_exist_shows_its_name() {
        assert_eq!(Text::english().get("no-such-message"), "no-such-message");
    }
}
