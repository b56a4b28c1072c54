//! Which sound ought to be heard now, as a function of the lines and the settings.
//!
//! One sound is heard at a time. If several calls ring, it is the first by these rules:
//!
//! 1. A call of the own line goes before those of colleagues.
//! 2. Colleagues' lines go in the order they are watched in.
//! 3. Of one line, the call that rang first goes first.
//!
//! A call rings as
//!
//! - the waiting sound, if a call of the own line is up: who talks is not to have a bell in the ear, whoever is called;
//! - the sound of its line, if that is a colleague's and has one of its own;
//! - the ringing sound, otherwise.
//!
//! A sound that is switched off makes its calls silent, and the next in line is heard. Nothing is heard while the own phone
//! is not to be disturbed, or of a line whose phone is not; nothing of lines that don't ring here; and nothing of calls
//! that are hushed: somebody silenced them, or they had their one turn.

use std::{collections::HashSet, path::PathBuf};

use telephony::{Call, CallId, CallState, Direction, Line, LineId, Lines};

use crate::{
    host::{Sound, SoundSource, Volume},
    settings::{Settings, SoundOf, Which},
};

/// A call on its line: one call may be on several.
pub type Ringer = (LineId, CallId);

/// What there is to go by.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The own line.
    pub own: &'a LineId,
    /// Whose lines are watched, in their order.
    pub colleagues: &'a [LineId],
    /// What goes on on all of them.
    pub lines: &'a Lines,
    /// What the user chose.
    pub settings: &'a Settings,
    /// The calls that are not to be heard, or not any more.
    pub hushed: &'a HashSet<Ringer>,
}

/// A call and the sound it is heard by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// The call.
    pub ringer: Ringer,
    /// The sound.
    pub sound: Sound,
}

/// Returns what ought to be heard now.
pub fn wanted(scene: Scene<'_>) -> Option<Ring> {
    all(scene).into_iter().next()
}

/// Returns everything that rings here, the one that ought to be heard first.
pub fn all(scene: Scene<'_>) -> Vec<Ring> {
    let Scene { own, colleagues, lines, settings, hushed } = scene;
    let own_line = lines.get(own);
    if !settings.sounds_on || own_line.is_some_and(is_not_to_be_disturbed) {
        return Vec::new();
    }
    let talks = own_line.is_some_and(|line| line.calls().any(|call| matches!(call.state, CallState::Connected | CallState::Held)));
    let mut rings = Vec::new();
    let mut add = |line: &Line, file: Option<&PathBuf>| {
        let which = if talks { Which::Waiting } else { Which::Ringing };
        let choice = settings.sound(which);
        let file = if talks { None } else { file }.or(choice.file.as_ref());
        if choice.on && !is_not_to_be_disturbed(line) {
            let ringers = line.calls().filter(|call| rings_at(call)).map(|call| (line.id.clone(), call.id.clone())).filter(|ringer| !hushed.contains(ringer));
            rings.extend(ringers.map(|ringer| Ring { ringer, sound: sound(which, file.cloned(), settings.sounds.repeat, settings) }));
        }
    };
    if let Some(line) = own_line.filter(|_| settings.sounds.own_line) {
        add(line, None);
    }
    for line in colleagues.iter().filter(|line| *line != own).filter_map(|line| lines.get(line)) {
        if let Some(choice) = settings.sounds.line(&line.id).filter(|choice| choice.on) {
            add(line, choice.file.as_ref());
        }
    }
    rings
}

/// Whether a call still rings, so that it may be heard.
pub fn still_rings(lines: &Lines, (line, call): &Ringer) -> bool {
    lines.get(line).is_some_and(|line| line.calls().any(|each| each.id == *call && rings_at(each)))
}

fn rings_at(call: &Call) -> bool {
    call.direction == Direction::Incoming && call.state == CallState::Ringing
}

fn is_not_to_be_disturbed(line: &Line) -> bool {
    line.device.dnd == Some(true)
}

