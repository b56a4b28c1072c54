//! What is turned, and what is given back: the one place that decides.
//!
//! It knows no system. It looks at how everything stands, compares that with what is wanted, and turns what differs. What
//! the user had is never taken for ours, what the user changes meanwhile stays, and what we turned is in the note before
//! we turn it.

use std::{collections::HashSet, io};

use engine::host::{Hush, Quiet};

use super::{
    audio::{Audio, Kind, Knob, OutOfReach, Reach, Scene, Set, Turn},
    note::{Item, Note, Store},
};

/// Who makes quiet, and remembers.
pub(super) struct Keeper<S> {
    store: S,
    note: Note,
    wanted: Option<Quiet>,
    /// Whether the players that play now are to be paused. Later ones are the user's wish.
    pauses: bool,
    /// Whether the output that was chosen was not there at the last look.
    misses_the_output: bool,
    /// Knobs that were quiet when we came. What becomes of them is the user's wish.
    left_alone: HashSet<String>,
}

impl<S: Store> Keeper<S> {
    /// Begins with what is in a note.
    pub(super) fn new(store: S, note: Note) -> Self {
        Self { store, note, wanted: None, pauses: false, misses_the_output: false, left_alone: HashSet::new() }
    }

    /// Takes a wish: how quiet it ought to be from now on, or as the user had it.
    pub(super) fn wish(&mut self, wanted: Option<Quiet>) {
        self.pauses = wanted.as_ref().is_some_and(|wanted| wanted.how == Hush::Pause) && self.wanted.as_ref().is_none_or(|before| before.how != Hush::Pause);
        if wanted.as_ref().map(|wanted| wanted.how) != self.wanted.as_ref().map(|before| before.how) {
            self.left_alone.clear();
        }
        self.wanted = wanted;
        self.misses_the_output = false;
    }

    /// Says who holds what is turned, on the disk.
    ///
    /// # Errors
    /// Fails if it can't be written down. Then nothing must be turned.
    pub(super) fn hold(&mut self, boot: String, holder: String) -> Result<(), OutOfReach> {
        self.keep(Note { boot, holder, items: self.note.items.clone() })
    }

    /// Says that nobody holds anything any more. What could not be given back yet stays in the note.
    pub(super) fn let_go(&mut self) {
        if let Err(error) = self.keep(Note { holder: String::new(), ..self.note.clone() }) {
            tracing::warn!(%error, "the note of what was muted can't be put away");
        }
    }

