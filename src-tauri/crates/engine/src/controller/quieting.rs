//! Quiet speakers while a call goes on: what is wanted of the machine, and until when.
//!
//! A task of its own asks the machine, one thing after the other and always for the latest; the controller never waits
//! for it. Whatever ends that task's controller, the speakers are given back.

use std::{collections::HashMap, sync::Arc, time::Duration};

use telephony::CallId;
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{Instant, timeout},
};

use super::{Controller, Done, requests::answer};
use crate::{
    host::{Failure, FailureCode, Host, Hush, Quiet, SoundDevice},
    quiet::{self, Wanted},
    request::Reply,
    settings::{HushKind, HushedFrom, MuteInCall},
    view::{MuteInCallView, NoticeCode},
};

/// How long it is quiet for one call at most: an end that was never told must not cost the user the speakers.
const LONGEST: Duration = Duration::from_secs(4 * 60 * 60);

/// How long a call is believed in that nobody can tell us of. While we hear, the calls are asked for as often.
const BELIEVED: Duration = Duration::from_secs(5 * 60);

/// How soon a machine that could not is asked again: a sound server may only be starting.
const AGAIN: Duration = Duration::from_secs(2);

/// What the machine was asked, and what came of it, or has become of it since.
pub(super) type News = (Option<Quiet>, Result<(), Failure>);

/// What is wanted of the machine, and what it has done.
pub(super) struct Quieting {
    wanted: watch::Sender<Option<Quiet>>,
    told: mpsc::UnboundedReceiver<News>,
    task: JoinHandle<()>,
    held: Option<HushKind>,
    /// Since when each call asks for it.
    since: HashMap<CallId, Instant>,
    /// Since when nobody can tell us whether they still do.
    deaf_since: Option<Instant>,
    /// Whether the user has said that it is enough for these calls.
    let_be: bool,
}

impl Quieting {
    pub(super) fn new(host: Arc<impl Host>) -> Self {
        let (wanted, wishes) = watch::channel(None);
        let (tell, told) = mpsc::unbounded_channel();
        let task = tokio::spawn(obey(host, wishes, tell));
        Self { wanted, told, task, held: None, since: HashMap::new(), deaf_since: None, let_be: false }
    }

    /// Returns what the machine has done and not given back.
    pub(super) fn held(&self) -> Option<HushKind> {
        self.held
    }

    /// Waits for what the machine has to tell.
    pub(super) async fn news(&mut self) -> Option<News> {
        self.told.recv().await
    }

    /// It is enough, until the calls that go on are over.
    pub(super) fn let_be(&mut self) {
        self.let_be = true;
    }

    /// Takes in what the calls ask for, and whether they are heard, and returns what is wanted of the machine.
    fn settle(&mut self, asked: Option<Wanted>, hears: bool, now: Instant) -> Option<Quiet> {
        let Some(Wanted { quiet, calls }) = asked else {
            self.since.clear();
            (self.deaf_since, self.let_be) = (None, false);
            return None;
        };
        self.since.retain(|call, _| calls.contains(call));
        for call in calls {
            self.since.entry(call).or_insert(now);
        }
        self.deaf_since = if hears { None } else { Some(self.deaf_since.unwrap_or(now)) };
        let believed = self.deaf_since.is_none_or(|deaf_since| now < deaf_since + BELIEVED);
        let goes_on = self.since.values().any(|since| now < *since + LONGEST);
        (goes_on && believed && !self.let_be).then_some(quiet)
    }

    /// Returns when to settle again though nothing happens.
    pub(super) fn due(&self) -> Option<Instant> {
        // One call that goes on is enough.
        let longest = self.since.values().max().map(|since| *since + LONGEST);
        let deadlines = [longest, self.deaf_since.map(|since| since + BELIEVED)];
        // What is over is over: only what is still held can be given back.
        deadlines.into_iter().flatten().min().filter(|_| self.wanted.borrow().is_some())
    }

