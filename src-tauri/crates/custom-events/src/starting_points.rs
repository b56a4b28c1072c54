//! Custom events to start from: drafts that are right but for what only the user knows.

use crate::{
    Action, CallTrigger, CustomEvent, DirectionFilter, HttpBody, HttpMethod, Limit, NumberPattern, OpenWebPage, PlaySound, RunProgram, RunWebService, ScopeFilter, ShowMessage,
    Template, Trigger,
};

/// Returns the custom events to start from, by the key of their name. Most are one; some are several that belong together.
///
/// They have no id and no name: both are given when one is taken. What is left empty in them, a sound, a program or a
/// number, is for the user or the shell to fill in.
pub fn starting_points() -> Vec<(&'static str, Vec<CustomEvent>)> {
    vec![
        ("open-crm", vec![open_crm()]),
        ("message-on-missed", vec![message_on_missed()]),
        ("log-to-service", at_the_end_of_calls(log_to_service(), log_to_service())),
        // One that was missed has no duration; its row has as many fields all the same.
        ("log-to-csv", at_the_end_of_calls(log_to_csv("{Call.Duration:seconds}"), log_to_csv("0"))),
        ("on-air-light", on_air_light()),
        ("boss-sound", vec![boss_sound()]),
    ]
}

/// Somebody from outside rings: their record is opened. Of one who hides their number there is none.
fn open_crm() -> CustomEvent {
    let trigger = Trigger::Call {
        state: CallTrigger::Ringing,
        line: Default::default(),
        direction: DirectionFilter::Inbound,
        scope: ScopeFilter::External,
        remote_tel: NumberPattern::new("!withheld"),
        local_tel: NumberPattern::default(),
    };
    draft(trigger, Action::OpenWebPage(OpenWebPage { url: "https://crm.example.com/search?phone={Call.RemoteTel:e164}".into(), ..OpenWebPage::default() }))
}

fn message_on_missed() -> CustomEvent {
    let message = ShowMessage {
        title: "Missed call from {Call.RemoteName|somebody}".into(),
        text: "{Call.RemoteTel:display|Number withheld}, at {Call.Start:%H:%M}".into(),
        stay: true,
        ..ShowMessage::default()
    };
    draft(on(CallTrigger::Missed), Action::ShowMessage(message))
}

fn log_to_service() -> Action {
    Action::RunWebService(RunWebService { url: "https://log.example.com/calls".into(), method: HttpMethod::Post, body: HttpBody::Event, ..RunWebService::default() })
}

/// Our own program writes the row. The shell fills in where it is, and the file, which is the empty argument.
fn log_to_csv(duration: &str) -> Action {
    let fields = "{Event.Time} {Call.Direction} {Call.RemoteTel} {Call.RemoteName} {Call.LocalTel} {Call.Outcome}";
    // After `--` nothing is an option, whatever a caller is called.
    let parameters = Template::parse(format!("append-csv \"\" -- {fields} {duration}"));
    Action::RunProgram(RunProgram { parameters, takes_options: true, hidden: true, time_limit: Some(10), ..RunProgram::default() })
}

/// A light that says whether somebody talks. One that was away is not switched hours later.
fn on_air_light() -> Vec<CustomEvent> {
    let switch = |url: &str| Action::RunWebService(RunWebService { url: url.into(), once: true, time_limit: Some(5), ..RunWebService::default() });
    vec![draft(on(CallTrigger::Connected), switch("http://light.example/on")), draft(on(CallTrigger::Completed), switch("http://light.example/off"))]
}

/// One number has a sound of its own.
fn boss_sound() -> CustomEvent {
    let trigger = Trigger::Call {
        state: CallTrigger::Ringing,
        line: Default::default(),
        direction: DirectionFilter::Inbound,
        scope: ScopeFilter::Both,
        remote_tel: NumberPattern::default(),
        local_tel: NumberPattern::default(),
    };
    draft(trigger, Action::PlaySound(PlaySound::default()))
}

/// Does something once for each call, when it is over: a call is either completed or missed.
fn at_the_end_of_calls(completed: Action, missed: Action) -> Vec<CustomEvent> {
    vec![draft(on(CallTrigger::Completed), completed), draft(on(CallTrigger::Missed), missed)]
}

