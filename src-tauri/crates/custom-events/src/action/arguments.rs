//! The arguments of a program: split first, values after.
//!
//! The same rule on every system, so that stored settings mean the same everywhere:
//! - blanks separate arguments;
//! - `"…"` and `'…'` hold what is between them together, also in the middle of an argument; `""` is an empty one;
//! - a backslash is a plain character, as in `C:\Tools\x`, unless a `"` follows: `\"` is a literal quotation mark, and of
//!   backslashes before a `"` two stand for one (what Microsoft's programs do with their command lines);
//! - between `'…'` everything is plain.
//!
//! A place for a value is never split and its value is never looked at: one value is exactly one argument or a piece of
//! one, whatever is in it. What programs make of their arguments is another matter; see `scripts.rs`.

use crate::{
    RenderError, Values,
    action::System,
    template::{Part, Placeholder, Template},
};

/// A piece of an argument, with its value in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Whether it came from the call. What the user wrote, to stand where there is no value, did not.
    pub from_call: bool,
}

/// The longest command line Windows takes, in UTF-16 units, the end of it included.
const LONGEST_COMMAND_LINE: usize = 32_767;

/// The longest argument other systems take, in bytes, the end of it included.
const LONGEST_ARGUMENT: usize = 128 * 1024;

/// One argument before the values are in it.
#[derive(Debug, Default)]
pub(crate) struct Argument<'a>(Vec<Stretch<'a>>);

#[derive(Debug)]
enum Stretch<'a> {
    Text(String),
    Value(&'a Placeholder),
    /// The whole argument, with the values in it.
    Put(String),
}

/// A quotation mark is not closed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unclosed;

/// Splits a template into arguments.
pub(crate) fn split(template: &Template) -> Result<Vec<Argument<'_>>, Unclosed> {
    let mut splitter = Splitter::default();
    for part in template.parts() {
        match part {
            Part::Text(text) => splitter.read(text),
            Part::Value(place) => splitter.current().0.push(Stretch::Value(place)),
            Part::Unreadable(unreadable) => splitter.push_str(&unreadable.written),
        }
    }
    splitter.finish()
}

#[derive(Debug, Default)]
struct Splitter<'a> {
    done: Vec<Argument<'a>>,
    /// The argument being read, once anything of it was seen.
    current: Option<Argument<'a>>,
    quote: Option<char>,
}

impl<'a> Splitter<'a> {
    fn read(&mut self, text: &str) {
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match (self.quote, c) {
                (Some('\''), '\'') => self.quote = None,
                (Some('\''), c) => self.push(c),
                (quote, '\\') => {
                    let mut backslashes = 1;
                    while rest.next_if_eq(&'\\').is_some() {
                        backslashes += 1;
                    }
                    if rest.peek() == Some(&'"') {
                        self.push_str(&"\\".repeat(backslashes / 2));
                        if backslashes % 2 == 1 {
                            rest.next();
                            self.push('"');
                        }
                    } else {
                        self.push_str(&"\\".repeat(backslashes));
                    }
                    debug_assert_eq!(quote, self.quote);
                }
                (Some(_), '"') => self.quote = None,
                (None, '"' | '\'') => {
                    self.quote = Some(c);
                    // Even with nothing in it, it is an argument.
                    self.current();
                }
                (None, c) if c.is_whitespace() => self.done.extend(self.current.take()),
                (Some(_) | None, c) => self.push(c),
            }
        }
    }

    fn current(&mut self) -> &mut Argument<'a> {
        self.current.get_or_insert_default()
    }

    fn push(&mut self, c: char) {
        self.push_str(c.encode_utf8(&mut [0; 4]));
    }

    fn push_str(&mut self, text: &str) {
        let stretches = &mut self.current().0;
        match stretches.last_mut() {
            Some(Stretch::Text(before)) => before.push_str(text),
            Some(Stretch::Value(_) | Stretch::Put(_)) | None => stretches.push(Stretch::Text(text.to_owned())),
        }
    }

    fn finish(mut self) -> Result<Vec<Argument<'a>>, Unclosed> {
        self.done.extend(self.current.take());
        if self.quote.is_some() { Err(Unclosed) } else { Ok(self.done) }
    }
}

