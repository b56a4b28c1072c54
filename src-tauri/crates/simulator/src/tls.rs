//! Certificates, good and bad, made when they are needed.

use std::io;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair, KeyUsagePurpose, SanType, date_time_ymd};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use serde::{Deserialize, Serialize};
use tokio_rustls::TlsAcceptor;

/// How the XSI ports are encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encryption {
    /// Not at all: HTTP.
    #[default]
    None,
    /// With HTTPS, and a certificate of this kind.
    Tls(Certificate),
    /// With a version of TLS nobody should speak any more: every handshake is answered with the alert `protocol_version`.
    Obsolete,
}

/// A kind of certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Certificate {
    /// For 127.0.0.1 and localhost, from the authority a test can get with `Simulator::authority`.
    Trusted,
    /// The same, but signed by itself.
    SelfSigned,
    /// The same, but it ended in 2020.
    Expired,
    /// From that authority, but for another host.
    WrongHost,
    /// From an authority nobody has heard of.
    UnknownAuthority,
}

/// The keys of a simulator.
pub(crate) struct Keys {
    authority: CertifiedIssuer<'static, KeyPair>,
    stranger: CertifiedIssuer<'static, KeyPair>,
    shown: Mutex<Shown>,
}

#[derive(Default)]
enum Shown {
    #[default]
    Nothing,
    Alert,
    Certificate {
        acceptor: TlsAcceptor,
        der: Vec<u8>,
    },
}

/// What a connection is met with.
pub(crate) enum Greeting {
    Plain,
    Alert,
    Handshake(TlsAcceptor),
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Keys").finish_non_exhaustive()
    }
}

impl Keys {
    pub(crate) fn new(encryption: Encryption) -> io::Result<Self> {
        let keys = Self {
            authority: authority("Northgate Test Authority").map_err(io::Error::other)?,
            stranger: authority("Somebody Else's Authority").map_err(io::Error::other)?,
            shown: Mutex::default(),
        };
        match encryption {
            Encryption::None => {}
            Encryption::Tls(certificate) => keys.show(certificate)?,
            Encryption::Obsolete => *keys.shown() = Shown::Alert,
        }
        Ok(keys)
    }

    /// Shows a new certificate of this kind to all who connect from now on.
    pub(crate) fn show(&self, certificate: Certificate) -> io::Result<()> {
        let (der, key) = self.issue(certificate).map_err(io::Error::other)?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(vec![der.clone()], key))
            .map_err(io::Error::other)?;
        *self.shown() = Shown::Certificate { acceptor: TlsAcceptor::from(Arc::new(config)), der: der.to_vec() };
        Ok(())
    }

    pub(crate) fn greeting(&self) -> Greeting {
        match &*self.shown() {
            Shown::Nothing => Greeting::Plain,
            Shown::Alert => Greeting::Alert,
            Shown::Certificate { acceptor, .. } => Greeting::Handshake(acceptor.clone()),
        }
    }

    /// Returns the certificate that is shown.
    pub(crate) fn shown_der(&self) -> Option<Vec<u8>> {
        match &*self.shown() {
            Shown::Certificate { der, .. } => Some(der.clone()),
            Shown::Nothing | Shown::Alert => None,
        }
    }

    /// Returns the certificate of the authority to trust.
    pub(crate) fn authority_der(&self) -> Vec<u8> {
        self.authority.der().to_vec()
    }

    fn issue(&self, certificate: Certificate) -> Result<(CertificateDer<'static>, KeyPair), rcgen::Error> {
        let names = if certificate == Certificate::WrongHost { vec!["wrong.example".to_owned()] } else { vec!["localhost".to_owned()] };
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name.push(DnType::CommonName, "Bellhop simulator");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        if certificate != Certificate::WrongHost {
            params.subject_alt_names.push(SanType::IpAddress(Ipv4Addr::LOCALHOST.into()));
        }
        if certificate == Certificate::Expired {
            params.not_before = date_time_ymd(2019, 1, 1);
            params.not_after = date_time_ymd(2020, 1, 1);
        }
        let key = KeyPair::generate()?;
        let signed = match certificate {
            Certificate::Trusted | Certificate::Expired | Certificate::WrongHost => params.signed_by(&key, &self.authority)?,
            Certificate::UnknownAuthority => params.signed_by(&key, &self.stranger)?,
            Certificate::SelfSigned => params.self_signed(&key)?,
        };
        Ok((signed.der().clone(), key))
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn authority(name: &str) -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign, KeyUsagePurpose::DigitalSignature];
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}
