//! What is asked of the engine, and what its tasks bring back.

use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::{Controller, Done};
use crate::{
    host::{Failure, FailureCode, Host, SoundProblem},
    request::{Reply, Request},
    ring,
    session::Session,
    settings::Which,
    view::{LastRun, NoticeCode, Switch},
};

impl<H: Host> Controller<H> {
    pub(super) fn ask(&mut self, request: Request) {
        match request {
            Request::SignIn { sign_in, reply } => self.sign_in(*sign_in, reply),
            Request::SignInAgain { reply } => self.recall(reply),
            Request::SignOut { reply } => self.sign_out(reply),
            Request::RetryNow => self.retry_now(),
            Request::TrustCertificate { sha256 } => self.trust(&sha256),
            Request::StopTrusting(pin) => self.stop_trusting(&pin),
            Request::UseServer { server } => self.use_server(server),
            Request::Woke => self.woke(),
            Request::NetworkChanged => self.network_changed(),
            Request::SetSwitch { switch, on } => self.set_switch(switch, on),
            Request::SetNumbers(numbers) => self.set_numbers(numbers),
            Request::BusyLampList { reply } => self.busy_lamp_list(reply),
            Request::FindColleagues { typed, reply } => self.find_colleagues(typed, reply),
            Request::WatchLines(lines) => self.watch_lines(lines),
            Request::StopWatching { user_id } => self.stop_watching(&user_id),
            Request::SetTheme(theme) => {
                self.settings.theme = theme;
                self.save_settings();
            }
            Request::SetLanguage(language) => {
                self.settings.language = language;
                self.save_settings();
            }
            Request::SetSound { which, file, reply } => self.check_sound(which, file, Some(reply)),
            Request::PlaySound(which) => self.try_sound(which),
            Request::StopSound => self.stop_trying(),
            Request::CheckCustomEvent { draft, reply } => self.check(draft, false, reply),
            Request::SaveCustomEvent { draft, reply } => self.check(draft, true, reply),
            Request::RemoveCustomEvent(id) => self.remove(&id),
            Request::RestoreCustomEvent => self.restore(),
            Request::SetCustomEventEnabled { id, on } => self.set_enabled(&id, on),
            Request::DuplicateCustomEvent(id) => self.duplicate(&id),
            Request::MoveCustomEvent { id, by } => self.move_by(&id, by),
            Request::Preview { draft, sample, reply } => self.preview(draft, sample, reply),
            Request::TryAction { draft, index, sample, reply } => self.try_action(&draft, index, sample, reply),
            Request::SampleCalls { reply } => self.sample_calls(reply),
            Request::Simulate { call, reply } => self.simulate(*call, reply),
            Request::ExportCustomEvents { ids, reply } => self.export(&ids, reply),
            Request::ReviewImport { file, text, reply } => self.review_import(file, text, reply),
            Request::AcceptImport(ids) => self.accept_import(&ids),
            Request::Activity { query, reply } => self.activity(query, reply),
            Request::ActivityEntry { id, reply } => self.activity_entry(id, reply),
            Request::AllActivity { reply } => self.all_activity(reply),
            Request::RunAgain { run, reply } => self.run_again(run, reply),
            Request::RetryOwed(id) => self.retry_owed(id),
            Request::DeleteOwed(id) => self.delete_owed(id),
            Request::ClearActivity { reply } => self.clear_activity(reply),
            Request::SetKeptDays(days) => self.set_kept_days(days),
            Request::SetSecret { name, secret, reply } => self.set_secret(name, secret, reply),
            Request::ForgetSecret(name) => self.forget_secret(&name),
            Request::SoundDevices { reply } => {
                let host = self.host.clone();
                self.tasks.spawn(async move {
                    answer(Some(reply), host.sound_devices().await);
                    Done::Nothing
                });
            }
            Request::Quit { reply } => self.quit = Some(reply),
        }
    }

