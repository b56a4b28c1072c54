//! The one task that owns every state.
//!
//! It waits for whatever comes first (an event of the phone system, a request, a finished action, a timer), changes
//! its state, and shows the new [`View`]. It holds no lock and waits for nothing else: whatever takes time runs in a
//! task of its own and comes back as [`Done`].

mod acting;
mod activity;
mod connection;
mod events;
mod farewell;
mod last_call;
mod list;
mod outage;
mod pausing;
mod quieting;
mod recording;
mod requests;
mod runs;
mod secrets;
mod showing;
mod sign_in;
mod sounds;
mod starting;
mod trying;
mod unwritten;
mod waiting;
mod watching;

use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use custom_events::{Context, CustomEvent, Limits, Matcher, Once, Waits};
use jiff::{Timestamp, tz::TimeZone};
use journal::Journal;
use secrecy::SecretString;
use telephony::{CallId, Home, LineId, Lines};
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
    time::{Instant, sleep_until, timeout},
};
use tokio_util::sync::{CancellationToken, DropGuard};

use last_call::{Followed, LastCall};
use outage::Outage;
use quieting::Quieting;
use recording::{Kept, ToWrite, write_down};
use runs::{RunNews, RunTeller};
use sounds::{Ringing, Trial};
use unwritten::{Backlog, LateRuns};
use waiting::{Lasting, OpenTrace, Waiting};

use crate::{
    host::{Failure, Host, NoKeyring, SoundDevice, SoundNews, SoundProblem},
    memory::NotedCalls,
    numbers, outbox,
    report::Report,
    request::{Handle, Reply, Request},
    ring::Ringer,
    session::{Attempt, Session},
    settings::{AccountSettings, Colleague, NumbersOfSystem, Settings, SoundOf},
    view::{LastRun, Notice, NoticeCode, OutboxView, View, WatchedView},
};

/// How many requests may wait.
const REQUESTS: usize = 64;

/// How often what events change is shown, at most.
const SHOWN_EVERY: Duration = Duration::from_millis(50);
/// How long after an event at the soonest: what it starts has the processor first.
const SHOWN_AFTER: Duration = Duration::from_millis(3);

/// When settings that could not be saved are saved again.
const SAVED_AGAIN: Duration = Duration::from_secs(5);

/// What the engine starts with.
#[derive(Debug)]
pub struct Config {
    /// The version of the program.
    pub version: String,
    /// The stored settings.
    pub settings: Settings,
    /// The record of what happened.
    pub journal: Journal,
    /// What the start has to say to the user.
    pub notices: Vec<Notice>,
    /// Whether actions are only rendered.
    pub dry_run: bool,
    /// Where to report what happens, line by line.
    pub reports: Option<mpsc::UnboundedSender<Report>>,
    /// Lines to listen to beside the user's own, by user id.
    pub extra_lines: Vec<String>,
    /// Whether what is changed is stored. Without, the stored settings belong to another program that runs.
    pub keeps_settings: bool,
}

/// Starts the engine on the current tokio runtime. It ends after [`Request::Quit`], or when every handle is gone.
pub fn start<H: Host>(host: Arc<H>, config: Config) -> Handle {
    let (requests, asked) = mpsc::channel(REQUESTS);
    let mut controller = Controller::new(host, config);
    let (show, view) = watch::channel(Arc::new(controller.view()));
    tokio::spawn(controller.run(asked, show));
    Handle { requests, view }
}