    /// Whether it is to be quiet.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted.is_some()
    }

    /// Whether there is nothing to be made quiet, for its output is gone.
    pub(super) fn misses_the_output(&self) -> bool {
        self.misses_the_output
    }

    /// Whether anything is turned, or still to be given back.
    pub(super) fn has_items(&self) -> bool {
        !self.note.items.is_empty()
    }

    /// Returns which kinds of knobs are of any concern now.
    pub(super) fn concerns(&self, kind: Kind) -> bool {
        self.wanted.as_ref().is_some_and(|wanted| Kind::of(wanted.how) == kind) || self.note.items.iter().any(|item| item.kind == kind)
    }

    /// Returns the sound system something was turned in, if there is one.
    pub(super) fn system(&self) -> Option<&str> {
        self.note.items.iter().find(|item| item.kind == Kind::Sound).map(|item| item.system.as_str())
    }

    /// Brings everything to where it ought to be, as far as it can be reached.
    ///
    /// # Errors
    /// Fails if what is wanted can't be reached, or, where nothing is, what is still to be given back. What was turned stays
    /// in the note.
    pub(super) fn settle(&mut self, reach: &mut Reach) -> Result<(), OutOfReach> {
        let mut settled = Ok(());
        for kind in [Kind::Sound, Kind::Player] {
            if self.concerns(kind) {
                let done = reach.of(kind).ok_or_else(|| OutOfReach("there is nothing to reach it by".to_owned())).and_then(|audio| self.settle_kind(kind, audio.as_mut()));
                if self.wanted.as_ref().is_none_or(|wanted| Kind::of(wanted.how) == kind) {
                    settled = settled.and(done);
                }
            }
        }
        settled
    }

    fn settle_kind(&mut self, kind: Kind, audio: &mut dyn Audio) -> Result<(), OutOfReach> {
        // What is turned in another way than before is given back first, and looked at again.
        while self.settle_once(kind, audio)? {}
        self.pauses &= kind != Kind::Player;
        Ok(())
    }

    /// Returns whether there is more to do.
    fn settle_once(&mut self, kind: Kind, audio: &mut dyn Audio) -> Result<bool, OutOfReach> {
        let scene = audio.look()?;
        let system = audio.system();
        if let Some(wanted) = self.wanted.as_ref().filter(|wanted| Kind::of(wanted.how) == kind) {
            self.misses_the_output = wanted.device.as_ref().is_some_and(|chosen| kind == Kind::Sound && !scene.has_output(chosen));
        }
        let mut plan = Plan::default();
        for knob in scene.knobs.iter().filter(|knob| !knob.spared) {
            let asked = self.asked(kind, &scene, knob);
            match self.note.items.iter().position(|item| item.is(kind, system, &knob.id)) {
                Some(at) => self.look_after(at, knob, asked, &mut plan),
                None => self.meet(kind, system, knob, asked, &scene, &mut plan),
            }
        }
        for item in self.note.items.iter().filter(|item| item.kind == kind && item.system == system && !scene.has(&item.knob)) {
            if self.wanted.is_none() && !plan.settled.contains(&item.knob) && (item.users || self.is_over(item, audio)?) {
                plan.settled.push(item.knob.clone());
            }
        }
        let more = self.carry_out(kind, audio, plan)?;
        // An output without a volume, as a television may be, with nothing else to turn.
        let mut asked = scene.knobs.iter().filter(|knob| !knob.spared).filter_map(|knob| Some((knob, self.asked(kind, &scene, knob)?))).peekable();
        if asked.peek().is_some() && asked.all(|(knob, how)| !knob.level.can_be(how)) {
            return Err(OutOfReach("it has no volume that can be set".to_owned()));
        }
        Ok(more)
    }

    /// A knob we know: whose it is by now, and whether it is to stay as it is.
    fn look_after(&mut self, at: usize, knob: &Knob, asked: Option<Hush>, plan: &mut Plan) {
        let goes_on = self.wanted.is_some();
        let item = &mut self.note.items[at];
        if !item.users && !item.turn.holds(&knob.level) {
            item.users = true;
            plan.changed = true;
        }
        match asked {
            _ if item.users && goes_on => {}
            None if item.users => plan.settled.push(knob.id.clone()),
            None => plan.undo.push((knob.id.clone(), item.turn.undone())),
            Some(how) if item.turn.meets(how) => {}
            Some(_) => {
                plan.undo.push((knob.id.clone(), item.turn.undone()));
                plan.again = true;
            }
        }
    }

    /// A knob we do not know. It may be one of a program we know: systems remember how a program was left.
    fn meet(&mut self, kind: Kind, system: &str, knob: &Knob, asked: Option<Hush>, scene: &Scene, plan: &mut Plan) {
        let item = |turn: Turn, users: bool| Item { kind, system: system.to_owned(), knob: knob.id.clone(), memory: knob.memory.clone(), returns: knob.returns, turn, users };
        let relative = self.note.items.iter().find(|item| item.kind == kind && item.system == system && item.memory.is_some() && item.memory == knob.memory);
        match (asked, relative) {
            // What the user wants of a program goes for all it plays.
            (Some(_), Some(relative)) if relative.users => plan.adopt.push(item(relative.turn.clone(), true)),
            (Some(_), Some(relative)) if relative.turn.holds(&knob.level) => plan.adopt.push(item(relative.turn.clone(), false)),
            (Some(how), _) if (kind == Kind::Sound || self.pauses) && !self.left_alone.contains(&knob.id) => match Turn::needed(how, &knob.level) {
                Some(turn) => plan.turn.push(item(turn, false)),
                None => drop(self.left_alone.insert(knob.id.clone())),
            },
            (None, Some(relative)) if !scene.has(&relative.knob) => {
                if !relative.users && relative.turn.holds(&knob.level) {
                    plan.undo.push((knob.id.clone(), relative.turn.undone()));
                }
                plan.settled.push(relative.knob.clone());
            }
            (None, Some(relative)) if !relative.users && relative.turn.holds(&knob.level) => plan.undo.push((knob.id.clone(), relative.turn.undone())),
            _ => {}
        }
    }

    /// Whether a knob that is gone is no business of ours any more.
    fn is_over(&self, item: &Item, audio: &mut dyn Audio) -> Result<bool, OutOfReach> {
        match &item.memory {
            Some(memory) => audio.correct(memory, &item.turn),
            None => Ok(!item.returns),
        }
    }

    fn carry_out(&mut self, kind: Kind, audio: &mut dyn Audio, plan: Plan) -> Result<bool, OutOfReach> {
        let more = plan.again;
        let turned = [plan.adopt, plan.turn.clone()].concat();
        if plan.changed || !turned.is_empty() {
            let mut note = self.note.clone();
            note.items.extend(turned);
            // Nothing is turned that is not on the disk.
            self.keep(note)?;
        }
        audio.set_all(&plan.undo)?;
        audio.set_all(&plan.turn.iter().map(|item| (item.knob.clone(), item.turn.done())).collect::<Vec<_>>())?;
        let is_over = |item: &Item| item.kind == kind && (plan.settled.contains(&item.knob) || plan.undo.iter().any(|(knob, _)| *knob == item.knob));
        if self.note.items.iter().any(is_over) {
            let mut note = self.note.clone();
            note.items.retain(|item| !is_over(item));
            self.keep(note)?;
        }
        Ok(more)
    }

    /// Returns how quiet a knob ought to be.
    fn asked(&self, kind: Kind, scene: &Scene, knob: &Knob) -> Option<Hush> {
        let wanted = self.wanted.as_ref().filter(|wanted| Kind::of(wanted.how) == kind)?;
        let target = wanted.device.as_ref().or(scene.default.as_ref());
        (knob.output.is_none() || knob.output.as_ref() == target).then_some(wanted.how)
    }

    fn keep(&mut self, note: Note) -> Result<(), OutOfReach> {
        self.store.keep(&note).map_err(|error: io::Error| OutOfReach(format!("the note of what is muted can't be written: {error}")))?;
        self.note = note;
        Ok(())
    }
}

impl Item {
    fn is(&self, kind: Kind, system: &str, knob: &str) -> bool {
        self.kind == kind && self.system == system && self.knob == knob
    }
}

impl Scene {
    fn has_output(&self, id: &str) -> bool {
        self.default.as_deref() == Some(id) || self.outputs.iter().any(|(output, _)| output == id)
    }

    fn has(&self, knob: &str) -> bool {
        self.knobs.iter().any(|there| there.id == knob)
    }
}

/// What is to be done after a look.
#[derive(Default)]
struct Plan {
    /// What is set back, by knob.
    undo: Vec<(String, Set)>,
    /// What is turned.
    turn: Vec<Item>,
    /// What is as we want it because of what we did to another knob.
    adopt: Vec<Item>,
    /// Knobs that are no business of ours any more.
    settled: Vec<String>,
    /// Whether whose something is has changed.
    changed: bool,
    /// Whether to look again.
    again: bool,
}

#[cfg(test)]
mod tests;
