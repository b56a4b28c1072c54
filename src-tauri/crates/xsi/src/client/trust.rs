//! Whom we believe to be who they say.
//!
//! The computer decides, with the authorities it knows; a certificate the user accepted in person for this host is good
//! as well. There is no way to accept any.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use sha2::{Digest, Sha256};
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::Problem;
use crate::certificate::{Certificate, Distrust, Fingerprint};

/// The computer's own judgement of certificates. It is made once: it reads every authority the computer knows.
#[derive(Debug, Clone)]
pub(super) struct Trust {
    provider: Arc<CryptoProvider>,
    system: Arc<Verifier>,
}

impl Trust {
    /// # Errors
    /// Fails if the computer's authorities can't be read.
    pub(super) fn of_the_system() -> Result<Self, Problem> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let system = Verifier::new(Arc::clone(&provider)).map_err(|error| Problem::Broken { detail: error.to_string() })?;
        Ok(Self { provider, system: Arc::new(system) })
    }

    /// Returns how to speak TLS with one host, and where to read why it was refused.
    ///
    /// # Errors
    /// Fails if the library does not know the versions it is asked for.
    pub(super) fn with_pins(&self, host: &str, pins: Vec<Fingerprint>) -> Result<(ClientConfig, Refused), Problem> {
        let refused = Refused::default();
        let judge = Judge { system: Arc::clone(&self.system), host: host.trim_matches(['[', ']']).to_owned(), pins, refused: refused.clone() };
        let config = ClientConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| Problem::Broken { detail: error.to_string() })?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(judge))
            .with_no_client_auth();
        Ok((config, refused))
    }
}

/// The certificate that was refused last, and why.
#[derive(Debug, Clone, Default)]
pub(super) struct Refused(Arc<Mutex<Option<(Distrust, Certificate)>>>);

impl Refused {
    pub(super) fn take(&self) -> Option<(Distrust, Certificate)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, why: Distrust, certificate: Certificate) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((why, certificate));
    }
}

#[derive(Debug)]
struct Judge {
    system: Arc<Verifier>,
    /// The only host the pins are for. On the way to it may be a proxy with a certificate of its own.
    host: String,
    pins: Vec<Fingerprint>,
    refused: Refused,
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let fingerprint = fingerprint(end_entity);
        let is_ours = server_name.to_str().eq_ignore_ascii_case(&self.host);
        if is_ours && self.pins.contains(&fingerprint) {
            return Ok(ServerCertVerified::assertion());
        }
        self.system.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now).inspect_err(|error| {
            if is_ours {
                self.refused.set(distrust(error), describe(end_entity, fingerprint));
            }
        })
    }

    fn verify_tls12_signature(&self, message: &[u8], certificate: &CertificateDer<'_>, signature: &DigitallySignedStruct) -> Result<HandshakeSignatureValid, Error> {
        self.system.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(&self, message: &[u8], certificate: &CertificateDer<'_>, signature: &DigitallySignedStruct) -> Result<HandshakeSignatureValid, Error> {
        self.system.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.system.supported_verify_schemes()
    }
}

fn fingerprint(certificate: &[u8]) -> Fingerprint {
    Fingerprint(Sha256::digest(certificate).into())
}

/// Says whose certificate it is. One that can't be read is still told by its fingerprint.
fn describe(der: &[u8], fingerprint: Fingerprint) -> Certificate {
    let names = X509Certificate::from_der(der).map(|(_, certificate)| (certificate.subject().to_string(), certificate.issuer().to_string()));
    let (subject, issuer) = names.unwrap_or_default();
    let clean = telephony::text::clean;
    Certificate { subject: clean(&subject), issuer: clean(&issuer), fingerprint }
}

fn distrust(error: &Error) -> Distrust {
    let Error::InvalidCertificate(error) = error else { return Distrust::Other(error.to_string()) };
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } | CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Distrust::OutOfDate,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Distrust::OtherName,
        CertificateError::UnknownIssuer => Distrust::UnknownIssuer,
        CertificateError::Revoked => Distrust::Revoked,
        // A server that vouches for itself with a certificate authority's own certificate, as most tools make them.
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => Distrust::UnknownIssuer,
        CertificateError::Other(other) => Distrust::Other(other.to_string()),
        other => Distrust::Other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use rustls::OtherError;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Words(&'static str);

    #[test]
    fn why_a_certificate_is_not_trusted_is_said_in_plain_kinds() {
        let other = |words| CertificateError::Other(OtherError(Arc::new(Words(words))));
        for (error, expected) in [
            (CertificateError::Expired, Distrust::OutOfDate),
            (CertificateError::NotValidYet, Distrust::OutOfDate),
            (CertificateError::NotValidForName, Distrust::OtherName),
            (CertificateError::UnknownIssuer, Distrust::UnknownIssuer),
            (CertificateError::Revoked, Distrust::Revoked),
            (other("CaUsedAsEndEntity"), Distrust::UnknownIssuer),
            (other("something else"), Distrust::Other("something else".to_owned())),
        ] {
            assert_eq!(distrust(&Error::InvalidCertificate(error)), expected);
        }
    }
}
