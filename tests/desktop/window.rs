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

/// Clicks on an element that is in sight, and says whether it was.
const CLICK: &str = "
    const element = arguments[0];
    element.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!there || !element.contains(there)) return false;
    element.focus();
    element.click();
    return true;
";

/// A window and who drives it.
pub struct Window {
    pub client: Client,
    _driver: Kept,
}

impl Window {
    /// Starts the program with its settings in a folder, as somebody who has had the first steps, and waits for its window.
    pub async fn open(desktop: &Desktop, settings: &str) -> Self {
        let file = desktop.folder().join(settings).join("settings.json");
        let mut stored: serde_json::Value = fs::read_to_string(&file).map_or_else(|_| json!({ "schema": 1 }), |text| serde_json::from_str(&text).unwrap());
        stored["welcomed"] = true.into();
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, stored.to_string()).unwrap();
        Self::open_as_it_is(desktop, settings).await
    }

    /// Starts the program with its settings in a folder, and waits for its window.
    pub async fn open_as_it_is(desktop: &Desktop, settings: &str) -> Self {
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

    pub async fn find(&self, selector: &str) -> Element {
        match self.client.wait().at_most(PATIENCE).for_element(Locator::XPath(selector)).await {
            Ok(element) => element,
            Err(error) => {
                self.shot("not-found").await;
                panic!("{selector}: {error}; target/desktop-tests/not-found.png shows what there was");
            }
        }
    }

    /// Finds a button by what it says, once it can be pressed: a click on one that is disabled does nothing, and says nothing.
    pub async fn button(&self, name: &str) -> Element {
        self.find(&format!("//*[self::button or self::a][normalize-space()='{name}' or @aria-label='{name}'][not(@disabled)]")).await
    }

    pub async fn press(&self, name: &str) {
        self.click(&format!("//*[self::button or self::a][normalize-space()='{name}' or @aria-label='{name}'][not(@disabled)]")).await;
    }

    /// Clicks on what is found at the middle of an element, once that is the element or a part of it. To look and to click
    /// is one step: between two, what comes in above would move it from under the pointer.
    pub async fn click(&self, selector: &str) {
        let began = Instant::now();
        loop {
            let element = self.find(selector).await;
            let clicked = self.client.execute(CLICK, vec![serde_json::to_value(&element).unwrap()]).await;
            // One that was taken out of the page meanwhile may be another now.
            match clicked {
                Ok(serde_json::Value::Bool(true)) => return,
                what => assert!(began.elapsed() < PATIENCE, "{selector} can't be clicked on: {what:?}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Fills the field of that label.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        // Away from the head of the page, which stays in sight and lies over what is scrolled to just below the edge.
        let args = vec![serde_json::to_value(&field).unwrap()];
        self.client.execute("arguments[0].scrollIntoView({ block: 'center' })", args).await.unwrap();
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    pub async fn field(&self, label: &str) -> Element {
        self.find(&format!("//*[@id=//label[normalize-space()='{label}']/@for]")).await
    }

    /// Waits until some text is shown.
    pub async fn read(&self, text: &str) {
        self.find(&format!("//*[contains(normalize-space(), \"{text}\")]")).await;
    }

    /// Keeps a picture of what is painted by now.
    pub async fn shot(&self, name: &str) {
        // The second of two frames begins when the first has been painted.
        let painted = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));";
        self.client.execute_async(painted, Vec::new()).await.unwrap();
        let shots = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/desktop-tests");
        fs::create_dir_all(&shots).unwrap();
        fs::write(shots.join(format!("{name}.png")), self.client.screenshot().await.unwrap()).unwrap();
    }

    /// Ends the session. The program is told to go, as a system that shuts down tells it.
    pub async fn close(self, desktop: &Desktop, settings: &str) {
        let running = format!("bellhop --settings-dir {}", desktop.folder().join(settings).display());
        desktop.command("pkill").args(["-TERM", "-f", &running]).status().unwrap();
        desktop.gone(&running);
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
    window.click("//label[normalize-space()='Show message box']").await;
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
    window.press("Hold").await;
    window.read("On hold.").await;
    window.press("Retrieve").await;
    window.button("Hold").await;
    window.press("Hang up").await;
    window.find("//h1[normalize-space()='Connected']").await;
    window.close(&desktop, "demo").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_language_is_spoken_at_once_in_the_window_and_in_the_tray_and_still_after_a_restart() {
    let desktop = Desktop::start();
    let trays = TrayHost::open(&desktop);
    let window = Window::open(&desktop, "language").await;
    let tray = trays.wait();
    window.press("Try without a phone system").await;
    window.press("General").await;
    window.field("Language").await.select_by_value("de").await.unwrap();
    window.read("Darstellung").await;
    tray.eventually("the tray speaks German", |tray| ["Bellhop öffnen", "Beenden"].iter().all(|name| tray.items().iter().any(|item| item.label == *name)));
    window.close(&desktop, "language").await;

    let window = Window::open(&desktop, "language").await;
    trays.wait().item("Beenden");
    window.read("Bei Ihrer Telefonanlage anmelden").await;
    window.close(&desktop, "language").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_phone_rings_is_shown_and_a_custom_event_for_one_colleague_runs_for_that_one_only() {
    let desktop = Desktop::start();
    let notifications = Notifications::listen(&desktop);
    let window = Window::open(&desktop, "watching").await;
    window.press("Try without a phone system").await;
    window.read("Demo phone system").await;
    window.press("Account").await;
    window.press("Add from busy-lamp list").await;
    window.read("Added 5 lines.").await;
    window.find("//li[contains(., 'José Núñez') and contains(., 'Allowed')]").await;
    window.find("//li[contains(., 'Hugo Martin') and contains(., 'let you watch this line')]").await;
    window.shot("account-watched").await;
    for name in ["Hugo Martin", "Grace Okafor"] {
        window.press(&format!("Stop watching {name}")).await;
    }
    window.press("Add a colleague").await;
    let typed = window.field("Name or extension of a colleague").await;
    typed.send_keys("now").await.unwrap();
    window.find("//li[contains(., 'Tomasz Nowak') and contains(., 'Watched')]").await;
    window.shot("account-find").await;

    window.press("Custom events").await;
    window.press("New custom event").await;
    window.fill("Name", "José’s calls").await;
    window.fill("Local tel", "4033").await;
    window.click("//label[normalize-space()='Show message box']").await;
    window.fill("Title", "For {Call.LocalName}").await;
    window.fill("Text", "{Call.RemoteName} rings {Call.LocalTel}").await;
    window.shot("editor-line").await;
    window.press("Save").await;
    window.read("José’s calls").await;

    window.press("Status").await;
    // Each rings in turn: the first who is in no call.
    for name in ["Tomasz Nowak", "José Núñez", "Ольга Соколова"] {
        window.press("Colleague’s phone rings").await;
        window.find(&format!("//li[contains(., '{name}') and contains(., 'Ringing for')]")).await;
    }
    window.client.execute("document.getElementById('watched').scrollIntoView()", Vec::new()).await.unwrap();
    window.shot("status-watched").await;
    assert_eq!(notifications.next(), ("For José Núñez".to_owned(), "Priya Raman rings 4033".to_owned()));
    window.press("Colleague answers").await;
    window.find("//li[contains(., 'Ольга Соколова') and contains(., 'In a call for')]").await;
    window.press("Colleague hangs up").await;
    window.find("//li[contains(., 'Ольга Соколова') and contains(., 'No call')]").await;

    // The own phone rings, too, and that is nobody's custom event: the next message is about José again.
    window.press("Ring").await;
    window.find("//h1[normalize-space()='Connected, ringing']").await;
    // The newest call first, and the next one when it is over.
    for name in ["José Núñez", "Tomasz Nowak"] {
        window.press("Colleague hangs up").await;
        window.find(&format!("//li[contains(., '{name}') and contains(., 'No call')]")).await;
    }
    for name in ["Tomasz Nowak", "José Núñez"] {
        window.press("Colleague’s phone rings").await;
        window.find(&format!("//li[contains(., '{name}') and contains(., 'Ringing for')]")).await;
    }
    assert_eq!(notifications.next().0, "For José Núñez");
    window.close(&desktop, "watching").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_the_way_is_said_in_words_with_the_way_out() {
    let desktop = Desktop::start();
    let phone = Phone::start(&desktop);
    let window = Window::open(&desktop, "trouble").await;
    let sign_in = async |server: &str| {
        window.fill("Server", server).await;
        window.fill("User id", &phone.user.0).await;
        window.fill("Password", &phone.user.1).await;
        window.press("Sign in").await;
    };
    sign_in(&phone.control()).await;
    window.read("answered, but not as a phone system with an XSI interface.").await;
    window.shot("trouble-not-xsi").await;

    phone.inject(&json!({ "kind": "deny", "package": "Advanced Call", "target": null, "text": "Call Control is not licensed.", "code": 4410 }));
    sign_in(&phone.server).await;
    window.read("You may sign in, but not listen for calls.").await;
    window.read("Call Control is not licensed.").await;
    window.shot("trouble-not-permitted").await;
    phone.calm();
    window.press("Try again").await;
    window.find("//h1[normalize-space()='Connected']").await;

    phone.inject(&json!({ "kind": "down" }));
    window.find("//h1[contains(., 'Reconnecting in')]").await;
    window.read("doesn’t answer.").await;
    window.shot("trouble-reconnecting").await;
    phone.inject(&json!({ "kind": "up" }));
    window.press("Try now").await;
    window.find("//h1[normalize-space()='Connected']").await;

    phone.inject(&json!({ "kind": "terminateChannels", "channel": null, "reason": "DuplicateChannelSet" }));
    window.read("Bellhop is signed in somewhere else, and your calls are heard there now.").await;
    window.shot("trouble-signed-in-elsewhere").await;
    window.press("Sign in here").await;
    window.find("//h1[normalize-space()='Connected']").await;
    window.close(&desktop, "trouble").await;
}

/// How many secrets of ours the keyring holds.
fn secrets(desktop: &Desktop) -> usize {
    let bus = desktop.bus();
    let wanted = std::collections::HashMap::from([("service", "org.bellhop-desktop.bellhop")]);
    let answer = bus.call_method(Some("org.freedesktop.secrets"), "/org/freedesktop/secrets", Some("org.freedesktop.Secret.Service"), "SearchItems", &(wanted,)).unwrap();
    let (open, locked): (Vec<zbus::zvariant::OwnedObjectPath>, Vec<zbus::zvariant::OwnedObjectPath>) = answer.body().deserialize().unwrap();
    open.len() + locked.len()
}
