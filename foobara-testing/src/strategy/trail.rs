use std::ptr;

/// The models and unions that a walk over types is within, by which it finds that a type refers to itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Trail(Vec<usize>);

impl Trail {
    /// Returns the trail within a part.
    pub(super) fn within<T>(&self, part: &T) -> Self {
        let mut parts = self.0.clone();
        parts.push(ptr::from_ref(part).addr());
        Self(parts)
    }

    /// Returns whether values should end as soon as they can: a type is within itself, and once more.
    pub(super) fn is_deep(&self) -> bool {
        self.rounds() > 2
    }

    /// Returns whether values did not end: a type has no values but endless ones.
    pub(super) fn is_endless(&self) -> bool {
        self.rounds() > 6
    }

    /// How many times the innermost part is on the trail.
    fn rounds(&self) -> usize {
        self.0
            .last()
            .map_or(0, |last| self.0.iter().filter(|part| *part == last).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_are_those_of_one_type() {
        let (one, other) = (1, 2);
        let twice = Trail::default().within(&one).within(&other).within(&one);
        assert!(!twice.is_deep());
        let thrice = twice.within(&other).within(&one);
        assert!(thrice.is_deep());
        assert!(!thrice.is_endless());
    }
}
