//! Secrets for web services: their names are in the settings, they themselves in the keyring.

use secrecy::SecretString;

use super::{Controller, Done, requests::answer};
use crate::{
    host::{Host, NoKeyring},
    outbox::Order,
    request::Reply,
};

impl<H: Host> Controller<H> {
    pub(super) fn set_secret(&mut self, name: String, secret: SecretString, reply: Reply<Option<String>>) {
        let name = name.trim().to_owned();
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let result = host.remember_secret(name.clone(), secret).await;
            Done::SecretKept { name, result, reply }
        });
    }

    pub(super) fn secret_kept(&mut self, name: String, result: Result<(), NoKeyring>, reply: Reply<Option<String>>) {
        if result.is_ok() {
            if !self.settings.secrets.contains(&name) {
                self.settings.secrets.push(name);
                self.settings.secrets.sort();
                self.save_settings();
            }
            // What could not be sent without it may be sent now.
            self.order_outbox(Order::Hurry);
        }
        answer(Some(reply), result.err().map(|reason| reason.0));
    }

    pub(super) fn forget_secret(&mut self, name: &str) {
        self.settings.secrets.retain(|kept| kept != name);
        self.save_settings();
        let (host, name) = (self.host.clone(), name.to_owned());
        self.tasks.spawn(async move {
            match host.forget_secret(name).await {
                Ok(()) => Done::Nothing,
                Err(reason) => Done::Keyring(crate::view::NoticeCode::PasswordNotForgotten, reason.0),
            }
        });
    }
}
