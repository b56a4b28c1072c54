//! The built-in phone system: started when the user tries Bellhop without one, and stopped with the sign-out.

use std::{
    io::{self, Write},
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::{Context, Result};
use engine::{SignIn, settings::AccountSettings, view::Demo};
use reqwest::{Client, Method};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use simulator::{Config, Simulator};
use tokio::sync::Mutex;

/// A simulated phone system on loopback, while there is one. It is signed in to and heard like any other.
pub struct DemoPhoneSystem {
    running: Mutex<Option<Simulator>>,
    /// Made for the first who tries it: most have a phone system of their own.
    http: LazyLock<Client>,
    /// Whether somebody reads what happens on standard output.
    narrating: AtomicBool,
}

/// What the demo panel can make happen. Each acts on the call that began last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DemoCommand {
    /// Somebody from outside calls.
    Ring,
    /// Somebody else from outside calls.
    RingSecond,
    /// The colleague calls.
    RingInternal,
    /// Answer.
    Answer,
    /// Put on hold.
    Hold,
    /// Take off hold.
    Retrieve,
    /// Hang up.
    HangUp,
    /// Switch do-not-disturb.
    Dnd,
    /// Lift or replace the handset.
    Hook,
    /// Somebody from outside calls a colleague whose line is watched: the first who is in no call.
    RingWatched,
    /// The colleague whose phone rings answers.
    AnswerWatched,
    /// The newest call of a colleague ends.
    EndWatched,
}

impl Default for DemoPhoneSystem {
    fn default() -> Self {
        // It is on this computer: no proxy could reach it.
        Self { running: Mutex::default(), http: LazyLock::new(|| Client::builder().no_proxy().build().unwrap_or_default()), narrating: AtomicBool::default() }
    }
}

impl DemoPhoneSystem {
    /// Says on standard output what happens, for whoever started the program with `--demo`.
    pub fn narrate(&self) {
        self.narrating.store(true, Ordering::Relaxed);
    }

    /// Starts the phone system, if it is not running, and returns what to sign in with.
    ///
    /// # Errors
    /// Fails if no port can be had.
    pub async fn start(&self) -> Result<SignIn> {
        let mut running = self.running.lock().await;
        if running.is_none() {
            *running = Some(Simulator::start(Config::default()).await.context("Failed to start the built-in phone system")?);
        }
        let simulator = running.as_ref().context("The built-in phone system has just gone")?;
        let user = simulator.users().first().context("The built-in phone system has no user")?;
        let demo = Demo { control_url: simulator.control_url(), server_url: simulator.xsi_url(), user_id: user.id.clone() };
        if self.narrating.load(Ordering::Relaxed) {
            say(&json!({ "type": "demo", "control": demo.control_url, "xsi": demo.server_url, "user": demo.user_id }));
        }
        let account = AccountSettings::new(&demo.server_url, &user.id);
        Ok(SignIn { account, secret: SecretString::from(user.password.clone()), remember: false, demo: Some(demo) })
    }

    /// Takes the phone system away, if it is running. Whoever has it stops it.
    pub async fn take(&self) -> Option<Simulator> {
        self.running.lock().await.take()
    }

    /// Stops the phone system, if it is running.
    pub async fn stop(&self) {
        if let Some(simulator) = self.take().await {
            simulator.shutdown().await;
        }
    }

