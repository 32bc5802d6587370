use std::{env, thread};

use super::{
    install::install,
    instance::Instance,
    server::{ALL, Server},
    tool::{STRACE, Tool},
};
use crate::step::{self, Failure};

/// Where tests find each server, and those that run for them; they end with this value.
#[derive(Debug)]
pub(crate) struct Servers {
    urls: Vec<(&'static str, String)>,
    _instances: Vec<Instance>,
}

impl Servers {
    /// Starts every server that the environment does not name, beside each other.
    ///
    /// # Errors
    ///
    /// When one is missing and cannot be installed, or does not come to answer.
    pub(crate) fn start() -> Result<Self, Failure> {
        step::headline("servers: PostgreSQL, MariaDB and Redis, unless the environment names them");
        let (given, wanted): (Vec<_>, Vec<_>) = ALL
            .into_iter()
            .map(|server| (server, given(server)))
            .partition(|(_, url)| url.is_some());
        let wanted: Vec<&Server> = wanted.into_iter().map(|(server, _)| server).collect();
        install_for(&wanted)?;

        let instances = start_beside_each_other(&wanted)?;
        let mut urls: Vec<_> = given
            .into_iter()
            .filter_map(|(server, url)| Some((server.variable, url?)))
            .collect();
        urls.extend(
            wanted
                .iter()
                .zip(&instances)
                .map(|(server, instance)| (server.variable, instance.url().to_owned())),
        );
        urls.sort_unstable();
        for (variable, url) in &urls {
            println!("{variable}={url}");
        }
        Ok(Self {
            urls,
            _instances: instances,
        })
    }

    /// Returns the variables of the environment that tests read.
    pub(crate) fn environment(&self) -> Vec<(&str, &str)> {
        self.urls
            .iter()
            .map(|(variable, url)| (*variable, url.as_str()))
            .collect()
    }
}

fn given(server: &Server) -> Option<String> {
    env::var(server.variable).ok().filter(|url| !url.is_empty())
}

fn install_for(servers: &[&Server]) -> Result<(), Failure> {
    let tools = servers.iter().map(|server| &server.tool);
    // Tests make system calls fail by it, where there is one.
    let strace = cfg!(target_os = "linux").then_some(&STRACE);
    let missing: Vec<&Tool> = tools.chain(strace).filter(|tool| !tool.is_installed()).collect();
    install(&missing)
}

fn start_beside_each_other(servers: &[&'static Server]) -> Result<Vec<Instance>, Failure> {
    let start = |server: &'static Server| {
        let programs = server
            .tool
            .found()
            .ok_or_else(|| Failure::new(server.tool.missing()))?;
        Instance::start(server, programs)
    };
    thread::scope(|scope| {
        let started: Vec<_> = servers
            .iter()
            .map(|server| scope.spawn(move || start(server)))
            .collect();
        let started = started
            .into_iter()
            .map(|thread| thread.join().expect("invariant: starting does not panic"));
        started.collect()
    })
}
