//! What the shell and the page in the window have to tell each other: which page is wanted, and whether the window may go.
//!
//! A page is asked before it goes, for it may hold something that is not saved. It answers at once or is not there any
//! more. With its answer it says how the pages were left, and the next window is told so. That is in here and nowhere else,
//! for it may name whom somebody looked for; and it is told to nobody but them.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::Serialize;
use tauri::{AppHandle, ipc::Channel};
use tokio::{sync::oneshot, time::timeout};

/// How long a page may take to answer. One that does not hangs, and what the user wants is done without it.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long one may take that holds something that is not saved: a computer that is busy must not lose it.
const PATIENCE_IF_UNSAVED: Duration = Duration::from_secs(15);

/// How much may be said of how the pages were left, in bytes. Of more, nothing is kept.
const MOST_LEFT: usize = 4 * 1024;

/// The pages, as the window calls them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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

impl Page {
    /// Whether it is there for those who are not signed in, too: it is about Bellhop itself.
    fn is_nobodys(self) -> bool {
        matches!(self, Self::General | Self::About)
    }
}

/// What a page is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// To show another one, as if for the first time.
    Page(Page),
    /// How those of the window before were left, in its own words.
    Left(String),
    /// That the window is to be closed.
    Close {},
}

/// What the user wants that would take with it what is not saved.
type Wish = fn(&AppHandle);

/// The page in the window, while there is one, and what is wanted of the next.
#[derive(Default)]
pub struct Pages(Mutex<State>);

#[derive(Default)]
struct State {
    /// The way to the page that is there.
    way: Option<Channel<Told>>,
    /// Whether it holds something that is not saved.
    is_unsaved: bool,
    /// Where the page that comes is to go.
    wanted: Option<Page>,
    /// Who is signed in, if anybody is.
    user: Option<String>,
    /// How they, or whoever is to sign in, left the pages of the window that is gone.
    left: Option<String>,
    /// What of that the page knows that is coming up.
    told_first: Vec<Told>,
    /// Whoever waits for whether the window may go.
    asking: Option<oneshot::Sender<Option<String>>>,
    /// What is to be done once the user has saved or discarded what they are asked about.
    wish: Option<Wish>,
}

impl State {
    /// How the pages before were left, and which one is wanted, if that is there.
    fn news(&self) -> Vec<Told> {
        let wanted = self.wanted.filter(|page| self.user.is_some() || page.is_nobodys());
        self.left.clone().map(Told::Left).into_iter().chain(wanted.map(Told::Page)).collect()
    }
}

impl Pages {
    /// Has a page shown: now, or when the window is there.
    pub fn go(&self, page: Page) {
        let mut state = self.state();
        // A page that is gone has no successor that listens yet.
        if state.way.as_ref().is_none_or(|way| way.send(Told::Page(page)).is_err()) {
            state.wanted = Some(page);
        }
    }

    /// This is who is signed in now. How others left the pages is forgotten.
    pub fn are_of(&self, user: Option<&str>) {
        let mut state = self.state();
        if state.user.as_deref() != user {
            state.user = user.map(ToOwned::to_owned);
            state.left = None;
        }
    }

    /// What the page that comes up is to know. Until it listens it is kept for the next one, too: this one may go before that.
    pub fn tell_first(&self) -> Vec<Told> {
        let mut state = self.state();
        state.told_first = state.news();
        state.told_first.clone()
    }

    /// There is a page that listens. It is told what it does not know yet.
    pub fn listens(&self, way: Channel<Told>) {
        let mut state = self.state();
        let (news, known) = (state.news(), std::mem::take(&mut state.told_first));
        (state.left, state.wanted) = (None, None);
        for each in news.into_iter().filter(|each| !known.contains(each)) {
            if way.send(each).is_err() {
                return;
            }
        }
        state.way = Some(way);
        state.is_unsaved = false;
    }

