//! What entities say of their records, and what becomes of it in an app.

mod detached;
mod rules;
mod shop;
mod stamps;
mod subsets;
mod trees;
mod zoo;
