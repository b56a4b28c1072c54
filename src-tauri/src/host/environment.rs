//! The environment of the programs we start: the user's own, and not ours.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::Path,
    sync::OnceLock,
};

/// What our own start is known by. A program that took it over would end the start of another window than its own.
const OUR_START: [&str; 2] = ["DESKTOP_STARTUP_ID", "XDG_ACTIVATION_TOKEN"];

/// What `tauri dev` tells the program it runs.
const OF_THE_TOOLS: [&str; 2] = ["TAURI_", "__TAURI_"];

/// What an AppImage says about itself.
const OF_THE_IMAGE: [&str; 6] = ["APPDIR", "APPIMAGE", "ARGV0", "OWD", "APPIMAGE_UUID", "APPIMAGE_EXTRACT_AND_RUN"];

/// What an AppImage sets so that its program finds the libraries it brings along; with these, another program would
/// find them in place of its own (tauri#10078).
const LIBRARIES: [&str; 3] = ["LD_LIBRARY_PATH", "LD_PRELOAD", "GSETTINGS_SCHEMA_DIR"];
const FAMILIES: [&str; 5] = ["GTK_", "GDK_", "GIO_", "GST_", "PYTHON"];

/// What no AppImage sets, though its name looks so: how the user types, and how large it is.
const OF_THE_USER: [&str; 3] = ["GTK_IM_MODULE", "GDK_SCALE", "GDK_DPI_SCALE"];

/// What we have set for our own libraries.
static FOR_OUR_LIBRARIES: OnceLock<Vec<&str>> = OnceLock::new();

