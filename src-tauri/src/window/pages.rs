//! What the shell and the page in the window have to tell each other: which page is wanted, and whether the window may go.
//!
//! A page is asked before it goes, for it may hold something that is not saved. It answers at once or is not there any
//! more. The one that was shown is remembered for the next window.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tauri::ipc::Channel;
use tokio::{sync::oneshot, time::timeout};

/// How long a page may take to answer. One that does not is none that could hold anything.
const PATIENCE: Duration = Duration::from_secs(1);

/// The pages, as the window calls them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Page {
    /// How the line is.
    Status,
    /// What is heard.
    Sounds,
    /// The custom events.
    CustomEvents,
    /// What happened.
    Activity,
    /// Who is signed in.
    Account,
    /// How the program starts and looks.
    General,
    /// What it is.
    About,
    /// A call that does not happen.
    Simulate,
}

/// What a page is told: to show another one, or `None`, that the window is to be closed.
pub type Told = Option<Page>;

/// The page in the window, while there is one, and what is wanted of the next.
#[derive(Default)]
pub struct Pages(Mutex<State>);

#[derive(Default)]
struct State {
    /// The way to the page that is there.
    way: Option<Channel<Told>>,
    /// Where the page that comes is to go.
    wanted: Option<Page>,
    /// Whoever waits for whether the window may go.
    asking: Option<oneshot::Sender<Option<Page>>>,
}

impl Pages {
    /// Has a page shown: now, or when the window is there.
    pub fn go(&self, page: Page) {
        let mut state = self.state();
        // A page that is gone has no successor that listens yet.
        if state.way.as_ref().is_none_or(|way| way.send(Some(page)).is_err()) {
            state.wanted = Some(page);
        }
    }

    /// There is a page that listens. It goes to the one that is wanted if `may_go`: while nobody is signed in, most are not there.
    pub fn listens(&self, way: Channel<Told>, may_go: bool) {
        let mut state = self.state();
        if let Some(page) = state.wanted.take().filter(|_| may_go)
            && way.send(Some(page)).is_err()
        {
            return;
        }
        state.way = Some(way);
    }

    /// Asks the page whether the window may go.
    pub async fn may_close(&self) -> bool {
        let (answer, answered) = oneshot::channel();
        {
            let mut state = self.state();
            if state.way.as_ref().is_none_or(|way| way.send(None).is_err()) {
                return true;
            }
            state.asking = Some(answer);
        }
        match timeout(PATIENCE, answered).await {
            Ok(Ok(Some(shown))) => {
                // A window that is opened again shows what this one did.
                self.state().wanted = Some(shown);
                true
            }
            Ok(Ok(None)) => false,
            Ok(Err(_)) | Err(_) => true,
        }
    }

    /// The page has answered: it may go, and this is what it showed; or it asks the user first. Returns whether somebody
    /// waited for it: who does not any more has gone, or was asked for by the user just now.
    pub fn answer(&self, shown: Option<Page>) -> bool {
        let asking = self.state().asking.take();
        asking.is_some_and(|asking| asking.send(shown).is_ok())
    }

    /// Remembers what is to be shown next.
    pub fn remember(&self, shown: Page) {
        self.state().wanted = Some(shown);
    }

    /// The page is gone.
    pub fn gone(&self) {
        self.state().way = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// A page, and what it was told.
    fn page() -> (Channel<Told>, Arc<Mutex<Vec<String>>>) {
        let told = Arc::new(Mutex::new(Vec::new()));
        let heard = told.clone();
        let way = Channel::new(move |body| {
            if let tauri::ipc::InvokeResponseBody::Json(json) = body {
                heard.lock().unwrap().push(json);
            }
            Ok(())
        });
        (way, told)
    }

    #[test]
    fn a_page_that_is_wanted_before_there_is_a_window_is_shown_when_it_is_there() {
        let pages = Pages::default();
        pages.go(Page::CustomEvents);
        let (way, told) = page();
        pages.listens(way, true);
        pages.go(Page::General);
        assert_eq!(*told.lock().unwrap(), ["\"custom-events\"", "\"general\""]);

        pages.gone();
        pages.go(Page::Activity);
        let (way, told) = page();
        pages.listens(way, false);
        assert!(told.lock().unwrap().is_empty(), "nobody is signed in");
    }

    #[tokio::test]
    async fn a_page_is_asked_before_the_window_goes_and_one_that_hangs_is_not_waited_for() {
        let pages = Arc::new(Pages::default());
        assert!(pages.may_close().await, "there is none");
        let (way, told) = page();
        pages.listens(way, true);
        for (answer, may_close) in [(Some(Some(Page::Sounds)), true), (Some(None), false), (None, true)] {
            let asked = tokio::spawn({
                let pages = pages.clone();
                async move { pages.may_close().await }
            });
            tokio::task::yield_now().await;
            assert_eq!(told.lock().unwrap().pop().as_deref(), Some("null"));
            if let Some(answer) = answer {
                assert!(pages.answer(answer));
            }
            assert_eq!(asked.await.unwrap(), may_close, "{answer:?}");
        }
        assert!(!pages.answer(Some(Page::Status)), "nobody waits any more");

        pages.gone();
        let (way, told) = page();
        pages.listens(way, true);
        assert_eq!(*told.lock().unwrap(), ["\"sounds\""], "the next window shows what that one did");
    }
}
