use std::{cell::RefCell, collections::HashMap, rc::Rc};

use super::*;
use crate::host::mute::audio::{FULL, Level, Playback};

/// Knobs, and what the system remembers of those that are gone.
#[derive(Default)]
struct World {
    scene: Scene,
    remembers: HashMap<String, Level>,
    /// Whether what it remembers can be corrected.
    corrects: bool,
    out_of_reach: bool,
    /// The knob that can't be turned.
    stuck: Option<String>,
    disk: Note,
    disk_full: bool,
    /// Everything that was done, in its order.
    deeds: Vec<String>,
}

type Shared = Rc<RefCell<World>>;

struct Fake(Shared);
struct Disk(Shared);

impl Audio for Fake {
    fn system(&self) -> &'static str {
        "fake"
    }

    fn look(&mut self) -> Result<Scene, OutOfReach> {
        let world = self.0.borrow();
        if world.out_of_reach { Err(OutOfReach("it is gone".into())) } else { Ok(world.scene.clone()) }
    }

    fn set(&mut self, knob: &str, set: &Set) -> Result<(), OutOfReach> {
        let mut world = self.0.borrow_mut();
        world.deeds.push(format!("{knob} {set:?}"));
        let noted = world.disk.items.iter().any(|item| item.knob == knob || item.memory.is_some());
        assert!(noted, "{knob} is turned and not on the disk");
        if world.stuck.as_deref() == Some(knob) {
            return Err(OutOfReach("it is stuck".into()));
        }
        let knob = world.scene.knobs.iter_mut().find(|is| is.id == knob).expect("a knob that is there");
        match (&mut knob.level, set) {
            (Level::Sound { muted, .. }, Set::Muted(to)) => *muted = Some(*to),
            (Level::Sound { volume, .. }, Set::Volume(to)) => volume.clone_from(to),
            (Level::Player(playback), Set::Playing(to)) => *playback = if *to { Playback::Playing } else { Playback::Paused },
            (level, set) => panic!("{level:?} can't be set to {set:?}"),
        }
        Ok(())
    }

    fn correct(&mut self, memory: &str, turn: &Turn) -> Result<bool, OutOfReach> {
        let mut world = self.0.borrow_mut();
        if world.corrects && world.remembers.get(memory).is_some_and(|level| turn.holds(level)) {
            world.remembers.remove(memory);
        }
        Ok(world.corrects)
    }

    fn spares_ours(&self) -> bool {
        true
    }

    fn tells(&self) -> bool {
        true
    }
}

impl Store for Disk {
    fn keep(&mut self, note: &Note) -> io::Result<()> {
        let mut world = self.0.borrow_mut();
        if world.disk_full {
            return Err(io::Error::other("the disk is full"));
        }
        world.disk = note.clone();
        Ok(())
    }
}

/// A stage: a world, and a keeper in it.
struct Stage {
    world: Shared,
    keeper: Keeper<Disk>,
    reach: Reach,
}

fn heard(id: &str, output: &str, memory: Option<&str>) -> Knob {
    Knob {
        id: id.into(),
        output: Some(output.into()),
        spared: false,
        memory: memory.map(str::to_owned),
        returns: false,
        level: Level::Sound { muted: Some(false), volume: vec![FULL, FULL / 2] },
    }
}

fn stage(knobs: impl IntoIterator<Item = Knob>) -> Stage {
    let scene = Scene { default: Some("speakers".into()), outputs: Vec::new(), knobs: knobs.into_iter().collect() };
    let world = Rc::new(RefCell::new(World { scene, corrects: true, ..World::default() }));
    let keeper = Keeper::new(Disk(world.clone()), Note::default());
    Stage { reach: reach(&world), keeper, world }
}

fn reach(world: &Shared) -> Reach {
    Reach { sound: Some(Box::new(Fake(world.clone()))), players: Some(Box::new(Fake(world.clone()))) }
}

fn quiet(how: Hush) -> Quiet {
    Quiet { how, device: None }
}

impl Stage {
    fn hush(&mut self, how: Hush) {
        self.wish(Some(quiet(how)));
    }

