//! A phone system, an engine and a machine that notes what it is asked to do.

use std::{
    collections::{HashMap, VecDeque},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use custom_events::{Command, CustomEvent, Files, HttpRequest, Message, ProgramFile};
use engine::{
    Handle, Host, Report, Request, Settings, SignIn, View,
    host::{
        AccountKey, Announcement, Failure, FailureCode, NoKeyring, Quiet, QuietPowers, QuietTeller, Ran, Sound, SoundDevice, SoundNews, SoundProblem, SoundSource, SoundTeller,
        Unsent, Volume,
    },
    settings::AccountSettings,
    view::Problem,
};
use journal::{EntryWithRuns, Journal};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use simulator::{Simulator, User};
use tokio::{
    sync::{Notify, mpsc, oneshot},
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use url::Url;

/// How long anything may take before the scenario has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the machine was asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    Ran(PathBuf, Vec<String>),
    Opened(String),
    Notified(String, String),
    /// A message was taken away, by its title.
    Withdrawn(String),
    Fetched(String, String),
    SoundBegan(SoundSource, bool),
    SoundStopped(SoundSource),
    Announced(Announcement),
    TookBack,
    Hushed(Quiet),
    GaveBack,
}

/// What a web service answers.
#[derive(Debug, Clone)]
pub enum Answer {
    Unsent(Unsent),
    Never,
    /// Well, once that is said.
    When(Arc<Notify>),
}

/// A machine that notes what it is asked to do.
pub struct Machine {
    deeds: mpsc::UnboundedSender<Deed>,
    passwords: Mutex<HashMap<AccountKey, String>>,
    pub saved: Mutex<Vec<String>>,
    /// What web services will answer next, by their hosts; 200 where nothing is said.
    pub answers: Mutex<HashMap<String, VecDeque<Answer>>>,
    /// The idempotency keys of every request, in their order.
    pub keys: Mutex<Vec<String>>,
    /// Whether it starts the program when the user signs in; nothing if it has no place for that.
    pub starts: Mutex<Option<bool>>,
    /// Whether there is a keyring.
    pub keyring: bool,
    /// How many sounds find no device.
    deaf: AtomicU32,
    /// How programs end that run on when they are left to themselves, by their paths.
    runs_on: Mutex<HashMap<PathBuf, oneshot::Receiver<Result<i32, Failure>>>>,
    /// Who hears whether it is quiet.
    pub quiet: Mutex<Option<QuietTeller>>,
    /// How loud each sound is that was begun.
    pub volumes: Mutex<Vec<Volume>>,
    /// Whether settings can't be saved.
    pub disk_is_full: AtomicBool,
    /// Whether the controller comes to a bad end when it asks next what the machine can do.
    pub breaks_the_controller: AtomicBool,
}

impl Host for Machine {
    async fn run(&self, command: Command) -> Result<Ran, Failure> {
        let end = self.runs_on.lock().unwrap().remove(&command.program);
        let hangs = command.program.starts_with(absolute("/hangs"));
        self.note(Deed::Ran(command.program, command.args));
        match end {
            _ if hangs => std::future::pending().await,
            Some(end) => Ok(Ran::On(Box::pin(async move { end.await.unwrap_or(Ok(0)) }))),
            None => Ok(Ran::Ended(0)),
        }
    }

    async fn open(&self, url: Url) -> Result<(), Failure> {
        self.note(Deed::Opened(url.into()));
        Ok(())
    }

    async fn notify(&self, message: Message, over: CancellationToken) -> Result<(), Failure> {
        self.note(Deed::Notified(message.title.clone(), message.text));
        if message.withdraw {
            let deeds = self.deeds.clone();
            tokio::spawn(async move {
                over.cancelled().await;
                // A scenario that has seen enough no longer listens.
                let _ = deeds.send(Deed::Withdrawn(message.title));
            });
        }
        Ok(())
    }

    async fn announce(&self, announcement: Announcement, over: CancellationToken) {
        self.note(Deed::Announced(announcement));
        over.cancelled().await;
        self.note(Deed::TookBack);
    }

    async fn hush(&self, quiet: Quiet, tell: QuietTeller) -> Result<(), Failure> {
        *self.quiet.lock().unwrap() = Some(tell);
        if self.deaf.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |deaf| deaf.checked_sub(1)).is_ok() {
            return Err(Failure::new(FailureCode::Other, "no sound server"));
        }
        self.note(Deed::Hushed(quiet));
        Ok(())
    }

    async fn give_back(&self) {
        self.note(Deed::GaveBack);
    }

    fn quiet_powers(&self) -> QuietPowers {
        assert!(!self.breaks_the_controller.load(Ordering::Relaxed), "this is the bad end that was asked for");
        QuietPowers { pauses: true, spares_ours: true }
    }

    async fn starts_at_sign_in(&self) -> Option<bool> {
        *self.starts.lock().unwrap()
    }

    async fn start_at_sign_in(&self, on: bool) -> Result<(), String> {
        match &mut *self.starts.lock().unwrap() {
            Some(starts) => {
                *starts = on;
                Ok(())
            }
            None => Err("there is no place for it".to_owned()),
        }
    }

    async fn fetch(&self, request: HttpRequest, key: String) -> Result<u16, Unsent> {
        self.keys.lock().unwrap().push(key);
        let answer = self.answers.lock().unwrap().get_mut(request.url.host_str().unwrap_or_default()).and_then(VecDeque::pop_front);
        self.note(Deed::Fetched(request.method.as_str().to_owned(), request.url.into()));
        match answer {
            None => Ok(200),
            Some(Answer::Unsent(unsent)) => Err(unsent),
            Some(Answer::Never) => std::future::pending().await,
            Some(Answer::When(said)) => {
                said.notified().await;
                Ok(200)
            }
        }
    }

    async fn sound_devices(&self) -> Vec<SoundDevice> {
        Vec::new()
    }

    async fn remember_secret(&self, _: String, _: SecretString) -> Result<(), NoKeyring> {
        Ok(())
    }

    async fn forget_secret(&self, _: String) -> Result<(), NoKeyring> {
        Ok(())
    }

    async fn play(&self, sound: Sound, stop: CancellationToken, tell: SoundTeller) -> Result<(), Failure> {
        if self.deaf.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |deaf| deaf.checked_sub(1)).is_ok() {
            return Err(Failure::new(FailureCode::NoSoundDevice, "none"));
        }
        if let SoundSource::Chosen(_, file) = &sound.source
            && file.starts_with("/gone")
        {
            let _ = tell.send(SoundNews::StandIn(SoundProblem::Missing));
        }
        let _ = tell.send(SoundNews::Played { on_chosen: sound.device.as_deref() == Some("headset") });
        self.volumes.lock().unwrap().push(sound.volume.clone());
        self.note(Deed::SoundBegan(sound.source.clone(), sound.repeat));
        if sound.repeat {
            stop.cancelled().await;
        }
        self.note(Deed::SoundStopped(sound.source));
        Ok(())
    }

    async fn check_sound(&self, file: PathBuf) -> Option<SoundProblem> {
        file.starts_with("/gone").then_some(SoundProblem::Missing)
    }

    async fn remember_password(&self, account: AccountKey, password: SecretString) -> Result<(), NoKeyring> {
        if !self.keyring {
            return Err(NoKeyring("there is none".into()));
        }
        self.passwords.lock().unwrap().insert(account, password.expose_secret().to_owned());
        Ok(())
    }

    async fn recall_password(&self, account: AccountKey) -> Result<Option<SecretString>, NoKeyring> {
        if !self.keyring {
            return Err(NoKeyring("there is none".into()));
        }
        Ok(self.passwords.lock().unwrap().get(&account).cloned().map(SecretString::from))
    }

    async fn forget_password(&self, account: AccountKey) -> Result<(), NoKeyring> {
        self.passwords.lock().unwrap().remove(&account);
        Ok(())
    }

    async fn save_settings(&self, text: String) -> Result<(), String> {
        if self.disk_is_full.load(Ordering::Relaxed) {
            return Err("no space left on device".to_owned());
        }
        self.saved.lock().unwrap().push(text);
        Ok(())
    }
}

