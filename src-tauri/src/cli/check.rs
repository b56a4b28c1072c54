//! `bellhop check`: what is wrong with a settings file.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, Result, anyhow};
use custom_events::CustomEvent;
use engine::Settings;
use serde::Deserialize;

use crate::{
    host::{Machine, settings_file::SettingsFile},
    places::Places,
    text::Text,
};

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The file; the settings in use if not given
    file: Option<PathBuf>,
}

/// Prints every problem of a settings file. The exit code is 1 if one of them is an error.
///
/// # Errors
/// Fails if the file can't be read or is no settings file.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let file = match &arguments.file {
        Some(file) => file.clone(),
        None => Places::find(None)?.settings(),
    };
    let stored = fs::read_to_string(&file).with_context(|| format!("Failed to read {}", file.display()))?;
    let settings = Settings::parse(&stored).map_err(|error| anyhow!("Failed to understand {}: {error}", file.display()))?;
    let text = Text::speaking(settings.language.as_deref());
    let machine = Machine::new(None, SettingsFile::new(file));
    let mut errors = settings.unreadable.len();
    for (stored, name) in settings.unreadable.iter().zip(settings.unreadable_names()) {
        let reason = CustomEvent::deserialize(stored).err().map(|error| error.to_string()).unwrap_or_default();
        super::complain(&text.with("cli-check-not-read", &[("event", &name), ("detail", &reason)]));
    }
    for event in &settings.custom_events {
        for problem in event.check(&machine).into_iter().chain(event.missing_secrets(&settings.secrets)) {
            errors += usize::from(problem.is_error());
            let sentence = if problem.is_error() { "cli-check-problem" } else { "cli-check-hint" };
            super::complain(&text.with(sentence, &[("event", &event.name), ("field", &problem.field), ("problem", &text.field_problem(&problem))]));
        }
    }
    if errors == 0 {
        let good = text.with("cli-check-good", &[("count", &settings.custom_events.len().to_string())]);
        // Whoever asked may no longer read.
        let _ = writeln!(io::stdout(), "{good}");
    }
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
