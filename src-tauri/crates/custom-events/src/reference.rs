//! The reference of variables, for people: `VARIABLES.md` beside this crate.

use crate::{CallTrigger, DeviceTrigger, Moment, State, Variable, variables};

/// Returns the reference, as Markdown.
pub fn reference() -> String {
    let mut text = String::from(
        "# Variables\n\n\
         Written in braces, as in `{Call.RemoteTel}`. A format may follow after a colon, `{Call.Start:date}`, and a text for when there is no \
         value after a bar, `{Call.RemoteName|somebody}`. A literal brace is written twice. This page is made from `src/variable.rs`.\n\n\
         | variable | what it is | example | has a value | formats |\n|---|---|---|---|---|\n",
    );
    for variable in variables() {
        let formats: Vec<String> = variable.formats().iter().map(|(format, _)| format!("`{format}`")).collect();
        let row = [format!("`{{{}}}`", variable.name), variable.meaning.to_owned(), format!("`{}`", variable.example), when_known(variable), formats.join(" ")];
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text.push_str("\n| format | of | example |\n|---|---|---|\n");
    for (name, of) in [("Call.RemoteTel", "numbers"), ("Call.Start", "times"), ("Call.Duration", "durations")] {
        for (format, example) in Variable::named(name).map(Variable::formats).unwrap_or_default() {
            text.push_str(&format!("| `{format}` | {of} | `{example}` |\n"));
        }
    }
    text.push_str("| a strftime pattern, e.g. `%d/%m %H:%M` | times | `23/11 09:30` |\n");
    text
}

/// Says in which states a variable can have a value.
fn when_known(variable: &Variable) -> String {
    let others = [CallTrigger::Dialing, CallTrigger::Held, CallTrigger::Resumed, CallTrigger::Transferred, CallTrigger::Forwarded];
    let of_calls: Vec<Moment> = [CallTrigger::All].into_iter().chain(others).flat_map(|state| State::Call(state).moments()).collect();
    if State::Device(DeviceTrigger::All).moments().into_iter().all(|moment| variable.is_known_at(moment)) {
        "always".to_owned()
    } else if of_calls.iter().all(|moment| variable.is_known_at(*moment)) {
        "of calls".to_owned()
    } else {
        of_calls.into_iter().filter(|moment| variable.is_known_at(*moment)).map(Moment::name).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// It is written anew with `UPDATE_DOCS=1 cargo test -p custom-events reference`.
    #[test]
    fn the_page_is_up_to_date() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/VARIABLES.md");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(page, reference()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(page).unwrap_or_default().replace("\r\n", "\n"), reference(), "UPDATE_DOCS=1 writes it anew");
    }
}
