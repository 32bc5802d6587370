use super::{
    server::Server,
    tool::{Packages, Tool},
};

/// PostgreSQL. It holds nothing that must last, so it does not wait for the disk.
pub(super) const SERVER: Server = Server {
    tool: Tool {
        name: "PostgreSQL",
        programs: &["initdb", "postgres", "pg_ctl", "pg_isready"],
        folders: &[
            "/usr/lib/postgresql/*/bin",
            "/opt/homebrew/opt/postgresql*/bin",
            "/usr/local/opt/postgresql*/bin",
        ],
        packages: Packages {
            debian: "postgresql",
            homebrew: "postgresql",
            fedora: "postgresql-server",
        },
        service: Some("postgresql"),
    },
    variable: "DATABASE_URL",
    url: "postgres://postgres@127.0.0.1:PORT/postgres",
    start: r#"
initdb -D "$FOLDER/data" -A trust -U postgres --no-sync --no-locale -E UTF8
exec postgres -D "$FOLDER/data" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300
"#,
    ready: r#"pg_isready -q -h 127.0.0.1 -p "$PORT""#,
    // Its own word for "at once": killed, it would leave its shared memory behind.
    signal: "QUIT",
};
