//! The database servers that tests need: throwaway instances on free ports of this machine.
//!
//! What the environment names is used; else what is installed is started in a temporary folder, as an account without
//! privileges; else it is installed, where that is possible without a password. An instance ends with the process that
//! started it, however that ends, and its folder with it.

// The servers, one a file.
mod mariadb;
mod postgres;
mod redis;
mod server;

// How they come to run.
mod account;
mod install;
mod instance;
mod servers;
mod tool;

mod command;

pub(crate) use command::run;
pub(crate) use servers::Servers;
