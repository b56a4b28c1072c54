//! What Bellhop needs from the operating system: finds out what is missing, and installs it where it can.
//!
//! Debian and its descendants are served by apt-get; elsewhere the command to type is printed and the chore stops.
//! macOS and Windows need nothing that a machine able to compile this file does not have.

use std::{collections::HashSet, fmt::Write as _, process::Command};

use anyhow::{Result, bail};

use crate::{process, ui};

/// What a package is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Compiling the program.
    Build,
    /// Using it.
    Run,
    /// Showing it where there is no display.
    Headless,
    /// Its tests.
    Test,
    /// Measuring what it costs, beside others.
    Bench,
    /// Making installers.
    Installers,
}

/// Debian's names; `a | b` is met by either, and `a` is what gets installed.
fn debian(purpose: Purpose) -> &'static [&'static str] {
    match purpose {
        Purpose::Build => &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libasound2-dev", "libpulse-dev", "ca-certificates", "curl"],
        Purpose::Run => &["libayatana-appindicator3-1", "libpulse0", "libasound2-plugins | pipewire-alsa", "gnome-keyring | kwalletmanager | keepassxc", "xdg-utils"],
        Purpose::Headless => &["xvfb", "dbus", "gnome-keyring", "dunst", "imagemagick", "procps"],
        Purpose::Test => &[
            "webkit2gtk-driver",
            "chromium | chromium-browser | google-chrome-stable",
            "xvfb",
            "dbus",
            "at-spi2-core",
            "gnome-keyring",
            "libasound2-plugins",
            "pulseaudio",
            "pulseaudio-utils",
            "openbox",
            "wmctrl",
            "xdotool",
            "procps",
        ],
        Purpose::Bench => &["valgrind", "python3-venv", "libsecret-tools", "xdotool", "openbox", "wmctrl", "pulseaudio", "pulseaudio-utils"],
        // It looks for the library of the tray as those do who build with it.
        Purpose::Installers => &["libayatana-appindicator3-dev"],
    }
}

/// The same for systems we only advise.
struct Advice {
    manager: &'static str,
    install: &'static str,
    build: &'static str,
    run: &'static str,
    headless: &'static str,
    test: &'static str,
    bench: &'static str,
    installers: &'static str,
}

const ADVICE: [Advice; 3] = [
    Advice {
        manager: "dnf",
        install: "dnf install",
        build: "gcc pkgconf-pkg-config webkit2gtk4.1-devel alsa-lib-devel pulseaudio-libs-devel curl",
        run: "libayatana-appindicator-gtk3 pulseaudio-libs alsa-plugins-pulseaudio gnome-keyring xdg-utils",
        headless: "xorg-x11-server-Xvfb dbus-daemon dbus-tools dunst ImageMagick",
        test: "/usr/bin/WebKitWebDriver chromium xorg-x11-server-Xvfb dbus-daemon at-spi2-core pulseaudio pulseaudio-utils openbox wmctrl xdotool procps-ng",
        bench: "valgrind python3 libsecret xdotool openbox wmctrl pulseaudio pulseaudio-utils",
        installers: "libayatana-appindicator-gtk3-devel",
    },
    Advice {
        manager: "pacman",
        install: "pacman -S --needed",
        build: "base-devel webkit2gtk-4.1 alsa-lib libpulse curl",
        run: "libayatana-appindicator libpulse alsa-plugins gnome-keyring xdg-utils",
        headless: "xorg-server-xvfb dbus dunst imagemagick",
        test: "webkitgtk-6.0 chromium xorg-server-xvfb dbus at-spi2-core pulseaudio libpulse openbox wmctrl xdotool procps-ng",
        bench: "valgrind python libsecret xdotool openbox wmctrl pulseaudio libpulse",
        installers: "libayatana-appindicator",
    },
    Advice {
        manager: "zypper",
        install: "zypper install",
        build: "gcc pkgconf-pkg-config 'pkgconfig(webkit2gtk-4.1)' 'pkgconfig(alsa)' 'pkgconfig(libpulse)' curl",
        run: "libayatana-appindicator3-1 libpulse0 alsa-plugins-pulse gnome-keyring xdg-utils",
        headless: "xorg-x11-server-Xvfb dbus-1 dunst ImageMagick",
        test: "/usr/bin/WebKitWebDriver chromium xorg-x11-server-Xvfb dbus-1 at-spi2-core pulseaudio pulseaudio-utils openbox wmctrl xdotool procps",
        bench: "valgrind python3 secret-tool xdotool openbox wmctrl pulseaudio pulseaudio-utils",
        installers: "'pkgconfig(ayatana-appindicator3-0.1)'",
    },
];

/// Installs what is missing for `purposes`, or says how to and fails.
pub(crate) fn ensure(purposes: &[Purpose]) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if process::find("apt-get").is_some() && process::find("dpkg-query").is_some() { ensure_on_debian(purposes) } else { check_elsewhere(purposes) }
}

