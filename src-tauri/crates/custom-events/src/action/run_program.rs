//! Runs a program. No shell is ever involved, and no value names the program.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    System,
    arguments::{self, Unclosed},
};
use crate::{FieldProblem, FieldProblemCode, Files, ProgramFile, RenderError, Template, Trigger, Values};

/// Runs a program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunProgram {
    /// Its absolute path. A program named without its folder is not looked for: another could be found in its place.
    pub program: String,
    /// Its arguments, as on a command line; see [`crate::action`].
    pub parameters: Template,
    /// The folder it starts in, an absolute path. Without, its own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<String>", optional)]
    pub folder: String,
    /// Whether its window is hidden, where the system can.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>", optional)]
    pub hidden: bool,
    /// How long it may run, in seconds. Without, it belongs to the user from the moment it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub time_limit: Option<u32>,
    /// Whether a value may stand at the beginning of an argument though it looks like an option: the user has said that
    /// the program does not mind.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>", optional)]
    pub takes_options: bool,
    /// Whether the program is told the values in its environment too, as `BELLHOP_CALL_REMOTE_TEL` and so on: a script can
    /// use them without reading them as commands.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<bool>", optional)]
    pub environment: bool,
}

/// A program to run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    /// Its absolute path.
    pub program: PathBuf,
    /// Its arguments.
    pub args: Vec<String>,
    /// The folder it starts in; without, its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<PathBuf>,
    /// Whether its window is hidden.
    #[serde(default)]
    pub hidden: bool,
    /// How long it may run, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_limit: Option<u32>,
    /// What its environment has besides ours: names and values.
    #[serde(default)]
    pub environment: Vec<(String, String)>,
}

/// Leaves what is not said out of what is stored.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
pub(super) fn is_false(said: &bool) -> bool {
    !said
}

impl RunProgram {
    /// Renders the program to run and its arguments.
    ///
    /// # Errors
    /// Fails if a value would be taken for an option, or could not be an argument.
    pub fn render(&self, values: &Values) -> Result<Command, RenderError> {
        self.render_on(System::HERE, values)
    }

    pub(crate) fn render_on(&self, system: System, values: &Values) -> Result<Command, RenderError> {
        if !Path::new(&self.program).is_absolute() {
            return Err(RenderError::ProgramNotAbsolute);
        }
        if self.gives_values_to_a_script(system) {
            return Err(RenderError::ScriptWithValues);
        }
        let arguments = arguments::split(&self.parameters).map_err(|Unclosed| RenderError::BadParameters)?;
        let args = arguments.iter().zip(1..).map(|(argument, number)| argument.render(values, number, system)).collect::<Result<_, _>>()?;
        let environment = if self.environment { values.environment() } else { Vec::new() };
        let folder = Some(PathBuf::from(self.folder.trim())).filter(|folder| !folder.as_os_str().is_empty());
        Ok(Command { program: PathBuf::from(&self.program), args, folder, hidden: self.hidden, time_limit: self.time_limit, environment })
    }

    /// Returns what is wrong with its fields, but for the program file itself.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        self.validate_on(System::HERE, trigger)
    }

    fn validate_on(&self, system: System, trigger: &Trigger) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.program.trim().is_empty() {
            problems.push(FieldProblem::new("program", FieldProblemCode::Empty, ""));
        } else if !Path::new(&self.program).is_absolute() {
            problems.push(FieldProblem::new("program", FieldProblemCode::ProgramNotAbsolute, &self.program));
        } else if self.gives_values_to_a_script(system) {
            problems.push(FieldProblem::new("program", FieldProblemCode::ProgramNotExecutable, &self.program));
        }
        problems.extend(self.parameters.problems("parameters", trigger));
        if arguments::split(&self.parameters).is_err() {
            problems.push(FieldProblem::new("parameters", FieldProblemCode::BadParameters, ""));
        }
        problems
    }

    pub(crate) fn check_file(&self, files: &impl Files) -> Option<FieldProblem> {
        if !Path::new(&self.program).is_absolute() {
            return None;
        }
        let code = match files.program(self.program.as_ref()) {
            ProgramFile::Runs => return None,
            ProgramFile::Missing => FieldProblemCode::ProgramMissing,
            ProgramFile::NotExecutable => FieldProblemCode::ProgramNotExecutable,
        };
        Some(FieldProblem::new("program", code, &self.program))
    }

    /// Returns whether values would go to a batch file, for which Windows starts a shell that reads its arguments as
    /// commands again (CVE-2024-24576).
    fn gives_values_to_a_script(&self, system: System) -> bool {
        // Windows ignores dots and blanks at the end of a name.
        let name = self.program.trim_end_matches(['.', ' ']).to_ascii_lowercase();
        system == System::Windows && self.parameters.has_values() && (name.ends_with(".bat") || name.ends_with(".cmd"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CallTrigger, sample};

    /// An absolute path on the system the tests run on.
    fn absolute(name: &str) -> String {
        if cfg!(windows) { format!(r"C:\Tools\{name}") } else { format!("/opt/{name}") }
    }

    #[test]
    fn a_program_is_rendered_with_its_arguments() {
        let values = sample::values(&sample::ringing_call());
        let action = RunProgram { program: absolute("screen pop"), parameters: "--tel {Call.RemoteTel} 'two words'".into(), time_limit: Some(5), ..RunProgram::default() };
        let command = action.render(&values).unwrap();
        assert_eq!(
            command,
            Command { program: absolute("screen pop").into(), args: vec!["--tel".into(), "+442079460958".into(), "two words".into()], time_limit: Some(5), ..Command::default() }
        );
        for program in ["", "notepad", "./x", "{Call.RemoteName}"] {
            let action = RunProgram { program: program.into(), parameters: "".into(), ..RunProgram::default() };
            assert_eq!(action.render(&values), Err(RenderError::ProgramNotAbsolute), "{program}");
        }
    }

    #[test]
    fn a_batch_file_gets_no_values() {
        let values = sample::values(&sample::ringing_call());
        for (name, parameters, system, refused) in [
            ("x.bat", "{Call.RemoteTel}", System::Windows, true),
            ("x.CMD. .", "a {Call.RemoteTel}", System::Windows, true),
            ("x.bat", "fixed", System::Windows, false),
            ("x.exe", "{Call.RemoteTel}", System::Windows, false),
            ("x.bat", "{Call.RemoteTel}", System::Unix, false),
        ] {
            let action = RunProgram { program: absolute(name), parameters: parameters.into(), ..RunProgram::default() };
            assert_eq!(action.render_on(system, &values).err(), refused.then_some(RenderError::ScriptWithValues), "{name} {parameters}");
            assert_eq!(action.validate_on(system, &sample::trigger(CallTrigger::All)).is_empty(), !refused, "{name} {parameters}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_program_is_said_by_field() {
        use FieldProblemCode::{BadParameters, Empty, ProgramNotAbsolute, UnknownVariable};
        for (program, parameters, expected) in [
            (absolute("x"), "--tel {Call.RemoteTel}", vec![]),
            (String::new(), "", vec![("program", Empty)]),
            ("x".to_owned(), "it's", vec![("program", ProgramNotAbsolute), ("parameters", BadParameters)]),
            (absolute("x"), "{Weather}", vec![("parameters", UnknownVariable)]),
        ] {
            let problems = RunProgram { program, parameters: parameters.into(), ..RunProgram::default() }.validate(&sample::trigger(CallTrigger::All));
            assert_eq!(problems.iter().map(|problem| (problem.field.as_str(), problem.code)).collect::<Vec<_>>(), expected);
        }
    }
}
