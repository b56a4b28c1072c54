//! Media players that can be told to pause (MPRIS, `org.mpris.MediaPlayer2.Player`).

use std::time::Duration;

use zbus::{
    blocking::{Connection, Proxy, connection::Builder, fdo::DBusProxy},
    proxy::CacheProperties,
};

use super::audio::{Audio, Knob, Level, OutOfReach, Playback, Scene, Set, Turn};

/// How long a player may take to answer. One that hangs must not keep the others waiting.
const PATIENCE: Duration = Duration::from_secs(2);

/// How players' names begin.
const PLAYER: &str = "org.mpris.MediaPlayer2.";

/// The players on the session bus.
pub(super) struct Mpris(Connection);

impl Mpris {
    /// # Errors
    /// Fails if there is no session bus.
    pub(super) fn connect() -> Result<Self, OutOfReach> {
        Ok(Self(Builder::session().and_then(|builder| builder.method_timeout(PATIENCE).build()).map_err(OutOfReach::because)?))
    }

    fn player<'a>(&self, owner: &'a str) -> zbus::Result<Proxy<'a>> {
        zbus::blocking::proxy::Builder::new(&self.0)
            .destination(owner)?
            .path("/org/mpris/MediaPlayer2")?
            .interface("org.mpris.MediaPlayer2.Player")?
            .cache_properties(CacheProperties::No)
            .build()
    }

    fn playback(&self, owner: &str) -> zbus::Result<Playback> {
        let status: String = self.player(owner)?.get_property("PlaybackStatus")?;
        Ok(match status.as_str() {
            "Playing" => Playback::Playing,
            "Paused" => Playback::Paused,
            _ => Playback::Stopped,
        })
    }
}

impl Audio for Mpris {
    fn system(&self) -> &'static str {
        "mpris"
    }

    fn look(&mut self) -> Result<Scene, OutOfReach> {
        let bus = DBusProxy::new(&self.0).map_err(OutOfReach::because)?;
        let names = bus.list_names().map_err(OutOfReach::because)?;
        let mut knobs: Vec<Knob> = Vec::new();
        for name in names.iter().filter(|name| name.starts_with(PLAYER)) {
            let found = bus.get_name_owner(name.as_ref()).map_err(zbus::Error::from).and_then(|owner| Ok((self.playback(owner.as_str())?, owner)));
            match found {
                // The owner is the one that was paused: another one that takes its name was not.
                Ok((playback, owner)) if knobs.iter().all(|knob| knob.id != owner.as_str()) => {
                    knobs.push(Knob { id: owner.to_string(), output: None, spared: false, memory: None, returns: false, level: Level::Player(playback) })
                }
                Ok(_) => {}
                Err(error) => tracing::info!(player = name.as_str(), %error, "a player does not say whether it plays"),
            }
        }
        Ok(Scene { knobs, ..Scene::default() })
    }

    fn set(&mut self, knob: &str, set: &Set) -> Result<(), OutOfReach> {
        let Set::Playing(playing) = set else { return Ok(()) };
        let told = self.player(knob).and_then(|player| player.call_method(if *playing { "Play" } else { "Pause" }, &()));
        if let Err(error) = told {
            tracing::info!(player = knob, %error, "a player does not do as it is told");
        }
        Ok(())
    }

    fn correct(&mut self, _: &str, _: &Turn) -> Result<bool, OutOfReach> {
        Ok(true)
    }

    fn tells(&self) -> bool {
        false
    }
}
