//! The end: nothing is left behind on the server, the speakers are given back, and what is known is on the disk, in three
//! seconds whatever stands still.

use std::time::Duration;

use telephony::ConnectionMoment;
use tokio::time::{Instant, timeout, timeout_at};

use super::{Controller, Done};
use crate::{host::Host, memory, outbox::Order, session::Session};

/// How long quitting may take. A system that shuts down does not wait for long.
const FAREWELL: Duration = Duration::from_secs(3);

/// How much of it others may take, the sound system and the phone system at the same time: the disk has its share.
const FAREWELL_TO_OTHERS: Duration = Duration::from_millis(2200);

/// How much of it may be waited for what is being done.
const FAREWELL_TO_TASKS: Duration = Duration::from_millis(500);

/// How much of it the disk has at the end, whatever web services do.
const TIME_TO_WRITE: Duration = Duration::from_millis(300);

impl<H: Host> Controller<H> {
    /// Leaves nothing behind on the server, and the settings on disk.
    pub(super) async fn farewell(mut self) {
        let by = Instant::now() + FAREWELL;
        self.stop_sounds();
        self.tell_before_the_end();
        self.end_all_that_lasts();
        self.stop_waiting(|_| true);
        // What was said of the connection is no less true then, and a window it may be shown in goes with the program: one that
        // has only begun must not be closed before.
        if let Some(announced) = self.announced.take() {
            announced.disarm();
        }
        let quit = self.quit.take();
        let session = std::mem::replace(&mut self.session, Session::out());
        let goodbye = async {
            let Session::In(signed_in) = session else { return None };
            // What the server is not told in time it finds out by itself.
            let _ = timeout(FAREWELL_TO_OTHERS, signed_in.client.disconnect()).await;
            Some(signed_in.line)
        };
        // Neither waits for the other: the speakers are the user's, whatever the server does.
        let ((), line) = tokio::join!(self.quieting.end(FAREWELL_TO_OTHERS), goodbye);
        if let Some(line) = line {
            self.note_connection(ConnectionMoment::SignedOut, &line, None);
        }
        // What is being done still gets a moment to be done and written down.
        let until = Instant::now() + FAREWELL_TO_TASKS;
        while let Ok(Some(done)) = timeout_at(until, self.tasks.join_next()).await {
            match done {
                // A sign-in that comes now has come too late.
                Ok(Done::SignIn(_) | Done::Recalled { .. }) | Err(_) => {}
                Ok(done) => self.finish(done),
            }
        }
        while let Ok(news) = self.runs_told.try_recv() {
            self.hear_of_run(news);
        }
        // What waits is tried once more, as far as there is time. What is not sent then is sent at the next start, with the same key.
        self.order_outbox(Order::Finish);
        if timeout_at(by - TIME_TO_WRITE, &mut self.outbox_task).await.is_err() {
            self.outbox_task.abort();
        }
        while let Ok(news) = self.outbox_told.try_recv() {
            self.hear_of_outbox(news);
        }
        let _ = timeout_at(by, self.write_before_the_end()).await;
        // Calls that go on unheard from now on do so because the user wants it. What went on before is still to be told.
        if !self.catches_up {
            let _ = timeout_at(by, memory::forget_calls(&self.journal)).await;
        }
        if timeout_at(by, self.journal.close()).await.is_err() {
            tracing::warn!("the record of what happened could not be closed");
        }
        let saver = self.saver.take();
        // The saver ends once nobody can say settings any more.
        drop(self.save);
        if let Some(saver) = saver {
            // A disk that hangs must not keep the program from ending.
            let _ = timeout_at(by, saver).await;
        }
        if let Some(reply) = quit {
            let _ = reply.send(());
        }
    }
}
