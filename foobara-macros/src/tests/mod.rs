//! Tests of whole derives: the code they write, and the mistakes they report.

mod expansions;
mod mistakes;
mod sharing;
