//! The engine in a process of its own, on a machine that can do no more than call web services.

use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
};

use custom_events::{Command, Files, HttpRequest, Message, ProgramFile};
use engine::{
    Host, Request, Settings, SignIn,
    host::{AccountKey, Again, Failure, FailureCode, NoKeyring, Ran, Sound, SoundDevice, SoundProblem, SoundTeller, Unsent},
    settings::AccountSettings,
    view::Connection,
};
use journal::Journal;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process,
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::PATIENCE;

/// What the child says once it hears calls.
const READY: &str = "calls are heard";

/// How it is started: server, user, password, custom events, folder.
const VARIABLES: [&str; 5] = ["CHILD_SERVER", "CHILD_USER", "CHILD_PASSWORD", "CHILD_EVENTS", "CHILD_FOLDER"];

pub(crate) struct Child {
    process: process::Child,
    values: [String; 5],
}

impl Child {
    /// Starts it, and waits until it hears calls.
    pub(crate) async fn start(server: &str, user: &str, password: &str, events: &Value, folder: &Path) -> Self {
        Self::spawn([server.to_owned(), user.to_owned(), password.to_owned(), events.to_string(), folder.display().to_string()]).await
    }

    /// Starts it once more.
    pub(crate) async fn again(&self) -> Self {
        Self::spawn(self.values.clone()).await
    }

    async fn spawn(values: [String; 5]) -> Self {
        let mut command = process::Command::new(env::current_exe().unwrap());
        command.args(["--ignored", "--exact", "--nocapture", "child::the_engine_in_a_process_of_its_own"]).stdout(Stdio::piped()).stdin(Stdio::null()).kill_on_drop(true);
        command.envs(VARIABLES.iter().zip(&values));
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = Vec::new();
        let ready = async {
            while let Some(line) = lines.next_line().await.unwrap() {
                if line.contains(READY) {
                    return true;
                }
                said.push(line);
            }
            false
        };
        let is_ready = timeout(PATIENCE, ready).await;
        assert!(is_ready == Ok(true), "it does not hear calls ({is_ready:?}): {said:#?}");
        Self { process, values }
    }

    /// Kills it as nothing else does.
    pub(crate) async fn kill(&mut self) {
        self.process.kill().await.unwrap();
    }
}

#[tokio::test]
#[ignore = "the other test starts it"]
async fn the_engine_in_a_process_of_its_own() {
    let [server, user, password, events, folder] = VARIABLES.map(|name| env::var(name).expect("started by the other test"));
    let settings = Settings { installation: "killed".into(), custom_events: serde_json::from_str(&events).unwrap(), ..Settings::default() };
    let (journal, aside) = Journal::open(PathBuf::from(folder).join("activity.sqlite")).unwrap();
    assert_eq!(aside, None, "a kill breaks no file");
    let config = engine::Config { version: "0".into(), settings, journal, notices: Vec::new(), dry_run: false, reports: None, extra_lines: Vec::new(), keeps_settings: false };
    let engine = engine::start(Arc::new(Machine(reqwest::Client::new())), config);
    let sign_in = SignIn { account: AccountSettings::new(&server, &user), secret: SecretString::from(password), remember: false, demo: None };
    println!("the record is open");
    assert_eq!(engine.ask(|reply| Request::SignIn { sign_in: Box::new(sign_in), reply }).await.unwrap(), None);
    println!("signed in");
    let mut view = engine.view();
    let is_connected = |view: &engine::View| {
        println!("{:?}", view.connection);
        matches!(view.connection, Connection::Connected { .. })
    };
    view.wait_for(|view| is_connected(view)).await.unwrap();
    println!("{READY}");
    std::future::pending().await
}

/// A custom event that tells the web service of a state, under these conditions.
pub(crate) fn custom_event(name: &str, state: &str, conditions: &Value, service: &str) -> Value {
    json!({
        "id": name, "name": name, "enabled": true, "conditions": conditions,
        "trigger": { "category": "call", "state": state },
        "actions": [{ "kind": "runWebService", "url": format!("{service}/{name}/{{Call.RemoteTel}}") }],
    })
}

struct Machine(reqwest::Client);

fn nothing<T>() -> Result<T, Failure> {
    Err(Failure::new(FailureCode::Other, "this machine does not do that"))
}

impl Host for Machine {
    async fn run(&self, _: Command) -> Result<Ran, Failure> {
        nothing()
    }

    async fn open(&self, _: Url) -> Result<(), Failure> {
        nothing()
    }

    async fn notify(&self, _: Message, _: CancellationToken) -> Result<(), Failure> {
        nothing()
    }

    async fn fetch(&self, request: HttpRequest, key: String) -> Result<u16, Unsent> {
        let later = |code, detail: String| Unsent { failure: Failure::new(code, detail), again: Again::Later(None) };
        let answer = self.0.get(request.url).header("Idempotency-Key", key).send().await.map_err(|error| later(FailureCode::ServiceUnreachable, error.to_string()))?;
        let status = answer.status();
        if status.is_success() { Ok(status.as_u16()) } else { Err(later(FailureCode::ServiceAnswered, status.to_string())) }
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

    async fn play(&self, _: Sound, _: CancellationToken, _: SoundTeller) -> Result<(), Failure> {
        nothing()
    }

    async fn check_sound(&self, _: PathBuf) -> Option<SoundProblem> {
        None
    }

    async fn remember_password(&self, _: AccountKey, _: SecretString) -> Result<(), NoKeyring> {
        Ok(())
    }

    async fn recall_password(&self, _: AccountKey) -> Result<Option<SecretString>, NoKeyring> {
        Ok(None)
    }

    async fn forget_password(&self, _: AccountKey) -> Result<(), NoKeyring> {
        Ok(())
    }

    async fn save_settings(&self, _: String) -> Result<(), String> {
        Ok(())
    }
}

impl Files for Machine {
    fn program(&self, _: &Path) -> ProgramFile {
        ProgramFile::Runs
    }

    fn folder(&self, _: &Path) -> bool {
        true
    }

    fn sound(&self, _: &Path) -> Option<SoundProblem> {
        None
    }
}