fn on(state: CallTrigger) -> Trigger {
    Trigger::Call {
        state,
        line: Default::default(),
        direction: Default::default(),
        scope: Default::default(),
        remote_tel: NumberPattern::default(),
        local_tel: NumberPattern::default(),
    }
}

fn draft(trigger: Trigger, action: Action) -> CustomEvent {
    // A log with holes is none: what ended while nobody listened is written down at once, however much it is.
    let is_log = matches!(&action, Action::RunProgram(program) if program.parameters.as_str().starts_with("append-csv"));
    let limit = if is_log { Limit { times: 100, seconds: 10 } } else { Limit::default() };
    CustomEvent { id: String::new(), name: String::new(), enabled: true, trigger, conditions: Vec::new(), actions: vec![action], limit, imported: false, extra: Default::default() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{FieldProblemCode, Files, ProgramFile, Rendered, SoundProblem, sample};

    struct Machine;

    impl Files for Machine {
        fn program(&self, _: &Path) -> ProgramFile {
            ProgramFile::Runs
        }
        fn folder(&self, _: &Path) -> bool {
            true
        }
        fn sound(&self, _: &Path) -> Option<SoundProblem> {
            None
        }
    }

    #[test]
    fn nothing_is_wrong_with_them_but_what_the_user_has_to_fill_in() {
        use FieldProblemCode::{Empty, NotPrivate};
        let mut left: Vec<(&str, String, FieldProblemCode)> = Vec::new();
        for (key, events) in starting_points() {
            for mut event in events {
                assert!(event.id.is_empty() && event.name.is_empty() && event.enabled && !event.imported);
                event.name = key.to_owned();
                left.extend(event.check(&Machine).into_iter().map(|problem| (key, problem.field, problem.code)));
            }
        }
        let expected = [
            ("log-to-csv", "actions.0.program", Empty),
            ("log-to-csv", "actions.0.program", Empty),
            ("on-air-light", "actions.0.url", NotPrivate),
            ("on-air-light", "actions.0.url", NotPrivate),
            ("boss-sound", "actions.0.file", Empty),
        ];
        assert_eq!(left, expected.map(|(key, field, code)| (key, field.to_owned(), code)));
    }

    #[test]
    fn each_says_what_a_user_expects_of_it() {
        let events: std::collections::HashMap<_, _> = starting_points().into_iter().collect();
        let values = sample::values(&sample::completed_call());
        let action = |key: &str, at: usize| events[key][at].actions[0].clone();
        let Rendered::Page { url } = action("open-crm", 0).render(&values).unwrap() else { panic!("a page") };
        assert_eq!(url.as_str(), "https://crm.example.com/search?phone=%2B442079460958");
        let Rendered::Message(message) = action("message-on-missed", 0).render(&values).unwrap() else { panic!("a message") };
        assert_eq!((message.title.as_str(), message.text.as_str()), ("Missed call from Priya Raman", "020 7946 0958, at 09:30"));
        let Rendered::Request(request) = action("log-to-service", 1).render(&values).unwrap() else { panic!("a request") };
        assert!(request.body.unwrap().text.contains("\"RemoteName\":\"Priya Raman\""));
        let Action::RunProgram(program) = action("log-to-csv", 0) else { panic!("a program") };
        let limits = |key: &str| starting_points().into_iter().find(|(known, _)| *known == key).map(|(_, drafts)| drafts[0].limit.times);
        assert_eq!((limits("log-to-csv"), limits("open-crm")), (Some(100), Some(5)), "a log with holes is none");
        let pieces = program.pieces(&sample::values(&sample::call_from("-e"))).unwrap();
        let args: Vec<String> = pieces.into_iter().map(|pieces| pieces.into_iter().map(|piece| piece.text).collect()).collect();
        assert_eq!(args, ["append-csv", "", "--", "2026-11-23T09:33:31+00:00", "Incoming", "+442079460958", "-e", "4021", "", ""]);
        let Rendered::Request(request) = action("on-air-light", 1).render(&values).unwrap() else { panic!("a request") };
        assert!(request.url.as_str() == "http://light.example/off" && request.once && request.body.is_none());
    }
}
