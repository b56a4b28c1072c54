//! One action, performed: rendered, handed to the machine, and what came of it.

use custom_events::{Action, Limit, RenderError, Rendered, Values};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::host::{Failure, FailureCode, Host, Sound, SoundSource, Volume};

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// The kind of action, as it is stored.
    pub kind: &'static str,
    /// What exactly was done; none if nothing was.
    pub done: Option<Rendered>,
    /// What was taken for variables, and there are none of: it stands in what was done as it was written.
    pub unknown: Vec<String>,
    /// How it went: what there is to say of a success, or what went wrong.
    pub result: Result<String, Failure>,
}

impl Performed {
    /// Nothing was done, for a reason.
    pub fn nothing(action: &Action, failure: Failure) -> Self {
        Self { kind: action.kind(), done: None, unknown: Vec::new(), result: Err(failure) }
    }
}

/// Does nothing: the custom event came too often.
pub fn held_back(action: &Action, limit: Limit) -> Performed {
    Performed::nothing(action, Failure::new(FailureCode::HeldBack, format!("more than {} times in {} s", limit.times, limit.seconds)))
}

/// Renders an action.
///
/// # Errors
/// Fails if a value would have changed what is done.
pub fn render(action: &Action, values: &Values) -> Result<Rendered, Failure> {
    action.render(values).map_err(|error| refused(&error))
}

/// Has the machine do what was rendered, once. `over` ends what lasts as long as the call does.
///
/// # Errors
/// Fails as the machine says.
pub async fn hand_over<H: Host>(host: &H, rendered: Rendered, over: CancellationToken) -> Result<String, Failure> {
    match rendered {
        Rendered::Command(command) => match host.run(command).await? {
            None => Ok(String::new()),
            Some(0) => Ok("exit code 0".to_owned()),
            Some(code) => Err(Failure::new(FailureCode::ProgramFailed, code.to_string())),
        },
        Rendered::Sound(sound) => {
            let sound = Sound { source: SoundSource::File(sound.file), repeat: sound.repeat, volume: Volume::new(sound.volume), device: sound.device };
            // What there is to know of it besides is of no use here: nothing stands in for the sound of a custom event.
            let (tell, _) = tokio::sync::mpsc::unbounded_channel();
            host.play(sound, over, tell).await.map(|()| String::new())
        }
        Rendered::Message(message) => host.notify(message, over).await.map(|()| String::new()),
        Rendered::Page { url } => host.open(url).await.map(|()| String::new()),
        Rendered::Request(request) => {
            let key = uuid::Uuid::new_v4().to_string();
            host.fetch(request, key).await.map(|status| format!("HTTP {status}")).map_err(|unsent| unsent.failure)
        }
    }
}

/// Describes what was done in one line.
pub fn describe(rendered: &Rendered) -> String {
    match rendered {
        Rendered::Command(command) => {
            let words: Vec<_> = std::iter::once(command.program.to_string_lossy()).chain(command.args.iter().map(Into::into)).collect();
            json!(words).to_string()
        }
        Rendered::Sound(sound) => sound.file.display().to_string(),
        Rendered::Message(message) => message.title.clone(),
        Rendered::Page { url } => url.to_string(),
        Rendered::Request(request) => format!("{} {}", request.method.as_str(), request.url),
    }
}

/// A value would have changed what is done, so nothing was.
fn refused(error: &RenderError) -> Failure {
    let code = match error {
        RenderError::LooksLikeAnOption { .. } => FailureCode::BadArgument,
        RenderError::TooLong => FailureCode::TooLong,
        RenderError::NoHost | RenderError::SchemeNotAllowed { .. } | RenderError::ValueInAddress | RenderError::ValueChangesAddress | RenderError::AddressForbidden { .. } => {
            FailureCode::BadAddress
        }
        // Nothing about the values: it can't be done as it is written.
        RenderError::ProgramNotAbsolute
        | RenderError::BadParameters
        | RenderError::Nul { .. }
        | RenderError::ScriptWithValues
        | RenderError::NoSound
        | RenderError::BadAddress(_)
        | RenderError::BadJson(_)
        | RenderError::BadHeader { .. } => FailureCode::Other,
    };
    Failure::new(code, error.to_string())
}
