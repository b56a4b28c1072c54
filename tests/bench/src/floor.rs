//! The least a program can do between an event of a phone system and an action: it opens a channel, looks for one word in
//! its bytes, and acts. It decides nothing, keeps nothing, and survives nothing.
//!
//! `bench-floor HOST:PORT USER PASSWORD program PROGRAM SOCKET` starts `PROGRAM SOCKET CALL` for every call that is answered;
//! `bench-floor HOST:PORT USER PASSWORD web HOST:PORT` asks for `/CALL` there; `bench-floor HOST:PORT USER PASSWORD message`
//! shows a notification with that title; `bench-floor HOST:PORT USER PASSWORD sound FILE` plays a file of one channel, with 16
//! bits each 8,000th of a second. It prints a line when it listens.
#![allow(clippy::print_stdout, clippy::print_stderr)] // It talks to whoever measures.

use std::{
    collections::HashMap,
    env, fs, io,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::net::UnixStream,
    process::{Child, Command, ExitCode, Stdio},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use pulseaudio::{
    AsPlaybackSource as _, Client, PlaybackStream,
    protocol::{ChannelMap, PlaybackStreamParams, SampleFormat, SampleSpec},
};
use tokio::runtime::{Builder, Runtime};
use zbus::{blocking::Connection, zvariant::Value};

const USAGE: &str = "bench-floor HOST:PORT USER PASSWORD program PROGRAM SOCKET|web HOST:PORT|message|sound FILE";
const EVENTS: &str = "/com.broadsoft.xsi-events/v2.0";
const SET: &str = "bench-floor";
/// What stands before the samples in the simplest WAV file.
const WAV_HEADER: usize = 44;
const END: &[u8] = b"</xsi:Event>";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let Some((server, action)) = arguments.split_at_checked(3) else { return usage() };
    let action = match action {
        [kind, program, socket] if kind == "program" => Action::Program { program: program.clone(), socket: socket.clone(), last: None },
        [kind, address] if kind == "web" => match TcpStream::connect(address) {
            Ok(stream) => Action::Web { stream: BufReader::new(stream), host: address.clone() },
            Err(error) => return failed(&error),
        },
        [kind] if kind == "message" => match Connection::session() {
            Ok(bus) => Action::Message { bus },
            Err(error) => return failed(&io::Error::other(error)),
        },
        [kind, file] if kind == "sound" => match (fs::read(file), sound_server(), Builder::new_current_thread().build()) {
            (Ok(mut file), Ok(client), Ok(runtime)) => Action::Sound { samples: file.split_off(WAV_HEADER.min(file.len())), client, runtime, played: 0, last: None },
            (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => return failed(&error),
        },
        _ => return usage(),
    };
    let server = Server { address: server[0].clone(), user: server[1].clone(), authorization: BASE64_STANDARD.encode(format!("{}:{}", server[1], server[2])) };
    match listen(&server, action) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// Connects to the sound server of the session. Who runs as the same user needs no cookie, but has to show one of the right
/// size.
fn sound_server() -> io::Result<Client> {
    let socket = pulseaudio::socket_path_from_env().ok_or(io::ErrorKind::NotFound)?;
    Client::new_unix(c"bench-floor", UnixStream::connect(socket)?, Some(vec![0; 256])).map_err(io::Error::other)
}

fn usage() -> ExitCode {
    eprintln!("Usage: {USAGE}");
    ExitCode::from(2)
}

fn failed(error: &io::Error) -> ExitCode {
    eprintln!("bench-floor: {error}");
    ExitCode::FAILURE
}

enum Action {
    Program { program: String, socket: String, last: Option<Child> },
    Web { stream: BufReader<TcpStream>, host: String },
    Message { bus: Connection },
    Sound { samples: Vec<u8>, client: Client, runtime: Runtime, played: u32, last: Option<PlaybackStream> },
}

impl Action {
    fn act(&mut self, call: &str) -> io::Result<()> {
        match self {
            Self::Program { program, socket, last } => {
                let child = Command::new(program).args([&*socket, call]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
                // The one before has ended long ago; it is only collected, after this one is under way.
                if let Some(mut before) = last.replace(child) {
                    before.wait()?;
                }
                Ok(())
            }
            Self::Web { stream, host } => {
                stream.get_mut().write_all(format!("GET /{call} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())?;
                skip_answer(stream)
            }
            Self::Message { bus } => {
                let notifications = "org.freedesktop.Notifications";
                let hints: HashMap<&str, Value<'_>> = HashMap::new();
                let message = ("bench-floor", 0_u32, "", call, "", Vec::<&str>::new(), hints, -1_i32);
                let shown = bus.call_method(Some(notifications), "/org/freedesktop/Notifications", Some(notifications), "Notify", &message);
                shown.map(drop).map_err(io::Error::other)
            }
            Self::Sound { samples, client, runtime, played, last } => {
                *played += 1;
                let mut left = io::Cursor::new(samples.clone());
                let samples = move |buffer: &mut [u8]| left.read(buffer).unwrap_or_default();
                let sample_spec = SampleSpec { format: SampleFormat::S16Le, channels: 1, sample_rate: 8_000 };
                let params = PlaybackStreamParams { sample_spec, channel_map: ChannelMap::mono(), sync_id: *played, ..PlaybackStreamParams::default() };
                let stream = runtime.block_on(client.create_playback_stream(params, samples.as_playback_source())).map_err(io::Error::other)?;
                // The one before is over long ago.
                if let Some(before) = last.replace(stream) {
                    runtime.block_on(before.delete()).map_err(io::Error::other)?;
                }
                Ok(())
            }
        }
    }
}

struct Server {
    address: String,
    user: String,
    authorization: String,
}

impl Server {
    fn post(&self, stream: &mut TcpStream, path: &str, body: &str) -> io::Result<()> {
        let (address, authorization, length) = (&self.address, &self.authorization, body.len());
        let head = format!("POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Basic {authorization}\r\nContent-Type: application/xml\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all(format!("{head}{body}").as_bytes())
    }
}

fn listen(server: &Server, mut action: Action) -> io::Result<()> {
    let mut channel = TcpStream::connect(&server.address)?;
    let open = format!(
        "<Channel xmlns=\"http://schema.broadsoft.com/xsi\"><channelSetId>{SET}</channelSetId><priority>1</priority><weight>50</weight><expires>7200</expires><applicationId>{SET}</applicationId></Channel>"
    );
    server.post(&mut channel, &format!("/com.broadsoft.async{EVENTS}/channel"), &open)?;
    let mut bytes = Vec::new();
    read_until(&mut channel, &mut bytes, b"</Channel>")?;

    let mut orders = BufReader::new(TcpStream::connect(&server.address)?);
    orders.get_ref().set_nodelay(true)?;
    let subscribe = format!(
        "<Subscription xmlns=\"http://schema.broadsoft.com/xsi\"><event>Advanced Call</event><expires>7200</expires><channelSetId>{SET}</channelSetId><applicationId>{SET}</applicationId></Subscription>"
    );
    server.post(orders.get_mut(), &format!("{EVENTS}/user/{}", server.user), &subscribe)?;
    skip_answer(&mut orders)?;
    println!("listening");

    loop {
        read_until(&mut channel, &mut bytes, END)?;
        let end = find(&bytes, END).unwrap_or_default() + END.len();
        let event: Vec<u8> = bytes.drain(..end).collect();
        let event = String::from_utf8_lossy(&event);
        if event.contains("CallAnsweredEvent")
            && let Some(call) = between(&event, "<xsi:callId>", "</xsi:callId>")
        {
            action.act(call)?;
        }
        let id = between(&event, "<xsi:eventID>", "</xsi:eventID>").unwrap_or_default();
        let response = format!("<EventResponse xmlns=\"http://schema.broadsoft.com/xsi\"><eventID>{id}</eventID><statusCode>200</statusCode><reason>OK</reason></EventResponse>");
        server.post(orders.get_mut(), &format!("{EVENTS}/channel/eventresponse"), &response)?;
        skip_answer(&mut orders)?;
    }
}

/// Reads on until `end` is in `bytes`.
fn read_until(stream: &mut TcpStream, bytes: &mut Vec<u8>, end: &[u8]) -> io::Result<()> {
    let mut chunk = [0; 8192];
    while find(bytes, end).is_none() {
        let read = stream.read(&mut chunk)?;
        if read == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the channel ended"));
        }
        bytes.extend_from_slice(&chunk[..read]);
    }
    Ok(())
}

/// Reads a whole answer of an HTTP server.
fn skip_answer(stream: &mut BufReader<TcpStream>) -> io::Result<()> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "there was no answer"));
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or_default();
        }
        if line.trim().is_empty() {
            io::copy(&mut stream.by_ref().take(length), &mut io::sink())?;
            return Ok(());
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}
