//! Looks users up in a directory the way its queries ask (Xtended Services Interface spec, 3.5.7).
//!
//! `*` stands for anything, a value that ends in `/i` matches in any case, and a parameter that is no column is ignored.

use crate::document::directory::{Page, written_number};
use crate::route::{parameter, parameters};
use crate::user::User;

/// The most a page holds, however much is asked for.
const LONGEST_PAGE: usize = 1000;
const USUAL_PAGE: usize = 50;

/// Something that is not a number where a number has to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("The parameter {0} has to be a whole number of at least 1.")]
pub(crate) struct NotANumber(&'static str);

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// Counts from 1.
    start: usize,
    results: usize,
}

impl Span {
    pub(crate) fn of(query: &str) -> Result<Self, NotANumber> {
        let number = |name: &'static str, usual: usize| match parameter(query, name) {
            None => Ok(usual),
            Some(text) => text.parse().ok().filter(|number| *number > 0).ok_or(NotANumber(name)),
        };
        Ok(Self { start: number("start", 1)?, results: number("results", USUAL_PAGE)?.min(LONGEST_PAGE) })
    }

    /// Cuts the wanted part out.
    pub(crate) fn cut<'a, T>(&self, all: &'a [T]) -> (Page, &'a [T]) {
        let from = (self.start - 1).min(all.len());
        let part = &all[from..all.len().min(from + self.results)];
        (Page { start: self.start, records: part.len(), total: all.len() }, part)
    }
}

/// What a user is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    FirstName,
    LastName,
    Name,
    UserId,
    GroupId,
    Number,
    Extension,
    Mobile,
    Department,
    Email,
    ImpId,
    Title,
}

impl Column {
    fn named(name: &str) -> Option<Self> {
        let column = match name.to_ascii_lowercase().as_str() {
            "firstname" => Self::FirstName,
            "lastname" => Self::LastName,
            "name" => Self::Name,
            "userid" => Self::UserId,
            "groupid" => Self::GroupId,
            "number" => Self::Number,
            "extension" => Self::Extension,
            "mobileno" => Self::Mobile,
            "department" => Self::Department,
            "emailaddress" => Self::Email,
            "impid" => Self::ImpId,
            "title" => Self::Title,
            _ => return None,
        };
        Some(column)
    }

    fn read(self, user: &User) -> String {
        let (first, last) = user.names();
        match self {
            Self::FirstName => first.to_owned(),
            Self::LastName => last.to_owned(),
            Self::Name => user.name.clone(),
            Self::UserId | Self::Email | Self::ImpId => user.id.clone(),
            Self::GroupId => user.details.group.to_owned(),
            Self::Number => written_number(user),
            Self::Extension => user.extension.clone(),
            Self::Mobile => user.details.mobile.unwrap_or_default().to_owned(),
            Self::Department => user.details.department.to_owned(),
            Self::Title => user.details.title.unwrap_or_default().to_owned(),
        }
    }
}

/// What a query asks for.
#[derive(Debug)]
pub(crate) struct Search {
    criteria: Vec<(Column, String)>,
    /// Whether one matching criterion is enough.
    any: bool,
    sort: Column,
}

impl Search {
    pub(crate) fn of(query: &str) -> Self {
        let criteria = parameters(query).filter_map(|(key, value)| Some((Column::named(key)?, value))).collect();
        let any = parameter(query, "searchCriteriaModeOr").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        let sort = parameter(query, "sortColumn").and_then(|name| Column::named(&name)).unwrap_or(Column::LastName);
        Self { criteria, any, sort }
    }

    /// Returns those of `users` that are asked for, in order.
    pub(crate) fn among<'a>(&self, users: impl Iterator<Item = &'a User>) -> Vec<&'a User> {
        let mut found: Vec<&User> = users.filter(|user| self.matches(user)).collect();
        found.sort_by_cached_key(|user| (self.sort.read(user), user.id.clone()));
        found
    }

    fn matches(&self, user: &User) -> bool {
        let mut verdicts = self.criteria.iter().map(|(column, pattern)| matches(&column.read(user), pattern));
        if self.any && !self.criteria.is_empty() { verdicts.any(|verdict| verdict) } else { verdicts.all(|verdict| verdict) }
    }
}

fn matches(text: &str, pattern: &str) -> bool {
    match pattern.strip_suffix("/i") {
        Some(pattern) => fits(&text.to_lowercase(), &pattern.to_lowercase()),
        None => fits(text, pattern),
    }
}

/// Returns whether `text` is what `pattern` says, `*` being anything.
fn fits(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::user::Directory;

    #[test]
    fn a_search_finds_whom_it_describes() {
        let directory = Directory::new(0);
        for (query, expected) in [
            ("firstName=Anna", vec!["4021"]),
            ("firstName=anna", vec![]),
            ("firstname=anna/i", vec!["4021"]),
            ("lastName=N*", vec!["4017", "4033"]),
            ("lastName=*ou*/i&x=1", vec![]),
            ("lastName=*e*&groupId=front-office", vec!["4033"]),
            ("lastName=*q*&groupId=front-office", vec!["4021"]),
            ("lastName=Lindqvist&extension=4017&searchCriteriaModeOr=true", vec!["4021", "4017"]),
            ("number=%2B442079460121", vec!["4021"]),
            ("number=%2B44-*48", vec!["4048"]),
            ("lastName=соколова/i", vec!["4048"]),
            ("department=Workshop&sortColumn=extension", vec!["4048", "4052", "4064"]),
            ("department=Workshop&sortColumn=firstName", vec!["4052", "4064", "4048"]),
            ("mobileNo=%2B447700900152", vec!["4052"]),
            ("userId=*&groupId=workshop&title=Head*", vec!["4052"]),
            ("searchCriteriaModeOr=true&groupId=none", vec![]),
        ] {
            let found = Search::of(query).among(directory.users().iter());
            assert_eq!(found.iter().map(|user| user.extension.as_str()).collect::<Vec<_>>(), expected, "{query}");
        }
        assert_eq!(Search::of("searchCriteriaModeOr=true").among(directory.users().iter()).len(), directory.users().len());
    }

    #[test]
    fn a_page_is_the_part_that_is_asked_for() {
        let all: Vec<usize> = (1..=1200).collect();
        for (query, expected) in [
            ("", Some((1, 50))),
            ("start=1191&results=20", Some((1191, 10))),
            ("start=5000", Some((5000, 0))),
            ("results=9999", Some((1, 1000))),
            ("start=0", None),
            ("results=many", None),
        ] {
            let page = Span::of(query).ok().map(|span| {
                let (page, part) = span.cut(&all);
                assert_eq!((page.total, page.records), (1200, part.len()));
                assert!(part.first().is_none_or(|first| *first == page.start));
                (page.start, page.records)
            });
            assert_eq!(page, expected, "{query}");
        }
    }

    #[test]
    fn a_star_is_anything() {
        for (text, pattern, expected) in
            [("", "*", true), ("abc", "a*c", true), ("abc", "*b*", true), ("abc", "*d", false), ("aab", "*ab", true), ("abc", "", false), ("ab", "a*b*b", false)]
        {
            assert_eq!(fits(text, pattern), expected, "{text} {pattern}");
        }
    }
}