impl Argument<'_> {
    /// Puts the values in, piece by piece. `number` is the number of the argument, for the error.
    pub(crate) fn pieces(&self, values: &Values, number: usize, takes_options: bool, system: System) -> Result<Vec<Piece>, RenderError> {
        let mut pieces: Vec<Piece> = Vec::new();
        for stretch in &self.0 {
            let piece = match stretch {
                Stretch::Text(text) => Piece { text: text.clone(), from_call: false },
                Stretch::Put(text) => Piece { text: text.clone(), from_call: true },
                Stretch::Value(place) => {
                    let filling = place.fill(values);
                    Piece { text: filling.text, from_call: !filling.is_default }
                }
            };
            if piece.text.is_empty() {
                continue;
            }
            if pieces.is_empty() && piece.from_call && !takes_options && looks_like_an_option(&piece.text, system) {
                return Err(RenderError::LooksLikeAnOption { argument: number });
            }
            if piece.text.contains('\0') {
                return Err(RenderError::Nul { argument: number });
            }
            pieces.push(piece);
        }
        Ok(pieces)
    }

    /// An argument as it was rendered, and whether a value is in it.
    pub(crate) fn rendered(text: &str, has_values: bool) -> Self {
        Self(vec![if has_values { Stretch::Put(text.to_owned()) } else { Stretch::Text(text.to_owned()) }])
    }

    /// Returns whether a value stands in it.
    pub(crate) fn has_values(&self) -> bool {
        self.0.iter().any(|stretch| matches!(stretch, Stretch::Value(_) | Stretch::Put(_)))
    }

    /// Returns its literal text up to the first value, if there is one: all of it where there is none.
    pub(crate) fn beginning(&self) -> &str {
        match self.0.first() {
            Some(Stretch::Text(text) | Stretch::Put(text)) => text,
            Some(Stretch::Value(_)) | None => "",
        }
    }
}

/// Fails if the system could not start a program with these arguments.
pub(crate) fn check_length(program: &str, args: &[String], system: System) -> Result<(), RenderError> {
    let fits = match system {
        System::Windows => {
            // At worst each argument is put in quotation marks, and each quotation mark and backslash in it is written twice.
            let written = |arg: &str| arg.encode_utf16().count() + arg.matches(['"', '\\']).count() + 3;
            args.iter().map(|arg| written(arg)).sum::<usize>() + written(program) < LONGEST_COMMAND_LINE
        }
        System::Unix => args.iter().all(|arg| arg.len() < LONGEST_ARGUMENT),
    };
    if fits { Ok(()) } else { Err(RenderError::TooLong) }
}

