//! What time it is on the switch.
//!
//! Both clocks are Tokio's, so a test that pauses the runtime moves them together: hours pass at once, and the stamps on
//! calls move along. The clock on the wall can be put wrong without the other noticing.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

use crate::call::Millis;

/// What time it is: by the clock that measures, and by the one on the wall.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Now {
    pub(crate) instant: Instant,
    pub(crate) wall: Millis,
    /// How long the simulator has been running.
    pub(crate) running: Duration,
}

/// The clocks of a simulator.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Instant,
    start_wall: Millis,
    offset: AtomicI64,
}

impl Clock {
    pub(crate) fn start() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { start: Instant::now(), start_wall: millis(wall), offset: AtomicI64::new(0) }
    }

    pub(crate) fn now(&self) -> Now {
        let instant = Instant::now();
        let running = instant - self.start;
        Now { instant, wall: self.start_wall + millis(running) + self.offset.load(Ordering::Relaxed), running }
    }

    /// Puts the clock on the wall wrong by `offset` milliseconds.
    pub(crate) fn put_wrong(&self, offset: Millis) {
        self.offset.store(offset, Ordering::Relaxed);
    }
}

fn millis(duration: Duration) -> Millis {
    Millis::try_from(duration.as_millis()).unwrap_or(Millis::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn virtual_hours_move_the_clock_on_the_wall_too() {
        let clock = Clock::start();
        let before = clock.now();
        tokio::time::advance(Duration::from_secs(8 * 3600)).await;
        let after = clock.now();
        assert_eq!(after.wall - before.wall, 8 * 3_600_000);
        clock.put_wrong(-86_400_000);
        assert_eq!((clock.now().wall - after.wall, clock.now().instant), (-86_400_000, after.instant));
    }
}
