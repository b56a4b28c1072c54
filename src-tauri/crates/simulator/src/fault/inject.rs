//! Makes things go wrong.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at};

use super::{HttpFault, Injection, InjectionError, Payload};
use crate::call::{End, Stranger};
use crate::document::event::Data;
use crate::hub::{Now, Package};
use crate::switch::{State, Switch};
use crate::user::{DEFAULT_CALLER, Destination, Seat};
use crate::wire::{Cut, Door, Piece};

/// The shortest time between two bursts of a flood.
const BURST: Duration = Duration::from_millis(1);

/// Lets one thing go wrong. Answers how many things it hit at once: connections, channels, subscriptions, events.
pub(crate) fn inject(switch: &Arc<Switch>, injection: Injection) -> Result<usize, InjectionError> {
    let lines = &switch.lines;
    let hit = match injection {
        Injection::Down { node, open } => {
            let doors = doors(switch, node)?;
            for door in doors {
                door.close()?;
            }
            match open {
                Some(ending) => lines.cut(super::Scope::All, node, Cut { after: 0, ending }),
                None => doors.len(),
            }
        }
        Injection::Up { node } => {
            let doors = doors(switch, node)?;
            for door in doors {
                door.reopen()?;
            }
            doors.len()
        }
        Injection::ResetAtOnce { times } => {
            lines.reset_at_once(times);
            0
        }
        Injection::Blackhole { on } => lines.blackhole(on),
        Injection::Stall { on } => lines.stall(on),
        Injection::Drip { bytes: 0, .. } | Injection::ChunkBytes { bytes: 0 } => return Err(InjectionError::Nonsense("A piece needs at least one byte.".to_owned())),
        Injection::Drip { on, bytes, every } => lines.drip(on, bytes, every),
        Injection::Cut { on, after, ending, next: true } => {
            lines.cut_next(on, Cut { after, ending });
            0
        }
        Injection::Cut { on, after, ending, next: false } => lines.cut(on, None, Cut { after, ending }),
        Injection::WriteRaw { on, body: Payload(body) } => lines.write_raw(on, &body),
        Injection::ChunkBytes { bytes } => lines.chunk_bytes(bytes),
        Injection::ChunkDocuments { documents } => lines.chunk_documents(documents),
        Injection::Http { method, path, after, times, fault } => {
            checked(&fault)?;
            switch.with(|state, _| state.http.add(method, &path, after, times, fault));
            0
        }
        Injection::Flood { user, per_second, lasting, holds } => flood(switch, user.as_deref(), per_second, lasting, holds)?,
        #[cfg(feature = "tls")]
        Injection::SwapCertificate { certificate } => {
            // All doors have the same keys.
            switch.doors().iter().take(1).try_for_each(|door| door.show(certificate))?;
            0
        }
        Injection::WallClock { offset } => {
            switch.put_clock_wrong(offset);
            0
        }
        other => switch.with(|state, now| in_hub(state, other, now))?,
    };
    Ok(hit)
}

/// Lifts everything that stands.
pub(crate) fn clear(switch: &Switch) {
    switch.lines.clear();
    for door in switch.doors() {
        // What cannot be opened now is tried again by the next `Up`, which tells why.
        let _ = door.reopen();
    }
    switch.with(|state, now| {
        state.http.clear();
        state.hub.clear_tampering(now);
    });
}

fn in_hub(state: &mut State, injection: Injection, now: Now) -> Result<usize, InjectionError> {
    let hub = &mut state.hub;
    let hit = match injection {
        Injection::Write { body: Payload(bytes) } => hub.write_on_all(|| Piece::Document { bytes: bytes.clone(), written: None }, now),
        Injection::WriteRepeated { unit: Payload(unit), .. } if unit.is_empty() => return Err(InjectionError::Nonsense("What is repeated is empty.".to_owned())),
        Injection::WriteRepeated { head, unit, times, tail, every } => {
            let piece = || Piece::Repeated { head: head.0.clone(), unit: unit.0.clone(), times, tail: tail.0.clone(), every };
            hub.write_on_all(piece, now)
        }
        Injection::TerminateChannels { channel, reason } => hub.terminate_channels(channel.as_deref(), &reason, now),
        Injection::ForgetChannels { channel } => hub.forget_channels(channel.as_deref(), now),
        Injection::EndSubscriptions { subscription } => hub.end_subscriptions(subscription.as_deref(), now),
        Injection::LoseSubscriptions { subscription } => hub.lose_subscriptions(subscription.as_deref()),
        Injection::RestartSequence { subscription } => hub.restart_sequence(subscription.as_deref()),
        Injection::RepeatLast { events } => hub.repeat_last(events, now),
        Injection::ReleaseEvents {} => hub.release(now),
        Injection::UnknownSubscription {} => hub.send_of_nobody(&Data::Unknown("CallReceivedEvent".to_owned()), now),
        Injection::UnknownEvent { name } => hub.send_unknown(&name, now),
        Injection::Resync { user } => {
            let seat = user.map(|user| seat(state, &user)).transpose()?;
            state.resync(seat, now)
        }
        standing => {
            stand(state, standing, now)?;
            0
        }
    };
    Ok(hit)
}