/// Something a task has finished.
enum Done {
    /// What is known of the numbers of the world was read.
    NumbersRead,
    SignIn(Box<Attempt>),
    Recalled {
        number: u64,
        reply: Reply<bool>,
        account: AccountSettings,
        password: Result<Option<SecretString>, NoKeyring>,
    },
    /// The keyring did not do what it should.
    Keyring(NoticeCode, String),
    /// A change, and what is owed for it, was written down.
    Kept(Kept),
    /// Something else was written down.
    Written,
    /// Why custom events did or did not, of a change that could not be written down, by the number of its record.
    Untraced {
        record: u64,
        trace: String,
    },
    /// A request that could not be written down has arrived, and this was answered.
    Arrived {
        key: String,
        said: String,
    },
    /// So many changes were written down that could not be before.
    WrittenLate(usize),
    /// A sound has ended, by its number.
    Played {
        number: u64,
        result: Result<(), Failure>,
    },
    SoundChecked {
        file: PathBuf,
        problem: Option<SoundProblem>,
        /// For which sound it is chosen, if it is not only looked at.
        choice: Option<(SoundOf, Reply<Option<SoundProblem>>)>,
    },
    SoundDevices {
        devices: Vec<SoundDevice>,
        reply: Reply<Vec<SoundDevice>>,
    },
    Checked {
        draft: Box<CustomEvent>,
        problems: Vec<custom_events::FieldProblem>,
        save: bool,
        reply: Reply<Vec<custom_events::FieldProblem>>,
    },
    /// Whose the lines are that are watched for this run only.
    Introduced(Option<Colleague>),
    LastRuns(HashMap<String, LastRun>),
    LastCall(Option<Box<LastCall>>),
    SecretKept {
        name: String,
        result: Result<(), NoKeyring>,
        reply: Reply<Option<String>>,
    },
    Saved(Result<(), String>),
    /// Whether the system starts the program.
    Starts(Option<bool>),
    Nothing,
}

/// What the window shows of a call that is not over, besides what it is.
struct OnScreen {
    /// When it began by our own clock, for the timers people watch.
    began: Timestamp,
    /// When it was answered by our own clock.
    answered: Option<Timestamp>,
    /// The ids of the custom events that have acted on it.
    ran: Vec<String>,
}

struct Controller<H> {
    host: Arc<H>,
    version: String,
    dry_run: bool,
    reports: Option<mpsc::UnboundedSender<Report>>,
    journal: Journal,
    /// Where changes go that are to be written down.
    to_write: mpsc::UnboundedSender<ToWrite>,
    /// What could not be written down yet.
    backlog: Backlog,
    /// Which calls of the own line there are notes of.
    noted_calls: NotedCalls,
    notices: Vec<Notice>,
    extra_lines: Vec<LineId>,
    keeps_settings: bool,

    settings: Settings,
    /// Says the settings to the task that saves them; it always saves the latest.
    save: watch::Sender<String>,
    saver: Option<tokio::task::JoinHandle<()>>,
    saved: mpsc::UnboundedReceiver<Result<(), String>>,

    session: Session,
    /// How many sign-ins have begun.
    sign_ins: u64,
    outage: Option<Outage>,
    /// Takes away what was announced of the connection last.
    announced: Option<DropGuard>,
    /// When what may go wrong often was written down last.
    written_down: HashMap<&'static str, Instant>,
    lines: Lines,
    home: Home,
    numbers_of_system: NumbersOfSystem,
    /// Whether what is known of the numbers of the world was read: the first view does not wait for that.
    numbers_are_read: bool,
    zone: TimeZone,
    matcher: Arc<Matcher>,
    /// The custom events as they are shown: copied when they change, and not for each look at them.
    shown: Vec<Arc<CustomEvent>>,
    /// Whether a custom event that is on does what is still owed after a restart. All of them are looked at for it, which is
    /// not done at each event.
    may_owe: bool,
    limits: Limits,
    once: Once,
    /// Custom events that wait to see whether it is still so, and the traces they belong to.
    waits: Waits<Waiting>,
    open_traces: HashMap<u64, OpenTrace>,
    records: u64,
    /// Whether what went on since the program ended last time is still to be told.
    catches_up: bool,
    /// Whether what waited then waits for the phone system to say what is so now.
    asks_what_is_so: bool,
    /// What lasts as long as a call, or its state.
    lasting: HashMap<(LineId, CallId), Lasting>,
    /// How often custom events ran.
    runs: u64,
    /// Tells this start of the program from all others.
    start_of_program: String,
    tell_of_runs: RunTeller,
    /// What was done and waits for room to be written down.
    late_runs: LateRuns,
    runs_told: mpsc::UnboundedReceiver<RunNews>,
    /// Tells the task that sends what is owed to web services, and hears of it.
    outbox: mpsc::UnboundedSender<outbox::Order>,
    outbox_news: mpsc::UnboundedSender<outbox::News>,
    outbox_told: mpsc::UnboundedReceiver<outbox::News>,
    outbox_task: tokio::task::JoinHandle<()>,
    outbox_view: OutboxView,
    /// Until when nothing of a lane of the outbox is tried, where it waits as a whole.
    stopped_lanes: HashMap<String, Timestamp>,
    /// Grows whenever something is written down.
    activity: u64,
    /// The watched lines as others see them; `None` if something about them may have changed since.
    watched: Option<Arc<Vec<WatchedView>>>,
    /// What the window shows of calls that are not over, besides what they are.
    on_screen: HashMap<(LineId, CallId), OnScreen>,

