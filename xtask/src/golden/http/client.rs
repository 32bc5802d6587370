//! An HTTP/1.1 client of one request a connection: what a replay needs, and no more.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

/// What is sent.
#[derive(Debug, PartialEq)]
pub(super) struct Request {
    /// The method.
    pub(super) method: String,
    /// The path, as recorded: it may hold bytes that must be escaped on the wire.
    pub(super) path: String,
    /// The query without its question mark; empty when there is none.
    pub(super) query: String,
    /// The headers.
    pub(super) headers: Vec<(String, String)>,
    /// The body.
    pub(super) body: String,
}

/// What came back.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: u64,
    /// The content type with its parameters.
    pub(super) content_type: Option<String>,
    /// The body.
    pub(super) body: Vec<u8>,
}

impl Request {
    /// Sends the request to `address` and reads the whole answer.
    pub(super) fn send(&self, address: SocketAddr) -> io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.write_all(&self.to_bytes(address))?;
        Answer::read(BufReader::new(stream), self.method == "HEAD")
    }

    /// The path and query as they stand on the wire.
    pub(super) fn target(&self) -> String {
        let path = if self.path.is_empty() { "/" } else { &self.path };
        let target = if self.query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", self.query)
        };
        escaped(&target)
    }

    fn to_bytes(&self, address: SocketAddr) -> Vec<u8> {
        let mut head = vec![
            format!("{} {} HTTP/1.1", self.method, self.target()),
            format!("Host: {address}"),
            "Connection: close".to_owned(),
        ];
        head.extend(
            self.headers
                .iter()
                .map(|(name, value)| format!("{name}: {value}")),
        );
        if !self.body.is_empty() || self.method == "POST" {
            head.push(format!("Content-Length: {}", self.body.len()));
        }
        format!("{}\r\n\r\n{}", head.join("\r\n"), self.body).into_bytes()
    }
}

/// Escapes what cannot stand in a request line and leaves every other byte as it is.
fn escaped(target: &str) -> String {
    let bytes = target.bytes();
    bytes
        .map(|byte| {
            if byte.is_ascii_graphic() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

impl Answer {
    /// Reads an answer; one to `HEAD` has no body, whatever its headers say.
    fn read(mut reader: impl BufRead, to_head: bool) -> io::Result<Self> {
        let status = status(&line(&mut reader)?)?;
        let headers = headers(&mut reader)?;
        let header = |name: &str| {
            headers
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.as_str())
        };

        let chunked = header("transfer-encoding")
            .is_some_and(|coding| coding.to_ascii_lowercase().ends_with("chunked"));
        let body = match header("content-length") {
            _ if to_head || matches!(status, 100..200 | 204 | 304) => Vec::new(),
            _ if chunked => chunks(&mut reader)?,
            Some(length) => {
                let length = length.parse().map_err(|_| malformed("content length", length))?;
                exactly(&mut reader, length)?
            }
            None => {
                let mut body = Vec::new();
                reader.read_to_end(&mut body)?;
                body
            }
        };
        Ok(Self {
            status,
            content_type: header("content-type").map(str::to_owned),
            body,
        })
    }
}

fn status(line: &str) -> io::Result<u64> {
    let mut words = line.split(' ');
    match (words.next(), words.next().map(str::parse)) {
        (Some(version), Some(Ok(status))) if version.starts_with("HTTP/1.") => Ok(status),
        _ => Err(malformed("status line", line)),
    }
}

fn headers(reader: &mut impl BufRead) -> io::Result<Vec<(String, String)>> {
    let mut headers = Vec::new();
    loop {
        let line = line(reader)?;
        if line.is_empty() {
            return Ok(headers);
        }
        let (name, value) = line.split_once(':').ok_or_else(|| malformed("header", &line))?;
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
}

/// Reads a chunked body up to and with its last chunk and its trailers.
fn chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = line(reader)?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(|_| malformed("chunk size", &line))?;
        if size == 0 {
            headers(reader)?;
            return Ok(body);
        }
        body.extend(exactly(reader, size)?);
        if !exactly(reader, 2)?.eq(b"\r\n") {
            return Err(malformed("chunk", "no line break after its last byte"));
        }
    }
}

fn exactly(reader: &mut impl BufRead, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = reader.take(length).read_to_end(&mut bytes)?;
    if u64::try_from(read).is_ok_and(|read| read == length) {
        return Ok(bytes);
    }
    Err(io::Error::new(
        io::ErrorKind::UnexpectedEof,
        format!("the answer ended after {read} of {length} bytes"),
    ))
}

/// Reads one line without its line break.
fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes)?;
    let line = bytes.strip_suffix(b"\n").ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the answer ended before its headers or chunks did",
        )
    })?;
    Ok(String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned())
}

