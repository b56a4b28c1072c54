//! The command line, against a phone system that runs as a program of its own.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    process::{Output, Stdio},
    thread,
};

use serde_json::json;

use crate::{
    phone::Phone,
    session::{Desktop, Kept, Lines, bellhop, end, eventually, exit_code},
};

/// Starts `bellhop listen --json` as the phone system's first user.
fn listen(desktop: &Desktop, phone: &Phone) -> (Kept, Lines) {
    let mut command = desktop.command(bellhop());
    command.args(["listen", "--json", "--server", &phone.server, "--user", &phone.user.0, "--password-stdin"]);
    let mut child = Kept(command.env_remove("DISPLAY").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap());
    writeln!(child.0.stdin.take().unwrap(), "{}", phone.user.1).unwrap();
    let lines = Lines::of(child.0.stdout.take().unwrap());
    lines.wait_for(&json!({ "type": "connection", "state": "Signed in" }));
    (child, lines)
}

#[test]
fn listen_tells_a_call_step_by_step_and_leaves_in_good_order() {
    let desktop = Desktop::start();
    let phone = Phone::start(&desktop);
    let (mut listening, lines) = listen(&desktop, &phone);
    let call = phone.ring();
    let ringing = lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    assert_eq!((&ringing["call"]["RemoteTel"], &ringing["call"]["RemoteName"]), (&json!("+442079460958"), &json!("Priya Raman")));
    for (verb, state) in [("answer", "Connected"), ("hold", "Held"), ("retrieve", "Resumed"), ("release", "Completed")] {
        phone.then(&call, verb);
        let line = lines.wait_for(&json!({ "type": "call" }));
        assert_eq!((&line["state"], &line["call"]["Id"]), (&json!(state), &ringing["call"]["Id"]));
    }
    let call = phone.ring();
    lines.wait_for(&json!({ "type": "call", "state": "Ringing" }));
    phone.then(&call, "release");
    lines.wait_for(&json!({ "type": "call", "state": "Missed" }));
    assert_eq!(end(&mut listening, "INT"), Some(0));
    assert_eq!(lines.last()["state"], "Signed out");
    let ledger = phone.ledger();
    assert_eq!((&ledger["subscriptions"], &ledger["channels"][0]["reason"]), (&json!([]), &json!("ExplicitDelete")), "nothing is left on the server");
}

