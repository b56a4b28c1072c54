//! The list of custom events: saved, removed, copied, moved, and taken in from files.

use custom_events::{CustomEvent, FieldProblem, imports};

use super::{Controller, Done, requests::answer};
use crate::{
    host::Host,
    request::Reply,
    view::{ImportItem, ImportProblem, ImportReview, ImportedProgram},
};

impl<H: Host> Controller<H> {
    pub(super) fn check(&mut self, draft: Box<CustomEvent>, save: bool, reply: Reply<Vec<FieldProblem>>) {
        let (host, secrets) = (self.host.clone(), self.settings.secrets.clone());
        // Looking at files may hang where they are on a network drive.
        self.tasks.spawn_blocking(move || {
            let mut problems = draft.check(&*host);
            problems.extend(draft.missing_secrets(&secrets));
            Done::Checked { draft, problems, save, reply }
        });
    }

    pub(super) fn checked(&mut self, mut draft: CustomEvent, problems: Vec<FieldProblem>, save: bool, reply: Reply<Vec<FieldProblem>>) {
        if save && !problems.iter().any(FieldProblem::is_error) {
            // Whoever saves it has looked at it.
            draft.imported = false;
            match self.settings.custom_events.iter_mut().find(|event| event.id == draft.id) {
                Some(event) => *event = draft,
                None => {
                    draft.id = CustomEvent::new_id();
                    self.settings.custom_events.push(draft);
                }
            }
            self.custom_events_changed();
        }
        let _ = reply.send(problems);
    }

    pub(super) fn remove(&mut self, id: &str) {
        if let Some(index) = self.settings.custom_events.iter().position(|event| event.id == id) {
            self.removed = Some((index, self.settings.custom_events.remove(index)));
            self.custom_events_changed();
        }
    }

    pub(super) fn restore(&mut self) {
        if let Some((index, event)) = self.removed.take() {
            let index = index.min(self.settings.custom_events.len());
            self.settings.custom_events.insert(index, event);
            self.custom_events_changed();
        }
    }

    fn custom_events_changed(&mut self) {
        self.prepare_custom_events();
        self.save_settings();
    }

    pub(super) fn set_enabled(&mut self, id: &str, on: bool) {
        // What came from a file is looked at first.
        if let Some(event) = self.settings.custom_events.iter_mut().find(|event| event.id == id && !(on && event.imported)) {
            event.enabled = on;
            self.custom_events_changed();
        }
    }

    pub(super) fn duplicate(&mut self, id: &str) {
        let Some(index) = self.settings.custom_events.iter().position(|event| event.id == id) else { return };
        let event = self.settings.custom_events[index].clone();
        let name = name_of_copy(&event.name, &self.settings.custom_events);
        let copy = CustomEvent { id: CustomEvent::new_id(), enabled: false, name, ..event };
        self.settings.custom_events.insert(index + 1, copy);
        self.custom_events_changed();
    }

    pub(super) fn move_by(&mut self, id: &str, by: i32) {
        let events = &mut self.settings.custom_events;
        let Some(index) = events.iter().position(|event| event.id == id) else { return };
        let to = index.saturating_add_signed(by as isize).min(events.len() - 1);
        let event = events.remove(index);
        events.insert(to, event);
        self.custom_events_changed();
    }

    // Files

    pub(super) fn export(&self, ids: &[String], reply: Reply<String>) {
        let chosen: Vec<CustomEvent> = self.settings.custom_events.iter().filter(|event| ids.contains(&event.id)).cloned().collect();
        answer(Some(reply), imports::write_export(&chosen));
    }

    /// Says what a file holds, and keeps it until it is taken or another one is looked at.
    pub(super) fn review_import(&mut self, file: String, text: Result<String, ImportProblem>, reply: Reply<ImportReview>) {
        self.to_import.clear();
        let review = match text.and_then(|text| imports::parse_export(&text).map_err(problem_of)) {
            Ok(events) => {
                let items = events.iter().map(|event| self.import_item(event)).collect();
                self.to_import = events;
                ImportReview { file, items, problem: None }
            }
            Err(problem) => ImportReview { file, items: Vec::new(), problem: Some(problem) },
        };
        answer(Some(reply), review);
    }

    fn import_item(&self, event: &CustomEvent) -> ImportItem {
        let there = self.settings.custom_events.iter().find(|there| there.id == event.id);
        let same = there.is_some_and(|there| CustomEvent { enabled: event.enabled, imported: event.imported, ..imports::without_consent(there.clone()) } == *event);
        let reach = imports::reach(event);
        ImportItem {
            event: event.clone(),
            replaces: there.is_some(),
            same,
            programs: reach.programs.into_iter().map(|(program, parameters)| ImportedProgram { program, parameters }).collect(),
            hosts: reach.hosts,
            headers: reach
                .headers
                .into_iter()
                // One that has only a secret is named; the secret is listed by its own name.
                .map(|(name, value)| if value.is_empty() { name } else { format!("{name}: {value}") })
                .collect(),
            sounds: reach.sounds,
            secrets: reach.secrets,
            disguised: reach.disguised,
        }
    }

    pub(super) fn accept_import(&mut self, ids: &[String]) {
        for event in std::mem::take(&mut self.to_import).into_iter().filter(|event| ids.contains(&event.id)) {
            match self.settings.custom_events.iter_mut().find(|there| there.id == event.id) {
                Some(there) => *there = event,
                None => self.settings.custom_events.push(event),
            }
        }
        self.custom_events_changed();
    }
}

fn problem_of(problem: imports::ExportError) -> ImportProblem {
    match problem {
        imports::ExportError::TooLarge => ImportProblem::TooLarge,
        imports::ExportError::TooNew => ImportProblem::TooNew,
        imports::ExportError::NotOurs => ImportProblem::NotOurs,
    }
}

/// Returns a name for a copy that no other has: `CRM (2)`, and of that, `CRM (3)`.
fn name_of_copy(name: &str, there: &[CustomEvent]) -> String {
    let numbered = |name: &str| -> Option<usize> { name.strip_suffix(')')?.rsplit_once(" (")?.1.parse().ok().filter(|number| *number > 1) };
    let stem = if numbered(name).is_some() { name.rsplit_once(" (").map_or(name, |(stem, _)| stem) } else { name };
    let names = (2..=there.len() + 2).map(|number| format!("{stem} ({number})"));
    names.into_iter().find(|name| !there.iter().any(|event| event.name == *name)).unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_a_name_of_its_own() {
        let named = |name: &&str| {
            serde_json::from_value(serde_json::json!({ "id": name, "name": name, "enabled": true, "trigger": { "category": "call", "state": "all" }, "actions": [] }))
                .expect("a custom event")
        };
        for (name, there, copy) in [
            ("CRM", &["CRM"][..], "CRM (2)"),
            ("CRM", &["CRM", "CRM (2)"], "CRM (3)"),
            ("CRM (2)", &["CRM", "CRM (2)"], "CRM (3)"),
            ("CRM (new)", &["CRM (new)"], "CRM (new) (2)"),
            ("CRM (1)", &["CRM (1)"], "CRM (1) (2)"),
            ("", &[""], " (2)"),
        ] {
            let there: Vec<CustomEvent> = there.iter().map(named).collect();
            assert_eq!(name_of_copy(name, &there), copy, "{name}");
        }
    }
}
