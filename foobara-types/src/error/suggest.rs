//! "Did you mean": what is spelt like a word, found in bounded time whatever the word is.

use std::fmt::Write;

/// Longer words have no likeness: they are data, not slips of a finger.
const LONGEST: usize = 40;
/// The number of candidates that are looked at.
const MOST_CANDIDATES: usize = 256;
/// The number of words of one issue that are looked at.
const MOST_WORDS: usize = 3;
/// The largest distance.
const FARTHEST: usize = 3;

/// Returns the candidate that is spelt most like `word`; the first of several.
///
/// Spelt alike are words, in upper or lower case, that at most three slips part, and at most one for every three
/// letters: a letter too many, too few, wrong, or swapped with the next. Words of more than 40 characters are like none,
/// and of the candidates the first 256 are looked at, so that the time is bounded.
///
/// ```
/// use foobara_types::error::nearest;
///
/// assert_eq!(nearest("color", ["name", "colour"]), Some("colour"));
/// assert_eq!(nearest("colour", ["name", "age"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = letters(word)?;
    candidates
        .into_iter()
        .take(MOST_CANDIDATES)
        .filter_map(|candidate| Some((slips(&word, candidate)?, candidate)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}

/// Returns how many slips part two words that are spelt alike, as [`nearest`] says; `None` for others.
///
/// ```
/// use foobara_types::error::likeness;
///
/// assert_eq!(likeness("color", "Colour"), Some(1));
/// assert_eq!(likeness("color", "age"), None);
/// ```
pub fn likeness(word: &str, candidate: &str) -> Option<usize> {
    slips(&letters(word)?, candidate)
}

fn slips(word: &[char], candidate: &str) -> Option<usize> {
    let letters = letters(candidate)?;
    let farthest = (word.len().max(letters.len()) / 3).clamp(1, FARTHEST);
    let distance = distance(word, &letters, farthest)?;
    (distance < word.len().max(letters.len())).then_some(distance)
}

/// Says which attributes may have been meant.
pub(super) fn attributes(unexpected: &[String], allowed: &[&str]) -> Option<String> {
    if let [only] = unexpected {
        return nearest(only, allowed.iter().copied()).map(did_you_mean);
    }
    let meant = unexpected.iter().take(MOST_WORDS).filter_map(|word| {
        let nearest = nearest(word, allowed.iter().copied())?;
        Some(format!("`{nearest}` for `{word}`"))
    });
    let meant: Vec<String> = meant.collect();
    (!meant.is_empty()).then(|| format!("Did you mean {}?", meant.join(", ")))
}

pub(super) fn did_you_mean(word: &str) -> String {
    let mut sentence = String::with_capacity(word.len() + 16);
    // Writing to a string does not fail.
    let _ = write!(sentence, "Did you mean `{word}`?");
    sentence
}

/// Returns the letters of a word in lower case; `None` for a word that is too long.
fn letters(word: &str) -> Option<Vec<char>> {
    let fits = word.len() <= LONGEST * 4 && word.chars().nth(LONGEST).is_none();
    fits.then(|| word.chars().flat_map(char::to_lowercase).collect())
}

/// Returns the number of slips between two words, where a swap of neighbours is one; `None` beyond `farthest`.
///
/// This is the distance of optimal string alignment. Three rows of its table are kept, and in each only the cells are
/// looked at that are no farther from the diagonal than the distance may be.
fn distance(one: &[char], other: &[char], farthest: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > farthest {
        return None;
    }
    let mut before_last = vec![0; other.len() + 1];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut row = before_last.clone();
    for index in 0..one.len() {
        row.fill(farthest + 1);
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
        for column in index.saturating_sub(farthest)..other.len().min(index + farthest + 1) {
            let least = cell(one, other, (index, column), [&before_last, &last, &row]);
            if let (Some(least), Some(cell)) = (least, row.get_mut(column + 1)) {
                *cell = least;
            }
        }
        if row.iter().all(|distance| *distance > farthest) {
            return None;
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.last().copied().filter(|distance| *distance <= farthest)
}

/// Returns the least distance of the words up to a letter of each, from the cells around it.
fn cell(
    one: &[char],
    other: &[char],
    (index, column): (usize, usize),
    [before_last, last, row]: [&[usize]; 3],
) -> Option<usize> {
    let is_same = one.get(index)? == other.get(column)?;
    let replaced = last.get(column)? + usize::from(!is_same);
    let least = replaced.min(last.get(column + 1)? + 1).min(row.get(column)? + 1);
    let swapped = || {
        let (before, above) = (index.checked_sub(1)?, column.checked_sub(1)?);
        let is_swapped = one.get(before)? == other.get(column)? && one.get(index)? == other.get(above)?;
        let distance = before_last.get(above)? + 1;
        is_swapped.then_some(distance)
    };
    Some(swapped().map_or(least, |swapped| least.min(swapped)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(word: &str, candidates: &[&'static str], expected: Option<&str>) {
        assert_eq!(nearest(word, candidates.iter().copied()), expected, "{word}");
    }

    #[test]
    fn slips_are_seen_through() {
        let names = ["name", "email", "first_name", "colour", "age"];
        for (word, meant) in [
            ("nmae", "name"),
            ("Email", "email"),
            ("firstName", "first_name"),
            ("color", "colour"),
            ("ages", "age"),
            ("agе", "age"),
        ] {
            check(word, &names, Some(meant));
        }
        for word in ["", "x", "address", "by"] {
            check(word, &names, None);
        }
    }

    #[test]
    fn the_nearest_comes_first() {
        check("read", &["raed", "red", "reads", "bead"], Some("raed"));
        check("green", &["greek", "green"], Some("green"));
    }

    #[test]
    fn single_letters_are_like_nothing_but_themselves() {
        check("a", &["b"], None);
        check("A", &["a"], Some("a"));
    }

    #[test]
    fn every_three_letters_may_have_a_slip_and_no_word_more_than_three() {
        for (word, candidate, expected) in [
            ("lemon", "Lemon", Some(0)),
            ("lemon", "lamon", Some(1)),
            ("lemon", "lamen", None),
            ("orange", "orengo", Some(2)),
            ("capybaras", "kapibaraz", Some(3)),
            ("hippopotamus", "hypopotamuz", Some(3)),
            ("hippopotamus", "ypopotamuz", None),
        ] {
            assert_eq!(likeness(word, candidate), expected, "{word} {candidate}");
        }
    }

    #[test]
    fn long_words_and_late_candidates_are_not_looked_at() {
        for letter in ["a", "\u{1f9ab}"] {
            let (longest, long) = (letter.repeat(40), letter.repeat(41));
            assert_eq!(likeness(&longest, &longest), Some(0));
            assert_eq!(nearest(&long, [long.as_str()]), None);
        }
        let many = (0..300).map(|_| "other").chain(["name"]);
        assert_eq!(nearest("nam", many), None);
    }

    /// Returns every word of at most three of three letters.
    fn words() -> Vec<Vec<char>> {
        let longer = |words: Vec<Vec<char>>| -> Vec<Vec<char>> {
            let longer = words
                .iter()
                .flat_map(|word| ['a', 'b', 'c'].map(|letter| [word, [letter].as_slice()].concat()));
            [vec![Vec::new()], longer.collect()].concat()
        };
        longer(longer(longer(vec![Vec::new()])))
    }

    /// Returns the number of slips as their definition says it, from the ends of the words.
    fn defined(one: &[char], other: &[char]) -> usize {
        let ([shorter @ .., last], [other_shorter @ .., other_last]) = (one, other) else {
            return one.len().max(other.len());
        };
        let replaced = defined(shorter, other_shorter) + usize::from(last != other_last);
        let least = replaced
            .min(defined(shorter, other) + 1)
            .min(defined(one, other_shorter) + 1);
        match (one, other) {
            ([one @ .., a, b], [other @ .., c, d]) if (a, b) == (d, c) => least.min(defined(one, other) + 1),
            _ => least,
        }
    }

    #[test]
    fn the_distance_is_the_number_of_slips() {
        let words = words();
        for (one, other) in words
            .iter()
            .flat_map(|one| words.iter().map(move |other| (one, other)))
        {
            let slips = defined(one, other);
            for farthest in 0..4 {
                let expected = (slips <= farthest).then_some(slips);
                assert_eq!(
                    distance(one, other, farthest),
                    expected,
                    "{one:?} {other:?} {farthest}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn the_distance_is_the_same_both_ways(one in "[ab]{0,6}", other in "[ab]{0,6}") {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            prop_assert_eq!(distance(&one, &other, 9), distance(&other, &one, 9));
            prop_assert_eq!(distance(&one, &other, 9) == Some(0), one == other);
        }

        #[test]
        fn a_bound_only_hides_what_is_farther(one in "[abc]{0,8}", other in "[abc]{0,8}", farthest in 0..4_usize) {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            let unbounded = distance(&one, &other, 99).filter(|distance| *distance <= farthest);
            prop_assert_eq!(distance(&one, &other, farthest), unbounded);
        }
    }
}
