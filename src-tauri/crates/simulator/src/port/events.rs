//! The Events interface: channels, subscriptions and acknowledgements (Xtended Services Interface spec, 4.6).

use axum::body::Body;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;

use super::xsi::{Answered, Asked, Refused, UNKNOWN_CHANNEL_SET, UNKNOWN_SUBSCRIPTION, done, target, xml};
use crate::document::answer;
use crate::hub::{ChannelRequest, Package, Packages, SubscriptionRequest, Target};
use crate::received::Received;
use crate::route::{Addressee, parameter};
use crate::switch::Switch;
use crate::user::{Directory, GROUPS, SERVICE_PROVIDER, User};
use crate::wire::StreamBody;

const CHANNEL: [&str; 6] = ["channelId", "channelSetId", "priority", "weight", "expires", "applicationId"];
const SUBSCRIPTION: [&str; 14] = [
    "subscriptionId",
    "sharedSubscriptionId",
    "subscriberId",
    "clientId",
    "targetIdType",
    "targetGrpParentId",
    "targetId",
    "targetSubId",
    "event",
    "eventPackageList",
    "expires",
    "httpContact",
    "channelSetId",
    "applicationId",
];
const LONGEST_CHANNEL_SET_ID: usize = 256;

pub(super) fn open_channel(switch: &Switch, asked: &Asked) -> Answered {
    take(asked, &Method::POST)?;
    let received = Received::read(&asked.body, "Channel", &CHANNEL)?;
    let set = received.required("channelSetId")?.to_owned();
    if set.chars().count() > LONGEST_CHANNEL_SET_ID {
        return Err(Refused::new(StatusCode::BAD_REQUEST, "The channelSetId is longer than 256 characters."));
    }
    let priority = received.value("priority")?.unwrap_or(1);
    let weight = received.value("weight")?.unwrap_or(50);
    let expires = received.value("expires")?.unwrap_or_default();
    let application = received.text("applicationId").map(str::to_owned);
    let node = asked.line.node();
    let stream = switch.with(|state, now| {
        let user = state.exchange.directory.user(asked.seat).id.clone();
        state.hub.open(ChannelRequest { user, set, priority, weight, expires, application, node }, now)
    });
    asked.line.becomes_stream();
    let mut response = Response::new(Body::from_stream(StreamBody::new(asked.line.clone(), stream)));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml;charset=UTF-8"));
    Ok(response)
}

pub(super) fn channel(switch: &Switch, asked: &Asked, id: &str) -> Answered {
    switch.with(|state, now| {
        let user = state.exchange.directory.user(asked.seat).id.clone();
        match asked.method.as_str() {
            "PUT" => {
                let expires = Received::read(&asked.body, "Channel", &CHANNEL)?.value("expires")?;
                let granted = state.hub.extend_channel(&user, id, expires, now).ok_or_else(unknown_channel)?;
                Ok(xml(StatusCode::OK, answer::channel(id, granted)))
            }
            "DELETE" if state.hub.close(&user, id, now) => Ok(done()),
            "DELETE" => Err(unknown_channel()),
            _ => Err(Refused::method()),
        }
    })
}

pub(super) fn heartbeat(switch: &Switch, asked: &Asked, id: &str) -> Answered {
    take(asked, &Method::PUT)?;
    switch.with(|state, now| {
        let user = state.exchange.directory.user(asked.seat).id.clone();
        if state.hub.heartbeat(&user, id, asked.line.node(), now) { Ok(done()) } else { Err(unknown_channel()) }
    })
}

pub(super) fn event_response(switch: &Switch, asked: &Asked) -> Answered {
    take(asked, &Method::POST)?;
    let received = Received::read(&asked.body, "EventResponse", &["eventID", "statusCode", "reason"])?;
    let event_id = received.required("eventID")?;
    received.required("statusCode")?;
    received.required("reason")?;
    let status = received.value("statusCode")?.unwrap_or_default();
    let known = switch.with(|state, now| state.hub.acknowledge(event_id, status, asked.line.node(), now));
    if known { Ok(done()) } else { Err(unknown_channel()) }
}

pub(super) fn channel_set(switch: &Switch, asked: &Asked, set: &str) -> Answered {
    take(asked, &Method::GET)?;
    switch.with(|state, _| {
        let user = state.exchange.directory.user(asked.seat);
        let channels = state.hub.channel_set(&user.id, set);
        if channels.clone().next().is_none() {
            return Err(unknown_channel_set());
        }
        Ok(xml(StatusCode::OK, answer::channel_set(channels)))
    })
}

pub(super) fn subscribe(switch: &Switch, asked: &Asked, addressee: &Addressee) -> Answered {
    take(asked, &Method::POST)?;
    let received = Received::read(&asked.body, "Subscription", &SUBSCRIPTION)?;
    let packages = packages(&received)?;
    let set = received.required("channelSetId")?.to_owned();
    let application = received.required("applicationId")?.to_owned();
    let expires = received.value("expires")?;
    switch.with(|state, now| {
        let directory = &state.exchange.directory;
        let owner = directory.user(asked.seat);
        let target = whom(directory, owner, addressee, &packages)?;
        for package in packages.all() {
            if let Some((sentence, code)) = state.hub.denied(*package, target.id().unwrap_or_default()) {
                return Err(Refused::with_code(StatusCode::FORBIDDEN, sentence, code));
            }
        }
        let (owner, sees_private_calls) = (owner.id.clone(), owner.details.administrator);
        let request = SubscriptionRequest { owner, sees_private_calls, target, packages, application, set, expires };
        let subscription = state.hub.subscribe(request, now).ok_or_else(unknown_channel_set)?;
        state.send_snapshot(&subscription, now);
        Ok(xml(StatusCode::OK, answer::granted(&subscription)))
    })
}

