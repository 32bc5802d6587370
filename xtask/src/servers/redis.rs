use super::{
    server::Server,
    tool::{Packages, Tool},
};

/// Redis. It holds nothing that must last, so it writes no file.
pub(super) const SERVER: Server = Server {
    tool: Tool {
        name: "Redis",
        programs: &["redis-server", "redis-cli"],
        folders: &["/opt/homebrew/opt/redis*/bin", "/usr/local/opt/redis*/bin"],
        packages: Packages {
            debian: "redis-server",
            homebrew: "redis",
            fedora: "redis",
        },
        service: Some("redis-server"),
    },
    variable: "REDIS_URL",
    url: "redis://127.0.0.1:PORT",
    start: r#"
exec redis-server --port "$PORT" --bind 127.0.0.1 --save '' --appendonly no --dir "$FOLDER"
"#,
    ready: r#"redis-cli -h 127.0.0.1 -p "$PORT" ping"#,
    signal: "KILL",
};
