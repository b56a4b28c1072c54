//! Tauri's plugins, for the backend alone.

use std::error::Error;

use tauri::{AppHandle, RunEvent, Runtime, Webview, Window, plugin::Plugin};

/// A plugin without its page side: it adds no script to our pages and answers none of their calls. What the pages may
/// ask is in `commands.rs` and nowhere else.
pub struct BackendOnly<P>(pub P);

impl<R: Runtime, P: Plugin<R>> Plugin<R> for BackendOnly<P> {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn initialize(&mut self, app: &AppHandle<R>, config: serde_json::Value) -> Result<(), Box<dyn Error>> {
        self.0.initialize(app, config)
    }

    fn window_created(&mut self, window: Window<R>) {
        self.0.window_created(window);
    }

    fn webview_created(&mut self, webview: Webview<R>) {
        self.0.webview_created(webview);
    }

    fn on_event(&mut self, app: &AppHandle<R>, event: &RunEvent) {
        self.0.on_event(app, event);
    }
}
