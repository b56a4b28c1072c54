//! What the user chose, as it is stored: one readable JSON document with a schema number.
//!
//! Reading and writing the file is the shell's; this is the data. Keys we don't know are kept.

mod account;
mod mute_in_call;
mod numbers;
mod sounds;
mod watching;

use std::path::PathBuf;

use custom_events::CustomEvent;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use telephony::text::clean;
use ts_rs::TS;
use uuid::Uuid;

pub use account::{AccountSettings, CredentialKind, Fingerprint, PinnedCertificate, WebApps};
pub use mute_in_call::{HushKind, HushedFrom, MuteInCall};
pub use numbers::{NumbersOfSystem, NumbersSettings};
pub use sounds::{LineSound, SoundOf, SoundsSettings};
pub use watching::{Colleague, MOST_WATCHED, Watching};

/// The schema this version writes.
pub const SCHEMA: u32 = 1;

/// The key of the custom events.
const CUSTOM_EVENTS: &str = "customEvents";

/// How many days what happened is kept where the user does not say.
pub const KEPT_DAYS: u32 = 30;

/// Everything that survives a restart, but for passwords and tokens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Which schema this is.
    pub schema: u32,
    /// This installation, so that two computers of one user are told apart by the server.
    pub installation: String,
    /// Whether the first steps have been shown, and are not to be shown again by themselves.
    pub welcomed: bool,
    /// Who is signed in, if that is to be remembered.
    pub account: Option<AccountSettings>,
    /// Whether custom events run at all.
    pub custom_events_on: bool,
    /// Whether calls make a sound.
    pub sounds_on: bool,
    /// The sound of a ringing call.
    pub ringing: SoundChoice,
    /// The sound of a call that waits.
    pub waiting: SoundChoice,
    /// What becomes of the speakers while a call goes on.
    pub mute_in_call: MuteInCall,
    /// Until when nothing is done about calls, if that is so.
    pub paused_until: Option<Timestamp>,
    /// Whether the program starts without opening its window.
    pub start_minimized: bool,
    /// Whether the program ends when its window is closed.
    pub quit_on_close: bool,
    /// Whether a notification says that calls are not heard.
    pub notifications: bool,
    /// How sounds are played, and which lines ring here.
    pub sounds: SoundsSettings,
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// The language to speak, such as `de`; the system's if none is chosen.
    pub language: Option<String>,
    /// Where the user dials from.
    pub numbers: NumbersSettings,
    /// Whose lines each account watches besides its own.
    pub watching: Vec<Watching>,
    /// How many days what happened is kept.
    pub kept_days: u32,
    /// The names of the secrets for web services; the secrets themselves are in the keyring.
    pub secrets: Vec<String>,
    /// The custom events, in their order.
    pub custom_events: Vec<CustomEvent>,
    /// Custom events that this version can't read, as they are stored: of a later one, or changed by hand. They are kept,
    /// behind the others.
    #[serde(skip)]
    pub unreadable: Vec<Value>,
    /// What a later version wrote and we do not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            installation: Uuid::new_v4().to_string(),
            welcomed: false,
            account: None,
            custom_events_on: true,
            sounds_on: true,
            ringing: SoundChoice::default(),
            waiting: SoundChoice::default(),
            mute_in_call: MuteInCall::default(),
            paused_until: None,
            start_minimized: false,
            quit_on_close: false,
            notifications: true,
            sounds: SoundsSettings::default(),
            theme: Theme::System,
            language: None,
            numbers: NumbersSettings::default(),
            watching: Vec::new(),
            kept_days: KEPT_DAYS,
            secrets: Vec::new(),
            custom_events: Vec::new(),
            unreadable: Vec::new(),
            unknown: Map::new(),
        }
    }
}

impl Settings {
    /// Reads stored settings. A custom event that can't be read is kept as it is, and costs none of the others.
    ///
    /// # Errors
    /// Fails if the text is not JSON, is no settings document, or was written by a later schema than this version
    /// knows: nothing of it may be lost by guessing.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let mut stored: Value = serde_json::from_str(text)?;
        let unreadable = match stored.get_mut(CUSTOM_EVENTS) {
            Some(Value::Array(events)) => events.extract_if(.., |event| CustomEvent::deserialize(&*event).is_err()).collect(),
            Some(_) | None => Vec::new(),
        };
        let settings: Self = serde_json::from_value(stored)?;
        if settings.schema > SCHEMA { Err(SettingsError::TooNew { schema: settings.schema }) } else { Ok(Self { unreadable, ..settings }) }
    }

    /// Returns what the custom events are called that can't be read, as far as that can be.
    pub fn unreadable_names(&self) -> impl Iterator<Item = String> {
        self.unreadable.iter().map(|stored| stored.get("name").and_then(Value::as_str).map_or_else(|| "?".to_owned(), clean))
    }

    /// Writes them as they are stored.
    ///
    /// # Errors
    /// Fails if they hold something that JSON can't say. Then nothing must be stored.
    pub fn to_text(&self) -> Result<String, SettingsError> {
        let watching = self.watching.iter().filter(|watching| !watching.passing).cloned().collect();
        let settings = Self { watching, ..self.clone() };
        let mut text = if settings.unreadable.is_empty() {
            serde_json::to_string_pretty(&settings)?
        } else {
            let mut stored = serde_json::to_value(&settings)?;
            if let Some(Value::Array(events)) = stored.get_mut(CUSTOM_EVENTS) {
                events.extend(settings.unreadable);
            }
            serde_json::to_string_pretty(&stored)?
        };
        text.push('\n');
        Ok(text)
    }

    /// Returns whose lines an account watches.
    pub fn watched_by(&self, account: &AccountSettings) -> Vec<Colleague> {
        self.watching.iter().find(|watching| watching.is_of(account)).map(|watching| watching.lines.clone()).unwrap_or_default()
    }

    /// Remembers whose lines an account watches: for good, or until the program ends.
    pub fn watch(&mut self, account: &AccountSettings, lines: Vec<Colleague>, for_good: bool) {
        match self.watching.iter_mut().find(|watching| watching.is_of(account)) {
            Some(watching) => (watching.lines, watching.passing) = (lines, !for_good),
            None => self.watching.push(Watching { lines, passing: !for_good, ..Watching::of(account) }),
        }
    }

    /// Returns the choice of one of the two sounds.
    pub fn sound(&self, which: Which) -> &SoundChoice {
        match which {
            Which::Ringing => &self.ringing,
            Which::Waiting => &self.waiting,
        }
    }

    /// Returns the choice of one of the two sounds, to change it.
    pub fn sound_mut(&mut self, which: Which) -> &mut SoundChoice {
        match which {
            Which::Ringing => &mut self.ringing,
            Which::Waiting => &mut self.waiting,
        }
    }
}

