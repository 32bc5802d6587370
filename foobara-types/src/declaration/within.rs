/// The types that a walk is within, by their addresses: what stands within itself is not entered again.
#[derive(Debug)]
pub(super) struct Within(Vec<usize>);

impl Within {
    /// Returns a walk that is within nothing yet.
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Walks a type; one that the walk is within already comes to nothing.
    pub(super) fn enter<T, R: Default>(&mut self, part: &T, walk: impl FnOnce(&mut Self) -> R) -> R {
        let address = std::ptr::from_ref(part).addr();
        if self.0.contains(&address) {
            return R::default();
        }
        self.0.push(address);
        let result = walk(self);
        self.0.pop();
        result
    }
}
