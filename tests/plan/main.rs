//! What a plan shows, what it leaves alone, and what applying it does.

mod shop;
mod trade;

mod applied;
mod described;
mod observed;
mod outdated;
mod refused;
mod shown;
mod tokens;