impl Files for Machine {
    fn program(&self, path: &Path) -> ProgramFile {
        if path.starts_with(absolute("/gone")) { ProgramFile::Missing } else { ProgramFile::Runs }
    }

    fn folder(&self, path: &Path) -> bool {
        !path.starts_with(absolute("/gone"))
    }

    fn sound(&self, path: &Path) -> Option<SoundProblem> {
        path.starts_with("/gone").then_some(SoundProblem::Missing)
    }
}

impl Machine {
    fn note(&self, deed: Deed) {
        // A scenario that has seen enough no longer listens.
        let _ = self.deeds.send(deed);
    }

    /// Has the web service of a host answer this next.
    pub fn answer(&self, host: &str, answers: impl IntoIterator<Item = Answer>) {
        self.answers.lock().unwrap().entry(host.to_owned()).or_default().extend(answers);
    }

    /// Has a program run on the next time it is started, until it is said how it ends.
    pub fn leave_running(&self, program: &str) -> oneshot::Sender<Result<i32, Failure>> {
        let (end, ended) = oneshot::channel();
        self.runs_on.lock().unwrap().insert(program.into(), ended);
        end
    }

    /// Lets the next sound find no device.
    pub fn deaf_once(&self) {
        self.deaf.store(1, Ordering::Relaxed);
    }

