//! PulseAudio, and PipeWire's server that speaks like it: what each program plays is muted by itself, so that our own
//! sounds, a softphone and a screen reader stay audible. Where there is no such server, ALSA's mixer.

use std::{
    cell::{Cell, RefCell},
    io,
    os::{fd::AsRawFd, unix::net::UnixStream},
    process,
    rc::Rc,
    sync::mpsc::{self, Sender},
    thread,
};

use libpulse_binding::{
    callbacks::ListResult,
    context::{
        Context, FlagSet, State,
        introspect::SinkInputInfo,
        subscribe::{Facility, InterestMaskSet},
    },
    def::Retval,
    mainloop::{
        api::Mainloop as _,
        events::io::FlagSet as IoFlagSet,
        standard::{IterateResult, Mainloop},
    },
    operation::{Operation, State as OperationState},
    proplist::{Proplist, properties},
    volume::{ChannelVolumes, Volume},
};

use super::{
    Wake, Watch,
    alsa::Alsa,
    audio::{Audio, FULL, Knob, Level, OutOfReach, Scene, Set, Turn},
    mpris::Mpris,
};

mod memory;

/// Media players can be paused.
pub(super) const PAUSES: bool = true;

/// Our own sounds are told apart. Where only ALSA is there they are not, but that is not known before it is tried.
pub(super) const SPARES_OURS: bool = true;

/// What this kind of sound system is called in notes.
const SYSTEM: &str = "pulse";

/// What another process of ours is known by.
const BINARY: &str = "bellhop";

/// What is never quiet: the call itself, and what reads the screen to those who can't see it.
const SPARED_ROLES: [&str; 2] = ["phone", "a11y"];

/// The property that says under which name the server remembers a stream.
const MEMORY: &str = "module-stream-restore.id";

/// Opens the sound system: the one something was turned in, if that is so, else the best there is.
///
/// # Errors
/// Fails if there is none.
pub(super) fn sound(system: Option<&str>) -> Result<Box<dyn Audio>, OutOfReach> {
    match system {
        Some(SYSTEM) => Ok(Box::new(Pulse::connect()?)),
        Some(_) => Ok(Box::new(Alsa::open()?)),
        None => match Pulse::connect() {
            Ok(pulse) => Ok(Box::new(pulse)),
            Err(error) => Ok(Box::new(Alsa::open().map_err(|_| error)?)),
        },
    }
}

/// Opens the way to the players.
///
/// # Errors
/// Fails if there is no session bus.
pub(super) fn players() -> Result<Box<dyn Audio>, OutOfReach> {
    Ok(Box::new(Mpris::connect()?))
}

/// A connection to the sound server.
struct Pulse {
    // Dropped before the loop it hangs in.
    context: Context,
    mainloop: Mainloop,
}

/// What the server says of itself.
struct Server {
    /// The default output.
    default: Option<String>,
    /// What tells this run of it from others.
    run: u32,
    is_pipewire: bool,
}

impl Pulse {
    fn connect() -> Result<Self, OutOfReach> {
        let mut mainloop = Mainloop::new().ok_or_else(|| OutOfReach("no main loop".to_owned()))?;
        let mut context = Context::new(&mainloop, "Bellhop").ok_or_else(|| OutOfReach("no context".to_owned()))?;
        // A server that does not run has nothing to be muted.
        context.connect(None, FlagSet::NOAUTOSPAWN, None).map_err(OutOfReach::because)?;
        loop {
            match context.get_state() {
                State::Ready => return Ok(Self { context, mainloop }),
                State::Failed | State::Terminated => return Err(OutOfReach::because(context.errno())),
                State::Unconnected | State::Connecting | State::Authorizing | State::SettingName => iterate(&mut mainloop)?,
            }
        }
    }

    /// Waits for the answer to what was asked.
    fn wait<T: ?Sized>(&mut self, operation: &Operation<T>) -> Result<(), OutOfReach> {
        while operation.get_state() == OperationState::Running {
            iterate(&mut self.mainloop)?;
            if !self.context.get_state().is_good() {
                return Err(OutOfReach::because(self.context.errno()));
            }
        }
        Ok(())
    }