    fn wish(&mut self, wanted: Option<Quiet>) {
        self.keeper.wish(wanted);
        self.settle();
    }

    fn settle(&mut self) {
        self.keeper.settle(&mut self.reach).unwrap();
    }

    fn change(&self, id: &str, change: impl FnOnce(&mut Knob)) {
        change(self.world.borrow_mut().scene.knobs.iter_mut().find(|knob| knob.id == id).expect("a knob"));
    }

    fn mute(&self, id: &str, is: bool) {
        self.change(id, |knob| match &mut knob.level {
            Level::Sound { muted, .. } => *muted = Some(is),
            Level::Player(_) => panic!("a player"),
        });
    }

    fn play(&self, id: &str, is: Playback) {
        self.change(id, |knob| knob.level = Level::Player(is));
    }

    /// A program stops playing; the system remembers how it was left.
    fn go(&self, id: &str) -> Knob {
        let mut world = self.world.borrow_mut();
        let at = world.scene.knobs.iter().position(|knob| knob.id == id).expect("a knob");
        let knob = world.scene.knobs.remove(at);
        if let Some(memory) = &knob.memory {
            world.remembers.insert(memory.clone(), knob.level.clone());
        }
        knob
    }

    /// A program starts to play; it is as the system remembers it.
    fn come(&self, mut knob: Knob) {
        let mut world = self.world.borrow_mut();
        if let Some(level) = knob.memory.as_ref().and_then(|memory| world.remembers.get(memory)) {
            knob.level = level.clone();
        }
        world.scene.knobs.push(knob);
    }

    fn is_muted(&self, id: &str) -> bool {
        matches!(self.level(id), Level::Sound { muted: Some(true), .. })
    }

    fn level(&self, id: &str) -> Level {
        self.world.borrow().scene.knobs.iter().find(|knob| knob.id == id).expect("a knob").level.clone()
    }

    fn noted(&self) -> usize {
        self.world.borrow().disk.items.len()
    }
}

#[test]
fn what_is_heard_is_muted_and_given_back_and_nothing_else_is_touched() {
    let spared = Knob { spared: true, ..heard("ours", "speakers", None) };
    let mut stage = stage([heard("music", "speakers", None), spared, heard("elsewhere", "headset", None)]);
    stage.hush(Hush::Mute);
    assert_eq!((stage.is_muted("music"), stage.is_muted("ours"), stage.is_muted("elsewhere")), (true, false, false));
    stage.wish(None);
    assert_eq!((stage.is_muted("music"), stage.noted()), (false, 0));
    assert_eq!(stage.world.borrow().deeds, ["music Muted(true)", "music Muted(false)"]);
}

#[test]
fn what_the_user_had_and_what_the_user_changes_is_the_users() {
    // Muted before; muted and unmuted during the call by the user; muted at the end.
    for (before, during, after) in [
        (true, &[][..], true),
        (true, &[false], false),
        (false, &[], false),
        (false, &[false], false),
        // One who unmutes and mutes again wants it muted.
        (false, &[false, true], true),
    ] {
        let mut stage = stage([heard("music", "speakers", None)]);
        stage.mute("music", before);
        stage.hush(Hush::Mute);
        assert!(stage.is_muted("music"));
        for is in during {
            stage.mute("music", *is);
            stage.settle();
            assert_eq!(stage.is_muted("music"), *is, "the user wins");
        }
        stage.wish(None);
        assert_eq!((stage.is_muted("music"), stage.noted()), (after, 0), "{before} {during:?}");
    }
}

