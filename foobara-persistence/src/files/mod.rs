//! Records as JSON documents in a folder: for tools, small programs, and data that is looked at with an editor.
//!
//! Usually each record is a document of its own, `acme_zoo_keeper/barbara.json`;
//! [`file_per_entity`](FilesConfig::file_per_entity) keeps all records of an entity in one, `acme_zoo_keeper.json`. A
//! document is an object by the names of attributes, **secrets included**: on Unix only the owner may read it. All
//! records are in memory too, where they are read and searched, so a folder is for as many as fit there.
//!
//! # What is promised
//!
//! - **Isolation.** Units that write run one after the other, whichever process they belong to; units that only read see
//!   one state from their first step to their end. A unit that waits longer than the patience of the
//!   [configuration](FilesConfig) fails with [`Unavailable`](crate::StorageError::Unavailable).
//! - **Durability.** A unit is first written to a journal as a whole, which is brought to the disk; that commits it. Then
//!   its documents are written, each to a file beside it that is renamed. Who opens the folder after that was cut short
//!   finishes it from the journal. A unit whose journal cannot be written, as on a full disk, is undone.
//! - **Other processes.** Any number of them may use the folder, by locks of the operating system on the file `.lock`;
//!   what one has committed, the next unit of any other sees. Network file systems must have such locks.
//! - **Keys.** The numbers of deleted records are not assigned again; those that a failed unit assigned are.
//! - **Names.** Files are named after keys, in characters that every file system has and that are the same in either
//!   case; long keys are named by their SHA-256. No key names a file outside the folder.
//!
//! # What is not
//!
//! - Documents that are changed by hand are read when an entity is [prepared](crate::Store::prepare), and not before. A
//!   document that is no record of its entity is [`Corrupt`](crate::StorageError::Corrupt).
//! - Attributes of a document that the entity has not got are left out when it is next written.
//! - Symbolic links inside the folder are refused, not followed. That is looked at before a file is opened, and does not
//!   hold against somebody who may write to the folder at the same time.

mod cache;
mod config;
mod disk;
mod document;
mod error;
mod folder;
mod journal;
mod lock;
mod name;
mod session;
mod state;
mod store;
mod table;

pub use config::FilesConfig;
pub use store::FilesStore;