fn ensure_on_debian(purposes: &[Purpose]) -> Result<()> {
    let wanted: Vec<&str> = purposes.iter().flat_map(|purpose| debian(*purpose)).copied().collect();
    // dpkg-query fails when it does not know one of the names; what it prints is right all the same.
    let query =
        process::output(Command::new("dpkg-query").args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"]).args(wanted.iter().flat_map(|want| alternatives(want))))?;
    let missing = missing(&wanted, &String::from_utf8_lossy(&query.stdout));
    if missing.is_empty() {
        return Ok(());
    }
    let count = if missing.len() == 1 { "1 system package".into() } else { format!("{} system packages", missing.len()) };
    let install: Vec<&str> = ["install", "--yes", "--no-install-recommends"].into_iter().chain(missing.iter().copied()).collect();
    let root = process::run_quietly(Command::new("id").arg("-u"))?.trim() == "0";
    if !root && process::find("sudo").is_none() {
        bail!("{count} missing, and there is no sudo to install them with. As root:\n  apt-get {}", install.join(" "));
    }
    eprintln!("Installing {count}: {}", missing.join(" "));
    // The list of packages may be old or, in a container, not there; the installation says so if that matters.
    let _ = process::run_quietly(apt_get(root).args(["--quiet", "update"]));
    process::run_quietly(apt_get(root).arg("--quiet").args(&install))?;
    Ok(())
}

fn apt_get(root: bool) -> Command {
    let mut command = Command::new(if root { "env" } else { "sudo" });
    if !root {
        command.arg("env");
    }
    // An upgrade that runs in the background holds dpkg's lock for a while: wait for it.
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=500"]);
    command
}

fn alternatives(want: &str) -> impl Iterator<Item = &str> {
    want.split('|').map(str::trim)
}

/// Returns what to install, given what is wanted and what dpkg-query said of it.
fn missing<'a>(wanted: &[&'a str], query: &str) -> Vec<&'a str> {
    let installed = |name: &str| query.lines().any(|line| line.split_once(' ') == Some((name, "installed")));
    let mut missing = Vec::new();
    for want in wanted {
        if alternatives(want).any(installed) {
            continue;
        }
        if let Some(first) = alternatives(want).next()
            && !missing.contains(&first)
        {
            missing.push(first);
        }
    }
    missing
}

/// Looks for the libraries and programs themselves, whatever their packages are called.
fn check_elsewhere(purposes: &[Purpose]) -> Result<()> {
    let library = |name: &str| process::output(Command::new("pkg-config").args(["--exists", name])).is_ok_and(|output| output.status.success());
    let program = |name: &str| process::find(name).is_some();
    let there = purposes.iter().all(|purpose| match purpose {
        Purpose::Build => library("webkit2gtk-4.1") && library("alsa") && library("libpulse") && program("curl"),
        // What it needs to run can be seen only by running it.
        Purpose::Run => true,
        Purpose::Headless => ["Xvfb", "dbus-daemon", "dbus-send", "gnome-keyring-daemon", "import"].into_iter().all(program),
        Purpose::Test => {
            let programs = ["WebKitWebDriver", "Xvfb", "dbus-daemon", "gnome-keyring-daemon", "pulseaudio", "pactl", "openbox", "wmctrl", "xdotool", "pkill"];
            programs.into_iter().all(program) && ui::browser().is_some()
        }
        Purpose::Bench => ["valgrind", "python3", "secret-tool", "xdotool", "openbox", "wmctrl", "pulseaudio", "pactl"].into_iter().all(program),
        Purpose::Installers => library("ayatana-appindicator3-0.1"),
    });
    if there {
        return Ok(());
    }
    bail!("{}", advice(purposes, |manager| process::find(manager).is_some()))
}

/// Returns what to type on a system whose packages we don't install ourselves.
fn advice(purposes: &[Purpose], is_there: impl Fn(&str) -> bool) -> String {
    let mut text = String::from("Some system packages are missing.");
    let known = ADVICE.iter().find(|advice| is_there(advice.manager));
    let mut names: Vec<&str> = Vec::new();
    for purpose in purposes {
        match (known, purpose) {
            (Some(advice), Purpose::Build) => names.extend(advice.build.split(' ')),
            (Some(advice), Purpose::Run) => names.extend(advice.run.split(' ')),
            (Some(advice), Purpose::Headless) => names.extend(advice.headless.split(' ')),
            (Some(advice), Purpose::Test) => names.extend(advice.test.split(' ')),
            (Some(advice), Purpose::Bench) => names.extend(advice.bench.split(' ')),
            (Some(advice), Purpose::Installers) => names.push(advice.installers),
            (None, purpose) => names.extend(debian(*purpose).iter().filter_map(|want| alternatives(want).next())),
        }
    }
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(*name));
    let names = names.join(" ");
    let _ = match known {
        Some(advice) => write!(text, " Install them, then run this again:\n  sudo {} {names}", advice.install),
        None => write!(text, " Install these, by the names your system has for them, then run this again:\n  {names}"),
    };
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_installed_is_missing_and_named_once() {
        let query = "curl installed\nxvfb not-installed\ndbus config-files\nbuild-essential installed\n";
        assert_eq!(missing(&["curl", "xvfb", "dbus", "openbox", "xvfb"], query), ["xvfb", "dbus", "openbox"]);
    }

    #[test]
    fn any_alternative_will_do_and_the_first_is_installed() {
        for (query, expected) in [("gnome-keyring installed\n", vec![]), ("kwalletmanager installed\n", vec![]), ("", vec!["gnome-keyring"])] {
            assert_eq!(missing(&["gnome-keyring | kwalletmanager"], query), expected, "{query:?}");
        }
    }

    #[test]
    fn a_package_is_not_taken_for_another_whose_name_begins_alike() {
        assert_eq!(missing(&["dbus"], "dbus-x11 installed\n"), ["dbus"]);
    }

    #[test]
    fn advice_is_a_command_to_type() {
        let fedora = advice(&[Purpose::Build], |manager| manager == "dnf");
        assert!(fedora.contains("\n  sudo dnf install gcc "), "{fedora}");
        let unknown = advice(&[Purpose::Build], |_| false);
        assert!(unknown.contains("libwebkit2gtk-4.1-dev"), "{unknown}");
    }
}