/// Reads what events are wanted: one package, or a list of which none may be unknown.
fn packages(received: &Received) -> Result<Packages, Refused> {
    let named = |name: &str| Package::named(name).ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, format!("There is no event package {name}.")));
    let Some(list) = received.child("eventPackageList") else { return Ok(Packages::One(named(received.required("event")?)?)) };
    let packages = list.children("event").map(|event| named(event.trimmed())).collect::<Result<Vec<_>, _>>()?;
    if packages.is_empty() || received.text("event").is_some() {
        return Err(Refused::new(StatusCode::BAD_REQUEST, "A subscription is to one event package or to a list of them."));
    }
    Ok(Packages::List(packages))
}

/// Finds whom a subscription is to be about, within the scope of who asks.
fn whom(directory: &Directory, owner: &User, addressee: &Addressee, packages: &Packages) -> Result<Target, Refused> {
    let out_of_scope = |what: &str| Refused::new(StatusCode::FORBIDDEN, format!("{what} is not within your scope."));
    let enterprise = |id: &str| if id.eq_ignore_ascii_case(SERVICE_PROVIDER) { Ok(SERVICE_PROVIDER.to_owned()) } else { Err(out_of_scope(id)) };
    match addressee {
        Addressee::User { user, sub_id } => {
            let user = directory.user(target(directory, user)?);
            let about_calls = packages.all().iter().any(|package| package.is_about_calls());
            if user.details.private && about_calls && user.id != owner.id && !owner.details.administrator {
                return Err(Refused::new(StatusCode::FORBIDDEN, "This user's calls are private."));
            }
            Ok(Target::User { id: user.id.clone(), sub_id: sub_id.clone() })
        }
        Addressee::Group { enterprise: id, group } => {
            let group = GROUPS.into_iter().find(|known| known.eq_ignore_ascii_case(group)).ok_or_else(|| out_of_scope(group))?;
            Ok(Target::Group { enterprise: enterprise(id)?, group: group.to_owned() })
        }
        Addressee::Enterprise(id) => Ok(Target::Enterprise(enterprise(id)?)),
        Addressee::System if owner.details.administrator => Ok(Target::System),
        Addressee::System => Err(out_of_scope("The system")),
    }
}

/// Lists the own subscriptions, those that match when the query says which. One by package is not found in a list of
/// packages (4.2.4.6).
pub(super) fn subscriptions(switch: &Switch, asked: &Asked) -> Answered {
    take(asked, &Method::GET)?;
    let wanted = |name: &str, value: Option<&str>| parameter(&asked.query, name).is_none_or(|wanted| value.is_some_and(|value| value.eq_ignore_ascii_case(&wanted)));
    switch.with(|state, _| {
        let user = &state.exchange.directory.user(asked.seat).id;
        let own = state.hub.subscriptions().iter().filter(|subscription| {
            let package = match &subscription.packages {
                Packages::One(package) => Some(package.as_str()),
                Packages::List(_) => None,
            };
            subscription.owner == *user
                && wanted("subscriberId", Some(&subscription.owner))
                && wanted("targetId", subscription.target.id())
                && wanted("targetEntityType", Some(subscription.target.kind()))
                && wanted("targetGrpParentId", subscription.target.parent())
                && wanted("event", package)
        });
        Ok(xml(StatusCode::OK, answer::subscriptions(own)))
    })
}

pub(super) fn subscription(switch: &Switch, asked: &Asked, id: &str) -> Answered {
    switch.with(|state, now| {
        let user = state.exchange.directory.user(asked.seat).id.clone();
        let found = state.hub.subscription(&user, id).ok_or_else(unknown_subscription)?;
        match asked.method.as_str() {
            "GET" => Ok(xml(StatusCode::OK, answer::subscription(found))),
            "PUT" => {
                let expires = Received::read(&asked.body, "Subscription", &SUBSCRIPTION)?.value("expires")?;
                let refreshed = state.hub.refresh(&user, id, expires, now).ok_or_else(unknown_subscription)?;
                state.send_snapshot(&refreshed, now);
                Ok(xml(StatusCode::OK, answer::granted(&refreshed)))
            }
            "DELETE" => {
                state.hub.end_subscription(id, now);
                Ok(done())
            }
            _ => Err(Refused::method()),
        }
    })
}

fn take(asked: &Asked, method: &Method) -> Result<(), Refused> {
    if asked.method == *method { Ok(()) } else { Err(Refused::method()) }
}

fn unknown_channel() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "There is no such channel here.")
}

fn unknown_channel_set() -> Refused {
    Refused::with_code(StatusCode::FORBIDDEN, "Channel set not found.", UNKNOWN_CHANNEL_SET)
}

fn unknown_subscription() -> Refused {
    Refused::with_code(StatusCode::FORBIDDEN, "Subscription not found.", UNKNOWN_SUBSCRIPTION)
}