fn malformed(what: &str, text: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("cannot read the {what} of the answer: `{text}`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(answer: &str) -> Result<Answer, String> {
        Answer::read(answer.as_bytes(), false).map_err(|error| error.to_string())
    }

    fn ok(content_type: Option<&str>, body: &str) -> Result<Answer, String> {
        Ok(Answer {
            status: 200,
            content_type: content_type.map(str::to_owned),
            body: body.as_bytes().to_vec(),
        })
    }

    #[test]
    fn reads_a_body_of_a_given_length() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\ncontent-length: 5\r\n\r\nhello, not more";
        assert_eq!(read(answer), ok(Some("text/html"), "hello"));
    }

    #[test]
    fn reads_a_chunked_body() {
        let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
                      5\r\nhello\r\nA;name=value\r\n, chunks\r\n\r\n0\r\nTrailer: x\r\n\r\n";
        assert_eq!(read(answer), ok(None, "hello, chunks\r\n"));
    }

    #[test]
    fn reads_to_the_end_when_no_length_is_given() {
        assert_eq!(read("HTTP/1.0 200 OK\r\n\r\nall of it"), ok(None, "all of it"));
    }

    #[test]
    fn knows_which_answers_have_no_body() {
        let head = Answer::read(&b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"[..], true);
        assert_eq!(head.map_err(|error| error.to_string()), ok(None, ""));
        assert_eq!(
            read("HTTP/1.1 204 No Content\r\n\r\n"),
            Ok(Answer {
                status: 204,
                content_type: None,
                body: Vec::new()
            })
        );
    }

    #[test]
    fn says_what_is_wrong_with_an_answer() {
        let check = |answer: &str, error: &str| assert_eq!(read(answer), Err(error.to_owned()));
        check("", "the answer ended before its headers or chunks did");
        check(
            "hello\r\n\r\n",
            "cannot read the status line of the answer: `hello`",
        );
        check(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhi",
            "the answer ended after 2 of 5 bytes",
        );
        check(
            "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
            "cannot read the content length of the answer: `five`",
        );
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        check(
            &format!("{chunked}x\r\n"),
            "cannot read the chunk size of the answer: `x`",
        );
        check(
            &format!("{chunked}5\r\nhel"),
            "the answer ended after 3 of 5 bytes",
        );
        check(
            &format!("{chunked}2\r\nhello\r\n"),
            "cannot read the chunk of the answer: `no line break after its last byte`",
        );
    }

    #[test]
    fn writes_a_request() {
        let request = Request {
            method: "POST".to_owned(),
            path: "/run/Caf\u{e9} A".to_owned(),
            query: "a=%20&b[]=1".to_owned(),
            headers: vec![("X-User".to_owned(), "bob".to_owned())],
            body: "\u{e9}".to_owned(),
        };
        let bytes = request.to_bytes(SocketAddr::from(([127, 0, 0, 1], 80)));
        assert_eq!(
            String::from_utf8(bytes).as_deref(),
            Ok(
                "POST /run/Caf%C3%A9%20A?a=%20&b[]=1 HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\
                Connection: close\r\nX-User: bob\r\nContent-Length: 2\r\n\r\n\u{e9}"
            )
        );
    }

    #[test]
    fn asks_for_the_root_when_the_path_is_empty() {
        let request = Request {
            method: "GET".to_owned(),
            path: String::new(),
            query: String::new(),
            headers: Vec::new(),
            body: String::new(),
        };
        assert_eq!(request.target(), "/");
    }
}
