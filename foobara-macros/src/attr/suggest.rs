//! Did you mean …?

/// Returns the known word that was probably meant.
pub(crate) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let (distance, nearest) = known.iter().map(|known| (distance(word, known), *known)).min()?;
    (distance <= nearest.len().div_ceil(3)).then_some(nearest)
}

/// Counts the letters to add, leave out, or change to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (index, letter) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, other) in to.chars().enumerate() {
            let changed = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[row.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_nothing_far_fetched() {
        let known = ["min", "max", "min_length", "matches", "email"];
        assert_eq!(nearest("minlength", &known), Some("min_length"));
        assert_eq!(nearest("match", &known), Some("matches"));
        assert_eq!(nearest("mni", &known), None);
        assert_eq!(nearest("mim", &known), Some("min"));
        assert_eq!(nearest("colour", &known), None);
    }
}
