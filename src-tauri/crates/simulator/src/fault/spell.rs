//! How the parts of an [`Injection`](super::Injection) are spelled in JSON.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How often something goes wrong: a number, or `"forever"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Times {
    /// This many times, and then no more.
    N(u32),
    /// Until the faults are cleared.
    Forever,
}

impl Times {
    /// Takes one away, and returns whether there was one.
    pub(crate) fn take(&mut self) -> bool {
        match self {
            Self::Forever => true,
            Self::N(0) => false,
            Self::N(left) => {
                *left -= 1;
                true
            }
        }
    }
}

impl Default for Times {
    fn default() -> Self {
        Self::N(1)
    }
}

impl Serialize for Times {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::N(times) => serializer.serialize_u32(*times),
            Self::Forever => serializer.serialize_str("forever"),
        }
    }
}

impl<'de> Deserialize<'de> for Times {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "times must be a number or \"forever\"")]
        enum Spelled {
            N(u32),
            Word(String),
        }
        match Spelled::deserialize(deserializer)? {
            Spelled::N(times) => Ok(Self::N(times)),
            Spelled::Word(word) if word == "forever" => Ok(Self::Forever),
            Spelled::Word(_) => Err(de::Error::custom("times must be a number or \"forever\"")),
        }
    }
}

/// Bytes to send: in JSON a text, or `{"base64": "…"}` for what is no text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payload(pub Bytes);

impl From<&str> for Payload {
    fn from(text: &str) -> Self {
        Self(Bytes::copy_from_slice(text.as_bytes()))
    }
}

impl From<String> for Payload {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<&[u8]> for Payload {
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "bytes are a text or {\"base64\": \"…\"}")]
enum SpelledBytes {
    Text(String),
    Encoded(Encoded),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Encoded {
    base64: String,
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => SpelledBytes::Text(text.to_owned()),
            Err(_) => SpelledBytes::Encoded(Encoded { base64: BASE64_STANDARD.encode(&self.0) }),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match SpelledBytes::deserialize(deserializer)? {
            SpelledBytes::Text(text) => Ok(text.into()),
            SpelledBytes::Encoded(Encoded { base64 }) => BASE64_STANDARD.decode(base64).map(Into::into).map_err(de::Error::custom),
        }
    }
}

/// Spells a duration as milliseconds.
pub(crate) mod millis {
    use super::{Deserialize, Deserializer, Duration, Serializer};

    pub(crate) fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }
}

/// Spells a duration that need not be there as milliseconds.
pub(crate) mod some_millis {
    use super::{Deserialize, Deserializer, Duration, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(duration: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        duration.map(|duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
        Ok(Option::<u64>::deserialize(deserializer)?.map(Duration::from_millis))
    }
}
