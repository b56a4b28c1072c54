//! One action, performed: rendered, handed to the machine, and what came of it.

use custom_events::{Action, RenderError, Rendered, Values};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::host::{Failure, FailureCode, Host, Sound, SoundSource};

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// The kind of action, as it is stored.
    pub kind: &'static str,
    /// What exactly was done: the program with its arguments, the address, the title. Empty if nothing was.
    pub done: String,
    /// How it went.
    pub result: Result<(), Failure>,
}

/// Performs an action. With `dry_run` it is rendered and nothing else.
pub async fn perform<H: Host>(host: &H, action: &Action, values: &Values, dry_run: bool) -> Performed {
    let kind = action.kind();
    match action.render(values) {
        Err(error) => Performed { kind, done: String::new(), result: Err(refused(&error)) },
        Ok(rendered) => {
            let done = describe(&rendered);
            let result = if dry_run { Ok(()) } else { hand_over(host, rendered).await };
            Performed { kind, done, result }
        }
    }
}

/// Does nothing: the custom event came too often.
pub fn held_back(action: &Action) -> Performed {
    Performed { kind: action.kind(), done: String::new(), result: Err(Failure::new(FailureCode::HeldBack, "")) }
}

async fn hand_over<H: Host>(host: &H, rendered: Rendered) -> Result<(), Failure> {
    match rendered {
        Rendered::Command(command) => match host.run(command).await? {
            None | Some(0) => Ok(()),
            Some(code) => Err(Failure::new(FailureCode::ProgramFailed, code.to_string())),
        },
        Rendered::Sound(sound) => host.play(Sound { source: SoundSource::File(sound.file), repeat: false }, CancellationToken::new()).await,
        Rendered::Message(message) => host.notify(message).await,
        Rendered::Page(url) => host.open(url).await,
        Rendered::Request(request) => host.fetch(request).await.map(drop),
    }
}

fn describe(rendered: &Rendered) -> String {
    match rendered {
        Rendered::Command(command) => {
            let words: Vec<_> = std::iter::once(command.program.to_string_lossy()).chain(command.args.iter().map(Into::into)).collect();
            json!(words).to_string()
        }
        Rendered::Sound(sound) => sound.file.display().to_string(),
        Rendered::Message(message) => message.title.clone(),
        Rendered::Page(url) => url.to_string(),
        Rendered::Request(request) => format!("{} {}", request.method, request.url),
    }
}

/// A value would have changed what is done, so nothing was.
fn refused(error: &RenderError) -> Failure {
    let code = match error {
        RenderError::ProgramNotAbsolute | RenderError::BadParameters | RenderError::LooksLikeAnOption { .. } | RenderError::Nul { .. } | RenderError::ScriptWithValues => {
            FailureCode::BadArgument
        }
        RenderError::NoSound => FailureCode::SoundMissing,
        RenderError::BadAddress(_)
        | RenderError::NoHost
        | RenderError::SchemeNotAllowed { .. }
        | RenderError::ValueInAddress
        | RenderError::ValueChangesAddress
        | RenderError::TooLong => FailureCode::BadAddress,
    };
    Failure::new(code, error.to_string())
}
