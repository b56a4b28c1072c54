//! Documents that are broken, cut off, or never end (B6, B7, B9).

use std::collections::BTreeMap;
use std::time::Duration;

use simulator::Injection;
use tokio::time::sleep;
use xsi::{Notice, Problem};

use crate::made::{self, named, patient, received, ring_unheard, write};
use crate::row::{Row, row, seconds};
use crate::world::{GOOD, World};

const AT_ONCE: Duration = seconds(1);
/// How long a document may take, and another channel after it.
const ENDLESS: Duration = seconds(31);
/// How many places and mutations a row tries, unless all are wanted.
const SOME: usize = 40;

/// What is to come of a broken document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is read, in spite of all.
    Read,
    /// It is set aside, and how things are is asked for.
    SetAside,
    /// The stream makes no sense any more: another one does.
    Reconnect,
    /// Nobody knows where it ends: another stream does once it has taken too long.
    GivenUp,
}

/// Returns what came of a document since some moment.
fn fate(world: &World, since: Duration) -> Fate {
    let book = world.book();
    let lost = book.notices.iter().find(|(at, notice)| *at >= since && matches!(notice, Notice::Lost { .. })).map(|(at, _)| *at);
    let unreadable = book.notices.iter().any(|(at, notice)| *at >= since && matches!(notice, Notice::Unreadable { .. }));
    match lost {
        Some(at) if at > since + AT_ONCE => Fate::GivenUp,
        Some(_) => Fate::Reconnect,
        None if unreadable => Fate::SetAside,
        None => Fate::Read,
    }
}

/// Breaks the event of a call that rings, and sees that the call is known all the same.
async fn broken(world: &World, damage: impl FnOnce(String) -> Vec<u8>) -> Fate {
    world.deaf();
    let (call, note) = ring_unheard(world).await;
    let since = world.now();
    write(world, damage(received(&note, &named("Priya Raman"))));
    world.recovered(since).await;
    world.then(&call, "answer").await;
    world.in_step("answered").await;
    world.then(&call, "release").await;
    world.in_step("over").await;
    let fate = fate(world, since);
    sleep(GOOD).await;
    fate
}

/// What breaks an event, and what is to come of it. `E` stands for the end of the root, `N` for a name in it.
const KINDS: [(&str, &str, &str, Fate); 31] = [
    ("an end tag that does not match", "</xsi:name>", "</xsi:nomen>", Fate::SetAside),
    ("an element that is not ended", "</xsi:remoteParty>", "", Fate::GivenUp),
    ("an element that ends twice", "</xsi:name>", "</xsi:name></xsi:name>", Fate::Reconnect),
    ("a root that ends twice", "</xsi:Event>", "</xsi:Event></xsi:Event>", Fate::Reconnect),
    ("a quote that is not closed", "type=\"xsi:SubscriptionEvent\"", "type=\"xsi:SubscriptionEvent", Fate::Reconnect),
    ("a value without quotes", "type=\"xsi:SubscriptionEvent\"", "type=xsi:SubscriptionEvent", Fate::SetAside),
    ("an attribute without a value", "xsi1:type=\"xsi:SubscriptionEvent\"", "xsi1:type", Fate::SetAside),
    ("an attribute twice", "xsi1:type=\"xsi:SubscriptionEvent\"", "xsi1:type=\"xsi:SubscriptionEvent\" xsi1:type=\"xsi:SubscriptionEvent\"", Fate::Read),
    ("attributes that touch", "xsi\" xmlns", "xsi\"xmlns", Fate::Read),
    ("an unknown entity", "Priya Raman", "Priya &raman;", Fate::SetAside),
    ("a bare ampersand", "Priya Raman", "Priya & Raman", Fate::SetAside),
    ("an entity that does not end", "Priya Raman", "Priya &amp Raman", Fate::SetAside),
    ("a character that is none", "Priya Raman", "Priya &#x110000;", Fate::SetAside),
    ("the character zero", "Priya Raman", "Priya &#0;", Fate::SetAside),
    ("a number that is none", "Priya Raman", "Priya &#zz;", Fate::SetAside),
    ("a bracket in a text", "Priya Raman", "Priya < Raman", Fate::Reconnect),
    ("the end of character data in a text", "Priya Raman", "Priya ]]> Raman", Fate::Read),
    ("a name that begins with a digit", "<xsi:name>", "<1name>", Fate::Reconnect),
    ("a tag without a name", "<xsi:name>", "<>", Fate::Reconnect),
    ("a tag that begins with a space", "<xsi:name>", "< xsi:name>", Fate::Reconnect),
    ("words before it", "<?xml", "Service unavailable<?xml", Fate::Reconnect),
    ("words after it", "</xsi:Event>", "</xsi:Event>Service unavailable", Fate::Reconnect),
    ("a comment that is not closed", "<xsi:name>", "<!-- <xsi:name>", Fate::GivenUp),
    ("a comment in a comment", "<xsi:name>", "<!-- <!-- --> --><xsi:name>", Fate::Read),
    ("character data that is not closed", "Priya Raman", "<![CDATA[Priya Raman", Fate::GivenUp),
    ("an instruction that is not closed", "<xsi:name>", "<?name<xsi:name>", Fate::GivenUp),
    ("a declaration in the middle", "<xsi:remoteParty>", "<?xml version=\"1.0\"?><xsi:remoteParty>", Fate::Reconnect),
    ("a mark that is none", "<xsi:name>", "<!NAME><xsi:name>", Fate::Reconnect),
    ("bytes that are no UTF-8", "Priya Raman", "Priya \u{fffd}", Fate::SetAside),
    ("a tag cut by another", "<xsi:name>", "<xsi:name<xsi:name>", Fate::Reconnect),
    ("an event without an id", "xsi:eventID", "xsi:noID", Fate::SetAside),
];