    pub fn passwords(&self) -> Vec<String> {
        self.passwords.lock().unwrap().values().cloned().collect()
    }
}

/// Everything a scenario needs.
pub struct Stage {
    /// Where the record of what happened is.
    pub data: tempfile::TempDir,
    pub simulator: Simulator,
    pub engine: Handle,
    pub machine: Arc<Machine>,
    pub journal: Journal,
    reports: mpsc::UnboundedReceiver<Report>,
    deeds: mpsc::UnboundedReceiver<Deed>,
    http: reqwest::Client,
}

impl Stage {
    /// An engine that is signed in as the first user, with these custom events.
    pub async fn signed_in(custom_events: Vec<CustomEvent>) -> Self {
        let mut stage = Self::signed_out(Settings { custom_events, ..Settings::default() }).await;
        assert_eq!(stage.sign_in(false).await, None);
        stage.expect(json!({ "type": "connection", "state": "Signed in" })).await;
        stage
    }

    /// An engine that nobody is signed in to.
    pub async fn signed_out(settings: Settings) -> Self {
        Self::with(settings, |_| {}).await
    }

    /// An engine on a machine that is changed before it starts.
    pub async fn with(settings: Settings, change: impl FnOnce(&mut Machine)) -> Self {
        let simulator = Simulator::start(simulator::Config::default()).await.unwrap();
        let (note, deeds) = mpsc::unbounded_channel();
        let mut machine = Machine {
            deeds: note,
            passwords: Mutex::default(),
            saved: Mutex::default(),
            answers: Mutex::default(),
            keys: Mutex::default(),
            starts: Mutex::new(Some(false)),
            keyring: true,
            deaf: AtomicU32::default(),
            runs_on: Mutex::default(),
            quiet: Mutex::default(),
            volumes: Mutex::default(),
            disk_is_full: AtomicBool::new(false),
            breaks_the_controller: AtomicBool::default(),
        };
        change(&mut machine);
        let machine = Arc::new(machine);
        let data = tempfile::tempdir().unwrap();
        let (journal, _) = Journal::open(data.path().join("activity.sqlite")).unwrap();
        let (engine, reports) = start(&machine, &journal, settings);
        Self { data, simulator, engine, machine, journal, reports, deeds, http: reqwest::Client::new() }
    }

