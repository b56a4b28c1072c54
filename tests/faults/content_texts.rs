//! Characters, names and words nobody expects (B13-B16).

use std::time::Duration;

use serde_json::json;
use simulator::{Config, EventNote, Injection, Simulator};
use telephony::{LineId, Party, What};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use xsi::{Event, Notice, Surroundings};

use crate::made::{self, named, patient, received, ring_unheard, write};
use crate::row::{row, seconds};
use crate::world::{GOOD, World, account};

const AT_ONCE: Duration = seconds(1);
/// The most characters of a name that are used.
const LONGEST: usize = 1024;

/// Returns the document of an event with the ids of a subscription of ours, and no number, so that none is missing.
fn adopted(document: &[u8], subscription: &str, id: &str) -> Option<String> {
    let mut document =
        String::from_utf8(document.to_vec()).ok().filter(|document| document.contains("SubscriptionEvent\"") && !document.contains("SubscriptionTerminatedEvent"))?;
    for (element, text) in [("eventID", id), ("sequenceNumber", ""), ("subscriptionId", subscription)] {
        let begin = document.find(&format!("{element}>"))? + element.len() + 1;
        let end = begin + document[begin..].find('<')?;
        document.replace_range(begin..end, text);
    }
    Some(document)
}

/// Returns what a client hears of documents that come in pieces of some size.
async fn heard(documents: &[Vec<u8>], bytes: usize) -> Vec<String> {
    let simulator = Simulator::start(Config { ack_timeout: seconds(86_400), ..Config::default() }).await.unwrap();
    let me = simulator.users()[0].clone();
    let (client, mut events) = xsi::connect_from(account(&simulator.xsi_url(), &me), vec![LineId::new(&me.id)], Surroundings::default());
    let mut updates = next_updates(&mut events).await;
    assert!(updates.iter().any(|update| update.starts_with("Snapshot")), "{updates:?}");
    let note = simulator.events().into_iter().find(|note| note.kind == "CallSubscriptionEvent").unwrap();
    let adopt = |(number, document): (usize, &Vec<u8>)| adopted(document, &note.subscription_id, &format!("sample-{number}")).map_or_else(|| document.clone(), String::into_bytes);
    let stream: Vec<u8> = documents.iter().enumerate().flat_map(adopt).collect();
    simulator.inject(Injection::ChunkBytes { bytes }).unwrap();
    simulator.inject(Injection::Write { body: stream.into() }).unwrap();
    updates = next_updates(&mut events).await;
    client.disconnect().await;
    updates
}

/// Returns what is heard until all is quiet.
async fn next_updates(events: &mut mpsc::Receiver<Event>) -> Vec<String> {
    let mut updates = Vec::new();
    while let Ok(event) = timeout(seconds(3), events.recv()).await {
        match event.expect("the connection goes on") {
            Event::Update(delivery) => {
                updates.push(format!("{:?}", delivery.update));
                delivery.ack.done();
            }
            Event::Connection(Notice::Lost { problem, .. }) => panic!("{problem}"),
            Event::Connection(_) => {}
        }
    }
    updates
}

