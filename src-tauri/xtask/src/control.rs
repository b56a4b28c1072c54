//! The demo phone system's control port: just enough HTTP to ask it for a call, or what became of it.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(10);

/// The control port at `http://HOST:PORT`.
pub(crate) struct Control {
    host: String,
}

impl Control {
    pub(crate) fn new(url: &str) -> Result<Self> {
        let host = url.strip_prefix("http://").with_context(|| format!("{url} is not the address of a control port"))?;
        Ok(Self { host: host.trim_end_matches('/').to_owned() })
    }

    /// Posts `body` to `path` and returns the answer, which has to be a good one.
    #[cfg(target_os = "linux")]
    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.exchange("POST", path, &body.to_string()).with_context(|| format!("The demo phone system did not do POST {path}"))
    }

    /// Returns the answer to a question, which has to be a good one.
    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        self.exchange("GET", path, "").with_context(|| format!("The demo phone system did not answer GET {path}"))
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> Result<Value> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            self.host,
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        read_answer(&answer)
    }
}

/// Returns the JSON of a whole HTTP answer whose connection is closed behind it.
fn read_answer(answer: &str) -> Result<Value> {
    let (head, body) = answer.split_once("\r\n\r\n").context("It is not an HTTP answer")?;
    let status = head.split(' ').nth(1).unwrap_or_default();
    if !status.starts_with('2') {
        bail!("It answered {status}: {body}");
    }
    if body.trim().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(body).context("Its answer is not JSON")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_is_its_body_or_a_refusal() {
        let answer = "HTTP/1.1 201 Created\r\ncontent-length: 13\r\n\r\n{\"call\":\"c1\"}";
        assert_eq!(read_answer(answer).unwrap(), json!({"call": "c1"}));
        assert_eq!(read_answer("HTTP/1.1 204 No Content\r\n\r\n").unwrap(), Value::Null);
        let refusal = read_answer("HTTP/1.1 404 Not Found\r\n\r\n{\"error\":\"No such call\"}").unwrap_err();
        assert_eq!(refusal.to_string(), "It answered 404: {\"error\":\"No such call\"}");
    }
}
