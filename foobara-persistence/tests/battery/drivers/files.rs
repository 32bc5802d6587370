use std::{fs, future::ready, path::Path};

use foobara_core::BoxFuture;
use foobara_persistence::{FilesConfig, Stored};

use super::{Driver, Opened, PATIENCE, Place};

/// The address is a folder within another one, which is none of its business.
pub(crate) const DRIVER: Driver = Driver {
    name: "files",
    sessions: 1,
    gives_up: true,
    place,
    open,
    in_transaction: |_| Box::pin(ready(0)),
    around,
};

fn place() -> BoxFuture<'static, Place> {
    Box::pin(async {
        let folder = tempfile::tempdir().expect("there is room");
        fs::write(folder.path().join("sentinel"), "untouched").expect("there is room");
        let address = folder.path().join("store").to_string_lossy().into_owned();
        Place::new(address, folder)
    })
}

fn open(address: String) -> BoxFuture<'static, Stored<Opened>> {
    Box::pin(async move {
        let store = FilesConfig::new(address).patience(PATIENCE).open().await?;
        Ok(Opened::of(store))
    })
}

fn around(address: String) -> BoxFuture<'static, Vec<String>> {
    Box::pin(async move {
        let parent = Path::new(&address).parent().expect("it is in a folder");
        crate::beside::listed(parent, "store")
    })
}
