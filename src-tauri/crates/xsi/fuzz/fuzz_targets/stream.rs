//! The bytes of an event stream: however they are cut, the documents are the same, and the framer's memory is bounded.
//!
//! The first byte says how large the pieces are.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xsi::event;
use xsi::framer::{FrameError, Framer, LARGEST};

type Cut = (Vec<Vec<u8>>, Result<(), FrameError>);

fn cut(stream: &[u8], size: usize) -> Cut {
    let mut framer = Framer::default();
    let mut documents = Vec::new();
    let result = stream.chunks(size).try_for_each(|chunk| framer.push(chunk, &mut documents));
    (documents, result)
}

fuzz_target!(|data: &[u8]| {
    let Some((&size, stream)) = data.split_first() else { return };
    let pieces = cut(stream, usize::from(size).max(1));
    assert_eq!(pieces, cut(stream, stream.len().max(1)));
    for document in &pieces.0 {
        assert!(document.len() <= LARGEST);
        // An error is an answer, too.
        let _ = event::decode(document);
    }
});
