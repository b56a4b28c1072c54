use serde_json::json;

use super::*;

impl World {
    async fn log(&self, path: &str) -> String {
        let answer = self.ask(ANNA, Method::GET, &format!("{ACTIONS}/user/{ANNA}/directories/{path}")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        without_times(&answer.text().await.unwrap())
    }

    /// One call placed, one received, one missed with the number withheld, one missed.
    async fn some_calls(&self) {
        for (place, call, orders) in [
            (1, json!({ "from": "4021", "to": "4017" }), vec!["answer", "release"]),
            (2, json!({ "from": "outside", "to": "4021" }), vec!["answer", "release"]),
            (3, json!({ "from": "outside", "to": "4021", "withheld": true }), vec!["release"]),
            (4, json!({ "from": "outside", "to": "4021", "number": "02079460000" }), vec!["release"]),
        ] {
            self.command(Method::POST, "/calls", call).await;
            for order in orders {
                self.command(Method::POST, &format!("/calls/c{place}/{order}"), Value::Null).await;
            }
        }
    }
}

/// Puts DATE in place of every `xs:dateTime`, which has to look like one.
fn without_dates(document: &str) -> String {
    let mut parts = document.split("<time>");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (time, rest) = part.split_once("</time>").unwrap();
        let shape: String = time.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
        assert_eq!(shape.replace('-', "+"), "9999+99+99T99:99:99.999+99:99", "{time}");
        out += "<time>DATE</time>";
        out += rest;
    }
    out
}

#[tokio::test]
async fn calls_that_happened_are_in_the_logs_newest_first() {
    let world = World::start().await;
    assert!(world.log("CallLogs").await.ends_with(&format!("<CallLogs {XMLNS}><placed/><received/><missed/></CallLogs>")));
    world.some_calls().await;
    let placed = "<placed><callLogsEntry><phoneNumber>4017</phoneNumber><name>Tomasz Nowak</name><time>DATE</time><callLogId>1:0</callLogId></callLogsEntry></placed>";
    let received = "<received><callLogsEntry><countryCode>44</countryCode><phoneNumber>+442079460958</phoneNumber><name>Priya Raman</name>\
                    <time>DATE</time><callLogId>3:0</callLogId></callLogsEntry></received>";
    let missed = "<missed><callLogsEntry><phoneNumber>02079460000</phoneNumber><name>Unavailable</name><time>DATE</time><callLogId>5:0</callLogId></callLogsEntry>\
                  <callLogsEntry><phoneNumber>Unavailable</phoneNumber><name>Unavailable</name><time>DATE</time><callLogId>4:0</callLogId></callLogsEntry></missed>";
    let declared = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n";
    assert_eq!(without_dates(&world.log("CallLogs").await), format!("{declared}<CallLogs {XMLNS}>{placed}{received}{missed}</CallLogs>"));
    // A single list has no namespace.
    for (path, expected) in [("CallLogs/Placed", placed), ("callLogs/received", received), ("CallLogs/MISSED", missed)] {
        assert_eq!(without_dates(&world.log(path).await), format!("{declared}{expected}"), "{path}");
    }
    let one = without_dates(&world.log("CallLogs/Missed/4:0").await);
    assert_eq!(one.matches("<callLogsEntry>").count(), 1, "{one}");
}

#[tokio::test]
async fn an_enhanced_log_has_times_in_milliseconds_and_pages() {
    let world = World::start().await;
    world.some_calls().await;
    world.command(Method::POST, "/calls", json!({ "from": "outside", "to": "4021" })).await;
    world.command(Method::POST, "/calls/c5/voicemail", Value::Null).await;
    let log = without_dates(&world.log("EnhancedCallLogs/Missed?results=1").await);
    let expected = format!(
        "<EnhancedCallLogs {XMLNS}><startIndex>1</startIndex><numberOfRecords>1</numberOfRecords><totalAvailableRecords>3</totalAvailableRecords>\
         <missed><callLogsEntry><countryCode>44</countryCode><phoneNumber>+442079460958</phoneNumber><name>Priya Raman</name><time>DATE</time>\
         <callLogId>6:0</callLogId><callId>callhalf-84006:0</callId><basicCallType>Network</basicCallType><redirect><address>tel:4900</address>\
         <reason>voicemail</reason><redirectTime>T</redirectTime></redirect><startTime>T</startTime><releaseTime>T</releaseTime></callLogsEntry></missed></EnhancedCallLogs>"
    );
    assert!(log.ends_with(&expected), "{log}");
    let all = world.log("EnhancedCallLogs?start=2&results=2").await;
    assert!(all.contains("<numberOfRecords>2</numberOfRecords><totalAvailableRecords>5</totalAvailableRecords><placed/><received><callLogsEntry>"), "{all}");
    assert!(world.log("EnhancedCallLogs/Received").await.contains("<startTime>T</startTime><answerTime>T</answerTime><releaseTime>T</releaseTime>"));
}

#[tokio::test]
async fn a_log_is_forgotten_entry_by_entry_or_at_once() {
    let world = World::start().await;
    world.some_calls().await;
    for (path, status, left) in [
        ("CallLogs/Missed/4:0", StatusCode::OK, 3),
        ("CallLogs/Missed/4:0", StatusCode::NOT_FOUND, 3),
        ("CallLogs/Placed/5:0", StatusCode::NOT_FOUND, 3),
        ("CallLogs/Received", StatusCode::OK, 2),
        ("CallLogs", StatusCode::OK, 0),
    ] {
        let answer = world.ask(ANNA, Method::DELETE, &format!("{ACTIONS}/user/{ANNA}/directories/{path}")).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(world.log("CallLogs").await.matches("<callLogsEntry>").count(), left, "{path}");
    }
}

#[tokio::test]
async fn a_call_nobody_dialled_is_in_no_log() {
    let world = World::start().await;
    world.ask(ANNA, Method::POST, &format!("{ACTIONS}/user/{ANNA}/calls/New?address=4017")).send().await.unwrap();
    world.command(Method::POST, "/calls/c1/release", Value::Null).await;
    assert!(!world.log("CallLogs").await.contains("<callLogsEntry>"));
}