#[test]
fn b13_bytes_and_charsets() {
    row("B13", AT_ONCE, |row| async move {
        let documents: Vec<Vec<u8>> = made::samples().into_iter().map(|(_, document)| document).filter(|document| std::str::from_utf8(document).is_ok()).collect();
        let longest = documents.iter().map(Vec::len).max().unwrap();
        let whole = heard(&documents, usize::MAX).await;
        assert!(whole.len() > 20, "{whole:#?}");
        let sizes: Vec<usize> = (2..=longest).collect();
        let sizes = if row.wants_all { sizes } else { row.dice.some(&sizes, 6) };
        for size in [1].into_iter().chain(sizes) {
            assert_eq!(heard(&documents, size).await, whole, "in pieces of {size} bytes");
        }

        // A call sounds the same in pieces of any size, and coalesced.
        let world = patient(&row, true).await;
        for _ in 0..6 {
            let bytes = 1 + row.dice.below(40);
            world.inject(Injection::ChunkBytes { bytes });
            // In so many characters of several bytes each, some are cut in two.
            let name = "Zo\u{eb} \u{1f600} \u{410}\u{43d}\u{43d}\u{430} ".repeat(20);
            world.order("POST", "/calls", json!({ "from": "outside", "to": world.me().id, "name": name })).await;
            world.in_step("rings").await;
            let note = world.simulator().events().into_iter().rev().find(|note| note.kind == "CallReceivedEvent").unwrap();
            assert_eq!(remote(&world, &note).name.as_deref(), Some(name.trim_end()), "in pieces of {bytes} bytes");
            world.hears_a_call().await;
            world.simulator().clear_faults();
        }
        assert_eq!(world.book().problems(Duration::ZERO), []);

        // In whatever charset it says it is, and in none.
        let utf16 = |text: String| -> Vec<u8> { [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect() };
        let latin = |text: String| -> Vec<u8> { text.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect() };
        let says = |text: String, charset: &str| text.replacen("UTF-8", charset, 1);
        let name = "Zo\u{eb} Fran\u{e7}ois";
        type Written<'a> = Box<dyn Fn(String) -> Vec<u8> + Send + 'a>;
        let ways: Vec<(&str, Written<'_>, bool, bool)> = vec![
            ("UTF-8", Box::new(String::into_bytes), true, true),
            ("UTF-8 with a mark", Box::new(|text| format!("\u{feff}{text}").into_bytes()), true, true),
            ("latin-1", Box::new(|text| latin(says(text, "ISO-8859-1"))), true, true),
            ("windows-1252", Box::new(|text| latin(says(text, "windows-1252"))), true, true),
            ("a charset nobody knows", Box::new(|text| says(text, "EBCDIC-9").into_bytes()), true, true),
            ("latin-1 that says it is UTF-8", Box::new(latin), false, true),
            ("UTF-8 that says it is UTF-16", Box::new(|text| says(text, "UTF-16").into_bytes()), false, true),
            (
                "a part of a character",
                Box::new(|text| text.replacen("\u{eb}", "", 1).into_bytes().into_iter().map(|byte| if byte == b'Z' { 0xc3 } else { byte }).collect()),
                false,
                true,
            ),
            (
                "surrogates",
                Box::new(|text| {
                    let place = text.find("Zo").unwrap();
                    [&text.as_bytes()[..place], b"\xed\xa0\x80", &text.as_bytes()[place..]].concat()
                }),
                false,
                true,
            ),
            ("UTF-16", Box::new(utf16), false, false),
        ];
        for (what, written, is_read, is_kept) in ways {
            sleep(GOOD).await;
            world.deaf();
            let (call, note) = ring_unheard(&world).await;
            let since = world.now();
            write(&world, written(received(&note, &named(name))));
            world.recovered(since).await;
            let told: Vec<Notice> = world.book().notices.iter().filter(|(at, _)| *at >= since).map(|(_, notice)| notice.clone()).collect();
            match (is_read, is_kept) {
                (true, _) => assert_eq!((told, remote(&world, &note).name.as_deref()), (vec![], Some(name)), "{what}"),
                (false, true) => assert!(matches!(told[..], [Notice::Unreadable { .. }]), "{what}: {told:?}"),
                (false, false) => assert!(matches!(told[..], [Notice::Lost { .. }, Notice::Connected]), "{what}: {told:?}"),
            }
            world.then(&call, "release").await;
        }
        world.hears_a_call().await;
        world.finish().await;
    });
}

/// Returns the other party of a call, as it was first told.
fn remote(world: &World, note: &EventNote) -> Party {
    let book = world.book();
    let of_call = book.changes.iter().find_map(|(_, change)| match &change.what {
        What::Call { call, .. } if Some(call.id.as_str()) == note.call_id.as_deref() && change.line == world.shared.lines[0] => Some(call.remote.clone()),
        _ => None,
    });
    of_call.unwrap_or_else(|| panic!("{note:?} was not heard\n{}", book.tell()))
}

/// Names of strangers as documents have them, and what is kept of them.
const NAMES: [(&str, &str); 13] = [
    ("nul\0byte", "nulbyte"),
    ("red \u{1}\u{8}\u{1b}[31m", "red [31m"),
    ("red &#27;[31m&#7;", "red [31m"),
    ("&#x202e;gpj.exe", "gpj.exe"),
    ("\u{202e}gpj.exe\u{202c}", "gpj.exe"),
    ("a&#x2066;b&#x2069;&#x200f;c", "abc"),
    ("one&#13;&#10;two: three", "one  two: three"),
    ("one&#9;two&#x2028;three", "one two three"),
    ("&#x7f;&#x85;&#x9b;deleted", "deleted"),
    ("&lt;b&gt; &amp;amp; \"x\"", "<b> &amp; \"x\""),
    ("<![CDATA[<b>\u{202e}x</b>]]>", "<b>x</b>"),
    ("Zoe&#x308;", "Zo\u{eb}"),
    ("<!-- no -->Pri<!-- no -->ya", "Priya"),
];

#[test]
fn b14_control_characters() {
    row("B14", AT_ONCE, |row| async move {
        let world = patient(&row, false).await;
        for (written, kept) in NAMES {
            let (call, note) = ring_unheard(&world).await;
            let party = named(written).replace("tel:+442079460958", &format!("tel:+442079{}460958", if written.contains("&#") { "&#x202e;&#27;" } else { "" }));
            write(&world, received(&note, &party));
            world.in_step("rings").await;
            let remote = remote(&world, &note);
            assert_eq!(remote.name.as_deref(), Some(kept), "{written:?}");
            assert_eq!(remote.number.as_ref().map(telephony::PhoneNumber::as_str), Some("+442079460958"), "{written:?}");
            world.then(&call, "release").await;
            world.in_step("over").await;
        }
        // The phone system itself says such names in events, in snapshots and in its logs.
        let nasty = "\u{202e}nul\u{1b}[31m\u{7}\u{2066}\r\nX: y\u{85}";
        let call = world.call(json!({ "from": "outside", "to": world.me().id, "number": "+442079461777", "name": nasty })).await;
        world.in_step("rings").await;
        world.order("POST", &format!("/calls/{call}/rename"), json!({ "name": format!("{nasty}{nasty}") })).await;
        world.inject(Injection::Resync { user: None });
        sleep(seconds(1)).await;
        world.then(&call, "answer").await;
        world.in_step("answered").await;
        world.then(&call, "release").await;
        sleep(GOOD).await;
        world.fault(Injection::Skip { events: 2 });
        let unheard = world.call(json!({ "from": "outside", "to": world.me().id, "number": "+442079461778", "name": nasty })).await;
        world.then(&unheard, "decline").await;
        world.hearing();
        world.hears_a_call().await;
        sleep(seconds(8)).await;
        let clean = |character: char| !character.is_control() && !matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
        let mut named = 0;
        for (_, change) in &world.book().changes {
            if let What::Call { call, .. } = &change.what {
                let text = serde_json::to_string(&call.remote).unwrap();
                assert!(text.chars().all(clean) && !text.contains("\\u00") && !text.contains("\\n"), "{text}");
                named += usize::from(call.id.as_str().starts_with("log:") && call.remote.name.is_some());
            }
        }
        assert_eq!(named, 1, "the name in the log was looked at, too");
        assert_eq!(world.book().problems(Duration::ZERO), []);
        world.finish().await;
    });
}

#[test]
fn b15_long_and_missing_names() {
    row("B15", AT_ONCE, |row| async move {
        let world = patient(&row, false).await;
        let (ten_kilobytes, wide) = ("x".repeat(10_000), "\u{1f600}".repeat(5000));
        let party = |inside: &str| format!("<xsi:remoteParty>{inside}<xsi:callType>Network</xsi:callType></xsi:remoteParty>");
        let number = "<xsi:address>tel:+442079460958</xsi:address>";
        for (parties, name, tel) in [
            (named(&ten_kilobytes), Some("x".repeat(LONGEST)), true),
            (named(&wide), Some("\u{1f600}".repeat(LONGEST)), true),
            (named(&format!("{}{}", " ".repeat(5000), "Priya")), Some("Priya".to_owned()), true),
            (named(""), None, true),
            (named("  \t\r\n "), None, true),
            (named("&#x202e;&#27;"), None, true),
            (party(&format!("<xsi:name/>{number}")), None, true),
            (party(number), None, true),
            (party("<xsi:name>Priya</xsi:name>"), Some("Priya".to_owned()), false),
            (party("<xsi:name>Priya</xsi:name><xsi:address/>"), Some("Priya".to_owned()), false),
            (party(&format!("<xsi:name>Priya</xsi:name><xsi:name>Raman</xsi:name>{number}")), Some("Priya".to_owned()), true),
            (party(&format!("<xsi:name><xsi:first>Priya</xsi:first></xsi:name>{number}")), None, true),
            (party(&format!("<xsi:privacy/><xsi:name>Priya</xsi:name>{number}")), Some("Priya".to_owned()), false),
            (format!("{}{}", named("Priya"), named("Raman")), Some("Priya".to_owned()), true),
            ("<xsi:remoteParty/>".to_owned(), None, false),
            (String::new(), None, false),
        ] {
            let (call, note) = ring_unheard(&world).await;
            write(&world, received(&note, &parties));
            world.in_step("rings").await;
            let remote = remote(&world, &note);
            assert_eq!((remote.name.clone(), remote.tel().is_some()), (name, tel), "{parties:.200}");
            world.then(&call, "release").await;
            world.in_step("over").await;
        }
        assert_eq!(world.book().problems(Duration::ZERO), []);
        // One of ten megabytes is more than a document may have, and the name is said again by the snapshot that follows.
        sleep(GOOD).await;
        world.deaf();
        let (call, note) = ring_unheard(&world).await;
        let since = world.now();
        let event = received(&note, &named("Priya"));
        let (before, after) = event.split_once("Priya").unwrap();
        world.inject(Injection::WriteRepeated { head: before.into(), unit: "Priya ".into(), times: Some(10_000_000 / 6), tail: after.into(), every: Duration::ZERO });
        world.lost(since, AT_ONCE).await;
        world.recovered(since).await;
        assert_eq!(remote(&world, &note).name.as_deref(), Some("Priya Raman"));
        world.then(&call, "release").await;
        // The phone system says one of ten kilobytes in all it says.
        let call = world.call(json!({ "from": "outside", "to": world.me().id, "number": "+442079461777", "name": ten_kilobytes })).await;
        world.in_step("rings").await;
        world.inject(Injection::Resync { user: None });
        sleep(seconds(400)).await;
        world.then(&call, "release").await;
        world.hears_a_call().await;
        let length = |change: &telephony::Change| if let What::Call { call, .. } = &change.what { call.remote.name.as_ref().map(|name| name.chars().count()) } else { None };
        let longest = world.book().changes.iter().filter_map(|(_, change)| length(change)).max();
        assert_eq!(longest, Some(LONGEST));
        world.finish().await;
    });
}

/// How often a subscription was asked for.
fn subscribed(world: &World) -> usize {
    world.simulator().requests().iter().filter(|request| request.method == "POST" && request.path.contains("/user/")).count()
}

#[test]
fn b16_unknown_words() {
    row("B16", AT_ONCE, |row| async move {
        let world = patient(&row, true).await;
        let (asked, told) = (subscribed(&world), world.book().notices.len());
        // Types of events nobody has heard of, while a call goes on.
        for name in ["CallSingingEvent", "HoloCallReceivedEvent", "x", "CallReceivedEventV27", "callreceivedevent"] {
            let call = world.ring().await;
            assert_eq!(world.inject(Injection::UnknownEvent { name: name.to_owned() }), 4);
            world.then(&call, "answer").await;
            world.inject(Injection::UnknownEvent { name: name.to_owned() });
            world.then(&call, "release").await;
            world.in_step("over").await;
        }
        // Namespaces are called what the server likes.
        for (events, instance) in [("", "xsi"), ("ns2", "ns3"), ("b", "t"), ("xsi1", "xsi"), ("\u{e4}", "\u{f6}")] {
            world.inject(Injection::Prefixes { events: events.to_owned(), instance: instance.to_owned() });
            world.hears_a_call().await;
            world.simulator().clear_faults();
        }
        // Elements and words of another release, anywhere in an event.
        let updates = world.book().updates;
        for (from, to, is_known) in [
            ("<xsi:name>", "<xsi:hologram><xsi:name>Not this</xsi:name><xsi:more a=\"1\"/></xsi:hologram><xsi:name>", true),
            ("<xsi:personality>", "<xsi:callId2>x</xsi:callId2><xsi:personality>", true),
            ("<xsi:userId>", "<xsi:requestId>9</xsi:requestId><xsi:userId>", true),
            ("<xsi:eventData", "<xsi:eventData2/><xsi:eventData", true),
            ("http://schema.broadsoft.com/xsi\"", "http://schema.broadsoft.com/xsi/26\"", true),
            ("xsi1:type=\"xsi:Sub", "xsi1:release=\"26\" xsi1:type=\"xsi:Sub", true),
            (">Network<", ">Interstellar<", true),
            (">Alerting<", ">Singing<", false),
            (">Terminator<", ">Spectator<", false),
            ("CallReceivedEvent", "CallSungEvent", false),
        ] {
            let (call, note) = ring_unheard(&world).await;
            let document = received(&note, &named("Priya Raman"));
            assert!(document.contains(from), "{from}");
            world.deaf();
            write(&world, document.replacen(from, to, 1));
            sleep(AT_ONCE).await;
            let known = world.book().lines.get(&world.shared.lines[0]).unwrap().calls().next().map(|call| call.remote.name.clone());
            assert_eq!(known, is_known.then(|| Some("Priya Raman".to_owned())), "{to}");
            world.then(&call, "answer").await;
            world.in_step("answered").await;
            world.hearing();
            world.then(&call, "release").await;
            world.in_step("over").await;
            let events = world.simulator().events();
            assert_eq!(events.iter().find(|event| event.event_id == note.event_id).map(|event| event.acks), Some(1), "{to}: it is acknowledged");
        }
        assert!(world.book().updates > updates);
        // Documents that are no events at all.
        for document in [
            "<Surprise xmlns=\"http://schema.broadsoft.com/xsi\"/>",
            "<xsi:Event xmlns:xsi=\"http://schema.broadsoft.com/xsi\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"xsi:SurpriseEvent\"><xsi:eventID>1</xsi:eventID></xsi:Event>",
            "<xsi:Event xmlns:xsi=\"http://schema.broadsoft.com/xsi\"/>",
            "<a/>",
            "<?surprise?><!-- more --><a:b:c xmlns=''/>",
            "<ErrorInfo><summary>Surprise</summary></ErrorInfo>",
            "<channelheartbeat/>",
        ] {
            write(&world, document);
            world.hears_a_call().await;
        }
        world.inject(Injection::UnknownSubscription {});
        world.hears_a_call().await;
        sleep(seconds(5)).await;
        let events = world.simulator().events();
        let unknown = events.iter().filter(|event| event.is_written() && !event.acked).count();
        assert_eq!(unknown, 0, "all are acknowledged");
        // Whoever says that an event is of no subscription of theirs loses that subscription.
        assert_eq!(subscribed(&world), asked, "the subscriptions are the first ones");
        assert_eq!(world.book().notices[told..], [], "what is unknown is no trouble");
        world.finish().await;
    });
}
