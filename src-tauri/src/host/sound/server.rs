//! The sound server of a Linux desktop: PulseAudio, or PipeWire, which speaks its language.
//!
//! ALSA knows such a server as one device. Asked itself, it lists its outputs one by one, each by a name that is the same
//! tomorrow. It mixes and converts; all that is sent to it are the samples of the file.

use std::{
    ffi::CString,
    os::unix::net::UnixStream,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use engine::host::SoundDevice;
use futures_util::future::{BoxFuture, FutureExt as _, Shared};
use pulseaudio::{
    AsPlaybackSource as _, Client, ClientError, PlaybackStream,
    protocol::{ChannelMap, PlaybackStreamParams, Prop, Props, SampleFormat, SampleSpec, ServerInfo, SinkInfo, SinkState, stream},
};
use tokio::{sync::oneshot, time::timeout};

use super::{
    devices::{End, Target, Wish},
    voice::{FADE, Voice},
};

/// What the ids of its outputs begin with.
const PREFIX: &str = "pulseaudio:";

/// The output a server makes up where there is none, so that programs have something to play to. Nobody hears it.
const MADE_UP: &[u8] = b"auto_null";

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long the cookie is that the server wants to see, in bytes.
const COOKIE: usize = 256;

/// How much the server has in hand, in milliseconds: enough for a busy computer, and little enough to be silent soon.
const IN_HAND: u32 = 100;

// Who answers hears nothing of it any more after 200 ms: what is in hand, the fading, and 80 ms for all else.
const _: () = assert!(IN_HAND + FADE + 80 <= 200, "a call that is answered rings on");

/// How many sounds were begun. Two streams of one connection with the same number are in step, and the server refuses one
/// that comes to another that plays: each has a number of its own.
static BEGUN: AtomicU32 = AtomicU32::new(1);

/// The connection to the server, made when it is needed first and kept: a connection that says nothing costs nothing.
#[derive(Default)]
pub(super) struct Server {
    client: Mutex<Option<Client>>,
}

impl Server {
    /// Lists the outputs; nothing where no server answers.
    pub(super) async fn list(&self) -> Option<Vec<SoundDevice>> {
        let sinks = self.ask(|client| async move { client.list_sinks().await }).await.ok()?;
        let device = |sink: SinkInfo| {
            let name = sink.description.as_ref().unwrap_or(&sink.name).to_string_lossy().trim().to_owned();
            SoundDevice { id: format!("{PREFIX}{}", sink.name.to_string_lossy()), name }
        };
        Some(sinks.into_iter().filter(|sink| sink.name.as_bytes() != MADE_UP).map(device).collect())
    }

    /// Says what a sound that begins now would be played on; nothing where there is no output.
    ///
    /// # Errors
    /// Fails where no server answers.
    pub(super) async fn target(&self, wish: Wish<'_>) -> Result<Option<Target>, NoServer> {
        if let Some(name) = wish.chosen.and_then(sink_name)
            && let Some(sink) = self.ask(|client| client_sink(client, name.clone())).await?
            // One that sleeps wakes up for a sound, one that was taken does not.
            && !(wish.is_taken && sink.state == SinkState::Suspended)
        {
            return Ok(Some(Target::Chosen(sink.index)));
        }
        let info: ServerInfo = self.ask(|client| async move { client.server_info().await }).await?;
        let default = info.default_sink_name.filter(|name| !name.is_empty() && name.as_bytes() != MADE_UP);
        Ok(default.map(|name| Target::Default(name.to_string_lossy().into_owned())))
    }

    /// Says whether an output is suspended. While something is played on it, that is because another program has it for
    /// itself, or the user wants it so.
    pub(super) async fn is_suspended(&self, target: &Target) -> bool {
        let sink = match target {
            Target::Chosen(index) => self.ask(|client| async move { client.sink_info(*index).await }).await,
            Target::Default(name) => {
                let Ok(name) = CString::new(name.as_str()) else { return false };
                let by_name = |client: Client| {
                    let name = name.clone();
                    async move { client.sink_info_by_name(name).await }
                };
                self.ask(by_name).await
            }
        };
        // One that is gone is noticed elsewhere.
        sink.is_ok_and(|sink| sink.state == SinkState::Suspended)
    }

    /// Begins to play.
    ///
    /// # Errors
    /// Fails where no server answers, or it takes no sound for that output.
    pub(super) async fn play(&self, chosen: Option<&str>, target: Target, voice: Voice) -> Result<Stream, NoServer> {
        // Where nobody chose, the server does: it may know better than its default.
        let sink = chosen.filter(|_| matches!(target, Target::Chosen(_))).and_then(sink_name);
        let params = params(&voice, sink);
        let mut voice = Some(voice);
        let stream = self.ask(move |client| create(client, params.clone(), voice.take())).await?.ok_or_else(|| NoServer("it was lost meanwhile".into()))?;
        let over = {
            let stream = stream.clone();
            async move {
                match stream.play_all().await {
                    Ok(()) => End::Ended,
                    Err(_) => End::Lost,
                }
            }
        };
        Ok(Stream { stream, over: over.boxed().shared(), target })
    }

    /// Asks the server something. A connection that was lost is made anew, once.
    async fn ask<T, Asking: Future<Output = Result<T, ClientError>>>(&self, mut ask: impl FnMut(Client) -> Asking) -> Result<T, NoServer> {
        let kept = self.client.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(client) = kept {
            match timeout(PATIENCE, ask(client)).await {
                Ok(Err(ClientError::Disconnected | ClientError::Io(_))) => self.keep(None),
                Ok(answer) => return answer.map_err(|error| NoServer(error.to_string())),
                Err(_) => {
                    self.keep(None);
                    return Err(NoServer("it does not answer".into()));
                }
            }
        }
        let client = connect().await?;
        self.keep(Some(client.clone()));
        match timeout(PATIENCE, ask(client)).await {
            Ok(answer) => answer.map_err(|error| NoServer(error.to_string())),
            Err(_) => Err(NoServer("it does not answer".into())),
        }
    }

    fn keep(&self, client: Option<Client>) {
        *self.client.lock().unwrap_or_else(PoisonError::into_inner) = client;
    }
}

/// No server answers, or not as it should.
#[derive(Debug, thiserror::Error)]
#[error("no sound server: {0}")]
pub(super) struct NoServer(String);

/// A sound that is played by the server. Dropped, it ends at once.
pub(super) struct Stream {
    stream: PlaybackStream,
    over: Shared<BoxFuture<'static, End>>,
    pub(super) target: Target,
}

impl Stream {
    /// Waits until it is over. It may be asked again.
    pub(super) async fn over(&self) -> End {
        self.over.clone().await
    }

    /// Whether the server still has it: one whose output is gone is dropped without a word.
    pub(super) async fn is_there(&self) -> bool {
        matches!(timeout(PATIENCE, self.stream.timing_info()).await, Ok(Ok(_)))
    }
}

/// Connects to the server of this session.
async fn connect() -> Result<Client, NoServer> {
    let (reply, answer) = oneshot::channel();
    // A thread of its own: a server that hangs would keep it for ever.
    let started = thread::Builder::new().name("sound server".into()).spawn(move || {
        // Whoever asked may have gone.
        let _ = reply.send(connect_here());
    });
    started.map_err(|error| NoServer(error.to_string()))?;
    match timeout(PATIENCE, answer).await {
        Ok(Ok(client)) => client.map_err(|error| NoServer(error.to_string())),
        Ok(Err(_)) | Err(_) => Err(NoServer("it does not answer".into())),
    }
}

/// Connects on this thread.
fn connect_here() -> Result<Client, ClientError> {
    let socket = pulseaudio::socket_path_from_env().ok_or(ClientError::ServerUnavailable)?;
    // Who runs as the same user needs no cookie, but has to show one of the right size.
    let cookie = pulseaudio::cookie_path_from_env().and_then(|file| std::fs::read(file).ok()).filter(|cookie| cookie.len() == COOKIE).unwrap_or_else(|| vec![0; COOKIE]);
    Client::new_unix(c"Bellhop", UnixStream::connect(socket)?, Some(cookie))
}

/// Looks an output up. That there is none of the name is an answer as well.
async fn client_sink(client: Client, name: CString) -> Result<Option<SinkInfo>, ClientError> {
    match client.sink_info_by_name(name).await {
        Ok(sink) => Ok(Some(sink)),
        Err(ClientError::ServerError(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Begins a stream. A voice that went into one that came to nothing is gone with it.
async fn create(client: Client, params: PlaybackStreamParams, voice: Option<Voice>) -> Result<Option<PlaybackStream>, ClientError> {
    let Some(mut voice) = voice else { return Ok(None) };
    let mut fill = move |buffer: &mut [u8]| {
        let mut filled = 0;
        for (place, sample) in buffer.chunks_exact_mut(4).zip(&mut voice) {
            place.copy_from_slice(&sample.to_le_bytes());
            filled += place.len();
        }
        filled
    };
    Ok(Some(client.create_playback_stream(params, (move |buffer: &mut [u8]| fill(buffer)).as_playback_source()).await?))
}

fn params(voice: &Voice, sink_name: Option<CString>) -> PlaybackStreamParams {
    let channels = u8::try_from(voice.channels()).unwrap_or(1);
    let bytes = |milliseconds: u32| voice.rate() * milliseconds / 1000 * u32::from(channels) * 4;
    let mut props = Props::new();
    props.set(Prop::MediaName, c"Bellhop");
    // By this another one of us knows what it must not mute.
    props.set(Prop::ApplicationProcessBinary, c"bellhop");
    PlaybackStreamParams {
        sample_spec: SampleSpec { format: SampleFormat::Float32Le, channels, sample_rate: voice.rate() },
        channel_map: if channels == 1 { ChannelMap::mono() } else { ChannelMap::stereo() },
        sink_name,
        sync_id: BEGUN.fetch_add(1, Ordering::Relaxed),
        buffer_attr: stream::BufferAttr { target_length: bytes(IN_HAND), minimum_request_length: bytes(IN_HAND / 3), ..Default::default() },
        flags: stream::StreamFlags { adjust_latency: true, ..Default::default() },
        props,
        ..Default::default()
    }
}

/// Returns the name of an output, if the id is that of one.
fn sink_name(id: &str) -> Option<CString> {
    CString::new(id.strip_prefix(PREFIX)?).ok()
}
