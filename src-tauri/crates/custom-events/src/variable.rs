//! The one table of variables: their names, what they are called in lists, when they have a value and how it is read.
//!
//! To add a variable, add a line to [`variables`]: lists, bodies, environments and the
//! [`mod@crate::reference`] are made from it.

use jiff::{SignedDuration, Timestamp, civil, fmt::strtime, tz::TimeZone};
use serde::Serialize;
use telephony::{CallMoment, CallState, Direction, Hook, Outcome, PhoneNumber, Scope};
use ts_rs::TS;

use crate::{Moment, Values};

/// A variable: something that can be written in braces.
#[derive(Debug)]
pub struct Variable {
    /// Its name, e.g. `Call.RemoteTel`.
    pub name: &'static str,
    /// What it belongs to.
    pub category: VariableCategory,
    /// The key of its name in lists.
    pub list_name: &'static str,
    /// What its value looks like.
    pub example: &'static str,
    /// What it is, in a few words of the reference. Lists have their own, by `list_name`.
    pub meaning: &'static str,
    kind: Kind,
    known: fn(Moment) -> bool,
    read: fn(&Values) -> Reading,
}

/// What a variable belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum VariableCategory {
    /// The call.
    Call,
    /// The phone and its owner.
    Device,
    /// The custom event.
    Event,
}

/// A variable as the window lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VariableInfo {
    /// Its name, e.g. `Call.RemoteTel`.
    pub name: String,
    /// What it belongs to.
    pub category: VariableCategory,
    /// The key of its name in lists.
    pub list_name: String,
    /// What its value looks like.
    pub example: String,
    /// The formats it may have after a colon, e.g. `e164`. A time may have a strftime pattern besides.
    pub formats: Vec<String>,
}

/// What a variable can be made of, which decides its formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Tel,
    Time,
    Duration,
}

/// A value before it is formatted.
#[derive(Debug)]
pub(crate) enum Reading {
    /// There is none.
    Nothing,
    Text(String),
    Tel(PhoneNumber),
    Time(Timestamp),
    Duration(SignedDuration),
}

/// How a value is written: what follows the colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    E164,
    National,
    Digits,
    Display,
    Date,
    Time,
    Unix,
    /// A strftime pattern.
    Pattern(String),
    Seconds,
    HoursMinutesSeconds,
}

