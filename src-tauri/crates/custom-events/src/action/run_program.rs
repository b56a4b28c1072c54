//! Runs a program. No shell is ever involved, and no value names the program.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    System,
    arguments::{self, Argument, Piece, Unclosed},
    is_elsewhere, scripts,
};
use crate::{FieldProblem, FieldProblemCode, Files, ProgramFile, RenderError, Template, Trigger, Values};

/// The longest time limit, in seconds: ten minutes. What is to run longer is left to itself.
const LONGEST: u32 = 10 * 60;

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
    /// Which of them hold values of the call, by their places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(skip)]
    pub with_values: Vec<usize>,
    /// Whether values are let through though they look like options.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(skip)]
    pub takes_options: bool,
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

impl Command {
    /// Returns whether a value would be read as a command if its program were this one: what a link leads to has another
    /// name, and it is by their names that programs are known which read their arguments.
    pub fn is_read_by(&self, program: &Path) -> bool {
        let argument = |(place, text): (usize, &String)| Argument::rendered(text, self.with_values.contains(&place));
        let arguments: Vec<Argument<'_>> = self.args.iter().enumerate().map(argument).collect();
        scripts::gives_values_to_be_read(&program.to_string_lossy(), &arguments, self.takes_options, System::HERE)
    }
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
    /// Fails if a value would be taken for an option or for a command, or could not be an argument.
    pub fn render(&self, values: &Values) -> Result<Command, RenderError> {
        self.render_on(System::HERE, values)
    }

    pub(crate) fn render_on(&self, system: System, values: &Values) -> Result<Command, RenderError> {
        let folder = Some(PathBuf::from(self.folder.trim())).filter(|folder| !folder.as_os_str().is_empty());
        if !is_absolute(&self.program) || (folder.is_some() && !is_absolute(self.folder.trim())) {
            return Err(RenderError::ProgramNotAbsolute);
        }
        let pieces = self.pieces_on(system, values)?;
        let arguments = arguments::split(&self.parameters).unwrap_or_default();
        let with_values = arguments.iter().enumerate().filter(|(_, argument)| argument.has_values()).map(|(place, _)| place).collect();
        let args: Vec<String> = pieces.into_iter().map(|pieces| pieces.into_iter().map(|piece| piece.text).collect()).collect();
        arguments::check_length(&self.program, &args, system)?;
        let environment = if self.environment { values.environment() } else { Vec::new() };
        Ok(Command {
            program: PathBuf::from(&self.program),
            args,
            with_values,
            takes_options: self.takes_options,
            folder,
            hidden: self.hidden,
            time_limit: self.time_limit,
            environment,
        })
    }

    /// Renders each argument in pieces, so that what came from the call can be told from what the user wrote. An argument
    /// of no pieces is an empty one.
    ///
    /// # Errors
    /// Fails as [`RunProgram::render`] does, but for the program itself and the length of it all.
    pub fn pieces(&self, values: &Values) -> Result<Vec<Vec<Piece>>, RenderError> {
        self.pieces_on(System::HERE, values)
    }

    fn pieces_on(&self, system: System, values: &Values) -> Result<Vec<Vec<Piece>>, RenderError> {
        let arguments = arguments::split(&self.parameters).map_err(|Unclosed| RenderError::BadParameters)?;
        if scripts::gives_values_to_be_read(&self.program, &arguments, self.takes_options, system) {
            return Err(RenderError::ScriptWithValues);
        }
        arguments.iter().zip(1..).map(|(argument, number)| argument.pieces(values, number, self.takes_options, system)).collect()
    }

    /// Returns what is wrong with its fields, but for the program file and the folder themselves.
    pub fn validate(&self, trigger: &Trigger) -> Vec<FieldProblem> {
        self.validate_on(System::HERE, trigger)
    }