#[test]
fn a_volume_is_lowered_with_its_balance_and_given_back_unless_the_user_changes_it() {
    let lowered = Level::Sound { muted: Some(false), volume: vec![FULL / 100 * 20, FULL / 100 * 10] };
    let as_it_was = Level::Sound { muted: Some(false), volume: vec![FULL, FULL / 2] };
    for (by_the_user, after) in [(None, as_it_was), (Some(vec![FULL / 3, FULL / 3]), Level::Sound { muted: Some(false), volume: vec![FULL / 3, FULL / 3] })] {
        let mut stage = stage([heard("music", "speakers", None)]);
        stage.hush(Hush::Lower(20));
        assert_eq!(stage.level("music"), lowered);
        if let Some(volume) = by_the_user {
            stage.change("music", |knob| knob.level = Level::Sound { muted: Some(false), volume });
        }
        stage.wish(None);
        assert_eq!(stage.level("music"), after);
    }
    let mut stage = stage([Knob { level: Level::Sound { muted: Some(false), volume: vec![FULL / 10] }, ..heard("music", "speakers", None) }]);
    stage.hush(Hush::Lower(20));
    assert_eq!(stage.noted(), 0, "what is quieter already is left alone");
}

#[test]
fn a_volume_the_user_changes_while_it_is_muted_stays_changed() {
    let mut stage = stage([heard("music", "speakers", None)]);
    stage.hush(Hush::Mute);
    stage.change("music", |knob| knob.level = Level::Sound { muted: Some(true), volume: vec![7, 7] });
    stage.wish(None);
    assert_eq!(stage.level("music"), Level::Sound { muted: Some(false), volume: vec![7, 7] });
}

#[test]
fn what_has_no_switch_is_turned_down_and_up_again() {
    let mut stage = stage([Knob { level: Level::Sound { muted: None, volume: vec![FULL] }, ..heard("screen", "speakers", None) }]);
    stage.hush(Hush::Mute);
    assert_eq!(stage.level("screen"), Level::Sound { muted: None, volume: vec![0] });
    stage.settle();
    stage.wish(None);
    assert_eq!((stage.level("screen"), stage.noted()), (Level::Sound { muted: None, volume: vec![FULL] }, 0));
}

#[test]
fn what_starts_during_the_call_is_muted_too() {
    let mut stage = stage([]);
    stage.hush(Hush::Mute);
    stage.come(heard("video", "speakers", None));
    stage.settle();
    assert!(stage.is_muted("video"));
    stage.wish(None);
    assert!(!stage.is_muted("video"));
}

#[test]
fn another_default_output_is_muted_and_the_one_before_given_back() {
    let device = |id: &str| Knob { returns: true, ..heard(id, id, None) };
    let mut stage = stage([device("speakers"), device("headset")]);
    stage.hush(Hush::Mute);
    assert_eq!((stage.is_muted("speakers"), stage.is_muted("headset")), (true, false));
    stage.world.borrow_mut().scene.default = Some("headset".into());
    stage.settle();
    assert_eq!((stage.is_muted("speakers"), stage.is_muted("headset")), (false, true));
    stage.wish(None);
    assert_eq!((stage.is_muted("speakers"), stage.is_muted("headset"), stage.noted()), (false, false, 0));
}

#[test]
fn a_chosen_output_is_the_one_whatever_is_the_default() {
    let mut stage = stage([heard("music", "speakers", None), heard("film", "screen", None)]);
    stage.world.borrow_mut().scene.outputs.push(("screen".into(), "Screen".into()));
    stage.wish(Some(Quiet { how: Hush::Mute, device: Some("screen".into()) }));
    assert_eq!((stage.is_muted("music"), stage.is_muted("film"), stage.keeper.misses_the_output()), (false, true, false));
    stage.wish(Some(Quiet { how: Hush::Mute, device: Some("gone".into()) }));
    assert_eq!((stage.is_muted("music"), stage.is_muted("film")), (false, false), "nothing stands in for one that is gone");
    assert!(stage.keeper.misses_the_output());
    stage.world.borrow_mut().scene.outputs.push(("gone".into(), "It is back".into()));
    stage.settle();
    assert!(!stage.keeper.misses_the_output());
    stage.wish(Some(Quiet { how: Hush::Pause, device: Some("away".into()) }));
    assert!(!stage.keeper.misses_the_output(), "players are paused wherever they are heard");
}

