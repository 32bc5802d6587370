/// How records in a result are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// References to records as their keys.
    #[default]
    Atomic,
    /// References to records as the records, loaded within the run.
    Aggregate,
}
