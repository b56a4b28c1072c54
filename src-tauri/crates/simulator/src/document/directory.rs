//! Directories: Xtended Services Interface spec, 3.5.7.

use crate::user::{User, country_code};
use crate::xml::Xml;

/// A part of a list: where it starts, and how long the whole list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) start: usize,
    pub(crate) records: usize,
    pub(crate) total: usize,
}

/// Writes a page of users; `list` is the element around them.
pub(crate) fn users(root: &str, list: &str, page: Page, found: &[&User]) -> String {
    Xml::answer(root, |xml| {
        paging(xml, page);
        xml.element(list, &[], |xml| {
            for user in found {
                xml.element("directoryDetails", &[], |xml| person(xml, user));
            }
        });
    })
}

/// Writes a page of entries that have only a name and a number.
pub(crate) fn phone_list(root: &str, entry: &str, page: Page, entries: &[(String, String)]) -> String {
    Xml::answer(root, |xml| {
        paging(xml, page);
        for (name, number) in entries {
            xml.element(entry, &[], |xml| {
                xml.leaf("name", name);
                xml.leaf("number", number);
            });
        }
    })
}

pub(crate) fn paging(xml: &mut Xml, page: Page) {
    xml.number("startIndex", page.start);
    xml.number("numberOfRecords", page.records);
    xml.number("totalAvailableRecords", page.total);
}

/// Writes the fields of a user that a colleague may see.
pub(crate) fn person(xml: &mut Xml, user: &User) {
    let (first, last) = user.names();
    xml.leaf("userId", &user.id);
    xml.leaf("firstName", first);
    xml.leaf("lastName", last);
    if let Some((last, first)) = user.details.hiragana {
        xml.leaf("hiranganaLastName", last);
        xml.leaf("hiranganaFirstName", first);
    }
    xml.leaf("groupId", user.details.group);
    xml.leaf("number", &written_number(user));
    xml.leaf("extension", &user.extension);
    xml.element("additionalDetails", &[], |xml| {
        xml.optional("mobile", user.details.mobile);
        xml.optional("pager", user.details.pager);
        xml.leaf("emailAddress", &user.id);
        xml.optional("title", user.details.title);
        xml.optional("location", user.details.location);
        xml.leaf("department", user.details.department);
        xml.leaf("impId", &user.id);
    });
}

/// Returns the number as the administrator entered it: `+442079460148` or `+44-2079460148`.
pub(crate) fn written_number(user: &User) -> String {
    match country_code(&user.number) {
        Some(code) if user.details.dashed_number => format!("+{code}-{}", &user.number[code.len() + 1..]),
        _ => user.number.clone(),
    }
}
