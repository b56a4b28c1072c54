//! Documents that are made to do harm: by their size, their depth, or what they declare (B8, B10-B12, B17).

use std::time::Duration;

use simulator::{Elsewhere, HttpFault, Injection, Times};
use tokio::time::sleep;
use xsi::{Event, Notice, Problem};

use crate::alone::{alone, forget_peak, peak, resident};
use crate::made::{named, patient, received, ring_unheard, write};
use crate::row::{Row, row, seconds};
use crate::world::{CHANNEL, GOOD, World, account};

const AT_ONCE: Duration = seconds(1);
/// How much more memory a hostile document may take.
const MEMORY: u64 = 8_000_000;
const MEGABYTE: u64 = 1_000_000;
/// How long working on a hostile document may keep a processor busy, unoptimised and under load. What takes the square of
/// its length takes minutes.
const BUSY: Duration = seconds(5);

/// Where a line's calls are asked for.
const CALLS: &str = "/calls";

/// Returns how long this thread has kept a processor busy.
#[cfg(target_os = "linux")]
fn busy() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").expect("the scheduler tells");
    Duration::from_nanos(told.split_whitespace().next().and_then(|number| number.parse().ok()).expect("a number"))
}

/// Sends something that is no use in place of the event of a call, and sees that the stream is given up at once, that
/// the call is known a moment later, and what it took.
async fn refused(world: &World, injection: impl FnOnce(String) -> Injection) -> Problem {
    sleep(GOOD).await;
    world.deaf();
    let (call, note) = ring_unheard(world).await;
    let event = received(&note, &named("Priya Raman"));
    let (before, since, worked) = (resident(), world.now(), busy());
    forget_peak();
    world.inject(injection(event));
    let problem = world.lost(since, AT_ONCE).await;
    world.recovered(since).await;
    let (more, worked) = (peak().saturating_sub(before), busy() - worked);
    assert!(more <= MEMORY, "{more} bytes more");
    assert!(worked <= BUSY, "{worked:?} of work");
    assert_eq!(world.simulator().open_streams(), 1);
    world.then(&call, "release").await;
    world.in_step("over").await;
    problem
}

fn repeated(head: &str, unit: &str, length: u64, tail: &str) -> Injection {
    let times = Some(length / u64::try_from(unit.len()).unwrap());
    Injection::WriteRepeated { head: head.into(), unit: unit.into(), times, tail: tail.into(), every: Duration::ZERO }
}

/// Returns what comes before and after something in an event.
fn around<'a>(event: &'a str, what: &str) -> (&'a str, &'a str) {
    event.split_once(what).expect("it is in there")
}

/// A connected client whose memory has settled.
async fn settled(row: &Row) -> World {
    let world = patient(row, false).await;
    for _ in 0..3 {
        refused(&world, |_| Injection::Write { body: "<!DOCTYPE a><a/>".into() }).await;
    }
    world
}

#[test]
fn b8_enormous_documents() {
    alone("content_hostile::b8_enormous_documents", || {
        row("B8", AT_ONCE, |row| async move {
            let world = settled(&row).await;
            let large = 100 * MEGABYTE;
            for what in ["text", "attribute", "elements", "tag", "comment", "between", "name"] {
                let problem = refused(&world, |event| match what {
                    "text" => repeated(around(&event, "Priya").0, "Priya ", large, around(&event, "Priya").1),
                    "attribute" => repeated(around(&event, "SubscriptionEvent").0, "x", large, around(&event, "SubscriptionEvent").1),
                    "elements" => repeated(around(&event, "<xsi:userId>").0, "<xsi:more>1</xsi:more>", large, &event[event.len() - 12..]),
                    "tag" => repeated("<", "x", large, "/>"),
                    "comment" => repeated("<!-- ", "- ", large, " -->"),
                    "between" => repeated("", "<!-- -->", large, &event),
                    _ => repeated("<a ", "x", large, "='1'/>"),
                })
                .await;
                assert_eq!(problem, Problem::Broken { detail: "a document is too large".to_owned() }, "{what}");
            }
            world.hears_a_call().await;
            world.finish().await;
        });
    });
}

