use std::fs;

use super::{
    options::Options,
    stop::{Stop, chain},
    streams::Streams,
};

/// Reads the inputs that are given as one JSON text; empty when there are none.
///
/// # Errors
///
/// When the file or the standard input cannot be read.
pub(super) fn read(options: &Options, streams: &mut Streams<'_>) -> Result<Vec<u8>, Stop> {
    let mut text = Vec::new();
    let read = match options.input.as_deref() {
        None => Ok(()),
        Some("-") => streams.stdin.read_to_end(&mut text).map(drop),
        Some(file) => fs::read(file).map(|bytes| text = bytes),
    };
    match read {
        Ok(()) => Ok(text),
        Err(error) => {
            let name = options
                .input
                .as_deref()
                .filter(|name| *name != "-")
                .unwrap_or("the standard input");
            Err(Stop::usage(format!(
                "--input: cannot read {name}: {}",
                chain(&error)
            )))
        }
    }
}
