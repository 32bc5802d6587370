use std::{fmt, rc::Rc};

use proptest::{
    strategy::{BoxedStrategy, NewTree, Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// How often a value is tried before there is said to be none.
const TRIES: usize = 1_000;

/// Whether a value is one of those that are looked for.
type Judge<T> = Rc<dyn Fn(&T) -> bool>;

/// The values of `source` that `keep` is true of. Unlike those of `prop_filter`, tries are counted for each value.
pub(super) fn kept<T: fmt::Debug + 'static>(
    what: impl Into<Rc<str>>,
    source: impl Strategy<Value = T> + 'static,
    keep: impl Fn(&T) -> bool + 'static,
) -> BoxedStrategy<T> {
    Kept {
        what: what.into(),
        source: source.boxed(),
        keep: Rc::new(keep),
    }
    .boxed()
}

/// Returns a runner that always draws the same, and quickly.
pub(super) fn sampler() -> TestRunner {
    TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::XorShift),
    )
}

/// Returns whether a strategy comes to a value at all.
pub(super) fn has_values<T: fmt::Debug>(strategy: &BoxedStrategy<T>) -> bool {
    strategy.new_tree(&mut sampler()).is_ok()
}

/// Returns whether about one value in ten or more is kept.
pub(super) fn is_often<T: fmt::Debug>(source: &BoxedStrategy<T>, keep: impl Fn(&T) -> bool) -> bool {
    const SAMPLES: usize = 40;
    let mut runner = sampler();
    let samples = (0..SAMPLES).filter_map(|_| source.new_tree(&mut runner).ok());
    samples.filter(|tree| keep(&tree.current())).count() >= SAMPLES / 10
}

struct Kept<T> {
    what: Rc<str>,
    source: BoxedStrategy<T>,
    keep: Judge<T>,
}

struct KeptTree<T> {
    source: Box<dyn ValueTree<Value = T>>,
    keep: Judge<T>,
}

impl<T> fmt::Debug for Kept<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Kept").field(&self.what).finish()
    }
}

impl<T: fmt::Debug + 'static> Strategy for Kept<T> {
    type Tree = KeptTree<T>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        for _ in 0..TRIES {
            let source = self.source.new_tree(runner)?;
            if (self.keep)(&source.current()) {
                return Ok(KeptTree {
                    source,
                    keep: Rc::clone(&self.keep),
                });
            }
        }
        Err(format!("none of {TRIES} values was {}", self.what).into())
    }
}

impl<T: fmt::Debug> KeptTree<T> {
    /// Goes back to a value that is kept.
    fn settle(&mut self) {
        while !(self.keep)(&self.source.current()) {
            if !self.source.complicate() {
                return;
            }
        }
    }
}

impl<T: fmt::Debug> ValueTree for KeptTree<T> {
    type Value = T;

    fn current(&self) -> T {
        self.source.current()
    }

    fn simplify(&mut self) -> bool {
        let is_simpler = self.source.simplify();
        if is_simpler {
            self.settle();
        }
        is_simpler
    }

    fn complicate(&mut self) -> bool {
        let is_more = self.source.complicate();
        if is_more {
            self.settle();
        }
        is_more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even() -> BoxedStrategy<u32> {
        kept("even", 0..10_000_u32, |number| number % 2 == 0)
    }

    #[test]
    fn values_are_kept_while_they_shrink() {
        let mut tree = even().new_tree(&mut sampler()).expect("half are even");
        while tree.simplify() {
            assert_eq!(tree.current() % 2, 0);
        }
    }

    #[test]
    fn tries_end() {
        let none = kept("above itself", 0..9_u8, |_| false);
        assert!(has_values(&even()));
        assert!(!has_values(&none));
        assert!(is_often(&even(), |number| number % 2 == 0));
        assert!(!is_often(&even(), |number| *number == 1));
    }
}
