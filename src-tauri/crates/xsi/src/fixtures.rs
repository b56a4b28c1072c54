//! Documents of real systems, and of the schema, and what we make of them.

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use telephony::Step;

use crate::call;
use crate::document;
use crate::event;
use crate::framer::Framer;
use crate::xml::Document;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/xsi");

/// Reads a document as whatever it is, and shows what we make of it.
fn meaning(bytes: &[u8]) -> String {
    let document = Document::read(bytes, None).expect("a readable document");
    let root = document.root();
    match root.name() {
        "Profile" => format!("{:#?}", document::profile(root)),
        "CallLogs" => format!("{:#?}", document::call_logs(root)),
        "Calls" => format!("{:#?}", document::calls(root)),
        "Call" => format!("{:#?}", call::report(root, Step::Listed)),
        "Subscription" => format!("{:#?} for {:?}", root.get("subscriptionId"), document::lasts(root)),
        _ => format!("{:#?}", event::decode(bytes)),
    }
}

fn all() -> Vec<PathBuf> {
    let mut names: Vec<_> = std::fs::read_dir(FOLDER).expect("the folder of documents").map(|entry| entry.expect("a file").path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    names.sort();
    assert!(names.len() > 40, "all of them are there");
    names
}

/// Cuts a stream at the given sizes, over and over, and returns what its documents mean.
fn meanings(stream: &[u8], sizes: &[usize]) -> Vec<String> {
    let mut framer = Framer::default();
    let mut documents = Vec::new();
    let mut rest = stream;
    for size in sizes.iter().cycle() {
        let (chunk, left) = rest.split_at((*size).min(rest.len()));
        framer.push(chunk, &mut documents).expect("a sensible stream");
        rest = left;
        if rest.is_empty() {
            break;
        }
    }
    documents.iter().map(|document| format!("{:?}", event::decode(document))).collect()
}

proptest! {
    #[test]
    fn any_splitting_of_any_stream_of_documents_gives_the_same_messages(
        picks in proptest::collection::vec(any::<proptest::sample::Index>(), 1..8),
        gaps in proptest::collection::vec(proptest::sample::select(vec!["", "\n", "\r\n", " \r\n\r\n\t"]), 8),
        sizes in proptest::collection::vec(1..300usize, 1..20),
    ) {
        let documents: Vec<_> = all().iter().map(|path| std::fs::read(path).expect("a readable file")).filter(|document| std::str::from_utf8(document).is_ok()).collect();
        let stream: Vec<u8> = picks.iter().zip(&gaps).flat_map(|(pick, gap)| [pick.get(&documents).as_slice(), gap.as_bytes()].concat()).collect();
        let whole = meanings(&stream, &[stream.len()]);
        prop_assert_eq!(whole.len(), picks.len());
        prop_assert_eq!(meanings(&stream, &sizes), whole);
    }

    #[test]
    fn a_damaged_document_neither_panics_nor_takes_the_next_one_with_it_for_ever(
        pick in any::<proptest::sample::Index>(), places in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6), sizes in proptest::collection::vec(1..300usize, 1..20),
    ) {
        let mut document = std::fs::read(pick.get(&all())).expect("a readable file");
        for (place, byte) in places {
            let place = place.index(document.len());
            document[place] = byte;
        }
        let mut framer = Framer::default();
        let mut documents = Vec::new();
        let mut rest = document.as_slice();
        let mut ok = true;
        for size in sizes.iter().cycle() {
            let (chunk, left) = rest.split_at((*size).min(rest.len()));
            ok &= framer.push(chunk, &mut documents).is_ok();
            rest = left;
            if rest.is_empty() {
                break;
            }
        }
        // Either the stream is given up, or a declaration begins anew.
        let before = documents.len();
        let next = framer.push(b"<?xml version=\"1.0\"?><ChannelHeartBeat/>", &mut documents);
        prop_assert!(!ok || next.is_err() || documents.len() > before || framer.is_within());
        for document in documents {
            let _ = event::decode(&document);
        }
    }
}

#[test]
fn every_document_is_understood_as_before() {
    for path in all() {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a plain name");
        insta::assert_snapshot!(name, meaning(&std::fs::read(&path).expect("a readable file")));
    }
}

#[test]
fn the_documents_of_a_stream_come_out_one_by_one() {
    let read = |name: &str| std::fs::read(Path::new(FOLDER).join(name)).expect("a readable file");
    let sent = ["wild_qsc_Channel_response.xml", "wild_ChannelHeartBeat.xml", "wild_qsc_CallSubscriptionEvent_idle.xml", "wild_telco_CallForwardingBusyEvent.xml"].map(read);
    let stream = sent.concat();
    for size in [1, 7, 100, stream.len()] {
        let mut framer = Framer::default();
        let mut documents = Vec::new();
        for chunk in stream.chunks(size) {
            framer.push(chunk, &mut documents).expect("a sensible stream");
        }
        assert_eq!(documents, sent.each_ref().map(|document| document.trim_ascii().to_vec()), "in chunks of {size}");
    }
}
