//! What the pages may ask about what happened.

use custom_events::csv;
use engine::{
    Handle, Request,
    view::{ActivityEntry, ActivityPage, ActivityQuery, Tried},
};
use jiff::{Timestamp, tz::TimeZone};
use tauri::{AppHandle, State};

use super::{Answer, store_as};

/// Answers with a page of what happened.
#[tauri::command]
pub async fn activity(engine: State<'_, Handle>, query: ActivityQuery) -> Answer<ActivityPage> {
    Ok(engine.ask(|reply| Request::Activity { query, reply }).await?)
}

/// Answers with one thing that happened, and everything about it.
#[tauri::command]
pub async fn activity_entry(engine: State<'_, Handle>, id: i64) -> Answer<Option<ActivityEntry>> {
    Ok(engine.ask(|reply| Request::ActivityEntry { id, reply }).await?)
}

/// Does again exactly what was done.
#[tauri::command]
pub async fn run_again(engine: State<'_, Handle>, run: i64) -> Answer<Tried> {
    Ok(engine.ask(|reply| Request::RunAgain { run, reply }).await?)
}

/// Has what is owed to a web service tried at once.
#[tauri::command]
pub async fn retry_owed(engine: State<'_, Handle>, id: i64) -> Answer<()> {
    Ok(engine.tell(Request::RetryOwed(id)).await?)
}

/// Gives up what is owed to a web service.
#[tauri::command]
pub async fn delete_owed(engine: State<'_, Handle>, id: i64) -> Answer<()> {
    Ok(engine.tell(Request::DeleteOwed(id)).await?)
}

/// Gives up all that is owed to web services.
#[tauri::command]
pub async fn delete_all_owed(engine: State<'_, Handle>) -> Answer<()> {
    Ok(engine.tell(Request::DeleteAllOwed).await?)
}

/// Forgets everything that happened, for good.
#[tauri::command]
pub async fn clear_activity(engine: State<'_, Handle>) -> Answer<()> {
    Ok(engine.ask(|reply| Request::ClearActivity { reply }).await?)
}

/// Keeps what happens for so many days from now on.
#[tauri::command]
pub async fn set_kept_days(engine: State<'_, Handle>, days: u32) -> Answer<()> {
    Ok(engine.tell(Request::SetKeptDays(days)).await?)
}

/// Lets the user store what happened in a file, as `csv` or `json`; answers whether they did.
#[tauri::command]
pub async fn export_activity(app: AppHandle, engine: State<'_, Handle>, format: String) -> Answer<bool> {
    let all = engine.ask(|reply| Request::AllActivity { reply }).await?;
    match format.as_str() {
        "csv" => store_as(&app, "activity.csv", ("CSV", "csv"), table(&all)).await,
        _ => store_as(&app, "activity.json", ("JSON", "json"), serde_json::to_string_pretty(&all)?).await,
    }
}

/// What happened as a table: one line for each thing that happened, newest first.
fn table(entries: &[ActivityEntry]) -> String {
    // By its first three bytes a spreadsheet knows in which way letters beyond ASCII are written.
    let mut text = String::from("\u{feff}");
    text += &csv::row(&["Time", "State", "Line", "Direction", "Name", "Number", "Outcome", "Late", "Custom events", "Done", "Failed", "Waiting"]);
    for ActivityEntry { line, .. } in entries {
        let at = Timestamp::from_millisecond(line.at).map(|at| at.to_zoned(TimeZone::system()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()).unwrap_or_default();
        let counts = [line.done, line.failed, line.waiting].map(|count| count.to_string());
        let late = if line.late { "late" } else { "" };
        let triggered = line.triggered.join(", ");
        text.push_str(&csv::row(&[&at, &line.state, &line.line, &line.direction, &line.name, &line.number, &line.outcome, late, &triggered, &counts[0], &counts[1], &counts[2]]));
    }
    text
}
