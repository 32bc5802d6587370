use std::time::Duration;

/// What one client may take of the server.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Limits {
    /// The largest body, in bytes; 2 MiB. A larger one is answered 413.
    pub body: usize,
    /// How long a new connection may say nothing, a request's head may take, and a connection may idle; 15 seconds.
    pub head_timeout: Duration,
    /// How long a body may take; 30 seconds. A slower one is answered 408.
    pub body_timeout: Duration,
    /// How long a run may take; 60 seconds. A longer one is answered 504 and rolls back.
    pub run_timeout: Duration,
    /// How many connections there may be at once; 10,000. Further ones wait to be accepted.
    pub connections: usize,
    /// How long requests in flight may go on once the server shuts down; 30 seconds.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 2 << 20,
            head_timeout: Duration::from_secs(15),
            body_timeout: Duration::from_secs(30),
            run_timeout: Duration::from_secs(60),
            connections: 10_000,
            drain: Duration::from_secs(30),
        }
    }
}
