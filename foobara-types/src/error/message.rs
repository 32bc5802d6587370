use std::{
    borrow::Cow,
    fmt::{self, Write},
};

use serde::{Serialize, Serializer};

use super::{Facts, Issue};

/// Says what the facts mean, for people: writes a sentence without a final period.
///
/// It must not fail unless the formatter does.
pub type Sentence = fn(&Facts, &mut fmt::Formatter<'_>) -> fmt::Result;

/// Where the message of an issue comes from. Nothing is written before somebody reads it.
#[derive(Clone)]
pub(super) enum Message {
    Text(Cow<'static, str>),
    Sentence(Sentence),
    /// The words of the symbol, for issues whose facts are secret.
    Symbol,
}

/// The message of an [`Issue`], written when it is shown or serialised.
#[derive(Clone, Copy)]
pub struct Shown<'a>(pub(super) &'a Issue);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.message {
            Message::Text(text) => formatter.write_str(text),
            Message::Sentence(sentence) => sentence(&self.0.facts, formatter),
            Message::Symbol => {
                let mut words = self.0.symbol.split('_');
                words.next().map_or(Ok(()), |first| formatter.write_str(first))?;
                words.try_for_each(|word| {
                    formatter.write_str(" ")?;
                    formatter.write_str(word)
                })
            }
        }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_string().fmt(formatter)
    }
}

impl Serialize for Shown<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.message {
            Message::Text(text) => serializer.serialize_str(text),
            Message::Sentence(_) | Message::Symbol => serializer.collect_str(self),
        }
    }
}

impl PartialEq for Shown<'_> {
    fn eq(&self, other: &Self) -> bool {
        *self == *other.to_string().as_str()
    }
}

impl PartialEq<str> for Shown<'_> {
    fn eq(&self, text: &str) -> bool {
        let mut unread = Unread(text);
        write!(unread, "{self}").is_ok() && unread.0.is_empty()
    }
}

/// Takes what is written for as long as it is the text.
struct Unread<'a>(&'a str);

impl Write for Unread<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(text).ok_or(fmt::Error)?;
        Ok(())
    }
}

impl PartialEq<&str> for Shown<'_> {
    fn eq(&self, text: &&str) -> bool {
        self == *text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_compared_as_it_reads() {
        let lazy = Issue::new("odd", |facts, formatter| {
            write!(formatter, "{} is odd", facts.shown("value"))
        });
        let lazy = lazy.with("value", 3);
        assert!(lazy.message() == "3 is odd");
        assert!(lazy.message() == Issue::text("odd", "3 is odd").message());
        for other in ["3 is od", "3 is odd!", "4 is odd", ""] {
            assert!(lazy.message() != other, "{other}");
        }
    }

    #[test]
    fn the_words_of_a_symbol_are_its_message() {
        let mut issue = Issue::text("is_too_old", "9 is too old");
        issue.conceal();
        assert!(issue.message() == "is too old");
    }
}
