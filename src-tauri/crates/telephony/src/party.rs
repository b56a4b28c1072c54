//! The other side of a call.

use serde::{Deserialize, Serialize};

use crate::PhoneNumber;

/// The other party of a call, as the phone system presents it. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The name as presented, cleaned.
    pub name: Option<String>,
    /// The number as presented.
    pub number: Option<PhoneNumber>,
    /// The user id, for a colleague.
    pub user_id: Option<String>,
    /// The colleague's own number, which may differ from the presented one.
    pub user_number: Option<PhoneNumber>,
    /// The extension of a colleague, where the system tells it beside their number.
    pub extension: Option<PhoneNumber>,
    /// The whole address, where it is one of SIP: `user@host`.
    pub address: Option<String>,
    /// Whether the number is withheld.
    pub withheld: bool,
    /// How the phone system classes the call.
    pub call_type: Option<CallType>,
}

impl Party {
    /// Returns the number to show and to hand on: the presented one, else the colleague's own. A number that is withheld
    /// is neither shown nor handed on, even if the system tells it.
    pub fn tel(&self) -> Option<&PhoneNumber> {
        if self.withheld { None } else { self.number.as_ref().or(self.user_number.as_ref()) }
    }

    /// Returns every number and address the party is known by, the one to show first; none if it is withheld.
    pub fn known_as(&self) -> Vec<&str> {
        if self.withheld {
            return Vec::new();
        }
        let numbers = [&self.number, &self.user_number, &self.extension].into_iter().flatten().map(PhoneNumber::as_str);
        numbers.chain(self.address.as_deref()).collect()
    }

    /// Returns whether the call stays inside the company.
    ///
    /// The phone system's word counts first. Without it, a party with a user id or a short number is a colleague.
    pub fn scope(&self) -> Scope {
        match self.call_type {
            Some(CallType::Group | CallType::Enterprise | CallType::PrivateDialPlan | CallType::CityWideCentrex) => Scope::Internal,
            Some(CallType::Network | CallType::Emergency | CallType::Repair) => Scope::External,
            Some(CallType::Unknown) | None => {
                let short = self.number.as_ref().is_some_and(PhoneNumber::is_short);
                if self.user_id.is_some() || self.user_number.is_some() || short { Scope::Internal } else { Scope::External }
            }
        }
    }

    /// Returns whether two reports name the same party.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (&self.name, &self.number, &self.user_id, self.withheld) == (&other.name, &other.number, &other.user_id, other.withheld)
    }

    /// Takes over what a later report knows; what it leaves out stays.
    pub(crate) fn learn(&mut self, later: &Self) {
        let better_type = match later.call_type {
            None | Some(CallType::Unknown) => self.call_type.or(later.call_type),
            known => known,
        };
        // A report that names somebody replaces the party as a whole: after a transfer, half of the old and half of
        // the new would be nobody.
        let names_somebody = later.name.is_some() || later.number.is_some() || later.user_id.is_some() || later.withheld;
        if names_somebody {
            let same_number = later.number.is_some() && later.number == self.number;
            let name = later.name.clone().or_else(|| if same_number { self.name.clone() } else { None });
            *self = Self { name, ..later.clone() };
        }
        self.call_type = better_type;
    }
}

/// Whether a call stays inside the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// With a colleague.
    Internal,
    /// With the outside world.
    External,
}

/// How the phone system classes a call (XSI schema, `CallType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CallType {
    /// With a user of the same group.
    Group,
    /// With a user of the same enterprise.
    Enterprise,
    /// Through the public network.
    Network,
    /// To an emergency service.
    Emergency,
    /// To a repair service.
    Repair,
    /// Within a city-wide centrex.
    CityWideCentrex,
    /// Within a private dial plan.
    PrivateDialPlan,
    /// The system does not know (`Unknown` and `Error` of the schema).
    Unknown,
}
