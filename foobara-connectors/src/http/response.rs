use ::http::{HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use foobara_types::{ErrorCollection, ErrorReport};
use http_body_util::Full;
use serde::Serialize;
use serde_json::Value;

use super::error_map;

/// An answer: every body is known before the first byte goes out.
pub(super) type Answer = Response<Full<Bytes>>;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Returns a result, or the errors with the status of their kind.
pub(super) fn outcome(outcome: Result<Vec<u8>, ErrorCollection>) -> Answer {
    match outcome {
        Ok(body) => answer(StatusCode::OK, JSON, body),
        Err(errors) => self::errors(error_map::status(errors.kind()), &errors),
    }
}

/// Returns a plan, or the errors with the status of their kind.
pub(super) fn planned(planned: Result<impl Serialize, ErrorCollection>) -> Answer {
    let body = planned.map(|plan| serde_json::to_vec(&plan).unwrap_or_default());
    let is_plan = body.is_ok();
    let mut answer = outcome(body);
    answer
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("prefer"));
    if is_plan {
        answer
            .headers_mut()
            .insert("preference-applied", HeaderValue::from_static("plan"));
    }
    answer
}

/// Returns a description, or the errors with the status of their kind.
pub(super) fn described(described: Result<Value, ErrorCollection>) -> Answer {
    outcome(described.map(|value| value.to_string().into_bytes()))
}

/// Returns a page.
pub(super) fn page(html: String) -> Answer {
    answer(StatusCode::OK, HTML, html.into_bytes())
}

/// Returns an empty answer.
pub(super) fn empty() -> Answer {
    Response::new(Full::default())
}

/// Returns an error of the transport itself.
pub(super) fn refusal(status: StatusCode, symbol: &'static str, message: String) -> Answer {
    errors(status, &ErrorReport::runtime(symbol, message).into())
}

fn errors(status: StatusCode, errors: &ErrorCollection) -> Answer {
    let mut answer = answer(status, JSON, errors.to_json().into_bytes());
    if let Some(seconds) = error_map::retry_after(errors) {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    answer
}

fn answer(status: StatusCode, content_type: HeaderValue, body: Vec<u8>) -> Answer {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}

#[cfg(test)]
mod tests {
    use foobara_types::ErrorKind;
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_may_be_gone_by_then_says_when_to_come_back() {
        let cases = [
            (ErrorKind::TooMany, 429, Some("3")),
            (ErrorKind::Unavailable, 503, Some("3")),
            (ErrorKind::Failure, 422, None),
        ];
        for (kind, status, after) in cases {
            let error = ErrorReport::runtime("busy", "Busy").of_kind(kind);
            let answer = outcome(Err(error.with_context(json!({ "retry_after": 3 })).into()));
            let found = answer.headers().get(header::RETRY_AFTER);
            let found = found.map(|value| value.to_str().expect("text"));
            assert_eq!((answer.status().as_u16(), found), (status, after));
        }
        let error = ErrorReport::runtime("busy", "Busy").of_kind(ErrorKind::Unavailable);
        assert_eq!(
            outcome(Err(error.into())).headers().get(header::RETRY_AFTER),
            None
        );
    }
}
