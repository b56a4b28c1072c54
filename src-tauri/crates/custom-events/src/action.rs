//! What to do, one file a kind: what is stored, what it renders to, and what can be wrong with it.
//!
//! Rendering puts the values in and returns plain data. Doing it is the host's business. A value is hostile: whoever
//! calls chooses their name. So values never name a program, a file or a server; see `arguments.rs`,
//! `scripts.rs`, `address.rs`, `body.rs` and `headers.rs` for what they can't do where they may stand.

pub(crate) mod address;
pub(crate) mod arguments;
mod body;
mod event_json;
mod headers;
mod hosts;
pub(crate) mod literal_secrets;
mod open_web_page;
mod play_sound;
mod run_program;
mod run_web_service;
mod schemes;
mod scripts;
mod show_message;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

pub use self::{
    arguments::Piece,
    open_web_page::OpenWebPage,
    play_sound::{PlaySound, Sound},
    run_program::{Command, RunProgram},
    run_web_service::{FormField, Header, HttpBody, HttpMethod, HttpRequest, RenderedBody, RenderedHeader, RunWebService},
    schemes::is_never_opened,
    show_message::{Message, ShowMessage},
};
use crate::{FieldProblem, FieldProblemCode, Files, RenderError, Trigger, Values};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Action {
    /// Runs a program.
    RunProgram(RunProgram),
    /// Plays a sound.
    PlaySound(PlaySound),
    /// Shows a message.
    ShowMessage(ShowMessage),
    /// Opens a web page.
    OpenWebPage(OpenWebPage),
    /// Calls a web service.
    RunWebService(RunWebService),
}

/// An action with the values in it. This is what the activity keeps of it, and what is run again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Rendered {
    /// A program to run.
    #[serde(rename = "runProgram")]
    Command(Command),
    /// A sound to play.
    #[serde(rename = "playSound")]
    Sound(Sound),
    /// A message to show.
    #[serde(rename = "showMessage")]
    Message(Message),
    /// An address to open.
    #[serde(rename = "openWebPage")]
    Page {
        /// The address.
        #[ts(type = "string")]
        url: Url,
    },
    /// A request to send.
    #[serde(rename = "runWebService")]
    Request(HttpRequest),
}

impl Action {
    /// Returns the kind as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::RunProgram(_) => "runProgram",
            Self::PlaySound(_) => "playSound",
            Self::ShowMessage(_) => "showMessage",
            Self::OpenWebPage(_) => "openWebPage",
            Self::RunWebService(_) => "runWebService",
        }
    }

    /// Renders what is to be done.
    ///
    /// # Errors
    /// Fails if it can't be done with these values, or with none.
    pub fn render(&self, values: &Values) -> Result<Rendered, RenderError> {
        Ok(match self {
            Self::RunProgram(action) => Rendered::Command(action.render(values)?),
            Self::PlaySound(action) => Rendered::Sound(action.render(values)?),
            Self::ShowMessage(action) => Rendered::Message(action.render(values)?),
            Self::OpenWebPage(action) => Rendered::Page { url: action.render(values)? },
            Self::RunWebService(action) => Rendered::Request(action.render(values)?),
        })
    }

    /// Returns what is wrong with its fields, but for the files they name.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        match self {
            Self::RunProgram(action) => action.validate(trigger),
            Self::PlaySound(action) => action.validate(trigger),
            Self::ShowMessage(action) => action.validate(trigger),
            Self::OpenWebPage(action) => action.validate(trigger),
            Self::RunWebService(action) => action.validate(trigger),
        }
    }

    /// Returns what it takes for variables and there are none of: they are sent as they stand.
    pub fn unknown_variables(&self, trigger: &Trigger) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for problem in self.validate(trigger).into_iter().filter(|problem| problem.code == FieldProblemCode::UnknownVariable) {
            if !names.contains(&problem.detail) {
                names.push(problem.detail);
            }
        }
        names
    }

    /// Returns what is wrong with the files it names.
    pub(crate) fn check_files(&self, files: &impl Files) -> Vec<FieldProblem> {
        match self {
            Self::RunProgram(action) => action.check_files(files),
            Self::PlaySound(action) => action.check_file(files).into_iter().collect(),
            Self::ShowMessage(_) | Self::OpenWebPage(_) | Self::RunWebService(_) => Vec::new(),
        }
    }
}

/// Returns whether a path names another machine, or the system's own way past the rules for paths, as `\\server\share` and
/// `\\?\x` do. On some systems a look at one logs on there, and tells who looks; so nobody looks. A stored custom event
/// means the same on every system, so it is refused on every system.
pub(crate) fn is_elsewhere(path: &str) -> bool {
    let path = path.trim_start().replace('\\', "/");
    path.starts_with("//") || path.starts_with("/??/")
}

/// The systems that differ in what an action may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum System {
    Windows,
    Unix,
}

impl System {
    pub(crate) const HERE: Self = if cfg!(windows) { Self::Windows } else { Self::Unix };
    #[cfg(test)]
    pub(crate) const ALL: [Self; 2] = [Self::Windows, Self::Unix];
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{CallTrigger, FieldProblemCode, ProgramFile, SoundProblem, sample};

    /// A machine whose files nobody may look at.
    struct Untouched;

    impl Files for Untouched {
        fn program(&self, path: &Path) -> ProgramFile {
            panic!("{}", path.display())
        }
        fn folder(&self, path: &Path) -> bool {
            panic!("{}", path.display())
        }
        fn sound(&self, path: &Path) -> Option<SoundProblem> {
            panic!("{}", path.display())
        }
    }

    #[test]
    fn a_path_to_another_machine_is_neither_looked_at_nor_done() {
        let here = if cfg!(windows) { r"C:\Tools\x" } else { "/opt/x" };
        let values = sample::values(&sample::ringing_call());
        for path in [r"\\evil\share\x", "//evil/share/x", r"\/evil\share", r"/\evil/share", r"\\?\UNC\evil\x", r"\\.\pipe\x", r"\??\UNC\evil\x", " //evil/x", "//"] {
            let program = |program: &str, folder: &str| Action::RunProgram(RunProgram { program: program.into(), folder: folder.into(), ..RunProgram::default() });
            for (action, files, expected, error) in [
                (program(path, ""), true, ("program", FieldProblemCode::ProgramNotAbsolute), RenderError::ProgramNotAbsolute),
                // The program itself is here, and may be looked at.
                (program(here, path), false, ("folder", FieldProblemCode::FolderMissing), RenderError::ProgramNotAbsolute),
                (program(path, path), true, ("program", FieldProblemCode::ProgramNotAbsolute), RenderError::ProgramNotAbsolute),
                (Action::PlaySound(PlaySound { file: path.into(), ..PlaySound::default() }), true, ("file", FieldProblemCode::SoundMissing), RenderError::NoSound),
            ] {
                let problems = action.validate(&sample::trigger(CallTrigger::All));
                assert_eq!(problems.first().map(|problem| (problem.field.as_str(), problem.code)), Some(expected), "{action:?}");
                assert_eq!(action.render(&values), Err(error), "{action:?}");
                if files {
                    assert_eq!(action.check_files(&Untouched), [], "{action:?}");
                }
            }
        }
        for path in [here, "/opt//x", r"C:\Tools\\x", "x", "", "/"] {
            assert!(!is_elsewhere(path), "{path}");
        }
    }
}
