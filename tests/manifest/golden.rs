//! The manifest recorded from Ruby foobara.

use foobara::manifest::reader::Manifest;
use serde_json::Value;

const TEXT: &str = include_str!("../../foobara-testing/golden/manifest.json");

/// Returns it as JSON.
pub(crate) fn golden() -> Value {
    serde_json::from_str(TEXT).expect("the golden manifest is JSON")
}

/// Returns it, read.
pub(crate) fn read(manifest: &Value) -> Manifest {
    Manifest::parse(manifest).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}
