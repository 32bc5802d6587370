use super::{
    server::Server,
    tool::{Packages, Tool},
};

/// MariaDB, which stands for MySQL as well. It holds nothing that must last, so it does not wait for the disk.
pub(super) const SERVER: Server = Server {
    tool: Tool {
        name: "MariaDB",
        programs: &["mariadb-install-db", "mariadbd", "mariadb-admin"],
        folders: &[
            "/usr/sbin",
            "/usr/libexec",
            "/opt/homebrew/opt/mariadb*/bin",
            "/usr/local/opt/mariadb*/bin",
        ],
        packages: Packages {
            debian: "mariadb-server",
            homebrew: "mariadb",
            fedora: "mariadb-server",
        },
        service: Some("mariadb"),
    },
    variable: "MYSQL_URL",
    url: "mysql://root@127.0.0.1:PORT/mysql",
    start: r#"
mariadb-install-db --no-defaults --datadir="$FOLDER/data" --auth-root-authentication-method=normal --skip-test-db
exec mariadbd --no-defaults --datadir="$FOLDER/data" --port="$PORT" --bind-address=127.0.0.1 \
    --socket="$FOLDER/socket" --pid-file="$FOLDER/pid" --max-connections=300 --innodb-flush-log-at-trx-commit=0
"#,
    ready: r#"mariadb-admin --no-defaults --protocol=tcp -h 127.0.0.1 -P "$PORT" -u root ping"#,
    signal: "KILL",
};