    pub(super) fn finish(&mut self, done: Done) {
        match done {
            Done::SignIn(attempt) => self.signed_in(*attempt),
            Done::Recalled { number, reply, account, password } => {
                let found = self.recalled(number, account, password);
                answer(Some(reply), found);
            }
            Done::Keyring(code, reason) => {
                tracing::warn!(reason, "the keyring did not do what it should");
                if let (NoticeCode::PasswordNotKept, Session::In(signed_in)) = (code, &mut self.session) {
                    signed_in.credentials.remember = false;
                }
                self.notice(code, String::new());
            }
            Done::Kept(kept) => self.kept(kept),
            Done::Written => self.activity += 1,
            Done::Played { trial, result } => self.played(trial, result),
            Done::SoundChecked { which, file, problem, reply } => self.sound_checked(which, file, problem, reply),
            Done::Checked { draft, problems, save, reply } => self.checked(*draft, problems, save, reply),
            Done::Introduced(colleague) => self.introduced(colleague.as_ref()),
            Done::LastRuns(runs) => {
                for (id, run) in runs {
                    self.last_runs.entry(id).or_insert((0, run));
                }
            }
            Done::SecretKept { name, result, reply } => self.secret_kept(name, result, reply),
            Done::Saved(Ok(())) => self.notices.retain(|notice| notice.code != NoticeCode::SettingsNotSaved),
            Done::Saved(Err(reason)) => self.notice(NoticeCode::SettingsNotSaved, reason),
            Done::Nothing => {}
        }
    }

    // Switches and sounds

    fn set_switch(&mut self, switch: Switch, on: bool) {
        match switch {
            Switch::CustomEvents => self.settings.custom_events_on = on,
            Switch::Sounds => self.settings.sounds_on = on,
            Switch::Ringing => self.settings.ringing.on = on,
            Switch::Waiting => self.settings.waiting.on = on,
        }
        self.save_settings();
        self.settle_sounds();
    }

    pub(super) fn check_sound(&mut self, which: Which, file: Option<PathBuf>, reply: Option<Reply<Option<SoundProblem>>>) {
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let problem = match file.clone() {
                Some(file) => host.check_sound(file).await,
                None => None,
            };
            Done::SoundChecked { which, file, problem, reply }
        });
    }

    fn sound_checked(&mut self, which: Which, file: Option<PathBuf>, problem: Option<SoundProblem>, reply: Option<Reply<Option<SoundProblem>>>) {
        let chosen = reply.is_some();
        answer(reply, problem);
        if chosen && problem.is_none() {
            self.settings.sound_mut(which).file = file;
            self.sound_problems.remove(&which);
            self.save_settings();
            self.settle_sounds();
        } else if !chosen && self.settings.sound(which).file == file {
            match problem {
                Some(problem) => self.sound_problems.insert(which, problem),
                None => self.sound_problems.remove(&which),
            };
        }
    }

    fn try_sound(&mut self, which: Which) {
        self.stop_trying();
        self.tries += 1;
        let (number, stop) = (self.tries, CancellationToken::new());
        self.trying = Some((number, which, stop.clone()));
        let sound = ring::sound(which, self.settings.sound(which).file.clone(), false);
        let host = self.host.clone();
        self.tasks.spawn(async move { Done::Played { trial: Some(number), result: host.play(sound, stop).await } });
    }

    /// A sound has ended. What kept it from being heard is said until one is heard again.
    fn played(&mut self, trial: Option<u64>, result: Result<(), Failure>) {
        if trial.is_some() && self.trying.as_ref().map(|(number, ..)| *number) == trial {
            self.trying = None;
        }
        self.notices.retain(|notice| !matches!(notice.code, NoticeCode::NoSoundDevice | NoticeCode::SoundNotPlayed));
        match result {
            Ok(()) => {}
            Err(Failure { code: FailureCode::NoSoundDevice, .. }) => self.notice(NoticeCode::NoSoundDevice, String::new()),
            Err(failure) => self.notice(NoticeCode::SoundNotPlayed, failure.detail),
        }
    }

    fn stop_trying(&mut self) {
        if let Some((.., stop)) = self.trying.take() {
            stop.cancel();
        }
    }

    /// Finds out how each custom event went last time, and forgets what is too long ago.
    pub(super) fn look_at_the_past(&mut self) {
        let journal = self.journal.clone();
        let kept = Duration::from_secs(u64::from(self.settings.kept_days) * 24 * 60 * 60);
        self.tasks.spawn(async move {
            let long_ago = Timestamp::now().checked_sub(kept).unwrap_or(Timestamp::UNIX_EPOCH);
            if let Err(error) = journal.forget_before(long_ago).await {
                tracing::error!(%error, "what happened long ago can't be forgotten");
            }
            match journal.last_runs().await {
                Ok(runs) => Done::LastRuns(
                    runs.into_iter().filter_map(|(id, run)| Some((id, LastRun { at: run.at.as_millisecond(), failure: serde_json::from_value(run.outcome).ok()? }))).collect(),
                ),
                Err(error) => {
                    tracing::error!(%error, "what happened before can't be read");
                    Done::Nothing
                }
            }
        });
    }
}

pub(super) fn answer<T>(reply: Option<Reply<T>>, with: T) {
    if let Some(reply) = reply {
        // Whoever asked may have gone.
        let _ = reply.send(with);
    }
}
