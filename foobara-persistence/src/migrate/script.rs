use std::fmt::Write;

/// What stands where the author of a migration has to put a value. No database takes it, and `up` does not either.
pub(super) const PLACEHOLDER: &str = "<<VALUE>>";

/// The text of a migration while it is written.
#[derive(Debug, Default)]
pub(super) struct Script {
    /// The text so far.
    text: String,
    /// What its author has to decide.
    reviews: Vec<String>,
}

impl Script {
    /// Returns the beginning of a text, which says what it is.
    pub(super) fn new(title: &str) -> Self {
        let mut script = Self::default();
        script.comment(title);
        script
    }

    /// Begins a part of the text.
    pub(super) fn part(&mut self, title: &str) {
        self.text.push('\n');
        self.comment(title);
    }

    /// Says what the author has to decide about what comes next.
    pub(super) fn review(&mut self, text: String) {
        self.comment(&format!("review: {text}"));
        self.reviews.push(text);
    }

    /// Writes a statement.
    pub(super) fn statement(&mut self, text: &str) {
        let _ = writeln!(self.text, "{text};");
    }

    /// Returns the text, and what its author has to decide.
    pub(super) fn finish(self) -> (String, Vec<String>) {
        (self.text, self.reviews)
    }

    /// Names may have line breaks in them, at which a comment would end.
    fn comment(&mut self, text: &str) {
        let line: String = text
            .chars()
            .map(|char| if char.is_control() { ' ' } else { char })
            .collect();
        let _ = writeln!(self.text, "-- {line}");
    }
}
