//! The colour of a window before its page is there: a dark one that begins light would flash.

use engine::settings::Theme;
#[cfg(target_os = "linux")]
use tauri::Manager;
use tauri::{WebviewWindow, window::Color};

/// What the pages lie on, `--window` of their style.
const LIGHT: Color = Color(0xf8, 0xf6, 0xf3, 0xff);
const DARK: Color = Color(0x21, 0x1f, 0x1d, 0xff);

/// Gives a window that was just made the colour of its page.
pub fn lay(window: &WebviewWindow, chosen: Theme) {
    let is_dark = match chosen {
        Theme::Light => false,
        Theme::Dark => true,
        Theme::System => is_system_dark(window),
    };
    // A window that keeps its own colour shows the page's a moment later.
    let _ = window.set_background_color(Some(if is_dark { DARK } else { LIGHT }));
}

#[cfg(target_os = "linux")]
fn is_system_dark(window: &WebviewWindow) -> bool {
    window.state::<super::desktop_theme::Dark>().is_so()
}

#[cfg(not(target_os = "linux"))]
fn is_system_dark(window: &WebviewWindow) -> bool {
    matches!(window.theme(), Ok(tauri::Theme::Dark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_colour_the_pages_have() {
        let style = include_str!("../../../ui/src/style/tokens.css");
        let of_pages: Vec<_> = style.lines().filter_map(|line| line.trim().strip_prefix("--window: #")?.get(..6)).collect();
        let ours = [LIGHT, DARK].map(|Color(red, green, blue, _)| format!("{red:02x}{green:02x}{blue:02x}"));
        assert_eq!(of_pages, ours);
    }
}
