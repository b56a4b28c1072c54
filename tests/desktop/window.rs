//! The window, driven as a user drives it.

use std::{
    fs,
    net::TcpListener,
    process::Stdio,
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, key::Key};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, json};

use crate::{
    notifications::Notifications,
    phone::Phone,
    session::{Desktop, Kept, PATIENCE, bellhop, eventually},
    tray::TrayHost,
};

/// A window and who drives it.
struct Window {
    client: Client,
    _driver: Kept,
}

impl Window {
    /// Starts the program with its settings in a folder, and waits for its window.
    async fn open(desktop: &Desktop, settings: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut driver = desktop.command("WebKitWebDriver");
        let driver = Kept(driver.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true").stdout(Stdio::null()).spawn().expect("WebKitWebDriver"));
        let folder = desktop.folder().join(settings);
        let options = json!({ "binary": bellhop(), "args": ["--settings-dir", folder] });
        let wanted = Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
        let began = Instant::now();
        let client = loop {
            match ClientBuilder::new(HttpConnector::new()).capabilities(wanted.clone()).connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                Err(error) => assert!(began.elapsed() < PATIENCE, "no session: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        Self { client, _driver: driver }
    }

    async fn find(&self, selector: &str) -> Element {
        self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(selector)).await.unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Finds a button by what it says.
    async fn button(&self, name: &str) -> Element {
        self.find(&format!("//*[self::button or self::a][normalize-space()='{name}' or @aria-label='{name}']")).await
    }

    async fn press(&self, name: &str) {
        self.button(name).await.click().await.unwrap();
    }

    /// Fills the field of that label.
    async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    async fn field(&self, label: &str) -> Element {
        self.find(&format!("//*[@id=//label[normalize-space()='{label}']/@for]")).await
    }

    /// Waits until some text is shown.
    async fn read(&self, text: &str) {
        self.find(&format!("//*[contains(normalize-space(), \"{text}\")]")).await;
    }

    async fn shot(&self, name: &str) {
        let shots = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/desktop-tests");
        fs::create_dir_all(&shots).unwrap();
        fs::write(shots.join(format!("{name}.png")), self.client.screenshot().await.unwrap()).unwrap();
    }

    /// Ends the session. The program is told to go, as a system that shuts down tells it.
    async fn close(self, desktop: &Desktop, settings: &str) {
        let folder = desktop.folder().join(settings).display().to_string();
        desktop.command("pkill").args(["-TERM", "-f", &format!("bellhop --settings-dir {folder}")]).status().unwrap();
        eventually("the program is gone", || !desktop.command("pgrep").args(["-f", &format!("bellhop --settings-dir {folder}")]).stdout(Stdio::null()).status().unwrap().success());
        // The session has lost its window, which is what was wanted.
        let _ = self.client.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_sign_in_to_a_message_and_still_there_after_a_restart() {
    let desktop = Desktop::start().with_keyring();
    let _host = TrayHost::open(&desktop);
    let notifications = Notifications::listen(&desktop);
    let phone = Phone::start(&desktop);
    let window = Window::open(&desktop, "settings").await;

    // A wrong password is said in words, and the right one is taken.
    window.fill("Server", &phone.server).await;
    window.fill("User id", &phone.user.0).await;
    window.fill("Password", "wrong").await;
    window.press("Sign in").await;
    window.read("The phone system refused this sign-in.").await;
    window.shot("sign-in-refused").await;
    window.fill("Password", &phone.user.1).await;
    window.press("Sign in").await;
    window.read("Anna Lindqvist").await;
    window.shot("status").await;

    // A custom event that shows a message.
    window.press("Custom events").await;
    window.press("New custom event").await;
    window.fill("Name", "Who calls").await;
    window.find("//label[normalize-space()='Show message box']").await.click().await.unwrap();
    window.press("Save").await;
    window.shot("editor-errors").await;
    let title = window.field("Title").await;
    title.send_keys("Call from {").await.unwrap();
    window.find("//*[@role='option'][contains(normalize-space(), 'Call > Remote name')]").await;
    window.shot("editor-picker").await;
    let typing = window.client.active_element().await.unwrap();
    typing.send_keys("remote name").await.unwrap();
    typing.send_keys(&Key::Enter.to_string()).await.unwrap();
    let value = window.field("Title").await.prop("value").await.unwrap().unwrap();
    assert_eq!(value, "Call from {Call.RemoteName}");
    window.fill("Text", "on {Call.LocalTel}").await;
    window.press("Save").await;
    window.read("Who calls").await;
    window.shot("custom-events").await;

    phone.ring();
    assert_eq!(notifications.next(), ("Call from Priya Raman".to_owned(), "on 4021".to_owned()));
    window.press("Status").await;
    window.read("Priya Raman").await;
    window.shot("status-ringing").await;
    window.press("Sounds").await;
    window.shot("sounds").await;
    window.close(&desktop, "settings").await;

    // The password is in the keyring and nowhere else.
    assert!(secrets(&desktop) > 0, "the keyring holds the password");
    let stored = fs::read_to_string(desktop.folder().join("settings/settings.json")).unwrap();
    assert!(stored.contains("Who calls") && !stored.contains(&phone.user.1), "{stored}");

    let window = Window::open(&desktop, "settings").await;
    window.read("Anna Lindqvist").await;
    window.press("Custom events").await;
    window.read("Who calls").await;
    phone.ring();
    assert_eq!(notifications.next().0, "Call from Priya Raman");
    window.press("Account").await;
    window.press("Sign out").await;
    window.read("Sign in to your phone system").await;
    eventually("the keyring forgets the password", || secrets(&desktop) == 0);
    window.close(&desktop, "settings").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_phone_system_the_demo_rings_and_the_panel_answers() {
    let desktop = Desktop::start();
    let window = Window::open(&desktop, "demo").await;
    window.press("Try without a phone system").await;
    window.read("Demo phone system").await;
    window.press("Ring").await;
    window.read("Priya Raman").await;
    window.press("Answer").await;
    window.read("Connected, in a call").await;
    window.shot("demo-in-call").await;
    window.press("Hang up").await;
    window.find("//h1[normalize-space()='Connected']").await;
    window.close(&desktop, "demo").await;
}

/// How many secrets of ours the keyring holds.
fn secrets(desktop: &Desktop) -> usize {
    let bus = desktop.bus();
    let wanted = std::collections::HashMap::from([("service", "org.bellhop-desktop.bellhop")]);
    let answer = bus.call_method(Some("org.freedesktop.secrets"), "/org/freedesktop/secrets", Some("org.freedesktop.Secret.Service"), "SearchItems", &(wanted,)).unwrap();
    let (open, locked): (Vec<zbus::zvariant::OwnedObjectPath>, Vec<zbus::zvariant::OwnedObjectPath>) = answer.body().deserialize().unwrap();
    open.len() + locked.len()
}
