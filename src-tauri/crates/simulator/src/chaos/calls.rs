//! What happens to calls at random.

use super::dice::Dice;
use crate::call::{BUSY, Call, End, Side, Stage, Stranger};
use crate::hub::Now;
use crate::switch::State;

/// How many calls there are at most at a time.
pub(super) const MOST: usize = 6;
/// How many users it happens to, the first ones, whom clients sign in as.
const CALLED: usize = 2;
const STRANGERS: [(&str, Option<&str>); 5] = [
    ("+442079460958", Some("Priya Raman")),
    ("+12403649000", Some("O'Neil & Sons <office>")),
    ("+353861234567", Some("Zoë Łukasz")),
    ("+4930901820", None),
    ("+442079460000", Some("")),
];

/// Lets one thing happen: a call is placed, or goes on, or somebody does not want to be disturbed.
pub(super) fn happen(state: &mut State, dice: &mut Dice, now: Now) {
    let exchange = &mut state.exchange;
    let going: Vec<Call> = exchange.calls().iter().filter(|call| call.stage() != Stage::Over).cloned().collect();
    let users = exchange.directory.users().len().min(CALLED);
    let heard = if dice.chance(2) {
        let user = dice.below(users);
        let active = !exchange.dnd(user).active;
        Ok(exchange.set_dnd(user, Some(active), None))
    } else if going.is_empty() || (going.len() < MOST && dice.chance(40)) {
        let user = dice.below(users);
        let (caller, callee) = match dice.below(10) {
            0..5 => (stranger(dice), End::User(user)),
            5..7 => (End::User(user), stranger(dice)),
            7..9 => (End::User(user), End::User((user + 1) % users)),
            _ => (End::User(user), End::Nobody("4999".to_owned())),
        };
        exchange.place(caller, callee, false, now.wall).map(|(_, heard)| heard)
    } else {
        let call = &going[dice.below(going.len())];
        let id = &call.id;
        match (call.stage(), dice.below(10)) {
            (Stage::Ringing | Stage::Dialback, 0..6) => exchange.answer(id, now.wall),
            (Stage::Ringing, 6) => exchange.decline(id, BUSY, now.wall),
            (Stage::Ringing | Stage::Dialback, _) => exchange.release(id, Side::Caller, now.wall),
            (Stage::Answered | Stage::Over, 0..3) => exchange.hold(id, None, now.wall),
            (Stage::Answered | Stage::Over, 3..6) => exchange.retrieve(id, None, now.wall),
            (Stage::Parked, _) => exchange.recall(id, now.wall),
            (Stage::Answered | Stage::Over, _) => exchange.release(id, dice.pick(&[Side::Caller, Side::Callee]), now.wall),
        }
    };
    // What cannot be done now, such as retrieving a call that is not held, is not done.
    if let Ok(heard) = heard {
        state.publish(heard, now);
    }
}

fn stranger(dice: &mut Dice) -> End {
    let (number, name) = dice.pick(&STRANGERS);
    End::Outside(Stranger { number: number.to_owned(), name: name.map(str::to_owned), withheld: dice.chance(5) })
}
