use super::{Rule, RuleKind, Subject, case::on_text};
use crate::error::Issue;

/// Leaves of HTML what is safe to show: text with plain formatting, links and images, and no scripts, styles or forms.
///
/// The text is HTML before and after, so that `a & b` becomes `a &amp; b`. Browsers make sense of any HTML, at a cost
/// that grows with the square of its depth; so HTML is refused that is longer than 256 KiB or has `<` more than 4096
/// times. Text without anything of HTML may be of any length.
#[derive(Debug, Clone, Copy)]
pub struct SanitizeHtml;

/// `sanitize_html`: leaves of HTML what is safe to show.
pub const SANITIZE_HTML: &RuleKind = &RuleKind {
    name: "sanitize_html",
    on: Subject::Text,
    symbols: &["too_much_html"],
    process: &|_, value| on_text(value, &SanitizeHtml),
    ..RuleKind::TRANSFORMER
};

const MOST_BYTES: usize = 256 << 10;
const MOST_TAGS: usize = 4096;

impl Rule<String> for SanitizeHtml {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if is_plain(value) {
            return Ok(());
        }
        if is_too_much(value) {
            return Err(too_much_html(value));
        }
        *value = ammonia::clean(value);
        Ok(())
    }
}

/// Returns whether text is the same as HTML: nothing in it is markup, an entity, or normalized by parsers.
fn is_plain(text: &str) -> bool {
    !text.contains(['<', '>', '&', '\0', '\r', '\u{a0}', '\u{feff}'])
}

fn is_too_much(html: &str) -> bool {
    html.len() > MOST_BYTES || html.matches('<').count() > MOST_TAGS
}

/// Fatal: what was to be sanitized must not go on as it is.
#[cold]
fn too_much_html(value: &str) -> Box<Issue> {
    let message = format!(
        "Too much HTML. Allowed are {} KiB with {MOST_TAGS} tags",
        MOST_BYTES >> 10
    );
    Box::new(
        Issue::text("too_much_html", message)
            .with("value", value.to_owned())
            .fatal(),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut value = text.to_owned();
        assert_eq!(SanitizeHtml.process(&mut value), Ok(()));
        assert_eq!(value, expected);
    }

    #[test]
    fn what_runs_or_misleads_is_left_out() {
        check("a<script>alert(1)</script>b", "ab");
        check("<b onclick=\"alert(1)\">a</b>", "<b>a</b>");
        check(
            "<a href=\"javascript:alert(1)\">a</a>",
            "<a rel=\"noopener noreferrer\">a</a>",
        );
        check("<style>*{}</style><form><input></form>ß", "ß");
        check(
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<img src=\"x\">",
        );
        check("<img src=x onerror=alert(1)>", "<img src=\"x\">");
    }

    #[test]
    fn formatting_stays() {
        check("<p>a <em>b</em></p>", "<p>a <em>b</em></p>");
        check(
            "<a href=\"https://example.com/?a=1&b=2\">ß👋</a>",
            "<a href=\"https://example.com/?a=1&amp;b=2\" rel=\"noopener noreferrer\">ß👋</a>",
        );
        check("<b>a", "<b>a</b>");
    }

    #[test]
    fn text_is_html() {
        check("a & b > c", "a &amp; b &gt; c");
        check("a\u{a0}b", "a&nbsp;b");
        check("&lt;script&gt;", "&lt;script&gt;");
    }

    #[test]
    fn plain_text_stays_at_any_length() {
        check("", "");
        check(
            "e\u{301} İ \u{200b}👋\n\t\"quoted\"",
            "e\u{301} İ \u{200b}👋\n\t\"quoted\"",
        );
        let long = "é \"'".repeat(200_000);
        check(&long, &long);
    }

    #[test]
    fn html_that_would_take_long_is_refused() {
        for html in [
            "<div>".repeat(200_000),
            "<".repeat(4097),
            format!("<i {}>", "a ".repeat(500_000)),
        ] {
            let mut value = html.clone();
            let message = "Too much HTML. Allowed are 256 KiB with 4096 tags";
            let issue = Issue::text("too_much_html", message).with("value", html).fatal();
            assert_eq!(SanitizeHtml.process(&mut value), Err(Box::new(issue)));
        }
    }

    proptest! {
        #[test]
        fn plain_text_is_what_sanitizing_would_leave(text in "\\PC*|[ \n\t\u{b}\u{c}\u{1}\"'aß=;#/-]*") {
            prop_assert!(!is_plain(&text) || ammonia::clean(&text) == text);
        }

        #[test]
        fn a_second_time_changes_nothing(pieces in proptest::collection::vec(pieces(), 0..12)) {
            let mut once = pieces.concat();
            prop_assert_eq!(SanitizeHtml.process(&mut once), Ok(()));
            let mut twice = once.clone();
            prop_assert_eq!(SanitizeHtml.process(&mut twice), Ok(()));
            prop_assert_eq!(once, twice);
        }
    }

    fn pieces() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<a href='/?a&b'>",
            "</a>",
            "<li>",
            "<ul>",
            "</ul>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "&amp;",
            "&",
            "&lt",
            "<",
            ">",
            "a",
            " ",
            "ß👋",
            "\u{a0}",
            "\r\n",
            "<img src=x>",
            "\"",
        ])
    }
}
