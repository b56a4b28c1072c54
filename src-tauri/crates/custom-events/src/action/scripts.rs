//! Programs that read their arguments as commands, and where no value may stand for them.
//!
//! A value is one argument whatever is in it, but what a program does with an argument is its own affair: Windows starts a
//! shell for a batch file, which reads the arguments once more (CVE-2024-24576); `sh -c`, `perl -e` and the like run an
//! argument as a program; `sqlite3`, `make`, `vim` have languages of their own; `env` and `xargs` start the program that an
//! argument names. Such a program can have the values in its environment instead, where nothing is read as a command.

use super::{System, arguments::Argument};

/// What Windows hands to a shell or a script host.
const SCRIPTS_ON_WINDOWS: &[&str] = &["bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "lnk", "url", "hta"];

/// Programs of Windows that make commands of their arguments, wherever they stand.
const SHELLS_ON_WINDOWS: &[&str] =
    &["cmd", "wscript", "cscript", "mshta", "rundll32", "regsvr32", "forfiles", "wmic", "wsl", "msiexec", "msbuild", "schtasks", "runas", "conhost", "wt", "pcalua", "hh"];

/// Programs of any system that get no values at all: an argument of theirs that is no option is run, or names what is run
/// or opened, and where it does is nothing to rely on.
///
/// No list of them is complete: a program may read its arguments as it likes, and nobody knows every one. To list what is
/// harmless instead would shut out the user's own programs, which this is for. So these are those that come with systems or
/// are often installed, and that are known to run what they are given. The user's own wrapper around one of them is not
/// seen; what the environment holds, no program reads as a command by itself.
const READERS: &[&[&str]] = &[
    // Shells that are not on this machine, or that put their arguments together to one command.
    &["powershell", "powershell_ise", "pwsh", "ssh", "slogin", "rsh", "plink", "mosh", "autossh", "sshpass", "su", "runuser", "pkexec", "watch", "parallel", "expect"],
    &["nu", "elvish", "xonsh", "yash", "osh", "ysh", "ssh-agent", "unbuffer", "chronic", "entr", "run-parts", "hyperfine"],
    // What keeps terminals.
    &["tmux", "screen", "script", "x-terminal-emulator", "xterm", "urxvt", "gnome-terminal", "xfce4-terminal", "konsole", "kitty", "alacritty", "foot", "wezterm"],
    // Languages, beyond those whose options are told below.
    &["awk", "gawk", "mawk", "nawk", "original-awk", "sed", "gsed", "ed", "ex", "m4", "gm4", "bc", "dc", "tclsh", "wish", "guile", "lua", "luajit", "texlua", "luatex", "luau"],
    &[
        "r",
        "rscript",
        "octave",
        "octave-cli",
        "julia",
        "ghc",
        "ghci",
        "runghc",
        "runhaskell",
        "jshell",
        "groovy",
        "groovysh",
        "scala",
        "scala-cli",
        "kotlin",
        "kotlinc",
        "clj",
        "clojure",
    ],
    &["deno", "bun", "bunx", "ts-node", "tsx", "elixir", "iex", "erl", "escript", "racket", "sbcl", "clisp", "ocaml", "swift", "raku", "irb", "ipython", "gnuplot", "jrunscript"],
    &["tex", "pdftex", "latex", "pdflatex", "xelatex", "lualatex", "gs", "convert", "magick"],
    // Editors and pagers: `+!command`, `-c`, modelines.
    &["vi", "vim", "vim.basic", "vim.tiny", "vim.nox", "vim.gtk", "vimdiff", "view", "rvim", "rview", "editor", "pager", "gvim", "nvim", "nvim-qt", "less"],
    &["emacs", "emacs-gtk", "emacs-nox", "emacs-lucid", "emacsclient"],
    // Debuggers, and what starts the program that it is told, in ways of its own.
    &["gdb", "gdb-multiarch", "lldb", "strace", "ltrace", "perf", "valgrind", "ld.so", "ld-linux.so", "ld-linux-x86-64.so", "ld-linux-aarch64.so"],
    &["at", "batch", "crontab", "systemd-run", "unshare", "nsenter", "setpriv", "bwrap", "firejail", "flatpak", "flatpak-spawn", "setarch", "taskset", "prlimit", "numactl"],
    &["rlwrap", "cpulimit", "eatmydata", "faketime", "torsocks", "torify", "proxychains", "gamemoderun", "prime-run", "snap", "ifne", "pee", "tcpdump", "man"],
    &[
        "start-stop-daemon",
        "choom",
        "sg",
        "dbus-run-session",
        "dbus-launch",
        "xvfb-run",
        "fakeroot",
        "proot",
        "capsh",
        "docker",
        "podman",
        "kubectl",
        "i3-msg",
        "swaymsg",
        "hyprctl",
    ],
    // Databases: SQL, and commands of their shells.
    &["sqlite", "sqlite3", "psql", "mysql", "mariadb", "sqlcmd", "osql", "isql", "sqlplus", "duckdb", "mongo", "mongosh", "redis-cli", "clickhouse-client", "cqlsh"],
    // What builds, fetches and packs: variables, recipes, hooks, and programs to use on the way.
    &["make", "gmake", "bmake", "nmake", "ninja", "cmake", "ant", "gradle", "mvn", "rake", "just", "npm", "npx", "pnpm", "yarn", "pip", "pipx", "uv", "uvx", "cargo", "go"],
    &["git", "hg", "svn", "find", "gfind", "fd", "tar", "gtar", "bsdtar", "zip", "rsync", "scp", "sftp", "socat", "nc", "nc.openbsd", "nc.traditional", "ncat", "netcat"],
    // What opens its argument with the program that is meant for it, or as one.
    &["xdg-open", "gio", "kde-open", "kioclient", "gnome-open", "gvfs-open", "exo-open", "mimeopen", "run-mailcap", "open", "explorer", "start", "cygstart"],
];

/// Programs that open the address an argument is: a value may stand in one whose beginning is written out.
const BROWSERS: &[&str] = &[
    "firefox",
    "firefox-esr",
    "librewolf",
    "chrome",
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave",
    "brave-browser",
    "opera",
    "vivaldi",
    "vivaldi-stable",
    "iexplore",
    "safari",
    "epiphany",
    "konqueror",
    "falkon",
    "x-www-browser",
    "www-browser",
    "sensible-browser",
    "lynx",
    "w3m",
    "links",
    "elinks",
];

/// Returns whether a value stands where the program would read it as a command, or as the name of a program.
///
/// `takes_options` says whether values are let through though they look like options.
pub(super) fn gives_values_to_be_read(program: &str, arguments: &[Argument<'_>], takes_options: bool, system: System) -> bool {
    if arguments.iter().all(|argument| !argument.has_values()) {
        return false;
    }
    let file = file_name(program, system);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((&file, ""));
    if system == System::Windows && (SCRIPTS_ON_WINDOWS.contains(&extension) || SHELLS_ON_WINDOWS.contains(&stem) || SHELLS_ON_WINDOWS.contains(&file.as_str())) {
        return true;
    }
    let name = if matches!(extension, "exe" | "com" | "appimage") { stem } else { &file };
    // `m4` is what it is, `python3.12` is python, and so is `python3-dbg`.
    let names = [name, name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-')), before_version(name)];
    let is_among = |known: &[&str]| names.iter().any(|name| known.contains(name));
    if READERS.iter().any(|readers| is_among(readers)) {
        return true;
    }
    // A caller gets no page of their own.
    if is_among(BROWSERS) && arguments.iter().any(|argument| argument.has_values() && argument.beginning().is_empty()) {
        return true;
    }
    if let Some(wrapper) = WRAPPERS.iter().find(|wrapper| is_among(wrapper.names)) {
        return wrapper.gives_values_to_be_read(arguments, takes_options, system);
    }
    INTERPRETERS.iter().find(|interpreter| is_among(interpreter.names)).is_some_and(|interpreter| interpreter.gives_values_to_be_read(arguments, takes_options))
}

/// Returns a name without a version and what follows it, as of `perl5.36-x86_64-linux-gnu`. What goes on in letters is no
/// version: `sh2crm`.
fn before_version(name: &str) -> &str {
    let (word, version) = name.split_at(name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len()));
    let rest = version.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if rest.is_empty() || rest.starts_with('-') { word.trim_end_matches(['.', '-']) } else { name }
}

/// Returns the name of a program's file in lower case, as the system finds it.
fn file_name(program: &str, system: System) -> String {
    let file = match system {
        // Windows ignores dots and blanks at the end of a name; what follows a colon is a stream of the file.
        System::Windows => program.rsplit(['/', '\\']).next().unwrap_or_default().split(':').next().unwrap_or_default().trim_end_matches(['.', ' ']),
        System::Unix => program.rsplit('/').next().unwrap_or_default(),
    };
    file.to_lowercase()
}

/// A program that starts the program its arguments name.
struct Wrapper {
    names: &'static [&'static str],
    /// Options whose next argument belongs to them.
    with_argument: &'static [&'static str],
    /// How many arguments besides options stand before the program.
    before_program: usize,
}

