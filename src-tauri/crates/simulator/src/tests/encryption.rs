//! HTTPS, and what is wrong with it.

use std::error::Error;

use super::*;
use crate::{Certificate, Encryption, Injection};

impl World {
    async fn encrypted(encryption: Encryption) -> Self {
        let mut world = Self::with(Config { encryption, ..Config::default() }).await;
        let authority = reqwest::Certificate::from_der(&world.simulator.authority()).unwrap();
        world.http = Client::builder().tls_certs_only([authority]).build().unwrap();
        world
    }

    /// Asks for Anna's profile, on a new connection. Answers why not, in words.
    async fn sign_in(&self) -> Result<StatusCode, String> {
        let authority = reqwest::Certificate::from_der(&self.simulator.authority()).unwrap();
        let fresh = Client::builder().tls_certs_only([authority]).build().unwrap();
        let url = format!("{}{ACTIONS}/user/{ANNA}/profile", self.simulator.xsi_url());
        let answered = fresh.get(url).basic_auth(ANNA, Some("bell-anna")).send().await;
        answered.map(|answer| answer.status()).map_err(|error| {
            let mut cause: &dyn Error = &error;
            while let Some(deeper) = cause.source() {
                cause = deeper;
            }
            cause.to_string()
        })
    }
}

#[tokio::test]
async fn a_stream_can_be_encrypted() {
    let world = World::encrypted(Encryption::Tls(Certificate::Trusted)).await;
    assert!(world.simulator.xsi_url().starts_with("https://127.0.0.1:"));
    let mut listener = world.listen(ANNA, "Advanced Call").await;
    world.simulator.command("POST", "/calls", serde_json::json!({ "from": "outside", "to": ANNA })).await.unwrap();
    listener.expect(&["CallReceivedEvent"]).await;
    world.simulator.inject(Injection::Cut { on: crate::Scope::Streams, after: 0, ending: crate::Ending::Reset, next: false }).unwrap();
    assert!(listener.end().await.is_err());
}

#[tokio::test]
async fn a_bad_certificate_is_refused_for_what_is_wrong_with_it() {
    for (certificate, reason) in [
        (Certificate::SelfSigned, "UnknownIssuer"),
        (Certificate::Expired, "expired"),
        (Certificate::WrongHost, "not valid for name"),
        (Certificate::UnknownAuthority, "UnknownIssuer"),
    ] {
        let world = World::encrypted(Encryption::Tls(certificate)).await;
        let refused = world.sign_in().await.unwrap_err();
        assert!(refused.contains(reason), "{certificate:?}: {refused}");
        assert_eq!(world.simulator.requests().len(), 0, "nothing was told to it");
    }
}

#[tokio::test]
async fn the_certificate_changes_while_the_server_runs() {
    let world = World::encrypted(Encryption::Tls(Certificate::Trusted)).await;
    let first = world.simulator.certificate().unwrap();
    assert_eq!(world.sign_in().await, Ok(StatusCode::OK));
    world.simulator.inject(Injection::SwapCertificate { certificate: Certificate::UnknownAuthority }).unwrap();
    assert!(world.sign_in().await.is_err());
    world.simulator.inject(Injection::SwapCertificate { certificate: Certificate::Trusted }).unwrap();
    assert_eq!(world.sign_in().await, Ok(StatusCode::OK));
    assert_ne!(world.simulator.certificate().unwrap(), first);
}

#[tokio::test]
async fn an_obsolete_server_says_so_in_an_alert() {
    let world = World::encrypted(Encryption::Obsolete).await;
    let refused = world.sign_in().await.unwrap_err();
    assert!(refused.contains("ProtocolVersion"), "{refused}");
}
