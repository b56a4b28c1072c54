//! What the pages may ask about custom events.

use custom_events::{Action, CustomEvent, FieldProblem, imports::LARGEST};
use engine::{
    Handle, Request,
    view::{ImportProblem, ImportReview, Preview, SampleCall, Samples, SimulatedCall, Simulation, StartingPoint, Tried},
};
use tauri::{AppHandle, State, ipc::Channel};
use tokio::sync::oneshot;

use super::{Answer, ask_for_file, store_as};

/// Says what is wrong with a custom event, field by field.
#[tauri::command]
pub async fn check_custom_event(engine: State<'_, Handle>, draft: CustomEvent) -> Answer<Vec<FieldProblem>> {
    let draft = Box::new(draft);
    Ok(engine.ask(|reply| Request::CheckCustomEvent { draft, reply }).await?)
}

/// Stores a custom event, new or changed, unless one of the problems it answers with is an error.
#[tauri::command]
pub async fn save_custom_event(engine: State<'_, Handle>, draft: CustomEvent) -> Answer<Vec<FieldProblem>> {
    let draft = Box::new(draft);
    Ok(engine.ask(|reply| Request::SaveCustomEvent { draft, reply }).await?)
}

/// Removes a custom event.
#[tauri::command]
pub async fn remove_custom_event(engine: State<'_, Handle>, id: String) -> Answer<()> {
    Ok(engine.tell(Request::RemoveCustomEvent(id)).await?)
}

/// Brings back the custom event that was removed last.
#[tauri::command]
pub async fn restore_custom_event(engine: State<'_, Handle>) -> Answer<()> {
    Ok(engine.tell(Request::RestoreCustomEvent).await?)
}

/// Switches a custom event on or off.
#[tauri::command]
pub async fn set_custom_event_enabled(engine: State<'_, Handle>, id: String, on: bool) -> Answer<()> {
    Ok(engine.tell(Request::SetCustomEventEnabled { id, on }).await?)
}

/// Puts a copy of a custom event under it, switched off.
#[tauri::command]
pub async fn duplicate_custom_event(engine: State<'_, Handle>, id: String) -> Answer<()> {
    Ok(engine.tell(Request::DuplicateCustomEvent(id)).await?)
}

/// Moves a custom event up or down the list.
#[tauri::command]
pub async fn move_custom_event(engine: State<'_, Handle>, id: String, by: i32) -> Answer<()> {
    Ok(engine.tell(Request::MoveCustomEvent { id, by }).await?)
}

/// Says what a draft would do with a call.
#[tauri::command]
pub async fn preview_custom_event(engine: State<'_, Handle>, draft: CustomEvent, sample: SampleCall) -> Answer<Preview> {
    let draft = Box::new(draft);
    Ok(engine.ask(|reply| Request::Preview { draft, sample, reply }).await?)
}

/// Does one of a draft's actions for real. How a program ends that was left to itself is told when it does.
#[tauri::command]
pub async fn try_action(engine: State<'_, Handle>, draft: CustomEvent, index: usize, sample: SampleCall, ended: Channel<Tried>) -> Answer<Tried> {
    let draft = Box::new(draft);
    let (at_last, end) = oneshot::channel();
    let tried = engine.ask(|reply| Request::TryAction { draft, index, sample, reply, at_last }).await?;
    if tried.goes_on {
        tauri::async_runtime::spawn(async move {
            if let Ok(tried) = end.await {
                // A window that is gone shows nothing any more.
                let _ = ended.send(tried);
            }
        });
    }
    Ok(tried)
}

/// Answers with calls to try on.
#[tauri::command]
pub async fn sample_calls(engine: State<'_, Handle>) -> Answer<Samples> {
    Ok(engine.ask(|reply| Request::SampleCalls { reply }).await?)
}

/// Has a call happen that does not happen.
#[tauri::command]
pub async fn simulate_call(engine: State<'_, Handle>, call: SimulatedCall) -> Answer<Simulation> {
    let call = Box::new(call);
    Ok(engine.ask(|reply| Request::Simulate { call, reply }).await?)
}

/// Lists custom events to start from.
#[tauri::command]
pub fn starting_points() -> Vec<StartingPoint> {
    let known = custom_events::starting_points::starting_points();
    known.into_iter().map(|(key, drafts)| StartingPoint { key: key.to_owned(), drafts: drafts.into_iter().map(on_this_machine).collect() }).collect()
}

/// Fills in what only this machine knows: which program writes tables, and where the user's documents are.
fn on_this_machine(mut draft: CustomEvent) -> CustomEvent {
    for action in &mut draft.actions {
        if let Action::RunProgram(program) = action
            && program.program.is_empty()
            && let Some(values) = program.parameters.as_str().strip_prefix("append-csv \"\" ")
        {
            let table = dirs::document_dir().or_else(dirs::home_dir).unwrap_or_default().join("calls.csv");
            // Braces in a path are no variables.
            let table = table.display().to_string().replace('{', "{{").replace('}', "}}");
            program.parameters = format!("append-csv \"{table}\" {values}").into();
            program.program = std::env::current_exe().map(|path| path.display().to_string()).unwrap_or_default();
        }
    }
    draft
}

/// Lets the user store custom events in a file; answers whether they did.
#[tauri::command]
pub async fn export_custom_events(app: AppHandle, engine: State<'_, Handle>, ids: Vec<String>) -> Answer<bool> {
    let text = engine.ask(|reply| Request::ExportCustomEvents { ids, reply }).await?;
    store_as(&app, "custom-events.json", ("JSON", "json"), text).await
}

/// Lets the user choose a file of custom events, and answers with what is in it.
#[tauri::command]
pub async fn import_custom_events(app: AppHandle, engine: State<'_, Handle>) -> Answer<Option<ImportReview>> {
    let Some(path) = ask_for_file(&app, Some(("JSON", &["json"]))).await else { return Ok(None) };
    let file = std::path::Path::new(&path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let text = tokio::task::spawn_blocking(move || read(path.as_ref())).await?;
    Ok(Some(engine.ask(|reply| Request::ReviewImport { file, text, reply }).await?))
}

/// Takes custom events of the file that was looked at last. They are switched off.
#[tauri::command]
pub async fn accept_import(engine: State<'_, Handle>, ids: Vec<String>) -> Answer<()> {
    Ok(engine.tell(Request::AcceptImport(ids)).await?)
}

/// Reads a file that may be anything, but no more of it than there may be.
fn read(path: &std::path::Path) -> Result<String, ImportProblem> {
    use std::io::Read;
    let file = std::fs::File::open(path).map_err(|_| ImportProblem::Unreadable)?;
    let mut text = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut text).map_err(|_| ImportProblem::Unreadable)?;
    if text.len() > LARGEST {
        return Err(ImportProblem::TooLarge);
    }
    String::from_utf8(text).map_err(|_| ImportProblem::NotOurs)
}