    fn streams(&mut self, server: u32) -> Result<Vec<Knob>, OutOfReach> {
        let sinks = self.sinks()?;
        let streams = Rc::new(RefCell::new(Vec::new()));
        let found = streams.clone();
        let asked = self.context.introspect().get_sink_input_info_list(move |stream| {
            if let ListResult::Item(stream) = stream {
                let sink = sinks.iter().find(|(index, ..)| *index == stream.sink).map(|(_, id, _)| id.clone());
                found.borrow_mut().push(knob(server, stream, sink));
            }
        });
        self.wait(&asked)?;
        Ok(streams.take())
    }

    /// Returns the outputs: index, id, and what people call them.
    fn sinks(&mut self) -> Result<Vec<(u32, String, String)>, OutOfReach> {
        let sinks = Rc::new(RefCell::new(Vec::new()));
        let found = sinks.clone();
        let asked = self.context.introspect().get_sink_info_list(move |sink| {
            if let ListResult::Item(sink) = sink {
                let id = sink.name.as_deref().unwrap_or_default().to_owned();
                let name = sink.description.as_deref().unwrap_or(&id).to_owned();
                found.borrow_mut().push((sink.index, id, name));
            }
        });
        self.wait(&asked)?;
        Ok(sinks.take())
    }

    fn server(&mut self) -> Result<Server, OutOfReach> {
        let server = Rc::new(RefCell::new(None));
        let found = server.clone();
        let asked = self.context.introspect().get_server_info(move |server| {
            let default = server.default_sink_name.as_deref().map(str::to_owned);
            let is_pipewire = server.server_name.as_deref().is_some_and(|name| name.contains("PipeWire"));
            *found.borrow_mut() = Some(Server { default, run: server.cookie, is_pipewire });
        });
        self.wait(&asked)?;
        server.take().ok_or_else(|| OutOfReach("the sound server says nothing of itself".to_owned()))
    }
}

impl Audio for Pulse {
    fn system(&self) -> &'static str {
        SYSTEM
    }

    fn look(&mut self) -> Result<Scene, OutOfReach> {
        let Server { default, run, .. } = self.server()?;
        let outputs = self.sinks()?.into_iter().map(|(_, id, name)| (id, name)).collect();
        Ok(Scene { default, outputs, knobs: self.streams(run)? })
    }

    fn set(&mut self, knob: &str, set: &Set) -> Result<(), OutOfReach> {
        let Some(index) = knob.rsplit_once('/').and_then(|(_, index)| index.parse().ok()) else { return Ok(()) };
        let asked = match set {
            Set::Muted(muted) => self.context.introspect().set_sink_input_mute(index, *muted, None),
            Set::Volume(volume) => self.context.introspect().set_sink_input_volume(index, &volumes(volume), None),
            Set::Playing(_) => return Ok(()),
        };
        self.wait(&asked)
    }

    fn correct(&mut self, name: &str, turn: &Turn) -> Result<bool, OutOfReach> {
        if self.server()?.is_pipewire {
            // It remembers in a way of its own, and lists little of it: the program's return is waited for.
            return Ok(false);
        }
        let entry = Rc::new(RefCell::new(None));
        let (found, wanted) = (entry.clone(), name.to_owned());
        let failed = Rc::new(Cell::new(false));
        let fails = failed.clone();
        let asked = self.context.stream_restore().read(move |entry| match entry {
            ListResult::Item(entry) if entry.name.as_deref() == Some(&wanted) => *found.borrow_mut() = Some(entry.to_owned()),
            ListResult::Item(_) | ListResult::End => {}
            ListResult::Error => fails.set(true),
        });
        self.wait(&asked)?;
        if failed.get() {
            // Nobody says what it remembers: whoever comes back is looked at.
            return Ok(false);
        }
        let Some(mut entry) = entry.take() else { return Ok(true) };
        if !turn.holds(&Level::Sound { muted: Some(entry.mute), volume: channels(&entry.volume) }) {
            return Ok(true);
        }
        match turn.undone() {
            Set::Muted(muted) => entry.mute = muted,
            Set::Volume(volume) => entry.volume = volumes(&volume),
            Set::Playing(_) => return Ok(true),
        }
        memory::write(&entry).map(|()| true)
    }

    fn spares_ours(&self) -> bool {
        true
    }

    fn tells(&self) -> bool {
        true
    }

    /// Listens, on a connection and a thread of its own.
    fn watch(&mut self, waker: &Sender<Wake>) -> Result<Watch, OutOfReach> {
        let (ours, theirs) = UnixStream::pair().map_err(OutOfReach::because)?;
        let (ready, is_ready) = mpsc::channel();
        let waker = waker.clone();
        let listen = move || {
            let ended = listen(&theirs, &waker, &|listening| drop(ready.send(listening)));
            if let Err(error) = ended {
                tracing::info!(%error, "the sound server tells nothing any more");
            }
            // A server that is gone is a change as well; whoever listened may have gone.
            let _ = waker.send(Wake::Changed);
        };
        thread::Builder::new().name("quiet-listens".into()).spawn(listen).map_err(OutOfReach::because)?;
        is_ready.recv().unwrap_or_else(|_| Err(OutOfReach("its thread has ended".to_owned())))?;
        Ok(Box::new(Listening(ours)))
    }
}

