use std::{borrow::Cow, fmt};

use super::{
    ErrorReport, Fact, Facts, Severity,
    extras::Extras,
    message::{Message, Sentence, Shown},
};

/// What shows in place of a sensitive value.
pub(crate) const REDACTED: &str = "[REDACTED]";

/// What is wrong with a value, without saying where the value is.
///
/// The message is a sentence about the facts that is only written when somebody reads it, or a fixed text.
///
/// ```
/// use foobara_types::Issue;
///
/// let issue = Issue::new("not_even", |facts, formatter| write!(formatter, "{} is odd", facts.shown("value")));
/// let issue = issue.with("value", 3);
/// assert_eq!(issue.message().to_string(), "3 is odd");
/// assert_eq!(Issue::text("not_even", "Must be even").message().to_string(), "Must be even");
/// ```
#[derive(Clone)]
pub struct Issue {
    /// The stable name of the error, as `below_minimum`.
    pub symbol: Cow<'static, str>,
    /// What is known: the context.
    pub facts: Facts,
    /// Whether it hides what later steps would have said.
    pub is_fatal: bool,
    pub(super) message: Message,
    pub(super) extras: Option<Box<Extras>>,
}

impl Issue {
    /// Returns an issue, with no facts yet, that lets later steps have their say.
    #[inline]
    pub fn new(symbol: impl Into<Cow<'static, str>>, sentence: Sentence) -> Self {
        Self::of(symbol.into(), Message::Sentence(sentence))
    }

    /// Returns an issue whose message is fixed, with no facts yet, that lets later steps have their say.
    #[inline]
    pub fn text(symbol: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self::of(symbol.into(), Message::Text(message.into()))
    }

    #[inline]
    const fn of(symbol: Cow<'static, str>, message: Message) -> Self {
        Self {
            symbol,
            facts: Facts::new(),
            is_fatal: false,
            message,
            extras: None,
        }
    }

    /// Returns this issue with one more fact.
    #[inline]
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, fact: impl Into<Fact>) -> Self {
        self.facts.insert(name.into(), fact.into());
        self
    }

    /// Returns this issue with another message.
    #[must_use]
    pub(super) fn with_message(mut self, message: String) -> Self {
        self.message = Message::Text(message.into());
        self
    }

    /// Returns this issue as one that hides what later steps would have said.
    #[must_use]
    pub fn fatal(mut self) -> Self {
        self.is_fatal = true;
        self
    }

    /// Returns this issue with another severity than [`Severity::Error`].
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.extras_mut().severity = severity;
        self
    }

    /// Returns this issue with what to try instead, as a sentence.
    #[must_use]
    pub fn with_suggestion(mut self, suggestion: impl Into<Cow<'static, str>>) -> Self {
        self.extras_mut().suggestion = Some(suggestion.into());
        self
    }

    /// Returns this issue with a page that explains it.
    #[must_use]
    pub fn with_help_url(mut self, url: impl Into<Cow<'static, str>>) -> Self {
        self.extras_mut().help_url = Some(url.into());
        self
    }

    /// Returns this issue with the error it follows from, which may have a cause itself.
    #[must_use]
    pub fn caused_by(mut self, cause: ErrorReport) -> Self {
        self.extras_mut().cause = Some(cause);
        self
    }

    /// Returns this issue and another one of the same value; each is reported by itself. Whether later steps have
    /// their say is up to this one.
    ///
    /// ```
    /// use foobara_types::{InputErrors, Issue};
    ///
    /// let mut errors = InputErrors::new();
    /// errors.push(None, Issue::text("odd", "3 is odd").and(Issue::text("prime", "3 is prime")));
    /// assert_eq!(errors.as_collection().keys(), ["data.odd", "data.prime"]);
    /// ```
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    /// Adds another one of the same value; see [`and`](Self::and).
    pub(crate) fn add(&mut self, other: Self) {
        self.extras_mut().others.push(other);
    }

    /// Takes out the other issues of the same value.
    pub(super) fn take_others(&mut self) -> Vec<Self> {
        let extras = self.extras.as_mut();
        extras.map_or_else(Vec::new, |extras| std::mem::take(&mut extras.others))
    }

    /// Takes the value out of the issue, and all that could tell of it, for secrets.
    pub fn conceal(&mut self) {
        if let Some(value) = self.facts.get_mut("value") {
            *value = REDACTED.into();
        }
        self.message = Message::Symbol;
        if let Some(extras) = &mut self.extras {
            extras.suggestion = None;
            extras.cause = None;
            extras.others.iter_mut().for_each(Self::conceal);
        }
    }

    /// Returns the sentence for people, to be shown or serialised.
    pub const fn message(&self) -> Shown<'_> {
        Shown(self)
    }

    /// Returns the facts as an object.
    pub fn context(&self) -> serde_json::Value {
        self.facts.to_value()
    }

    /// Returns how bad it is.
    pub fn severity(&self) -> Severity {
        self.extras
            .as_ref()
            .map_or(Severity::Error, |extras| extras.severity)
    }

    /// Returns what to try instead, as a sentence.
    pub fn suggestion(&self) -> Option<&str> {
        self.extras.as_ref()?.suggestion.as_deref()
    }

    /// Returns a page that explains it.
    pub fn help_url(&self) -> Option<&str> {
        self.extras.as_ref()?.help_url.as_deref()
    }

    /// Returns the error it follows from.
    pub fn cause(&self) -> Option<&ErrorReport> {
        self.extras.as_ref()?.cause.as_ref()
    }

    fn extras_mut(&mut self) -> &mut Extras {
        self.extras.get_or_insert_default()
    }
}

