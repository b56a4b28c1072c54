//! Faults below HTTP.

use std::io::ErrorKind;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::*;
use crate::{Ending, Injection, Payload, Scope, Times};

/// anna.lindqvist@northgate.example:bell-anna
const ANNAS_PASSWORD: &str = "Basic YW5uYS5saW5kcXZpc3RAbm9ydGhnYXRlLmV4YW1wbGU6YmVsbC1hbm5h";

/// An event stream read byte by byte.
struct Raw(TcpStream);

impl Raw {
    async fn connect(world: &World) -> Self {
        Self(TcpStream::connect(world.simulator.xsi_url().replace("http://", "")).await.unwrap())
    }

    /// Asks for a channel. Its answer is still to be read.
    async fn ask_for_channel(world: &World) -> Self {
        let mut raw = Self::connect(world).await;
        let body = format!("<Channel {XMLNS}><channelSetId>{ANNA}</channelSetId></Channel>");
        raw.send(&format!("POST {ASYNC}/channel HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\nAuthorization: {ANNAS_PASSWORD}\r\n\r\n{body}", body.len())).await;
        raw
    }

    /// Opens a channel, and listens on it to Anna's calls.
    async fn listen(world: &World) -> Self {
        let mut raw = Self::ask_for_channel(world).await;
        raw.read_to("</Channel>\r\n").await;
        world.subscribe(ANNA, ANNA, "Advanced Call", ANNA).await;
        raw.read_to("</xsi:Event>\r\n").await;
        raw
    }

    async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    async fn read(&mut self) -> std::io::Result<Vec<u8>> {
        let mut piece = vec![0; 1 << 16];
        let length = timeout(PATIENCE, self.0.read(&mut piece)).await.expect("nothing came")?;
        piece.truncate(length);
        Ok(piece)
    }

    async fn read_to(&mut self, end: &str) -> String {
        let mut all = String::new();
        while !all.ends_with(end) {
            let piece = self.read().await.unwrap();
            assert!(!piece.is_empty(), "it ended after {all}");
            all += std::str::from_utf8(&piece).unwrap();
        }
        all
    }

    /// Reads what there is up to the end, and how it ends.
    async fn read_out(&mut self) -> (Vec<u8>, Result<(), ErrorKind>) {
        let mut all = Vec::new();
        loop {
            match self.read().await {
                Ok(piece) if piece.is_empty() => return (all, Ok(())),
                Ok(piece) => all.extend(piece),
                Err(error) => return (all, Err(error.kind())),
            }
        }
    }

    /// Lets everybody else do what they can, and makes sure that nothing came.
    async fn is_silent(&mut self) {
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        let nothing = self.0.try_read(&mut [0; 1]).map_err(|error| error.kind());
        assert_eq!(nothing, Err(ErrorKind::WouldBlock));
    }
}

impl World {
    fn inject(&self, injection: Injection) -> usize {
        self.simulator.inject(injection).unwrap()
    }

    async fn ring(&self) {
        self.simulator.command("POST", "/calls", serde_json::json!({ "from": "outside", "to": ANNA })).await.unwrap();
    }
}

#[tokio::test]
async fn a_server_that_is_down_refuses_and_comes_back_on_its_port() {
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    let address = world.simulator.xsi_url().replace("http://", "");
    for _ in 0..3 {
        world.inject(Injection::Down { node: None, open: None });
        assert_eq!(TcpStream::connect(&address).await.unwrap_err().kind(), ErrorKind::ConnectionRefused);
        world.ring().await;
        stream.read_to("</xsi:Event>\r\n").await;
        world.inject(Injection::Up { node: None });
        assert_eq!(world.ask(ANNA, Method::GET, &format!("{ACTIONS}/user/{ANNA}/calls")).send().await.unwrap().status(), StatusCode::OK);
    }
    world.inject(Injection::Down { node: None, open: Some(Ending::Reset) });
    assert_eq!(stream.read_out().await, (Vec::new(), Err(ErrorKind::ConnectionReset)));
    world.simulator.clear_faults();
    TcpStream::connect(&address).await.unwrap();
}

#[tokio::test]
async fn a_connection_can_be_accepted_and_reset() {
    let world = World::start().await;
    world.inject(Injection::ResetAtOnce { times: Times::N(2) });
    for _ in 0..2 {
        let mut raw = Raw::connect(&world).await;
        assert_eq!(raw.read().await.unwrap_err().kind(), ErrorKind::ConnectionReset);
    }
    Raw::listen(&world).await;
    assert_eq!(world.simulator.connections().reset_at_once, 2);
}

