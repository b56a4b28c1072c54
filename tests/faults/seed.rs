//! Numbers that look random and are the same for the same seed (Steele, Lea and Flood: SplitMix64).

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const SEED: &str = "BELLHOP_FAULT_SEED";
/// What a row runs with unless it is told otherwise.
const USUAL: u64 = 2611;

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Returns the seed everything random in this run follows from.
pub fn of_run() -> u64 {
    std::env::var(SEED).map_or(USUAL, |seed| seed.parse().expect("a seed is a number"))
}

/// A source of numbers.
#[derive(Debug)]
pub struct Dice(AtomicU64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    pub fn next(&self) -> u64 {
        let state = self.0.fetch_add(GOLDEN, Ordering::Relaxed).wrapping_add(GOLDEN);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but without, `end`.
    pub fn below(&self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// A time from `least` to `most`, in whole milliseconds.
    pub fn between(&self, least: Duration, most: Duration) -> Duration {
        let span = most.saturating_sub(least).as_millis();
        least + Duration::from_millis(self.next() % (u64::try_from(span).unwrap() + 1))
    }

    pub fn chance(&self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    pub fn pick<'a, T>(&self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub fn shuffle<T>(&self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// Some of the items, in their order: `all` if there are no more.
    pub fn some<T: Clone>(&self, items: &[T], most: usize) -> Vec<T> {
        let mut places: Vec<usize> = (0..items.len()).collect();
        self.shuffle(&mut places);
        places.truncate(most);
        places.sort_unstable();
        places.into_iter().map(|place| items[place].clone()).collect()
    }
}
