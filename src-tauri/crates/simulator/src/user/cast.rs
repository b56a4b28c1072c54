//! Who works at Northgate. All numbers are ones that are kept free for fiction.

use super::{Details, FRONT_OFFICE, Locale, User, WORKSHOP};

const FIRST_NAMES: [&str; 20] =
    ["Ada", "Ben", "Carla", "Dan", "Edith", "Farid", "Gita", "Henrik", "Ines", "Jonas", "Kira", "Leon", "Maya", "Nils", "Oona", "Pavel", "Rosa", "Samir", "Tilda", "Viktor"];
const LAST_NAMES: [&str; 25] = [
    "Adler", "Becker", "Castro", "Dalton", "Eklund", "Farrell", "Grant", "Holm", "Ivanov", "Jensen", "Kaur", "Larsen", "Moreau", "Novak", "Olsen", "Petrov", "Quinn", "Rossi",
    "Silva", "Turner", "Usman", "Varga", "Weber", "Yilmaz", "Zhang",
];
/// The extension of the first generated user; none of the cast's reaches it.
const FIRST_EXTRA_EXTENSION: usize = 5001;

/// Returns the users: the cast, and as many generated ones as asked for.
pub(super) fn cast(extra: usize) -> Vec<User> {
    let mut users = vec![
        user(
            ("anna.lindqvist", "bell-anna", "token-anna"),
            ("Anna Lindqvist", "+442079460121", "4021"),
            Details { title: Some("Account manager"), mobile: Some("+447700900121"), location: Some("Room 1.04"), watches: &["4017", "4033", "4048", "4052", "4064"], ..front() },
        ),
        user(
            ("tomasz.nowak", "bell-tomasz", "token-tomasz"),
            ("Tomasz Nowak", "+442079460117", "4017"),
            Details { title: Some("Account manager"), watches: &["4021", "4033"], ..front() },
        ),
        user(
            // A password may contain what separates it from the user id.
            ("jose.nunez", "bell:jose:1", "token-jose"),
            ("José Núñez", "+442079460133", "4033"),
            Details { title: Some("Sales"), mobile: Some("+447700900133"), pager: Some("7013"), watches: &["4021"], ..front() },
        ),
        user(
            ("olga.sokolova", "bell-olga", "token-olga"),
            ("Ольга Соколова", "+442079460148", "4048"),
            Details { title: Some("Инженер"), location: Some("Цех 2"), locale: Locale::Cyrillic, dashed_number: true, watches: &["4052"], ..workshop() },
        ),
        user(
            ("grace.okafor", "bell-grace", "token-grace"),
            ("Grace Okafor", "+442079460152", "4052"),
            Details { title: Some("Head of workshop"), mobile: Some("+447700900152"), administrator: true, watches: &["4048", "4064"], ..workshop() },
        ),
        user(("hugo.martin", "bell-hugo", "token-hugo"), ("Hugo Martin", "+442079460164", "4064"), Details { private: true, ..workshop() }),
        user(
            ("mei.tanaka", "bell-mei", "token-mei"),
            ("芽衣 田中", "+442079460171", "4071"),
            Details {
                department: "Reception",
                hiragana: Some(("たなか", "めい")),
                locale: Locale::Unicode,
                receptionist: true,
                watches: &["4021", "4017", "4033", "4048", "4052"],
                ..front()
            },
        ),
    ];
    users.extend((0..extra).map(generated));
    users
}

fn front() -> Details {
    Details { group: FRONT_OFFICE, department: "Front office", ..Details::default() }
}

fn workshop() -> Details {
    Details { group: WORKSHOP, department: "Workshop", ..Details::default() }
}

fn user(sign_in: (&str, &str, &str), reached: (&str, &str, &str), details: Details) -> User {
    let ((login, password, token), (name, number, extension)) = (sign_in, reached);
    User {
        id: format!("{login}@northgate.example"),
        password: password.to_owned(),
        token: token.to_owned(),
        name: name.to_owned(),
        number: number.to_owned(),
        extension: extension.to_owned(),
        details,
    }
}

fn generated(index: usize) -> User {
    let place = index + 1;
    let name = format!("{} {}", FIRST_NAMES[index % FIRST_NAMES.len()], LAST_NAMES[index / FIRST_NAMES.len() % LAST_NAMES.len()]);
    let (login, password, token) = (format!("user-{place:04}"), format!("bell-{place:04}"), format!("token-{place:04}"));
    let (number, extension) = (format!("+441632960{place:03}"), (FIRST_EXTRA_EXTENSION + index).to_string());
    user((&login, &password, &token), (&name, &number, &extension), Details { title: Some("Fitter"), ..workshop() })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn nobody_shares_an_id_a_number_or_a_token() {
        let users = cast(500);
        assert_eq!(users.len(), cast(0).len() + 500);
        type Field = fn(&User) -> &String;
        let fields: [(&str, Field); 4] = [("id", |user| &user.id), ("token", |user| &user.token), ("number", |user| &user.number), ("extension", |user| &user.extension)];
        for (name, field) in fields {
            assert_eq!(users.iter().map(field).collect::<HashSet<_>>().len(), users.len(), "{name}");
        }
    }

    #[test]
    fn whom_somebody_watches_is_there() {
        let users = cast(0);
        for user in &users {
            for extension in user.details.watches {
                assert!(users.iter().any(|other| other.extension == *extension && other.id != user.id), "{} watches {extension}", user.id);
            }
        }
    }
}
