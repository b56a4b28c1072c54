//! ALSA's mixer, where no sound server is: the output as a whole, with our own sounds.

use alsa::{
    card,
    mixer::{Mixer, Selem, SelemChannelId, SelemId},
};

use super::audio::{Audio, FULL, Knob, Level, OutOfReach, Scene, Set, Turn};

/// The one that is used where nothing else is chosen.
const DEFAULT: &str = "default";

/// What the volume of a card is called, the best first.
const MASTERS: [&str; 5] = ["Master", "PCM", "Speaker", "Headphone", "Digital"];

/// The sound cards.
pub(super) struct Alsa;

impl Alsa {
    /// # Errors
    /// Fails if there is no card with a mixer.
    pub(super) fn open() -> Result<Self, OutOfReach> {
        let mixer = Mixer::new(DEFAULT, false).map_err(OutOfReach::because)?;
        master(&mixer).map(|_| Self).ok_or_else(|| OutOfReach("there is nothing to turn".to_owned()))
    }
}

impl Audio for Alsa {
    fn system(&self) -> &'static str {
        "alsa"
    }

    fn look(&mut self) -> Result<Scene, OutOfReach> {
        let mut outputs = Vec::new();
        for card in card::Iter::new().flatten() {
            // A number is another one after the next start; a name is not.
            let Ok(control) = alsa::Ctl::new(&format!("hw:{}", card.get_index()), false) else { continue };
            if let Ok(info) = control.card_info()
                && let (Ok(id), Ok(name)) = (info.get_id(), info.get_name())
            {
                outputs.push((format!("hw:CARD={id}"), name.to_owned()));
            }
        }
        let ids = std::iter::once(DEFAULT).chain(outputs.iter().map(|(id, _)| id.as_str()));
        let knobs = ids.filter_map(|id| {
            let mixer = Mixer::new(id, false).ok()?;
            let level = level(&master(&mixer)?);
            Some(Knob { id: id.to_owned(), output: Some(id.to_owned()), spared: false, memory: None, returns: true, level })
        });
        Ok(Scene { default: Some(DEFAULT.to_owned()), knobs: knobs.collect(), outputs })
    }

    fn set(&mut self, knob: &str, set: &Set) -> Result<(), OutOfReach> {
        // One that is unplugged is looked at again when it is back.
        let Ok(mixer) = Mixer::new(knob, false) else { return Ok(()) };
        let Some(master) = master(&mixer) else { return Ok(()) };
        match set {
            Set::Muted(muted) => master.set_playback_switch_all(i32::from(!muted)).map_err(OutOfReach::because),
            Set::Volume(volume) => {
                let channels = SelemChannelId::all().iter().filter(|channel| master.has_playback_channel(**channel));
                channels
                    .zip(volume)
                    .try_for_each(|(channel, volume)| master.set_playback_volume(*channel, of_full(*volume, master.get_playback_volume_range())))
                    .map_err(OutOfReach::because)
            }
            Set::Playing(_) => Ok(()),
        }
    }

    fn correct(&mut self, _: &str, _: &Turn) -> Result<bool, OutOfReach> {
        Ok(false)
    }

    fn spares_ours(&self) -> bool {
        false
    }

    fn tells(&self) -> bool {
        false
    }
}

fn master(mixer: &Mixer) -> Option<Selem<'_>> {
    MASTERS.iter().find_map(|name| mixer.find_selem(&SelemId::new(name, 0)).filter(Selem::has_playback_volume))
}

fn level(master: &Selem<'_>) -> Level {
    let range = master.get_playback_volume_range();
    let channels: Vec<SelemChannelId> = SelemChannelId::all().iter().copied().filter(|channel| master.has_playback_channel(*channel)).collect();
    let volume = channels.iter().filter_map(|channel| master.get_playback_volume(*channel).ok()).map(|volume| to_full(volume, range)).collect();
    let muted = master.has_playback_switch().then(|| channels.iter().all(|channel| master.get_playback_switch(*channel) == Ok(0)));
    Level::Sound { muted, volume }
}

fn to_full(volume: i64, (least, most): (i64, i64)) -> u32 {
    let span = (most - least).max(1);
    u32::try_from((volume - least).clamp(0, span) * i64::from(FULL) / span).unwrap_or(FULL)
}

fn of_full(volume: u32, (least, most): (i64, i64)) -> i64 {
    // To the nearest step, so that what was read is what is written.
    least + (i64::from(volume) * (most - least) + i64::from(FULL / 2)) / i64::from(FULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_of_a_card_is_what_is_written_back() {
        for range in [(0, 87), (0, 65536), (-10, 31), (0, 1), (5, 5)] {
            for volume in range.0..=range.1.min(range.0 + 500) {
                assert_eq!(of_full(to_full(volume, range), range), volume, "{range:?}");
            }
        }
    }
}