/// Documents that declare what they are made of.
fn doctypes(elsewhere: &str) -> Vec<String> {
    let laughs: String = (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let with = |declared: &str, used: &str| format!("<?xml version=\"1.0\"?>{declared}<a>{used}</a>");
    vec![
        with(&format!("<!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}]>"), "&l9;"),
        with("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;"),
        with(&format!("<!DOCTYPE a [<!ENTITY x SYSTEM \"{elsewhere}/x\">]>"), "&x;"),
        with(&format!("<!DOCTYPE a [<!ENTITY % x SYSTEM \"{elsewhere}/x\"> %x;]>"), ""),
        with(&format!("<!DOCTYPE a SYSTEM \"{elsewhere}/a.dtd\">"), ""),
        with("<!DOCTYPE a PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">", ""),
        with("<!DOCTYPE a>", ""),
        with("<!doctype a>", ""),
        with("<!-- a --><!DOCTYPE a []>", ""),
        "<!DOCTYPE html><html><body>Sign in</body></html>".to_owned(),
    ]
}

#[test]
fn b10_declared_entities() {
    alone("content_hostile::b10_declared_entities", || {
        row("B10", AT_ONCE, |row| async move {
            let elsewhere = Elsewhere::start().unwrap();
            let world = settled(&row).await;
            for document in doctypes(&elsewhere.url()) {
                let problem = refused(&world, |_| Injection::Write { body: document.as_str().into() }).await;
                assert_eq!(problem, Problem::Broken { detail: "a document has a DOCTYPE".to_owned() }, "{document}");
                // In an event, too, where one may hope to have it expanded.
                let problem =
                    refused(&world, |event| Injection::Write { body: around(&event, "?>").1.replacen("<xsi:name>", &format!("<!DOCTYPE a><xsi:name>{document}"), 1).into() }).await;
                assert_eq!(problem, Problem::Broken { detail: "a document has a DOCTYPE".to_owned() }, "{document}");
            }
            // As an answer it is none.
            for document in doctypes(&elsewhere.url()) {
                world.simulator().clear_faults();
                world.inject(Injection::http_forever(CALLS, HttpFault::answer(200, "text/xml", document)));
                sleep(seconds(400)).await;
            }
            world.simulator().clear_faults();
            // As the beginning of a stream, it is no stream.
            let (since, channels) = (world.now(), doctypes(&elsewhere.url()));
            for document in &channels {
                world.inject(Injection::http(CHANNEL, HttpFault::Answer { status: 200, headers: [].into(), body: document.as_str().into(), endless: true }));
            }
            world.fault(Injection::ForgetChannels { channel: None });
            world.until("lost again and again", seconds(400), |book| book.problems(since).len() > channels.len()).await;
            let told = world.book().problems(since);
            assert_eq!(told[1..], vec![Problem::Broken { detail: "a document has a DOCTYPE".to_owned() }; channels.len()]);
            world.until("well again", seconds(40), |book| book.connected && world.shared.differences_from(book).is_empty()).await;
            world.hearing();
            world.hears_a_call().await;
            assert_eq!(elsewhere.visits().connections, 0, "nothing is fetched from anywhere");
            world.finish().await;
        });
    });
}

#[test]
fn b11_deeply_nested_elements() {
    alone("content_hostile::b11_deeply_nested_elements", || {
        row("B11", AT_ONCE, |row| async move {
            let world = settled(&row).await;
            for unit in ["<a>", "<a b='1'>", "<xsi:call>", "<a><b/>", "<a>x"] {
                let problem = refused(&world, |event| repeated(around(&event, "<xsi:eventData").0, unit, MEGABYTE * u64::try_from(unit.len()).unwrap(), "")).await;
                assert_eq!(problem, Problem::Broken { detail: "a document is too deep".to_owned() }, "{unit}");
            }
            // One that is as deep as may be is read.
            for (deep, told) in [(60, false), (64, true)] {
                sleep(GOOD).await;
                let since = world.now();
                world.deaf();
                let (call, note) = ring_unheard(&world).await;
                let event = received(&note, &named("Priya Raman"));
                let (before, after) = around(&event, "<xsi:remoteParty>");
                write(&world, format!("{before}{}{}<xsi:remoteParty>{after}", "<a>".repeat(deep), "</a>".repeat(deep)));
                world.recovered(since).await;
                assert_eq!(!world.book().problems(since).is_empty(), told, "{deep} within");
                world.then(&call, "release").await;
            }
            world.hears_a_call().await;
            world.finish().await;
        });
    });
}

#[test]
fn b12_many_attributes() {
    alone("content_hostile::b12_many_attributes", || {
        row("B12", AT_ONCE, |row| async move {
            let world = settled(&row).await;
            let many = |of: &str, count: usize| -> String { (0..count).map(|n| format!(" {of}{n:x}=''")).collect() };
            for (attributes, fits) in
                [(many("a", 80_000), true), (many("xmlns:a", 60_000), true), (" a=''".repeat(80_000), true), (many("a", 65), true), (many("xmlns:a", 1_000_000), false)]
            {
                sleep(GOOD).await;
                let since = world.now();
                world.deaf();
                let (call, note) = ring_unheard(&world).await;
                let event = received(&note, &named("Priya Raman"));
                let (before, after) = around(&event, "<xsi:name>");
                let worked = busy();
                write(&world, format!("{before}<xsi:name{attributes}>{after}"));
                world.recovered(since).await;
                let worked = busy() - worked;
                assert!(worked <= BUSY, "{worked:?} of work");
                let told: Vec<Notice> = world.book().notices.iter().filter(|(at, _)| *at >= since).map(|(_, notice)| notice.clone()).collect();
                let reason = "unreadable document: too many attributes";
                if fits {
                    assert!(matches!(&told[..], [Notice::Unreadable { reason: told }] if told == reason), "{told:?}");
                } else {
                    assert!(matches!(told[..], [Notice::Lost { .. }, Notice::Connected]), "{told:?}");
                }
                world.then(&call, "release").await;
            }
            world.hears_a_call().await;
            world.finish().await;
        });
    });
}

/// Compresses a mebibyte of zeros (RFC 1952). Such members follow each other freely.
fn mebibyte() -> Vec<u8> {
    [&b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x31\x01\x00\x00\x00\xc2\xa0\xf5\x4f\x6d\x08\x5f\xa0"[..], &[0; 1016], b"\x3e\x03\x1c\xea\x38\xa7\x00\x00\x10\x00"].concat()
}

#[test]
fn b17_compressed_bombs() {
    alone("content_hostile::b17_compressed_bombs", || {
        row("B17", seconds(40), |row| async move {
            let bomb = mebibyte().repeat(512);
            let world = settled(&row).await;
            // Nobody is asked to compress anything.
            let elsewhere = Elsewhere::start().unwrap();
            let (client, mut events) = xsi::connect(account(&elsewhere.url(), world.me()), Vec::new());
            while !matches!(events.recv().await.expect("a word on it"), Event::Connection(Notice::Lost { .. })) {}
            let _ = xsi::sign_in(&account(&elsewhere.url(), world.me())).await;
            client.disconnect().await;
            let said = elsewhere.visits().said;
            assert!(said.len() >= 2 && said.iter().all(|said| said.to_lowercase().contains("accept-encoding: identity\r\n")), "{said:?}");

            for encoding in ["gzip", "x-gzip, gzip", "deflate", "br", "zstd"] {
                let fault = |endless| {
                    HttpFault::Answer { status: 200, headers: [].into(), body: bomb.clone().into(), endless }
                        .with_header("Content-Encoding", encoding)
                        .with_header("Content-Type", "application/xml")
                };
                // A stream of it.
                sleep(GOOD).await;
                world.inject(Injection::http(CHANNEL, fault(true)));
                let (since, before) = (world.now(), resident());
                forget_peak();
                world.fault(Injection::ForgetChannels { channel: None });
                world.until("lost twice", seconds(20), |book| book.problems(since).len() == 2).await;
                world.recovered(since).await;
                let more = peak().saturating_sub(before);
                assert!(more <= MEMORY, "{encoding}: {more} bytes more");

                // Answers of it: to what is asked now and then, and to everything.
                let (since, before) = (world.now(), resident());
                let call = world.ring().await;
                forget_peak();
                world.inject(Injection::Http { method: Some("GET".to_owned()), path: String::new(), after: 0, times: Times::Forever, fault: fault(false) });
                sleep(seconds(400)).await;
                world.simulator().clear_faults();
                let more = peak().saturating_sub(before);
                assert!(more <= MEMORY, "{encoding}: {more} bytes more");
                assert!(world.simulator().requests().iter().any(|request| request.at > since && request.path.ends_with(CALLS)), "calls were asked for");
                world.until("in step", seconds(400), |book| book.connected && world.shared.differences_from(book).is_empty()).await;
                world.then(&call, "release").await;
                world.in_step("over").await;
            }
            world.hears_a_call().await;
            world.finish().await;
        });
    });
}