/// Returns every variable, in the order of lists.
pub fn variables() -> &'static [Variable] {
    use Kind::{Duration, Tel, Text, Time};
    use VariableCategory::{Call, Device, Event};
    #[expect(clippy::too_many_arguments, reason = "it is a row of the table below")]
    const fn row(
        name: &'static str,
        category: VariableCategory,
        list_name: &'static str,
        example: &'static str,
        meaning: &'static str,
        kind: Kind,
        known: fn(Moment) -> bool,
        read: fn(&Values) -> Reading,
    ) -> Variable {
        Variable { name, category, list_name, example, meaning, kind, known, read }
    }
    static VARIABLES: &[Variable] = &[
        row("Call.RemoteTel", Call, "call-remote-tel", "+442079460958", "The other party's number, as the phone system presents it", Tel, of_call, remote_tel),
        row("Call.RemoteName", Call, "call-remote-name", "Priya Raman", "The other party's name, as presented", Text, of_call, remote_name),
        row("Call.Start", Call, "call-start", "2026-11-23T09:30:00+00:00", "When the call began", Time, of_call, start),
        row("Call.State", Call, "call-state", "Terminated", "Dialback, Dialing, Ringing, Connected, Held or Terminated", Text, of_call, state),
        row("Call.Duration", Call, "call-duration", "00:03:25.250000000", "How long they talked", Duration, completed, duration),
        row("Call.Direction", Call, "call-direction", "Incoming", "Incoming or Outgoing", Text, of_call, direction),
        row("Call.LocalTel", Call, "call-local-tel", "4021", "The extension of the line", Tel, of_call, local_tel),
        row("Call.LocalName", Call, "call-local-name", "Anna Lindqvist", "The name of the line's owner", Text, of_call, local_name),
        row("Call.Id", Call, "call-id", "callhalf-7345:0", "The call's id, the same in all its events", Text, of_call, id),
        row(
            "Call.Outcome",
            Call,
            "call-outcome",
            "answered",
            "What became of it: answered, no answer, cancelled, declined, busy, failed, voicemail, forwarded or answered elsewhere",
            Text,
            over,
            outcome,
        ),
        row("Call.Scope", Call, "call-scope", "External", "Internal or External", Text, of_call, scope),
        row("Call.RingTime", Call, "call-ring-time", "00:00:05.000000000", "How long it rang", Duration, answered_or_over, ring_time),
        row("Call.Answered", Call, "call-answered", "2026-11-23T09:30:05+00:00", "When it was answered", Time, answered, answered_at),
        row("Call.Ended", Call, "call-ended", "2026-11-23T09:33:30+00:00", "When it ended", Time, over, ended),
        row("Call.RedirectedFrom", Call, "call-redirected-from", "+442079460100", "The number the caller had dialled first", Tel, of_call, redirected_from),
        row("Device.OwnerContact.Name", Device, "device-owner-name", "Anna Lindqvist", "The name of the line's owner", Text, always, owner_name),
        row("Device.OwnerContact.InternalTel", Device, "device-owner-internal-tel", "4021", "The owner's extension", Tel, always, owner_internal_tel),
        row("Device.OwnerContact.ExternalTel", Device, "device-owner-external-tel", "+442079460121", "The owner's direct number", Tel, always, owner_external_tel),
        row("Device.Hookstate", Device, "device-hook-state", "On Hook", "On Hook, Off Hook or Held", Text, always, hook_state),
        row("Device.DndState", Device, "device-dnd-state", "OFF", "ON or OFF: do-not-disturb", Text, always, dnd_state),
        row("Event.Name", Event, "event-name", "Customer calls", "The name of the custom event", Text, always, event_name),
        row("Event.Time", Event, "event-time", "2026-11-23T09:33:31+00:00", "When Bellhop learnt of it", Time, always, event_time),
    ];
    VARIABLES
}

/// Misprints of names that work, because people have copied them from an old manual.
const MISPRINTS: &[(&str, &str)] = &[("Call.RemoteCall", "Call.RemoteTel")];

