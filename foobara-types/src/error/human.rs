//! Errors for people: a line each, with nothing in it that a terminal would act upon.

use std::fmt::{self, Write};

use super::{Category, ErrorCollection, ErrorReport};

impl ErrorCollection {
    /// Returns a line for each error: where it is, what is wrong, what to try. Causes come below, indented.
    ///
    /// Control characters and marks that turn the direction of text are escaped. The text is the same for the same
    /// errors, and ends in a line feed unless it is empty.
    ///
    /// ```
    /// use foobara_types::{ErrorCollection, ErrorReport, Issue};
    ///
    /// let issue = Issue::text("value_not_valid", "\"gren\" is not one of \"red\", \"green\"");
    /// let error = ErrorReport::input("lamp.colour".into(), issue.with_suggestion("Did you mean `green`?"));
    /// let cause = ErrorReport::runtime("offline", "The lamp is offline");
    /// assert_eq!(
    ///     ErrorCollection::from(error.caused_by(cause)).to_human(),
    ///     "lamp.colour: \"gren\" is not one of \"red\", \"green\". Did you mean `green`?\n  \
    ///        because of run: The lamp is offline\n",
    /// );
    /// ```
    pub fn to_human(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.0.iter().try_for_each(|error| write(error, &mut text));
        text
    }
}

fn write(error: &ErrorReport, text: &mut String) -> fmt::Result {
    let causes = std::iter::successors(Some(error), |error| error.issue.cause());
    for (depth, error) in causes.enumerate() {
        if depth > 0 {
            write!(text, "{:indent$}because of ", "", indent = depth * 2)?;
        }
        write!(Visible(text), "{}", Line(error))?;
        text.push('\n');
    }
    Ok(())
}

/// One error without its causes.
struct Line<'a>(&'a ErrorReport);

impl fmt::Display for Line<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = self.0;
        fmt::Display::fmt(&error.runtime_path, formatter)?;
        match error.category {
            Category::Data if error.path.is_root() => formatter.write_str("inputs")?,
            Category::Data => error.path.fmt(formatter)?,
            Category::Runtime => formatter.write_str("run")?,
        }
        write!(formatter, ": {}", error.message())?;
        match error.issue.suggestion() {
            Some(suggestion) => write!(formatter, ". {suggestion}"),
            None => Ok(()),
        }
    }
}

/// Writes to a text what can be seen as it is, and the rest as escapes.
struct Visible<'a>(&'a mut String);

impl Write for Visible<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            if is_hidden(character) {
                self.0.extend(character.escape_default());
            } else {
                self.0.push(character);
            }
        }
        Ok(())
    }
}

/// Controls, ends of lines, and marks that turn the direction of text.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Issue;

    #[track_caller]
    fn check(errors: Vec<ErrorReport>, expected: &str) {
        assert_eq!(ErrorCollection(errors).to_human(), expected);
    }

    #[test]
    fn each_error_is_a_line() {
        let mut price = ErrorReport::input("lines.0.price".into(), Issue::text("odd", "3 is odd"));
        price.runtime_path.enter("zoo::feed".into());
        let whole = ErrorReport::input("".into(), Issue::text("cold", "Cold"));
        let run = ErrorReport::runtime("too_old", "Too old");
        check(
            vec![price, whole, run],
            "zoo::feed>lines.0.price: 3 is odd\ninputs: Cold\nrun: Too old\n",
        );
        check(Vec::new(), "");
    }

    #[test]
    fn causes_are_indented_each_below_its_effect() {
        let disk = ErrorReport::runtime("full", "The disk is full").with_suggestion("Delete something");
        let storage = ErrorReport::runtime("storage", "Cannot store").caused_by(disk);
        check(
            vec![ErrorReport::runtime("x", "Cannot save").caused_by(storage)],
            "run: Cannot save\n  because of run: Cannot store\n    because of run: The disk is full. Delete something\n",
        );
    }

    #[test]
    fn what_came_with_the_inputs_makes_no_lines() {
        let error = ErrorReport::input("a\nrun: b".into(), Issue::text("x", "\u{1b}[31m\u{202e}\\n"));
        check(vec![error], "a\\nrun: b: \\u{1b}[31m\\u{202e}\\n\n");
    }
}
