//! What users keep on the server besides calls: their own phone list and whom they watch. And the lists all share.

use crate::user::{Directory, Seat};

/// The phone list of the enterprise.
pub(crate) const ENTERPRISE_COMMON: [(&str, &str); 3] = [("Emergency plumber", "+442079460901"), ("Freight desk", "+442079460902"), ("Landlord", "+442079460903")];
/// The phone list of each group.
pub(crate) const GROUP_COMMON: [(&str, &str); 2] = [("Canteen", "+442079460911"), ("Taxi", "+442079460912")];

/// The users' own lists.
#[derive(Debug)]
pub(crate) struct Office {
    desks: Vec<Desk>,
}

/// What one user keeps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Desk {
    /// Names and numbers.
    pub(crate) contacts: Vec<(String, String)>,
    pub(crate) list_uri: Option<String>,
    pub(crate) watched: Vec<Seat>,
}

impl Office {
    /// Furnishes the office; the first user watches the generated users too.
    pub(crate) fn new(directory: &Directory, extra: usize) -> Self {
        let everybody = directory.users().len();
        let desks = directory.users().iter().enumerate().map(|(seat, user)| {
            let watched = user.details.watches.iter().filter_map(|extension| directory.users().iter().position(|other| other.extension == *extension));
            let generated = if seat == 0 { everybody - extra..everybody } else { 0..0 };
            let contact = |name: &str, number: &str| (name.to_owned(), number.to_owned());
            Desk {
                contacts: vec![contact("Home", "+441632960901"), contact("Dentist", "+441632960902")],
                list_uri: Some(format!("sip:blf-{}@northgate.example", user.extension)),
                watched: watched.chain(generated).collect(),
            }
        });
        Self { desks: desks.collect() }
    }

    pub(crate) fn desk(&self, seat: Seat) -> &Desk {
        &self.desks[seat]
    }

    pub(crate) fn desk_mut(&mut self, seat: Seat) -> &mut Desk {
        &mut self.desks[seat]
    }
}
