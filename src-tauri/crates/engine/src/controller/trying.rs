//! Custom events tried out: what a draft would do with a call, one of its actions done for real, and a call that does not
//! happen, through the same table and the same matching as one that does.

use std::time::{Duration, Instant};

use custom_events::{
    Action, Context, CustomEvent, Limits, Matched, Matcher, Moment, Once, Rendered, RenderedHeader, Situation, Trigger, Values,
    example::{self, Sample},
};
use jiff::{Timestamp, tz::TimeZone};
use telephony::{Change, Direction, Home, Line, LineId, Owner};

use super::{
    Controller, Done,
    activity::{TriedOut, try_out},
    last_call::LastCall,
    requests::answer,
};
use crate::{
    host::Host,
    perform::{render, too_often},
    request::Reply,
    session::Session,
    view::{ActionPreview, ArgumentPiece, Preview, SampleCall, Samples, SimulatedCall, SimulatedRun, SimulatedStep, Simulation, Tried},
};

impl<H: Host> Controller<H> {
    pub(super) fn sample_calls(&self, reply: Reply<Samples>) {
        answer(Some(reply), Samples { example: example_call(), last: self.followed.last().map(|last| last.sample.clone()) });
    }

    /// Answers with what a draft would do. Of the last real call it is judged as it was then: in the state it was in, at its
    /// time, and with how the own line stood.
    pub(super) fn preview(&self, draft: Box<CustomEvent>, sample: SampleCall, reply: Reply<Preview>) {
        let real = self.real_step(&draft, &sample);
        let change = self.tried_on(real, &draft, &sample);
        let judged = real.filter(|_| matches!(draft.trigger, Trigger::Call { .. }));
        let (asked_of, situation) = judged.map_or_else(|| (&change, Situation::default()), |(change, situation)| (change, situation.clone()));
        let values = Values::new(&change, &self.home, &draft.name, &self.zone);
        // A draft may be off, and is asked all the same.
        let asked = CustomEvent { enabled: true, ..(*draft).clone() };
        let matcher = Matcher::new(&[asked], self.context());
        let trace = matcher.trace(&matcher.facts(asked_of, situation)).pop();
        let trace = trace.unwrap_or_else(|| custom_events::Traced { event_id: draft.id.clone(), name: draft.name.clone(), verdicts: Vec::new(), matched: false });
        let actions = draft.actions.iter().map(|action| with_our_header(preview_of(action, &values))).collect();
        let values = custom_events::variables().iter().map(|variable| (variable.name.to_owned(), values.get(variable))).collect();
        answer(Some(reply), Preview { actions, trace, values });
    }