    /// Ends the engine and starts another one on the same machine, with the settings that were saved last.
    pub async fn restart(&mut self) {
        self.engine.ask(|reply| Request::Quit { reply }).await.unwrap();
        let settings = Settings::parse(self.machine.saved.lock().unwrap().last().expect("settings were saved")).unwrap();
        self.open_journal();
        (self.engine, self.reports) = start(&self.machine, &self.journal, settings);
    }

    /// Ends the engine and starts another one on the same machine, with these settings, signed in.
    pub async fn quit_and_start(&mut self, settings: Settings) {
        self.engine.ask(|reply| Request::Quit { reply }).await.unwrap();
        self.open_journal();
        (self.engine, self.reports) = start(&self.machine, &self.journal, settings);
        assert_eq!(self.sign_in(false).await, None);
    }

    /// Opens the record again, as the next start does.
    /// The file of the journal, for who makes trouble in it.
    pub fn disk(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.data.path().join("activity.sqlite")).unwrap()
    }

    fn open_journal(&mut self) {
        let (journal, aside) = Journal::open(self.data.path().join("activity.sqlite")).unwrap();
        assert_eq!(aside, None);
        self.journal = journal;
    }

    /// Waits until so many entries of a kind are written down, and returns them, oldest first.
    pub async fn written_down(&self, count: usize, is_meant: impl Fn(&EntryWithRuns) -> bool) -> Vec<EntryWithRuns> {
        let look = async {
            loop {
                let mut entries = self.journal.recent(1000, None).await.unwrap();
                entries.retain(&is_meant);
                if entries.len() >= count {
                    entries.reverse();
                    return entries;
                }
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, look).await.expect("it is written down")
    }

    pub fn me(&self) -> User {
        self.simulator.users()[0].clone()
    }

    pub fn colleague(&self) -> User {
        self.simulator.users()[1].clone()
    }

    pub async fn sign_in(&self, remember: bool) -> Option<Problem> {
        let me = self.me();
        self.sign_in_as(&self.simulator.xsi_url(), &me.id, &me.password, remember).await
    }

    pub async fn sign_in_as(&self, server: &str, user_id: &str, password: &str, remember: bool) -> Option<Problem> {
        self.sign_in_to(AccountSettings::new(server, user_id), password, remember).await
    }

    pub async fn sign_in_to(&self, account: AccountSettings, secret: &str, remember: bool) -> Option<Problem> {
        let sign_in = Box::new(SignIn { account, secret: SecretString::from(secret), remember, demo: None });
        timeout(PATIENCE, self.engine.ask(|reply| Request::SignIn { sign_in, reply })).await.expect("an answer").unwrap()
    }

    /// Tells the phone system to do something, and returns its answer.
    pub async fn order(&self, method: &str, path: &str, body: Value) -> Value {
        let url = format!("{}{path}", self.simulator.control_url());
        let answer = self.http.request(method.parse().unwrap(), url).json(&body).send().await.unwrap();
        let status = answer.status();
        let answer: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{method} {path}: {status} {answer}");
        answer
    }

    /// Lets a call from outside ring at the first user, and returns its name at the phone system.
    pub async fn ring(&self) -> String {
        self.call(json!({ "from": "outside", "to": self.me().id })).await
    }

    pub async fn call(&self, call: Value) -> String {
        self.order("POST", "/calls", call).await["call"].as_str().expect("a call").to_owned()
    }

    /// Does something to a call.
    pub async fn then(&self, call: &str, verb: &str, by: Option<&str>) {
        let body = by.map_or(json!({}), |by| json!({ "by": by }));
        self.order("POST", &format!("/calls/{call}/{verb}"), body).await;
    }

    /// Waits for the next line of the kind that is expected, and compares the keys that are given.
    pub async fn expect(&mut self, expected: Value) -> Value {
        loop {
            let line = self.next_line().await;
            if line["type"] == expected["type"] {
                assert_contains(&line, &expected);
                return line;
            }
        }
    }

    /// Waits for a line, whatever comes before it.
    pub async fn until(&mut self, wanted: Value) -> Value {
        loop {
            let line = self.next_line().await;
            if wanted.as_object().expect("keys").iter().all(|(key, value)| line[key] == *value) {
                return line;
            }
        }
    }

    /// Waits for the next line.
    pub async fn next_line(&mut self) -> Value {
        let report = timeout(PATIENCE, self.reports.recv()).await.expect("a line in time").expect("an engine that runs");
        serde_json::to_value(report).unwrap()
    }

    /// Waits for the next deed of the machine.
    pub async fn deed(&mut self) -> Deed {
        timeout(PATIENCE, self.deeds.recv()).await.expect("a deed in time").expect("a machine")
    }

    /// Returns a deed that is already done, if there is one.
    pub fn deed_already_done(&mut self) -> Option<Deed> {
        self.deeds.try_recv().ok()
    }

    /// Waits until as many passwords are kept.
    pub async fn see_passwords(&self, count: usize) -> Vec<String> {
        let kept = async {
            while self.machine.passwords().len() != count {
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, kept).await.expect("the keyring to be used");
        self.machine.passwords()
    }

    /// Waits until the view is as it should be.
    pub async fn see(&self, wanted: impl Fn(&View) -> bool) -> Arc<View> {
        let mut view = self.engine.view();
        let seen = timeout(PATIENCE, view.wait_for(|view| wanted(view))).await;
        match seen {
            Ok(seen) => seen.expect("an engine that runs").clone(),
            Err(_) => panic!("never seen; the last view was {:#?}", self.engine.view().borrow()),
        }
    }

    /// Says whether the phone system holds nothing of us any more, and every channel was closed by us.
    pub async fn is_left_clean(&self) -> bool {
        let ledger = self.ledger().await;
        let closed_by_us = |channel: &Value| channel["reason"] == "ExplicitDelete";
        ledger["subscriptions"] == json!([]) && ledger["channels"].as_array().is_some_and(|channels| channels.iter().all(closed_by_us))
    }

    pub async fn ledger(&self) -> Value {
        self.order("GET", "/ledger", json!({})).await
    }
}

fn start(machine: &Arc<Machine>, journal: &Journal, settings: Settings) -> (Handle, mpsc::UnboundedReceiver<Report>) {
    let (reports, reported) = mpsc::unbounded_channel();
    let config = engine::Config {
        version: "0".into(),
        settings,
        journal: journal.clone(),
        notices: Vec::new(),
        dry_run: false,
        reports: Some(reports),
        extra_lines: Vec::new(),
        keeps_settings: true,
    };
    (engine::start(machine.clone(), config), reported)
}

/// Compares the keys that are expected, however deep; others may be there.
pub fn assert_contains(line: &Value, expected: &Value) {
    fn contains(line: &Value, expected: &Value) -> bool {
        match expected {
            Value::Object(expected) => expected.iter().all(|(key, expected)| line.get(key).is_some_and(|line| contains(line, expected))),
            _ => line == expected,
        }
    }
    assert!(contains(line, expected), "expected {expected:#}\nbut got {line:#}");
}

/// A custom event for calls, from a state and an action.
pub fn custom_event(name: &str, state: &str, action: Value) -> CustomEvent {
    serde_json::from_value(json!({
        "id": name, "name": name, "enabled": true, "conditions": [], "actions": [action],
        "trigger": { "category": "call", "state": state, "direction": "both", "scope": "both", "remoteTel": "", "localTel": "" },
    }))
    .unwrap()
}

/// A path that is whole on the system the test runs on.
pub fn absolute(path: &str) -> String {
    if cfg!(windows) { format!("C:{path}") } else { path.to_owned() }
}
