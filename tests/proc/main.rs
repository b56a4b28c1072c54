//! A program that behaves as it is told, well or badly. The tests of running programs compile it and run it.

use std::{
    env,
    io::{self, Write},
    process::{Command, Stdio, exit},
    thread::sleep,
    time::Duration,
};

#[cfg(unix)]
unsafe extern "C" {
    fn signal(number: i32, handler: usize) -> usize;
    fn close(descriptor: i32) -> i32;
}

fn main() {
    let mut arguments = env::args_os().skip(1);
    let told = arguments.next().map(|first| first.to_string_lossy().into_owned()).unwrap_or_default();
    let mut text = || arguments.next().map(|argument| argument.to_string_lossy().into_owned()).unwrap_or_default();
    match told.as_str() {
        // Its other arguments as they came, each with a zero behind it, in a file.
        "--echo-argv0" => {
            let file = text();
            let mut said = Vec::new();
            for argument in env::args_os().skip(3) {
                said.extend(argument.as_encoded_bytes());
                said.push(0);
            }
            std::fs::write(format!("{file}.new"), said).and_then(|()| std::fs::rename(format!("{file}.new"), file)).expect("the file");
        }
        // The folder it is in, what there is to read, which files it has open, and its environment, in a file.
        "--surroundings" => {
            let file = text();
            let variables: Vec<String> = env::vars().map(|(name, value)| format!("{name}={value}")).collect();
            let mut read = String::new();
            io::stdin().read_line(&mut read).expect("standard input");
            let open = std::fs::read_dir("/proc/self/fd").into_iter().flatten().flatten().filter_map(|file| std::fs::read_link(file.path()).ok());
            let files: Vec<String> = open.map(|file| file.display().to_string()).collect();
            let said = format!("{}\n{read:?}\n{files:?}\n{}\n", env::current_dir().expect("a folder").display(), variables.join("\n"));
            std::fs::write(file, said).expect("the file");
        }
        // Does not end, whoever asks.
        "--hang" => {
            ignore_term();
            announce(&text());
            loop {
                sleep(Duration::from_secs(60));
            }
        }
        // Starts one that hangs, and hangs.
        "--hang-with-child" => {
            let file = text();
            Command::new(env::current_exe().expect("itself")).arg("--hang").arg(format!("{file}.child")).spawn().expect("a child");
            ignore_term();
            announce(&file);
            loop {
                sleep(Duration::from_secs(60));
            }
        }
        // Says 1 GB on both, and ends well.
        "--flood" => {
            let block = vec![b'x'; 1024 * 1024];
            for _ in 0..512 {
                io::stdout().write_all(&block).and_then(|()| io::stderr().write_all(&block)).expect("somebody listens");
            }
        }
        // Ends at once and leaves a child behind that holds the pipes.
        "--fork-and-exit" => {
            let file = text();
            Command::new(env::current_exe().expect("itself")).arg("--hang").arg(&file).stdin(Stdio::null()).spawn().expect("a child");
            // It ignores what it will be told before anybody tells it.
            while std::fs::metadata(&file).is_err() {
                sleep(Duration::from_millis(5));
            }
            eprintln!("left one behind");
            exit(text().parse().unwrap_or(0));
        }
        "--exit" => {
            let code = text();
            eprint!("{}", text());
            exit(code.parse().expect("a code"));
        }
        // Says nothing more to anybody, and goes on a little.
        "--close-stdout" => {
            #[cfg(unix)]
            // SAFETY: nobody writes to them after this.
            unsafe {
                close(1);
                close(2);
            }
            sleep(Duration::from_millis(300));
            exit(7);
        }
        told => panic!("{told}?"),
    }
}

/// Says its number in a file.
fn announce(file: &str) {
    if !file.is_empty() {
        std::fs::write(format!("{file}.new"), std::process::id().to_string()).and_then(|()| std::fs::rename(format!("{file}.new"), file)).expect("the file");
    }
}

fn ignore_term() {
    #[cfg(unix)]
    // SAFETY: 1 is to ignore.
    unsafe {
        signal(15, 1);
    }
}
