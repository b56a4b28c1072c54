//! Where the window was, for the next one: a small file of ours. A place that is no longer on any screen is not taken.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

use crate::host::whole_file;

/// How large a window is that was never elsewhere, in logical pixels.
pub const USUAL: (f64, f64) = (900.0, 640.0);

/// How large it is at least, in logical pixels.
pub const LEAST: (f64, f64) = (360.0, 360.0);

/// How much of its upper edge must be on a screen, in physical pixels, for a hand to get hold of it.
const HANDLE: (i32, i32) = (96, 32);

/// What is remembered of the window.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Remembered {
    /// Where it was.
    pub place: Option<Place>,
    /// Whether the user was told that the program lives on in the tray.
    pub told_of_tray: bool,
}

/// Where a window is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Its corner on the desktop, in physical pixels.
    pub corner: (i32, i32),
    /// Its inner size, in logical pixels: it is as large to the eye on another screen.
    pub size: (f64, f64),
    /// Whether it fills the screen. Then the rest says where it was before.
    pub maximized: bool,
}

/// A screen, without what panels and docks take of it, in physical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Screen {
    /// Its corner on the desktop.
    pub corner: (i32, i32),
    /// Its size.
    pub size: (u32, u32),
    /// How many physical pixels a logical one is.
    pub scale: f64,
}

impl Screen {
    fn holds(&self, point: (i32, i32)) -> bool {
        let within = |start: i32, length: u32, at: i32| i64::from(at) >= i64::from(start) && i64::from(at) < i64::from(start) + i64::from(length);
        within(self.corner.0, self.size.0, point.0) && within(self.corner.1, self.size.1, point.1)
    }

    /// Its size in logical pixels.
    fn room(&self) -> (f64, f64) {
        (f64::from(self.size.0) / self.scale, f64::from(self.size.1) / self.scale)
    }
}

/// Where a new window is put.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Put {
    /// Its corner, in physical pixels; without, the desktop decides.
    pub corner: Option<(i32, i32)>,
    /// How many physical pixels a logical one is there.
    pub scale: f64,
    /// Its inner size, in logical pixels.
    pub size: (f64, f64),
    /// Whether it fills the screen.
    pub maximized: bool,
}

/// Returns where a window is put that was here, on the screens there are now, of which the first is the main one.
pub fn put(place: Option<Place>, screens: &[Screen]) -> Put {
    let usual = screens.first().map_or(USUAL, |main| fitted(USUAL, main));
    let scale = screens.first().map_or(1.0, |main| main.scale);
    let Some(place) = place else { return Put { corner: None, scale, size: usual, maximized: false } };
    let (left, top) = place.corner;
    // Where it is taken hold of: somewhere along the upper edge.
    let handles = [HANDLE.0, (place.size.0 / 2.0) as i32].map(|along| (left.saturating_add(along), top.saturating_add(HANDLE.1 / 2)));
    match screens.iter().find(|screen| handles.iter().any(|handle| screen.holds(*handle))) {
        Some(screen) => {
            let top = top.max(screen.corner.1);
            Put { corner: Some((left, top)), scale: screen.scale, size: fitted(place.size, screen), maximized: place.maximized }
        }
        None => Put { corner: None, scale, size: screens.first().map_or(place.size, |main| fitted(place.size, main)), maximized: place.maximized },
    }
}

/// A size that fits on a screen and can be used.
fn fitted(size: (f64, f64), screen: &Screen) -> (f64, f64) {
    let room = screen.room();
    let fit = |wanted: f64, least: f64, room: f64| if wanted.is_finite() { wanted.min(room).max(least) } else { least };
    (fit(size.0, LEAST.0, room.0), fit(size.1, LEAST.1, room.1))
}

/// Reads what is remembered. What can't be read is forgotten: it is only where a window was.
pub fn read(file: &Path) -> Remembered {
    fs::read(file).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

/// Remembers it.
pub fn write(file: &Path, remembered: &Remembered) {
    let written = serde_json::to_vec(remembered).map_err(std::io::Error::from).and_then(|text| whole_file::replace(file, ".window-", &text));
    if let Err(error) = written {
        tracing::warn!(%error, "where the window is can't be remembered");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: Screen = Screen { corner: (0, 0), size: (1920, 1040), scale: 1.0 };
    const LEFT: Screen = Screen { corner: (-2560, 0), size: (2560, 1400), scale: 2.0 };

    fn place(corner: (i32, i32), size: (f64, f64)) -> Option<Place> {
        Some(Place { corner, size, maximized: false })
    }

    #[test]
    fn a_window_comes_back_where_it_was_while_that_is_on_a_screen() {
        for (what, place, screens, corner, size) in [
            ("the first time", None, &[MAIN][..], None, USUAL),
            ("as it was", place((100, 50), (800.0, 500.0)), &[MAIN], Some((100, 50)), (800.0, 500.0)),
            ("on the other screen", place((-2000, 50), (800.0, 500.0)), &[MAIN, LEFT], Some((-2000, 50)), (800.0, 500.0)),
            ("which is gone", place((-2000, 50), (800.0, 500.0)), &[MAIN], None, (800.0, 500.0)),
            ("partly beyond the right edge", place((1500, 50), (800.0, 500.0)), &[MAIN], Some((1500, 50)), (800.0, 500.0)),
            ("with nothing to get hold of", place((1910, 50), (800.0, 500.0)), &[MAIN], None, (800.0, 500.0)),
            ("above the upper edge", place((100, -10), (800.0, 500.0)), &[MAIN], Some((100, 0)), (800.0, 500.0)),
            ("below the lower edge", place((100, 1040), (800.0, 500.0)), &[MAIN], None, (800.0, 500.0)),
            ("larger than the screen", place((0, 0), (4000.0, 3000.0)), &[MAIN], Some((0, 0)), (1920.0, 1040.0)),
            ("larger than one of large pixels", place((-2560, 0), (4000.0, 3000.0)), &[MAIN, LEFT], Some((-2560, 0)), (1280.0, 700.0)),
            ("of no size", place((0, 0), (0.0, f64::NAN)), &[MAIN], Some((0, 0)), LEAST),
            ("far away", place((i32::MAX, i32::MIN), (800.0, 500.0)), &[MAIN], None, (800.0, 500.0)),
            ("on a desktop that tells of no screens", place((100, 50), (800.0, 500.0)), &[], None, (800.0, 500.0)),
            ("on a small screen, the first time", None, &[Screen { corner: (0, 0), size: (800, 480), scale: 1.0 }], None, (800.0, 480.0)),
        ] {
            let put = put(place, screens);
            assert_eq!((put.corner, put.size), (corner, size), "{what}");
        }
    }

    #[test]
    fn what_is_remembered_is_read_again_and_what_is_broken_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("window.json");
        assert_eq!(read(&file), Remembered::default());
        let remembered = Remembered { place: place((-5, 7), (800.5, 600.0)), told_of_tray: true };
        write(&file, &remembered);
        assert_eq!(read(&file), remembered);
        fs::write(&file, "{\"place\":7").unwrap();
        assert_eq!(read(&file), Remembered::default());
    }
}