const WRAPPERS: &[Wrapper] = &[
    Wrapper { names: &["env"], with_argument: &["-u", "--unset", "-C", "--chdir"], before_program: 0 },
    Wrapper { names: &["xargs"], with_argument: &["-a", "-d", "-E", "-I", "-L", "-n", "-P", "-s"], before_program: 0 },
    Wrapper { names: &["nohup", "setsid", "busybox", "toybox", "command", "exec", "time"], with_argument: &["-o", "-f"], before_program: 0 },
    Wrapper { names: &["nice", "ionice", "chrt"], with_argument: &["-n", "-c", "-p"], before_program: 0 },
    Wrapper { names: &["stdbuf"], with_argument: &["-i", "-o", "-e"], before_program: 0 },
    Wrapper { names: &["sudo", "doas"], with_argument: &["-u", "-g", "-C", "-h", "-p", "-R", "-D", "-T"], before_program: 0 },
    Wrapper { names: &["timeout"], with_argument: &["-k", "-s"], before_program: 1 },
    Wrapper { names: &["chroot", "flock"], with_argument: &["-w", "-E"], before_program: 1 },
];

impl Wrapper {
    fn gives_values_to_be_read(&self, arguments: &[Argument<'_>], takes_options: bool, system: System) -> bool {
        let mut before_program = self.before_program;
        let mut rest = arguments.iter().enumerate();
        while let Some((index, argument)) = rest.next() {
            if argument.has_values() {
                return true;
            }
            let literal = argument.beginning();
            if self.names.contains(&"env") && splits(literal) {
                return true;
            }
            if self.with_argument.contains(&literal) {
                if rest.next().is_some_and(|(_, argument)| argument.has_values()) {
                    return true;
                }
            } else if literal.starts_with('-') || literal.contains('=') {
                // An option, or a variable of the environment.
            } else if before_program > 0 {
                before_program -= 1;
            } else {
                return gives_values_to_be_read(literal, &arguments[index + 1..], takes_options, system);
            }
        }
        false
    }
}

/// Returns whether it is the option of `env` whose argument is a command line: what follows belongs to that.
fn splits(option: &str) -> bool {
    option.starts_with("--s") || (option.starts_with('-') && !option.starts_with("--") && option.contains('S'))
}

/// A program that runs the program its arguments contain, or one in a file that they name.
struct Interpreter {
    names: &'static [&'static str],
    /// The letters of the options that take a program for their argument, alone or after other letters: `-c`, `-Bc`.
    code: &'static str,
    /// The letters of the options that take another argument.
    argument: &'static str,
    /// The letters of the options whose argument, if any, follows at once.
    attached: &'static str,
    /// The long options that take a program.
    long_code: &'static [&'static str],
    /// The long options whose next argument belongs to them.
    long_argument: &'static [&'static str],
    /// The letters of the options that make it open the files its arguments name, where `x|` is a command to run. They may
    /// stand after other letters.
    opens: &'static str,
    /// Whether what follows the program is its own, even if it looks like an option.
    ends_options: bool,
}

