use url::Url as Parsed;

use super::{Rule, RuleKind, Subject, case::on_text, keywords::require_pattern};
use crate::error::{Issue, brief};

/// An absolute URL of any scheme, as `https://example.com/a?b#c`.
///
/// It is what browsers take, but for what they mend: white space, control characters and ``<>"\^`{|}`` are refused
/// wherever they are, as no URL has them. Common addresses on the web are judged in one pass; others are parsed, which
/// allocates.
#[derive(Debug, Clone, Copy)]
pub struct Url;

/// `url`: an absolute URL of any scheme, as [`Url`] says. Schemas say that there is a scheme and a rest without the
/// characters that no URL has, which more texts have.
pub const URL: &RuleKind = &RuleKind {
    name: "url",
    on: Subject::Text,
    symbols: &["not_a_url"],
    process: &|_, value| on_text(value, &Url),
    schema: |_, schema| {
        schema.insert("format".to_owned(), "iri".into());
        require_pattern(PATTERN, schema);
    },
    ..RuleKind::VALIDATOR
};

const PATTERN: &str = r#"^[A-Za-z][A-Za-z0-9+.-]*:[^\u0000-\u0020<>"\\^`{|}\u007f]*$"#;

impl Rule<String> for Url {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_common(value) || is_url(value) {
            Ok(())
        } else {
            Err(not_a_url(value))
        }
    }
}

fn is_url(text: &str) -> bool {
    !text.bytes().any(is_never) && Parsed::parse(text).is_ok()
}

/// Whether a byte is in no URL, encoded or not.
fn is_never(byte: u8) -> bool {
    byte <= b' '
        || matches!(
            byte,
            b'<' | b'>' | b'"' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x7f
        )
}

/// Whether this is an address on the web that needs no second look: a host of plain labels, and what follows it.
fn is_common(text: &str) -> bool {
    let Some(rest) = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
    else {
        return false;
    };
    let is_host = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
    let end = rest
        .bytes()
        .position(|byte| !is_host(&byte))
        .unwrap_or(rest.len());
    let Some((host, rest)) = rest.split_at_checked(end) else {
        return false;
    };
    let ends_as_name = host
        .bytes()
        .next_back()
        .is_some_and(|byte| byte.is_ascii_lowercase());
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !is_never(byte);
    let is_rest = rest.is_empty() || rest.starts_with('/') && rest.bytes().all(is_plain);
    ends_as_name && !host.starts_with('.') && !host.contains("..") && !needs_a_look(host) && is_rest
}

/// Whether the last label of a host may be read as a number, as `0xf` is, or a label stands for other letters.
fn needs_a_look(host: &str) -> bool {
    host.contains("xn--")
        || host
            .rsplit('.')
            .next()
            .is_some_and(|label| label.starts_with("0x"))
}

#[cold]
fn not_a_url(value: &str) -> Box<Issue> {
    let message = format!(
        "{} is not an absolute URL, as https://example.com/",
        brief(&value.into())
    );
    Box::new(Issue::text("not_a_url", message).with("value", value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{assert_same, check, texts};

    #[test]
    fn urls_are_absolute() {
        check(
            URL,
            &[],
            &texts(&[
                "https://example.com",
                "http://example.com/a/b?c=d&e=f#g",
                "https://user@example.com:8080/%20",
                "https://ja.wikipedia.org/wiki/日本語",
                "http://[::1]/",
                "http://127.0.0.1",
                "ftp://a/b",
                "mailto:ada@example.com",
                "urn:isbn:0451450523",
                "file:///a",
            ]),
            &texts(&[
                "",
                "example.com",
                "/a",
                "//example.com",
                "http://",
                "https://a b",
                " https://a",
                "https://a\n",
                "http://a:99999",
                "http://1.2.3.256",
                "http://a/<b>",
                "http:\\\\a",
                ":a",
                "1:a",
            ]),
        );
    }

    proptest::proptest! {
        #[test]
        fn common_addresses_are_urls(
            text in "https?://[a-z0-9.x-]{0,8}(:[0-9]{1,2})?(/[!-~é]{0,8})?|https?://[0-9a-fx.]{1,6}|https?://xn[-]-[a-z0-9]{0,6}(\\.a)?",
        ) {
            proptest::prop_assert!(!is_common(&text) || is_url(&text));
            assert_same(&Url, URL, &[], text);
        }

        #[test]
        fn patterns_admit_what_passes(text in "[a-z]{0,3}:?[!-~é ]{0,8}") {
            if Url.process(&mut text.clone()).is_ok() {
                proptest::prop_assert!(regex::Regex::new(&PATTERN.replace(r"\u00", r"\x")).expect("is a pattern").is_match(&text));
            }
        }
    }
}
