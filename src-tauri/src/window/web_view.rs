//! What would keep a web view in memory once its window is gone.

#[cfg(target_os = "linux")]
mod linux {
    use gtk::prelude::{ObjectExt, WidgetExt};
    use tauri::WebviewWindow;
    use webkit2gtk::WebViewExt;

    /// Has a window's web view freed with its window.
    ///
    /// The library that makes it (wry) has what hears the page's messages hold the web view, which holds what hears them: a
    /// circle that nobody else ever breaks. Each window left a tenth of a megabyte behind and a file open.
    pub(crate) fn free_with_window(window: &WebviewWindow) {
        let asked = window.with_webview(|view| {
            view.inner().connect_destroy(|view| {
                if let Some(messages) = view.user_content_manager() {
                    #[expect(unsafe_code, reason = "a method without a safe wrapper")]
                    // SAFETY: it has whatever hears of the page's messages let go, as the last owner would. We are on the main
                    // thread, as all of GTK is, and a page that is being destroyed sends no more messages.
                    unsafe {
                        messages.run_dispose();
                    }
                }
            });
        });
        if let Err(error) = asked {
            tracing::debug!(%error, "the web view stays in memory after its window");
        }
    }
}

#[cfg(target_os = "linux")]
pub(crate) use linux::free_with_window;

/// Elsewhere it goes by itself.
#[cfg(not(target_os = "linux"))]
pub(crate) fn free_with_window(_: &tauri::WebviewWindow) {}