    /// Gives everything back and waits for that, but not for ever: a machine that hangs has others who restore it.
    pub(super) async fn end(&mut self, patience: Duration) {
        self.wanted.send_replace(None);
        // Without anybody to say another wish, the task ends once the last one is met.
        self.wanted = watch::channel(None).0;
        if timeout(patience, &mut self.task).await.is_err() {
            tracing::warn!("the speakers could not be given back in time");
        }
    }
}

/// Asks the machine for the latest wish, until nobody wishes any more. Then everything is given back.
async fn obey(host: Arc<impl Host>, mut wishes: watch::Receiver<Option<Quiet>>, tell: mpsc::UnboundedSender<News>) {
    let mut wish = None;
    let mut failed = false;
    // What is told of one wish is not taken for news of the next.
    let mut changes = mpsc::unbounded_channel().1;
    loop {
        let result = tokio::select! {
            changed = timeout(if failed { AGAIN } else { Duration::MAX }, wishes.changed()) => {
                if let Ok(Err(_)) = changed {
                    break;
                }
                wish = wishes.borrow_and_update().clone();
                let (teller, told) = mpsc::unbounded_channel();
                changes = told;
                match &wish {
                    Some(quiet) => host.hush(quiet.clone(), teller).await,
                    None => {
                        host.give_back().await;
                        Ok(())
                    }
                }
            }
            Some(change) = changes.recv() => change,
        };
        failed = result.is_err();
        // A controller that is gone has nobody left to tell.
        let _ = tell.send((wish.clone(), result));
    }
    if wish.is_some() {
        host.give_back().await;
    }
}

impl<H: Host> Controller<H> {
    /// Asks the machine for what the calls of the own line ask for now.
    pub(super) fn settle_quiet(&mut self) {
        let spares_ours = self.host.quiet_powers().spares_ours;
        let asked =
            self.own_line().and_then(|own| self.lines.get(own)).filter(|_| !self.dry_run && !self.is_paused()).and_then(|line| quiet::wanted(line, &self.settings, spares_ours));
        let hears = self.is_hearing();
        let wanted = self.quieting.settle(asked, hears, Instant::now());
        self.quieting.wanted.send_if_modified(|before| {
            let changed = *before != wanted;
            *before = wanted;
            changed
        });
    }

    /// The machine has done what it was asked, or could not.
    pub(super) fn hear_of_quiet(&mut self, (asked, result): News) {
        self.quieting.held = match (asked, &result) {
            (Some(quiet), Ok(())) => Some(kind(quiet.how)),
            (Some(_), Err(_)) | (None, _) => None,
        };
        self.notices.retain(|notice| !matches!(notice.code, NoticeCode::SpeakersNotMuted | NoticeCode::MuteOutputGone));
        match (result, &self.settings.mute_in_call.device) {
            (Ok(()), _) => {}
            (Err(Failure { code: FailureCode::NoSoundDevice, .. }), Some(chosen)) => self.notice(NoticeCode::MuteOutputGone, chosen.name.clone()),
            (Err(failure), _) => self.notice(NoticeCode::SpeakersNotMuted, failure.detail),
        }
    }

    pub(super) fn set_mute_in_call(&mut self, how: HushKind, percent: u8, from: HushedFrom, device: Option<SoundDevice>) {
        let chosen = &mut self.settings.mute_in_call;
        *chosen = MuteInCall { how, percent: percent.clamp(1, 100), from, device, on: chosen.on, unknown: std::mem::take(&mut chosen.unknown) };
        self.save_settings();
    }

    pub(super) fn outputs(&mut self, reply: Reply<Vec<SoundDevice>>) {
        let host = self.host.clone();
        self.tasks.spawn(async move {
            answer(Some(reply), host.outputs().await);
            Done::Nothing
        });
    }

    pub(super) fn mute_in_call(&self) -> MuteInCallView {
        let (chosen, powers) = (&self.settings.mute_in_call, self.host.quiet_powers());
        MuteInCallView {
            on: chosen.on,
            how: chosen.how,
            percent: chosen.percent.clamp(1, 100),
            from: chosen.from,
            device: chosen.device.clone(),
            can_pause: powers.pauses,
            spares_ours: powers.spares_ours,
        }
    }
}

