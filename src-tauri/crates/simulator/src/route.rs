//! What a path asks for.
//!
//! Names in paths match in any case, and a user id may have its `@` encoded or not. Which methods a path takes is
//! not decided here.

mod action;

use percent_encoding::percent_decode_str;

pub(crate) use action::{Action, CallOrder, ConferenceOrder, Hearing, List, LogKind, Recording, Service};

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    Versions,
    Logout,
    User { user: String, action: Action },
    OpenChannel,
    Channel(String),
    Heartbeat(String),
    EventResponse,
    ChannelSet(String),
    Subscribe(Addressee),
    Subscriptions,
    Subscription(String),
}

/// Whom a subscription is to be about (4.6.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Addressee {
    User { user: String, sub_id: Option<String> },
    Group { enterprise: String, group: String },
    Enterprise(String),
    System,
}

/// Finds what a path asks for.
pub(crate) fn route(path: &str) -> Option<Route> {
    let written: Vec<String> = path.split('/').filter(|segment| !segment.is_empty()).map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned()).collect();
    let lower: Vec<String> = written.iter().map(|segment| segment.to_ascii_lowercase()).collect();
    let names: Vec<&str> = lower.iter().map(String::as_str).collect();
    match names.as_slice() {
        // Any address that ends so signs out.
        [.., "j_logout"] => Some(Route::Logout),
        ["com.broadsoft.xsi-actions" | "com.broadsoft.xsi-events", "v2.0", "versions"] => Some(Route::Versions),
        ["com.broadsoft.xsi-actions", "v2.0", "user", _, rest @ ..] => {
            let action = action::action(rest, &written[4..])?;
            Some(Route::User { user: written[3].clone(), action })
        }
        // Creating a channel is the one request of the asynchronous application.
        ["com.broadsoft.async", "com.broadsoft.xsi-events", "v2.0", "channel"] => Some(Route::OpenChannel),
        ["com.broadsoft.async", "com.broadsoft.xsi-events", "v2.0", "channel", _] => Some(Route::Channel(written[4].clone())),
        ["com.broadsoft.xsi-events", "v2.0", rest @ ..] => events(rest, &written[2..]),
        _ => None,
    }
}

fn events(names: &[&str], written: &[String]) -> Option<Route> {
    let second = || written.get(1).cloned();
    let route = match names {
        ["channel", "eventresponse"] => Route::EventResponse,
        ["channel", _] => Route::Channel(second()?),
        ["channel", _, "heartbeat"] => Route::Heartbeat(second()?),
        ["channelset", _] => Route::ChannelSet(second()?),
        ["subscription"] => Route::Subscriptions,
        ["subscription", _] => Route::Subscription(second()?),
        // Some clients add what they ask for.
        [target @ .., "subscription"] => Route::Subscribe(addressee(target, written)?),
        target => Route::Subscribe(addressee(target, written)?),
    };
    Some(route)
}

fn addressee(names: &[&str], written: &[String]) -> Option<Addressee> {
    let second = || written.get(1).cloned();
    let fourth = || written.get(3).cloned();
    let addressee = match names {
        ["user", _] => Addressee::User { user: second()?, sub_id: None },
        ["user", _, "subid", _] => Addressee::User { user: second()?, sub_id: fourth() },
        ["serviceprovider" | "enterprise", _, "group", _] => Addressee::Group { enterprise: second()?, group: fourth()? },
        ["serviceprovider" | "enterprise", _] => Addressee::Enterprise(second()?),
        ["system" | "systemsubscription"] => Addressee::System,
        _ => return None,
    };
    Some(addressee)
}

/// Returns a parameter of a query. A plus sign that is not encoded is a space.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    parameters(query).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// Returns the parameters of a query.
pub(crate) fn parameters(query: &str) -> impl Iterator<Item = (&str, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = value.replace('+', " ");
        (key, percent_decode_str(&value).decode_utf8_lossy().into_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_match_in_any_case_and_with_either_spelling_of_the_at_sign() {
        let user = |action| Some(Route::User { user: "Anna@x.example".to_owned(), action });
        let subscribe = Some(Route::Subscribe(Addressee::User { user: "anna@x.example".to_owned(), sub_id: None }));
        for (path, expected) in [
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/profile", user(Action::Profile)),
            ("/com.broadsoft.xsi-actions/v2.0/User/Anna%40x.example/Profile/", user(Action::Profile)),
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/calls/New", user(Action::NewCall)),
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/calls/CallHalf-1:0/talk", user(Action::Order("CallHalf-1:0".to_owned(), CallOrder::Talk))),
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/calls/1/ConsultTransfer/2A", user(Action::Order("1".to_owned(), CallOrder::ConsultTransfer("2A".to_owned())))),
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/directories/calllogs/Missed", user(Action::Directory(List::CallLogs(Some(LogKind::Missed), None)))),
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/calls/1/dance", None),
            ("/com.broadsoft.async/com.broadsoft.xsi-events/v2.0/channel", Some(Route::OpenChannel)),
            ("/com.broadsoft.xsi-events/v2.0/channel", None),
            ("/com.broadsoft.xsi-events/v2.0/channel/EventResponse", Some(Route::EventResponse)),
            ("/com.broadsoft.xsi-events/v2.0/channel/Ab/heartbeat", Some(Route::Heartbeat("Ab".to_owned()))),
            ("/com.broadsoft.async/com.broadsoft.xsi-events/v2.0/channel/Ab", Some(Route::Channel("Ab".to_owned()))),
            ("/com.broadsoft.xsi-events/v2.0/user/anna@x.example", subscribe.clone()),
            ("/com.broadsoft.xsi-events/v2.0/user/anna@x.example/Subscription", subscribe),
            ("/com.broadsoft.xsi-events/V2.0/subscription/Ab", Some(Route::Subscription("Ab".to_owned()))),
            ("/com.broadsoft.xsi-events/v2.0/whatever/J_Logout", Some(Route::Logout)),
            ("/", None),
        ] {
            assert_eq!(route(path), expected, "{path}");
        }
    }

    #[test]
    fn a_subscription_is_about_a_user_a_group_an_enterprise_or_everybody() {
        let group = Addressee::Group { enterprise: "North gate".to_owned(), group: "Desk".to_owned() };
        for (path, expected) in [
            ("user/a@b.example/subId/7", Some(Addressee::User { user: "a@b.example".to_owned(), sub_id: Some("7".to_owned()) })),
            ("serviceprovider/North%20gate/group/Desk", Some(group.clone())),
            ("Enterprise/North%20gate/Group/Desk/subscription", Some(group)),
            ("enterprise/North%20gate", Some(Addressee::Enterprise("North gate".to_owned()))),
            ("ServiceProvider/North%20gate", Some(Addressee::Enterprise("North gate".to_owned()))),
            ("system", Some(Addressee::System)),
            ("systemsubscription", Some(Addressee::System)),
            ("enterprise", None),
            ("user/a@b.example/other", None),
        ] {
            assert_eq!(route(&format!("/com.broadsoft.xsi-events/v2.0/{path}")), expected.map(Route::Subscribe), "{path}");
        }
    }

    #[test]
    fn a_plus_sign_in_a_query_has_to_be_encoded() {
        for (query, expected) in [("address=%2B442079460958", Some("+442079460958")), ("a=1&Address=+44", Some(" 44")), ("address", Some("")), ("addresses=1", None)] {
            assert_eq!(parameter(query, "address").as_deref(), expected, "{query}");
        }
    }
}
