//! What every connector must hold: the same calls come to the same end, whatever they went by.
//!
//! A connector joins by implementing [`Way`](crate::Way) as a client of it, and by being among the ways that [`agree`]
//! is called with. [`agree_on_texts`] does the same for inputs that no JSON value can be, and [`agree_on_any`] for
//! sequences of calls drawn at random.

mod agree;
mod property;

pub use agree::{agree, agree_on_texts};
pub use property::agree_on_any;