    ringing: Option<Ringing>,
    quieting: Quieting,
    /// Whether the system starts the program, when it was asked last.
    starts_at_sign_in: Option<bool>,
    trying: Option<Trial>,
    /// What ends each sound of custom events that is heard.
    event_sounds: Vec<CancellationToken>,
    /// How many sounds were begun.
    sounds: u64,
    /// What there is to know of the sounds that are played, by their numbers.
    sound_news: mpsc::UnboundedSender<(u64, SoundNews)>,
    sound_told: mpsc::UnboundedReceiver<(u64, SoundNews)>,
    /// The calls that ring on, and are not to be heard any more.
    hushed: HashSet<Ringer>,
    sound_problems: HashMap<PathBuf, SoundProblem>,
    /// Whether the chosen device was not there when it was needed or looked for last.
    device_gone: bool,
    /// How each custom event went last, and in which run.
    last_runs: HashMap<String, (u64, LastRun)>,
    removed: Option<(usize, CustomEvent)>,
    /// What is in the file that was looked at last.
    to_import: Vec<CustomEvent>,
    /// The calls that are followed, and the last of them, to try on.
    followed: Followed,
    tasks: JoinSet<Done>,
    quit: Option<Reply<()>>,
}

impl<H: Host> Controller<H> {
    fn new(host: Arc<H>, config: Config) -> Self {
        let home = Home::default();
        // Until somebody is signed in, no line is theirs.
        let matcher = Arc::new(Matcher::new(&[], Context { home: home.clone(), own_line: LineId::new(""), zone: TimeZone::system() }));
        let shown = shown(&config.settings.custom_events);
        let (save, mut to_save) = watch::channel(String::new());
        let (told, saved) = mpsc::unbounded_channel();
        let keeper = host.clone();
        // Ends when the controller drops `save`, after the last text is stored.
        let saver = tokio::spawn(async move {
            let mut is_saved = true;
            loop {
                // What could not be saved is tried again, and once more at the end.
                let is_wanted = if is_saved { Ok(to_save.changed().await) } else { timeout(SAVED_AGAIN, to_save.changed()).await };
                let is_over = matches!(is_wanted, Ok(Err(_)));
                if is_over && is_saved {
                    return;
                }
                let text = to_save.borrow_and_update().clone();
                let result = keeper.save_settings(text).await;
                is_saved = result.is_ok();
                // A controller that is gone has nobody left to tell.
                let _ = told.send(result);
                if is_over {
                    return;
                }
            }
        });
        let quieting = Quieting::new(host.clone());
        let (tell_of_runs, runs_told) = mpsc::unbounded_channel();
        let (sound_news, sound_told) = mpsc::unbounded_channel();
        let (outbox, orders) = mpsc::unbounded_channel();
        let (outbox_news, outbox_told) = mpsc::unbounded_channel();
        // Ends when the controller drops `to_write`.
        let (to_write, changes) = mpsc::unbounded_channel();
        tokio::spawn(write_down(config.journal.clone(), changes));
        let outbox_task = tokio::spawn(outbox::Sender::new(Timestamp::now, host.clone(), config.journal.clone(), orders, outbox_news.clone()).run());
        let mut controller = Self {
            host,
            version: config.version,
            dry_run: config.dry_run,
            reports: config.reports,
            journal: config.journal,
            to_write,
            backlog: Backlog::default(),
            noted_calls: NotedCalls::default(),
            notices: config.notices,
            extra_lines: config.extra_lines.iter().map(|user_id| LineId::new(user_id)).collect(),
            keeps_settings: config.keeps_settings,
            settings: config.settings,
            save,
            saver: Some(saver),
            saved,
            session: Session::out(),
            sign_ins: 0,
            outage: None,
            announced: None,
            written_down: HashMap::new(),
            lines: Lines::default(),
            home,
            numbers_of_system: NumbersOfSystem::default(),
            numbers_are_read: false,
            zone: TimeZone::system(),
            matcher,
            may_owe: false,
            limits: Limits::default(),
            shown,
            once: Once::default(),
            waits: Waits::default(),
            open_traces: HashMap::new(),
            records: 0,
            catches_up: false,
            asks_what_is_so: false,
            lasting: HashMap::new(),
            runs: 0,
            start_of_program: uuid::Uuid::new_v4().to_string(),
            tell_of_runs,
            late_runs: LateRuns::default(),
            runs_told,
            outbox,
            outbox_news,
            outbox_told,
            outbox_task,
            outbox_view: OutboxView::default(),
            stopped_lanes: HashMap::new(),
            activity: 0,
            watched: None,
            on_screen: HashMap::new(),
            ringing: None,
            quieting,
            starts_at_sign_in: None,
            trying: None,
            event_sounds: Vec::new(),
            sounds: 0,
            sound_news,
            sound_told,
            hushed: HashSet::new(),
            sound_problems: HashMap::new(),
            device_gone: false,
            last_runs: HashMap::new(),
            removed: None,
            to_import: Vec::new(),
            followed: Followed::default(),
            tasks: JoinSet::new(),
            quit: None,
        };
        let read = numbers::read_ahead();
        controller.tasks.spawn(async move {
            read.await;
            Done::NumbersRead
        });
        controller.look_at_the_past();
        controller.recall_last_call();
        controller.look_at_sounds();
        controller.look_at_start();
        controller.look_at_pause();
        controller
    }

