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
    answer(status, JSON, errors.to_json().into_bytes())
}

fn answer(status: StatusCode, content_type: HeaderValue, body: Vec<u8>) -> Answer {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}
