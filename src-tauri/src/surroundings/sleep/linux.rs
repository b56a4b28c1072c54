//! The login manager says on the system bus when the computer is about to sleep, and when it has slept
//! (`org.freedesktop.login1.Manager.PrepareForSleep`).

use std::thread;

use tokio::sync::mpsc::UnboundedSender;
use zbus::{
    MatchRule,
    blocking::{Connection, MessageIterator},
    message::Type,
};

use crate::surroundings::News;

/// Tells of every sleep that ends.
pub(in crate::surroundings) fn watch(news: UnboundedSender<News>) {
    // The thread waits for the bus until the program ends.
    let listening = thread::Builder::new().name("sleep".into()).spawn(move || {
        if let Err(error) = listen(&news) {
            tracing::debug!(%error, "no login manager tells of sleep");
        }
    });
    if let Err(error) = listening {
        tracing::warn!(%error, "the end of a sleep is not told");
    }
}

fn listen(news: &UnboundedSender<News>) -> zbus::Result<()> {
    let bus = Connection::system()?;
    let rule = MatchRule::builder().msg_type(Type::Signal).sender("org.freedesktop.login1")?.interface("org.freedesktop.login1.Manager")?.member("PrepareForSleep")?.build();
    for message in MessageIterator::for_match_rule(rule, &bus, None)? {
        let begins: bool = message?.body().deserialize()?;
        if !begins && news.send(News::Woke).is_err() {
            break;
        }
    }
    Ok(())
}
