//! What a screen reader is told: the tree of names and roles that the real web view puts on the accessibility bus.

use std::{collections::HashMap, path::Path, process::Stdio};

use zbus::{
    blocking::{Connection, connection::Builder},
    zvariant::{OwnedObjectPath, OwnedValue, Type, Value},
};

use crate::{
    session::{Desktop, Kept, eventually, has_owner},
    tray::TrayHost,
    window::Window,
};

/// Roles, as `AtspiRole` of at-spi2-core numbers them.
const BUTTON: u32 = 43;
const CHECK_BOX: u32 = 7;
const COMBO_BOX: u32 = 11;
const DISCLOSURE: u32 = 125;
const DOCUMENT: u32 = 95;
const ENTRY: u32 = 79;
const HEADING: u32 = 83;
const LANDMARK: u32 = 110;
const LINK: u32 = 88;
const PASSWORD: u32 = 40;
const RADIO_BUTTON: u32 = 44;
const SLIDER: u32 = 51;
const SPIN_BUTTON: u32 = 52;
const SWITCH: u32 = 62;

/// What a user can do something with.
const USABLE: [u32; 11] = [BUTTON, CHECK_BOX, COMBO_BOX, DISCLOSURE, ENTRY, LINK, PASSWORD, RADIO_BUTTON, SLIDER, SPIN_BUTTON, SWITCH];

/// States, as bits of what `AtspiStateType` numbers.
const CHECKED: u64 = 1 << 4;
const EXPANDED: u64 = 1 << 10;
const PRESSED: u64 = 1 << 20;
const FOCUSABLE: u64 = 1 << 11;

/// Where systems keep what begins the bus.
const LAUNCHERS: [&str; 3] = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"];

/// The bus on which programs tell screen readers what there is, and a place of our own on it.
struct ScreenReader {
    bus: Connection,
    _launcher: Kept,
}

/// One thing that can be read or used.
#[derive(Debug, Clone)]
struct Thing {
    /// Whose it is, and its path there.
    at: (String, OwnedObjectPath),
    role: u32,
    name: String,
    states: u64,
    attributes: HashMap<String, String>,
    /// Whether it is in the page, and not of the window around it.
    in_page: bool,
}

impl Thing {
    fn is(&self, role: u32, name: &str) -> bool {
        self.role == role && self.name == name
    }

    fn has(&self, attribute: &str, value: &str) -> bool {
        self.attributes.get(attribute).is_some_and(|is| is == value)
    }

    fn can_be_used(&self) -> bool {
        // Places and notices get the focus from the page itself, when what had it is gone.
        let is_place = self.role == LANDMARK || self.attributes.contains_key("live");
        self.in_page && self.states & FOCUSABLE != 0 && !is_place
    }
}

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";

