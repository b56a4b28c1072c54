//! Custom events tried out: what a draft would do with a call, one of its actions done for real, and a call that does not
//! happen, through the same table and the same matching as one that does.

use custom_events::{
    Action, Context, CustomEvent, Matcher, Moment, Rendered, Situation, Values,
    example::{self, Sample},
};
use jiff::{Timestamp, tz::TimeZone};
use telephony::{CallMoment, Change, Direction, Home, Line, LineId, Owner, Scope, What};

use super::{Controller, Done, activity::try_out, requests::answer};
use crate::{
    host::Host,
    perform::render,
    request::Reply,
    session::Session,
    view::{ActionPreview, ArgumentPiece, Preview, SampleCall, Samples, SimulatedCall, SimulatedRun, SimulatedStep, Simulation, Tried},
};

impl<H: Host> Controller<H> {
    /// Remembers a call to try on.
    pub(super) fn remember_call(&mut self, change: &Change) {
        let What::Call { call, .. } = &change.what else { return };
        self.last_call = Some(SampleCall {
            name: call.remote.name.clone().unwrap_or_default(),
            tel: call.remote.tel().map(|number| number.as_str().to_owned()).unwrap_or_default(),
            withheld: call.remote.withheld,
            internal: call.scope() == Scope::Internal,
            seconds: call.duration().and_then(|talked| u32::try_from(talked.as_secs()).ok()).filter(|seconds| *seconds > 0).unwrap_or(example_call().seconds),
        });
    }

    pub(super) fn sample_calls(&self, reply: Reply<Samples>) {
        answer(Some(reply), Samples { example: example_call(), last: self.last_call.clone() });
    }

    /// Answers with what a draft would do.
    pub(super) fn preview(&self, draft: Box<CustomEvent>, sample: SampleCall, reply: Reply<Preview>) {
        let change = self.made_up(&draft, &sample);
        let values = Values::new(&change, &self.home, &draft.name, &self.zone);
        // A draft may be off, and is asked all the same.
        let asked = CustomEvent { enabled: true, ..(*draft).clone() };
        let matcher = Matcher::new(&[asked], self.context());
        let trace = matcher.trace(&matcher.facts(&change, Situation::default())).pop();
        let trace = trace.unwrap_or_else(|| custom_events::Traced { event_id: draft.id.clone(), name: draft.name.clone(), verdicts: Vec::new(), matched: false });
        let actions = draft.actions.iter().map(|action| preview_of(action, &values)).collect();
        answer(Some(reply), Preview { actions, trace });
    }

    /// Does one of a draft's actions for real.
    pub(super) fn try_action(&mut self, draft: &CustomEvent, index: usize, sample: SampleCall, reply: Reply<Tried>) {
        let change = self.made_up(draft, &sample);
        let values = Values::new(&change, &self.home, &draft.name, &self.zone);
        let rendered = draft.actions.get(index).map(|action| render(action, &values));
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let tried = match rendered {
                Some(Ok(done)) => try_out(&*host, done).await,
                Some(Err(failure)) => Tried { failure: Some(failure), success: String::new(), took: 0 },
                None => Tried { failure: None, success: String::new(), took: 0 },
            };
            answer(Some(reply), tried);
            Done::Nothing
        });
    }

    /// Has a call happen that does not happen. Nothing is done about it unless that is wanted.
    pub(super) fn simulate(&mut self, call: SimulatedCall, reply: Reply<Simulation>) {
        let (line, owner) = self.line_to_try(&call.line);
        let sample = sample_of(&call.sample, call.direction);
        let changes = example::changes(&sample, &line, &owner, Timestamp::now(), call.answered, call.held);
        let story = Story { matcher: Matcher::new(&self.settings.custom_events, self.context()), home: self.home.clone(), zone: self.zone.clone() };
        let own = self.own_line().and_then(|own| self.lines.get(own)).cloned();
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let mut once = custom_events::Once::default();
            let mut steps = Vec::new();
            for change in &changes {
                let (mut step, to_do) = story.step(change, own.as_ref(), &mut once);
                if call.for_real {
                    for (run, actions) in step.runs.iter_mut().zip(to_do) {
                        for done in actions {
                            run.tried.push(try_out(&*host, done).await);
                        }
                    }
                }
                steps.push(step);
            }
            answer(Some(reply), Simulation { steps });
            Done::Nothing
        });
    }

    /// A change a draft waits for, made of a sample.
    fn made_up(&self, draft: &CustomEvent, sample: &SampleCall) -> Change {
        let (line, owner) = self.line_to_try("");
        example::change_for(&draft.trigger, &sample_of(sample, Direction::Incoming), &line, &owner, Timestamp::now())
    }

    fn context(&self) -> Context {
        let own_line = self.line_to_try("").0;
        Context { home: self.home.clone(), own_line, zone: self.zone.clone() }
    }

    /// The line that is named, by user id; the own one if none is, or one that is made up if nobody is signed in.
    fn line_to_try(&self, user_id: &str) -> (LineId, Owner) {
        let Session::In(signed_in) = &self.session else { return (LineId::new("you@example.com"), Owner { name: "You".to_owned(), extension: "4021".to_owned(), number: None }) };
        let wanted = LineId::new(user_id);
        let watched = signed_in.watched.iter().find(|watched| watched.line == wanted);
        match watched {
            Some(watched) => {
                let known = self.lines.get(&wanted).map(|line| line.owner.clone()).filter(|owner| !owner.name.is_empty());
                let colleague = &watched.colleague;
                (wanted, known.unwrap_or_else(|| Owner { name: colleague.name.clone(), extension: colleague.extension.clone(), number: None }))
            }
            None => (signed_in.line.clone(), signed_in.owner.clone()),
        }
    }
}

