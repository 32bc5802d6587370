//! What entities say of their records, and what becomes of it in an app.

mod rules;
mod stamps;
mod subsets;
mod zoo;