impl ScreenReader {
    fn listen(desktop: &Desktop) -> Self {
        let mut launcher = desktop.command(LAUNCHERS.iter().find(|launcher| Path::new(launcher).exists()).expect("at-spi-bus-launcher; `cargo xtask test` installs it"));
        let launcher = Kept(launcher.arg("--launch-immediately").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        let session = desktop.bus();
        eventually("the accessibility bus is there", || has_owner(&session, "org.a11y.Bus"));
        for on in ["IsEnabled", "ScreenReaderEnabled"] {
            let value = Value::from(true);
            session.call_method(Some("org.a11y.Bus"), "/org/a11y/bus", Some("org.freedesktop.DBus.Properties"), "Set", &("org.a11y.Status", on, value)).unwrap();
        }
        let address: String = session.call_method(Some("org.a11y.Bus"), "/org/a11y/bus", Some("org.a11y.Bus"), "GetAddress", &()).unwrap().body().deserialize().unwrap();
        Self { bus: Builder::address(address.as_str()).unwrap().build().unwrap(), _launcher: launcher }
    }

    /// Everything there is to be read, from the windows down.
    fn read(&self) -> Vec<Thing> {
        let mut things = Vec::new();
        self.walk("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root", false, &mut things);
        things
    }

    /// Waits until something like this can be read, and returns all there is then.
    fn find(&self, what: &str, is_it: impl Fn(&Thing) -> bool) -> Vec<Thing> {
        let mut things = Vec::new();
        eventually(what, || {
            things = self.read();
            things.iter().any(&is_it)
        });
        things
    }

    fn walk(&self, owner: &str, path: &str, in_page: bool, things: &mut Vec<Thing>) {
        for (owner, path) in self.children(owner, path) {
            let Some(role) = self.ask(&owner, &path, "GetRole") else { continue };
            let states: Vec<u32> = self.ask(&owner, &path, "GetState").unwrap_or_default();
            let states = states.iter().rev().fold(0, |all, part| (all << 32) | u64::from(*part));
            let attributes = self.ask(&owner, &path, "GetAttributes").unwrap_or_default();
            let name = self.bus.call_method(Some(owner.as_str()), &path, Some("org.freedesktop.DBus.Properties"), "Get", &(ACCESSIBLE, "Name"));
            let name = name.ok().and_then(|name| name.body().deserialize::<OwnedValue>().ok()?.try_into().ok()).unwrap_or_default();
            things.push(Thing { at: (owner.clone(), path.clone()), role, name, states, attributes, in_page });
            self.walk(&owner, &path, in_page || role == DOCUMENT, things);
        }
    }

    /// Where it begins on the screen, from the top.
    fn top(&self, Thing { at: (owner, path), .. }: &Thing) -> i32 {
        const OF_SCREEN: u32 = 0;
        let place = self.bus.call_method(Some(owner.as_str()), path, Some("org.a11y.atspi.Component"), "GetExtents", &(OF_SCREEN,)).unwrap();
        let (_, top, ..): (i32, i32, i32, i32) = place.body().deserialize().unwrap();
        top
    }

    /// What is written in it.
    fn text(&self, Thing { at: (owner, path), .. }: &Thing) -> String {
        const ALL: (i32, i32) = (0, -1);
        let text = self.bus.call_method(Some(owner.as_str()), path, Some("org.a11y.atspi.Text"), "GetText", &ALL).unwrap();
        text.body().deserialize().unwrap()
    }

    fn children(&self, owner: &str, path: &str) -> Vec<(String, OwnedObjectPath)> {
        let children: Vec<_> = self.ask(owner, path, "GetChildren").unwrap_or_default();
        if !children.is_empty() {
            return children;
        }
        // Where the page begins in the window, which is another program's, only its number leads on.
        let first = self.bus.call_method(Some(owner), path, Some(ACCESSIBLE), "GetChildAtIndex", &(0_i32,));
        let first: Option<(String, OwnedObjectPath)> = first.ok().and_then(|first| first.body().deserialize().ok());
        first.into_iter().filter(|(_, path)| path.as_str() != "/org/a11y/atspi/null").collect()
    }

    /// What is gone meanwhile has no answer.
    fn ask<T: serde::de::DeserializeOwned + Type>(&self, owner: &str, path: &str, what: &str) -> Option<T> {
        self.bus.call_method(Some(owner), path, Some(ACCESSIBLE), what, &()).ok()?.body().deserialize().ok()
    }
}

/// Everything in the page that can be used says what it is and what it is called.
fn assert_usable(page: &str, things: &[Thing], at_least: usize) {
    let usable: Vec<&Thing> = things.iter().filter(|thing| thing.can_be_used()).collect();
    assert!(usable.len() >= at_least, "{page}: {usable:#?}");
    for thing in usable {
        assert!(!thing.name.trim().is_empty() && USABLE.contains(&thing.role), "{page}: {thing:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_reader_finds_every_page_its_heading_and_a_name_for_all_that_can_be_used() {
    let desktop = Desktop::start().with_screen_reader();
    let reader = ScreenReader::listen(&desktop);
    let window = Window::open(&desktop, "settings").await;
    let things = reader.find("the sign-in page can be read", |thing| thing.is(BUTTON, "Sign in"));
    assert_usable("Sign in", &things, 5);
    assert!(things.iter().any(|thing| thing.is(PASSWORD, "Password")), "what is typed there is not read out: {things:#?}");
    window.press("Try without a phone system").await;

    // How many there are at least: as many as there would be if all were well, or the page has not been read.
    for (page, heading, at_least) in [
        ("Status", "Connected", 15),
        ("Sounds", "Sounds", 20),
        ("Custom events", "Custom events", 10),
        ("Activity", "Activity", 10),
        ("Account", "Account", 10),
        ("General", "General", 15),
        ("About", "About", 8),
    ] {
        window.press(page).await;
        reader.find("the list of pages says where one is", |thing| thing.is(LINK, page) && thing.has("current", "page"));
        let things = reader.find("the page has its heading", |thing| thing.is(HEADING, heading) && thing.has("level", "1"));
        assert_usable(page, &things, at_least);
        assert!(things.iter().any(|thing| thing.has("tag", "main") && thing.role == LANDMARK), "{page}");
    }

    window.press("Custom events").await;
    window.press("New custom event").await;
    let things = reader.find("the editor can be read", |thing| thing.is(ENTRY, "Name"));
    assert_usable("Editor", &things, 20);
    window.close(&desktop, "settings").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_reader_is_told_what_a_switch_is_at_and_what_becomes_of_the_connection() {
    let desktop = Desktop::start().with_screen_reader();
    let reader = ScreenReader::listen(&desktop);
    let window = Window::open(&desktop, "settings").await;
    window.press("Try without a phone system").await;
    let is_at = |name: &'static str, on: bool| move |thing: &Thing| thing.is(SWITCH, name) && (thing.states & CHECKED != 0) == on;
    let things = reader.find("the switch is on", is_at("Sounds", true));
    assert!(things.iter().any(|thing| thing.has("live", "polite") && thing.has("computed-role", "status")), "{things:#?}");
    window.click("//label[normalize-space()='Sounds']").await;
    reader.find("the switch is off", is_at("Sounds", false));
    window.press("Do not disturb").await;
    reader.find("the button is pressed", |thing| thing.is(SWITCH, "Do not disturb") && thing.states & PRESSED != 0);
    window.close(&desktop, "settings").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_is_opened_again_shows_what_the_one_before_did() {
    let desktop = Desktop::start().with_window_manager().with_screen_reader();
    let reader = ScreenReader::listen(&desktop);
    let host = TrayHost::open(&desktop);
    let window = Window::open(&desktop, "settings").await;
    let tray = host.wait();
    window.press("Try without a phone system").await;
    window.read("Demo phone system").await;
    for _ in 0..8 {
        window.press("Ring").await;
        window.press("Hang up").await;
        window.button("Ring").await;
    }
    window.press("Activity").await;
    window.find("//input[@type='search']").await.send_keys("raMAN").await.unwrap();
    window.find("//main[.//li[@data-id]][not(.//li[@data-id][not(contains(., 'Raman'))])]").await;
    window.click("(//main//button[contains(., 'Priya Raman rang')])[last()]").await;
    window.find("//main//li/button[@aria-expanded='true']").await;
    window.read("No custom event was asked").await;
    window.client.execute("document.getElementById('page').scrollTop = 150", Vec::new()).await.unwrap();
    let opened = |thing: &Thing| thing.role == BUTTON && thing.name.contains("Priya Raman rang") && thing.states & EXPANDED != 0;
    let place = || reader.read().iter().find(|thing| opened(thing)).map(|thing| reader.top(thing));
    eventually("the opened entry can be read", || place().is_some());
    let before = place();

    desktop.command("wmctrl").args(["-c", "Bellhop"]).status().unwrap();
    eventually("the window is gone", || !reader.read().iter().any(|thing| thing.in_page));
    let written = desktop.command("grep").args(["-rqs", "raMAN"]).arg(desktop.folder()).status().unwrap();
    assert!(!written.success(), "what somebody looked for is written down nowhere");
    tray.click("Open Bellhop");
    reader.find("the page is the one it was", |thing| thing.is(LINK, "Activity") && thing.has("current", "page"));
    let things = reader.find("the entry is open", opened);
    let search = things.iter().find(|thing| thing.is(ENTRY, "Search activity")).expect("where one searches");
    assert_eq!(reader.text(search), "raMAN");
    eventually(&format!("the entry is where it was, {before:?}, and not at {:?}", place()), || place() == before);
    window.close(&desktop, "settings").await;
}
