//! One document in any charset. The first byte chooses what the HTTP header says of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xsi::event;
use xsi::xml::Document;

const CHARSETS: [Option<&str>; 6] = [None, Some("UTF-8"), Some("ISO-8859-1"), Some("windows-1251"), Some("utf-16"), Some("nonsense")];

fuzz_target!(|data: &[u8]| {
    let Some((&charset, document)) = data.split_first() else { return };
    if let Ok(read) = Document::read(document, CHARSETS[usize::from(charset) % CHARSETS.len()]) {
        let root = read.root();
        // Whatever was read is asked the way answers are.
        let _ = (root.get("callId"), root.schema_type(), root.children("call").count(), root.parse_child::<u64>("expires"));
    }
    let _ = event::decode(document);
});