impl Variable {
    /// Returns the variable of that name. Misprints that people have copied from an old manual are names too.
    pub fn named(name: &str) -> Option<&'static Self> {
        let name = MISPRINTS.iter().find(|(misprint, _)| *misprint == name).map_or(name, |(_, meant)| meant);
        variables().iter().find(|variable| variable.name == name)
    }

    /// Returns the name that was probably meant by one that is no variable's.
    pub fn suggest(name: &str) -> Option<&'static str> {
        let name = name.trim().to_lowercase();
        if name.is_empty() {
            return None;
        }
        let ends_so = |variable: &&Self| variable.name.to_lowercase().strip_suffix(&name).is_some_and(|front| front.ends_with('.'));
        if let Some(variable) = variables().iter().find(ends_so) {
            return Some(variable.name);
        }
        let nearest = variables().iter().map(|variable| (edit_distance(&name, &variable.name.to_lowercase()), variable.name)).min()?;
        // More wrong letters than a third is another word.
        (nearest.0 <= (name.chars().count() / 3).max(1)).then_some(nearest.1)
    }

    /// Returns the variable as the window lists it.
    pub fn info(&self) -> VariableInfo {
        let formats = self.formats().iter().map(|(format, _)| (*format).to_owned()).collect();
        VariableInfo { name: self.name.to_owned(), category: self.category, list_name: self.list_name.to_owned(), example: self.example.to_owned(), formats }
    }

    /// Returns its name in a program's environment, e.g. `BELLHOP_CALL_REMOTE_TEL`.
    pub fn environment_name(&self) -> String {
        let mut name = String::from("BELLHOP");
        let mut after_capital = false;
        for c in self.name.chars() {
            match c {
                '.' => after_capital = false,
                c if c.is_ascii_uppercase() && !after_capital => {
                    name.push('_');
                    name.push(c);
                    after_capital = true;
                }
                c => {
                    name.push(c.to_ascii_uppercase());
                    after_capital = false;
                }
            }
        }
        name
    }

    /// Returns whether it can have a value at that moment.
    pub fn is_known_at(&self, moment: Moment) -> bool {
        (self.known)(moment)
    }

    /// Returns the names of its formats, each with what it makes of the example of such a variable.
    pub(crate) fn formats(&self) -> &'static [(&'static str, &'static str)] {
        match self.kind {
            Kind::Text => &[],
            Kind::Tel => &[("e164", "+442079460958"), ("national", "020 7946 0958"), ("digits", "442079460958"), ("display", "020 7946 0958")],
            Kind::Time => &[("date", "2026-11-23"), ("time", "09:30:00"), ("unix", "1795426200")],
            Kind::Duration => &[("seconds", "205"), ("hms", "00:03:25")],
        }
    }

    /// Reads what follows the colon.
    pub(crate) fn format(&self, written: &str) -> Option<Format> {
        match (self.kind, written) {
            (Kind::Tel, "e164") => Some(Format::E164),
            (Kind::Tel, "national") => Some(Format::National),
            (Kind::Tel, "digits") => Some(Format::Digits),
            (Kind::Tel, "display") => Some(Format::Display),
            (Kind::Time, "date") => Some(Format::Date),
            (Kind::Time, "time") => Some(Format::Time),
            (Kind::Time, "unix") => Some(Format::Unix),
            (Kind::Time, pattern) if is_strftime(pattern) => Some(Format::Pattern(pattern.to_owned())),
            (Kind::Duration, "seconds") => Some(Format::Seconds),
            (Kind::Duration, "hms") => Some(Format::HoursMinutesSeconds),
            (Kind::Text | Kind::Tel | Kind::Time | Kind::Duration, _) => None,
        }
    }

    /// Returns the format that was probably meant by one the variable does not have.
    pub(crate) fn suggest_format(&self, written: &str) -> Option<&'static str> {
        let formats = self.formats().iter().map(|(format, _)| *format);
        formats.min_by_key(|format| edit_distance(&written.to_lowercase(), format))
    }

    pub(crate) fn read(&self, values: &Values) -> Reading {
        (self.read)(values)
    }
}

/// Returns the name that a misprint stands for.
pub(crate) fn meant_by_misprint(name: &str) -> Option<&'static str> {
    MISPRINTS.iter().find(|(misprint, _)| *misprint == name).map(|(_, meant)| *meant)
}

fn is_strftime(pattern: &str) -> bool {
    let some_day = civil::date(2026, 11, 23).at(9, 30, 0, 0).to_zoned(TimeZone::UTC);
    pattern.contains('%') && some_day.is_ok_and(|day| strtime::format(pattern, &day).is_ok())
}

/// Counts the letters to add, drop or replace to get from one word to the other.
fn edit_distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[to.len()]
}

// When a variable has a value.

fn always(_: Moment) -> bool {
    true
}

fn of_call(moment: Moment) -> bool {
    matches!(moment, Moment::Call(_))
}

fn completed(moment: Moment) -> bool {
    moment == Moment::Call(CallMoment::Completed)
}

fn over(moment: Moment) -> bool {
    matches!(moment, Moment::Call(CallMoment::Completed | CallMoment::Missed | CallMoment::Forwarded))
}

fn answered(moment: Moment) -> bool {
    matches!(moment, Moment::Call(CallMoment::Connected | CallMoment::Held | CallMoment::Resumed | CallMoment::Transferred | CallMoment::Completed))
}

fn answered_or_over(moment: Moment) -> bool {
    answered(moment) || over(moment)
}

// How a value is read.

fn text(text: Option<impl Into<String>>) -> Reading {
    text.map_or(Reading::Nothing, |text| Reading::Text(text.into()))
}

fn tel(number: Option<PhoneNumber>) -> Reading {
    number.map_or(Reading::Nothing, Reading::Tel)
}

fn time(time: Option<Timestamp>) -> Reading {
    time.map_or(Reading::Nothing, Reading::Time)
}

fn remote_tel(values: &Values) -> Reading {
    tel(values.call().filter(|call| !call.remote.withheld).and_then(|call| call.remote.tel().cloned()))
}

