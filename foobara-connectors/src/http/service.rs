use std::sync::Arc;

use ::http::{Method, Request, StatusCode};
use bytes::Bytes;
use foobara_core::{RawInputs, manifest::Switches, ports::Clock};
use foobara_types::{ErrorKind, ErrorReport};
use hyper::body::Body;
use serde_json::json;

use super::{
    Limits, page,
    request::{self, Headers, Path},
    response::{self, Answer},
};
use crate::{
    Action,
    action::git_commit_info,
    exposure::{ApplyPlan, Call, Exposure},
    openapi::openapi,
};

/// Answers requests; what every connection shares.
pub(super) struct Service {
    pub(super) title: String,
    pub(super) mounts: Vec<Mount>,
    pub(super) limits: Limits,
    pub(super) clock: Arc<dyn Clock>,
}

/// An exposure and the prefix of its paths.
pub(super) struct Mount {
    pub(super) prefix: String,
    pub(super) exposure: Exposure,
}

impl Mount {
    /// Returns what follows the prefix in a path of this mount.
    fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.prefix.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    }
}

impl Service {
    /// Answers a request. Whatever it is, there is an answer, and every failure is an array of errors.
    pub(super) async fn answer<B>(&self, request: Request<B>) -> Answer
    where
        B: Body<Data = Bytes> + Unpin + Send,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        if request.method() == Method::OPTIONS {
            return response::empty();
        }
        let (head, body) = request.into_parts();
        let Some((mount, rest)) = self.mount(head.uri.path()) else {
            return invalid_context(head.uri.path());
        };
        let Some(path) = Path::parse(rest) else {
            let message = "The path is not UTF-8".to_owned();
            return response::refusal(StatusCode::BAD_REQUEST, "invalid_path", message);
        };
        let (exposure, name) = (&mount.exposure, path.name.as_ref());
        match Action::parse(path.action) {
            Some(Action::Run) => self
                .run(exposure, name, &head, body)
                .await
                .unwrap_or_else(|refusal| *refusal),
            Some(Action::Apply) => self
                .apply(exposure, &head, body)
                .await
                .unwrap_or_else(|refusal| *refusal),
            Some(Action::Describe) => response::described(exposure.describe(name)),
            Some(Action::DescribeCommand) => response::described(exposure.describe_command(name)),
            Some(Action::DescribeType) => response::described(exposure.describe_type(name)),
            Some(Action::Manifest) => response::described(Ok(exposure.manifest_as(switches(&head)))),
            Some(Action::List) => response::described(Ok(exposure.list(is_verbose(&head)))),
            Some(Action::Ping) => response::described(Ok(exposure.ping())),
            Some(Action::QueryGitCommitInfo) => response::described(git_commit_info()),
            Some(Action::Help) => self.help(mount, name),
            None => self.resource(mount, rest),
        }
    }

    /// Finds the mount with the longest prefix of a path.
    fn mount<'a>(&self, path: &'a str) -> Option<(&Mount, &'a str)> {
        let mounts = self
            .mounts
            .iter()
            .filter_map(|mount| Some((mount, mount.strip(path)?)));
        mounts.max_by_key(|(mount, _)| mount.prefix.len())
    }

    async fn run<B>(
        &self,
        exposure: &Exposure,
        name: &str,
        head: &::http::request::Parts,
        body: B,
    ) -> Result<Answer, Box<Answer>>
    where
        B: Body<Data = Bytes> + Unpin,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let text = request::body(body, &self.limits, self.clock.as_ref()).await?;
        let values = request::query(head.uri.query().unwrap_or_default())?;
        let headers = Headers(&head.headers);
        let mut call = Call::new(name, RawInputs::json(text).and(values), &headers);
        call.timeout = Some(self.limits.run_timeout);
        let key = headers.idempotency_key();
        call.idempotency_key = key.as_deref();
        Ok(if request::prefers_plan(&head.headers) {
            response::planned(exposure.plan(call).await)
        } else {
            response::outcome(exposure.call(call).await)
        })
    }

    async fn apply<B>(
        &self,
        exposure: &Exposure,
        head: &::http::request::Parts,
        body: B,
    ) -> Result<Answer, Box<Answer>>
    where
        B: Body<Data = Bytes> + Unpin,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let text = request::body(body, &self.limits, self.clock.as_ref()).await?;
        let headers = Headers(&head.headers);
        let token = request::token(&text);
        let mut apply = ApplyPlan::new(&token, &headers);
        apply.timeout = Some(self.limits.run_timeout);
        Ok(response::outcome(exposure.apply(apply).await))
    }

    fn help(&self, mount: &Mount, name: &str) -> Answer {
        if name.is_empty() {
            return response::page(page::index(&self.title, &mount.prefix, &mount.exposure));
        }
        match mount.exposure.describe(name) {
            Ok(described) => response::page(page::described(&self.title, &mount.prefix, name, &described)),
            Err(errors) => response::described(Err(errors)),
        }
    }

    /// Answers what is not an action: documents about the mount, and the server's health.
    fn resource(&self, mount: &Mount, path: &str) -> Answer {
        match path {
            "/openapi.json" => response::described(Ok(openapi(&mount.exposure, &self.title, &mount.prefix))),
            "/docs" => response::page(page::index(&self.title, &mount.prefix, &mount.exposure)),
            "/health/live" | "/health/ready" => response::described(Ok(json!({ "status": "ok" }))),
            _ => invalid_context(path),
        }
    }
}

fn is_verbose(head: &::http::request::Parts) -> bool {
    flag(head, "verbose").unwrap_or_default()
}

fn switches(head: &::http::request::Parts) -> Switches {
    let default = Switches::default();
    Switches {
        detached: flag(head, "detached").unwrap_or(default.detached),
        processors: flag(head, "include_processors").unwrap_or(default.processors),
    }
}

/// Reads `name`, `name=true` or `name=1`, and anything else behind `name=` as false.
fn flag(head: &::http::request::Parts, name: &str) -> Option<bool> {
    let mut pairs = head.uri.query()?.split('&');
    let said = pairs.find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, "true"));
        (key == name).then_some(value)
    })?;
    Some(matches!(said, "true" | "1"))
}

/// Ruby foobara's name for an URL that starts with no action.
fn invalid_context(path: &str) -> Answer {
    let message = format!("Not sure what to do with \"{path}\"; try /docs");
    let error = ErrorReport::runtime("invalid_context", message)
        .with_context(json!({ "not_found": path }))
        .of_kind(ErrorKind::NotFound);
    response::described(Err(error.into()))
}