    async fn run(mut self, mut asked: mpsc::Receiver<Request>, show: watch::Sender<Arc<View>>) {
        let mut shown_at = Instant::now();
        // When what was not worth showing at once is to be shown.
        let mut owed = None;
        while self.quit.is_none() {
            let mut can_wait = false;
            let retry_at = self.retry_sign_in_at();
            let outage_due = self.outage.as_ref().and_then(Outage::due);
            let held_back = self.lines.due().map(monotonic);
            let waited = self.waits.due().filter(|_| !self.asks_what_is_so).map(Instant::from_std);
            let quiet_until = self.quieting.due();
            let paused_until = self.pause_due();
            let written_late = self.backlog.due();
            tokio::select! {
                // An event of the phone system goes before everything else: it is what we are here for.
                biased;
                event = next_event(&mut self.session) => {
                    can_wait = true;
                    self.hear(event);
                }
                Some(done) = self.tasks.join_next() => match done {
                    Ok(done) => {
                        if matches!(done, Done::SignIn(_) | Done::Recalled { .. } | Done::Introduced(_)) {
                            self.watched = None;
                        }
                        can_wait = matches!(done, Done::Kept(_) | Done::Written);
                        self.finish(done);
                    }
                    // The runtime is given up, and this with it: nothing went wrong.
                    Err(error) if error.is_cancelled() => {}
                    Err(error) => tracing::error!(%error, "a task ended badly"),
                },
                request = asked.recv() => match request {
                    Some(request) => {
                        self.watched = None;
                        self.ask(request);
                    }
                    None => break,
                },
                Some(news) = self.runs_told.recv() => {
                    can_wait = true;
                    self.hear_of_run(news);
                }
                Some(news) = self.outbox_told.recv() => {
                    can_wait = true;
                    self.hear_of_outbox(news);
                }
                Some(result) = self.saved.recv() => self.finish(Done::Saved(result)),
                Some(news) = self.quieting.news() => self.hear_of_quiet(news),
                () = until(quiet_until) => {}
                () = until(paused_until) => self.look_at_pause(),
                Some((number, news)) = self.sound_told.recv() => self.hear_of_sound(number, news),
                () = until(waited) => self.wait_is_over(),
                () = until(retry_at) => self.sign_in_once_more(),
                () = until(outage_due) => self.outage_goes_on(),
                () = until(written_late) => self.write_late(),
                () = until(held_back) => self.tell_what_was_held_back(),
                () = until(owed) => {}
            }
            self.settle_quiet();
            // Events may come by the hundred a second, and lines may be hundreds. And what is to be done about one goes before
            // the sight of it.
            if can_wait {
                owed.get_or_insert((shown_at + SHOWN_EVERY).max(Instant::now() + SHOWN_AFTER));
                continue;
            }
            (shown_at, owed) = (Instant::now(), None);
            show.send_if_modified(|shown| {
                let view = self.view();
                let changed = **shown != view;
                if changed {
                    *shown = Arc::new(view);
                }
                changed
            });
        }
        self.farewell().await;
    }

