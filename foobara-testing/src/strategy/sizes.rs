use std::ops::RangeInclusive;

use foobara_types::{Argument, Declaration};

/// Returns how many characters, elements or entries the rules of a declaration ask for, and `most` more than the fewest
/// where they do not say.
pub(super) fn sizes(declaration: &Declaration, most: usize) -> RangeInclusive<usize> {
    let (mut low, mut high) = (0, None);
    for rule in declaration.all_rules() {
        let size = rule.arguments.first().and_then(size);
        match (rule.kind.name, size) {
            ("not_empty", _) => low = low.max(1),
            ("min_length" | "min_size", Some(size)) => low = low.max(size),
            ("max_length" | "max_size", Some(size)) => {
                high = Some(high.map_or(size, |high: usize| high.min(size)))
            }
            ("size", Some(size)) => (low, high) = (size, Some(size)),
            _ => {}
        }
    }
    let high = high.map_or(low + most, |high| high.min(low.saturating_add(most)));
    low..=high.max(low)
}

fn size(argument: &Argument) -> Option<usize> {
    usize::try_from(argument.to_value().as_u64()?).ok()
}
