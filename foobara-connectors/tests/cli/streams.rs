//! What becomes of broken streams and storage.

use std::{
    ffi::OsString,
    io::{self, Write},
};

use foobara_connectors::cli::Program;
use foobara_core::{App, BoxFuture, CommandEntry, Opening, Storage, StorageError, Transaction};
use foobara_types::ModelType;

use super::zoo::{Fail, Zoo, app};

struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn streams_may_break() {
    let run = async |mut stdout: Broken| {
        let args = ["zoo", "list"].map(OsString::from);
        let mut stderr = Broken(io::ErrorKind::BrokenPipe);
        Program::new(app())
            .run_with(args, &mut io::empty(), &mut stdout, &mut stderr)
            .await
    };
    assert_eq!(run(Broken(io::ErrorKind::BrokenPipe)).await, 0);
    assert_eq!(run(Broken(io::ErrorKind::StorageFull)).await, 74);
}

/// A storage that is not there.
struct Away;

impl Storage for Away {
    fn open(&self, _opening: Opening) -> Box<dyn Transaction> {
        unreachable!("nothing is run")
    }

    fn prepare<'a>(&'a self, _entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>> {
        Box::pin(async { Err(StorageError::Unavailable("no such host".into())) })
    }
}

#[tokio::test]
async fn storage_that_cannot_be_made_ready_ends_the_program() {
    let app = App::builder()
        .domain::<Zoo>([CommandEntry::of::<Fail>()])
        .storage(Away)
        .build()
        .expect("has no mistakes");
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let args = ["zoo", "fail", "--how", "not at all"].map(OsString::from);
    let code = Program::new(app)
        .run_with(args, &mut io::empty(), &mut stdout, &mut stderr)
        .await;
    let expected = "error: the storage cannot be made ready: the storage is unavailable: no such host\n";
    assert_eq!((code, String::from_utf8_lossy(&stderr).as_ref()), (74, expected));
}
