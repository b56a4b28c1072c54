//! A user's profile: Xtended Services Interface spec, 3.5.2.

use crate::user::{SERVICE_PROVIDER, User};
use crate::xml::Xml;

const EXPIRES_IN_DAYS: u32 = 90;

pub(crate) fn profile(user: &User) -> String {
    Xml::answer("Profile", |xml| {
        xml.element("details", &[], |xml| details(xml, user));
        xml.element("additionalDetails", &[], |xml| additional_details(xml, user));
        xml.leaf("timeZone", "Europe/London");
        xml.leaf("timeZoneDisplayName", "(GMT) (UK) London");
        xml.number("passwordExpiresDays", EXPIRES_IN_DAYS);
        for (name, part) in [("fac", "Fac"), ("registrations", "Registrations"), ("scheduleList", "Schedule"), ("portalPasswordChange", "Password/Portal")] {
            xml.leaf(name, &format!("/v2.0/user/{}/profile/{part}", user.id));
        }
        xml.leaf("countryCode", "44");
        xml.leaf("nationalPrefix", "0");
    })
}

fn details(xml: &mut Xml, user: &User) {
    let (first, last) = user.names();
    let (last_sound, first_sound) = user.details.hiragana.unwrap_or((last, first));
    xml.leaf("userId", &user.id);
    xml.leaf("firstName", first);
    xml.leaf("lastName", last);
    // The schema spells it so.
    xml.leaf("hiranganaLastName", last_sound);
    xml.leaf("hiranganaFirstName", first_sound);
    xml.leaf("groupId", user.details.group);
    xml.leaf_with("serviceProvider", ("isEnterprise", "true"), SERVICE_PROVIDER);
    xml.leaf("number", &user.number);
    xml.leaf("extension", &user.extension);
}

/// Writes what else is known; a field nobody filled in is there without a value.
fn additional_details(xml: &mut Xml, user: &User) {
    let details = &user.details;
    for (name, value) in [
        ("mobile", details.mobile),
        ("yahooId", None),
        ("pager", details.pager),
        ("emailAddress", Some(user.id.as_str())),
        ("title", details.title),
        ("location", details.location),
        ("department", Some(details.department)),
        ("impId", Some(user.id.as_str())),
    ] {
        match value {
            Some(value) => xml.leaf(name, value),
            None => xml.nil(name),
        }
    }
}

/// Writes what signs in once more without the password (3.5.2.7).
pub(crate) fn login_token(token: &str) -> String {
    Xml::answer("LoginToken", |xml| xml.leaf("token", token))
}