/// Asks libraries that can be asked in the environment only: sets these to 1, where the user has not set them. Programs we
/// start are not asked.
///
/// # Safety
/// There must be no other thread that could read the environment.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "the environment has no lock that libraries know of")]
pub(crate) unsafe fn ask_libraries(names: &[&'static str]) {
    let unset = names.iter().copied().filter(|name| env::var_os(name).is_none()).collect();
    for name in FOR_OUR_LIBRARIES.get_or_init(|| unset) {
        // SAFETY: whoever calls this has no other thread.
        unsafe { env::set_var(name, "1") };
    }
}

/// Returns the environment we were started with, without what is only for us.
pub(super) fn for_others() -> Vec<(OsString, OsString)> {
    let ours = FOR_OUR_LIBRARIES.get().map(Vec::as_slice).unwrap_or_default();
    scrubbed(env::vars_os().filter(|(name, _)| !ours.iter().any(|our| name == our)))
}

/// Returns an environment without what is only for us.
fn scrubbed(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Vec<(OsString, OsString)> {
    let variables: Vec<_> = variables.into_iter().filter(|(name, _)| !is_ours(&name.to_string_lossy())).collect();
    let image = variables.iter().find(|(name, _)| name == "APPDIR").map(|(_, folder)| folder.clone());
    match image {
        Some(folder) if !folder.is_empty() => without_image(variables, Path::new(&folder)),
        Some(_) | None => variables,
    }
}

/// Whether a variable is for this program alone: it may hold a secret, or belongs to how we were started.
fn is_ours(name: &str) -> bool {
    let secret = name.starts_with("BELLHOP_") && ["PASSWORD", "TOKEN", "SECRET"].iter().any(|word| name.contains(word));
    secret || OUR_START.contains(&name) || OF_THE_TOOLS.iter().any(|family| name.starts_with(family))
}

/// Takes out what an AppImage put in. What it replaced is put back, where it was kept.
fn without_image(variables: Vec<(OsString, OsString)>, image: &Path) -> Vec<(OsString, OsString)> {
    let kept_aside = |name: &str| variables.iter().find(|(other, _)| other.to_str().and_then(|other| other.strip_suffix("_ORIG")) == Some(name)).map(|(_, value)| value.clone());
    let mut scrubbed = Vec::with_capacity(variables.len());
    for (name, value) in &variables {
        let text = name.to_string_lossy();
        if let Some(of) = text.strip_suffix("_ORIG")
            && is_of_the_image(of)
        {
            // Put back below, under its name; or here, where the image left nothing under that name.
            if !variables.iter().any(|(other, _)| other == of) && !value.is_empty() {
                scrubbed.push((of.into(), value.clone()));
            }
        } else if is_of_the_image(&text) {
            scrubbed.extend(kept_aside(&text).filter(|original| !original.is_empty()).map(|original| (name.clone(), original)));
        } else if let Some(rest) = without_folders_of(image, value) {
            scrubbed.push((name.clone(), rest));
        }
    }
    scrubbed
}

fn is_of_the_image(name: &str) -> bool {
    !OF_THE_USER.contains(&name) && (OF_THE_IMAGE.contains(&name) || LIBRARIES.contains(&name) || FAMILIES.iter().any(|family| name.starts_with(family)))
}

/// Takes the image's own folders out of a list of them, such as `PATH`. Returns nothing if nothing else was in it.
fn without_folders_of(image: &Path, value: &OsStr) -> Option<OsString> {
    let folders: Vec<_> = env::split_paths(value).collect();
    if !folders.iter().any(|folder| folder.starts_with(image)) {
        return Some(value.to_owned());
    }
    let others: Vec<_> = folders.into_iter().filter(|folder| !folder.starts_with(image)).collect();
    if others.is_empty() { None } else { env::join_paths(others).ok() }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;

    fn scrub(variables: &[(&str, &str)]) -> Vec<(String, String)> {
        let text = |text: OsString| text.into_string().unwrap();
        scrubbed(variables.iter().map(|(name, value)| (name.into(), value.into()))).into_iter().map(|(name, value)| (text(name), text(value))).collect()
    }

    #[test]
    fn nothing_that_is_only_for_us_is_handed_on() {
        let kept = [("HOME", "/home/ann"), ("LD_LIBRARY_PATH", "/opt/lib"), ("GTK_THEME", "Adwaita"), ("PYTHONPATH", "/opt/python"), ("BELLHOP_LOG", "debug")];
        let ours = [("BELLHOP_PASSWORD", "x"), ("BELLHOP_TEST_PASSWORD_2", "x"), ("BELLHOP_ACCESS_TOKEN", "x"), ("TAURI_ENV_DEBUG", "1"), ("XDG_ACTIVATION_TOKEN", "x")];
        let left = scrub(&[&kept[..], &ours[..]].concat());
        assert_eq!(left, kept.map(|(name, value)| (name.to_owned(), value.to_owned())), "outside an AppImage the rest is the user's");
    }

    #[test]
    fn nothing_of_an_app_image_is_handed_on_and_what_it_replaced_is_put_back() {
        let left = scrub(&[
            ("APPDIR", "/tmp/.mount_bell"),
            ("APPIMAGE", "/home/ann/Bellhop.AppImage"),
            ("ARGV0", "Bellhop.AppImage"),
            ("OWD", "/home/ann"),
            ("LD_LIBRARY_PATH", "/tmp/.mount_bell/usr/lib"),
            ("LD_LIBRARY_PATH_ORIG", "/opt/lib"),
            ("GTK_PATH", "/tmp/.mount_bell/usr/lib/gtk-3.0"),
            ("GTK_IM_MODULE", "ibus"),
            ("GDK_BACKEND", "x11"),
            ("GIO_EXTRA_MODULES", "/tmp/.mount_bell/usr/lib/gio"),
            ("GST_PLUGIN_PATH", "/tmp/.mount_bell/usr/lib/gst"),
            ("PYTHONHOME", "/tmp/.mount_bell/usr"),
            ("PYTHONHOME_ORIG", ""),
            ("PYTHONPATH_ORIG", "/opt/python"),
            ("PATH", "/tmp/.mount_bell/usr/bin:/usr/bin:/bin"),
            ("XDG_DATA_DIRS", "/tmp/.mount_bell/usr/share"),
            ("QT_PLUGIN_PATH", "/tmp/.mount_bell/usr/qt:/opt/qt"),
            ("HOME", "/home/ann"),
        ]);
        let expected = [
            ("LD_LIBRARY_PATH", "/opt/lib"),
            ("GTK_IM_MODULE", "ibus"),
            ("PYTHONPATH", "/opt/python"),
            ("PATH", "/usr/bin:/bin"),
            ("QT_PLUGIN_PATH", "/opt/qt"),
            ("HOME", "/home/ann"),
        ];
        assert_eq!(left, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