    /// Makes something happen; `watched` are the ids of the colleagues whose lines are watched.
    ///
    /// # Errors
    /// Fails with the phone system's reason where it can't happen now.
    pub async fn perform(&self, command: DemoCommand, watched: &[String]) -> Result<()> {
        let (control, me, colleague) = {
            let running = self.running.lock().await;
            let simulator = running.as_ref().context("The built-in phone system is not running")?;
            let [me, colleague, ..] = simulator.users() else { anyhow::bail!("The built-in phone system lacks users") };
            (simulator.control_url(), me.id.clone(), colleague.id.clone())
        };
        let (method, path, body) = match command {
            DemoCommand::Ring => (Method::POST, "/calls".to_owned(), json!({ "from": "outside", "to": me })),
            DemoCommand::RingSecond => (Method::POST, "/calls".to_owned(), json!({ "from": "outside", "to": me, "name": "Northern Freight", "number": "+441134960204" })),
            DemoCommand::RingInternal => (Method::POST, "/calls".to_owned(), json!({ "from": colleague, "to": me })),
            DemoCommand::Answer => (Method::POST, newest(&self.calls(&control).await?, &[&me], "answer")?, json!({})),
            DemoCommand::Hold => (Method::POST, newest(&self.calls(&control).await?, &[&me], "hold")?, json!({ "by": me })),
            DemoCommand::Retrieve => (Method::POST, newest(&self.calls(&control).await?, &[&me], "retrieve")?, json!({ "by": me })),
            DemoCommand::HangUp => (Method::POST, newest(&self.calls(&control).await?, &[&me], "release")?, json!({ "by": me })),
            DemoCommand::RingWatched => {
                let calls = self.calls(&control).await?;
                let free = watched.iter().find(|id| !calls.iter().any(|call| is_on(call, id))).context("Every colleague is in a call")?;
                (Method::POST, "/calls".to_owned(), json!({ "from": "outside", "to": free }))
            }
            DemoCommand::AnswerWatched => (Method::POST, newest(&self.calls(&control).await?, &ids(watched), "answer")?, json!({})),
            DemoCommand::EndWatched => (Method::POST, newest(&self.calls(&control).await?, &ids(watched), "release")?, json!({})),
            DemoCommand::Dnd => (Method::PUT, format!("/users/{me}/dnd"), json!({ "on": !self.user_flag(&control, &me, "dnd").await? })),
            DemoCommand::Hook => (Method::PUT, format!("/users/{me}/hook"), json!({ "off": !self.user_flag(&control, &me, "offHook").await? })),
        };
        self.ask(method, &format!("{control}{path}"), Some(body)).await.map(drop)
    }

    /// Says that a page has been painted, if somebody reads it.
    pub fn say_window_is_shown(&self) {
        if self.narrating.load(Ordering::Relaxed) {
            say(&json!({ "type": "window", "state": "shown" }));
        }
    }

    /// Returns the calls that are not over, the oldest first.
    async fn calls(&self, control: &str) -> Result<Vec<Value>> {
        let mut all = self.ask(Method::GET, &format!("{control}/calls"), None).await?;
        let calls = all.get_mut("calls").and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default();
        Ok(calls.into_iter().filter(|call| call.get("state").and_then(Value::as_str) != Some("over")).collect())
    }

    async fn user_flag(&self, control: &str, id: &str, flag: &str) -> Result<bool> {
        let users = self.ask(Method::GET, &format!("{control}/users"), None).await?;
        let user = users.get("users").and_then(Value::as_array).and_then(|users| users.iter().find(|user| user.get("id").and_then(Value::as_str) == Some(id)));
        Ok(user.and_then(|user| user.get(flag)).and_then(Value::as_bool).unwrap_or_default())
    }

    async fn ask(&self, method: Method, url: &str, body: Option<Value>) -> Result<Value> {
        let mut request = self.http.request(method, url);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.context("Failed to reach the built-in phone system")?;
        let status = answer.status();
        let answer: Value = answer.json().await.unwrap_or_default();
        anyhow::ensure!(status.is_success(), "{}", answer.get("error").and_then(Value::as_str).unwrap_or("The built-in phone system refused"));
        Ok(answer)
    }
}

fn ids(users: &[String]) -> Vec<&String> {
    users.iter().collect()
}

/// Returns whether somebody is on a call.
fn is_on(call: &Value, user: &str) -> bool {
    let legs = call.get("legs").and_then(Value::as_array);
    legs.is_some_and(|legs| legs.iter().any(|leg| leg.get("user").and_then(Value::as_str).is_some_and(|id| id.eq_ignore_ascii_case(user))))
}

/// Returns the path of a command on the newest call of somebody.
fn newest(calls: &[Value], of: &[&String], command: &str) -> Result<String> {
    let newest = calls.iter().rev().find(|call| of.iter().any(|user| is_on(call, user)));
    let id = newest.and_then(|call| call.get("call")).and_then(Value::as_str).context("There is no call")?;
    Ok(format!("/calls/{id}/{command}"))
}

/// Prints a line for whoever reads standard output; they may have left.
pub fn say(line: &impl Serialize) {
    let mut out = io::stdout().lock();
    let line = serde_json::to_string(line).unwrap_or_default();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