fn kind(how: Hush) -> HushKind {
    match how {
        Hush::Mute => HushKind::Mute,
        Hush::Lower(_) => HushKind::Lower,
        Hush::Pause => HushKind::Pause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wanted after each of these moments: seconds, the calls that go on, a letter for each, and whether we hear.
    async fn over_time(moments: &[(u64, &str, bool)]) -> Vec<bool> {
        let mut quieting = quieting();
        let start = Instant::now();
        moments.iter().map(|&(seconds, calls, hears)| quieting.settle(wanted(calls), hears, start + Duration::from_secs(seconds)).is_some()).collect()
    }

    fn wanted(calls: &str) -> Option<Wanted> {
        let calls: std::collections::HashSet<CallId> = calls.chars().map(|call| CallId::new(call.to_string())).collect();
        (!calls.is_empty()).then(|| Wanted { quiet: Quiet { how: Hush::Mute, device: None }, calls })
    }

    fn quieting() -> Quieting {
        let (wanted, _) = watch::channel(None);
        let (_, told) = mpsc::unbounded_channel();
        Quieting { wanted, told, task: tokio::spawn(async {}), held: None, since: HashMap::new(), deaf_since: None, let_be: false }
    }

    const HOUR: u64 = 3600;

    #[tokio::test]
    async fn an_end_that_is_never_told_costs_four_hours_at_most() {
        assert_eq!(over_time(&[(0, "a", true), (4 * HOUR - 1, "a", true), (4 * HOUR, "a", true), (5 * HOUR, "a", true)]).await, [true, true, false, false]);
        assert_eq!(over_time(&[(0, "a", true), (4 * HOUR, "a", true), (4 * HOUR + 1, "", true), (4 * HOUR + 2, "b", true)]).await, [true, false, false, true], "the next call");
    }

    #[tokio::test]
    async fn each_call_has_four_hours_of_its_own() {
        let moments = [(0, "a", true), (3 * HOUR, "ab", true), (4 * HOUR, "ab", true), (5 * HOUR, "b", true), (7 * HOUR, "b", true)];
        assert_eq!(over_time(&moments).await, [true, true, true, true, false], "calls that overlap all day");
        let moments = [(0, "a", true), (4 * HOUR, "a", true), (5 * HOUR, "ab", true), (6 * HOUR, "a", true)];
        assert_eq!(over_time(&moments).await, [true, false, true, false], "one that was never told to have ended does not come back");
    }

    #[tokio::test]
    async fn it_is_looked_again_when_the_youngest_call_has_had_its_time() {
        let (mut quieting, start) = (quieting(), Instant::now());
        quieting.wanted.send_replace(Some(Quiet { how: Hush::Mute, device: None }));
        quieting.settle(wanted("a"), true, start);
        let later = start + Duration::from_secs(HOUR);
        quieting.settle(wanted("ab"), true, later);
        assert_eq!(quieting.due(), Some(later + LONGEST));
        quieting.settle(wanted("ab"), false, later);
        assert_eq!(quieting.due(), Some(later + BELIEVED));
    }

    #[tokio::test]
    async fn a_call_nobody_can_tell_us_of_is_believed_in_for_five_minutes() {
        assert_eq!(over_time(&[(0, "a", true), (60, "a", false), (359, "a", false), (360, "a", false), (400, "a", true)]).await, [true, true, true, false, true]);
        assert_eq!(over_time(&[(0, "a", true), (60, "a", false), (300, "a", true), (500, "a", false), (700, "a", false)]).await, [true; 5], "each outage by itself");
    }

    #[tokio::test]
    async fn what_the_user_takes_back_stays_so_until_the_calls_are_over() {
        let (mut quieting, now) = (quieting(), Instant::now());
        assert!(quieting.settle(wanted("a"), true, now).is_some());
        quieting.let_be();
        assert_eq!(quieting.settle(wanted("a"), true, now), None);
        assert_eq!(quieting.settle(wanted("ab"), true, now), None, "nor is it for one that comes meanwhile");
        assert_eq!(quieting.settle(None, true, now), None);
        assert!(quieting.settle(wanted("a"), true, now).is_some(), "the next call");
    }
}
