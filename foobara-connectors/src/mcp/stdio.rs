//! Standard input and output as the two directions of a connection.
//!
//! Tokio's own handles do every read and every write on a thread of the blocking pool, for standard streams may be
//! files, and files cannot be waited for. MCP clients start their servers with pipes, or, those of Node, with sockets,
//! which can: without the hops between threads a server answers several times as many calls. So each stream is taken
//! for what it is:
//!
//! - a pipe is opened anew by way of `/proc`. The new descriptor is non-blocking; the old one, which sub-processes
//!   inherit, stays as it was. Where there is no `/proc`, a pipe is treated as a file;
//! - a socket cannot be opened anew. It is made non-blocking for whoever shares it, which is of no consequence as long
//!   as nothing else reads or prints there;
//! - anything else, a terminal or a file, is read by a thread of its own and written through tokio's handle. A read of
//!   a terminal cannot be broken off; on the blocking pool it would keep the program from ending.
//!
//! The signal to stop is an end of input like any other, so that there is one way to end.

use std::{
    future::poll_fn,
    io::{self, BufRead},
    pin::Pin,
    task::{Context, Poll, ready},
    thread,
};

use bytes::Bytes;
use foobara_core::BoxFuture;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    sync::mpsc,
};

use super::{McpConnector, McpError};
use crate::exposure::Exposure;

/// Serves the commands of an exposure to the program that started this one, over standard input and output.
///
/// It returns once standard input ends or, on Unix, SIGTERM comes, and calls in flight have ended: see
/// [`McpConnector::serve`]. Nothing else may read standard input or print to standard output meanwhile; logs belong to
/// standard error.
///
/// # Errors
///
/// When the client does not speak MCP, or standard input cannot be listened to.
pub async fn serve_stdio(exposure: Exposure, name: &str) -> Result<(), McpError> {
    let stop = stop_signal().map_err(McpError::Listen)?;
    let reader = UntilStopped {
        reader: stdin().map_err(McpError::Listen)?,
        stop,
        is_stopped: false,
    };
    McpConnector::new(exposure, name).serve(reader, stdout()).await
}

type Reader = Box<dyn AsyncRead + Send + Unpin>;
type Writer = Box<dyn AsyncWrite + Send + Unpin>;

fn stdin() -> io::Result<Reader> {
    match unix::stdin() {
        Some(reader) => Ok(reader),
        None => Ok(Box::new(ThreadReader::start(|| io::stdin().lock())?)),
    }
}

fn stdout() -> Writer {
    unix::stdout().unwrap_or_else(|| Box::new(tokio::io::stdout()))
}

#[cfg(unix)]
fn stop_signal() -> io::Result<BoxFuture<'static, ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut terminate = signal(SignalKind::terminate())?;
    Ok(Box::pin(poll_fn(move |cx| terminate.poll_recv(cx).map(|_| ()))))
}

#[cfg(not(unix))]
fn stop_signal() -> io::Result<BoxFuture<'static, ()>> {
    Ok(Box::pin(std::future::pending()))
}

#[cfg(unix)]
mod unix {
    use std::{
        fs::{File, FileType},
        io,
        os::{
            fd::{AsFd, OwnedFd},
            unix::{fs::FileTypeExt, net},
        },
    };

    use tokio::net::{UnixStream, unix::pipe};

    use super::{Reader, Writer};

    pub(super) fn stdin() -> Option<Reader> {
        let (fd, kind) = examine(io::stdin()).ok()?;
        if kind.is_fifo() {
            Some(Box::new(
                pipe::OpenOptions::new().open_receiver("/proc/self/fd/0").ok()?,
            ))
        } else if kind.is_socket() {
            Some(Box::new(socket(fd).ok()?))
        } else {
            None
        }
    }

    pub(super) fn stdout() -> Option<Writer> {
        let (fd, kind) = examine(io::stdout()).ok()?;
        if kind.is_fifo() {
            Some(Box::new(
                pipe::OpenOptions::new().open_sender("/proc/self/fd/1").ok()?,
            ))
        } else if kind.is_socket() {
            Some(Box::new(socket(fd).ok()?))
        } else {
            None
        }
    }