/// Lets go wrong what is still to come.
fn stand(state: &mut State, injection: Injection, now: Now) -> Result<(), InjectionError> {
    let hub = &mut state.hub;
    match injection {
        Injection::Replace { body: Payload(bytes) } => hub.replace(bytes),
        Injection::Truncate { bytes } => hub.truncate(bytes),
        Injection::RepeatNext { events } => hub.repeat_next(events),
        Injection::Skip { events } => hub.skip(events),
        Injection::Reorder { order } => {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            if !sorted.iter().copied().eq(0..order.len()) {
                return Err(InjectionError::Nonsense("An order has each number from 0 on once.".to_owned()));
            }
            hub.reorder(order);
        }
        Injection::SuppressEvents {} => hub.suppress_events(),
        Injection::SuppressHeartbeats {} => hub.suppress_heartbeats(),
        Injection::HoldEvents { lasting } => hub.hold(lasting, now),
        Injection::DelayEvents { by } => hub.delay(by),
        Injection::Prefixes { events, instance } => {
            if instance.is_empty() || events == instance {
                return Err(InjectionError::Nonsense("The prefixes must differ, and the second is needed.".to_owned()));
            }
            hub.prefixes(events, instance);
        }
        Injection::Deny { package, target, text, code } => {
            if let Some(name) = package.as_ref().filter(|name| Package::named(name).is_none()) {
                return Err(InjectionError::Nonsense(format!("There is no event package {name}.")));
            }
            let target = target.map(|target| seat(state, &target)).transpose()?;
            let target = target.map(|seat| state.exchange.directory.user(seat).id.clone());
            state.hub.deny(package, target, text, code);
        }
        Injection::AckPolicy { timeout, retransmits } => hub.set_ack_policy(timeout, retransmits),
        other => return Err(InjectionError::Nonsense(format!("{other:?} is not for the hub."))),
    }
    Ok(())
}

fn doors(switch: &Switch, node: Option<usize>) -> Result<&[Door], InjectionError> {
    match node {
        None => Ok(switch.doors()),
        Some(node) => switch.doors().get(node..=node).ok_or(InjectionError::NoSuchNode(node)),
    }
}

fn seat(state: &State, user: &str) -> Result<Seat, InjectionError> {
    match state.exchange.directory.resolve(user) {
        Some(Destination::User(seat)) => Ok(seat),
        Some(Destination::HuntGroup(_) | Destination::Outside(_) | Destination::Nobody(_)) | None => Err(InjectionError::NoSuchUser(user.to_owned())),
    }
}

fn checked(fault: &HttpFault) -> Result<(), InjectionError> {
    let (HttpFault::Answer { status, .. } | HttpFault::Redirect { status, .. }) = fault else { return Ok(()) };
    if (200..=599).contains(status) {
        return Ok(());
    }
    Err(InjectionError::Nonsense(format!("{status} is not a status a request can be answered with.")))
}

/// Lets a call ring and be updated, or be answered and held and taken back, until it has been long enough.
fn flood(switch: &Arc<Switch>, user: Option<&str>, per_second: u32, lasting: Duration, holds: bool) -> Result<usize, InjectionError> {
    if per_second == 0 {
        return Err(InjectionError::Nonsense("A flood has at least one event in a second.".to_owned()));
    }
    let (name, number) = DEFAULT_CALLER;
    let caller = End::Outside(Stranger { number: number.to_owned(), name: Some(name.to_owned()), withheld: false });
    let call = switch.with(|state, now| {
        let seat = user.map_or(Ok(0), |user| seat(state, user))?;
        let (call, heard) = state.exchange.place(caller, End::User(seat), false, now.wall).map_err(|refusal| InjectionError::Nonsense(refusal.to_string()))?;
        state.publish(heard, now);
        if holds {
            let heard = state.exchange.answer(&call, now.wall).map_err(|refusal| InjectionError::Nonsense(refusal.to_string()))?;
            state.publish(heard, now);
        }
        Ok::<_, InjectionError>(call)
    })?;
    let flooded = Arc::clone(switch);
    switch.spawn(async move {
        let start = Instant::now();
        let every = (Duration::from_secs(1) / per_second).max(BURST);
        let mut turns = interval_at(start + every, every);
        turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut sent: u128 = 0;
        loop {
            turns.tick().await;
            let elapsed = start.elapsed().min(lasting);
            let due = elapsed.as_millis() * u128::from(per_second) / 1000;
            let going = flooded.with(|state, now| {
                while sent < due {
                    sent += 1;
                    // It is over when somebody released it.
                    let happens = match sent % 2 {
                        _ if !holds => state.exchange.rename(&call, &format!("{name} {sent}")),
                        1 => state.exchange.hold(&call, None, now.wall),
                        _ => state.exchange.retrieve(&call, None, now.wall),
                    };
                    let Ok(heard) = happens else { return false };
                    if heard.is_empty() {
                        return false;
                    }
                    state.publish(heard, now);
                }
                if elapsed == lasting {
                    let heard = state.exchange.release(&call, crate::call::Side::Caller, now.wall).unwrap_or_default();
                    state.publish(heard, now);
                }
                elapsed < lasting
            });
            if !going {
                return;
            }
        }
    });
    Ok(1)
}