    /// The page says whether it holds something that is not saved.
    pub fn holds(&self, unsaved: bool) {
        self.state().is_unsaved = unsaved;
    }

    /// Asks the page whether the window may go.
    pub async fn may_close(&self) -> bool {
        let (answer, answered) = oneshot::channel();
        let patience = {
            let mut state = self.state();
            if state.way.as_ref().is_none_or(|way| way.send(Told::Close {}).is_err()) {
                return true;
            }
            state.asking = Some(answer);
            // Whoever was asked before and went on editing wants something else now.
            state.wish = None;
            if state.is_unsaved { PATIENCE_IF_UNSAVED } else { PATIENCE }
        };
        match timeout(patience, answered).await {
            Ok(Ok(Some(left))) => {
                self.remember(left);
                true
            }
            Ok(Ok(None)) => false,
            Ok(Err(_)) | Err(_) => true,
        }
    }

    /// The page has answered: it may go, and this is how the pages were left; or it asks the user first. What was left comes
    /// back if nobody waits for it any more: who asked has gone, or the user was asked just now.
    pub fn answer(&self, left: Option<String>) -> Option<String> {
        match self.state().asking.take() {
            Some(asking) => asking.send(left).err().flatten(),
            None => left,
        }
    }

    /// The page asks the user first. This is done when they have saved or discarded what is not saved, unless they go on
    /// editing and want something else later.
    pub fn wait_with(&self, wish: Wish) {
        self.state().wish = Some(wish);
    }

    /// Takes what was to be done once nothing unsaved is left.
    pub fn take_wish(&self) -> Option<Wish> {
        self.state().wish.take()
    }

    /// Remembers how the pages were left, for the next window.
    pub fn remember(&self, left: String) {
        self.state().left = Some(left).filter(|left| left.len() <= MOST_LEFT);
    }