fn damaged(document: &str, from: &str, to: &str) -> Vec<u8> {
    assert!(document.contains(from), "{from}");
    let document = document.replacen(from, to, 1).replacen("xsi:eventID>", if from == "xsi:eventID" { "xsi:noID>" } else { "xsi:eventID>" }, 2).into_bytes();
    let mark = "\u{fffd}".as_bytes();
    match document.windows(mark.len()).position(|bytes| bytes == mark) {
        Some(place) => [&document[..place], &b"\xc3\x28"[..], &document[place + mark.len()..]].concat(),
        None => document,
    }
}

#[test]
fn b6_malformed_documents() {
    row("B6", ENDLESS, |row| async move {
        let world = patient(&row, false).await;
        sleep(GOOD).await;
        for (what, from, to, expected) in KINDS {
            assert_eq!(broken(&world, |event| damaged(&event, from, to)).await, expected, "{what}");
        }

        // What can't be read when it is asked for again, either, is not asked for over and over.
        let asked = world.simulator().requests().len();
        world.deaf();
        for _ in 0..500 {
            world.inject(Injection::Replace { body: "<a>&nothing;</a>".into() });
        }
        let call = world.ring().await;
        sleep(seconds(60)).await;
        let asked = world.simulator().requests().len() - asked;
        assert!(asked < 60, "{asked} requests in a minute");
        world.simulator().clear_faults();
        world.until("known at last", seconds(320), |book| book.connected && world.shared.differences_from(book).is_empty()).await;
        world.hearing();
        world.then(&call, "release").await;

        // Documents of somebody else's, with bytes that are changed anywhere.
        let samples = made::samples();
        for _ in 0..if row.wants_all { 2000 } else { SOME } {
            sleep(GOOD).await;
            let since = world.now();
            world.deaf();
            write(&world, mutated(&row, row.dice.pick(&samples).1.clone()));
            let call = world.ring().await;
            world.recovered(since).await;
            world.then(&call, "release").await;
            world.in_step("over").await;
        }
        world.hears_a_call().await;
        assert_eq!(world.simulator().open_streams(), 1);
        world.finish().await;
    });
}

/// Changes, drops or doubles some bytes of a document.
fn mutated(row: &Row, mut document: Vec<u8>) -> Vec<u8> {
    for _ in 0..=row.dice.below(4) {
        let place = row.dice.below(document.len());
        match row.dice.below(4) {
            0 => document[place] = u8::try_from(row.dice.below(256)).unwrap(),
            1 => document[place] = *row.dice.pick(b"<>/&\"'?!- "),
            2 => drop(document.remove(place)),
            _ => document.insert(place, document[place]),
        }
    }
    document
}

/// Says where an event is cut off, and what comes of that when the next one follows at once.
fn cut_off(begun: &str) -> (&'static str, &'static [Fate]) {
    let tag = begun.rfind('<').map(|place| &begun[place..]).filter(|tag| !tag.contains('>'));
    match tag {
        None if begun.is_empty() => ("before it begins", &[Fate::Read]),
        // The next declaration tells that this one is over, and how things are is asked for.
        None if begun.ends_with("?>") => ("after the declaration", &[Fate::SetAside]),
        None => ("between tags", &[Fate::SetAside]),
        // It is one with that of the next event, which may be lost with it.
        Some(tag) if tag.starts_with("<?") => ("in the declaration", &[Fate::Read, Fate::SetAside]),
        // No value holds a tag: where this one would have ended, nobody can tell.
        Some(tag) if tag.matches('"').count() % 2 == 1 => ("in a value", &[Fate::Reconnect]),
        Some(_) => ("in a tag", &[Fate::Reconnect]),
    }
}

