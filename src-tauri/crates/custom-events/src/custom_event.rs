//! A custom event as stored: a trigger and some actions.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;
use uuid::Uuid;

use crate::{Action, Condition, FieldProblem, FieldProblemCode, Limit, Trigger};

/// What the user wants done, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomEvent {
    /// Its id, a UUID. Empty in a draft of a new one.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is on.
    pub enabled: bool,
    /// What has to happen.
    pub trigger: Trigger,
    /// What has to be true besides.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// What to do, in this order.
    pub actions: Vec<Action>,
    /// How often it may act on the machine.
    #[serde(default, skip_serializing_if = "Limit::is_usual")]
    #[ts(as = "Option<Limit>", optional)]
    pub limit: Limit,
    /// Whether it came from a file and nobody has looked at it yet. Such a one can't be switched on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub imported: bool,
    /// What another version of the program stored with it, kept as it is.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

/// Looks at the files a custom event names.
pub trait Files {
    /// Looks whether a program can be run.
    fn program(&self, path: &Path) -> ProgramFile;
    /// Follows links: returns the path a program has in the end, which is its own if it is no link.
    fn leads_to(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }
    /// Looks whether there is such a folder.
    fn folder(&self, path: &Path) -> bool;
    /// Looks what keeps a sound from being played, if anything does.
    fn sound(&self, path: &Path) -> Option<SoundProblem>;
}

/// What a look at a program finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramFile {
    /// It can be run.
    Runs,
    /// It is not there.
    Missing,
    /// It is there and can't be run.
    NotExecutable,
}

/// What is wrong with a sound file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SoundProblem {
    /// It is gone.
    Missing,
    /// Its content is no WAV sound.
    NotWav,
    /// It can't be read.
    Unreadable,
    /// It is larger than 20 MB.
    TooLarge,
    /// It is a WAV file of a kind that can't be played.
    UnknownFormat,
    /// It is a WAV file whose content makes no sense.
    Damaged,
    /// There is nothing in it to hear.
    Empty,
}

impl CustomEvent {
    /// Returns an id no other custom event has.
    pub fn new_id() -> String {
        Uuid::new_v4().to_string()
    }

    /// Returns whether it is asked at all: it is on, and somebody has looked at it.
    pub fn is_on(&self) -> bool {
        self.enabled && !self.imported
    }

