use std::{
    error::Error,
    fmt::{self, Write},
    str::FromStr,
};

use serde::{Serialize, Serializer};

use super::{Category, ErrorReport, RuntimePath};
use crate::path::{DataPath, Segment};

/// The identity of an error, or of every error of a shape: run-time path, category, path in the inputs, symbol.
///
/// Written `acme::zoo::increment_age>data.lines.#.max_exceeded`, with `#` for any index and `*` for any key of a map.
///
/// ```
/// use foobara_types::{ErrorKey, ErrorReport, Issue};
///
/// let error = ErrorReport::input("lines.3.price".into(), Issue::text("max_exceeded", "Too much"));
/// let key: ErrorKey = "data.lines.#.price.max_exceeded".parse()?;
/// assert!(key.matches(&error));
/// assert_eq!(error.error_key().to_type_key(), key);
/// # Ok::<(), foobara_types::error::BadErrorKey>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ErrorKey {
    /// The sub-commands on the way to the error.
    pub runtime_path: RuntimePath,
    /// Whether inputs or the run are at fault.
    pub category: Category,
    /// The part of the inputs that is concerned; may be a pattern.
    pub path: DataPath,
    /// The stable name of the error.
    pub symbol: String,
}

impl ErrorKey {
    /// Returns whether `error` is the one of this key, or one of those.
    pub fn matches(&self, error: &ErrorReport) -> bool {
        self.symbol == error.symbol()
            && self.category == error.category
            && self.runtime_path == error.runtime_path
            && self.path.matches(&error.path)
    }

    /// Returns the key with `#` for each index, as it is among the possible errors of a command.
    #[must_use]
    pub fn to_type_key(&self) -> Self {
        Self {
            path: self.path.without_indices(),
            ..self.clone()
        }
    }

    /// Returns the key as the caller of `command` sees it.
    #[must_use]
    pub fn below(self, command: String) -> Self {
        Self {
            runtime_path: self.runtime_path.below(command),
            ..self
        }
    }
}

impl From<&ErrorReport> for ErrorKey {
    fn from(error: &ErrorReport) -> Self {
        Self {
            runtime_path: error.runtime_path.clone(),
            category: error.category,
            path: error.path.clone(),
            symbol: error.symbol().to_owned(),
        }
    }
}

/// Text that is no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadErrorKey(String);

impl fmt::Display for BadErrorKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is no error key; one reads `data.path.symbol` or `runtime.symbol`, after `command>` for each \
             sub-command",
            self.0
        )
    }
}

impl Error for BadErrorKey {}

/// Reads what [`Display`](fmt::Display) writes. Dots part the steps of the path, so that no name can have one.
impl FromStr for ErrorKey {
    type Err = BadErrorKey;

    fn from_str(text: &str) -> Result<Self, BadErrorKey> {
        read(text).ok_or_else(|| BadErrorKey(text.to_owned()))
    }
}

fn read(text: &str) -> Option<ErrorKey> {
    let mut commands = Vec::new();
    let mut rest = text;
    let (category, place) = loop {
        if let Some(found) = read_category(rest) {
            break found;
        }
        let (command, below) = rest.split_once('>')?;
        commands.push(command.to_owned());
        rest = below;
    };
    let (path, symbol) = match place.rsplit_once('.') {
        Some((path, symbol)) => (path.split('.').map(Segment::parse).collect(), symbol),
        None => (DataPath::root(), place),
    };
    let is_whole = !symbol.is_empty() && commands.iter().all(|command| !command.is_empty());
    is_whole.then(|| ErrorKey {
        runtime_path: commands.into_iter().collect(),
        category,
        path,
        symbol: symbol.to_owned(),
    })
}

/// Parts the category from what comes after it.
fn read_category(text: &str) -> Option<(Category, &str)> {
    [Category::Data, Category::Runtime]
        .into_iter()
        .find_map(|category| {
            let place = text.strip_prefix(category.as_str())?.strip_prefix('.')?;
            Some((category, place))
        })
}

impl fmt::Display for ErrorKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(
            &self.runtime_path,
            self.category,
            &self.path,
            &self.symbol,
            formatter,
        )
    }
}

impl Serialize for ErrorKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The key of an error, written without being built.
pub(super) struct Written<'a>(pub(super) &'a ErrorReport);

impl fmt::Display for Written<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_report(self.0, formatter)
    }
}