/// Returns whether programs may take an argument that begins so for an option, or for a file of more arguments.
fn looks_like_an_option(value: &str, system: System) -> bool {
    // PowerShell takes the longer dashes for dashes.
    value.starts_with(['-', '\u{2013}', '\u{2014}', '\u{2015}', '@']) || (system == System::Windows && value.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample;

    fn arguments(parameters: &str, values: &Values, system: System) -> Result<Vec<String>, RenderError> {
        let template = Template::parse(parameters);
        let arguments = split(&template).map_err(|Unclosed| RenderError::BadParameters)?;
        let text = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| piece.text).collect::<String>();
        arguments.iter().zip(1..).map(|(argument, number)| argument.pieces(values, number, false, system).map(text)).collect()
    }

    #[test]
    fn parameters_are_split_before_values_go_in() {
        let values = sample::values(&sample::call_from("Priya \"O'Neil\" \\ Raman"));
        let priya = "Priya \"O'Neil\" \\ Raman";
        for (parameters, expected) in [
            ("", vec![]),
            ("  ", vec![]),
            ("a  b\tc\nd", vec!["a", "b", "c", "d"]),
            ("{Call.RemoteName}", vec![priya]),
            ("--name={Call.RemoteName} {Call.LocalTel}", vec![&format!("--name={priya}"), "4021"]),
            ("'{Call.RemoteName}' \"{Call.RemoteName}\"", vec![priya, priya]),
            ("\"two words\" 'two words' t\"w\"o", vec!["two words", "two words", "two"]),
            ("\"\" '' x", vec!["", "", "x"]),
            ("{Call.Outcome}", vec![""]),
            ("{Call.Outcome|not over yet}", vec!["not over yet"]),
            ("{Call.Start:%H %M}", vec!["09 30"]),
            (r"C:\Tools\x.exe \\server\share", vec![r"C:\Tools\x.exe", r"\\server\share"]),
            (r#""C:\Program Files\x" next"#, vec![r"C:\Program Files\x", "next"]),
            (r#""C:\Program Files\\" next"#, vec![r"C:\Program Files\", "next"]),
            (r#"say \"hi\" "a \"b\"""#, vec!["say", "\"hi\"", "a \"b\""]),
            (r#"'a \" b' 'C:\x\'"#, vec![r#"a \" b"#, r"C:\x\"]),
            (r"C:\{Call.LocalTel}\", vec![r"C:\4021\"]),
            ("{{\"a\":1}} '{{\"a\":1}}'", vec!["{a:1}", "{\"a\":1}"]),
            ("{no such} x", vec!["{no such}", "x"]),
            ("# $HOME `id` ; | > *", vec!["#", "$HOME", "`id`", ";", "|", ">", "*"]),
        ] {
            for system in System::ALL {
                assert_eq!(arguments(parameters, &values, system).unwrap(), expected, "{parameters}");
            }
        }
        for unclosed in ["\"a", "it's", r#""C:\x\" next"#] {
            assert_eq!(arguments(unclosed, &values, System::Unix), Err(RenderError::BadParameters), "{unclosed}");
        }
    }

    #[test]
    fn a_value_does_not_become_an_option() {
        use System::{Unix, Windows};
        for (name, parameters, system, refused) in [
            ("-e", "{Call.RemoteName}", Unix, Some(1)),
            ("-e", "x {Call.RemoteName}.txt", Unix, Some(2)),
            ("-e", "{Call.Outcome}{Call.RemoteName}", Unix, Some(1)),
            ("-e", "'{Call.RemoteName}'", Unix, Some(1)),
            ("@file", "{Call.RemoteName}", Unix, Some(1)),
            ("\u{200b}-e", "{Call.RemoteName}", Unix, Some(1)),
            ("\u{2060}\u{feff}\u{180e}\u{ad}-e", "{Call.RemoteName}", Unix, Some(1)),
            ("\u{2014}e", "{Call.RemoteName}", Windows, Some(1)),
            ("/C calc", "{Call.RemoteName}", Windows, Some(1)),
            ("/C calc", "{Call.RemoteName}", Unix, None),
            ("-e", "--name={Call.RemoteName}", Unix, None),
            ("-e", "{Call.LocalTel}{Call.RemoteName}", Unix, None),
            ("a-e", "{Call.RemoteName}", Windows, None),
            // The user's own words are the user's business.
            ("-e", "{Call.Outcome|-e}", Unix, None),
        ] {
            let values = sample::values(&sample::call_from(name));
            let expected = refused.map(|argument| RenderError::LooksLikeAnOption { argument });
            assert_eq!(arguments(parameters, &values, system).err(), expected, "{name} in {parameters}");
        }
        let values = sample::values(&sample::ringing_call());
        assert_eq!(arguments("x y{Call.RemoteName}\0", &values, Unix), Err(RenderError::Nul { argument: 2 }));
    }

    proptest! {
        #[test]
        fn no_value_changes_the_number_of_arguments(name in "\\PC*|.*", parameters in "([a-z '\"\\\\]|\\{Call\\.RemoteName\\}){0,12}") {
            let hostile = sample::values(&sample::call_from(&name));
            let plain = sample::values(&sample::call_from("x"));
            match (arguments(&parameters, &hostile, System::Windows), arguments(&parameters, &plain, System::Windows)) {
                (Ok(hostile), Ok(plain)) => prop_assert_eq!(hostile.len(), plain.len()),
                (Err(RenderError::BadParameters), plain) => prop_assert_eq!(plain, Err(RenderError::BadParameters)),
                (Err(_), _) => {}
                (Ok(_), Err(error)) => prop_assert!(false, "only x failed: {error}"),
            }
        }

        #[test]
        fn without_backslashes_it_splits_as_a_shell_would(parameters in "[a-z$*;|&<> '\"]{0,24}") {
            let ours = arguments(&parameters, &sample::values(&sample::ringing_call()), System::Unix).ok();
            prop_assert_eq!(ours, shell_words::split(&parameters).ok());
        }
    }
}
