//! A tray host: reads and clicks the menu over D-Bus (StatusNotifierItem, com.canonical.dbusmenu).

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, Sender, channel},
};

use zbus::{
    blocking::{Connection, Proxy},
    interface,
    message::Header,
    zvariant::{OwnedValue, Value},
};

use crate::session::{Desktop, PATIENCE, eventually};

/// The place where trays show.
pub struct TrayHost {
    registered: Receiver<(String, String)>,
    bus: Connection,
}

/// The tray of a program.
pub struct Tray {
    owner: String,
    path: String,
    menu: String,
    bus: Connection,
}

/// One line of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: i32,
    pub label: String,
    pub enabled: bool,
    /// `None` for what is no check item.
    pub checked: Option<bool>,
}

impl TrayHost {
    /// Opens the place.
    pub fn open(desktop: &Desktop) -> Self {
        Self::with(desktop, false)
    }

    /// Opens a place that misses the first tray that it is told of.
    pub fn open_late(desktop: &Desktop) -> Self {
        Self::with(desktop, true)
    }

    fn with(desktop: &Desktop, misses_first: bool) -> Self {
        let (register, registered) = channel();
        let bus = zbus::blocking::connection::Builder::address(desktop.bus_address())
            .unwrap()
            .serve_at("/StatusNotifierWatcher", Watcher { register, known: Vec::new(), misses_next: misses_first })
            .unwrap()
            .name("org.kde.StatusNotifierWatcher")
            .unwrap()
            .build()
            .unwrap();
        Self { registered, bus }
    }

    /// Waits for a tray.
    pub fn wait(&self) -> Tray {
        let (owner, path) = self.registered.recv_timeout(PATIENCE).expect("a tray");
        let item = Proxy::new(&self.bus, owner.clone(), path.clone(), "org.kde.StatusNotifierItem").unwrap();
        let menu: zbus::zvariant::OwnedObjectPath = item.get_property("Menu").unwrap();
        Tray { owner, path, menu: menu.to_string(), bus: self.bus.clone() }
    }
}

impl Tray {
    /// Reads the menu.
    pub fn items(&self) -> Vec<Item> {
        let (_, root): (u32, Node) = self.proxy().call("GetLayout", &(0_i32, -1_i32, Vec::<String>::new())).unwrap();
        let mut items = Vec::new();
        flatten(&root, &mut items);
        items
    }

    /// Returns the item of that label.
    pub fn item(&self, label: &str) -> Item {
        self.items().into_iter().find(|item| item.label == label).unwrap_or_else(|| panic!("no item {label} in {:?}", self.items()))
    }

    /// Whether there is an item of that label.
    pub fn has(&self, label: &str) -> bool {
        self.items().iter().any(|item| item.label == label)
    }

    /// Clicks an item.
    pub fn click(&self, label: &str) {
        let id = self.item(label).id;
        let () = self.proxy().call("Event", &(id, "clicked", Value::I32(0), 0_u32)).unwrap();
    }

    /// The picture that is shown, as the bytes of its file.
    pub fn icon(&self) -> Vec<u8> {
        let item = Proxy::new(&self.bus, self.owner.as_str(), self.path.as_str(), "org.kde.StatusNotifierItem").unwrap();
        let (name, folder): (String, String) = (item.get_property("IconName").unwrap(), item.get_property("IconThemePath").unwrap());
        let file = if name.ends_with(".png") { name } else { format!("{name}.png") };
        // An absolute name goes before the folder. The file of a picture that has just gone may have gone with it.
        std::fs::read(std::path::Path::new(&folder).join(file)).unwrap_or_default()
    }

    /// Waits until the menu shows something.
    pub fn eventually(&self, what: &str, is_so: impl Fn(&Tray) -> bool) {
        eventually(what, || is_so(self));
    }

    fn proxy(&self) -> Proxy<'_> {
        Proxy::new(&self.bus, self.owner.as_str(), self.menu.as_str(), "com.canonical.dbusmenu").unwrap()
    }
}

/// Id, properties and children, as the menu is sent.
type Node = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

fn flatten(node: &Node, items: &mut Vec<Item>) {
    let (id, properties, children) = node;
    let text = |key: &str| properties.get(key).and_then(|value| String::try_from(value.try_clone().unwrap()).ok());
    let number = |key: &str| properties.get(key).and_then(|value| i32::try_from(value.try_clone().unwrap()).ok());
    let enabled = properties.get("enabled").and_then(|value| bool::try_from(value.try_clone().unwrap()).ok()).unwrap_or(true);
    if let Some(label) = text("label") {
        let checked = text("toggle-type").filter(|kind| kind == "checkmark").map(|_| number("toggle-state") == Some(1));
        items.push(Item { id: *id, label: label.replace('_', ""), enabled, checked });
    }
    for child in children {
        flatten(&Node::try_from(child.try_clone().unwrap()).unwrap(), items);
    }
}

struct Watcher {
    register: Sender<(String, String)>,
    known: Vec<String>,
    misses_next: bool,
}

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&mut self, service: String, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        // Some send a path of theirs, others the name they are known by.
        let item = if service.starts_with('/') { (sender, service) } else { (service, "/StatusNotifierItem".to_owned()) };
        if std::mem::take(&mut self.misses_next) {
            return;
        }
        self.known.push(item.0.clone() + &item.1);
        let _ = self.register.send(item);
    }

    fn register_status_notifier_host(&self, _service: String) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.known.clone()
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}