/// Messages are compared as they read, however they are made.
impl PartialEq for Issue {
    fn eq(&self, other: &Self) -> bool {
        let extras = |issue: &Self| issue.extras.as_deref().cloned().unwrap_or_default();
        self.symbol == other.symbol
            && self.is_fatal == other.is_fatal
            && self.facts == other.facts
            && self.message() == other.message()
            && extras(self) == extras(other)
    }
}

impl fmt::Debug for Issue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut issue = formatter.debug_struct("Issue");
        issue
            .field("symbol", &self.symbol)
            .field("message", &self.message())
            .field("facts", &self.facts)
            .field("is_fatal", &self.is_fatal);
        if let Some(extras) = &self.extras {
            issue.field("extras", extras);
        }
        issue.finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_concealed_issue_tells_nothing_of_the_value() {
        let mut issue = Issue::text("value_not_valid", "hunter3 is not one of hunter2")
            .with("value", "hunter3")
            .with_suggestion("Did you mean `hunter2`?")
            .with_severity(Severity::Warning)
            .caused_by(ErrorReport::runtime("hunter3", "hunter3"));
        issue.conceal();
        let concealed = Issue::text("value_not_valid", "value not valid")
            .with("value", "[REDACTED]")
            .with_severity(Severity::Warning);
        assert_eq!(issue, concealed);
    }

    #[test]
    fn what_is_said_of_an_issue_can_be_asked() {
        let cause = ErrorReport::runtime("offline", "Offline");
        let issue = Issue::text("x", "X")
            .with_severity(Severity::Warning)
            .with_suggestion("Try again")
            .with_help_url("https://example.com/x")
            .caused_by(cause.clone());
        assert_eq!(issue.severity(), Severity::Warning);
        assert_eq!(
            (issue.suggestion(), issue.help_url()),
            (Some("Try again"), Some("https://example.com/x"))
        );
        assert_eq!(issue.cause(), Some(&cause));
    }

    #[test]
    fn issues_are_equal_when_they_read_the_same_and_nothing_else_differs() {
        let issue = || Issue::text("odd", "3 is odd").with("value", 3);
        let lazy = Issue::new("odd", |facts, formatter| {
            write!(formatter, "{} is odd", facts.shown("value"))
        });
        assert_eq!(lazy.with("value", 3), issue());
        for other in [
            Issue::text("strange", "3 is odd").with("value", 3),
            Issue::text("odd", "Odd").with("value", 3),
            issue().with("value", 4),
            issue().fatal(),
            issue().with_help_url("https://example.com/odd"),
        ] {
            assert_ne!(issue(), other);
        }
    }

    #[test]
    fn what_is_not_said_is_the_usual() {
        let issue = Issue::text("x", "X");
        assert_eq!(issue.severity(), Severity::Error);
        assert_eq!((issue.suggestion(), issue.help_url()), (None, None));
        assert_eq!((issue.cause(), issue.context()), (None, json!({})));
        assert_eq!(issue.clone().with_severity(Severity::Error), issue);
    }
}
