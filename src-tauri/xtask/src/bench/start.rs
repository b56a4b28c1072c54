//! How long Bellhop takes to have its tray, to be signed in and to paint its window, beside an empty program.

use std::{path::Path, thread, time::Duration};

use anyhow::Result;

use super::{
    built::Built,
    desk::Desk,
    figure::{Figure, median},
    listening::PhoneSystem,
};

/// How often each program is started, in turns. The first time is not counted.
const TIMES: usize = 11;
/// How long a program gets to be gone from the screen and the bus.
const GONE: Duration = Duration::from_millis(300);

/// What one program took, in milliseconds.
#[derive(Debug, Default)]
struct Times {
    tray: Vec<f64>,
    signed_in: Vec<f64>,
    painted: Vec<f64>,
}

pub(super) fn measure(built: &Built) -> Result<Vec<Figure>> {
    let system = PhoneSystem::start(built)?;
    let user = system.user(0)?.clone();
    let desk = Desk::open(built, "start")?;
    desk.remember(&system, &user)?;
    let (mut empty, mut bellhop) = (Times::default(), Times::default());
    for turn in 0..=TIMES {
        let (mut of_empty, mut of_bellhop) = (Times::default(), Times::default());
        time(&desk, &built.path("empty-tray"), &mut of_empty, |_| Ok(()))?;
        time(&desk, &built.path("bellhop"), &mut of_bellhop, |_| system.wait_for_subscriber(&user))?;
        if turn > 0 {
            for (all, new) in [(&mut empty, of_empty), (&mut bellhop, of_bellhop)] {
                all.tray.extend(new.tray);
                all.signed_in.extend(new.signed_in);
                all.painted.extend(new.painted);
            }
        }
    }
    let ratio = |name: &str, ours: &[f64], theirs: &[f64]| {
        let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
        Figure::new(format!("{name}, times the empty program"), median(&ratios), "×").at_most(1.3)
    };
    Ok(vec![
        Figure::new("empty program: tray", median(&empty.tray), "ms"),
        Figure::new("empty program: window painted", median(&empty.painted), "ms"),
        Figure::new("Bellhop: tray", median(&bellhop.tray), "ms"),
        Figure::new("Bellhop: signed in", median(&bellhop.signed_in), "ms"),
        Figure::new("Bellhop: window painted", median(&bellhop.painted), "ms"),
        ratio("tray", &bellhop.tray, &empty.tray),
        ratio("window painted", &bellhop.painted, &empty.painted),
    ])
}

/// Starts a program twice: to its tray and sign-in, and to its window.
fn time(desk: &Desk, program: &Path, times: &mut Times, signed_in: impl Fn(&Desk) -> Result<()>) -> Result<()> {
    let mut hidden = desk.start(program, &["--minimized"])?;
    times.tray.push(hidden.tray);
    signed_in(desk)?;
    times.signed_in.push(hidden.at.elapsed().as_secs_f64() * 1000.0);
    end(desk, &mut hidden.process)?;
    let mut shown = desk.start(program, &[])?;
    desk.wait_for_paint()?;
    times.painted.push(shown.at.elapsed().as_secs_f64() * 1000.0);
    end(desk, &mut shown.process)
}

fn end(desk: &Desk, process: &mut crate::session::Process) -> Result<()> {
    if process.terminate(Duration::from_secs(20))?.is_none() {
        anyhow::bail!("A program was asked to end and has not: see {}", desk.home().display());
    }
    desk.wait_for_no_window()?;
    thread::sleep(GONE);
    Ok(())
}