#[test]
fn b7_truncated_document() {
    row("B7", ENDLESS, |row| async move {
        let world = patient(&row, false).await;
        let (call, note) = ring_unheard(&world).await;
        let event = received(&note, &named("Priya Raman"));
        world.then(&call, "release").await;
        sleep(GOOD).await;
        let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for place in 0..event.len() {
            places.entry(cut_off(&event[..place]).0).or_default().push(place);
        }
        assert_eq!(places.len(), 6, "{places:?}");
        let some = |places: &Vec<usize>| if row.wants_all { places.clone() } else { row.dice.some(places, SOME / 6) };
        for place in places.values().flat_map(some) {
            world.deaf();
            let (call, note) = ring_unheard(&world).await;
            let since = world.now();
            let event = received(&note, &named("Priya Raman"));
            let begun = &event[..place];
            let (what, fates) = cut_off(begun);
            // The next document comes at once, or only heartbeats do. Those can't tell that an event is missing of which nothing
            // came: a heartbeat goes well with its declaration.
            let alone = !matches!(what, "before it begins" | "after the declaration") && row.dice.chance(4);
            write(&world, begun);
            if alone {
                world.recovered(since).await;
            } else {
                world.then(&call, "answer").await;
                world.until(&format!("answered, though cut off {what} after {begun}"), AT_ONCE, |book| book.connected && world.shared.differences_from(book).is_empty()).await;
                world.recovered(since).await;
                let fate = fate(&world, since);
                assert!(fates.contains(&fate), "{what}: {fate:?} and not {fates:?}, after {begun}");
                assert!(world.book().problems(since).len() <= 1, "{what}: after {begun}");
            }
            world.then(&call, "release").await;
            world.in_step("over").await;
            sleep(GOOD).await;
        }
        world.hears_a_call().await;
        assert_eq!(world.simulator().open_streams(), 1);
        world.finish().await;
    });
}

/// How long a document may take from its first byte to its last.
const DEADLINE: Duration = seconds(30);
/// How long nothing whole may come.
const SILENCE: Duration = seconds(35);
/// How much earlier a deadline may strike.
const EARLIER: Duration = seconds(1);

#[test]
fn b9_endless_documents() {
    row("B9", seconds(36), |row| async move {
        let world = patient(&row, false).await;
        let event = made::received(&ring_unheard(&world).await.1, &named("Priya Raman"));
        let until = |place: &str| event.split(place).next().unwrap().to_owned();
        let within = |begin: &str| format!("{}{begin}", until("<xsi:userId>"));
        let terminated = event.replace("SubscriptionEvent", "ChannelTerminatedEvent");
        // Nothing whole can come in between, not even the echo of a heartbeat.
        for (head, unit, longest) in [
            (until("Priya"), "x", DEADLINE),
            (until("SubscriptionEvent"), "x", DEADLINE),
            (within(""), "<xsi:more/>", DEADLINE),
            (within("<xsi:more"), " a=\"1\"", DEADLINE),
            (within("<xsi:more></xsi:more"), " ", DEADLINE),
            (within("<!--"), " more", DEADLINE),
            (within("<![CDATA["), "]]", DEADLINE),
            (within("<?more"), " ?", DEADLINE),
            (terminated.split("</xsi:eventID>").next().unwrap().to_owned(), "x", DEADLINE),
            ("<ChannelHeartBeat xmlns=\"http://schema.broadsoft.com/xsi\"".to_owned(), " ", DEADLINE),
            ("<Channel xmlns=\"http://schema.broadsoft.com/xsi\"><channelId>".to_owned(), "x", DEADLINE),
            ("<ErrorInfo><summary>".to_owned(), "x", DEADLINE),
            ("<Surprise>".to_owned(), "<a>b</a>", DEADLINE),
            ("<?xml version=\"1.0\"".to_owned(), " ", DEADLINE),
            ("<?xml version=\"1.0\"?>".to_owned(), "\n", DEADLINE),
            ("<!-- more -->".to_owned(), "<!-- more -->", DEADLINE),
            ("<?more?>".to_owned(), "<?more?>", DEADLINE),
            ("<".to_owned(), "m", DEADLINE),
            // No document ever begins: that is silence.
            (String::new(), "\r\n", SILENCE),
            (String::new(), "\u{feff}", SILENCE),
        ] {
            sleep(GOOD).await;
            // Something whole comes right before it, so that silence alone would be found out later.
            world.hears_a_call().await;
            let since = world.now();
            world.fault(Injection::WriteRepeated { head: head.clone().into(), unit: unit.into(), times: None, tail: "".into(), every: seconds(1) });
            let problem = world.lost(since, longest + Duration::from_millis(1)).await;
            let took = world.now() - since;
            assert!(took >= longest - EARLIER, "{head} {unit}: {took:?}");
            let is_it = if longest == DEADLINE { matches!(problem, Problem::Broken { .. }) } else { matches!(problem, Problem::TimedOut { .. }) };
            assert!(is_it, "{head} {unit}: {problem}");
            world.recovered(since).await;
            assert_eq!(world.simulator().open_streams(), 1);
        }

        // One that ends in time is read, however slowly it came.
        sleep(GOOD).await;
        world.hears_a_call().await;
        world.deaf();
        let (call, note) = ring_unheard(&world).await;
        let since = world.now();
        let event = received(&note, &named("Priya Raman"));
        let (head, tail) = event.split_once(" Raman").unwrap();
        world.inject(Injection::WriteRepeated { head: head.into(), unit: "a".into(), times: Some(28), tail: tail.into(), every: seconds(1) });
        world.recovered(since).await;
        assert_eq!((fate(&world, since), world.book().problems(since)), (Fate::Read, vec![]));
        world.then(&call, "release").await;
        world.in_step("over").await;
        world.hears_a_call().await;
        world.finish().await;
    });
}
