//! The connections, below HTTP.
//!
//! Every accepted connection is a [`Wire`], which asks the [`Lines`] before it reads or writes a byte: they know all
//! connections, what is wrong with them, and which of them carry an event stream.

mod body;
mod door;
mod io;
mod lines;
mod mark;
mod transport;

pub(crate) use body::{Piece, StreamBody};
pub(crate) use door::Door;
pub(crate) use io::Wire;
pub use lines::{Connections, Tally};
pub(crate) use lines::{Cut, Line, Lines};
pub(crate) use mark::Mark;
