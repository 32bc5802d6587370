//! What the manifest says of them.

use std::time::Duration;

use foobara::{
    Exposure, Place,
    concern::{Bulkhead, CircuitBreaker, Timeout},
};
use serde_json::json;

use crate::{
    lab::{Lab, Write, app, builder},
    traced::Trace,
};

#[test]
fn the_manifest_names_them() {
    let app = app(builder().concern_domain::<Lab>(Trace::default().around("outer", Place::Root)));
    let exposure = Exposure::of(&app).all().build().expect("no mistakes");
    let notes = exposure
        .command("Notes")
        .found()
        .expect("a command")
        .manifest(&app);
    assert_eq!(notes["concerns"], json!(["silent", "outer"]));
}

#[test]
fn the_manifest_has_their_errors_those_of_sub_commands_too() {
    let app = app(builder()
        .concern_command::<Write>(CircuitBreaker::new())
        .concern_command::<Write>(Timeout::after(Duration::from_secs(1)))
        .concern_command::<Write>(Bulkhead::of(1).at_root()));
    let exposure = Exposure::of(&app).all().build().expect("no mistakes");
    let keys = |name: &str| {
        let command = exposure.command(name).found().expect("a command");
        let errors = command.manifest(&app)["possible_errors"].clone();
        let keys = errors.as_object().expect("an object").keys().cloned();
        keys.filter(|key| key.contains("runtime.")).collect::<Vec<_>>()
    };
    assert_eq!(
        keys("Write"),
        [
            "runtime.boom",
            "runtime.circuit_open",
            "runtime.overloaded",
            "runtime.timeout"
        ]
    );
    assert_eq!(
        keys("Delegate"),
        [
            "lab::write>runtime.boom",
            "lab::write>runtime.circuit_open",
            "runtime.timeout"
        ]
    );
    let manifest = exposure.manifest();
    let open = &manifest["error"]["Lab::Write::CircuitOpenError"];
    assert_eq!(open["symbol"], "circuit_open");
    let context = &open["context_type_declaration"]["element_type_declarations"]["retry_after"];
    assert_eq!(context["type"], "integer");
    for key in ["runtime.circuit_open", "runtime.overloaded", "runtime.timeout"] {
        let class = &manifest["command"]["Lab::Write"]["possible_errors"][key]["error"];
        let class = class.as_str().expect("a class");
        assert!(manifest["error"].get(class).is_some(), "{class}");
    }
}
