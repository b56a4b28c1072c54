//! One action, performed: rendered, handed to the machine, and what came of it.

use custom_events::{Action, Limit, RenderError, Rendered, Values};
use futures_util::{FutureExt, future::BoxFuture};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::host::{Failure, FailureCode, Host, Ran, Sound, SoundSource, Volume};

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// Which action of its custom event it is of, counted from 0.
    pub place: usize,
    /// The kind of action, as it is stored.
    pub kind: &'static str,
    /// What exactly was done; none if nothing was.
    pub done: Option<Rendered>,
    /// What was taken for variables, and there are none of: it stands in what was done as it was written.
    pub unknown: Vec<String>,
    /// How it went.
    pub result: Result<Success, Failure>,
}

/// What there is to say of a success.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Success {
    /// What was answered, e.g. `HTTP 204`, or nothing.
    pub said: String,
    /// Whether it is a program that was left to itself and had not ended.
    pub goes_on: bool,
}

/// How a program ends that was left to itself: with what there is to say of that, or not well.
pub type ToCome = BoxFuture<'static, Result<String, Failure>>;

/// What the machine did.
pub struct Handed {
    /// What there is to say of it.
    pub success: Success,
    /// What is still to be known.
    pub to_come: Option<ToCome>,
}

impl Handed {
    fn saying(said: impl Into<String>) -> Self {
        Self { success: Success { said: said.into(), goes_on: false }, to_come: None }
    }
}

impl Performed {
    /// Nothing was done, for a reason.
    pub fn nothing(place: usize, action: &Action, failure: Failure) -> Self {
        Self { place, kind: action.kind(), done: None, unknown: Vec::new(), result: Err(failure) }
    }
}

/// Does nothing: the custom event came too often. What it would have been can still be done by hand.
pub fn held_back(place: usize, action: &Action, rendered: Option<Rendered>, limit: Limit) -> Performed {
    Performed { done: rendered, ..Performed::nothing(place, action, too_often(limit)) }
}

/// Says that a custom event came too often.
pub fn too_often(limit: Limit) -> Failure {
    Failure::new(FailureCode::HeldBack, format!("more than {} times in {} s", limit.times, limit.seconds))
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
pub async fn hand_over<H: Host>(host: &H, rendered: Rendered, over: CancellationToken) -> Result<Handed, Failure> {
    match rendered {
        Rendered::Command(command) => match host.run(command).await? {
            Ran::Ended(code) => exit(code).map(Handed::saying),
            Ran::On(end) => {
                let to_come = async move { end.await.and_then(exit) };
                Ok(Handed { success: Success { said: String::new(), goes_on: true }, to_come: Some(to_come.boxed()) })
            }
        },
        Rendered::Sound(sound) => {
            let sound = Sound { source: SoundSource::File(sound.file), repeat: sound.repeat, volume: Volume::new(sound.volume), device: sound.device };
            // What there is to know of it besides is of no use here: nothing stands in for the sound of a custom event.
            let (tell, _) = tokio::sync::mpsc::unbounded_channel();
            host.play(sound, over, tell).await.map(|()| Handed::saying(""))
        }
        Rendered::Message(message) => host.notify(message, over).await.map(|()| Handed::saying("")),
        Rendered::Page { url } => host.open(url).await.map(|()| Handed::saying("")),
        Rendered::Request(request) => {
            let key = uuid::Uuid::new_v4().to_string();
            host.fetch(request, key).await.map(|status| Handed::saying(format!("HTTP {status}"))).map_err(|unsent| unsent.failure)
        }
    }
}

/// Says what an exit code means.
fn exit(code: i32) -> Result<String, Failure> {
    if code == 0 { Ok("exit code 0".to_owned()) } else { Err(Failure::new(FailureCode::ProgramFailed, code.to_string())) }
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