/// What a call that does not happen is matched against.
struct Story {
    matcher: Matcher,
    home: Home,
    zone: TimeZone,
}

impl Story {
    /// One state of the call, and what would be done about it.
    fn step(&self, change: &Change, own: Option<&Line>, once: &mut custom_events::Once) -> (SimulatedStep, Vec<Vec<Rendered>>) {
        let situation = Situation { already: once.done_for(change), ..Situation::of(own, change) };
        let facts = self.matcher.facts(change, situation);
        let (mut runs, mut to_do) = (Vec::new(), Vec::new());
        for matched in self.matcher.matched(&facts) {
            once.note(&matched.event.id, change);
            let values = Values::new(change, &self.home, &matched.event.name, &self.zone);
            let actions: Vec<ActionPreview> = matched.event.actions.iter().map(|action| preview_of(action, &values)).collect();
            // What would have to be still so is not waited for.
            let done = if matched.wait.is_some() { Vec::new() } else { actions.iter().filter_map(|action| action.rendered.clone()).collect() };
            to_do.push(done);
            runs.push(SimulatedRun {
                event_id: matched.event.id.clone(),
                name: matched.event.name.clone(),
                wait: matched.wait.and_then(|wait| u32::try_from(wait.as_secs()).ok()),
                actions,
                tried: Vec::new(),
            });
        }
        let state = Moment::of(change).name().to_owned();
        (SimulatedStep { state, traces: self.matcher.trace(&facts), runs }, to_do)
    }
}

fn preview_of(action: &Action, values: &Values) -> ActionPreview {
    let arguments = match action {
        Action::RunProgram(program) => program.pieces(values).unwrap_or_default(),
        _ => Vec::new(),
    };
    let pieces = |argument: Vec<custom_events::Piece>| argument.into_iter().map(|piece| ArgumentPiece { text: piece.text, from_call: piece.from_call }).collect();
    let arguments = arguments.into_iter().map(pieces).collect();
    match render(action, values) {
        Ok(rendered) => ActionPreview { rendered: Some(rendered), failure: None, arguments },
        Err(failure) => ActionPreview { rendered: None, failure: Some(failure), arguments },
    }
}

fn sample_of(sample: &SampleCall, direction: Direction) -> Sample {
    Sample { name: sample.name.clone(), tel: sample.tel.clone(), withheld: sample.withheld, internal: sample.internal, seconds: sample.seconds, direction }
}

/// A call that is made up.
fn example_call() -> SampleCall {
    SampleCall { name: "Priya Raman".to_owned(), tel: "+442079460958".to_owned(), withheld: false, internal: false, seconds: 205 }
}

/// Returns whether a call that reached this moment has told all there is to try on.
pub(super) fn tells_most(moment: CallMoment) -> bool {
    matches!(moment, CallMoment::Ringing | CallMoment::Dialing | CallMoment::Completed | CallMoment::Missed)
}
