//! What is wrong with a field, and why an action could not be rendered. As data: the words belong to the window.

use serde::Serialize;
use ts_rs::TS;

/// Something wrong with one field of a custom event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// Which field, e.g. `name`, `trigger.remoteTel`, `actions.0.url`.
    pub field: String,
    /// What is wrong.
    pub code: FieldProblemCode,
    /// What it is about, e.g. the name of a variable.
    pub detail: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
    /// Whether it can be saved all the same.
    pub severity: Severity,
}

impl FieldProblem {
    pub(crate) fn new(field: &str, code: FieldProblemCode, detail: impl Into<String>) -> Self {
        Self { field: field.to_owned(), code, detail: detail.into(), suggestion: None, severity: code.severity() }
    }

    pub(crate) fn suggesting(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }

    pub(crate) fn within(self, parent: &str) -> Self {
        Self { field: format!("{parent}.{}", self.field), ..self }
    }

    /// Returns whether the custom event can't be saved with it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Whether a problem stops saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// It can't be saved.
    Error,
    /// It can be saved; the user should know.
    Warning,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FieldProblemCode {
    /// Nothing is written here.
    Empty,
    /// There is no such variable, or it has no such format.
    UnknownVariable,
    /// The variable has no value whenever this custom event is triggered.
    VariableEmptyHere,
    /// A brace is not closed.
    BadTemplate,
    /// It is no address.
    BadAddress,
    /// Addresses of this scheme are not opened.
    SchemeNotAllowed,
    /// A variable stands where the server is named.
    ValueInAddress,
    /// A variable stands where a query field of an address is named.
    ValueInName,
    /// A variable stands in a name that is sent as it is written: of a form's field, or a key of JSON.
    NameAsWritten,
    /// A secret stands here as it is, and not by its name in the keyring.
    LooksSecret,
    /// There is no such program.
    ProgramMissing,
    /// The file can't be run.
    ProgramNotExecutable,
    /// The program is named without its folder.
    ProgramNotAbsolute,
    /// There is no such sound file.
    SoundMissing,
    /// The file is no WAV sound.
    SoundNotWav,
    /// The sound file can't be read.
    SoundUnreadable,
    /// The sound file is larger than 20 MB.
    SoundTooLarge,
    /// The sound file is a WAV file of a kind that can't be played.
    SoundUnknownFormat,
    /// The sound file is a WAV file whose content makes no sense.
    SoundDamaged,
    /// There is nothing in the sound file to hear.
    SoundEmpty,
    /// It is not a telephone number, the start of one or a pattern.
    BadNumber,
    /// A quotation mark is not closed.
    BadParameters,
    /// It is no time of the day, such as `08:30`.
    BadTime,
    /// It is no number of seconds from one to a day.
    BadNumberOfSeconds,
    /// The folder is not there, or named without the folders above it.
    FolderMissing,
    /// Programs that read their arguments as commands can't be given values this way.
    ScriptWithValues,
    /// Addresses of this scheme start a program; they are opened once the user allows it.
    SchemeToAllow,
    /// It is no JSON document.
    BadJson,
    /// It is no name a header may have, or one that is not for the user to set.
    BadHeader,
    /// The address is one of those that tell secrets of the machine itself.
    AddressForbidden,
    /// What is sent, or a secret, can be read on the way: the address is not encrypted.
    NotPrivate,
    /// There is no secret of that name in the keyring.
    SecretMissing,
    /// An old misprint of a variable's name; it works.
    Misprint,
}

impl FieldProblemCode {
    fn severity(self) -> Severity {
        match self {
            Self::VariableEmptyHere | Self::Misprint | Self::NotPrivate | Self::SecretMissing | Self::NameAsWritten | Self::LooksSecret => Severity::Warning,
            Self::Empty
            | Self::UnknownVariable
            | Self::BadTemplate
            | Self::BadAddress
            | Self::SchemeNotAllowed
            | Self::ValueInAddress
            | Self::ValueInName
            | Self::ProgramMissing
            | Self::ProgramNotExecutable
            | Self::ProgramNotAbsolute
            | Self::SoundMissing
            | Self::SoundNotWav
            | Self::SoundUnreadable
            | Self::SoundTooLarge
            | Self::SoundUnknownFormat
            | Self::SoundDamaged
            | Self::SoundEmpty
            | Self::BadNumber
            | Self::BadParameters
            | Self::BadTime
            | Self::BadNumberOfSeconds
            | Self::FolderMissing
            | Self::ScriptWithValues
            | Self::SchemeToAllow
            | Self::BadJson
            | Self::BadHeader
            | Self::AddressForbidden => Severity::Error,
        }
    }
}

/// Why an action was not rendered. It is never done in another way instead.
///
/// No variant carries a value of the call: these errors may go to a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The program is named without its folder, so another one could be found in its place; or the folder it starts in is
    /// named without those above it; or one of them is on another machine.
    #[error("the program or the folder it starts in is not an absolute path")]
    ProgramNotAbsolute,
    /// No sound is chosen, or one of another machine.
    #[error("no sound is chosen")]
    NoSound,
    /// A quotation mark in the parameters is not closed.
    #[error("a quotation mark in the parameters is not closed")]
    BadParameters,
    /// A value would begin an argument with a character that makes the program take it for an option or a file of
    /// options. Text in front of the variable, e.g. `--name={Call.RemoteName}`, avoids it.
    #[error("the value in argument {argument} looks like an option")]
    LooksLikeAnOption {
        /// Which argument, counted from 1.
        argument: usize,
    },
    /// No program can be given a NUL character.
    #[error("the value in argument {argument} contains a NUL character")]
    Nul {
        /// Which argument, counted from 1.
        argument: usize,
    },
    /// The program reads its arguments as commands, so they may carry no values where it does. It can have them in its
    /// environment.
    #[error("a script or a shell can't be given values of a call as its arguments")]
    ScriptWithValues,
    /// It is no address.
    #[error("not an address: {0}")]
    BadAddress(#[from] url::ParseError),
    /// An address without a server.
    #[error("the address names no server")]
    NoHost,
    /// Addresses of this scheme are not opened.
    #[error("addresses starting with {scheme}: are not opened")]
    SchemeNotAllowed {
        /// The scheme.
        scheme: String,
    },
    /// A variable stands where the server is named.
    #[error("a variable stands where the address names the server")]
    ValueInAddress,
    /// A value would change more of the address than the place it stands in.
    #[error("a value would change the structure of the address")]
    ValueChangesAddress,
    /// The address is longer than the system opens, the arguments are longer than it takes, or the body is larger than a
    /// service is sent.
    #[error("it is too long")]
    TooLong,
    /// The address tells secrets of the machine itself.
    #[error("addresses of {host} are not asked")]
    AddressForbidden {
        /// The host.
        host: String,
    },
    /// The body is no JSON document.
    #[error("the body is not JSON: {0}")]
    BadJson(String),
    /// It is no name a header may have, or a value would end it.
    #[error("the header {name} can't be sent")]
    BadHeader {
        /// Its name as typed.
        name: String,
    },
}
