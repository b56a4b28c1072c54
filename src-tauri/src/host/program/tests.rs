//! What may happen to a program, with one that behaves as it is told.

use std::{
    ffi::OsString,
    fs,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    sync::{Arc, Mutex, OnceLock},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use tempfile::TempDir;

use super::*;
use crate::hostile;

/// The program, compiled once.
fn proc() -> &'static Path {
    static PROC: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, program) = PROC.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("proc");
        let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
        let compiled = std::process::Command::new(compiler).args(["--edition=2024", "-o"]).arg(&program).arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/proc/main.rs")).status();
        assert!(compiled.unwrap().success());
        (folder, program)
    });
    program
}

fn told(args: &[&str]) -> Command {
    Command { program: proc().to_owned(), args: args.iter().map(|&arg| arg.to_owned()).collect(), ..Command::default() }
}

fn limited(args: &[&str], seconds: u32) -> Command {
    Command { time_limit: Some(seconds), ..told(args) }
}

/// Runs a program and returns its exit code, or none if it was left to itself and runs on.
async fn ended(command: Command) -> Result<Option<i32>, Failure> {
    run(None, command).await.map(|ran| match ran {
        Ran::Ended(code) => Some(code),
        Ran::On(_) => None,
    })
}

fn failed(code: FailureCode, detail: impl Into<String>) -> Result<Option<i32>, Failure> {
    Err(Failure::new(code, detail))
}

async fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(20), "it never happened that {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Whether a program runs that said its number in a file.
fn runs(file: &Path) -> bool {
    let id = fs::read_to_string(file).unwrap();
    // One that has ended, but that nobody asked about yet, runs no more.
    fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|state| !state.contains(") Z "))
}

#[tokio::test]
async fn d1_what_is_not_there_is_said_with_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let gone = folder.path().join("gone");
    for (program, code) in [
        (gone.clone(), FailureCode::ProgramMissing),
        (gone.join("x"), FailureCode::ProgramMissing),
        ("sh".into(), FailureCode::ProgramMissing),
        (folder.path().to_owned(), FailureCode::ProgramNotExecutable),
    ] {
        let detail = program.display().to_string();
        assert_eq!(ended(Command { program, ..Command::default() }).await, failed(code, detail));
    }
    let missing_folder = Command { folder: Some(gone.clone()), ..told(&["--exit", "0"]) };
    assert_eq!(ended(missing_folder).await, failed(FailureCode::FolderMissing, gone.display().to_string()));
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_a_shell_gets_no_value_as_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let (link, file) = (folder.path().join("crm"), folder.path().join("made"));
    std::os::unix::fs::symlink("/bin/sh", &link).unwrap();
    let said = |with_values| Command { program: link.clone(), args: vec!["-c".into(), format!("touch {}", file.display())], with_values, ..Command::default() };
    assert_eq!(ended(said(vec![1])).await, failed(FailureCode::BadArgument, link.display().to_string()));
    assert!(!file.exists());
    assert_eq!(ended(said(vec![])).await, Ok(Some(0)), "what the user wrote is the user's");
    assert!(file.exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn d1_a_drive_that_does_not_answer_is_not_waited_for_however_many_are_on_it() {
    let (answers, dead) = std::sync::mpsc::channel::<()>();
    let dead = Arc::new(Mutex::new(dead));
    let (starts, started) = std::sync::mpsc::channel();
    let starting = |_| {
        let (dead, starts) = (dead.clone(), starts.clone());
        let look = move || {
            let _ = dead.lock().unwrap().recv();
            Ok(())
        };
        start_after(Duration::from_millis(50), "/dead/drive".into(), look, move || starts.send(()).map_err(io::Error::other))
    };
    let ran = join_all((0..20).map(starting)).await;
    assert_eq!(ran, vec![Err(Failure::new(FailureCode::ProgramMissing, "/dead/drive")); 20]);
    // It answers when nobody waits for it any more.
    drop((answers, starts));
    assert!(started.recv().is_err(), "nothing is started then");
}

#[tokio::test]
async fn d2_what_can_not_be_run_is_said_in_our_words() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content, mode, code) in [
        ("not-executable", &b"#!/bin/sh\n"[..], 0o644, FailureCode::ProgramNotExecutable),
        ("no-program", b"this is none\n", 0o755, FailureCode::ProgramNotForThisComputer),
        ("cut", b"\x7fELF\x02\x01\x01", 0o755, FailureCode::ProgramNotForThisComputer),
        ("nobody-reads-it", b"#!/nowhere/interpreter\n", 0o755, FailureCode::ProgramNotForThisComputer),
    ] {
        let program = folder.path().join(name);
        fs::write(&program, content).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(mode)).unwrap();
        for time_limit in [None, Some(5)] {
            let command = Command { program: program.clone(), time_limit, ..Command::default() };
            assert_eq!(ended(command).await, failed(code, program.display().to_string()), "{name}");
        }
    }
}

