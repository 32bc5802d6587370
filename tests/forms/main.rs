//! The forms that commands have, and the ways in which they use each other.

mod associations;
mod defined;
mod defined_mapping;
mod defined_validation;
mod described;
mod groups;
mod joined;
mod mappers;
mod names;
mod nowhere;
mod records;
mod reported;
mod results;
mod shared;
