//! What a path of the Actions interface asks for, below `user/<id>` (Xtended Services Interface spec, 3.5).

/// What a request to the Actions interface is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Profile,
    LoginToken,
    Services,
    Service(Service),
    Directory(List),
    Calls,
    NewCall,
    HookStatus,
    CallPickup,
    DirectedCallPickup,
    ParkRetrieve,
    Conference,
    ConferenceOrder(ConferenceOrder),
    Hearing(String, Hearing),
    Call(String),
    Order(String, CallOrder),
}

/// A service of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    DoNotDisturb,
    ForwardingAlways,
    ForwardingBusy,
    ForwardingNoAnswer,
    BusyLampField,
    MonitoredUserList,
    AvailableUsers,
    Receptionist,
    HotelingGuest,
}

/// A list to look somebody up in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum List {
    Enterprise,
    Group,
    EnterpriseCommon,
    GroupCommon,
    Personal,
    CallLogs(Option<LogKind>, Option<String>),
    EnhancedCallLogs(Option<LogKind>),
}

/// The three logs of a user's calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogKind {
    Placed,
    Received,
    Missed,
}

/// What is to be done to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CallOrder {
    Talk,
    Hold,
    BlindTransfer,
    ConsultTransfer(String),
    MuteTransfer,
    VoiceMailTransfer,
    Park,
    GroupCallPark,
    Reconnect,
    TransmitDtmf,
    Recording(Recording),
}

/// What is to be done to the recording of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recording {
    Start,
    Pause,
    Resume,
    Stop,
}

/// What is to be done to a conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ConferenceOrder {
    Hold,
    Talk,
}

/// What is to be done to one participant of a conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hearing {
    Mute,
    UnMute,
    Deaf,
    UnDeaf,
}

/// Finds what the segments after the user id ask for, given in lower case and as written.
pub(super) fn action(names: &[&str], written: &[String]) -> Option<Action> {
    let action = match names {
        ["profile"] => Action::Profile,
        ["profile", "logintoken"] => Action::LoginToken,
        ["services"] => Action::Services,
        ["services", rest @ ..] => Action::Service(service(rest)?),
        ["directories", rest @ ..] => Action::Directory(list(rest, written)?),
        ["calls"] => Action::Calls,
        ["calls", "new"] => Action::NewCall,
        ["calls", "hookstatus"] => Action::HookStatus,
        ["calls", "callpickup"] => Action::CallPickup,
        ["calls", "directedcallpickup"] => Action::DirectedCallPickup,
        ["calls", "parkretrieve"] => Action::ParkRetrieve,
        ["calls", "conference"] => Action::Conference,
        ["calls", "conference", "hold"] => Action::ConferenceOrder(ConferenceOrder::Hold),
        ["calls", "conference", "talk"] => Action::ConferenceOrder(ConferenceOrder::Talk),
        ["calls", "conference", _, hearing] => Action::Hearing(written.get(2)?.clone(), self::hearing(hearing)?),
        ["calls", _] => Action::Call(written.get(1)?.clone()),
        ["calls", _, rest @ ..] => Action::Order(written.get(1)?.clone(), order(rest, written.get(3))?),
        _ => return None,
    };
    Some(action)
}

fn service(names: &[&str]) -> Option<Service> {
    let service = match names {
        ["donotdisturb"] => Service::DoNotDisturb,
        ["callforwardingalways"] => Service::ForwardingAlways,
        ["callforwardingbusy"] => Service::ForwardingBusy,
        ["callforwardingnoanswer"] => Service::ForwardingNoAnswer,
        ["busylampfield"] => Service::BusyLampField,
        ["busylampfield", "monitoreduserlist"] => Service::MonitoredUserList,
        ["busylampfield", "availableusers"] => Service::AvailableUsers,
        ["bwreceptionist"] => Service::Receptionist,
        ["hotelingguest"] => Service::HotelingGuest,
        _ => return None,
    };
    Some(service)
}

fn list(names: &[&str], written: &[String]) -> Option<List> {
    let list = match names {
        ["enterprise"] => List::Enterprise,
        ["group"] => List::Group,
        ["enterprisecommon"] => List::EnterpriseCommon,
        ["groupcommon"] => List::GroupCommon,
        ["personal"] => List::Personal,
        ["calllogs"] => List::CallLogs(None, None),
        ["calllogs", kind] => List::CallLogs(Some(log_kind(kind)?), None),
        ["calllogs", kind, _] => List::CallLogs(Some(log_kind(kind)?), written.get(3).cloned()),
        ["enhancedcalllogs"] => List::EnhancedCallLogs(None),
        ["enhancedcalllogs", kind] => List::EnhancedCallLogs(Some(log_kind(kind)?)),
        _ => return None,
    };
    Some(list)
}

fn log_kind(name: &str) -> Option<LogKind> {
    match name {
        "placed" => Some(LogKind::Placed),
        "received" => Some(LogKind::Received),
        "missed" => Some(LogKind::Missed),
        _ => None,
    }
}

fn hearing(name: &str) -> Option<Hearing> {
    match name {
        "mute" => Some(Hearing::Mute),
        "unmute" => Some(Hearing::UnMute),
        "deaf" => Some(Hearing::Deaf),
        "undeaf" => Some(Hearing::UnDeaf),
        _ => None,
    }
}

fn order(names: &[&str], second: Option<&String>) -> Option<CallOrder> {
    let order = match names {
        ["talk"] => CallOrder::Talk,
        ["hold"] => CallOrder::Hold,
        ["blindtransfer"] => CallOrder::BlindTransfer,
        ["consulttransfer", _] => CallOrder::ConsultTransfer(second?.clone()),
        ["mutetransfer"] => CallOrder::MuteTransfer,
        ["vmtransfer"] => CallOrder::VoiceMailTransfer,
        ["park"] => CallOrder::Park,
        ["groupcallpark"] => CallOrder::GroupCallPark,
        ["reconnect"] => CallOrder::Reconnect,
        ["transmitdtmf"] => CallOrder::TransmitDtmf,
        ["record"] => CallOrder::Recording(Recording::Start),
        ["pauserecording"] => CallOrder::Recording(Recording::Pause),
        ["resumerecording"] => CallOrder::Recording(Recording::Resume),
        ["stoprecording"] => CallOrder::Recording(Recording::Stop),
        _ => return None,
    };
    Some(order)
}