#[tokio::test]
async fn d3_what_hangs_is_killed_with_all_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let parent = folder.path().join("number");
    let began = Instant::now();
    let ran = ended(limited(&["--hang-with-child", parent.to_str().unwrap()], 1)).await;
    assert_eq!(ran, failed(FailureCode::TimedOut, "1"));
    assert!(began.elapsed() >= Duration::from_secs(2), "it was asked before");
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert!(!runs(&parent), "the parent");
    eventually("the child is gone", || !runs(&folder.path().join("number.child"))).await;
}

#[tokio::test]
async fn d3_what_ends_when_it_is_asked_is_not_waited_for() {
    let began = Instant::now();
    let ran = ended(Command { program: "/bin/sleep".into(), args: vec!["60".into()], time_limit: Some(1), ..Command::default() }).await;
    assert_eq!(ran, failed(FailureCode::TimedOut, "1"));
    assert!(began.elapsed() < Duration::from_millis(1900), "{:?}", began.elapsed());
}

#[tokio::test]
async fn d3_what_is_given_up_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let number = folder.path().join("number");
    let running = tokio::spawn(ended(limited(&["--hang", number.to_str().unwrap()], 60)));
    eventually("it runs", || number.exists()).await;
    running.abort();
    eventually("it is gone", || !runs(&number)).await;
}

#[tokio::test]
async fn d4_a_flood_neither_blocks_nor_grows() {
    let before = resident();
    assert_eq!(ended(limited(&["--flood"], 60)).await, Ok(Some(0)));
    let grown = resident().saturating_sub(before);
    assert!(grown < 32 * 1024, "{grown} kB more");
}

/// How much memory this process has, in kB.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn d4_who_holds_the_pipe_keeps_nobody_waiting_and_ends_at_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let number = folder.path().join("number");
    let began = Instant::now();
    let ran = ended(limited(&["--fork-and-exit", number.to_str().unwrap(), "4"], 2)).await;
    assert_eq!(ran, failed(FailureCode::ProgramFailed, "4: left one behind"));
    assert!(began.elapsed() < Duration::from_millis(1500), "{:?}", began.elapsed());
    assert!(runs(&number), "what it left behind has its time, too");
    eventually("its time is over", || !runs(&number)).await;
    assert!(began.elapsed() >= Duration::from_secs(2));
}

#[tokio::test]
async fn d4_a_closed_pipe_is_not_the_end() {
    assert_eq!(ended(limited(&["--close-stdout"], 10)).await, Ok(Some(7)));
}

#[tokio::test]
async fn d5_an_exit_code_comes_with_the_end_of_what_was_said() {
    let long = format!("{}\nthe end", "word ".repeat(10_000));
    for (said, detail) in [("it broke\n", "3: it broke"), ("\u{1b}[31mred\u{202e}\n\nsecond", "3: [31mred second")] {
        assert_eq!(ended(limited(&["--exit", "3", said], 10)).await, failed(FailureCode::ProgramFailed, detail));
    }
    let ran = ended(limited(&["--exit", "3", &long], 10)).await.unwrap_err();
    assert!(ran.detail.ends_with("the end") && ran.detail.len() < 2200, "{}", ran.detail);
    for (command, code) in [(limited(&["--exit", "0", "fine"], 10), 0), (limited(&["--exit", "3", ""], 10), 3), (told(&["--exit", "3", ""]), 3)] {
        assert_eq!(ended(command).await, Ok(Some(code)));
    }
}

