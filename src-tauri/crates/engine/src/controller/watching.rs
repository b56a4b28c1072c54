//! The lines of colleagues: who is watched, and whether the phone system lets us.

use std::time::Duration;

use jiff::Timestamp;
use telephony::{LineId, Update};

use super::{Controller, Done, sign_in::lines_to_hear};
use crate::{
    host::Host,
    request::Reply,
    session::{Session, Watched},
    settings::{Colleague, MOST_WATCHED, NumbersSettings},
    view::{Found, Permission, Problem},
};

/// How long after one line's name that of the next is asked for.
const BETWEEN_LOOK_UPS: Duration = Duration::from_secs(1);

impl<H: Host> Controller<H> {
    /// Watches these lines besides those that are watched already.
    pub(super) fn watch_lines(&mut self, lines: Vec<Colleague>) {
        let Session::In(signed_in) = &mut self.session else { return };
        for colleague in lines {
            let line = colleague.line();
            let known = line == signed_in.line || signed_in.watched.iter().any(|watched| watched.line == line);
            if known || colleague.user_id.trim().is_empty() || signed_in.watched.len() >= MOST_WATCHED {
                continue;
            }
            signed_in.watched.push(Watched::new(colleague));
        }
        self.watched_lines_changed();
    }

    pub(super) fn stop_watching(&mut self, user_id: &str) {
        let Session::In(signed_in) = &mut self.session else { return };
        let line = LineId::new(user_id);
        signed_in.watched.retain(|watched| watched.line != line);
        // Somebody may watch it for this run only.
        if !self.extra_lines.contains(&line) {
            self.lines.forget(&line);
            self.on_screen.retain(|(of, _), _| *of != line);
        }
        self.watched_lines_changed();
    }

    fn watched_lines_changed(&mut self) {
        self.introduce_watched_lines();
        let Session::In(signed_in) = &self.session else { return };
        signed_in.client.watch(lines_to_hear(&signed_in.line, &signed_in.watched, &self.extra_lines));
        let credentials = &signed_in.credentials;
        // What is only tried leaves nothing behind.
        if credentials.demo.is_none() {
            let lines = signed_in.watched.iter().map(|watched| watched.colleague.clone()).collect();
            let (account, remember) = (credentials.account.clone(), credentials.remember);
            self.settings.watch(&account, lines, remember);
            self.save_settings();
        }
    }

    /// Says whose the watched lines are.
    pub(super) fn introduce_watched_lines(&mut self) {
        let Session::In(signed_in) = &self.session else { return };
        for watched in &signed_in.watched {
            let owner = watched.colleague.owner();
            if self.lines.get(&watched.line).is_none_or(|line| line.owner != owner) {
                self.lines.apply(Update::Owner { line: watched.line.clone(), owner }, Timestamp::now());
            }
        }
    }

    /// Asks whose the lines are that are watched for this run only. Where nobody says, they go by their ids.
    pub(super) fn ask_who_the_others_are(&mut self, account: xsi::Account) {
        for (line, before) in self.extra_lines.iter().cloned().zip(0..) {
            let account = account.clone();
            self.tasks.spawn(async move {
                // The lines are being asked for at the same time, and servers count requests.
                tokio::time::sleep(BETWEEN_LOOK_UPS * before).await;
                // A directory that is closed is no reason not to listen.
                let found = xsi::find_colleagues(&account, line.as_str()).await.unwrap_or_default();
                Done::Introduced(found.colleagues.into_iter().map(Colleague::from).find(|colleague| colleague.line() == line))
            });
        }
    }

    pub(super) fn introduced(&mut self, colleague: Option<&Colleague>) {
        if let Some(colleague) = colleague.filter(|colleague| self.is_heard(&colleague.line())) {
            self.lines.apply(Update::Owner { line: colleague.line(), owner: colleague.owner() }, Timestamp::now());
        }
    }

    /// The phone system lets us hear a line, or does not.
    pub(super) fn note_permission(&mut self, line: &LineId, permission: Permission) {
        let Session::In(signed_in) = &mut self.session else { return };
        if let Some(watched) = signed_in.watched.iter_mut().find(|watched| watched.line == *line) {
            watched.permission = permission;
        }
    }

    /// Returns whether a line is one of those that are heard: news of one that is watched no longer may still be on its way.
    pub(super) fn is_heard(&self, line: &LineId) -> bool {
        match &self.session {
            Session::In(signed_in) => *line == signed_in.line || signed_in.watched.iter().any(|watched| watched.line == *line) || self.extra_lines.contains(line),
            Session::Out { .. } | Session::SigningIn { .. } | Session::Waiting(_) => false,
        }
    }

    pub(super) fn busy_lamp_list(&mut self, reply: Reply<Found>) {
        self.ask_about_colleagues(reply, |account| async move { xsi::busy_lamp_list(&account).await });
    }

    pub(super) fn find_colleagues(&mut self, typed: String, reply: Reply<Found>) {
        self.ask_about_colleagues(reply, |account| async move { xsi::find_colleagues(&account, &typed).await });
    }

    fn ask_about_colleagues<Asking>(&mut self, reply: Reply<Found>, ask: impl FnOnce(xsi::Account) -> Asking + Send + 'static)
    where
        Asking: Future<Output = Result<xsi::Found, xsi::Problem>> + Send,
    {
        let Session::In(signed_in) = &self.session else {
            let _ = reply.send(Found::default());
            return;
        };
        let account = signed_in.credentials.to_account(&self.settings.installation);
        let own = signed_in.line.clone();
        self.tasks.spawn(async move {
            let found = match account {
                Ok(account) => ask(account).await,
                Err(problem) => Err(problem),
            };
            // Whoever asked may have gone.
            let _ = reply.send(match found {
                Ok(found) => {
                    Found { colleagues: found.colleagues.into_iter().map(Colleague::from).filter(|colleague| colleague.line() != own).collect(), more: found.more, problem: None }
                }
                Err(problem) => Found { problem: Some(Problem::from(&problem)), ..Found::default() },
            });
            Done::Nothing
        });
    }

    /// The user dials from elsewhere than the phone system says.
    pub(super) fn set_numbers(&mut self, numbers: NumbersSettings) {
        self.settings.numbers = numbers.tidy();
        self.save_settings();
        self.settle_home();
    }

    /// Takes what the phone system and the user say about numbers for where the user dials from.
    pub(super) fn settle_home(&mut self) {
        self.home = self.settings.numbers.home(&self.numbers_of_system);
        self.prepare_custom_events();
    }
}
