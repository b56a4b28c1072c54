//! What a web service may do to us, with one that does.

use std::{
    future::Future,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Instant,
};

use custom_events::{HttpMethod, RenderedBody, RenderedHeader};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
};

use super::*;

/// A service that does as it is told with each request, and keeps what it was sent.
struct Hook {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Hook {
    /// Starts one. `act` is given the number of the request, from 0.
    async fn that<F: Future<Output = ()> + Send + 'static>(act: impl Fn(usize, TcpStream) -> F + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, asked) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let kept = asked.clone();
        tokio::spawn(async move {
            for number in 0.. {
                let (mut stream, _) = listener.accept().await.unwrap();
                let request = read_request(&mut stream).await;
                kept.lock().unwrap().push(request);
                tokio::spawn(act(number, stream));
            }
        });
        Self { address, asked }
    }

    /// Starts one that always answers the same.
    async fn answering(answer: impl Into<String>) -> Self {
        let answer = answer.into();
        Self::that(move |_, mut stream| {
            let answer = answer.clone();
            async move {
                // One that has heard enough hangs up.
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        })
        .await
    }

    fn url(&self, path: &str) -> Url {
        Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Reads a request with its body.
async fn read_request(stream: &mut TcpStream) -> String {
    let (mut read, mut block) = (Vec::new(), [0; 4096]);
    loop {
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(|length| length.parse::<usize>().unwrap())).unwrap_or(0);
            if body.len() >= length {
                return text;
            }
        }
        match stream.read(&mut block).await {
            Ok(length @ 1..) => read.extend_from_slice(&block[..length]),
            Ok(_) | Err(_) => return text,
        }
    }
}

fn get(url: Url) -> HttpRequest {
    HttpRequest { method: HttpMethod::Get, url, headers: Vec::new(), body: None, time_limit: 10, once: false }
}

fn post(url: Url) -> HttpRequest {
    let body = Some(RenderedBody { content_type: "application/json".into(), text: r#"{"tel":"+442079460958"}"#.into() });
    HttpRequest { method: HttpMethod::Post, body, ..get(url) }
}

fn with_header(request: HttpRequest, name: &str, value: &str, secret: &str) -> HttpRequest {
    let header = RenderedHeader { name: name.into(), value: value.into(), secret: secret.into() };
    HttpRequest { headers: vec![header], ..request }
}

fn impatient() -> WebServices {
    WebServices::with(Limits { connect: Duration::from_millis(200), headers: Duration::from_secs(2) })
}

async fn send(request: HttpRequest) -> Result<u16, Unsent> {
    WebServices::default().send(request, "key-1", &Secrets::from([("token".to_owned(), Some(SecretString::from("s3cret")))])).await
}

fn unsent(code: FailureCode, detail: &str, again: Again) -> Result<u16, Unsent> {
    Err(Unsent { failure: Failure::new(code, detail), again })
}

const HERE: &str = "127.0.0.1";

#[tokio::test]
async fn a_request_is_sent_as_it_is_with_its_key_and_its_secret() {
    let hook = Hook::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    assert_eq!(send(with_header(post(hook.url("/calls?x=%2B1")), "Authorization", "Bearer ", "token")).await, Ok(204));
    let asked = &hook.asked()[0];
    assert!(asked.starts_with("POST /calls?x=%2B1 HTTP/1.1\r\n") && asked.ends_with("\r\n\r\n{\"tel\":\"+442079460958\"}"), "{asked}");
    for line in ["idempotency-key: key-1", "authorization: Bearer s3cret", "content-type: application/json", concat!("user-agent: Bellhop/", env!("CARGO_PKG_VERSION"))] {
        assert!(asked.lines().any(|said| said == line), "{line} in {asked}");
    }
    assert!(!asked.to_ascii_lowercase().contains("accept-encoding"), "{asked}");
}

#[tokio::test]
async fn a_secret_that_is_not_there_may_be_later_and_nothing_is_sent_without_it() {
    let hook = Hook::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await;
    assert_eq!(send(with_header(get(hook.url("/")), "X-Key", "", "other")).await, unsent(FailureCode::KeyringClosed, "other", Again::Later(None)), "the keyring can't be asked");
    let none = Secrets::from([("other".to_owned(), None)]);
    let sent = WebServices::default().send(with_header(get(hook.url("/")), "X-Key", "", "other"), "key-1", &none).await;
    assert_eq!(sent, unsent(FailureCode::SecretMissing, "other", Again::Never), "it is not in the keyring");
    for (name, value, secret) in [("Host", "evil.example", ""), ("content-length", "0", ""), ("Idempotency-Key", "x", ""), ("X: y", "x", ""), ("X-Name", "a\r\nX: y", "")] {
        assert_eq!(send(with_header(get(hook.url("/")), name, value, secret)).await, unsent(FailureCode::BadArgument, name, Again::Never), "{name}");
    }
    assert_eq!(hook.asked(), [""; 0]);
    let headers = headers(&with_header(get(hook.url("/")), "X-Key", "k ", "token"), "key", &Secrets::from([("token".to_owned(), Some(SecretString::from("s3cret")))])).unwrap();
    assert!(!format!("{headers:?}").contains("s3cret"), "no log shows it");
}

#[tokio::test]
async fn d7_a_service_that_hangs_is_not_waited_for() {
    // Whose waiting room is full, nobody lets in.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let full = socket.listen(0).unwrap();
    let address = full.local_addr().unwrap();
    let waiting: Vec<_> = (0..3).map(|_| tokio::spawn(TcpStream::connect(address))).collect();
    tokio::time::sleep(Duration::from_millis(50)).await;

    let silent = Hook::that(|_, stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    });
    let in_the_headers = Hook::that(|_, mut stream| async move {
        for letter in "HTTP/1.1 200 OK\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".bytes() {
            stream.write_all(&[letter]).await.unwrap_or_default();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let in_the_body = Hook::that(|_, mut stream| async move {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx").await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    });
    let connect = Url::parse(&format!("http://{address}/")).unwrap();
    // Which limit it was shows in the time, however busy the computer is: each is far from the next.
    for (url, least, most) in [(connect, 150, 1900), (silent.await.url("/"), 1900, 5900), (in_the_headers.await.url("/"), 1900, 5900), (in_the_body.await.url("/"), 5900, 60_000)] {
        let began = Instant::now();
        let sent = impatient().send(HttpRequest { time_limit: 6, ..get(url.clone()) }, "key", &Secrets::new()).await;
        assert_eq!(sent, unsent(FailureCode::TimedOut, HERE, Again::Later(None)), "{url}");
        let took = began.elapsed().as_millis();
        assert!((least..most).contains(&took), "{url} took {took} ms");
    }
    drop(waiting);
}

#[tokio::test]
async fn d8_what_a_service_answers_says_whether_it_is_asked_again() {
    let after = |seconds| Again::Later(Some(Duration::from_secs(seconds)));
    for (status, header, again, detail) in [
        ("503 Whatever", "Retry-After: 7\r\n", after(7), "503 Service Unavailable (127.0.0.1)"),
        ("429 Too Many Requests", "Retry-After: 99999999\r\n", after(24 * 3600), "429 Too Many Requests (127.0.0.1)"),
        ("500 x", "", Again::Later(None), "500 Internal Server Error (127.0.0.1)"),
        ("599 x", "", Again::Later(None), "599 (127.0.0.1)"),
        ("404 x", "Retry-After: 7\r\n", Again::Never, "404 Not Found (127.0.0.1)"),
        ("304 x", "", Again::Never, "304 Not Modified (127.0.0.1)"),
    ] {
        let hook = Hook::answering(format!("HTTP/1.1 {status}\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n")).await;
        assert_eq!(send(get(hook.url("/"))).await, unsent(FailureCode::ServiceAnswered, detail, again), "{status}");
    }
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert_eq!(send(get(Url::parse(&format!("http://{closed}/")).unwrap())).await, unsent(FailureCode::ServiceUnreachable, HERE, Again::Later(None)));
}

#[tokio::test]
async fn d10_a_service_may_send_us_on_within_itself_a_few_times() {
    let hook = Hook::that(|number, mut stream| async move {
        let answer = if number < 3 {
            format!("HTTP/1.1 307 x\r\nLocation: /{}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", number + 1)
        } else {
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned()
        };
        stream.write_all(answer.as_bytes()).await.unwrap();
    })
    .await;
    assert_eq!(send(with_header(post(hook.url("/0")), "X-Key", "", "token")).await, Ok(200));
    let asked = hook.asked();
    assert_eq!(asked.len(), 4);
    for (number, request) in asked.iter().enumerate() {
        assert!(request.starts_with(&format!("POST /{number} ")) && request.ends_with("{\"tel\":\"+442079460958\"}"), "{request}");
        assert!(request.contains("x-key: s3cret") && request.contains("idempotency-key: key-1") && !request.contains("referer"), "{request}");
    }

    let circle = Hook::answering("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await;
    assert_eq!(send(get(circle.url("/"))).await, unsent(FailureCode::ServiceAnswered, "302 Found (127.0.0.1)", Again::Never));
    assert_eq!(circle.asked().len(), 4);
    assert_eq!(send(post(circle.url("/"))).await, unsent(FailureCode::ServiceAnswered, "302 Found (127.0.0.1)", Again::Never), "a POST would become another request");
    assert_eq!(circle.asked().len(), 5);
}

#[tokio::test]
async fn d10_nobody_else_learns_what_was_for_a_service() {
    let other = Hook::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await;
    let port = other.address.port();
    for status in [301, 302, 303, 307, 308] {
        for location in [format!("http://127.0.0.1:{port}/"), format!("//127.0.0.1:{port}/"), format!("http://localhost:{port}/"), "file:///etc/passwd".to_owned()] {
            let hook = Hook::answering(format!("HTTP/1.1 {status} x\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")).await;
            for request in [get(hook.url("/")), post(hook.url("/"))] {
                let sent = send(with_header(request, "X-Key", "", "token")).await.unwrap_err();
                assert_eq!((sent.failure.code, sent.again), (FailureCode::ServiceAnswered, Again::Never));
                assert!(sent.failure.detail.starts_with(&format!("{status} ")), "{}", sent.failure.detail);
            }
        }
    }
    assert_eq!(other.asked(), [""; 0], "not one byte");
}

#[tokio::test]
async fn d10_an_endless_answer_is_cut_and_a_packed_one_is_not_unpacked() {
    let written = Arc::new(Mutex::new(0_u64));
    let count = written.clone();
    let endless = Hook::that(move |_, mut stream| {
        let count = count.clone();
        async move {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n").await.unwrap();
            let block = vec![b'x'; 64 * 1024];
            while stream.write_all(&block).await.is_ok() {
                *count.lock().unwrap() += block.len() as u64;
            }
        }
    })
    .await;
    let began = Instant::now();
    assert_eq!(send(get(endless.url("/"))).await, Ok(200));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let written = *written.lock().unwrap();
    assert!(written < 32 * 1024 * 1024, "{written} bytes were taken");

    // 1 kB that says it is gzip and is not: who unpacks it fails.
    let packed = Hook::answering(format!("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1024\r\n\r\n{}", "x".repeat(1024))).await;
    assert_eq!(send(get(packed.url("/"))).await, Ok(200));
}

#[tokio::test]
async fn d11_an_answer_that_is_lost_is_asked_for_again_under_the_same_key() {
    let hook = Hook::that(|number, mut stream| async move {
        if number == 0 {
            // Dropped with this, a connection is reset.
            stream.set_zero_linger().unwrap();
        } else if number == 1 {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx").await.unwrap();
        } else {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await.unwrap();
        }
    })
    .await;
    assert_eq!(send(post(hook.url("/"))).await, unsent(FailureCode::ServiceUnreachable, HERE, Again::Later(None)), "reset");
    assert_eq!(send(post(hook.url("/"))).await, unsent(FailureCode::ServiceUnreachable, HERE, Again::Later(None)), "cut off");
    assert_eq!(send(post(hook.url("/"))).await, Ok(200));
    assert_eq!(hook.asked().iter().filter(|request| request.contains("idempotency-key: key-1")).count(), 3);
}

#[tokio::test]
async fn no_request_goes_where_clouds_keep_their_secrets() {
    for url in ["http://169.254.169.254/latest/", "http://[fe80::1]/", "http://metadata.google.internal/"] {
        let url = Url::parse(url).unwrap();
        let host = host_of(&url);
        assert_eq!(send(get(url)).await, unsent(FailureCode::BadAddress, &host, Again::Never));
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_said_to_be_the_reason() {
    let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = tokio_rustls::rustls::pki_types::PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let config = tokio_rustls::rustls::ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certified.cert.der().clone()], key).unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Who does not trust it hangs up.
            let _ = acceptor.accept(stream).await;
        }
    });
    let sent = send(get(Url::parse(&format!("https://localhost:{port}/")).unwrap())).await.unwrap_err();
    assert_eq!((sent.failure.code, sent.again), (FailureCode::ServiceUnreachable, Again::Later(None)));
    assert!(sent.failure.detail.starts_with("localhost (") && sent.failure.detail.contains("certificate"), "{}", sent.failure.detail);
}
