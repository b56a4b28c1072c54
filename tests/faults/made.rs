//! Events written by hand, in place of those the phone system would have sent.

use simulator::{EventNote, Injection};

use crate::row::{Row, seconds};
use crate::world::{Setup, World};

/// Longer than any row: what comes of an event that is never acknowledged is another row's business.
const LONG: u64 = 86_400;

/// A client that is connected to a phone system that waits for acknowledgements for ever.
pub async fn patient(row: &Row, both_lines: bool) -> World {
    let mut setup = Setup { both_lines, ..Setup::default() };
    setup.config.ack_timeout = seconds(LONG);
    let world = World::start(row, setup).await;
    world.until("connected at first", seconds(3), |book| book.connected).await;
    world.in_step("as told at first").await;
    world
}

/// Lets a call ring whose event does not arrive. Returns the call, and what is known of the event.
pub async fn ring_unheard(world: &World) -> (String, EventNote) {
    world.inject(Injection::Skip { events: 1 });
    let call = world.ring().await;
    let note = world.simulator().events().into_iter().rev().find(|note| note.kind == "CallReceivedEvent").expect("the event of the call");
    (call, note)
}

/// Writes on the stream.
pub fn write(world: &World, document: impl Into<Vec<u8>>) {
    world.inject(Injection::Write { body: document.into().into() });
}

/// Writes an event with the numbers of one that did not arrive.
pub fn event(note: &EventNote, kind: &str, data: &str) -> String {
    let EventNote { event_id, sequence, user, subscription_id, .. } = note;
    let channel = note.channel_id.as_deref().unwrap_or("channel");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xsi:Event xmlns:xsi=\"http://schema.broadsoft.com/xsi\" xmlns:xsi1=\"http://www.w3.org/2001/XMLSchema-instance\" xsi1:type=\"xsi:SubscriptionEvent\">\
        <xsi:eventID>{event_id}</xsi:eventID><xsi:sequenceNumber>{sequence}</xsi:sequenceNumber><xsi:userId>{user}</xsi:userId><xsi:externalApplicationId>bellhop-faults</xsi:externalApplicationId>\
        <xsi:subscriptionId>{subscription_id}</xsi:subscriptionId><xsi:channelId>{channel}</xsi:channelId><xsi:targetId>{user}</xsi:targetId>\
        <xsi:eventData xsi1:type=\"xsi:{kind}\">{data}</xsi:eventData></xsi:Event>"
    )
}

/// Writes the event of a call that rings, with the given other party.
pub fn received(note: &EventNote, remote_party: &str) -> String {
    let (call, time) = (note.call_id.as_deref().expect("a call"), note.time);
    event(
        note,
        "CallReceivedEvent",
        &format!(
            "<xsi:call><xsi:callId>{call}</xsi:callId><xsi:extTrackingId>1:1</xsi:extTrackingId><xsi:personality>Terminator</xsi:personality><xsi:state>Alerting</xsi:state>\
            {remote_party}<xsi:appearance>1</xsi:appearance><xsi:allowAnswer/><xsi:startTime>{time}</xsi:startTime></xsi:call>"
        ),
    )
}

/// Writes another party of a name.
pub fn named(name: &str) -> String {
    format!("<xsi:remoteParty><xsi:name>{name}</xsi:name><xsi:address>tel:+442079460958</xsi:address><xsi:callType>Network</xsi:callType></xsi:remoteParty>")
}

/// Returns every document we have, with its name.
pub fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/xsi");
    let mut samples: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .expect("the folder of documents")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "xml"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).expect("a readable file")))
        .collect();
    samples.sort();
    assert!(samples.len() > 40, "all of them are there");
    samples
}