fn remote_name(values: &Values) -> Reading {
    text(values.call().and_then(|call| call.remote.name.clone()))
}

fn start(values: &Values) -> Reading {
    time(values.call().map(|call| call.started))
}

fn state(values: &Values) -> Reading {
    text(values.call().map(|call| match call.state {
        CallState::Dialback => "Dialback",
        CallState::Dialing => "Dialing",
        CallState::Ringing => "Ringing",
        CallState::Connected => "Connected",
        CallState::Held => "Held",
        CallState::Terminated => "Terminated",
    }))
}

fn duration(values: &Values) -> Reading {
    let completed = completed(Moment::of(values.change()));
    let duration = values.call().filter(|_| completed).and_then(telephony::Call::duration);
    duration.map_or(Reading::Nothing, Reading::Duration)
}

fn direction(values: &Values) -> Reading {
    text(values.call().map(|call| match call.direction {
        Direction::Incoming => "Incoming",
        Direction::Outgoing => "Outgoing",
    }))
}

fn local_tel(values: &Values) -> Reading {
    values.call().map_or(Reading::Nothing, |_| owner_internal_tel(values))
}

fn local_name(values: &Values) -> Reading {
    values.call().map_or(Reading::Nothing, |_| owner_name(values))
}

fn id(values: &Values) -> Reading {
    text(values.call().map(|call| call.id.as_str()))
}

fn outcome(values: &Values) -> Reading {
    text(values.call().and_then(|call| call.outcome).map(|outcome| match outcome {
        Outcome::Answered => "answered",
        Outcome::NoAnswer => "no answer",
        Outcome::Cancelled => "cancelled",
        Outcome::Declined => "declined",
        Outcome::Busy => "busy",
        Outcome::Failed => "failed",
        Outcome::Voicemail => "voicemail",
        Outcome::Forwarded => "forwarded",
        Outcome::AnsweredElsewhere => "answered elsewhere",
    }))
}

fn scope(values: &Values) -> Reading {
    text(values.call().map(|call| match call.scope() {
        Scope::Internal => "Internal",
        Scope::External => "External",
    }))
}

fn ring_time(values: &Values) -> Reading {
    values.call().and_then(telephony::Call::ring_time).map_or(Reading::Nothing, Reading::Duration)
}

fn answered_at(values: &Values) -> Reading {
    time(values.call().and_then(|call| call.answered))
}

fn ended(values: &Values) -> Reading {
    time(values.call().and_then(|call| call.ended))
}

fn redirected_from(values: &Values) -> Reading {
    let from = values.call().and_then(|call| call.redirected_from.as_ref());
    tel(from.filter(|party| !party.withheld).and_then(|party| party.tel().cloned()))
}

fn owner_name(values: &Values) -> Reading {
    text(Some(values.change().owner.name.as_str()))
}

fn owner_internal_tel(values: &Values) -> Reading {
    tel(PhoneNumber::parse(&values.change().owner.extension))
}

fn owner_external_tel(values: &Values) -> Reading {
    tel(values.change().owner.number.clone())
}

fn hook_state(values: &Values) -> Reading {
    text(values.change().device.hook.map(|hook| match hook {
        Hook::OnHook => "On Hook",
        Hook::OffHook => "Off Hook",
        Hook::Held => "Held",
    }))
}

fn dnd_state(values: &Values) -> Reading {
    text(values.change().device.dnd.map(|on| if on { "ON" } else { "OFF" }))
}

fn event_name(values: &Values) -> Reading {
    text(Some(values.event_name()))
}

