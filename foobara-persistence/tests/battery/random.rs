//! Numbers that look random and are the same in every run.

/// A sequence by the generator `SplitMix64`.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number below `bound`.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        u32::try_from(mixed % u64::from(bound)).expect("it is below a bound of 32 bits")
    }
}

#[test]
fn numbers_are_below_their_bound_and_differ() {
    let mut random = Random::new(1);
    let numbers: Vec<u32> = (0..100).map(|_| random.below(10)).collect();
    assert!(numbers.iter().all(|number| *number < 10));
    assert!((0..10).all(|number| numbers.contains(&number)));
}
