use std::thread;

use super::Servers;
use crate::step::Failure;

/// Starts the servers, says how a shell comes to know them, and waits until it is interrupted.
pub(crate) fn run() -> Result<(), Failure> {
    let servers = Servers::start()?;
    println!("\nThey run until this is interrupted (Ctrl-C). For tests in another shell:\n");
    for (variable, url) in servers.environment() {
        println!("export {variable}={url}");
    }
    loop {
        thread::park();
    }
}
