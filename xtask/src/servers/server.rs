use super::{mariadb, postgres, redis, tool::Tool};

/// A kind of server, and how an instance of it is run.
///
/// The scripts are of `sh`. They find the folder of the instance in `$FOLDER`, its port in `$PORT`, and the programs in
/// `PATH`.
#[derive(Debug)]
pub(super) struct Server {
    /// The programs.
    pub(super) tool: Tool,
    /// The variable of the environment that says where tests find an instance.
    pub(super) variable: &'static str,
    /// What that variable says of an instance of ours; `PORT` stands for its port.
    pub(super) url: &'static str,
    /// Fills the folder, then becomes the server.
    pub(super) start: &'static str,
    /// Succeeds once the server answers.
    pub(super) ready: &'static str,
    /// The signal that ends the server at once. What it has written is thrown away.
    pub(super) signal: &'static str,
}

/// The servers that tests need.
pub(super) const ALL: [&Server; 3] = [&postgres::SERVER, &mariadb::SERVER, &redis::SERVER];

impl Server {
    /// Returns the address of an instance.
    pub(super) fn url(&self, port: u16) -> String {
        self.url.replace("PORT", &port.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_this_machine_and_of_the_port() {
        assert_eq!(
            ALL.map(|server| server.url(5)),
            [
                "postgres://postgres@127.0.0.1:5/postgres",
                "mysql://root@127.0.0.1:5/mysql",
                "redis://127.0.0.1:5",
            ]
        );
    }

    #[test]
    fn scripts_become_the_server_so_that_a_signal_reaches_it() {
        for server in ALL {
            let last = server
                .start
                .trim_end()
                .lines()
                .rfind(|line| !line.starts_with(' '));
            assert!(
                last.is_some_and(|line| line.starts_with("exec ")),
                "{}",
                server.tool.name
            );
        }
    }
}
