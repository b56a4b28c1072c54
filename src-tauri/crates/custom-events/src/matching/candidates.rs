//! Which custom events a change can trigger, found without asking each of them.
//!
//! Where there are many, most are about one caller each. They are kept by how that caller's number begins, so that a
//! thousand of them take no longer than ten. Who is found is still asked for every condition.

use std::collections::HashMap;

/// The custom events that wait for one moment, by their places.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Those that wait for numbers which begin like this.
    by_beginning: HashMap<String, Vec<usize>>,
    /// How long such beginnings are, each length once.
    lengths: Vec<usize>,
    /// Those that any number may trigger, or none.
    others: Vec<usize>,
}

impl Candidates {
    /// Adds one, with the beginnings of the numbers it waits for if it waits for some only. Nothing triggers one that waits
    /// for none of them.
    pub(super) fn add(&mut self, place: usize, beginnings: Option<Vec<&str>>) {
        let Some(beginnings) = beginnings else {
            self.others.push(place);
            return;
        };
        for beginning in beginnings {
            if !self.lengths.contains(&beginning.len()) {
                self.lengths.push(beginning.len());
            }
            self.by_beginning.entry(beginning.to_owned()).or_default().push(place);
        }
    }

    /// Returns those that a number in all its forms may trigger, each once and in their order.
    pub(super) fn of(&self, forms: &[String]) -> Vec<usize> {
        let mut found = self.others.clone();
        for form in forms {
            let beginnings = self.lengths.iter().filter_map(|length| form.get(..*length));
            found.extend(beginnings.filter_map(|beginning| self.by_beginning.get(beginning)).flatten());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
