//! What the page about Bellhop may ask: where things are kept, and to open what it names.

use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tauri::State;
use url::Url;

use super::Answer;
use crate::{host::address, places::Places};

/// Where the files of this installation are.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptIn {
    /// The settings.
    settings: String,
    /// The record of what happened, and of what is still to be sent.
    activity: String,
    /// Whether there are pages about Bellhop: it has been published somewhere.
    published: bool,
}

/// Where Bellhop is published, as Cargo.toml says it in `repository`; nowhere yet, if it does not.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// What can be opened from the page. The addresses are ours, never the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Leaf {
    /// The source code.
    Source,
    /// What is written for users.
    Documentation,
    /// Where mistakes are reported.
    Issues,
    /// The folder of the settings.
    Settings,
    /// The folder of the record.
    Activity,
}

/// Answers where things are kept.
#[tauri::command]
pub async fn kept_in(places: State<'_, Places>) -> Answer<KeptIn> {
    Ok(KeptIn { settings: places.settings().display().to_string(), activity: places.journal().display().to_string(), published: !REPOSITORY.is_empty() })
}

/// Opens a page about Bellhop, or one of its folders.
#[tauri::command]
pub async fn open_leaf(places: State<'_, Places>, leaf: Leaf) -> Answer<()> {
    let url = match leaf {
        Leaf::Settings => return Ok(open_folder_of(&places.settings()).await?),
        Leaf::Activity => return Ok(open_folder_of(&places.journal()).await?),
        page => address_of(REPOSITORY, page)?,
    };
    address::open_or_say(url).await;
    Ok(())
}

/// Opens the folder that a file is in.
async fn open_folder_of(file: &Path) -> anyhow::Result<()> {
    let folder = file.parent().context("The file is in no folder")?;
    address::open_folder(folder).await;
    Ok(())
}

/// Returns the address of one of the pages.
fn address_of(repository: &str, page: Leaf) -> anyhow::Result<Url> {
    let address = match page {
        Leaf::Issues => format!("{repository}/issues"),
        Leaf::Documentation => format!("{repository}#readme"),
        _ => repository.to_owned(),
    };
    Url::parse(&address).context("Failed to read our own address")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_about_bellhop_have_addresses_of_their_own() {
        let pages = [Leaf::Source, Leaf::Documentation, Leaf::Issues].map(|page| address_of("https://code.example/bellhop", page).unwrap());
        assert!(pages.iter().all(|page| page.scheme() == "https" && page.has_host()), "{pages:?}");
        assert!(pages[0] != pages[1] && pages[1] != pages[2], "{pages:?}");
        assert!(address_of("", Leaf::Source).is_err(), "what is published nowhere has none");
    }
}
