/// Where a concern goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Around a command that was asked for from outside, outside its unit of work: each time it proceeds there is a fresh
    /// one.
    Root,
    /// As [`Root`](Self::Root), and around the command where it is a sub-command, within the unit of work of its parent.
    Everywhere,
    /// Around `execute` only, inside the unit of work, once the inputs are valid and the records loaded.
    Execute,
}