/// Why stored settings could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// They are no settings document.
    #[error("the settings can't be read or written: {0}")]
    Broken(#[from] serde_json::Error),
    /// A later version wrote them.
    #[error("the settings are of schema {schema}, which only a later version knows")]
    TooNew {
        /// The schema they are of.
        schema: u32,
    },
}

/// One of the two sounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SoundChoice {
    /// Whether it is heard.
    pub on: bool,
    /// The file the user chose, or the built-in sound.
    pub file: Option<PathBuf>,
    /// What a later version wrote and we do not know.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl Default for SoundChoice {
    fn default() -> Self {
        Self { on: true, file: None, unknown: Map::new() }
    }
}

/// Which of the two sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// A call rings.
    Ringing,
    /// A call rings while another one is up.
    Waiting,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_later_version_wrote_survives_a_save() {
        let stored = r#"{"schema":1,"installation":"i","volume":80,"ringing":{"on":false,"file":"/a.wav","volume":70}}"#;
        let settings = Settings::parse(stored).unwrap();
        assert_eq!((settings.ringing.on, settings.ringing.file.as_deref()), (false, Some("/a.wav".as_ref())));
        assert!(settings.sounds_on, "what is missing has its default");
        let text = settings.to_text().unwrap();
        let again: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&again["volume"], &again["ringing"]["volume"]), (&80.into(), &70.into()));
        assert_eq!(Settings::parse(&text).unwrap(), settings);
    }

    #[test]
    fn a_custom_event_of_a_later_version_costs_none_of_the_others_and_survives_a_save() {
        let event = |id: &str, kind: &str| {
            format!(r#"{{"id":"{id}","name":"{id}","enabled":true,"trigger":{{"category":"call","state":"all"}},"actions":[{{"kind":"{kind}","url":"https://a.example/"}}]}}"#)
        };
        let stored = format!(r#"{{"schema":1,"soundsOn":false,"customEvents":[{},7,{}]}}"#, event("later", "sendFax"), event("now", "openWebPage"));
        let settings = Settings::parse(&stored).unwrap();
        assert_eq!((settings.sounds_on, settings.custom_events.len(), settings.custom_events[0].id.as_str()), (false, 1, "now"));
        let again: Value = serde_json::from_str(&settings.to_text().unwrap()).unwrap();
        let names: Vec<&Value> = again["customEvents"].as_array().unwrap().iter().map(|event| event.get("name").unwrap_or(event)).collect();
        assert_eq!(names, ["now".into(), "later".into(), Value::from(7)].iter().collect::<Vec<_>>());
        assert_eq!(again["customEvents"][1]["actions"][0]["kind"], "sendFax");
        assert_eq!(Settings::parse(&settings.to_text().unwrap()).unwrap(), settings);
    }

    #[test]
    fn each_account_watches_its_own_lines() {
        let mut settings = Settings::default();
        let (anna, olga) = (AccountSettings::new("xsp.example.com", "anna@example.com"), AccountSettings::new("xsp.example.com", "olga@example.com"));
        let colleague = |user_id: &str| Colleague { user_id: user_id.into(), ..Colleague::default() };
        settings.watch(&anna, vec![colleague("tomasz@example.com")], true);
        settings.watch(&olga, vec![colleague("anna@example.com")], true);
        settings.watch(&anna, vec![colleague("karin@example.com")], true);
        let guest = AccountSettings::new("xsp.example.com", "guest@example.com");
        settings.watch(&guest, vec![colleague("karin@example.com")], false);
        assert_eq!(settings.watched_by(&guest).len(), 1);
        let again = Settings::parse(&settings.to_text().unwrap()).unwrap();
        assert_eq!((again.watched_by(&anna), again.watched_by(&olga)), (vec![colleague("karin@example.com")], vec![colleague("anna@example.com")]));
        assert_eq!(again.watched_by(&AccountSettings::new("xsp.example.com", "karin@example.com")), []);
        assert_eq!(again.watched_by(&guest), [], "who is not to be remembered leaves nothing behind");
    }

    #[test]
    fn a_later_schema_and_a_broken_file_are_told_apart() {
        assert!(matches!(Settings::parse(r#"{"schema":2}"#), Err(SettingsError::TooNew { schema: 2 })));
        for broken in ["", "{", "[]", "null", r#"{"customEvents":7}"#] {
            assert!(matches!(Settings::parse(broken), Err(SettingsError::Broken(_))), "{broken:?}");
        }
    }
}
