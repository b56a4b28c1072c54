//! What SQLite wrote beside the file (`-wal`), and whether that is damaged.
//!
//! SQLite reads its log up to the first frame that makes no sense, and says nothing: at the end of a log that is what a
//! loss of power leaves of a transaction nobody was told of. But a frame that makes no sense before others that do was
//! told of, and is damage. So is one that the index of the log (`-shm`), which outlives the program, says was written.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};

use crate::file::with_suffix;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// A log.
pub(super) struct Log {
    pub(super) path: PathBuf,
    pub(super) page_size: usize,
    frames: Vec<Frame>,
    header_is_whole: bool,
    salt: [u8; 8],
}

/// A page in a log.
struct Frame {
    page: u32,
    is_commit: bool,
    at: u64,
    /// Whether it belongs to what was written since the log was last begun anew.
    is_current: bool,
    is_whole: bool,
}

/// Says what is wrong with the log of the file at `path`, if anything is.
pub(crate) fn damage(path: &Path) -> io::Result<Option<&'static str>> {
    let index = Index::read(path);
    let Some(log) = Log::read(path)? else {
        return Ok(index.filter(|index| index.written > index.copied).map(|_| "its log is gone"));
    };
    if !log.header_is_whole {
        return Ok((!log.frames.is_empty()).then_some("the beginning of its log is damaged"));
    }
    let index = index.filter(|index| index.salt == log.salt);
    let written = index.map_or(0, |index| index.written as usize);
    let is_damaged = match log.broken() {
        None => written > log.frames.len(),
        Some(broken) => broken < written || log.is_told_of(broken),
    };
    Ok(is_damaged.then_some("its log is damaged"))
}

impl Log {
    /// Reads the log of the file at `path`; none if there is none, or if nothing was ever written to it.
    pub(super) fn read(path: &Path) -> io::Result<Option<Self>> {
        let path = with_suffix(path, "-wal");
        let mut reader = match File::open(&path) {
            Ok(file) => BufReader::with_capacity(1 << 16, file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut header = [0; HEADER];
        if !read_all(&mut reader, &mut header)? {
            return Ok(None);
        }
        let magic = be32(&header, 0);
        let big_endian = magic & 1 == 1;
        let mut sum = Sum::default();
        sum.add(&header[..24], big_endian);
        let header_is_whole = magic & !1 == 0x377f_0682 && sum.is(&header[24..]);
        let page_size = Some(be32(&header, 8) as usize).filter(|size| super::pages::is_size(*size)).unwrap_or(super::pages::USUAL);

        let mut log = Self { path, page_size, frames: Vec::new(), header_is_whole, salt: array(&header, 16) };
        // A frame is summed up from the sum of the frame before, as it is written there: so each can be judged for itself.
        let mut sum = Sum::read(&header[24..]);
        let mut frame = vec![0; FRAME_HEADER + page_size];
        let mut at = HEADER as u64;
        while read_all(&mut reader, &mut frame)? {
            let salt: [u8; 8] = array(&frame, 8);
            if log.frames.is_empty() && !header_is_whole {
                log.salt = salt;
            }
            sum.add(&frame[..8], big_endian);
            sum.add(&frame[FRAME_HEADER..], big_endian);
            let is_current = salt == log.salt;
            log.frames.push(Frame {
                page: be32(&frame, 0),
                is_commit: be32(&frame, 4) != 0,
                at: at + FRAME_HEADER as u64,
                is_current,
                is_whole: is_current && sum.is(&frame[16..24]),
            });
            sum = Sum::read(&frame[16..24]);
            at += frame.len() as u64;
        }
        Ok(Some(log))
    }

    /// Returns the pages that were committed and where they are in the log; later ones replace earlier ones.
    pub(super) fn committed(&self) -> impl Iterator<Item = (u32, u64)> {
        // What is behind a torn end was never committed.
        let end = self.broken().filter(|broken| self.header_is_whole && !self.is_told_of(*broken)).unwrap_or(self.frames.len());
        let end = self.frames[..end].iter().rposition(|frame| frame.is_current && frame.is_commit).map_or(0, |last| last + 1);
        self.frames[..end].iter().filter(|frame| frame.is_whole).map(|frame| (frame.page, frame.at))
    }

    /// The first frame that makes no sense.
    fn broken(&self) -> Option<usize> {
        self.frames.iter().position(|frame| !frame.is_whole)
    }

    /// Whether a transaction with this frame or one behind it was on the disk before another was written.
    fn is_told_of(&self, frame: usize) -> bool {
        let mut later = self.frames[frame..].iter().filter(|frame| frame.is_current).skip_while(|frame| !frame.is_commit).skip(1);
        later.next().is_some()
    }
}

/// What the index of a log says.
struct Index {
    /// How many frames were written to the log.
    written: u32,
    /// How many of them are in the file too.
    copied: u32,
    salt: [u8; 8],
}

impl Index {
    fn read(path: &Path) -> Option<Self> {
        let mut bytes = [0; 100];
        File::open(with_suffix(path, "-shm")).ok()?.read_exact(&mut bytes).ok()?;
        // It is there twice, and is only read as the system it was written on writes numbers.
        let (one, other) = (&bytes[..48], &bytes[48..96]);
        let mut sum = Sum::default();
        sum.add(&one[..40], cfg!(target_endian = "big"));
        let native = |at| u32::from_ne_bytes(array(&bytes, at));
        let is_whole = one == other && one[12] == 1 && [native(40), native(44)] == [sum.0, sum.1];
        is_whole.then(|| Self { written: native(16), copied: native(96), salt: array(&bytes, 32) })
    }
}

/// The sum SQLite writes behind what it wrote.
#[derive(Default)]
struct Sum(u32, u32);

impl Sum {
    fn read(bytes: &[u8]) -> Self {
        Self(be32(bytes, 0), be32(bytes, 4))
    }

    fn add(&mut self, bytes: &[u8], big_endian: bool) {
        let number = |at| if big_endian { be32(bytes, at) } else { u32::from_le_bytes(array(bytes, at)) };
        for at in (0..bytes.len()).step_by(8) {
            self.0 = self.0.wrapping_add(number(at)).wrapping_add(self.1);
            self.1 = self.1.wrapping_add(number(at + 4)).wrapping_add(self.0);
        }
    }

    fn is(&self, bytes: &[u8]) -> bool {
        (self.0, self.1) == (be32(bytes, 0), be32(bytes, 4))
    }
}

/// Fills the buffer, or says that there is not as much left.
pub(super) fn read_all(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

pub(super) fn be32(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(array(bytes, at))
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    std::array::from_fn(|index| bytes[at + index])
}