fn event_time(values: &Values) -> Reading {
    time(Some(values.change().at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Template, sample};

    #[test]
    fn every_variable_of_a_completed_call_reads_as_its_example_says() {
        let values = sample::values(&sample::completed_call());
        for variable in variables() {
            assert_eq!(values.get(variable), variable.example, "{}", variable.name);
            assert!(variable.is_known_at(Moment::of(values.change())), "{}", variable.name);
        }
    }

    #[test]
    fn a_value_is_written_in_the_format_after_the_colon() {
        let values = sample::values(&sample::completed_call());
        for (template, written) in [
            ("{Call.RemoteTel:e164}", "+442079460958"),
            ("{Call.RemoteTel:national}", "020 7946 0958"),
            ("{Call.RemoteTel:digits}", "442079460958"),
            ("{Call.RemoteTel:display}", "020 7946 0958"),
            ("{Call.LocalTel:e164|no number}", "no number"),
            ("{Call.LocalTel:display}", "4021"),
            ("{Call.Start:date}", "2026-11-23"),
            ("{Call.Start:time}", "09:30:00"),
            ("{Call.Start:unix}", "1795426200"),
            ("{Call.Start:%d/%m %H:%M}", "23/11 09:30"),
            ("{Call.Duration:seconds}", "205"),
            ("{Call.Duration:hms}", "00:03:25"),
            ("{Call.RemoteCall}", "+442079460958"),
            ("{Call.RemoteCall:digits}", "442079460958"),
        ] {
            assert_eq!(Template::parse(template).render(&values), written, "{template}");
        }
    }

    #[test]
    fn every_format_in_lists_is_read_and_makes_what_the_reference_says() {
        let values = sample::values(&sample::completed_call());
        for name in ["Call.RemoteTel", "Call.Start", "Call.Duration"] {
            let variable = Variable::named(name).unwrap();
            for (format, example) in variable.formats() {
                assert_eq!(Template::parse(format!("{{{name}:{format}}}")).render(&values), *example, "{format}");
            }
        }
        for variable in variables() {
            assert!(variable.info().formats.iter().all(|format| variable.format(format).is_some()), "{}", variable.name);
        }
        assert_eq!(Variable::named("Call.Duration").unwrap().info().formats, ["seconds", "hms"]);
    }

    #[test]
    fn what_is_not_known_is_empty() {
        let ringing = sample::values(&sample::ringing_call());
        for variable in ["Call.Duration", "Call.Outcome", "Call.Answered", "Call.Ended", "Call.RedirectedFrom"] {
            assert_eq!(ringing.by_name(variable).unwrap(), "", "{variable}");
        }
        assert_eq!(ringing.by_name("Call.State").unwrap(), "Ringing");
        let withheld = sample::values(&sample::withheld_call());
        assert_eq!(withheld.by_name("Call.RemoteTel").unwrap(), "", "even if the phone system told it");
        let device = sample::values(&sample::dnd_on());
        assert_eq!(device.by_name("Device.DndState").unwrap(), "ON");
        assert_eq!(device.by_name("Device.Hookstate").unwrap(), "", "never heard");
        for variable in variables().iter().filter(|variable| variable.category == VariableCategory::Call) {
            assert_eq!(device.get(variable), "", "{}", variable.name);
            assert!(!variable.is_known_at(Moment::of(device.change())), "{}", variable.name);
        }
    }

    #[test]
    fn a_time_is_local_with_its_offset() {
        let change = sample::completed_call();
        let tokyo = TimeZone::fixed(jiff::tz::offset(9));
        let values = Values::new(&change, &telephony::Home::of("GB"), "Customer calls", &tokyo);
        assert_eq!(values.by_name("Call.Start").unwrap(), "2026-11-23T18:30:00+09:00");
    }

    #[test]
    fn the_name_that_was_meant_is_found() {
        for (written, meant) in [
            ("Call.RemoteTell", Some("Call.RemoteTel")),
            ("call.remotetel", Some("Call.RemoteTel")),
            ("RemoteName", Some("Call.RemoteName")),
            ("Call.Remote.Tel", Some("Call.RemoteTel")),
            ("OwnerContact.Name", Some("Device.OwnerContact.Name")),
            ("Device.DNDState", Some("Device.DndState")),
            ("Call.Duraton", Some("Call.Duration")),
            ("Weather", None),
            ("7*7", None),
            ("", None),
        ] {
            assert_eq!(Variable::suggest(written), meant, "{written:?}");
        }
    }

    #[test]
    fn no_two_variables_share_a_name() {
        let mut names: Vec<_> = variables().iter().flat_map(|variable| [variable.name, variable.list_name]).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
