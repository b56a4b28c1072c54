//! What stands between us and the phone system: a code for its words, and what the words need.

use serde::Serialize;
use ts_rs::TS;

/// What stands between us and the phone system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The kind; its words are in the text files.
    pub code: ProblemCode,
    /// What the words need: a host, a proxy, a status, a right.
    pub detail: String,
    /// What they need besides: where a server sends us, or the reason of a proxy or a library.
    pub more: String,
    /// How many seconds the server wants to be left alone.
    pub retry_after: Option<u32>,
    /// What a server showed that is not trusted.
    pub certificate: Option<ShownCertificate>,
}

/// A certificate that is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShownCertificate {
    /// What is wrong with it.
    pub distrust: Distrust,
    /// Whom it is for.
    pub subject: String,
    /// Who says so.
    pub issuer: String,
    /// Its fingerprint.
    pub sha256: String,
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Distrust {
    /// Its time is over, or has not come yet.
    OutOfDate,
    /// It is for another name.
    OtherName,
    /// Nobody this computer trusts vouches for it.
    UnknownIssuer,
    /// It was revoked.
    Revoked,
    /// Something else.
    Other,
}

/// The kinds of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ProblemCode {
    /// What was typed is no address.
    BadAddress,
    /// It would send the password unencrypted.
    Insecure,
    /// No server has that name.
    HostUnknown,
    /// Nothing answers there.
    Unreachable,
    /// The certificate can't be trusted.
    Certificate,
    /// The server speaks no encryption, or none that is safe today.
    Encryption,
    /// The proxy on the way does not let us through.
    Proxy,
    /// The server sends us to another one.
    Moved,
    /// User id or password is wrong.
    Refused,
    /// The user may not do this.
    Forbidden,
    /// The server is something else.
    NotXsi,
    /// The server has too much to do.
    ServerBusy,
    /// The server took too long.
    TimedOut,
    /// The server opened no event channel.
    NoEventChannel,
    /// Another Bellhop took over.
    SignedInElsewhere,
    /// The user was deleted.
    UserDeleted,
    /// No keyring can be opened.
    NoKeyring,
    /// The keyring holds no password for the account.
    NoPassword,
    /// No account is saved.
    NoAccount,
    /// Anything else.
    Other,
}

impl Problem {
    /// Makes a problem that needs no words but those of its kind.
    pub fn of(code: ProblemCode) -> Self {
        Self::about(code, "")
    }

    /// Makes a problem.
    pub fn about(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), more: String::new(), retry_after: None, certificate: None }
    }
}

impl From<&xsi::Problem> for Problem {
    fn from(problem: &xsi::Problem) -> Self {
        use xsi::Problem as P;
        let more = |code, detail: &String, more: &String| Self { more: more.clone(), ..Self::about(code, detail) };
        match problem {
            P::BadAddress => Self::of(ProblemCode::BadAddress),
            P::Insecure => Self::of(ProblemCode::Insecure),
            P::HostUnknown { host } => Self::about(ProblemCode::HostUnknown, host),
            P::Unreachable { host } => Self::about(ProblemCode::Unreachable, host),
            P::Certificate { host, reason, certificate } => Self { certificate: Some(shown(reason, certificate)), ..more(ProblemCode::Certificate, host, &words(reason)) },
            P::Encryption { host, reason } => more(ProblemCode::Encryption, host, reason),
            P::Proxy { proxy, reason } => more(ProblemCode::Proxy, proxy, reason),
            P::Moved { host, to } => more(ProblemCode::Moved, host, to),
            P::Refused => Self::of(ProblemCode::Refused),
            P::Forbidden { right } => Self::about(ProblemCode::Forbidden, right),
            P::NotXsi { host } => Self::about(ProblemCode::NotXsi, host),
            P::ServerBusy { status, .. } => {
                let seconds = problem.asked_wait().map(|asked| u32::try_from(asked.as_secs()).unwrap_or(u32::MAX));
                Self { retry_after: seconds, ..Self::about(ProblemCode::ServerBusy, status.to_string()) }
            }
            P::TimedOut { host } => Self::about(ProblemCode::TimedOut, host),
            P::NoEventChannel { reason } => Self::about(ProblemCode::NoEventChannel, reason),
            P::SignedInElsewhere => Self::of(ProblemCode::SignedInElsewhere),
            P::UserDeleted => Self::of(ProblemCode::UserDeleted),
            P::Broken { detail } => Self::about(ProblemCode::Other, detail),
        }
    }
}

fn shown(reason: &xsi::Distrust, certificate: &xsi::Certificate) -> ShownCertificate {
    let distrust = match reason {
        xsi::Distrust::OutOfDate => Distrust::OutOfDate,
        xsi::Distrust::OtherName => Distrust::OtherName,
        xsi::Distrust::UnknownIssuer => Distrust::UnknownIssuer,
        xsi::Distrust::Revoked => Distrust::Revoked,
        xsi::Distrust::Other(_) => Distrust::Other,
    };
    ShownCertificate { distrust, subject: certificate.subject.clone(), issuer: certificate.issuer.clone(), sha256: certificate.fingerprint.to_string() }
}

/// Returns what is wrong with a certificate where there are only the words of a library for it.
fn words(reason: &xsi::Distrust) -> String {
    match reason {
        xsi::Distrust::Other(words) => words.clone(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_certificate_is_shown_with_what_is_wrong_with_it() {
        let certificate = xsi::Certificate { subject: "CN=xsp".into(), issuer: "CN=Nobody".into(), fingerprint: xsi::Fingerprint([7; 32]) };
        for (reason, distrust, more) in
            [(xsi::Distrust::UnknownIssuer, Distrust::UnknownIssuer, ""), (xsi::Distrust::Other("bad encoding".into()), Distrust::Other, "bad encoding")]
        {
            let problem = Problem::from(&xsi::Problem::Certificate { host: "xsp.example.com".into(), reason, certificate: Box::new(certificate.clone()) });
            let shown = ShownCertificate { distrust, subject: "CN=xsp".into(), issuer: "CN=Nobody".into(), sha256: certificate.fingerprint.to_string() };
            assert_eq!(problem, Problem { more: more.into(), certificate: Some(shown), ..Problem::about(ProblemCode::Certificate, "xsp.example.com") });
        }
    }

    #[test]
    fn a_server_that_asks_to_be_left_alone_is_within_reason() {
        for (asked, seconds) in [(Some(120), Some(120)), (Some(99_999_999), Some(300)), (Some(0), Some(1)), (None, None)] {
            let busy = xsi::Problem::ServerBusy { status: 503, retry_after: asked.map(Duration::from_secs) };
            assert_eq!(Problem::from(&busy).retry_after, seconds);
        }
    }
}
