//! Extensions that ring several users. They are users only in name: nobody can sign in as one or watch one (4.2.4.1).

use super::{Seat, User};

/// A number that rings several users at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HuntGroup {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) number: &'static str,
    pub(crate) extension: &'static str,
    pub(crate) members: Vec<Seat>,
}

impl HuntGroup {
    /// Returns the hunt groups of the enterprise.
    pub(super) fn all(users: &[User]) -> Vec<Self> {
        let members = ["4021", "4017", "4033"].into_iter().filter_map(|extension| users.iter().position(|user| user.extension == extension));
        vec![Self { id: "sales@northgate.example", name: "Sales", number: "+442079460180", extension: "4080", members: members.collect() }]
    }
}