#[tokio::test]
async fn d5_what_a_program_complains_of_that_is_left_to_itself_is_known_at_once_and_later() {
    assert_eq!(ended(told(&["--exit", "3", "no disk"])).await, failed(FailureCode::ProgramFailed, "3: no disk"));
    let script = "sleep 3; echo no net >&2; exit 4";
    let late = Command { program: "/bin/sh".into(), args: vec!["-c".into(), script.into()], ..Command::default() };
    match run(None, late).await {
        Ok(Ran::On(end)) => assert_eq!(end.await, Err(Failure::new(FailureCode::ProgramFailed, "4: no net"))),
        ran => panic!("{ran:?}"),
    }
}

#[tokio::test]
async fn d5_what_belongs_to_the_user_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let number = folder.path().join("number");
    assert_eq!(ended(told(&["--hang", number.to_str().unwrap()])).await, Ok(None));
    assert!(runs(&number), "nobody waits for its end, and it goes on");
    let id = fs::read_to_string(&number).unwrap();
    let group = fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    assert_eq!(group.split_whitespace().nth(4), Some(id.as_str()), "it leads a group of its own: {group}");
    std::process::Command::new("kill").args(["-KILL", &id]).status().unwrap();
}

#[tokio::test]
async fn d6_what_is_too_long_is_said_to_be() {
    let long = "x".repeat(200_000);
    for time_limit in [None, Some(5)] {
        let ran = ended(Command { time_limit, ..told(&["--exit", "0", &long]) }).await;
        assert_eq!(ran, failed(FailureCode::TooLong, proc().display().to_string()));
    }
    let ran = ended(told(&["--exit", "0", "nul\0byte"])).await;
    assert_eq!(ran.map_err(|failure| failure.code), Err(FailureCode::BadArgument));
}

#[tokio::test]
async fn every_hostile_argument_arrives_byte_by_byte() {
    // What can't be an argument at all is refused: see above.
    let corpus: Vec<String> = hostile::names().into_iter().filter(|name| !name.contains('\0') && name.len() < 100_000).collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("arguments");
    let mut args = vec!["--echo-argv0", file.to_str().unwrap()];
    args.extend(corpus.iter().map(String::as_str));
    for command in [told(&args), limited(&args, 10)] {
        assert_eq!(ended(command).await, Ok(Some(0)));
        let arrived = fs::read(&file).unwrap();
        fs::remove_file(&file).unwrap();
        let expected: Vec<u8> = corpus.iter().flat_map(|argument| argument.bytes().chain([0])).collect();
        assert!(arrived == expected, "{}", String::from_utf8_lossy(&arrived));
    }
}

#[tokio::test]
async fn a_program_is_in_its_folder_with_what_it_is_told_and_nothing_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("surroundings");
    let ours = fs::File::create(folder.path().join("open-here")).unwrap();
    for (chosen, time_limit) in [(None, Some(10)), (Some(folder.path().to_owned()), Some(10)), (Some(folder.path().to_owned()), None)] {
        let expected = chosen.clone().unwrap_or_else(|| proc().parent().unwrap().to_owned());
        let environment = vec![("BELLHOP_CALL_REMOTE_NAME".to_owned(), "$(reboot) \u{1f600}".to_owned())];
        let command = Command { folder: chosen, environment, time_limit, ..told(&["--surroundings", file.to_str().unwrap()]) };
        assert_eq!(ended(command).await, Ok(Some(0)));
        let said = fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[..2], [&expected.display().to_string(), "\"\""], "its folder, and nothing to read");
        assert!(lines[2].contains("/dev/null") && !lines[2].contains("open-here"), "no file of ours: {}", lines[2]);
        assert!(lines.contains(&"BELLHOP_CALL_REMOTE_NAME=$(reboot) \u{1f600}"), "{said}");
        assert!(lines.iter().any(|line| line.starts_with("PATH=")), "{said}");
    }
    drop(ours);
}
