//! Who has a phone here, and where a dialled number leads.
//!
//! One enterprise of two groups, and everybody else. Numbers are compared as written, without punctuation:
//! this switch has no dial plan.

mod cast;
mod details;
mod hunt_group;

use serde::Serialize;

pub(crate) use details::{Details, Locale};
pub(crate) use hunt_group::HuntGroup;

/// The service provider, which is an enterprise, the groups belong to.
pub(crate) const SERVICE_PROVIDER: &str = "northgate";
/// The groups of the enterprise.
pub(crate) const GROUPS: [&str; 2] = [FRONT_OFFICE, WORKSHOP];
pub(crate) const FRONT_OFFICE: &str = "front-office";
pub(crate) const WORKSHOP: &str = "workshop";
/// Who calls from outside unless a command says otherwise.
pub(crate) const DEFAULT_CALLER: (&str, &str) = ("Priya Raman", "+442079460958");

/// A user of the simulated enterprise, with everything needed to sign in as them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    /// The user id, which is what the user signs in with.
    pub id: String,
    /// The web portal password.
    pub password: String,
    /// The access token, which does instead of id and password.
    pub token: String,
    /// First and last name.
    pub name: String,
    /// The direct number in E.164 form, e.g. `+442079460121`.
    pub number: String,
    /// The extension, e.g. `4021`.
    pub extension: String,
    #[serde(skip)]
    pub(crate) details: Details,
}

impl User {
    /// Returns the first and the last name.
    pub(crate) fn names(&self) -> (&str, &str) {
        self.name.rsplit_once(' ').unwrap_or(("", &self.name))
    }
}

/// A user's place in the [`Directory`].
pub(crate) type Seat = usize;

/// Where a dialled number leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To a user of the enterprise.
    User(Seat),
    /// To the users of a hunt group, by its place in the [`Directory`].
    HuntGroup(usize),
    /// Out into the world.
    Outside(String),
    /// To an extension nobody has.
    Nobody(String),
}

/// The users of the enterprise, and its hunt groups.
#[derive(Debug, Clone)]
pub(crate) struct Directory {
    users: Vec<User>,
    hunt_groups: Vec<HuntGroup>,
}

impl Directory {
    /// Returns the cast every simulator has, and `extra` users more.
    pub(crate) fn new(extra: usize) -> Self {
        let users = cast::cast(extra);
        let hunt_groups = HuntGroup::all(&users);
        Self { users, hunt_groups }
    }

    pub(crate) fn users(&self) -> &[User] {
        &self.users
    }

    pub(crate) fn user(&self, seat: Seat) -> &User {
        &self.users[seat]
    }

    pub(crate) fn hunt_group(&self, place: usize) -> &HuntGroup {
        &self.hunt_groups[place]
    }

    /// Hides a user's calls from colleagues, or shows them.
    pub(crate) fn set_private(&mut self, seat: Seat, private: bool) {
        self.users[seat].details.private = private;
    }

    /// Finds a user by access token.
    pub(crate) fn by_token(&self, token: &str) -> Option<Seat> {
        self.users.iter().position(|user| user.token == token)
    }

    /// Finds the users of a group.
    pub(crate) fn group<'a>(&'a self, group: &'a str) -> impl Iterator<Item = (Seat, &'a User)> {
        self.users.iter().enumerate().filter(move |(_, user)| user.details.group == group)
    }

    /// Finds a user by id. BroadWorks does not tell `Anna@` from `anna@`.
    pub(crate) fn by_id(&self, id: &str) -> Option<Seat> {
        self.users.iter().position(|user| user.id.eq_ignore_ascii_case(id))
    }

    /// Says where `dialled` leads: a user id, an extension, a number, or one of these as a `tel:` or `sip:` URI.
    pub(crate) fn resolve(&self, dialled: &str) -> Option<Destination> {
        let bare = dialled.trim();
        let bare = bare.strip_prefix("tel:").or_else(|| bare.strip_prefix("sip:")).unwrap_or(bare);
        if let Some(seat) = self.by_id(bare) {
            return Some(Destination::User(seat));
        }
        let digits: String = bare.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.')).collect();
        if digits.is_empty() {
            return None;
        }
        if let Some(seat) = self.users.iter().position(|user| user.extension == digits || user.number == digits) {
            return Some(Destination::User(seat));
        }
        if let Some(place) = self.hunt_groups.iter().position(|group| group.id.eq_ignore_ascii_case(bare) || group.extension == digits || group.number == digits) {
            return Some(Destination::HuntGroup(place));
        }
        let extension_like = digits.len() == 4 && digits.chars().all(|c| c.is_ascii_digit());
        Some(if extension_like { Destination::Nobody(digits) } else { Destination::Outside(digits) })
    }
}

/// Returns the country calling code of a number in E.164 form, which the `countryCode` attribute repeats.
pub(crate) fn country_code(number: &str) -> Option<&str> {
    const TWO_DIGITS: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 \
                              60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
    let digits = number.strip_prefix('+')?;
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let length = match digits.get(..2) {
        Some(two) if two.starts_with(['1', '7']) => 1,
        Some(two) if TWO_DIGITS.split_whitespace().any(|code| code == two) => 2,
        Some(_) => 3,
        None => return None,
    };
    digits.get(..length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialled_number_leads_to_a_colleague_the_world_or_nobody() {
        let directory = Directory::new(0);
        let outside = |number: &str| Some(Destination::Outside(number.to_owned()));
        for (dialled, expected) in [
            ("4017", Some(Destination::User(1))),
            ("+44 20 7946 0117", Some(Destination::User(1))),
            ("sip:Tomasz.Nowak@northgate.example", Some(Destination::User(1))),
            ("tel:+442079460121", Some(Destination::User(0))),
            ("+442079460958", outside("+442079460958")),
            ("4080", Some(Destination::HuntGroup(0))),
            ("sales@northgate.example", Some(Destination::HuntGroup(0))),
            ("(020) 7946-0958", outside("02079460958")),
            ("999", outside("999")),
            ("4999", Some(Destination::Nobody("4999".to_owned()))),
            (" ", None),
        ] {
            assert_eq!(directory.resolve(dialled), expected, "{dialled}");
        }
    }

    #[test]
    fn only_a_number_in_e164_form_has_a_country_code() {
        for (number, expected) in [
            ("+442079460958", Some("44")),
            ("+12403649000", Some("1")),
            ("+353861234567", Some("353")),
            ("+79261234567", Some("7")),
            ("02079460958", None),
            ("4017", None),
            ("+44\"><x", None),
            ("+", None),
            ("+4", None),
        ] {
            assert_eq!(country_code(number), expected, "{number}");
        }
    }
}