#[test]
fn d14_one_that_is_stuck_is_no_reason_to_leave_the_others_muted() {
    let mut stage = stage([heard("a", "speakers", None), heard("stuck", "speakers", None), heard("z", "speakers", None)]);
    stage.hush(Hush::Mute);
    stage.world.borrow_mut().stuck = Some("stuck".into());
    stage.keeper.wish(None);
    assert_eq!(stage.keeper.settle(&mut stage.reach), Err(OutOfReach("it is stuck".into())));
    assert_eq!(["a", "stuck", "z"].map(|id| stage.is_muted(id)), [false, true, false]);
    assert!(stage.noted() > 0, "it is not forgotten");
    stage.world.borrow_mut().stuck = None;
    stage.settle();
    assert_eq!((stage.is_muted("stuck"), stage.noted()), (false, 0));
}

#[test]
fn what_can_not_be_turned_at_all_is_not_called_muted() {
    let fixed = Knob { level: Level::Sound { muted: None, volume: vec![] }, ..heard("television", "speakers", None) };
    let mut stage = stage([fixed]);
    stage.keeper.wish(Some(quiet(Hush::Mute)));
    assert!(stage.keeper.settle(&mut stage.reach).is_err());
    stage.come(heard("radio", "speakers", None));
    stage.settle();
    assert!(stage.is_muted("radio"));
}

#[test]
fn d15_a_device_that_was_unplugged_is_given_back_when_it_returns() {
    let mut stage = stage([Knob { returns: true, ..heard("headset", "speakers", None) }]);
    stage.hush(Hush::Mute);
    let device = stage.go("headset");
    stage.settle();
    stage.wish(None);
    assert_eq!(stage.noted(), 1, "it is not forgotten");
    stage.settle();
    stage.come(device);
    assert!(stage.is_muted("headset"));
    stage.settle();
    assert_eq!((stage.is_muted("headset"), stage.noted()), (false, 0));
}

#[test]
fn a_program_that_ended_while_it_was_muted_comes_back_as_it_was() {
    // Whether what the system remembers can be corrected; else its return is waited for.
    for corrects in [true, false] {
        let mut stage = stage([heard("1", "speakers", Some("player"))]);
        stage.world.borrow_mut().corrects = corrects;
        stage.hush(Hush::Mute);
        stage.go("1");
        stage.settle();
        stage.wish(None);
        assert_eq!(stage.noted(), usize::from(!corrects));
        stage.come(heard("2", "speakers", Some("player")));
        stage.settle();
        assert_eq!((stage.is_muted("2"), stage.noted()), (false, 0));
    }
}

#[test]
fn a_program_that_ends_and_starts_again_in_the_call_is_not_taken_for_one_the_user_had_muted() {
    let mut stage = stage([heard("1", "speakers", Some("player"))]);
    stage.hush(Hush::Mute);
    stage.go("1");
    stage.settle();
    stage.come(heard("2", "speakers", Some("player")));
    assert!(stage.is_muted("2"), "the system remembers");
    stage.settle();
    stage.wish(None);
    assert_eq!((stage.is_muted("2"), stage.noted()), (false, 0));
}

#[test]
fn a_program_the_user_unmutes_is_left_alone_with_all_it_plays() {
    let mut stage = stage([heard("1", "speakers", Some("player"))]);
    stage.hush(Hush::Mute);
    stage.mute("1", false);
    stage.settle();
    stage.go("1");
    stage.come(heard("2", "speakers", Some("player")));
    stage.settle();
    assert!(!stage.is_muted("2"));
    stage.wish(None);
    assert_eq!((stage.is_muted("2"), stage.noted()), (false, 0));
}

#[test]
fn what_is_wanted_in_another_way_is_given_back_first() {
    let mut stage = stage([heard("music", "speakers", None)]);
    stage.hush(Hush::Mute);
    stage.hush(Hush::Lower(50));
    assert_eq!(stage.level("music"), Level::Sound { muted: Some(false), volume: vec![FULL / 100 * 50, FULL / 100 * 25] });
    stage.hush(Hush::Lower(100));
    assert_eq!(stage.level("music"), Level::Sound { muted: Some(false), volume: vec![FULL, FULL / 2] });
    stage.hush(Hush::Mute);
    stage.hush(Hush::Pause);
    assert_eq!((stage.is_muted("music"), stage.noted()), (false, 0), "nothing plays");
}