impl Serialize for Written<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Writes the key of an error, piece by piece.
pub(super) fn write_report(error: &ErrorReport, out: &mut impl Write) -> fmt::Result {
    let ErrorReport {
        runtime_path,
        category,
        path,
        ..
    } = error;
    write(runtime_path, *category, path, error.symbol(), out)
}

fn write(
    runtime_path: &RuntimePath,
    category: Category,
    path: &DataPath,
    symbol: &str,
    out: &mut impl Write,
) -> fmt::Result {
    for command in runtime_path.commands() {
        out.write_str(command)?;
        out.write_str(">")?;
    }
    out.write_str(category.as_str())?;
    for segment in path.segments() {
        out.write_str(".")?;
        match segment {
            Segment::Name(name) => out.write_str(name)?,
            other => write!(out, "{other}")?,
        }
    }
    out.write_str(".")?;
    out.write_str(symbol)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::error::Issue;

    fn error() -> ErrorReport {
        let mut error = ErrorReport::input("lines.3.tags.a".into(), Issue::text("odd", "Odd"));
        error.runtime_path.enter("acme::zoo::feed".into());
        error
    }

    #[track_caller]
    fn matches(key: &str, expected: bool) {
        let key: ErrorKey = key.parse().expect("is a key");
        assert_eq!(key.matches(&error()), expected, "{key}");
    }

    #[test]
    fn a_key_matches_the_errors_of_its_shape() {
        matches("acme::zoo::feed>data.lines.3.tags.a.odd", true);
        matches("acme::zoo::feed>data.lines.#.tags.*.odd", true);
        matches("acme::zoo::feed>data.lines.#.tags.b.odd", false);
        matches("acme::zoo::feed>data.lines.*.tags.a.odd", false);
        matches("acme::zoo::feed>data.lines.#.tags.odd", false);
        matches("acme::zoo::feed>data.lines.#.tags.*.even", false);
        matches("data.lines.#.tags.*.odd", false);
    }

    #[test]
    fn the_key_of_an_error_is_read_and_matches_it() {
        let key = error().error_key();
        assert_eq!(key.to_string(), error().key());
        assert_eq!(error().key().parse(), Ok(key.clone()));
        assert_eq!(
            key.to_type_key().to_string(),
            "acme::zoo::feed>data.lines.#.tags.a.odd"
        );
    }

    #[test]
    fn the_key_that_a_caller_sees_begins_with_the_command() {
        let key = error().error_key().below("acme::zoo::open".to_owned());
        assert_eq!(
            key.to_string(),
            "acme::zoo::open>acme::zoo::feed>data.lines.3.tags.a.odd"
        );
    }

    #[test]
    fn text_that_is_no_key_is_told_how_one_reads() {
        assert_eq!(
            BadErrorKey("odd".to_owned()).to_string(),
            "`odd` is no error key; one reads `data.path.symbol` or `runtime.symbol`, after `command>` for each \
             sub-command"
        );
    }

    #[test]
    fn other_text_is_no_key() {
        for text in [
            "",
            "data",
            "data.",
            "odd",
            "data.lines.",
            "a>",
            ">data.odd",
            "a>b",
            "Data.odd",
        ] {
            assert_eq!(
                text.parse::<ErrorKey>(),
                Err(BadErrorKey(text.to_owned())),
                "{text}"
            );
        }
    }

    fn key() -> impl Strategy<Value = ErrorKey> {
        let segment =
            prop_oneof!["[a-z_]{1,4}", "#", r"\*", "[0-9]{1,3}"].prop_map(|text| Segment::parse(&text));
        (
            proptest::collection::vec("[a-z_]{1,3}(::[a-z_]{1,3}){0,2}", 0..3),
            prop_oneof![Just(Category::Data), Just(Category::Runtime)],
            proptest::collection::vec(segment, 0..5),
            "[a-z_]{1,6}",
        )
            .prop_map(|(runtime_path, category, path, symbol)| ErrorKey {
                runtime_path: runtime_path.into_iter().collect(),
                category,
                path: path.into_iter().collect(),
                symbol,
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(key in key()) {
            prop_assert_eq!(key.to_string().parse(), Ok(key));
        }

        #[test]
        fn what_is_read_is_written_so(text in r"([a-z:]{0,3}>){0,2}(data|runtime)?[a-z0-9.#*>]{0,8}") {
            if let Ok(key) = text.parse::<ErrorKey>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }
    }
}
