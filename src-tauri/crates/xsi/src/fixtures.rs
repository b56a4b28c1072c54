//! Documents of real systems, and of the schema, and what we make of them.

use std::path::Path;

use crate::document;
use crate::event;
use crate::xml::Element;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/xsi");

/// Reads a document as whatever it is, and shows what we make of it.
fn meaning(bytes: &[u8]) -> String {
    let root = Element::read(bytes, None).expect("a readable document");
    match root.name.as_str() {
        "Profile" => format!("{:#?}", document::profile(&root)),
        "Subscription" => format!("{:#?} for {:?}", root.get("subscriptionId"), document::lasts(&root)),
        _ => format!("{:#?}", event::decode(bytes)),
    }
}

#[test]
fn every_document_is_understood_as_before() {
    let mut names: Vec<_> = std::fs::read_dir(FOLDER).expect("the folder of documents").map(|entry| entry.expect("a file").path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    names.sort();
    assert!(names.len() > 40, "all of them are there");
    for path in names {
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
        let mut framer = crate::framer::Framer::default();
        let mut documents = Vec::new();
        for chunk in stream.chunks(size) {
            framer.push(chunk, &mut documents).expect("a sensible stream");
        }
        assert_eq!(documents, sent.each_ref().map(|document| document.trim_ascii().to_vec()), "in chunks of {size}");
    }
}