    fn examine(stream: impl AsFd) -> io::Result<(OwnedFd, FileType)> {
        let file = File::from(stream.as_fd().try_clone_to_owned()?);
        let kind = file.metadata()?.file_type();
        Ok((file.into(), kind))
    }

    fn socket(fd: OwnedFd) -> io::Result<UnixStream> {
        let socket = net::UnixStream::from(fd);
        socket.set_nonblocking(true)?;
        UnixStream::from_std(socket)
    }
}

#[cfg(not(unix))]
mod unix {
    use super::{Reader, Writer};

    pub(super) fn stdin() -> Option<Reader> {
        None
    }

    pub(super) fn stdout() -> Option<Writer> {
        None
    }
}

/// A reader that ends when it is told to.
struct UntilStopped<R> {
    reader: R,
    stop: BoxFuture<'static, ()>,
    is_stopped: bool,
}

impl<R: AsyncRead + Unpin> AsyncRead for UntilStopped<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.is_stopped && self.stop.as_mut().poll(cx).is_ready() {
            self.is_stopped = true;
        }
        if self.is_stopped {
            Poll::Ready(Ok(()))
        } else {
            Pin::new(&mut self.reader).poll_read(cx, buffer)
        }
    }
}

/// Reads what can only be read by waiting, on a thread that nobody waits for.
struct ThreadReader {
    chunks: mpsc::Receiver<io::Result<Bytes>>,
    chunk: Bytes,
}

impl ThreadReader {
    fn start<R: BufRead>(open: impl FnOnce() -> R + Send + 'static) -> io::Result<Self> {
        let (sender, chunks) = mpsc::channel(1);
        thread::Builder::new()
            .name("mcp-stdin".to_owned())
            .spawn(move || {
                let mut reader = open();
                while let Some(chunk) = next_chunk(&mut reader) {
                    if sender.blocking_send(chunk).is_err() {
                        return;
                    }
                }
            })?;
        Ok(Self {
            chunks,
            chunk: Bytes::new(),
        })
    }
}

fn next_chunk(reader: &mut impl BufRead) -> Option<io::Result<Bytes>> {
    let chunk = loop {
        match reader.fill_buf() {
            Ok([]) => return None,
            Ok(chunk) => break Bytes::copy_from_slice(chunk),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Some(Err(error)),
        }
    };
    reader.consume(chunk.len());
    Some(Ok(chunk))
}

impl AsyncRead for ThreadReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.chunk.is_empty() {
            match ready!(self.chunks.poll_recv(cx)) {
                Some(chunk) => self.chunk = chunk?,
                None => return Poll::Ready(Ok(())),
            }
        }
        let length = self.chunk.len().min(buffer.remaining());
        buffer.put_slice(&self.chunk.split_to(length));
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use tokio::{io::AsyncReadExt, sync::oneshot};

    use super::*;

    #[tokio::test]
    async fn a_stopped_reader_has_ended() {
        let (_client, server) = tokio::io::duplex(64);
        let (stop, stopped) = oneshot::channel::<()>();
        let stop_signal = Box::pin(async move {
            let _ = stopped.await;
        });
        let mut reader = UntilStopped {
            reader: server,
            stop: stop_signal,
            is_stopped: false,
        };
        drop(stop);
        let mut text = String::new();
        assert_eq!(reader.read_to_string(&mut text).await.expect("ends"), 0);
        assert_eq!(reader.read_to_string(&mut text).await.expect("stays ended"), 0);
    }

    #[tokio::test]
    async fn a_thread_reads_all_there_is() {
        let mut reader = ThreadReader::start(|| io::Cursor::new("a".repeat(100_000))).expect("starts");
        let mut text = String::new();
        reader.read_to_string(&mut text).await.expect("ends");
        assert_eq!(text, "a".repeat(100_000));
    }
}
