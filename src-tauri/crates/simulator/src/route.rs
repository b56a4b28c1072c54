//! What a path asks for.
//!
//! Names in paths match in any case, and a user id may have its `@` encoded or not. Which methods a path takes is
//! not decided here.

use percent_encoding::percent_decode_str;

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Route {
    Versions,
    User { user: String, action: Action },
    OpenChannel,
    Channel(String),
    Heartbeat(String),
    EventResponse,
    ChannelSet(String),
    Subscribe { user: String },
    Subscriptions,
    Subscription(String),
}

/// What a request to the Actions interface is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Profile,
    Services,
    DoNotDisturb,
    Calls,
    NewCall,
    HookStatus,
    Call(String),
    Talk(String),
    Hold(String),
}

/// Finds what a path asks for.
pub(crate) fn route(path: &str) -> Option<Route> {
    let written: Vec<String> = path.split('/').filter(|segment| !segment.is_empty()).map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned()).collect();
    let lower: Vec<String> = written.iter().map(|segment| segment.to_ascii_lowercase()).collect();
    let names: Vec<&str> = lower.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["com.broadsoft.xsi-actions" | "com.broadsoft.xsi-events", "v2.0", "versions"] => Some(Route::Versions),
        ["com.broadsoft.xsi-actions", "v2.0", "user", _, rest @ ..] => {
            let action = action(rest, written.get(5))?;
            Some(Route::User { user: written[3].clone(), action })
        }
        // Creating a channel is the one request of the asynchronous application.
        ["com.broadsoft.async", "com.broadsoft.xsi-events", "v2.0", "channel"] => Some(Route::OpenChannel),
        ["com.broadsoft.async", "com.broadsoft.xsi-events", "v2.0", "channel", _] => Some(Route::Channel(written[4].clone())),
        ["com.broadsoft.xsi-events", "v2.0", rest @ ..] => events(rest, &written[2..]),
        _ => None,
    }
}

fn action(names: &[&str], id: Option<&String>) -> Option<Action> {
    let action = match names {
        ["profile"] => Action::Profile,
        ["services"] => Action::Services,
        ["services", "donotdisturb"] => Action::DoNotDisturb,
        ["calls"] => Action::Calls,
        ["calls", "new"] => Action::NewCall,
        ["calls", "hookstatus"] => Action::HookStatus,
        ["calls", _] => Action::Call(id?.clone()),
        ["calls", _, "talk"] => Action::Talk(id?.clone()),
        ["calls", _, "hold"] => Action::Hold(id?.clone()),
        _ => return None,
    };
    Some(action)
}

fn events(names: &[&str], written: &[String]) -> Option<Route> {
    let second = || written.get(1).cloned();
    let route = match names {
        ["channel", "eventresponse"] => Route::EventResponse,
        ["channel", _] => Route::Channel(second()?),
        ["channel", _, "heartbeat"] => Route::Heartbeat(second()?),
        ["channelset", _] => Route::ChannelSet(second()?),
        ["user", _] | ["user", _, "subscription"] => Route::Subscribe { user: second()? },
        ["subscription"] => Route::Subscriptions,
        ["subscription", _] => Route::Subscription(second()?),
        _ => return None,
    };
    Some(route)
}

/// Returns a parameter of a query. A plus sign that is not encoded is a space.
pub(crate) fn parameter(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = value.replace('+', " ");
        key.eq_ignore_ascii_case(name).then(|| percent_decode_str(&value).decode_utf8_lossy().into_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_match_in_any_case_and_with_either_spelling_of_the_at_sign() {
        let user = |action| Some(Route::User { user: "Anna@x.example".to_owned(), action });
        let subscribe = Some(Route::Subscribe { user: "anna@x.example".to_owned() });
        for (path, expected) in [
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/profile", user(Action::Profile)),
            ("/com.broadsoft.xsi-actions/v2.0/User/Anna%40x.example/Profile/", user(Action::Profile)),
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/calls/New", user(Action::NewCall)),
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/calls/CallHalf-1:0/talk", user(Action::Talk("CallHalf-1:0".to_owned()))),
            ("/com.broadsoft.xsi-actions/v2.0/user/Anna@x.example/calls/1/transfer", None),
            ("/com.broadsoft.async/com.broadsoft.xsi-events/v2.0/channel", Some(Route::OpenChannel)),
            ("/com.broadsoft.xsi-events/v2.0/channel", None),
            ("/com.broadsoft.xsi-events/v2.0/channel/EventResponse", Some(Route::EventResponse)),
            ("/com.broadsoft.xsi-events/v2.0/channel/Ab/heartbeat", Some(Route::Heartbeat("Ab".to_owned()))),
            ("/com.broadsoft.async/com.broadsoft.xsi-events/v2.0/channel/Ab", Some(Route::Channel("Ab".to_owned()))),
            ("/com.broadsoft.xsi-events/v2.0/user/anna@x.example", subscribe.clone()),
            ("/com.broadsoft.xsi-events/v2.0/user/anna@x.example/Subscription", subscribe),
            ("/com.broadsoft.xsi-events/V2.0/subscription/Ab", Some(Route::Subscription("Ab".to_owned()))),
            ("/", None),
        ] {
            assert_eq!(route(path), expected, "{path}");
        }
    }

    #[test]
    fn a_plus_sign_in_a_query_has_to_be_encoded() {
        for (query, expected) in [("address=%2B442079460958", Some("+442079460958")), ("a=1&Address=+44", Some(" 44")), ("address", Some("")), ("addresses=1", None)] {
            assert_eq!(parameter(query, "address").as_deref(), expected, "{query}");
        }
    }
}