/// What the next argument is to an option.
#[derive(PartialEq, Eq)]
enum Next {
    Code,
    CodeIsHere,
    Argument,
    Unrelated,
}

const NONE: Interpreter = Interpreter { names: &[], code: "", argument: "", attached: "", long_code: &[], long_argument: &[], opens: "", ends_options: false };

const INTERPRETERS: &[Interpreter] = &[
    // With and without `-c`, their program or script is the first argument that is no option.
    Interpreter { names: &["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "rbash", "csh", "tcsh"], argument: "oO", long_argument: &["--rcfile", "--init-file"], ..NONE },
    Interpreter {
        names: &["fish"],
        code: "cC",
        argument: "dDof",
        long_code: &["--command", "--init-command"],
        long_argument: &["--debug", "--debug-output", "--features"],
        ..NONE
    },
    Interpreter { names: &["python", "pythonw", "pypy", "py"], code: "c", argument: "WXQ", ends_options: true, ..NONE },
    Interpreter { names: &["perl"], code: "eE", argument: "IMm", attached: "iCdDFlVx0", opens: "npaF", ..NONE },
    Interpreter { names: &["ruby", "jruby"], code: "e", argument: "IrCEX", attached: "iFKTWx0", long_argument: &["--encoding"], ..NONE },
    Interpreter {
        names: &["node", "nodejs"],
        code: "ep",
        argument: "rC",
        long_code: &["--eval", "--print"],
        long_argument: &["--require", "--import", "--loader", "--conditions"],
        ..NONE
    },
    Interpreter {
        names: &["php", "php-cli"],
        code: "rRBE",
        argument: "cdz",
        long_code: &["--run", "--process-code", "--process-begin", "--process-end"],
        long_argument: &["--define", "--php-ini"],
        ..NONE
    },
    Interpreter { names: &["osascript"], code: "e", argument: "ls", ..NONE },
    // Their first argument that is no option names the program.
    Interpreter { names: &["java", "javaw", "mono", "wine", "wine64", "dotnet"], ..NONE },
];

impl Interpreter {
    /// Values may stand behind the literal name of a script, or behind a literal program: there they are its arguments.
    fn gives_values_to_be_read(&self, arguments: &[Argument<'_>], takes_options: bool) -> bool {
        let mut has_code = false;
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let written = argument.beginning();
            if argument.has_values() {
                // What follows a program and is no option is an argument of it.
                if !has_code || takes_options || written.starts_with(['-', '+']) {
                    return true;
                }
                continue;
            }
            if written == "--" {
                // From here on there are no options; but the first argument may still be the script.
                return !has_code && rest.next().is_some_and(Argument::has_values);
            }
            if !written.starts_with(['-', '+']) {
                // The script.
                return false;
            }
            if self.opens_arguments(written) {
                return rest.any(Argument::has_values);
            }
            let next = self.next_of(written);
            if matches!(next, Next::Code | Next::Argument) && rest.next().is_some_and(Argument::has_values) {
                return true;
            }
            has_code |= matches!(next, Next::Code | Next::CodeIsHere);
            if has_code && self.ends_options {
                return false;
            }
        }
        false
    }

    /// Returns whether a literal option makes it open the files that arguments name. In doubt it does.
    fn opens_arguments(&self, option: &str) -> bool {
        let first = option.chars().nth(1).unwrap_or('-');
        first != '-' && !self.argument.contains(first) && !"CdDVx".contains(first) && option.contains(|c| self.opens.contains(c))
    }

    /// Says what the argument after a literal option is.
    fn next_of(&self, option: &str) -> Next {
        if option.starts_with("--") {
            let (name, is_here) = option.split_once('=').map_or((option, false), |(name, _)| (name, true));
            return match (self.long_code.contains(&name), self.long_argument.contains(&name)) {
                (true, _) if is_here => Next::CodeIsHere,
                (true, _) => Next::Code,
                (false, true) if !is_here => Next::Argument,
                (false, _) => Next::Unrelated,
            };
        }
        let mut letters = option.chars().skip(1);
        while let Some(letter) = letters.next() {
            if self.code.contains(letter) {
                return if letters.next().is_some() { Next::CodeIsHere } else { Next::Code };
            }
            if self.argument.contains(letter) {
                // Shells read on: `-oe pipefail`.
                let is_here = letters.next().is_some() && !self.code.is_empty();
                return if is_here { Next::Unrelated } else { Next::Argument };
            }
            if self.attached.contains(letter) {
                return Next::Unrelated;
            }
        }
        Next::Unrelated
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Template, action::arguments};

    fn is_refused(command: &str, takes_options: bool, system: System) -> bool {
        let (program, parameters) = command.split_once(' ').unwrap();
        let parameters = Template::parse(parameters.replace('V', "{Call.RemoteName}"));
        gives_values_to_be_read(program, &arguments::split(&parameters).unwrap(), takes_options, system)
    }

    #[test]
    fn no_value_stands_where_it_is_read_as_a_command() {
        for (command, refused) in [
            ("/usr/bin/firefox https://crm.example/?q=V", false),
            ("/opt/screenpop V", false),
            ("/opt/sh-wrapper V", false),
            ("/bin/sh V", true),
            ("/bin/sh script.sh V", false),
            ("/bin/sh -c V", true),
            ("/bin/sh -c 'echo V'", true),
            ("/bin/sh -cV", true),
            ("/bin/sh -c 'echo \"$1\"' x V", false),
            ("/bin/bash -euo pipefail -c V", true),
            ("/bin/bash -oe pipefail -c V", true),
            ("/bin/bash -euo pipefail -c 'x \"$@\"' x V", false),
            ("/bin/bash -lc V", true),
            ("/bin/bash -c -x V", true),
            ("/bin/bash +O extglob V", true),
            ("/bin/bash -- V", true),
            ("/bin/bash -- x.sh V", false),
            ("/bin/bash --rcfile V x.sh", true),
            ("/bin/bash fixed", false),
            ("/usr/bin/fish --command=V", true),
            ("/usr/bin/fish -C V", true),
            ("/usr/bin/python3.12 V", true),
            ("/usr/bin/python3.12 -Bc V", true),
            ("/usr/bin/python3 -c 'import sys' V", false),
            ("/usr/bin/python3 -W ignore V", true),
            ("/usr/bin/python3 -W ignore x.py -c V", false),
            ("/usr/bin/python3 -m V", true),
            ("/usr/bin/python3 -m mymodule V", false),
            ("/opt/homebrew/bin/python3 -u x.py --name=V", false),
            ("/usr/bin/perl -Mfeature=say -e V", true),
            ("/usr/bin/perl -Ilib/perl V", true),
            ("/usr/bin/perl -Ilib/perl x.pl V", false),
            ("/usr/bin/perl -e 'print' V", false),
            ("/usr/bin/perl -ne 'print' V", true),
            ("/usr/bin/perl -lpe 1 x V", true),
            ("/usr/bin/perl -w -0777 -n x.pl V", true),
            ("/usr/bin/perl5.36-x86_64-linux-gnu -e V", true),
            ("/usr/bin/perl -e print -eV", true),
            ("/usr/bin/ruby -e V", true),
            ("/usr/bin/node --eval V", true),
            ("/usr/bin/node --eval=V", true),
            ("/usr/bin/node --require x V", true),
            ("/usr/bin/node app.js V", false),
            ("/usr/bin/php8.3 -r V", true),
            ("/usr/bin/lua5.4 -e V", true),
            ("/usr/bin/lua5.4 x.lua V", true),
            ("/usr/bin/java -jar V", true),
            ("/usr/bin/java V", true),
            ("/usr/bin/java -cp V x", true),
            ("/usr/bin/java -jar x.jar V", false),
            ("/usr/bin/osascript -e V", true),
            ("/usr/bin/osascript -e 'on run' V", false),
            ("/usr/bin/awk V", true),
            ("/usr/bin/awk -v n=V 'BEGIN{{}}'", true),
            ("/usr/bin/sed s/x/V/", true),
            ("/usr/bin/env V", true),
            ("/usr/bin/env NAME=V x", true),
            ("/usr/bin/env -u HOME NAME=1 screenpop V", false),
            ("/usr/bin/env bash -c V", true),
            ("/usr/bin/env -S V", true),
            ("/usr/bin/env -S 'sqlite3 x.db' V", true),
            ("/usr/bin/env -vS 'sqlite3 x.db' x V", true),
            ("/usr/bin/env --split-string='sqlite3 x.db' x V", true),
            ("/usr/bin/env python3 x.py V", false),
            ("/usr/bin/xargs -n 1 V", true),
            ("/usr/bin/nice -n 5 sh -c V", true),
            ("/usr/bin/timeout 5 V", true),
            ("/usr/bin/timeout 5 screenpop V", false),
            ("/bin/busybox sh -c V", true),
            ("/usr/bin/sudo -u bob V", true),
            ("/usr/bin/ssh host notify V", true),
            ("/usr/bin/pwsh -Command V", true),
            ("/opt/sh2crm V", false),
            ("/opt/open-crm V", false),
            ("/opt/make.py V", false),
            ("/usr/bin/notify-send Call V", false),
            ("/usr/bin/logger -t bellhop V", false),
            ("/opt/crm --name=V", false),
            ("/usr/bin/curl -d V https://crm.example/", false),
            ("/usr/bin/curl V", false),
            ("/usr/bin/wget V", false),
            ("/usr/bin/zenity --info --text V", false),
            ("/usr/bin/bellhop append-csv x.csv V", false),
        ] {
            for system in System::ALL {
                assert_eq!(is_refused(command, false, system), refused, "{command}");
            }
        }
        assert!(is_refused("/usr/bin/perl -e print V", true, System::Unix), "it could be one more -e");
    }

    #[test]
    fn what_reads_its_arguments_gets_no_values_however_it_is_started() {
        let listed = READERS.iter().copied().flatten().map(|name| format!("{name} fixed V"));
        let told = [
            "proxychains4 curl V",
            "nu3.1 -c V",
            "firefox V",
            "google-chrome --new-window V",
            "sqlite3 x.db \"insert into calls values ('V')\"",
            "sqlite3 x.db V",
            "make X=V",
            "gmake-4.3 X=V",
            "psql -c 'select V'",
            "psql-16 -c V",
            "mysql -e V",
            "vim -c V",
            "vim.gtk3 V",
            "nvim.appimage +V",
            "emacs-29.1 --eval V",
            "gdb -ex V",
            "lldb-17 -o V",
            "git -c x=V status",
            "find . -exec echo V",
            "gawk-5.1.0 'BEGIN{{}}' V",
            "sed -e s/x/V/",
            "m4 -DX=V",
            "tclsh8.6 x.tcl V",
            "guile-3.0 -c V",
            "Rscript -e V",
            "R -e V",
            "octave-cli-6.1.0 --eval V",
            "script -c V",
            "nc.traditional -e V",
            "tar --checkpoint-action=exec=V",
            "rsync -e V x y",
            "zip -TT V x",
            "kde-open5 V",
            "MAKE.EXE X=V",
            "ld-linux-x86-64.so.2 V",
        ];
        for command in listed.chain(told.into_iter().map(str::to_owned)) {
            for before in ["/usr/bin/", "/usr/bin/env ", "/usr/bin/nice -n 5 ", "/usr/bin/timeout 5 /bin/", "/bin/busybox ", "/usr/bin/sudo -u bob env X=1 "] {
                for system in System::ALL {
                    assert!(is_refused(&format!("{before}{command}"), false, system), "{before}{command}");
                }
            }
            assert!(!is_refused(&format!("/usr/bin/{}", command.replace('V', "v")), false, System::Unix), "{command} without values");
        }
    }

    #[test]
    fn on_windows_scripts_and_shells_get_no_values() {
        let scripts = ["x.bat", "x.CMD. .", "x.bat::$DATA", "x.ps1", "x.vbs", "x.VBE", "x.js", "x.jse", "x.wsf", "x.wsh", "x.lnk", "x.url", "x.hta"];
        let shells = ["cmd.exe", "CMD", "powershell.exe", "pwsh.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe", "wsl.exe"];
        for file in scripts.into_iter().chain(shells) {
            for program in [format!(r"C:\Tools.d\{file}"), format!("/opt/{file}")] {
                let template = Template::parse("/C echo {Call.RemoteName}");
                let arguments = arguments::split(&template).unwrap();
                assert!(gives_values_to_be_read(&program, &arguments, false, System::Windows), "{program}");
            }
            assert!(!is_refused(&format!("/opt/{} fixed", file.replace(' ', "")), false, System::Windows), "{file}");
        }
        assert!(is_refused(r"C:\Python312\python.exe -c V", false, System::Windows));
        assert!(!is_refused(r"C:\Python312\python.exe x.py V", false, System::Windows));
        assert!(!is_refused("/opt/x.bat V", false, System::Unix), "a file like any other");
    }
}
