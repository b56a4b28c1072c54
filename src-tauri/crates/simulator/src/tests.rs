//! What a client sees, over HTTP. Nothing here sleeps: tests wait for documents, and fail when none comes.

mod access;
mod call_logs;
mod call_orders;
mod calls;
mod channels;
mod commands;
mod directories;
mod elsewhere;
#[cfg(feature = "tls")]
mod encryption;
mod json;
mod rates;
mod requests;
mod scenarios;
mod subscriptions;
mod tampering;
mod targets;
mod transport;

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;

use crate::{Config, Simulator};

const PATIENCE: Duration = Duration::from_secs(10);
const ANNA: &str = "anna.lindqvist@northgate.example";
const TOMASZ: &str = "tomasz.nowak@northgate.example";
const ACTIONS: &str = "/com.broadsoft.xsi-actions/v2.0";
const EVENTS: &str = "/com.broadsoft.xsi-events/v2.0";
const ASYNC: &str = "/com.broadsoft.async/com.broadsoft.xsi-events/v2.0";
const XMLNS: &str = "xmlns=\"http://schema.broadsoft.com/xsi\"";

/// A simulator and somebody to talk to it.
struct World {
    simulator: Simulator,
    http: Client,
}

impl World {
    async fn start() -> Self {
        Self::with(Config::default()).await
    }

    async fn with(config: Config) -> Self {
        Self { simulator: Simulator::start(config).await.unwrap(), http: Client::new() }
    }

    /// Starts a request to the XSI port, signed in as `user`.
    fn ask(&self, user: &str, method: Method, path: &str) -> RequestBuilder {
        let password = self.simulator.users().iter().find(|known| known.id == user).map(|known| &known.password);
        self.http.request(method, format!("{}{path}", self.simulator.xsi_url())).basic_auth(user, password)
    }

    /// Gives a command that must work.
    async fn command(&self, method: Method, path: &str, body: Value) -> Value {
        let (status, answer) = self.attempt(method, path, &body.to_string()).await;
        assert!(status.is_success(), "{path}: {answer}");
        answer
    }

    /// Gives a command that may not work.
    async fn attempt(&self, method: Method, path: &str, body: &str) -> (StatusCode, Value) {
        let url = format!("{}{path}", self.simulator.control_url());
        let response = self.http.request(method, url).body(body.to_owned()).send().await.unwrap();
        (response.status(), serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }

    async fn open_channel(&self, user: &str, set: &str, more: &str) -> Listener {
        let body = format!("<Channel {XMLNS}><channelSetId>{set}</channelSetId>{more}</Channel>");
        let response = self.ask(user, Method::POST, &format!("{ASYNC}/channel")).body(body).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let mut listener = Listener { response, text: String::new(), channel_id: String::new() };
        let first = listener.next().await;
        listener.channel_id = text(&first, "channelId").to_owned();
        listener
    }

    async fn try_to_subscribe(&self, user: &str, target: &str, package: &str, set: &str) -> Response {
        let body = format!(
            "<Subscription {XMLNS}><event>{package}</event><expires>60</expires><channelSetId>{set}</channelSetId>\
             <applicationId>tests</applicationId></Subscription>"
        );
        self.ask(user, Method::POST, &format!("{EVENTS}/user/{target}")).body(body).send().await.unwrap()
    }

    /// Subscribes and answers with the subscription's id.
    async fn subscribe(&self, user: &str, target: &str, package: &str, set: &str) -> String {
        let response = self.try_to_subscribe(user, target, package, set).await;
        assert_eq!(response.status(), StatusCode::OK);
        text(&response.text().await.unwrap(), "subscriptionId").to_owned()
    }

    /// Opens a channel and listens to a user's calls on it; the snapshot is read already.
    async fn listen(&self, user: &str, package: &str) -> Listener {
        let mut listener = self.open_channel(user, user, "").await;
        self.subscribe(user, user, package, user).await;
        listener.next().await;
        listener
    }

    async fn acknowledge(&self, user: &str, event: &str, status: u32) -> StatusCode {
        let body = format!("<EventResponse {XMLNS}><eventID>{}</eventID><statusCode>{status}</statusCode><reason>OK</reason></EventResponse>", text(event, "xsi:eventID"));
        let request = self.ask(user, Method::POST, &format!("{EVENTS}/channel/eventresponse"));
        request.body(body).send().await.unwrap().status()
    }
}

/// An open event stream.
struct Listener {
    response: Response,
    text: String,
    channel_id: String,
}

impl Listener {
    /// Reads the next document.
    async fn next(&mut self) -> String {
        loop {
            let ends = ["</Channel>", "<ChannelHeartBeat xmlns=\"http://schema.broadsoft.com/xsi\"/>", "</xsi:Event>"];
            let ends = ends.iter().filter_map(|end| Some(self.text.find(end)? + end.len()));
            if let Some(end) = ends.min() {
                let rest = self.text.split_off(end);
                return std::mem::replace(&mut self.text, rest);
            }
            match self.chunk().await {
                Ok(Some(chunk)) => self.text += &chunk,
                other => panic!("the stream ended: {other:?} after {}", self.text),
            }
        }
    }

    /// Reads as many documents as there are names, which must be those of the events or of their type.
    async fn expect(&mut self, kinds: &[&str]) -> Vec<String> {
        let mut documents = Vec::new();
        for kind in kinds {
            let document = self.next().await;
            assert!(document.contains(&format!("xsi1:type=\"xsi:{kind}\"")), "not a {kind}: {document}");
            documents.push(document);
        }
        documents
    }

    /// Waits for the end of the stream: an orderly one, or a broken connection.
    async fn end(&mut self) -> Result<(), reqwest::Error> {
        assert_eq!(self.text, "");
        match self.chunk().await {
            Ok(None) => Ok(()),
            Ok(Some(chunk)) => panic!("the stream went on: {chunk}"),
            Err(error) => Err(error),
        }
    }

    async fn chunk(&mut self) -> Result<Option<String>, reqwest::Error> {
        let chunk = tokio::time::timeout(PATIENCE, self.response.chunk()).await.expect("nothing came on the stream");
        Ok(chunk?.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap()))
    }
}

/// Returns the text of the first element of that name.
fn text<'a>(document: &'a str, name: &str) -> &'a str {
    let open = format!("<{name}>");
    let start = document.find(&open).unwrap_or_else(|| panic!("no {name} in {document}")) + open.len();
    let end = document[start..].find("</").unwrap();
    &document[start..start + end]
}

/// Returns what the event says, with every time as T.
fn event_data(document: &str) -> String {
    let start = document.find("<xsi:eventData").unwrap();
    let end = document.find("</xsi:Event>").unwrap();
    without_times(&document[start..end])
}

fn without_times(document: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for c in document.chars().chain(['\n']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        // Milliseconds since 1970 have thirteen digits, for another two centuries.
        out += if digits.len() == 13 { "T" } else { &digits };
        digits.clear();
        out.push(c);
    }
    out.pop();
    out
}