#[test]
fn listen_takes_a_token_and_says_on_stderr_which_line_it_may_not_hear() {
    let desktop = Desktop::start();
    let phone = Phone::start(&desktop);
    let users = phone.users();
    let (token, colleague) = (users[0]["token"].as_str().unwrap(), users[1]["id"].as_str().unwrap());
    phone.inject(&json!({ "kind": "deny", "package": "Advanced Call", "target": colleague, "text": "Not on your list.", "code": 4410 }));
    let mut command = desktop.command(bellhop());
    command.args(["listen", "--json", "--server", &phone.server, "--user", &phone.user.0, "--token-stdin", "--line", colleague]);
    let mut child = Kept(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    writeln!(child.0.stdin.take().unwrap(), "{token}").unwrap();
    let lines = Lines::of(child.0.stdout.take().unwrap());
    let mut said = String::new();
    BufReader::new(child.0.stderr.take().unwrap()).read_line(&mut said).unwrap();
    assert_eq!(said.trim_end(), format!("The phone system doesn’t let you hear {colleague}. Ask your administrator. The phone system says: “Not on your list.”"));
    lines.wait_for(&json!({ "type": "connection", "state": "Signed in" }));
    assert_eq!(end(&mut child, "INT"), Some(0));
}

#[test]
fn listen_begins_a_new_channel_when_the_computer_wakes_up() {
    let desktop = Desktop::start();
    let phone = Phone::start(&desktop);
    let login_manager = desktop.bus();
    login_manager.request_name("org.freedesktop.login1").unwrap();
    let (mut listening, _lines) = listen(&desktop, &phone);
    let sleeps = |begins: bool| {
        login_manager.emit_signal(None::<&str>, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", &(begins,)).unwrap();
    };
    let channels = || phone.ledger()["channels"].as_array().unwrap().len();
    eventually("the channel from before the sleep is replaced", || {
        sleeps(true);
        sleeps(false);
        channels() > 1
    });
    assert_eq!(end(&mut listening, "INT"), Some(0));
}

#[test]
fn listen_leaves_the_settings_of_the_program_with_the_window_alone() {
    let desktop = Desktop::start();
    let phone = Phone::start(&desktop);
    let settings = desktop.folder().join("settings");
    std::fs::create_dir(&settings).unwrap();
    let stored = json!({ "schema": 1, "installation": "i-1", "account": { "server": "xsp.example.org", "userId": "somebody@example.org" } }).to_string();
    std::fs::write(settings.join("settings.json"), &stored).unwrap();
    let mut command = desktop.command(bellhop());
    command.args(["listen", "--json", "--server", &phone.server, "--user", &phone.user.0, "--password-stdin", "--settings-dir"]).arg(&settings);
    let mut child = Kept(command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap());
    writeln!(child.0.stdin.take().unwrap(), "{}", phone.user.1).unwrap();
    let lines = Lines::of(child.0.stdout.take().unwrap());
    lines.wait_for(&json!({ "type": "connection", "state": "Signed in" }));
    assert_eq!(phone.ledger()["channels"][0]["applicationId"], "bellhop-i-1-listen", "to the server it is another program");
    assert_eq!(end(&mut child, "TERM"), Some(0));
    assert_eq!(std::fs::read_to_string(settings.join("settings.json")).unwrap(), stored);
}

#[test]
fn listen_ends_when_nobody_reads_what_it_prints() {
    let desktop = Desktop::start();
    let phone = Phone::start(&desktop);
    let mut command = desktop.command(bellhop());
    command.args(["listen", "--json", "--server", &phone.server, "--user", &phone.user.0, "--password-stdin"]);
    let mut child = Kept(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    writeln!(child.0.stdin.take().unwrap(), "{}", phone.user.1).unwrap();
    let mut first = String::new();
    BufReader::new(child.0.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("Signed in"), "{first}");
    phone.ring();
    assert_eq!(exit_code(&mut child), Some(1));
    assert_eq!(phone.ledger()["channels"][0]["reason"], "ExplicitDelete");
}

#[test]
fn what_is_in_the_way_is_one_plain_sentence_and_exit_code_1() {
    let desktop = Desktop::start();
    let phone = Phone::start(&desktop);
    let website = a_website();
    let nobody = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    for (server, password, sentence) in [
        (phone.server.as_str(), "wrong", "The phone system refused this sign-in."),
        ("no-such-host.invalid", "x", "There is no server called no-such-host.invalid."),
        (&website, "x", &format!("{} answered, but not as a phone system with an XSI interface.", &website["http://".len()..])),
        (&nobody, "x", &format!("{} doesn’t answer.", &nobody["http://".len()..])),
        ("http://xsp.northgate.example", "x", "This server would be reached without encryption, so your password could be read on the way."),
        ("not a server", "x", "This is not the address of a server."),
    ] {
        let mut command = desktop.command(bellhop());
        command.args(["listen", "--json", "--server", server, "--user", &phone.user.0, "--password-stdin"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        let said = String::from_utf8(stderr).unwrap();
        assert_eq!((status.code(), stdout.as_slice()), (Some(1), &b""[..]), "{server}: {said}");
        assert_eq!(said.trim_end(), sentence, "{server}");
    }
}

#[test]
fn wrong_flags_are_exit_code_2_and_help_needs_no_desktop() {
    let desktop = Desktop::start();
    let run = |arguments: &[&str]| desktop.command(bellhop()).env_remove("DISPLAY").env_remove("DBUS_SESSION_BUS_ADDRESS").args(arguments).output().unwrap();
    for wrong in [&["--nonsense"][..], &["listen", "--server", "x"], &["sing"]] {
        let output = run(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(!output.stderr.is_empty());
    }
    for (asked, answer) in [("--help", "listen"), ("--version", env!("CARGO_PKG_VERSION"))] {
        let output = run(&[asked]);
        assert_eq!(output.status.code(), Some(0));
        assert!(String::from_utf8(output.stdout).unwrap().contains(answer), "{asked}");
    }
}

#[test]
fn check_says_what_is_wrong_with_a_settings_file() {
    let desktop = Desktop::start();
    let file = desktop.folder().join("settings.json");
    let check = |settings: &serde_json::Value| {
        std::fs::write(&file, settings.to_string()).unwrap();
        desktop.command(bellhop()).env_remove("DISPLAY").arg("check").arg(&file).output().unwrap()
    };
    let event = |url: &str| {
        json!({ "schema": 1, "customEvents": [{
            "id": "1", "name": "CRM", "enabled": true, "conditions": [], "actions": [{ "kind": "openWebPage", "url": url }],
            "trigger": { "category": "call", "state": "ringing" },
        }] })
    };
    let good = check(&event("https://crm.example.org/{Call.RemoteTel}"));
    assert_eq!(good.status.code(), Some(0), "{}", String::from_utf8_lossy(&good.stderr));
    let bad = check(&event("https://crm.example.org/{Call.RemoteNmae}"));
    let said = String::from_utf8(bad.stderr).unwrap();
    assert_eq!(bad.status.code(), Some(1));
    assert!(said.contains("CRM") && said.contains("Did you mean {Call.RemoteName}?"), "{said}");
}

/// A server that answers everything with a page.
fn a_website() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 22\r\nConnection: close\r\n\r\n<html>Welcome</html>\r\n");
        }
    });
    address
}
