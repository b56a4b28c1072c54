//! The pages of a file, as they were when it was last written.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

use super::log::{Log, read_all};

/// The size of pages unless something says otherwise.
pub(super) const USUAL: usize = 4096;

/// The pages of a file. Those in its log replace those in the file itself.
pub(super) struct Pages {
    size: usize,
    file: File,
    count: u32,
    log: Option<File>,
    in_log: HashMap<u32, u64>,
}

/// Returns the sizes the pages of a file may have.
pub(super) fn sizes(path: &Path) -> io::Result<Vec<usize>> {
    let mut header = [0; 18];
    let mut sizes = vec![USUAL];
    if read_all(&mut File::open(path)?, &mut header)? {
        // What stands for 65,536 has no room for it.
        sizes.push(match u16::from_be_bytes([header[16], header[17]]) {
            1 => 65_536,
            size => size.into(),
        });
    }
    sizes.extend(Log::read(path)?.map(|log| log.page_size));
    sizes.retain(|size| is_size(*size));
    sizes.sort_unstable();
    sizes.dedup();
    Ok(sizes)
}

pub(super) fn is_size(size: usize) -> bool {
    size.is_power_of_two() && (512..=65_536).contains(&size)
}

impl Pages {
    pub(super) fn open(path: &Path, size: usize) -> io::Result<Self> {
        let file = File::open(path)?;
        let mut count = u32::try_from(file.metadata()?.len().div_ceil(size as u64)).unwrap_or(u32::MAX);
        let mut in_log = HashMap::new();
        let mut log_file = None;
        if let Some(log) = Log::read(path)?.filter(|log| log.page_size == size) {
            in_log.extend(log.committed());
            log_file = Some(File::open(&log.path)?);
            count = in_log.keys().copied().fold(count, u32::max);
        }
        Ok(Self { size, file, count, log: log_file, in_log })
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// The number of the last page; the first is 1.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// Returns a page, if the disk can still read it.
    pub(super) fn get(&mut self, page: u32) -> Option<Vec<u8>> {
        let (file, at) = match (self.in_log.get(&page), &mut self.log) {
            (Some(at), Some(log)) => (log, *at),
            _ => (&mut self.file, u64::from(page.checked_sub(1)?) * self.size as u64),
        };
        let mut bytes = vec![0; self.size];
        file.seek(SeekFrom::Start(at)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}
