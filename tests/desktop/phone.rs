//! The phone system, as a program of its own, and its control port.

use std::{
    io::{Read, Write},
    net::TcpStream,
    process::Stdio,
};

use serde_json::{Value, json};

use crate::session::{Desktop, Kept, Lines};

/// A phone system that can be told what to do.
pub struct Phone {
    control: String,
    /// Where it is signed in to.
    pub server: String,
    /// The first user: id and password.
    pub user: (String, String),
    _program: Option<Kept>,
}

impl Phone {
    /// The one built into a program that runs its demo, from the line it says it with.
    pub fn of_demo(line: &Value) -> Self {
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        Self { control: text("control"), server: text("xsi"), user: (text("user"), String::new()), _program: None }
    }

    /// One of its own, run by the test.
    pub fn start(desktop: &Desktop) -> Self {
        // It is built beside the program that is tested.
        let program = crate::session::bellhop().with_file_name("bellhop-simulator");
        let mut child = Kept(desktop.command(program).stdout(Stdio::piped()).spawn().expect("bellhop-simulator; `cargo xtask test` builds it"));
        let ready = Lines::of(child.0.stdout.take().unwrap()).wait_for(&json!({}));
        let user = &ready["users"][0];
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self { control: text(&ready["control"]), server: text(&ready["xsi"]), user: (text(&user["id"]), text(&user["password"])), _program: Some(child) }
    }

    /// Lets a call from outside ring, and returns its name.
    pub fn ring(&self) -> String {
        self.order("POST", "/calls", &json!({ "from": "outside", "to": self.user.0 }))["call"].as_str().unwrap().to_owned()
    }

    /// Does something to a call.
    pub fn then(&self, call: &str, verb: &str) {
        self.order("POST", &format!("/calls/{call}/{verb}"), &json!({}));
    }

    /// Puts the first user's phone on do-not-disturb, or takes it off.
    pub fn dnd(&self, on: bool) {
        self.order("PUT", &format!("/users/{}/dnd", self.user.0), &json!({ "on": on }));
    }

    /// What was asked of the phone system and of its web service.
    pub fn ledger(&self) -> Value {
        self.order("GET", "/ledger", &json!({}))
    }

    /// The address of its control port, which is no phone system.
    pub fn control(&self) -> String {
        self.control.clone()
    }

    /// Lets everything go right again.
    pub fn calm(&self) {
        self.order("DELETE", "/injections", &json!({}));
    }

    /// Makes something go wrong.
    pub fn inject(&self, injection: &Value) {
        self.order("POST", "/injections", injection);
    }

    /// The users: what they sign in with, and how their phones are.
    pub fn users(&self) -> Value {
        self.order("GET", "/users", &json!({}))["users"].clone()
    }

    /// The address of its web service.
    pub fn web_service(&self) -> String {
        format!("{}/web-service", self.control)
    }

    fn order(&self, method: &str, path: &str, body: &Value) -> Value {
        let address = self.control.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let body = body.to_string();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 2"), "{method} {path}: {answer}");
        serde_json::from_str(body).unwrap()
    }
}
