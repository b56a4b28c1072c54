//! Calls as they go in an office, from the first ring to the last: what to play to see how a client takes them.

mod script;

use serde::{Deserialize, Serialize};

use crate::call::{End, Stranger};
use crate::exchange::{Exchange, Refusal};
use crate::hub::Now;
use crate::order::{self, Details};
use crate::switch::State;
use crate::user::{DEFAULT_CALLER, Directory};
use script::{Step, Who};

/// A scenario, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scenario(usize);

/// Who plays: ids or extensions of users, and the number and name of who calls from outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Roles {
    /// The user it happens to.
    pub user: String,
    /// A colleague in the same group.
    pub colleague: String,
    /// Somebody else in the enterprise.
    pub third: String,
    /// The number of the outside end.
    pub number: String,
    /// The name of the outside end, if it is known.
    pub name: Option<String>,
}

impl Default for Roles {
    fn default() -> Self {
        let (name, number) = DEFAULT_CALLER;
        let user = |seat: usize| Directory::new(0).user(seat).id.clone();
        Self { user: user(0), colleague: user(1), third: user(2), number: number.to_owned(), name: Some(name.to_owned()) }
    }
}

impl Scenario {
    /// Returns every scenario.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..script::SCENARIOS.len()).map(Self)
    }

    /// Finds a scenario by name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|scenario| scenario.name() == name)
    }

    /// Returns the name, e.g. `incoming-missed`.
    pub fn name(self) -> &'static str {
        script::SCENARIOS[self.0].0
    }

    /// Returns what happens, in a sentence.
    pub fn what(self) -> &'static str {
        script::SCENARIOS[self.0].1
    }

    /// Returns how many steps it has.
    pub(crate) fn steps(self) -> &'static [Step] {
        script::SCENARIOS[self.0].2
    }
}

/// A scenario that is being played.
#[derive(Debug)]
pub(crate) struct Play<'a> {
    roles: &'a Roles,
    /// The calls it placed, as commands know them.
    pub(crate) calls: Vec<String>,
}

impl<'a> Play<'a> {
    pub(crate) fn new(roles: &'a Roles) -> Self {
        Self { roles, calls: Vec::new() }
    }

    /// Lets one step happen, and tells the users' programs.
    pub(crate) fn step(&mut self, state: &mut State, step: &Step, now: Now) -> Result<(), Refusal> {
        let exchange = &mut state.exchange;
        let heard = match step {
            Step::Call { from, to, dialback } => {
                let (from, to) = (self.end(exchange, *from)?, self.end(exchange, *to)?);
                let (id, heard) = exchange.place(from, to, *dialback, now.wall)?;
                self.calls.push(id);
                heard
            }
            Step::Order { call, verb, by, to, with, device } => {
                let details = Details {
                    by: by.map(|who| self.spoken(who)),
                    to: to.map(|who| self.spoken(who)),
                    with: with.map(|call| self.call(call)),
                    device: device.map(str::to_owned),
                    ..Details::default()
                };
                order::carry_out(exchange, &self.call(*call), verb, &details, now.wall)?
            }
            Step::Dnd(on) => {
                let seat = order::user(exchange, &self.roles.user)?;
                exchange.set_dnd(seat, Some(*on), None)
            }
            Step::Forward { kind, to } => {
                let seat = order::user(exchange, &self.roles.user)?;
                let to = to.map(|who| self.spoken(who));
                exchange.set_forwarding(seat, *kind, Some(to.is_some()), to)?
            }
            Step::Restart => {
                state.restart(now);
                Vec::new()
            }
        };
        state.publish(heard, now);
        Ok(())
    }

    fn call(&self, place: usize) -> String {
        self.calls.get(place).cloned().unwrap_or_default()
    }

    fn spoken(&self, who: Who) -> String {
        match who {
            Who::User => self.roles.user.clone(),
            Who::Colleague => self.roles.colleague.clone(),
            Who::Third => self.roles.third.clone(),
            Who::Outside => order::OUTSIDE.to_owned(),
            Who::HuntGroup => script::HUNT_GROUP.to_owned(),
            Who::Nobody => script::NOBODY.to_owned(),
        }
    }

    fn end(&self, exchange: &Exchange, who: Who) -> Result<End, Refusal> {
        if who == Who::Outside {
            return Ok(End::Outside(Stranger { number: self.roles.number.clone(), name: self.roles.name.clone(), withheld: false }));
        }
        let spoken = self.spoken(who);
        exchange.end(&spoken).ok_or_else(|| Refusal::Nonsense(format!("There is no user {spoken}.")))
    }
}