    fn validate_on(&self, system: System, trigger: &Trigger) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.program.trim().is_empty() {
            problems.push(FieldProblem::new("program", FieldProblemCode::Empty, ""));
        } else if !is_absolute(&self.program) {
            problems.push(FieldProblem::new("program", FieldProblemCode::ProgramNotAbsolute, &self.program));
        }
        problems.extend(self.parameters.problems("parameters", trigger));
        match arguments::split(&self.parameters) {
            Err(Unclosed) => problems.push(FieldProblem::new("parameters", FieldProblemCode::BadParameters, "")),
            Ok(arguments) if scripts::gives_values_to_be_read(&self.program, &arguments, self.takes_options, system) => {
                problems.push(FieldProblem::new("parameters", FieldProblemCode::ScriptWithValues, &self.program));
            }
            Ok(_) => {}
        }
        let folder = self.folder.trim();
        if !folder.is_empty() && !is_absolute(folder) {
            problems.push(FieldProblem::new("folder", FieldProblemCode::FolderMissing, folder));
        }
        problems.extend(
            self.time_limit.filter(|limit| !(1..=LONGEST).contains(limit)).map(|limit| FieldProblem::new("timeLimit", FieldProblemCode::BadNumberOfSeconds, limit.to_string())),
        );
        problems
    }

    /// Returns what is wrong with the files it names. What is not an absolute path of this machine is not looked at.
    pub(crate) fn check_files(&self, files: &impl Files) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if is_absolute(&self.program) {
            let code = match files.program(self.program.as_ref()) {
                ProgramFile::Runs => None,
                ProgramFile::Missing => Some(FieldProblemCode::ProgramMissing),
                ProgramFile::NotExecutable => Some(FieldProblemCode::ProgramNotExecutable),
            };
            problems.extend(code.map(|code| FieldProblem::new("program", code, &self.program)));
            problems.extend(self.link_to_a_script(files).map(|leads_to| FieldProblem::new("parameters", FieldProblemCode::ScriptWithValues, leads_to)));
        }
        let folder = self.folder.trim();
        if is_absolute(folder) && !files.folder(folder.as_ref()) {
            problems.push(FieldProblem::new("folder", FieldProblemCode::FolderMissing, folder));
        }
        problems
    }

    /// Returns what the program is a link to, if that would read a value of the call as a command.
    fn link_to_a_script(&self, files: &impl Files) -> Option<String> {
        let arguments = arguments::split(&self.parameters).ok().filter(|arguments| arguments.iter().any(Argument::has_values))?;
        let leads_to = files.leads_to(self.program.as_ref()).to_string_lossy().into_owned();
        scripts::gives_values_to_be_read(&leads_to, &arguments, self.takes_options, System::HERE).then_some(leads_to)
    }
}

