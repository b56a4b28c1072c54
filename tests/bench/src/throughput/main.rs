//! How fast events are read and matched, on one core, beside a reader of the same bytes that does nothing with them.
//!
//! `bench-throughput compare` takes both in turns and prints the nanoseconds an event took in each round, as JSON.
//! `bench-throughput pipeline` and `bench-throughput reading` do one of them a fixed number of times and print nothing:
//! they are for tools that count instructions or allocations.
#![allow(clippy::print_stdout, clippy::print_stderr)] // It talks to whoever measures.

mod pipeline;
mod stream;

use std::{env, hint::black_box, process::ExitCode};

use quick_xml::{Reader, events::Event};
use rustix::time::{ClockId, clock_gettime};

use self::{pipeline::Pipeline, stream::Stream};

const USAGE: &str = "bench-throughput compare|pipeline|reading CUSTOM-EVENTS LINES EVENTS [ROUNDS]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((what, numbers)) = arguments.split_first() else { return usage() };
    let numbers: Result<Vec<usize>, _> = numbers.iter().map(|number| number.parse()).collect();
    let Ok(&[custom_events, lines, events, ref rounds @ ..]) = numbers.as_deref() else { return usage() };
    let mut stream = Stream::new(lines);
    match what.as_str() {
        "compare" => {
            let mut pipeline = Pipeline::new(custom_events, &stream);
            for round in 0..=rounds.first().copied().unwrap_or(9) {
                let bytes = stream.next(events);
                let (piped, matched) = timed(|| pipeline.take(&bytes));
                let (read, _) = timed(|| read(&bytes));
                // The first round warms up.
                if round > 0 {
                    let each = |nanoseconds: u128| nanoseconds as f64 / events as f64;
                    println!("{}", serde_json::json!({ "pipeline": each(piped), "reading": each(read), "matched": matched, "bytes": bytes.len() / events }));
                }
            }
        }
        "pipeline" => {
            let mut pipeline = Pipeline::new(custom_events, &stream);
            black_box(pipeline.take(&stream.next(events)));
        }
        "reading" => {
            black_box(read(&stream.next(events)));
        }
        _ => return usage(),
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("Usage: {USAGE}");
    ExitCode::from(2)
}

/// Returns the nanoseconds this thread was on a processor for it: what others do meanwhile does not count.
fn timed<T>(work: impl FnOnce() -> T) -> (u128, T) {
    let now = || {
        let now = clock_gettime(ClockId::ThreadCPUTime);
        now.tv_sec as u128 * 1_000_000_000 + now.tv_nsec as u128
    };
    let began = now();
    let done = black_box(work());
    (now() - began, done)
}

/// Reads a whole stream with the same XML library, and keeps nothing of it but how much there was.
fn read(bytes: &[u8]) -> usize {
    let Ok(text) = std::str::from_utf8(bytes) else { return 0 };
    let mut reader = Reader::from_str(text);
    let mut count = 0;
    while let Ok(event) = reader.read_event() {
        if matches!(event, Event::Eof) {
            break;
        }
        count += black_box(&*event).len();
    }
    count
}
