//! What servers show to prove who they are, and whom the user trusts in person.

use std::fmt;
use std::str::FromStr;

/// The SHA-256 of a certificate, which names it beyond doubt.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            let colon = if place == 0 { "" } else { ":" };
            write!(f, "{colon}{byte:02X}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A text that is no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no SHA-256 fingerprint")]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    /// Reads 64 hexadecimal digits, with or without colons and spaces.
    fn from_str(text: &str) -> Result<Self, NoFingerprint> {
        let digits = text.chars().filter(|c| !matches!(c, ':' | ' ')).map(|c| c.to_digit(16)).collect::<Option<Vec<_>>>().ok_or(NoFingerprint)?;
        let bytes = digits.chunks(2).map(|pair| if let [high, low] = pair { u8::try_from(high * 16 + low).ok() } else { None }).collect::<Option<Vec<_>>>();
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(NoFingerprint)
    }
}

/// A certificate the user trusts in person, whatever is wrong with it, on one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The host, with its port where that is not the usual one.
    pub host: String,
    /// Which certificate.
    pub fingerprint: Fingerprint,
}

/// A certificate, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Whom it is for.
    pub subject: String,
    /// Who says so.
    pub issuer: String,
    /// Which one it is.
    pub fingerprint: Fingerprint,
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Distrust {
    /// Its time is over, or has not come yet.
    OutOfDate,
    /// It is for another name.
    OtherName,
    /// Nobody this computer trusts vouches for it.
    UnknownIssuer,
    /// It was revoked.
    Revoked,
    /// Something else, in the words of the library that checks.
    Other(String),
}

impl fmt::Display for Distrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfDate => "its certificate is out of date",
            Self::OtherName => "its certificate is for another name",
            Self::UnknownIssuer => "nobody this computer trusts vouches for its certificate",
            Self::Revoked => "its certificate was revoked",
            Self::Other(words) => words,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_written_and_read() {
        let mut bytes = [0; 32];
        (bytes[0], bytes[31]) = (0xAB, 0x01);
        let fingerprint = Fingerprint(bytes);
        let written = fingerprint.to_string();
        assert!(written.starts_with("AB:00:") && written.ends_with(":00:01") && written.len() == 95);
        for text in [written.clone(), written.to_lowercase(), written.replace(':', ""), written.replace(':', " ")] {
            assert_eq!(text.parse(), Ok(fingerprint), "{text}");
        }
        for text in ["", "AB", "xyz", &written[..92], &format!("{written}:00"), &format!("{}0", written.replace(':', ""))] {
            assert_eq!(text.parse::<Fingerprint>(), Err(NoFingerprint), "{text}");
        }
    }
}
