//! The Desktop Notifications Specification.
//!
//! A plain message goes through Tauri's plugin, once somebody is known to be there who shows it: the plugin would not
//! say that nobody is. One that stays, is taken away or opens a page is sent from here: the plugin knows none of it,
//! and notify-rust misses a click that comes right after another one's end.

use std::{
    collections::{HashMap, VecDeque},
    future::pending,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};

use custom_events::Message;
use engine::host::Failure;
use futures_util::StreamExt;
use tauri::AppHandle;
use tokio::{
    sync::{OnceCell, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use url::Url;
use zbus::{Connection, zvariant::Value};

use super::{plugin, refused};
use crate::host::address;

/// How long whoever shows notifications may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many notifications are watched at a time. Those beyond are shown, but their clicks are not heard.
const WATCHED: usize = 50;

/// How many stay at a time. The oldest makes room: what it said is in Activity.
const MOST_STAYING: usize = 5;

/// Those that stay, the newest last.
static STAYING: Mutex<VecDeque<u32>> = Mutex::new(VecDeque::new());

/// The file by which desktops know us, without its end: it is installed under the name of the product.
const DESKTOP_ENTRY: &str = "Bellhop";

/// What the specification calls a click on the notification itself.
const CLICK: &str = "default";

/// How long a notification is shown, in milliseconds: until somebody puts it away, or as long as others.
const FOREVER: i32 = 0;
const AS_USUAL: i32 = -1;

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
trait Server {
    #[expect(clippy::too_many_arguments, reason = "the specification says so")]
    fn notify(&self, app: &str, replaces: u32, icon: &str, title: &str, text: &str, actions: &[&str], hints: HashMap<&str, Value<'_>>, timeout: i32) -> zbus::Result<u32>;
    fn close_notification(&self, id: u32) -> zbus::Result<()>;
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;
    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action: String) -> zbus::Result<()>;
    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// Shows a message.
///
/// # Errors
/// Fails if there is nobody who shows it, or they don't answer, or refuse.
pub(super) async fn show(app: Option<&AppHandle>, message: &Message, over: &CancellationToken) -> Result<(), Failure> {
    let handed_over = timeout(PATIENCE, async {
        let server = server().await.map_err(refused)?;
        let text = as_it_is(&message.text, &server.get_capabilities().await.map_err(refused)?);
        match app {
            Some(app) if is_plain(message) => plugin::show(app, message, &text),
            Some(_) | None => notify(server, message, &text, over).await.map_err(refused),
        }
    });
    handed_over.await.unwrap_or_else(|_| Err(refused("it did not answer")))
}

/// Whoever shows notifications on the session bus. We stay on the bus: GNOME takes a notification away when whoever
/// sent it leaves.
async fn server() -> zbus::Result<ServerProxy<'static>> {
    static BUS: OnceCell<Connection> = OnceCell::const_new();
    ServerProxy::new(BUS.get_or_try_init(Connection::session).await?).await
}

/// Whether a message asks for nothing that the plugin can't do.
fn is_plain(message: &Message) -> bool {
    !message.stay && !message.withdraw && message.page.is_none()
}

/// Returns a text that shows as it is: a desktop that understands markup must not find any in a caller's name
/// (`body-markup`).
fn as_it_is(text: &str, capabilities: &[String]) -> String {
    let markup = capabilities.iter().any(|capability| capability == "body-markup");
    if markup { text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;") } else { text.to_owned() }
}

/// Sends a notification, and watches it where there is something to do about it.
async fn notify(server: ServerProxy<'static>, message: &Message, text: &str, over: &CancellationToken) -> zbus::Result<()> {
    let watched = if is_plain(message) { None } else { slot() };
    // Before it is sent: a click is not missed, however soon it comes.
    let watch = match &watched {
        Some(_) => Some((server.receive_action_invoked().await?, server.receive_notification_closed().await?)),
        None => None,
    };
    let actions: &[&str] = if message.page.is_some() { &[CLICK, ""] } else { &[] };
    let mut hints = HashMap::from([("desktop-entry", Value::from(DESKTOP_ENTRY))]);
    if message.stay {
        hints.insert("resident", Value::from(true));
    }
    let id = server.notify("Bellhop", 0, "bellhop", &message.title, text, actions, hints, if message.stay { FOREVER } else { AS_USUAL }).await?;
    if message.stay
        && let Some(oldest) = stays(&mut STAYING.lock().unwrap_or_else(PoisonError::into_inner), id)
    {
        let server = server.clone();
        // One that somebody has put away is gone already.
        tokio::spawn(async move { timeout(PATIENCE, server.close_notification(oldest)).await });
    }
    if let (Some(held), Some((clicks, ends))) = (watched, watch) {
        let (page, over) = (message.page.clone(), message.withdraw.then(|| over.clone()));
        tokio::spawn(async move {
            attend(&server, id, page, over, clicks, ends).await;
            STAYING.lock().unwrap_or_else(PoisonError::into_inner).retain(|staying| *staying != id);
            drop(held);
        });
    }
    Ok(())
}

/// Notes one that stays, and returns the one that is to make room for it.
fn stays(staying: &mut VecDeque<u32>, id: u32) -> Option<u32> {
    staying.push_back(id);
    if staying.len() > MOST_STAYING { staying.pop_front() } else { None }
}

/// Waits for what happens to a notification: a click, its end, or that of what it is about.
async fn attend(server: &ServerProxy<'static>, id: u32, page: Option<Url>, over: Option<CancellationToken>, mut clicks: ActionInvokedStream, mut ends: NotificationClosedStream) {
    let is_over = async {
        match &over {
            Some(over) => over.cancelled().await,
            None => pending().await,
        }
    };
    tokio::pin!(is_over);
    loop {
        tokio::select! {
            click = clicks.next() => match click.as_ref().map(ActionInvoked::args) {
                Some(Ok(click)) if click.id == id && click.action == CLICK => {
                    if let Some(page) = page {
                        address::open_or_say(page).await;
                    }
                    break;
                }
                Some(_) => {}
                None => return,
            },
            end = ends.next() => match end.as_ref().map(NotificationClosed::args) {
                Some(Ok(end)) if end.id == id => return,
                Some(_) => {}
                None => return,
            },
            () = &mut is_over => break,
        }
    }
    // One that stays does so even when it is clicked. One that can't be taken away is gone already.
    let _ = timeout(PATIENCE, server.close_notification(id)).await;
}

/// A place among those who are watched, if there is one.
fn slot() -> Option<OwnedSemaphorePermit> {
    static PLACES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(WATCHED)));
    PLACES.clone().try_acquire_owned().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_stay_do_not_pile_up() {
        let mut staying = VecDeque::new();
        let gone: Vec<u32> = (1..=8).filter_map(|id| stays(&mut staying, id)).collect();
        assert_eq!((gone, staying), (vec![1, 2, 3], VecDeque::from([4, 5, 6, 7, 8])));
    }

    #[test]
    fn a_name_is_no_markup() {
        let understands: Vec<String> = ["body", "body-markup"].map(String::from).to_vec();
        for (text, capabilities, shown) in
            [("<b>&amp;</b>", &understands[..], "&lt;b&gt;&amp;amp;&lt;/b&gt;"), ("<b>&amp;</b>", &understands[..1], "<b>&amp;</b>"), ("plain", &understands[..], "plain")]
        {
            assert_eq!(as_it_is(text, capabilities), shown);
        }
    }
}
