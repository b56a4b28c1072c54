//! How values are kept in a column.
//!
//! What is read may come from a file in which a byte has changed. One value that makes no sense is read as none, so that
//! it does not keep everything else from being read.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde_json::Value;

use crate::{EntryId, EntryKind, OwedId, RunId};

/// A time in milliseconds since 1970.
pub(crate) struct Millis(pub(crate) Timestamp);

/// A value as compact JSON.
pub(crate) struct Json<'a>(pub(crate) &'a Value);

/// A value that was read from its JSON.
pub(crate) struct OwnedJson(pub(crate) Value);

/// Text that was read.
pub(crate) struct Text(pub(crate) String);

impl EntryKind {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Call, Self::Device, Self::Connection];

    /// Returns its name in a column.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Device => "device",
            Self::Connection => "connection",
        }
    }
}

impl ToSql for Millis {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_millisecond().into())
    }
}

impl FromSql for Millis {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(Timestamp::from_millisecond(value.as_i64()?).unwrap_or_default()))
    }
}

impl ToSql for Json<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for OwnedJson {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(serde_json::from_str(&lossy(value)?).unwrap_or_default()))
    }
}

impl FromSql for Text {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        lossy(value).map(|text| Self(text.into_owned()))
    }
}

impl ToSql for EntryKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.column().into())
    }
}

impl FromSql for EntryKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = lossy(value)?;
        Ok(Self::ALL.into_iter().find(|kind| kind.column() == name).unwrap_or(Self::Connection))
    }
}

fn lossy(value: ValueRef<'_>) -> FromSqlResult<Cow<'_, str>> {
    match value {
        ValueRef::Text(bytes) => Ok(String::from_utf8_lossy(bytes)),
        _ => Err(FromSqlError::InvalidType),
    }
}

macro_rules! id_column {
    ($($id:ident),+) => {$(
        impl ToSql for $id {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.into())
            }
        }

        impl FromSql for $id {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )+};
}

id_column!(EntryId, RunId, OwedId);