#[test]
fn players_that_play_are_paused_and_play_again_if_they_are_still_paused() {
    use Playback::{Paused, Playing, Stopped};
    let player = |id: &str, playback| Knob { output: None, level: Level::Player(playback), ..heard(id, "", None) };
    let mut stage = stage([player("radio", Playing), player("film", Paused), player("book", Playing), player("news", Playing)]);
    stage.hush(Hush::Pause);
    assert_eq!(stage.world.borrow().deeds, ["radio Playing(false)", "book Playing(false)", "news Playing(false)"]);
    stage.play("news", Stopped);
    stage.play("book", Playing);
    stage.settle();
    stage.play("book", Paused);
    stage.play("film", Playing);
    stage.settle();
    assert_eq!(stage.level("film"), Level::Player(Playing), "what the user starts during the call plays");
    stage.wish(None);
    let is = |id, playback| stage.level(id) == Level::Player(playback);
    assert!(is("radio", Playing) && is("film", Playing) && is("book", Paused) && is("news", Stopped), "{:?}", stage.world.borrow().scene);
    assert_eq!(stage.noted(), 0);
}

#[test]
fn a_player_that_hangs_is_told_to_play_on_only_if_it_was_paused() {
    use Playback::{Paused, Playing, Unanswered};
    let player = |id: &str, playback| Knob { output: None, level: Level::Player(playback), ..heard(id, "", None) };
    let mut stage = stage([player("radio", Playing), player("film", Unanswered), player("book", Playing)]);
    stage.hush(Hush::Pause);
    stage.play("radio", Unanswered);
    stage.play("book", Unanswered);
    stage.settle();
    stage.play("book", Paused);
    stage.wish(None);
    assert_eq!(stage.world.borrow().deeds, ["radio Playing(false)", "book Playing(false)", "radio Playing(true)", "book Playing(true)"]);
    assert_eq!((stage.level("film"), stage.noted()), (Level::Player(Unanswered), 0));
}

#[test]
fn what_can_not_be_given_back_yet_keeps_nobody_from_being_quiet_in_another_way() {
    let mut stage = stage([heard("music", "speakers", None), Knob { output: None, level: Level::Player(Playback::Playing), ..heard("radio", "", None) }]);
    stage.hush(Hush::Mute);
    stage.reach.sound = None;
    stage.hush(Hush::Pause);
    assert_eq!((stage.level("radio"), stage.noted()), (Level::Player(Playback::Paused), 2), "the music is not forgotten");
    stage.reach = reach(&stage.world);
    stage.wish(None);
    assert_eq!((stage.is_muted("music"), stage.level("radio"), stage.noted()), (false, Level::Player(Playback::Playing), 0));
}

#[test]
fn nothing_is_turned_that_can_not_be_written_down() {
    let mut stage = stage([heard("music", "speakers", None)]);
    stage.world.borrow_mut().disk_full = true;
    stage.keeper.wish(Some(quiet(Hush::Mute)));
    assert!(stage.keeper.settle(&mut stage.reach).is_err());
    assert!(!stage.is_muted("music"));
}

#[test]
fn d14_whoever_finds_the_note_gives_back_what_is_in_it() {
    let mut stage = stage([heard("music", "speakers", None), heard("quiet", "speakers", None)]);
    stage.mute("quiet", true);
    stage.hush(Hush::Mute);
    let text = serde_json::to_string(&stage.world.borrow().disk).unwrap();
    // The one who held it is gone, and everything it knew.
    stage.keeper = Keeper::new(Disk(stage.world.clone()), serde_json::from_str(&text).unwrap());
    stage.world.borrow_mut().out_of_reach = true;
    assert!(stage.keeper.settle(&mut stage.reach).is_err());
    assert_eq!(stage.noted(), 1, "what can't be reached is not forgotten");
    stage.world.borrow_mut().out_of_reach = false;
    stage.settle();
    assert_eq!((stage.is_muted("music"), stage.is_muted("quiet"), stage.noted()), (false, true, 0));
}
