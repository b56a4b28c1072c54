//! What a profile and a directory say about a user besides name and number.

/// The character set of a user's locale, in which profile and directories are written (3.3.4, 3.5.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Locale {
    #[default]
    WesternEurope,
    Cyrillic,
    Unicode,
}

impl Locale {
    /// Returns the name documents declare.
    pub(crate) fn charset(self) -> &'static str {
        match self {
            Self::WesternEurope => "ISO-8859-1",
            Self::Cyrillic => "windows-1251",
            Self::Unicode => "UTF-8",
        }
    }
}

/// Everything else the enterprise knows about a user.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Details {
    pub(crate) group: &'static str,
    pub(crate) department: &'static str,
    pub(crate) title: Option<&'static str>,
    pub(crate) mobile: Option<&'static str>,
    pub(crate) pager: Option<&'static str>,
    pub(crate) location: Option<&'static str>,
    /// Last and first name in hiragana, where they differ from the name.
    pub(crate) hiragana: Option<(&'static str, &'static str)>,
    pub(crate) locale: Locale,
    /// Whether the number is written `+44-2079460121`, as some administrators enter it.
    pub(crate) dashed_number: bool,
    /// Whether colleagues may not watch this user's calls (Privacy).
    pub(crate) private: bool,
    /// Whether this user has the receptionist's list of users rather than a busy lamp field.
    pub(crate) receptionist: bool,
    /// Whether this user may watch the whole system.
    pub(crate) administrator: bool,
    /// The extensions this user watches.
    pub(crate) watches: &'static [&'static str],
}
