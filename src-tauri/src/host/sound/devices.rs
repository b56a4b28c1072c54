//! What sounds are played on: the outputs of the sound server where one answers, else what the system lists.

use std::time::Duration;

use engine::host::SoundDevice;
use tokio::time::timeout;

#[cfg(target_os = "linux")]
use super::server::{Server, Stream};
use super::{
    cards::{self, Card},
    voice::Voice,
};

/// How long the devices may be looked for.
const A_LOOK: Duration = Duration::from_secs(5);

/// Which device a sound is played on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// The one the user chose, by the number it has for as long as it is plugged in: a server may play on elsewhere while
    /// it is not, and says nothing when it is back.
    Chosen(u32),
    /// The one the system has for everything, by its name.
    Default(String),
}

/// What the user wants to hear a sound on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish<'a> {
    /// The chosen device; none for the one the system has for everything.
    pub(super) chosen: Option<&'a str>,
    /// Whether another program was found to have the chosen one for itself.
    pub(super) is_taken: bool,
}

/// How a sound came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// There was nothing more to play.
    Ended,
    /// The device was lost.
    Lost,
}

/// Everything sounds can be played on.
#[derive(Default)]
pub(super) struct Devices {
    #[cfg(target_os = "linux")]
    server: Server,
}

/// A sound that is played. Dropped, it ends at once.
pub(super) enum Output {
    #[cfg(target_os = "linux")]
    Server(Stream),
    Card(Card),
}

impl Devices {
    /// Lists what a sound can be played on. A sound system that does not answer has nothing to offer.
    pub(super) async fn list(&self) -> Vec<SoundDevice> {
        #[cfg(target_os = "linux")]
        if let Some(listed) = self.server.list().await {
            return told_apart(listed);
        }
        let listed = timeout(A_LOOK, tokio::task::spawn_blocking(cards::list)).await;
        told_apart(listed.map(Result::unwrap_or_default).unwrap_or_default())
    }

    /// Begins to play a voice on the chosen device, or on the default one if that can't be used.
    ///
    /// # Errors
    /// Fails with the system's reason if there is nothing to play on.
    pub(super) async fn play(&self, wish: Wish<'_>, voice: impl Fn() -> Voice) -> Result<Output, String> {
        #[cfg(target_os = "linux")]
        match self.server.target(wish).await {
            Ok(None) => return Err("the sound server has no output".into()),
            Ok(Some(target)) => return self.server.play(wish.chosen, target, voice()).await.map(Output::Server).map_err(|error| error.to_string()),
            Err(error) => tracing::debug!(%error, "sounds are played without a sound server"),
        }
        timeout(A_LOOK, Card::play(wish.chosen, voice())).await.map_err(|_| "the sound device does not answer".to_owned())?.map(Output::Card)
    }

    /// Says whether a sound that begins now would be played on another device than this one.
    pub(super) async fn has_moved(&self, output: &Output, wish: Wish<'_>) -> bool {
        let now = match output {
            #[cfg(target_os = "linux")]
            Output::Server(_) => self.server.target(wish).await.ok().flatten(),
            Output::Card(_) => {
                let chosen = wish.chosen.map(str::to_owned);
                timeout(A_LOOK, tokio::task::spawn_blocking(move || cards::target(chosen.as_deref()))).await.ok().and_then(Result::ok).flatten()
            }
        };
        now.is_some_and(|now| now != *output.target())
    }

    /// Says whether another program has the device of a sound for itself, so that nothing of the sound is heard. A card
    /// that is taken can't be opened, which is known without asking.
    pub(super) async fn is_taken(&self, output: &Output) -> bool {
        match output {
            #[cfg(target_os = "linux")]
            Output::Server(stream) => self.server.is_suspended(&stream.target).await,
            Output::Card(_) => false,
        }
    }
}

impl Output {
    /// Which device it is played on.
    pub(super) fn target(&self) -> &Target {
        match self {
            #[cfg(target_os = "linux")]
            Self::Server(stream) => &stream.target,
            Self::Card(card) => &card.target,
        }
    }

    /// How often it is worth looking whether the device is still the right one. Some are told apart at no cost; the
    /// default of ALSA follows by itself, so that only who waits for a chosen card looks for it.
    pub(super) fn looked_after(&self, chosen: Option<&str>) -> Option<Duration> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Server(_) => Some(Duration::from_millis(250)),
            Self::Card(_) if cfg!(target_os = "linux") && chosen.is_none() => None,
            Self::Card(_) => Some(Duration::from_secs(2)),
        }
    }

    /// Waits until it is over. It may be asked again.
    pub(super) async fn over(&mut self) -> End {
        match self {
            #[cfg(target_os = "linux")]
            Self::Server(stream) => stream.over().await,
            Self::Card(card) => card.over().await,
        }
    }

    /// Whether it is still there. Most say themselves when they are not.
    pub(super) async fn is_there(&self) -> bool {
        match self {
            #[cfg(target_os = "linux")]
            Self::Server(stream) => stream.is_there().await,
            Self::Card(_) => true,
        }
    }
}

/// Gives devices of the same name their ids, too.
fn told_apart(mut devices: Vec<SoundDevice>) -> Vec<SoundDevice> {
    let names: Vec<String> = devices.iter().map(|device| device.name.clone()).collect();
    for device in &mut devices {
        if names.iter().filter(|name| **name == device.name).count() > 1 {
            device.name = format!("{} ({})", device.name, device.id);
        }
    }
    devices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_of_the_same_name_are_told_apart() {
        let device = |id: &str, name: &str| SoundDevice { id: id.into(), name: name.into() };
        let listed = told_apart(vec![device("a", "Headset"), device("b", "Screen"), device("c", "Screen")]);
        assert_eq!(listed, [device("a", "Headset"), device("b", "Screen (b)"), device("c", "Screen (c)")]);
    }
}
