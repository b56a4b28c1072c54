//! Whether the program starts when the user signs in to the computer. The system knows, and others may change it there: it
//! is asked, not remembered.

use super::{Controller, Done, requests::answer};
use crate::{host::Host, request::Reply};

impl<H: Host> Controller<H> {
    /// Asks the system whether it starts the program: others may have changed it.
    pub(super) fn look_at_start(&mut self) {
        let host = self.host.clone();
        self.tasks.spawn(async move { Done::Starts(host.starts_at_sign_in().await) });
    }

    pub(super) fn set_start_at_sign_in(&mut self, on: bool, reply: Reply<Option<String>>) {
        let host = self.host.clone();
        self.tasks.spawn(async move {
            answer(Some(reply), host.start_at_sign_in(on).await.err());
            Done::Starts(host.starts_at_sign_in().await)
        });
    }
}
