//! A user's services: Xtended Services Interface spec, 3.5.3.

use crate::call::Dnd;
use crate::document::{directory, event};
use crate::forwarding::Forwarding;
use crate::hoteling::Hoteling;
use crate::user::User;
use crate::xml::Xml;

/// Writes the list of services; those that can be asked about have a path.
pub(crate) fn services(user: &User, dnd: bool) -> String {
    let lamps = if user.details.receptionist { ("BroadWorks Receptionist", Some("BwReceptionist")) } else { ("Busy Lamp Field", Some("BusyLampField")) };
    Xml::answer("Services", |xml| {
        let dnd = dnd.then_some(("Do Not Disturb", Some("DoNotDisturb")));
        let others = [
            ("Call Forwarding Always", Some("CallForwardingAlways")),
            ("Call Forwarding Busy", Some("CallForwardingBusy")),
            ("Call Forwarding No Answer", Some("CallForwardingNoAnswer")),
            lamps,
            ("Basic Call Logs", None),
            ("Enhanced Call Logs", None),
            ("Call Waiting", None),
            ("Hoteling Guest", Some("HotelingGuest")),
        ];
        for (name, path) in dnd.into_iter().chain(others) {
            xml.element("service", &[], |xml| {
                xml.leaf("name", name);
                if let Some(path) = path {
                    xml.leaf("uri", &format!("/v2.0/user/{}/services/{path}", user.id));
                }
            });
        }
    })
}

pub(crate) fn do_not_disturb(dnd: Dnd) -> String {
    Xml::answer("DoNotDisturb", |xml| event::do_not_disturb(xml, dnd))
}

pub(crate) fn hoteling(guest: &Hoteling) -> String {
    Xml::answer("HotelingGuest", |xml| event::hoteling(xml, guest))
}

pub(crate) fn forwarding(name: &str, forwarding: &Forwarding) -> String {
    Xml::answer(name, |xml| event::forwarding(xml, forwarding))
}

/// Writes a busy lamp field or a receptionist's list.
pub(crate) fn monitored<'a>(root: &str, list_uri: Option<&str>, users: impl Iterator<Item = &'a User>) -> String {
    Xml::answer(root, |xml| {
        xml.optional("listURI", list_uri);
        xml.element("monitoredUserList", &[], |xml| monitored_users(xml, users));
    })
}

/// Writes a list of users as the resource of its own it also is.
pub(crate) fn bare_users<'a>(root: &str, users: impl Iterator<Item = &'a User>) -> String {
    Xml::bare(root, |xml| monitored_users(xml, users))
}

fn monitored_users<'a>(xml: &mut Xml, users: impl Iterator<Item = &'a User>) {
    for user in users {
        xml.element("userDetails", &[], |xml| directory::person(xml, user));
    }
}
