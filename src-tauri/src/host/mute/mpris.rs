//! Media players that can be told to pause (MPRIS, `org.mpris.MediaPlayer2.Player`).

use std::{io, thread, time::Duration};

use serde::Serialize;
use zbus::{
    Message,
    blocking::{Connection, connection::Builder, fdo::DBusProxy},
    names::OwnedUniqueName,
    zvariant::{DynamicType, OwnedValue},
};

use super::audio::{Audio, Knob, Level, OutOfReach, Playback, Scene, Set, Turn};

/// How long a player may take to answer. All are asked at the same time, so that one that hangs keeps no other waiting.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many are asked at most.
const MOST: usize = 32;

/// How players' names begin.
const PREFIX: &str = "org.mpris.MediaPlayer2.";

/// What a player is told by.
const PLAYER: &str = "org.mpris.MediaPlayer2.Player";

/// The players on the session bus.
pub(super) struct Mpris(Connection);

impl Mpris {
    /// # Errors
    /// Fails if there is no session bus.
    pub(super) fn connect() -> Result<Self, OutOfReach> {
        Ok(Self(Builder::session().and_then(|builder| builder.method_timeout(PATIENCE).build()).map_err(OutOfReach::because)?))
    }

    /// Returns the players. The owner of a name is the one that is paused: another one that takes the name is not.
    fn owners(&self) -> Result<Vec<OwnedUniqueName>, OutOfReach> {
        let bus = DBusProxy::new(&self.0).map_err(OutOfReach::because)?;
        let names = bus.list_names().map_err(OutOfReach::because)?;
        // One that is gone by now has no owner.
        let mut owners: Vec<OwnedUniqueName> = names.iter().filter(|name| name.starts_with(PREFIX)).filter_map(|name| bus.get_name_owner(name.as_ref()).ok()).collect();
        owners.sort_unstable();
        owners.dedup();
        owners.truncate(MOST);
        Ok(owners)
    }

    fn call(&self, owner: &str, interface: &str, method: &str, body: &(impl Serialize + DynamicType)) -> zbus::Result<Message> {
        self.0.call_method(Some(owner), "/org/mpris/MediaPlayer2", Some(interface), method, body)
    }

    fn playback(&self, owner: &str) -> zbus::Result<Playback> {
        let answer = match self.call(owner, "org.freedesktop.DBus.Properties", "Get", &(PLAYER, "PlaybackStatus")) {
            Err(zbus::Error::InputOutput(error)) if error.kind() == io::ErrorKind::TimedOut => return Ok(Playback::Unanswered),
            answer => answer?,
        };
        let status: OwnedValue = answer.body().deserialize()?;
        Ok(match String::try_from(status)?.as_str() {
            "Playing" => Playback::Playing,
            "Paused" => Playback::Paused,
            _ => Playback::Stopped,
        })
    }
}

/// Asks each of them at the same time, and returns the answers in their order.
fn at_once<T: Sync, A: Send>(all: &[T], ask: impl Fn(&T) -> A + Sync) -> Vec<A> {
    thread::scope(|scope| {
        let asked: Vec<_> = all.iter().map(|one| scope.spawn(|| ask(one))).collect();
        // One that panics has said why.
        asked.into_iter().filter_map(|answer| answer.join().ok()).collect()
    })
}

impl Audio for Mpris {
    fn system(&self) -> &'static str {
        "mpris"
    }

    fn look(&mut self) -> Result<Scene, OutOfReach> {
        let knobs = at_once(&self.owners()?, |owner| match self.playback(owner.as_str()) {
            Ok(playback) => Some(Knob { id: owner.to_string(), output: None, spared: false, memory: None, returns: false, level: Level::Player(playback) }),
            Err(error) => {
                tracing::info!(player = owner.as_str(), %error, "a player does not say whether it plays");
                None
            }
        });
        Ok(Scene { knobs: knobs.into_iter().flatten().collect(), ..Scene::default() })
    }

    fn set(&mut self, knob: &str, set: &Set) -> Result<(), OutOfReach> {
        self.set_all(&[(knob.to_owned(), set.clone())])
    }

    fn set_all(&mut self, sets: &[(String, Set)]) -> Result<(), OutOfReach> {
        at_once(sets, |(knob, set)| {
            let Set::Playing(playing) = set else { return };
            // One that hangs finds it waiting when it goes on.
            if let Err(error) = self.call(knob, PLAYER, if *playing { "Play" } else { "Pause" }, &()) {
                tracing::info!(player = knob, %error, "a player does not do as it is told");
            }
        });
        Ok(())
    }

    fn correct(&mut self, _: &str, _: &Turn) -> Result<bool, OutOfReach> {
        Ok(true)
    }

    fn tells(&self) -> bool {
        false
    }

    fn spares_ours(&self) -> bool {
        true
    }
}