    /// The page is gone.
    pub fn gone(&self) {
        let mut state = self.state();
        state.way = None;
        state.told_first.clear();
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

    /// What a window that is opened now is told.
    fn next_window(pages: &Pages) -> Vec<String> {
        pages.gone();
        let (way, told) = page();
        pages.listens(way);
        told.lock().unwrap().clone()
    }

    #[test]
    fn a_page_that_is_wanted_before_there_is_a_window_is_shown_when_it_is_there() {
        let pages = Pages::default();
        pages.are_of(Some("anna@northgate.example"));
        pages.go(Page::CustomEvents);
        let (way, told) = page();
        pages.listens(way);
        pages.go(Page::General);
        assert_eq!(*told.lock().unwrap(), [r#"{"page":"custom-events"}"#, r#"{"page":"general"}"#]);

        pages.gone();
        pages.are_of(None);
        pages.go(Page::Activity);
        assert!(next_window(&pages).is_empty(), "nobody is signed in");
        pages.gone();
        pages.go(Page::General);
        assert_eq!(next_window(&pages), [r#"{"page":"general"}"#], "it is about Bellhop itself");
    }

    #[tokio::test]
    async fn a_page_is_asked_before_the_window_goes_and_one_that_hangs_is_not_waited_for() {
        let pages = Arc::new(Pages::default());
        pages.are_of(Some("anna@northgate.example"));
        assert!(pages.may_close().await, "there is none");
        let (way, told) = page();
        pages.listens(way);
        for (answer, may_close) in [(Some(Some("here")), true), (Some(None), false), (None, true)] {
            let asked = tokio::spawn({
                let pages = pages.clone();
                async move { pages.may_close().await }
            });
            tokio::task::yield_now().await;
            assert_eq!(told.lock().unwrap().pop().as_deref(), Some(r#"{"close":{}}"#));
            if let Some(answer) = answer {
                assert_eq!(pages.answer(answer.map(ToOwned::to_owned)), None);
            }
            assert_eq!(asked.await.unwrap(), may_close, "{answer:?}");
        }
        assert_eq!(pages.answer(Some("late".to_owned())).as_deref(), Some("late"), "nobody waits any more");
        assert_eq!(next_window(&pages), [r#"{"left":"here"}"#], "the next window shows what that one did");
        assert!(next_window(&pages).is_empty(), "once");
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_holds_something_is_waited_for_while_the_computer_is_busy() {
        let pages = Arc::new(Pages::default());
        for (unsaved, may_close) in [(true, false), (false, true)] {
            pages.listens(page().0);
            pages.holds(unsaved);
            let asked = tokio::spawn({
                let pages = pages.clone();
                async move { pages.may_close().await }
            });
            tokio::time::sleep(PATIENCE * 2).await;
            pages.answer(None);
            assert_eq!(asked.await.unwrap(), may_close, "{unsaved}");
        }
        pages.holds(true);
        pages.listens(page().0);
        let began = tokio::time::Instant::now();
        assert!(pages.may_close().await);
        assert_eq!(began.elapsed(), PATIENCE, "the next page holds nothing yet");
    }

    #[tokio::test]
    async fn what_the_user_wanted_is_done_after_they_were_asked_unless_they_want_something_else_since() {
        let pages = Pages::default();
        pages.listens(page().0);
        pages.wait_with(|_| ());
        assert!(pages.take_wish().is_some() && pages.take_wish().is_none(), "once");
        pages.wait_with(|_| ());
        let (_, ()) = tokio::join!(pages.may_close(), async { _ = pages.answer(None) });
        assert!(pages.take_wish().is_none());
    }

    #[test]
    fn how_the_pages_were_left_is_told_before_the_one_that_is_wanted_and_to_nobody_else() {
        const ANNA: Option<&str> = Some("anna@northgate.example");
        let long = "x".repeat(MOST_LEFT + 1);
        for (left, then, wanted, told) in [
            ("here", [ANNA, ANNA], None, vec![r#"{"left":"here"}"#]),
            ("here", [ANNA, ANNA], Some(Page::Activity), vec![r#"{"left":"here"}"#, r#"{"page":"activity"}"#]),
            ("here", [None, ANNA], None, vec![]),
            ("here", [Some("ben@northgate.example"), ANNA], None, vec![]),
            ("here", [None, None], None, vec![]),
            (&long, [ANNA, ANNA], None, vec![]),
        ] {
            let pages = Pages::default();
            pages.are_of(ANNA);
            pages.remember(left.to_owned());
            for user in then {
                pages.are_of(user);
            }
            if let Some(page) = wanted {
                pages.go(page);
            }
            assert_eq!(next_window(&pages), told, "{then:?} {wanted:?}");
        }
        let pages = Pages::default();
        pages.are_of(ANNA);
        pages.remember("here".to_owned());
        let here = Told::Left("here".to_owned());
        assert_eq!(pages.tell_first(), std::slice::from_ref(&here));
        pages.gone();
        pages.go(Page::Status);
        assert_eq!(pages.tell_first(), [here, Told::Page(Page::Status)], "the page before had told nobody");
        pages.go(Page::Activity);
        let (way, told) = page();
        pages.listens(way);
        assert_eq!(*told.lock().unwrap(), [r#"{"page":"activity"}"#], "what it knows it is not told again");
        assert!(next_window(&pages).is_empty(), "once");
        pages.remember("there".to_owned());
        pages.tell_first();
        assert_eq!(next_window(&pages), [r#"{"left":"there"}"#], "what one knew that is gone is told the next");

        let pages = Pages::default();
        pages.remember("half a server".to_owned());
        pages.are_of(None);
        assert_eq!(next_window(&pages), [r#"{"left":"half a server"}"#], "nobody is signed in yet");
        pages.remember("half a server".to_owned());
        pages.are_of(ANNA);
        assert!(next_window(&pages).is_empty(), "somebody has signed in meanwhile");
    }
}