#[tokio::test]
async fn a_stream_is_cut_after_exactly_so_many_bytes() {
    for (ending, expected) in [(Ending::Reset, Err(ErrorKind::ConnectionReset)), (Ending::Finish, Ok(()))] {
        for after in [0, 1, 7, 500] {
            let world = World::start().await;
            let mut stream = Raw::listen(&world).await;
            assert_eq!(world.inject(Injection::Cut { on: Scope::Streams, after, ending, next: false }), 1);
            if after > 0 {
                world.ring().await;
            }
            let (bytes, end) = stream.read_out().await;
            assert_eq!((bytes.len() as u64, end), (after, expected), "{ending:?} after {after}");
            assert_eq!(world.simulator.events().iter().filter(|event| event.kind == "CallReceivedEvent" && event.is_written()).count(), 0);
            assert_eq!(world.ask(ANNA, Method::GET, &format!("{ACTIONS}/user/{ANNA}/calls")).send().await.unwrap().status(), StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn the_next_stream_can_be_cut_before_it_says_anything() {
    let world = World::start().await;
    world.inject(Injection::Cut { on: Scope::Streams, after: 20, ending: Ending::Finish, next: true });
    assert_eq!(world.ask(ANNA, Method::GET, &format!("{ACTIONS}/user/{ANNA}/calls")).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(Raw::ask_for_channel(&world).await.read_out().await, (b"HTTP/1.1 200 OK\r\ncon".to_vec(), Ok(())));
    Raw::listen(&world).await;
}

#[tokio::test]
async fn a_stalled_stream_goes_on_where_it_was_and_commands_work_meanwhile() {
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    assert_eq!(world.inject(Injection::Stall { on: Scope::Streams }), 1);
    world.ring().await;
    assert_eq!(world.ask(ANNA, Method::GET, &format!("{ACTIONS}/user/{ANNA}/calls")).send().await.unwrap().status(), StatusCode::OK);
    stream.is_silent().await;
    assert!(!world.simulator.events().last().unwrap().is_written());
    world.simulator.clear_faults();
    assert!(stream.read_to("</xsi:Event>\r\n").await.contains("CallReceivedEvent"));
    assert!(world.simulator.events().last().unwrap().is_written());
}

#[tokio::test]
async fn nothing_comes_out_of_a_black_hole() {
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    world.inject(Injection::Blackhole { on: Scope::All });
    let mut command = Raw::connect(&world).await;
    command.send("GET /com.broadsoft.xsi-actions/v2.0/versions HTTP/1.1\r\nHost: x\r\n\r\n").await;
    world.ring().await;
    stream.is_silent().await;
    command.is_silent().await;
    let asked = world.simulator.requests().len();
    world.simulator.clear_faults();
    stream.read_to("</xsi:Event>\r\n").await;
    assert!(command.read_to("</html>").await.starts_with("HTTP/1.1 401"));
    assert_eq!(world.simulator.requests().len(), asked + 1, "it was not even read");
}

#[tokio::test(start_paused = true)]
async fn what_drips_comes_piece_by_piece() {
    let world = World::start().await;
    world.inject(Injection::Drip { on: Scope::All, bytes: 1, every: Duration::from_secs(5) });
    let start = Instant::now();
    let mut stream = Raw::ask_for_channel(&world).await;
    for expected in b"HTTP/1.1" {
        let mut byte = [0];
        stream.0.read_exact(&mut byte).await.unwrap();
        assert_eq!(byte, [*expected]);
    }
    assert_eq!(start.elapsed().as_secs(), 35);
}

#[tokio::test]
async fn pieces_without_a_pause_come_apart() {
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    world.inject(Injection::Drip { on: Scope::Streams, bytes: 3, every: Duration::ZERO });
    world.ring().await;
    let (mut all, mut reads) = (Vec::new(), 0);
    while !all.ends_with(b"</xsi:Event>\r\n") {
        all.extend(stream.read().await.unwrap());
        reads += 1;
    }
    assert!(reads > all.len() / 6, "{} bytes in {reads} reads", all.len());
}

#[tokio::test]
async fn chunks_need_not_be_documents() {
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    world.inject(Injection::ChunkBytes { bytes: 100 });
    world.ring().await;
    let chunks = stream.read_to("</xsi:Event>\r\n").await;
    assert!(chunks.starts_with("64\r\n<?xml") && chunks.matches("\r\n64\r\n").count() > 5, "{chunks}");
    world.simulator.clear_faults();

    world.inject(Injection::ChunkDocuments { documents: 3 });
    world.simulator.command("POST", "/calls/c1/answer", Value::Null).await.unwrap();
    stream.is_silent().await;
    world.simulator.command("POST", "/calls/c1/hold", Value::Null).await.unwrap();
    let chunk = stream.read_to("</xsi:Event>\r\n").await;
    assert_eq!((chunk.matches("\r\n").count(), chunk.matches("</xsi:Event>").count()), (2, 3), "{chunk}");
    assert!(world.simulator.events().iter().all(crate::EventNote::is_written));
}

#[tokio::test]
async fn anything_can_be_written_between_documents_in_their_place_and_between_chunks() {
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    world.inject(Injection::Write { body: Payload::from(&b"\xff\xfe"[..]) });
    assert_eq!(stream.read().await.unwrap(), b"2\r\n\xff\xfe\r\n");

    world.inject(Injection::Replace { body: "<broken".into() });
    world.inject(Injection::Truncate { bytes: 5 });
    world.ring().await;
    assert_eq!(stream.read_to("<broken\r\n").await, "7\r\n<broken\r\n");
    world.simulator.command("POST", "/calls/c1/release", Value::Null).await.unwrap();
    assert_eq!(stream.read_to("<?xml\r\n").await, "5\r\n<?xml\r\n");
    let notes = world.simulator.events();
    let unwritten: Vec<&str> = notes.iter().filter(|event| !event.is_written()).map(|event| event.kind.as_str()).collect();
    assert_eq!(unwritten, ["CallReceivedEvent", "CallReleasedEvent"]);

    world.inject(Injection::WriteRaw { on: Scope::Streams, body: "zz\r\n".into() });
    assert_eq!(stream.read().await.unwrap(), b"zz\r\n");
    world.ring().await;
    assert!(stream.read_to("</xsi:Event>\r\n").await.contains("CallReceivedEvent"), "HTTP goes on as if nothing were");
}

#[tokio::test]
async fn a_huge_document_is_made_while_it_is_read() {
    const HUGE: usize = 100 * 1024 * 1024;
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    world.inject(Injection::WriteRepeated { head: "<a>".into(), unit: "b".into(), times: Some(HUGE as u64), tail: "</a>".into(), every: Duration::ZERO });
    let mut bees = 0;
    loop {
        let piece = stream.read().await.unwrap();
        bees += piece.iter().filter(|byte| **byte == b'b').count();
        if piece.ends_with(b"</a>\r\n") {
            break;
        }
    }
    assert!((HUGE..HUGE + HUGE / 100).contains(&bees), "{bees}");
}

#[tokio::test(start_paused = true)]
async fn an_endless_document_never_ends() {
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    world.inject(Injection::WriteRepeated { head: "<a>".into(), unit: "b".into(), times: None, tail: Payload::default(), every: Duration::from_secs(1) });
    assert_eq!(stream.read_to("b\r\n").await, "3\r\n<a>\r\n1\r\nb\r\n");
    let start = Instant::now();
    for _ in 0..60 {
        assert_eq!(stream.read().await.unwrap(), b"1\r\nb\r\n");
    }
    assert_eq!(start.elapsed().as_secs(), 60);
}

#[tokio::test]
async fn a_channel_lives_on_the_node_that_opened_it() {
    let world = World::with(Config { nodes: 2, ..Config::default() }).await;
    let [first, second] = world.simulator.node_urls().try_into().unwrap();
    let mut listener = world.listen(ANNA, "Do Not Disturb").await;
    let heartbeat = |node: &str| {
        let request = world.http.put(format!("{node}{EVENTS}/channel/{}/heartbeat", listener.channel_id));
        request.basic_auth(ANNA, Some("bell-anna")).send()
    };
    assert_eq!(heartbeat(&second).await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(heartbeat(&first).await.unwrap().status(), StatusCode::OK);
    world.inject(Injection::Down { node: Some(0), open: Some(Ending::Reset) });
    listener.next().await;
    assert!(listener.end().await.is_err());
    assert!(world.ask(ANNA, Method::GET, &format!("{ACTIONS}/versions")).send().await.is_err());
    let answer = world.http.get(format!("{second}{EVENTS}/versions")).basic_auth(ANNA, Some("bell-anna")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(world.simulator.inject(Injection::Up { node: Some(2) }).is_err());
}

#[tokio::test]
async fn a_simulator_that_is_dropped_gives_its_ports_up_at_once() {
    let world = World::start().await;
    let mut stream = Raw::listen(&world).await;
    world.inject(Injection::Blackhole { on: Scope::All });
    let address: std::net::SocketAddr = world.simulator.xsi_url().replace("http://", "").parse().unwrap();
    drop(world);
    assert_eq!(std::net::TcpStream::connect(address).unwrap_err().kind(), ErrorKind::ConnectionRefused);
    assert!(stream.read_out().await.0.is_empty());
    Simulator::start(Config { port: address.port(), ..Config::default() }).await.unwrap().shutdown().await;
}

#[tokio::test]
async fn connections_are_counted_by_what_they_carry() {
    let world = World::start().await;
    let stream = Raw::listen(&world).await;
    let counts = world.simulator.connections();
    assert_eq!((counts.streams.accepted, counts.streams.open, counts.commands.accepted), (1, 1, 1));
    assert_eq!(world.simulator.channel_attempts().len(), 1);
    drop(stream);
    while world.simulator.open_streams() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.simulator.connections().streams.accepted, 1);
}