/// Returns whether it is an absolute path, and one of this machine.
fn is_absolute(path: &str) -> bool {
    Path::new(path).is_absolute() && !is_elsewhere(path)
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
    fn what_a_link_leads_to_is_known_by_its_own_name() {
        let values = sample::values(&sample::ringing_call());
        let command = |parameters: &str| RunProgram { program: absolute("crm"), parameters: parameters.into(), ..RunProgram::default() }.render(&values).unwrap();
        for (parameters, name, read) in [
            ("-c {Call.RemoteName}", "sh", true),
            ("-c {Call.RemoteName}", "crm-2.1", false),
            ("-c date", "sh", false),
            ("-c 'echo \"$1\"' sh {Call.RemoteName}", "dash", false),
            ("--call {Call.RemoteTel}", "vim.basic", true),
            ("show.py {Call.RemoteTel}", "python3.11", false),
        ] {
            assert_eq!(command(parameters).is_read_by(absolute(name).as_ref()), read, "{name} {parameters}");
        }
        let kept: Command = serde_json::from_value(serde_json::to_value(command("-c {Call.RemoteName}")).unwrap()).unwrap();
        assert!(kept.is_read_by(absolute("sh").as_ref()), "also when it is run again");
    }

    /// A machine where every program is a link to another.
    struct Linked(&'static str);

    impl Files for Linked {
        fn program(&self, _: &Path) -> ProgramFile {
            ProgramFile::Runs
        }
        fn leads_to(&self, _: &Path) -> PathBuf {
            absolute(self.0).into()
        }
        fn folder(&self, _: &Path) -> bool {
            true
        }
        fn sound(&self, _: &Path) -> Option<crate::SoundProblem> {
            Some(crate::SoundProblem::Missing)
        }
    }

    #[test]
    fn a_link_to_a_shell_is_refused_values_when_it_is_saved() {
        for (parameters, name, refused) in [("-c {Call.RemoteName}", "sh", true), ("-c date", "sh", false), ("-c {Call.RemoteName}", "crm-2.1", false)] {
            let problems = RunProgram { program: absolute("crm"), parameters: parameters.into(), ..RunProgram::default() }.check_files(&Linked(name));
            let said: Vec<_> = problems.into_iter().map(|problem| (problem.field, problem.code, problem.detail)).collect();
            let expected = ("parameters".to_owned(), FieldProblemCode::ScriptWithValues, absolute(name));
            assert_eq!(said, if refused { vec![expected] } else { vec![] }, "{name} {parameters}");
        }
    }

    #[test]
    fn a_program_is_rendered_with_its_arguments() {
        let values = sample::values(&sample::ringing_call());
        let action = RunProgram { program: absolute("screen pop"), parameters: "--tel {Call.RemoteTel} 'two words'".into(), time_limit: Some(5), ..RunProgram::default() };
        let command = action.render(&values).unwrap();
        assert_eq!(
            command,
            Command {
                program: absolute("screen pop").into(),
                args: vec!["--tel".into(), "+442079460958".into(), "two words".into()],
                with_values: vec![1],
                time_limit: Some(5),
                ..Command::default()
            }
        );
        for program in ["", "notepad", "./x", "{Call.RemoteName}"] {
            let action = RunProgram { program: program.into(), parameters: "".into(), ..RunProgram::default() };
            assert_eq!(action.render(&values), Err(RenderError::ProgramNotAbsolute), "{program}");
        }
    }

    #[test]
    fn a_script_is_refused_values_before_it_is_saved_and_when_it_is_run() {
        let values = sample::values(&sample::ringing_call());
        for (name, parameters, system, refused) in [
            ("x.bat", "{Call.RemoteTel}", System::Windows, true),
            ("x.bat", "fixed", System::Windows, false),
            ("x.exe", "{Call.RemoteTel}", System::Windows, false),
            ("sh", "-c {Call.RemoteTel}", System::Unix, true),
            ("sh", "x.sh {Call.RemoteTel}", System::Unix, false),
        ] {
            // A path that each system takes for one, whichever the test runs on.
            let program = absolute(name).replace('\\', "/");
            let action = RunProgram { program, parameters: parameters.into(), environment: true, ..RunProgram::default() };
            let problems = action.validate_on(system, &sample::trigger(CallTrigger::All));
            let said: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.code)).collect();
            assert_eq!(said.as_slice(), if refused { &[("parameters", FieldProblemCode::ScriptWithValues)][..] } else { &[] }, "{name} {parameters}");
            match action.render_on(system, &values) {
                Ok(command) => assert!(!refused && command.environment.contains(&("BELLHOP_CALL_REMOTE_TEL".into(), "+442079460958".into()))),
                Err(error) => assert!(refused && error == RenderError::ScriptWithValues, "{name} {parameters}"),
            }
        }
    }

    #[test]
    fn a_value_may_look_like_an_option_where_the_user_says_so() {
        for (name, system) in [("-e", System::Unix), ("@file", System::Unix), ("/C", System::Windows)] {
            let values = sample::values(&sample::call_from(name));
            let program = |takes_options| RunProgram { program: absolute("x"), parameters: "{Call.RemoteName}".into(), takes_options, ..RunProgram::default() };
            assert_eq!(program(false).render_on(system, &values), Err(RenderError::LooksLikeAnOption { argument: 1 }));
            assert_eq!(program(true).render_on(system, &values).unwrap().args, [name]);
        }
    }

    #[test]
    fn what_came_from_the_call_is_told_from_what_the_user_wrote() {
        let values = sample::values(&sample::ringing_call());
        let program = RunProgram { program: absolute("x"), parameters: "--a '{Call.RemoteName}: {Call.Outcome|none}' \"\" {Call.Outcome}".into(), ..RunProgram::default() };
        let piece = |text: &str, from_call| Piece { text: text.into(), from_call };
        let expected = [vec![piece("--a", false)], vec![piece("Priya Raman", true), piece(": ", false), piece("none", false)], vec![], vec![]];
        assert_eq!(program.pieces(&values).unwrap(), expected);
        assert_eq!(program.render(&values).unwrap().args, ["--a", "Priya Raman: none", "", ""]);
    }

    #[test]
    fn what_the_system_would_not_take_is_refused() {
        let values = sample::values(&sample::call_from(&"\\".repeat(5_000)));
        for (times, windows, unix) in [(1, true, true), (8, true, true), (16, false, true), (127, false, true), (128, false, false)] {
            let parameters = format!("x{}", "{Call.RemoteName}".repeat(times));
            let program = RunProgram { program: absolute("x"), parameters: parameters.into(), ..RunProgram::default() };
            for (system, fits) in [(System::Windows, windows), (System::Unix, unix)] {
                assert_eq!(program.render_on(system, &values).err(), (!fits).then_some(RenderError::TooLong), "{times} on {system:?}");
            }
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
        let program = |folder: String, time_limit| RunProgram { program: absolute("x"), folder, time_limit, ..RunProgram::default() };
        for (program, expected) in [
            (program(absolute("work"), Some(600)), vec![]),
            (program("work".into(), Some(0)), vec![("folder", FieldProblemCode::FolderMissing), ("timeLimit", FieldProblemCode::BadNumberOfSeconds)]),
        ] {
            let problems = program.validate(&sample::trigger(CallTrigger::All));
            assert_eq!(problems.iter().map(|problem| (problem.field.as_str(), problem.code)).collect::<Vec<_>>(), expected);
            assert_eq!(program.render(&sample::values(&sample::ringing_call())).is_ok(), expected.is_empty());
        }
    }
}