fn iterate(mainloop: &mut Mainloop) -> Result<(), OutOfReach> {
    match mainloop.iterate(true) {
        IterateResult::Success(_) => Ok(()),
        IterateResult::Quit(_) => Err(OutOfReach("its main loop has ended".to_owned())),
        IterateResult::Err(error) => Err(OutOfReach::because(error)),
    }
}

fn knob(server: u32, stream: &SinkInputInfo<'_>, output: Option<String>) -> Knob {
    let can_be_set = stream.has_volume && stream.volume_writable;
    Knob {
        // Numbers begin anew with each run of the server.
        id: format!("{server:08x}/{}", stream.index),
        // One that is on its way to another output is heard nowhere.
        output: Some(output.unwrap_or_default()),
        spared: is_spared(&stream.proplist),
        memory: stream.proplist.get_str(MEMORY),
        returns: false,
        level: Level::Sound { muted: Some(stream.mute), volume: if can_be_set { channels(&stream.volume) } else { Vec::new() } },
    }
}

fn is_spared(properties: &Proplist) -> bool {
    let is = |name: &str, wanted: &dyn Fn(&str) -> bool| properties.get_str(name).is_some_and(|value| wanted(&value));
    is(properties::APPLICATION_PROCESS_ID, &|id| id == process::id().to_string())
        || is(properties::APPLICATION_PROCESS_BINARY, &|binary| binary == BINARY)
        || is(properties::MEDIA_ROLE, &|role| SPARED_ROLES.contains(&role))
}

fn channels(volume: &ChannelVolumes) -> Vec<u32> {
    const { assert!(Volume::NORMAL.0 == FULL, "both count in the same unit") };
    volume.get().iter().map(|channel| channel.0).collect()
}

fn volumes(channels: &[u32]) -> ChannelVolumes {
    let mut volume = ChannelVolumes::default();
    volume.set_len(u8::try_from(channels.len()).unwrap_or(ChannelVolumes::CHANNELS_MAX).min(ChannelVolumes::CHANNELS_MAX));
    for (channel, is) in volume.get_mut().iter_mut().zip(channels) {
        channel.0 = *is;
    }
    volume
}

/// Ends the thread that listens.
struct Listening(#[expect(dead_code, reason = "its end is what is listened for")] UnixStream);

fn listen(stop: &UnixStream, waker: &Sender<Wake>, ready: &dyn Fn(Result<(), OutOfReach>)) -> Result<(), OutOfReach> {
    let mut pulse = match Pulse::connect() {
        Ok(pulse) => pulse,
        Err(error) => {
            ready(Err(error.clone()));
            return Err(error);
        }
    };
    let tell = waker.clone();
    pulse.context.set_subscribe_callback(Some(Box::new(move |facility, _, _| {
        if let Some(Facility::SinkInput | Facility::Sink | Facility::Server) = facility {
            // Whoever listened may have gone.
            let _ = tell.send(Wake::Changed);
        }
    })));
    let subscribed = pulse.context.subscribe(InterestMaskSet::SINK_INPUT | InterestMaskSet::SINK | InterestMaskSet::SERVER, |_| {});
    let subscribed = pulse.wait(&subscribed);
    ready(subscribed.clone());
    subscribed?;
    let is_over = Rc::new(Cell::new(false));
    let over = is_over.clone();
    let _stop = pulse.mainloop.new_io_event(stop.as_raw_fd(), IoFlagSet::INPUT | IoFlagSet::HANGUP, Box::new(move |_, _, _| over.set(true)));
    while !is_over.get() {
        iterate(&mut pulse.mainloop)?;
        if !pulse.context.get_state().is_good() {
            return Err(OutOfReach::because(io::Error::from(io::ErrorKind::ConnectionReset)));
        }
    }
    pulse.mainloop.quit(Retval(0));
    Ok(())
}