    /// Returns which secrets it names that are not among those that are known: what needs them can't be sent.
    pub fn missing_secrets(&self, known: &[String]) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        for (index, action) in self.actions.iter().enumerate() {
            let Action::RunWebService(service) = action else { continue };
            for (number, header) in service.headers.iter().enumerate() {
                if !header.secret.is_empty() && !known.contains(&header.secret) {
                    problems.push(FieldProblem::new(&format!("actions.{index}.headers.{number}.secret"), FieldProblemCode::SecretMissing, &header.secret));
                }
            }
        }
        problems
    }

    /// Returns what is wrong with it, field by field.
    pub fn check(&self, files: &impl Files) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push(FieldProblem::new("name", FieldProblemCode::Empty, ""));
        }
        problems.extend(self.trigger.validate().into_iter().map(|problem| problem.within("trigger")));
        for (index, condition) in self.conditions.iter().enumerate() {
            problems.extend(condition.problems().into_iter().map(|problem| problem.within(&format!("conditions.{index}"))));
        }
        problems.extend(self.limit.problems().into_iter().map(|problem| problem.within("limit")));
        if self.actions.is_empty() {
            problems.push(FieldProblem::new("actions", FieldProblemCode::Empty, ""));
        }
        for (index, action) in self.actions.iter().enumerate() {
            let mut of_action = action.validate(&self.trigger);
            // A program that is refused for itself need not be looked at.
            let of_files = action.check_files(files).into_iter().filter(|file| !of_action.iter().any(|problem| problem.field == file.field && problem.is_error()));
            of_action.extend(of_files.collect::<Vec<_>>());
            problems.extend(of_action.into_iter().map(|problem| problem.within(&format!("actions.{index}"))));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        CallTrigger, DeviceTrigger, DirectionFilter, FormField, Header, HoursCondition, HttpBody, HttpMethod, NumberPattern, OpenWebPage, PlaySound, RunProgram, RunWebService,
        ScopeFilter, Severity, ShowMessage, StillSoCondition, sample,
    };

    /// A machine where every file is as said.
    struct Machine(ProgramFile, Option<SoundProblem>);

    impl Files for Machine {
        fn program(&self, _: &Path) -> ProgramFile {
            self.0
        }
        fn folder(&self, _: &Path) -> bool {
            self.0 != ProgramFile::Missing
        }
        fn sound(&self, _: &Path) -> Option<SoundProblem> {
            self.1
        }
    }

    fn absolute(name: &str) -> String {
        if cfg!(windows) { format!(r"C:\Tools\{name}") } else { format!("/opt/{name}") }
    }

    fn of_every_kind() -> CustomEvent {
        CustomEvent {
            id: "0b9c3c1e-4a55-4a53-9d3e-1f6f0b0b7c11".into(),
            name: "Customer calls".into(),
            enabled: true,
            trigger: Trigger::Call {
                line: Default::default(),
                state: CallTrigger::Ringing,
                direction: DirectionFilter::Inbound,
                scope: ScopeFilter::External,
                remote_tel: NumberPattern::new("0131, !withheld"),
                local_tel: NumberPattern::new("4021"),
            },
            conditions: vec![],
            actions: vec![
                Action::RunProgram(RunProgram { program: "/usr/bin/logger".into(), parameters: "--tag bellhop {Call.RemoteTel}".into(), ..RunProgram::default() }),
                Action::PlaySound(PlaySound { file: "/home/anna/bell.wav".into(), ..PlaySound::default() }),
                Action::ShowMessage(ShowMessage { title: "{Call.RemoteName|Somebody}".into(), text: "calls {{you}}".into(), ..ShowMessage::default() }),
                Action::OpenWebPage(OpenWebPage { url: "https://crm.example/find?tel={Call.RemoteTel:e164}".into(), ..OpenWebPage::default() }),
                Action::RunWebService(RunWebService { url: "http://127.0.0.1:8080/calls/{Call.Id}".into(), ..RunWebService::default() }),
            ],
            limit: Limit::default(),
            imported: false,
            extra: Map::new(),
        }
    }

    #[test]
    fn a_custom_event_is_stored_readably_and_comes_back_the_same() {
        let event = of_every_kind();
        insta::assert_json_snapshot!(event, @r#"
        {
          "id": "0b9c3c1e-4a55-4a53-9d3e-1f6f0b0b7c11",
          "name": "Customer calls",
          "enabled": true,
          "trigger": {
            "category": "call",
            "state": "ringing",
            "line": "own",
            "direction": "inbound",
            "scope": "external",
            "remoteTel": "0131, !withheld",
            "localTel": "4021"
          },
          "conditions": [],
          "actions": [
            {
              "kind": "runProgram",
              "program": "/usr/bin/logger",
              "parameters": "--tag bellhop {Call.RemoteTel}"
            },
            {
              "kind": "playSound",
              "file": "/home/anna/bell.wav"
            },
            {
              "kind": "showMessage",
              "title": "{Call.RemoteName|Somebody}",
              "text": "calls {{you}}"
            },
            {
              "kind": "openWebPage",
              "url": "https://crm.example/find?tel={Call.RemoteTel:e164}"
            },
            {
              "kind": "runWebService",
              "url": "http://127.0.0.1:8080/calls/{Call.Id}"
            }
          ]
        }
        "#);
        let stored = serde_json::to_value(&event).unwrap();
        assert_eq!(serde_json::from_value::<CustomEvent>(stored).unwrap(), event);
    }

    #[test]
    fn what_is_left_open_need_not_be_stored() {
        let stored = r#"{"id": "1", "name": "n", "enabled": false, "trigger": {"category": "call", "state": "all"}, "actions": []}"#;
        let event: CustomEvent = serde_json::from_str(stored).unwrap();
        assert_eq!(event.trigger, sample::trigger(CallTrigger::All));
        let stored = r#"{"id": "1", "name": "n", "enabled": false, "trigger": {"category": "device", "state": "dndOn"}, "actions": []}"#;
        let event: CustomEvent = serde_json::from_str(stored).unwrap();
        assert_eq!(event.trigger, Trigger::Device { state: DeviceTrigger::DndOn, line: Default::default() });
    }

    #[test]
    fn keys_of_another_version_survive() {
        let mut stored = serde_json::to_value(of_every_kind()).unwrap();
        stored["icon"] = "bell".into();
        stored["later"] = serde_json::json!({"retries": [1, 2, 3]});
        let event: CustomEvent = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(serde_json::to_value(&event).unwrap(), stored);
    }

    #[test]
    fn every_problem_is_said_with_its_field() {
        let said = |event: &CustomEvent, machine: Machine| -> Vec<(String, FieldProblemCode)> { event.check(&machine).into_iter().map(|p| (p.field, p.code)).collect() };
        let sound = Machine(ProgramFile::Runs, None);
        let mut event = of_every_kind();
        event.actions[0] = Action::RunProgram(RunProgram { program: absolute("logger"), parameters: "".into(), ..RunProgram::default() });
        assert_eq!(said(&event, sound), []);
        assert_eq!(
            said(&event, Machine(ProgramFile::Missing, Some(SoundProblem::NotWav))),
            [("actions.0.program".to_owned(), FieldProblemCode::ProgramMissing), ("actions.1.file".to_owned(), FieldProblemCode::SoundNotWav)]
        );
        assert_eq!(
            said(&event, Machine(ProgramFile::NotExecutable, Some(SoundProblem::Missing))),
            [("actions.0.program".to_owned(), FieldProblemCode::ProgramNotExecutable), ("actions.1.file".to_owned(), FieldProblemCode::SoundMissing)]
        );
        event.name = " ".into();
        event.trigger = Trigger::Call {
            line: Default::default(),
            state: CallTrigger::Missed,
            direction: DirectionFilter::Both,
            scope: ScopeFilter::Both,
            remote_tel: NumberPattern::new("4021, ^"),
            local_tel: NumberPattern::new("!"),
        };
        event.actions = vec![
            Action::RunProgram(RunProgram::default()),
            Action::PlaySound(PlaySound::default()),
            Action::ShowMessage(ShowMessage { title: "{Call.Duration}".into(), text: "{Call.RemoteCall}".into(), ..ShowMessage::default() }),
            Action::OpenWebPage(OpenWebPage { url: "ftp://x/".into(), ..OpenWebPage::default() }),
            Action::RunWebService(RunWebService { url: "mailto:x".into(), ..RunWebService::default() }),
        ];
        let missing = Machine(ProgramFile::Missing, Some(SoundProblem::Missing));
        let expected = [
            ("name", FieldProblemCode::Empty),
            ("trigger.remoteTel", FieldProblemCode::BadNumber),
            ("trigger.localTel", FieldProblemCode::BadNumber),
            ("actions.0.program", FieldProblemCode::Empty),
            ("actions.1.file", FieldProblemCode::Empty),
            ("actions.2.title", FieldProblemCode::VariableEmptyHere),
            ("actions.2.text", FieldProblemCode::Misprint),
            ("actions.3.url", FieldProblemCode::SchemeNotAllowed),
            ("actions.4.url", FieldProblemCode::SchemeNotAllowed),
        ];
        assert_eq!(said(&event, missing), expected.map(|(field, code)| (field.to_owned(), code)));
        event.actions.clear();
        assert!(said(&event, Machine(ProgramFile::Runs, None)).contains(&("actions".to_owned(), FieldProblemCode::Empty)));
    }

    #[test]
    fn what_is_wrong_in_depth_is_said_with_its_field_too() {
        use FieldProblemCode as P;
        let event = CustomEvent {
            conditions: vec![
                Condition::Hours(HoursCondition { from: "8".into(), to: "24:00".into(), ..HoursCondition::default() }),
                Condition::StillSo(StillSoCondition { seconds: 0 }),
                Condition::OncePerCall,
            ],
            limit: Limit { times: 0, seconds: 10 },
            actions: vec![
                Action::RunProgram(RunProgram { program: absolute("bash"), parameters: "-c {Call.RemoteName}".into(), folder: absolute("gone"), ..RunProgram::default() }),
                Action::RunProgram(RunProgram { program: absolute("x"), folder: "gone".into(), time_limit: Some(0), ..RunProgram::default() }),
                Action::ShowMessage(ShowMessage { text: "x".into(), page: "callto:1".into(), ..ShowMessage::default() }),
                Action::OpenWebPage(OpenWebPage { url: "callto:{Call.RemoteTel}".into(), ..OpenWebPage::default() }),
                Action::OpenWebPage(OpenWebPage { url: "smb://x/y".into(), allowed_scheme: "smb".into() }),
                Action::RunWebService(RunWebService {
                    url: "http://169.254.169.254/".into(),
                    method: HttpMethod::Post,
                    body: HttpBody::Json { text: "{".into() },
                    headers: vec![Header { name: "Host".into(), value: "{Weather}".into(), secret: "crm".into() }],
                    time_limit: Some(301),
                    ..RunWebService::default()
                }),
                Action::RunWebService(RunWebService {
                    url: "https://crm.example/".into(),
                    method: HttpMethod::Put,
                    body: HttpBody::Form { fields: vec![FormField { name: String::new(), value: "{Weather}".into() }] },
                    ..RunWebService::default()
                }),
            ],
            ..of_every_kind()
        };
        let expected = [
            ("conditions.0.from", P::BadTime),
            ("conditions.0.to", P::BadTime),
            ("conditions.1.seconds", P::BadNumberOfSeconds),
            ("limit.times", P::BadNumberOfSeconds),
            ("actions.0.parameters", P::ScriptWithValues),
            ("actions.0.program", P::ProgramMissing),
            ("actions.0.folder", P::FolderMissing),
            ("actions.1.folder", P::FolderMissing),
            ("actions.1.timeLimit", P::BadNumberOfSeconds),
            ("actions.1.program", P::ProgramMissing),
            ("actions.2.page", P::SchemeNotAllowed),
            ("actions.3.url", P::SchemeToAllow),
            ("actions.4.url", P::SchemeNotAllowed),
            ("actions.5.url", P::NotPrivate),
            ("actions.5.url", P::AddressForbidden),
            ("actions.5.body.text", P::BadJson),
            ("actions.5.headers.0.name", P::BadHeader),
            ("actions.5.headers.0.value", P::UnknownVariable),
            ("actions.5.headers.0.secret", P::NotPrivate),
            ("actions.5.timeLimit", P::BadNumberOfSeconds),
            ("actions.6.body.fields.0.name", P::Empty),
            ("actions.6.body.fields.0.value", P::UnknownVariable),
        ];
        let said: Vec<_> = event.check(&Machine(ProgramFile::Missing, None)).into_iter().map(|problem| (problem.field, problem.code)).collect();
        assert_eq!(said, expected.map(|(field, code)| (field.to_owned(), code)));
    }

    #[test]
    fn what_nobody_has_looked_at_is_off_whatever_it_says() {
        for (enabled, imported, on) in [(true, false, true), (true, true, false), (false, false, false), (false, true, false)] {
            assert_eq!(CustomEvent { enabled, imported, ..of_every_kind() }.is_on(), on);
        }
    }

    #[test]
    fn a_problem_is_told_to_the_window_in_its_words() {
        let problem = FieldProblem::new("url", FieldProblemCode::UnknownVariable, "Call.RemoteTell").suggesting(Some("Call.RemoteTel".into()));
        assert_eq!(problem.severity, Severity::Error);
        let told = serde_json::json!({
            "field": "actions.0.url", "code": "unknownVariable", "detail": "Call.RemoteTell", "suggestion": "Call.RemoteTel", "severity": "error"
        });
        assert_eq!(serde_json::to_value(problem.within("actions.0")).unwrap(), told);
    }

    #[test]
    fn the_window_knows_the_types_as_they_are_stored() {
        let config = ts_rs::Config::default();
        for (declared, expected) in [
            (Trigger::decl(&config), "type Trigger = { \"category\": \"call\""),
            (Action::decl(&config), "type Action = { \"kind\": \"runProgram\" } & RunProgram"),
            (RunProgram::decl(&config), "type RunProgram = { "),
            (crate::Template::decl(&config), "type Template = string;"),
            (NumberPattern::decl(&config), "type NumberPattern = string;"),
            (CustomEvent::decl(&config), "type CustomEvent = { "),
        ] {
            assert!(declared.starts_with(expected), "{declared}");
        }
        assert!(!CustomEvent::decl(&config).contains("extra"));
    }
}
