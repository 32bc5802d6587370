use std::borrow::Cow;

use ::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use foobara_core::ports::Clock;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Body;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    Limits,
    response::{Answer, refusal},
};
use crate::authenticator::CredentialSource;

/// What a caller shows of itself: the headers of its request.
pub(super) struct Headers<'a>(pub(super) &'a HeaderMap);

impl Headers<'_> {
    /// Returns what tells repetitions of the request apart from further ones: the header `Idempotency-Key`, with or
    /// without quotes around it.
    pub(super) fn idempotency_key(&self) -> Option<Cow<'_, str>> {
        let key = String::from_utf8_lossy(self.0.get("idempotency-key")?.as_bytes());
        let unquoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        Some(unquoted.map_or_else(|| key.clone(), |key| Cow::Owned(key.to_owned())))
    }
}

impl CredentialSource for Headers<'_> {
    fn credential(&self, name: &str) -> Option<Cow<'_, str>> {
        self.0.get(name)?.to_str().ok().map(Cow::Borrowed)
    }
}

/// The path of a request: an action, and what it is about.
pub(super) struct Path<'a> {
    pub(super) action: &'a str,
    pub(super) name: Cow<'a, str>,
}

impl<'a> Path<'a> {
    /// Splits the part of a path below a mount. `None` when an escape in it is no UTF-8.
    pub(super) fn parse(path: &'a str) -> Option<Self> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (action, name) = path.split_once('/').unwrap_or((path, ""));
        Some(Self {
            action,
            name: percent_decode_str(name).decode_utf8().ok()?,
        })
    }
}

/// Reads the inputs in a query. Of a name that comes more than once the first value is kept.
pub(super) fn query(query: &str) -> Result<Map<String, Value>, Box<Answer>> {
    let mut inputs = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (unescape(name)?, unescape(value)?);
        inputs.entry(name).or_insert(Value::String(value));
    }
    Ok(inputs)
}

/// Returns whether a request asks for a plan: `Prefer: plan`, among other preferences or alone.
pub(super) fn prefers_plan(headers: &HeaderMap) -> bool {
    let is_plan = |preference: &str| {
        let name = preference.split([';', '=']).next().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("plan")
    };
    headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.split(',').any(is_plan))
}

/// Reads the token of a plan in a body: `{"token": ".."}`. One that is not there is empty, and as such no token.
pub(super) fn token(body: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Body {
        token: String,
    }
    serde_json::from_slice(body).map_or_else(|_| String::new(), |body: Body| body.token)
}

fn unescape(text: &str) -> Result<String, Box<Answer>> {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().map(Cow::into_owned);
    decoded.map_err(|_| {
        let message = format!("The query is not UTF-8 at \"{text}\"");
        Box::new(refusal(StatusCode::BAD_REQUEST, "invalid_query", message))
    })
}

/// Reads a body, within the limits of its size and time.
pub(super) async fn body<B>(body: B, limits: &Limits, clock: &dyn Clock) -> Result<Bytes, Box<Answer>>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let too_slow = async { clock.sleep(limits.body_timeout).await };
    tokio::select! {
        biased;
        body = Limited::new(body, limits.body).collect() => match body {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) => Err(Box::new(unreadable(error.as_ref(), limits))),
        },
        () = too_slow => {
            let message = format!("The body took longer than {} seconds", limits.body_timeout.as_secs());
            Err(Box::new(refusal(StatusCode::REQUEST_TIMEOUT, "body_timeout", message)))
        }
    }
}

fn unreadable(error: &(dyn std::error::Error + 'static), limits: &Limits) -> Answer {
    if error.is::<LengthLimitError>() {
        let message = format!("The body is larger than {} bytes", limits.body);
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", message);
    }
    refusal(
        StatusCode::BAD_REQUEST,
        "unreadable_body",
        format!("The body cannot be read: {error}"),
    )
}

#[cfg(test)]
mod tests {
    use ::http::{HeaderName, HeaderValue};
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_value_of_a_name_is_kept() {
        let inputs = query("a=1&b=x+y%26z&a=2&c&&=").expect("is UTF-8");
        assert_eq!(
            Value::Object(inputs),
            json!({ "a": "1", "b": "x y&z", "c": "", "": "" })
        );
        assert!(query("a=%ff").is_err());
    }

    #[test]
    fn a_plan_is_asked_for_by_name() {
        let prefers = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("prefer", ::http::HeaderValue::from_static(value));
            }
            prefers_plan(&headers)
        };
        for values in [["plan"], ["Plan"], ["wait=10, plan"], ["plan;x=1"], ["plan=1"]] {
            assert!(prefers(&values), "{values:?}");
        }
        assert!(prefers(&["wait=10", "plan"]));
        for values in [[""], ["planned"], ["x=plan"], ["no plan"]] {
            assert!(!prefers(&values), "{values:?}");
        }
    }

    #[test]
    fn a_key_may_have_quotes() {
        let key = |value: &'static str| {
            let headers = HeaderMap::from_iter([(
                HeaderName::from_static("idempotency-key"),
                HeaderValue::from_static(value),
            )]);
            Headers(&headers).idempotency_key().map(Cow::into_owned)
        };
        assert_eq!(key("\"a b\"").as_deref(), Some("a b"));
        assert_eq!(key("a\"").as_deref(), Some("a\""));
        assert_eq!(Headers(&HeaderMap::new()).idempotency_key(), None);
    }

    #[test]
    fn a_path_is_an_action_and_a_name() {
        let path = Path::parse("/run/Acme%3A%3AZoo/Open").expect("is UTF-8");
        assert_eq!((path.action, path.name.as_ref()), ("run", "Acme::Zoo/Open"));
        let path = Path::parse("").expect("is UTF-8");
        assert_eq!((path.action, path.name.as_ref()), ("", ""));
        assert!(Path::parse("/run/%ff").is_none());
    }
}
