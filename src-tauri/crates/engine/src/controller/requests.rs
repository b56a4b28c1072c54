//! What is asked of the engine, and what its tasks bring back.

use std::time::Duration;

use jiff::Timestamp;

use super::{Controller, Done};
use crate::{
    host::{FailureCode, Host},
    report::code_word,
    request::{Reply, Request},
    session::Session,
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
            Request::SetSound { of, file, reply } => self.choose_sound(of, file, reply),
            Request::PlaySound(of) => self.try_sound(of),
            Request::StopSound => self.stop_trying(),
            Request::SetMuteInCall { how, percent, from, device } => self.set_mute_in_call(how, percent, from, device),
            Request::UnmuteNow => self.quieting.let_be(),
            Request::Pause => self.pause(),
            Request::Resume => self.resume(),
            Request::SetStartAtSignIn { on, reply } => self.set_start_at_sign_in(on, reply),
            Request::LookAround => self.look_at_start(),
            Request::Outputs { reply } => self.outputs(reply),
            Request::SetLineRings { user_id, on } => self.set_line_rings(&user_id, on),
            Request::SetVolume(percent) => self.set_volume(percent),
            Request::SetSoundDevice(device) => self.set_sound_device(device),
            Request::Silence => self.silence(),
            Request::CheckCustomEvent { draft, reply } => self.check(draft, false, reply),
            Request::SaveCustomEvent { draft, reply } => self.check(draft, true, reply),
            Request::RemoveCustomEvent(id) => self.remove(&id),
            Request::RestoreCustomEvent => self.restore(),
            Request::SetCustomEventEnabled { id, on } => self.set_enabled(&id, on),
            Request::DuplicateCustomEvent(id) => self.duplicate(&id),
            Request::MoveCustomEvent { id, by } => self.move_by(&id, by),
            Request::Preview { draft, sample, reply } => self.preview(draft, sample, reply),
            Request::TryAction { draft, index, sample, reply, at_last } => self.try_action(&draft, index, sample, reply, at_last),
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
            Request::DeleteAllOwed => self.delete_all_owed(),
            Request::ClearActivity { reply } => self.clear_activity(reply),
            Request::SetKeptDays(days) => self.set_kept_days(days),
            Request::SetSecret { name, secret, reply } => self.set_secret(name, secret, reply),
            Request::ForgetSecret(name) => self.forget_secret(&name),
            Request::SoundDevices { reply } => self.sound_devices(reply),
            Request::Quit { reply } => self.quit = Some(reply),
        }
    }

    pub(super) fn finish(&mut self, done: Done) {
        match done {
            Done::NumbersRead => self.numbers_are_read = true,
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
            Done::Untraced { record, trace } => self.untraced(record, trace),
            Done::Arrived { key, said } => self.arrived(key, said),
            Done::WrittenLate(written) => self.written_late(written),
            Done::Played { number, result } => self.played(number, result),
            Done::SoundChecked { file, problem, choice } => self.sound_checked(file, problem, choice),
            Done::SoundDevices { devices, reply } => self.found_devices(devices, reply),
            Done::Checked { draft, problems, save, reply } => self.checked(*draft, problems, save, reply),
            Done::Introduced(colleague) => self.introduced(colleague.as_ref()),
            Done::LastRuns(runs) => {
                for (id, run) in runs {
                    self.last_runs.entry(id).or_insert((0, run));
                }
            }
            Done::LastCall(call) => self.recalled_last_call(call),
            Done::SecretKept { name, result, reply } => self.secret_kept(name, result, reply),
            Done::Saved(Ok(())) => self.notices.retain(|notice| notice.code != NoticeCode::SettingsNotSaved),
            Done::Saved(Err(reason)) => self.notice(NoticeCode::SettingsNotSaved, reason),
            Done::Starts(starts) => self.starts_at_sign_in = starts,
            Done::Nothing => {}
        }
    }

    fn set_switch(&mut self, switch: Switch, on: bool) {
        match switch {
            Switch::CustomEvents => self.settings.custom_events_on = on,
            Switch::Sounds => self.settings.sounds_on = on,
            Switch::Ringing => self.settings.ringing.on = on,
            Switch::Waiting => self.settings.waiting.on = on,
            Switch::MuteInCall => self.settings.mute_in_call.on = on,
            Switch::Repeat => self.settings.sounds.repeat = on,
            Switch::OwnLine => self.settings.sounds.own_line = on,
            Switch::StartMinimized => self.settings.start_minimized = on,
            Switch::QuitOnClose => self.settings.quit_on_close = on,
            Switch::Notifications => self.settings.notifications = on,
            Switch::Welcomed => self.settings.welcomed = on,
        }
        self.save_settings();
        self.settle_sounds();
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
            match journal.last_runs(code_word(&FailureCode::HeldBack)).await {
                Ok(runs) => Done::LastRuns(
                    runs.into_iter()
                        .filter_map(|(id, run)| Some((id, LastRun { at: run.at.as_millisecond(), failure: serde_json::from_value(run.outcome).ok()?, tried_again: false })))
                        .collect(),
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
