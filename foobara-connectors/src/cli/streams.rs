use std::{
    fmt,
    io::{self, Read, Write},
};

use anstream::adapter::strip_str;

/// The standard streams, or what stands in for them.
pub(super) struct Streams<'a> {
    pub(super) stdin: &'a mut dyn Read,
    pub(super) stdout: &'a mut dyn Write,
    pub(super) stderr: &'a mut dyn Write,
    /// Whether the streams know what to do with colours.
    pub(super) are_styled: bool,
}

impl Streams<'_> {
    /// Writes to the standard output and flushes it.
    ///
    /// # Errors
    ///
    /// When the stream is broken.
    pub(super) fn print(&mut self, text: &str) -> io::Result<()> {
        write(self.stdout, text, self.are_styled)
    }

    /// Writes to the standard error. That it is broken can be told to nobody.
    pub(super) fn complain(&mut self, text: &str) {
        let _ = write(self.stderr, text, self.are_styled);
    }
}

fn write(stream: &mut dyn Write, text: &str, is_styled: bool) -> io::Result<()> {
    if is_styled {
        stream.write_all(text.as_bytes())?;
    } else {
        write!(stream, "{}", strip_str(text))?;
    }
    stream.flush()
}

impl fmt::Debug for Streams<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Streams").finish_non_exhaustive()
    }
}
