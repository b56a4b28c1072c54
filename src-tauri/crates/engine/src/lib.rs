//! The program without a window: one controller, and what may be asked of it.
//!
//! [`start`] spawns the controller on the current tokio runtime and returns a [`Handle`]: the only way in. What the
//! machine must do (run a program, show a message, keep a password) goes out through a [`Host`]. Nothing here knows
//! of windows, trays or Tauri.
//!
//! - [`controller`]: the one task that owns every state
//! - [`request`]: what the window, the tray and the command line may ask
//! - [`view`]: what they may see
//! - [`report`]: what happened, line by line, for `listen`
//! - [`host`]: the powers of the machine
//! - [`settings`]: what the user chose, as stored
//! - [`ring`]: which sound ought to be heard now
//! - [`quiet`]: how quiet the speakers ought to be now
//! - [`pause`]: until when everything is paused
//! - [`perform`]: one action, rendered and done
//! - `outbox`: what is owed to web services

pub mod controller;
pub mod host;
pub mod pause;
pub mod perform;
pub mod quiet;
pub mod report;
pub mod request;
pub mod ring;
pub mod settings;
pub mod view;

mod bindings;
mod memory;
mod numbers;
mod outbox;
mod session;

pub use controller::{Config, start};
pub use host::Host;
pub use report::Report;
pub use request::{Handle, Request, SignIn, Stopped};
pub use session::key as account_key;
pub use settings::Settings;
pub use view::View;
