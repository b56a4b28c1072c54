//! `bellhop-simulator` as a program.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

/// A child that goes when the test goes.
struct Kept(Child);

impl Drop for Kept {
    fn drop(&mut self) {
        // One that has ended is as well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bellhop-simulator"))
}

#[test]
fn it_says_in_one_line_where_it_listens_and_describes_its_commands() {
    let mut child = Kept(program().stdout(Stdio::piped()).spawn().unwrap());
    let mut output = BufReader::new(child.0.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(ready["users"][0]["id"], "anna.lindqvist@northgate.example");
    assert!(ready["users"].as_array().unwrap().len() > 2);
    assert!(ready["xsi"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{ready}");

    let address = ready["control"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();
    let mut control = TcpStream::connect(&address).unwrap();
    write!(control, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    control.read_to_string(&mut answer).unwrap();
    for command in ["/calls", "/users/", "/ledger", "/faults", "/drop-streams", "/injections", "/truth"] {
        assert!(answer.contains(command), "{command} is not described");
    }
    #[cfg(unix)]
    {
        Command::new("kill").args(["-TERM", &child.0.id().to_string()]).status().unwrap();
        assert_eq!(child.0.wait().unwrap().code(), Some(0));
        let mut rest = String::new();
        output.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "one line and no more");
    }
}

#[test]
fn chaos_tells_each_fault_in_a_line_and_when_it_is_over() {
    let mut child = Kept(program().args(["--chaos", "7", "--chaos-every", "1", "--chaos-for", "2"]).stdout(Stdio::piped()).spawn().unwrap());
    let output = BufReader::new(child.0.stdout.take().unwrap());
    let lines: Vec<serde_json::Value> = output.lines().map(|line| serde_json::from_str(&line.unwrap()).unwrap()).take(4).collect();
    assert!(lines[0]["control"].is_string());
    assert!(lines[1]["injected"][0]["kind"].is_string(), "{}", lines[1]);
    assert_eq!((&lines[2]["lifted"], &lines[3]["over"]), (&true.into(), &true.into()));
}

#[test]
fn a_wrong_flag_is_exit_code_2() {
    for wrong in ["--nonsense", "--chaos-every=5"] {
        let output = program().arg(wrong).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{wrong}");
        assert!(!output.stderr.is_empty());
    }
}
