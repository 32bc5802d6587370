use std::{
    future::ready,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use foobara_core::BoxFuture;
use foobara_persistence::{RedisConfig, Stored};

use super::{Driver, Opened, PATIENCE, Place};

/// The address is that of a server, and a prefix after a blank. A key beside the prefix is none of its business.
pub(crate) const DRIVER: Driver = Driver {
    name: "redis",
    sessions: 5,
    gives_up: true,
    place,
    open,
    // A session is nothing to the server before it is committed.
    in_transaction: |_| Box::pin(ready(0)),
    around,
};

fn place() -> BoxFuture<'static, Place> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = std::env::var("REDIS_URL");
    let server = server.expect("set REDIS_URL, or run `cargo xtask test`, which starts Redis");
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let prefix = format!("foobara_battery_{}_{number}", std::process::id());
    let address = format!("{server} {prefix}:");
    ask(&address, &["SET", &format!("{prefix}_sentinel"), "untouched"]);
    Box::pin(ready(Place::new(address.clone(), Prefix(address))))
}

fn open(address: String) -> BoxFuture<'static, Stored<Opened>> {
    Box::pin(async move {
        let (server, prefix) = address.split_once(' ').expect("an address has a prefix");
        let config = RedisConfig::new(server).prefix(prefix).patience(PATIENCE);
        Ok(Opened::of(config.open().await?))
    })
}

fn around(address: String) -> BoxFuture<'static, Vec<String>> {
    Box::pin(async move {
        let (_, prefix) = address.split_once(' ').expect("an address has a prefix");
        let sentinel = prefix.replace(':', "_sentinel");
        vec![ask(&address, &["GET", &sentinel])]
    })
}

fn ask(address: &str, words: &[&str]) -> String {
    let (server, _) = address.split_once(' ').expect("an address has a prefix");
    let output = Command::new("redis-cli")
        .args(["-u", server])
        .args(words)
        .output();
    let output = output.expect("redis-cli is there");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// What begins with the prefix of a test is deleted with the value.
struct Prefix(String);

impl Drop for Prefix {
    fn drop(&mut self) {
        let prefix = self
            .0
            .split_once(' ')
            .map_or("", |(_, prefix)| prefix.trim_end_matches(':'));
        let delete = "local n = '0'; repeat local r = redis.call('SCAN', n, 'MATCH', ARGV[1], 'COUNT', 1000); n = r[1]; \
                      for _, k in ipairs(r[2]) do redis.call('UNLINK', k) end until n == '0'";
        ask(&self.0, &["EVAL", delete, "0", &format!("{prefix}*")]);
    }
}
