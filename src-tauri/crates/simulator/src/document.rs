//! The documents this server writes, element by element in the order of the schema.

pub(crate) mod answer;
pub(crate) mod call;
pub(crate) mod call_log;
pub(crate) mod directory;
pub(crate) mod event;
pub(crate) mod profile;
pub(crate) mod service;