    /// Does one of a draft's actions for real. A program that is left to itself is told of once more, when it ends.
    pub(super) fn try_action(&mut self, draft: &CustomEvent, index: usize, sample: SampleCall, reply: Reply<Tried>, at_last: Reply<Tried>) {
        let change = self.tried_on(self.real_step(draft, &sample), draft, &sample);
        let values = Values::new(&change, &self.home, &draft.name, &self.zone);
        let rendered = draft.actions.get(index).map(|action| render(action, &values));
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let out = match rendered {
                Some(Ok(done)) => try_out(&*host, done).await,
                not_done => TriedOut { tried: Tried::not(not_done.and_then(Result::err)), at_last: None },
            };
            answer(Some(reply), out.tried);
            if let Some(end) = out.at_last {
                // Not among what quitting waits for: the program outlives us.
                tokio::spawn(async move { answer(Some(at_last), end.await) });
            }
            Done::Nothing
        });
    }

    /// Has a call happen that does not happen. Nothing is done about it unless that is wanted.
    pub(super) fn simulate(&mut self, call: SimulatedCall, reply: Reply<Simulation>) {
        let (line, owner) = self.line_to_try(&call.line);
        let began = Timestamp::now();
        let changes = example::changes(&sample_of(&call.sample), &line, &owner, began, call.answered, call.held);
        let mut story = Story {
            matcher: Matcher::new(&self.settings.custom_events, self.context()),
            off: self.why_off(),
            home: self.home.clone(),
            zone: self.zone.clone(),
            own: self.own_line().and_then(|own| self.lines.get(own)).cloned(),
            once: Once::default(),
            limits: Limits::default(),
            began: (began, Instant::now()),
        };
        let host = self.host.clone();
        self.tasks.spawn(async move {
            let mut steps = Vec::new();
            for change in &changes {
                let mut step = story.step(change);
                // What would have to be still so is not waited for.
                for run in step.runs.iter_mut().filter(|run| call.for_real && run.wait.is_none()) {
                    for action in &run.actions {
                        let tried = match action.rendered.clone() {
                            Some(done) => Some(try_out(&*host, done).await.tried),
                            None => None,
                        };
                        run.tried.push(tried);
                    }
                }
                steps.push(step);
            }
            answer(Some(reply), Simulation { steps });
            Done::Nothing
        });
    }

    /// What a draft would have met of the last real call, if that is tried on.
    fn real_step(&self, draft: &CustomEvent, sample: &SampleCall) -> Option<&(Change, Situation)> {
        self.last_if(sample)?.step_for(&draft.trigger)
    }

    /// What a draft is carried out with: what was true of the last real call, if that came to what the draft waits for.
    /// Otherwise it is made up.
    fn tried_on(&self, real: Option<&(Change, Situation)>, draft: &CustomEvent, sample: &SampleCall) -> Change {
        let awaited = real.map(|(change, _)| change).filter(|change| draft.trigger.moments().contains(&Moment::of(change)));
        awaited.cloned().unwrap_or_else(|| self.made_up(draft, sample))
    }

    /// A change a draft waits for, made of a sample.
    fn made_up(&self, draft: &CustomEvent, sample: &SampleCall) -> Change {
        let (line, owner) = self.line_to_try("");
        let at = self.last_if(sample).map_or_else(Timestamp::now, |last| last.at);
        example::change_for(&draft.trigger, &sample_of(sample), &line, &owner, at)
    }

    /// Returns the last real call, if that is what is tried on.
    fn last_if(&self, sample: &SampleCall) -> Option<&LastCall> {
        self.followed.last().filter(|last| last.sample == *sample)
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

/// What a call that does not happen is matched against, and what became of it so far.
struct Story {
    matcher: Matcher,
    /// Why none would do anything.
    off: Option<&'static str>,
    home: Home,
    zone: TimeZone,
    own: Option<Line>,
    once: Once,
    limits: Limits,
    /// When it began, on the wall and by the clock of limits.
    began: (Timestamp, Instant),
}

impl Story {
    /// One state of the call, and what would be done about it.
    fn step(&mut self, change: &Change) -> SimulatedStep {
        let situation = Situation { already: self.once.done_for(change), ..Situation::of(self.own.as_ref(), change) };
        let facts = self.matcher.facts(change, situation);
        let mut traces = self.matcher.trace(&facts);
        let state = Moment::of(change).name().to_owned();
        if let Some(off) = self.off {
            custom_events::all_are_off(&mut traces, off);
            return SimulatedStep { state, traces, runs: Vec::new() };
        }
        let now = self.began.1 + Duration::try_from(change.at.duration_since(self.began.0)).unwrap_or_default();
        let mut runs = Vec::new();
        for Matched { event, wait } in self.matcher.matched(&facts) {
            self.once.note(&event.id, change);
            let values = Values::new(change, &self.home, &event.name, &self.zone);
            let admitted = self.limits.admit(&event.id, event.limit, now + wait.unwrap_or_default());
            let previewed = |action: &Action| match preview_of(action, &values) {
                ActionPreview { arguments, .. } if !admitted && action.is_limited() => ActionPreview { rendered: None, failure: Some(too_often(event.limit)), arguments },
                preview => preview,
            };
            runs.push(SimulatedRun {
                event_id: event.id.clone(),
                name: event.name.clone(),
                wait: wait.and_then(|wait| u32::try_from(wait.as_secs()).ok()),
                actions: event.actions.iter().map(previewed).collect(),
                tried: Vec::new(),
            });
        }
        SimulatedStep { state, traces, runs }
    }
}

/// Shows the header that every request has besides, which is another for each.
fn with_our_header(mut preview: ActionPreview) -> ActionPreview {
    if let Some(Rendered::Request(request)) = &mut preview.rendered {
        request.headers.push(RenderedHeader { name: "Idempotency-Key".to_owned(), value: "\u{2026}".to_owned(), secret: String::new() });
    }
    preview
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

fn sample_of(sample: &SampleCall) -> Sample {
    let SampleCall { name, tel, withheld, internal, seconds, direction } = sample.clone();
    Sample { name, tel, withheld, internal, seconds, direction }
}

/// Reads a call to try on from what is kept of one.
pub(super) fn call_of(details: &serde_json::Value) -> SampleCall {
    let text = |key: &str| details.get(key).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let example = example_call();
    SampleCall {
        name: text("name"),
        tel: text("number"),
        withheld: details.get("withheld").and_then(serde_json::Value::as_bool).unwrap_or_default(),
        internal: text("scope") == "internal",
        seconds: details
            .get("seconds")
            .and_then(serde_json::Value::as_u64)
            .and_then(|seconds| u32::try_from(seconds).ok())
            .filter(|seconds| *seconds > 0)
            .unwrap_or(example.seconds),
        direction: details.get("direction").and_then(|direction| serde_json::from_value(direction.clone()).ok()).unwrap_or(example.direction),
    }
}

/// A call that is made up.
pub(super) fn example_call() -> SampleCall {
    SampleCall { name: "Priya Raman".to_owned(), tel: "+442079460958".to_owned(), withheld: false, internal: false, seconds: 205, direction: Direction::Incoming }
}