/// Returns a sound as it is tried: once, as it would ring.
pub fn trial(of: &SoundOf, settings: &Settings) -> Sound {
    let (which, file) = match of {
        SoundOf::Ringing => (Which::Ringing, None),
        SoundOf::Waiting => (Which::Waiting, None),
        SoundOf::Line(user_id) => (Which::Ringing, settings.sounds.line(&LineId::new(user_id)).and_then(|line| line.file.clone())),
    };
    sound(which, file.or_else(|| settings.sound(which).file.clone()), false, settings)
}

fn sound(which: Which, file: Option<PathBuf>, repeat: bool, settings: &Settings) -> Sound {
    let source = match file {
        Some(file) => SoundSource::Chosen(which, file),
        None => SoundSource::BuiltIn(which),
    };
    let device = settings.sounds.device.as_ref().map(|device| device.id.clone());
    Sound { source, repeat, volume: Volume::new(settings.sounds.volume), device }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use telephony::{CallReport, Personality, ReportedState, Step, Update};

    use super::*;
    use crate::host::SoundDevice;

    const ME: &str = "me@example.com";
    const ANNA: &str = "anna@example.com";
    const TOM: &str = "tom@example.com";

    /// What a line is doing: a letter for each of its calls, oldest first, `r`inging, `u`p, `h`eld, `o`utgoing; and `d` if
    /// it is not to be disturbed.
    fn lines(doing: &[(&str, &str)]) -> Lines {
        let now = Timestamp::from_second(1_000).unwrap();
        let mut lines = Lines::default();
        for (line, doing) in doing {
            let id = LineId::new(line);
            let calls = doing.chars().enumerate().filter_map(|(n, what)| {
                let (personality, step, state) = match what {
                    'r' => (Personality::Terminator, Step::Received, ReportedState::Alerting),
                    'u' => (Personality::Terminator, Step::Answered, ReportedState::Active),
                    'h' => (Personality::Terminator, Step::Held, ReportedState::Held),
                    'o' => (Personality::Originator, Step::Originated, ReportedState::Alerting),
                    _ => return None,
                };
                let started = Timestamp::from_second(n as i64).ok();
                Some(CallReport { started, answered: matches!(what, 'u' | 'h').then_some(now), ..CallReport::new(CallId::new(n.to_string()), step, personality, state) })
            });
            lines.apply(Update::Snapshot { line: id.clone(), calls: calls.collect(), hook: None }, now);
            lines.apply(Update::DoNotDisturb { line: id, on: doing.contains('d') }, now);
        }
        // Until then, a service may have diverted what rings.
        lines.tick(Timestamp::from_second(1_010).unwrap());
        lines
    }

    fn settings(change: impl FnOnce(&mut Settings)) -> Settings {
        let mut settings = Settings::default();
        settings.sounds.line_mut(ANNA).on = true;
        settings.sounds.line_mut(TOM).on = true;
        settings.sounds.line_mut(TOM).file = Some("tom.wav".into());
        change(&mut settings);
        settings
    }

    /// What is heard, in order: the line and the number of the call, and the sound.
    fn heard(settings: &Settings, doing: &[(&str, &str)], hushed: &[(&str, &str)]) -> Vec<String> {
        let own = LineId::new(ME);
        // Tom is watched first, though Anna comes before him in the alphabet.
        let colleagues = [LineId::new(TOM), LineId::new(ANNA)];
        let hushed = hushed.iter().map(|(line, call)| (LineId::new(line), CallId::new(*call))).collect();
        let scene = Scene { own: &own, colleagues: &colleagues, lines: &lines(doing), settings, hushed: &hushed };
        assert_eq!(wanted(scene), all(scene).into_iter().next());
        let say = |ring: Ring| {
            let sound = match ring.sound.source {
                SoundSource::BuiltIn(which) => format!("{which:?}"),
                SoundSource::Chosen(_, file) | SoundSource::File(file) => file.display().to_string(),
            };
            format!("{}{} {sound}", ring.ringer.0.as_str().split('@').next().unwrap(), ring.ringer.1.as_str())
        };
        all(scene).into_iter().map(say).collect()
    }

    #[test]
    fn the_own_line_goes_first_and_who_talks_hears_the_waiting_sound() {
        let usual = settings(|_| {});
        for (doing, wanted) in [
            (&[(ME, "r")][..], &["me0 Ringing"][..]),
            (&[(ME, "rr")], &["me0 Ringing", "me1 Ringing"]),
            (&[(ME, "o")], &[]),
            (&[(ME, "u")], &[]),
            (&[(ME, "ur")], &["me1 Waiting"]),
            (&[(ME, "hr")], &["me1 Waiting"]),
            (&[(ME, "or")], &["me1 Ringing"]),
            (&[(ANNA, "r"), (TOM, "r"), (ME, "r")], &["me0 Ringing", "tom0 tom.wav", "anna0 Ringing"]),
            (&[(ANNA, "r"), (TOM, "r")], &["tom0 tom.wav", "anna0 Ringing"]),
            // A colleague who talks is heard like one who does not; only the own talk is spared the bell.
            (&[(TOM, "ur")], &["tom1 tom.wav"]),
            (&[(TOM, "r"), (ME, "u")], &["tom0 Waiting"]),
            (&[(ME, "rd"), (TOM, "r")], &[]),
            (&[(ME, "r"), (TOM, "rd"), (ANNA, "r")], &["me0 Ringing", "anna0 Ringing"]),
        ] {
            assert_eq!(heard(&usual, doing, &[]), wanted, "{doing:?}");
        }
    }

    #[test]
    fn what_is_switched_off_does_not_ring_and_what_was_hushed_is_passed_over() {
        let all_ring = &[(ME, "r"), (TOM, "r"), (ANNA, "r")];
        for (settings, hushed, wanted) in [
            (Settings::default(), &[][..], &["me0 Ringing"][..]),
            (settings(|settings| settings.sounds_on = false), &[], &[]),
            (settings(|settings| settings.ringing.on = false), &[], &[]),
            (settings(|settings| settings.sounds.own_line = false), &[], &["tom0 tom.wav", "anna0 Ringing"]),
            (settings(|settings| settings.sounds.line_mut(TOM).on = false), &[], &["me0 Ringing", "anna0 Ringing"]),
            (settings(|settings| settings.ringing.file = Some("mine.wav".into())), &[], &["me0 mine.wav", "tom0 tom.wav", "anna0 mine.wav"]),
            (settings(|_| {}), &[(ME, "0")], &["tom0 tom.wav", "anna0 Ringing"]),
            (settings(|_| {}), &[(ME, "1"), (TOM, "0"), (ANNA, "0")], &["me0 Ringing"]),
        ] {
            assert_eq!(heard(&settings, all_ring, hushed), wanted, "{hushed:?} {:?}", settings.sounds);
        }
        let no_waiting = settings(|settings| settings.waiting.on = false);
        assert_eq!(heard(&no_waiting, &[(ME, "ur"), (TOM, "r")], &[]), [""; 0], "nor is the ringing sound heard in its place");
    }

    #[test]
    fn a_sound_is_played_as_the_user_chose() {
        let device = SoundDevice { id: "jabra".into(), name: "Jabra".into() };
        let settings = settings(|settings| {
            (settings.sounds.repeat, settings.sounds.volume, settings.sounds.device) = (false, 40, Some(device));
        });
        let own = LineId::new(ME);
        let ring = wanted(Scene { own: &own, colleagues: &[], lines: &lines(&[(ME, "r")]), settings: &settings, hushed: &HashSet::new() }).unwrap();
        assert_eq!(ring.sound, Sound { source: SoundSource::BuiltIn(Which::Ringing), repeat: false, volume: Volume::new(40), device: Some("jabra".into()) });
        for (of, source) in [
            (SoundOf::Ringing, SoundSource::BuiltIn(Which::Ringing)),
            (SoundOf::Waiting, SoundSource::BuiltIn(Which::Waiting)),
            (SoundOf::Line(TOM.to_uppercase()), SoundSource::Chosen(Which::Ringing, "tom.wav".into())),
            (SoundOf::Line(ANNA.into()), SoundSource::BuiltIn(Which::Ringing)),
        ] {
            assert_eq!(trial(&of, &settings), Sound { source, ..ring.sound.clone() }, "{of:?}");
        }
    }
}