    fn save_settings(&mut self) {
        if !self.keeps_settings {
            return;
        }
        match self.settings.to_text() {
            Ok(text) => drop(self.save.send_replace(text)),
            Err(error) => self.notice(NoticeCode::SettingsNotSaved, error.to_string()),
        }
    }

    /// Gets the custom events ready for the line and the home of whoever is signed in.
    fn prepare_custom_events(&mut self) {
        self.shown = shown(&self.settings.custom_events);
        let own_line = self.own_line().cloned().unwrap_or_else(|| LineId::new(""));
        self.may_owe = self.settings.custom_events.iter().any(|event| event.enabled && event.actions.iter().any(|action| !action.is_limited()));
        self.matcher = Arc::new(Matcher::new(&self.settings.custom_events, Context { home: self.home.clone(), own_line, zone: self.zone.clone() }));
    }

    fn own_line(&self) -> Option<&LineId> {
        match &self.session {
            Session::In(signed_in) => Some(&signed_in.line),
            Session::Out { .. } | Session::SigningIn { .. } | Session::Waiting(_) => None,
        }
    }

    fn notice(&mut self, code: NoticeCode, detail: String) {
        self.notices.retain(|notice| notice.code != code);
        self.notices.push(Notice { code, detail });
    }

    fn report(&self, report: Report) {
        if let Some(reports) = &self.reports {
            // Whoever listened may have left.
            let _ = reports.send(report);
        }
    }

    fn retry_sign_in_at(&self) -> Option<Instant> {
        match &self.session {
            Session::Waiting(waiting) => Some(waiting.until),
            Session::Out { .. } | Session::SigningIn { .. } | Session::In(_) => None,
        }
    }
}

/// Waits for the next event of the session, for ever if there is none.
async fn next_event(session: &mut Session) -> Option<xsi::Event> {
    match session {
        Session::In(signed_in) => signed_in.events.recv().await,
        Session::Out { .. } | Session::SigningIn { .. } | Session::Waiting(_) => std::future::pending().await,
    }
}

/// Copies custom events to show them.
fn shown(events: &[CustomEvent]) -> Vec<Arc<CustomEvent>> {
    events.iter().cloned().map(Arc::new).collect()
}

/// Waits until then, for ever if there is no then.
pub(crate) async fn until(then: Option<Instant>) {
    match then {
        Some(then) => sleep_until(then).await,
        None => std::future::pending().await,
    }
}

/// Returns a moment of the clock on the wall by the monotonic clock, but none that is far: the one on the wall may be
/// turned back meanwhile.
fn monotonic(then: Timestamp) -> Instant {
    Instant::now() + Duration::try_from(then.duration_since(Timestamp::now())).unwrap_or_default().min(Duration::from_secs(2))
}

/// Returns a moment of the monotonic clock by the clock on the wall.
pub(crate) fn wall(then: Instant, now: Timestamp) -> Timestamp {
    let ahead = then.saturating_duration_since(Instant::now());
    now.checked_add(ahead).unwrap_or(now)
}
