//! Declarations, and values that are good, nearly good, or good nowhere.

use std::{env, sync::LazyLock};

use foobara_testing::{
    proptest::{collection, prelude::*, strategy::Union, test_runner::RngAlgorithm},
    strategy::{self, Declarations},
};
use foobara_types::{Declaration, ErrorReport, InputErrors, Segment, TypeRegistry, rule::Stage};
use serde_json::Value;

/// How deep random declarations are nested.
pub(crate) const DEPTH: u32 = 2;

pub(crate) static REGISTRY: LazyLock<TypeRegistry> = LazyLock::new(TypeRegistry::standard);

/// A declaration as data and values to process by it.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) data: Value,
    pub(crate) values: Vec<Value>,
}

impl Sample {
    pub(crate) fn declaration(&self) -> Declaration {
        declared(&self.data)
    }
}

/// As many declarations as `PROPTEST_CASES` says. Shrinking has an early end, for declarations are costly to make.
pub(crate) fn config() -> ProptestConfig {
    const CASES: u32 = 120;
    const MILLISECONDS: u32 = 15_000;
    let default = ProptestConfig::default();
    let is_said = env::var_os("PROPTEST_CASES").is_some();
    let cases = if is_said { default.cases } else { CASES };
    ProptestConfig {
        cases,
        max_global_rejects: cases.saturating_mul(4),
        max_shrink_time: MILLISECONDS,
        rng_algorithm: RngAlgorithm::XorShift,
        ..default
    }
}

pub(crate) fn declared(data: &Value) -> Declaration {
    REGISTRY
        .declare(data)
        .expect("random declarations can be declared")
}

/// Every declaration but those whose casters change what is in the strict form already.
pub(crate) fn declarations() -> Declarations {
    let casters = REGISTRY
        .rules()
        .filter(|rule| rule.stage == Stage::Cast)
        .map(|rule| rule.name);
    Declarations::of(&REGISTRY).without(&casters.collect::<Vec<_>>())
}

/// Eight values of each declaration. Declarations and values shrink apart, so that a law must hold for any of both.
pub(crate) fn samples(declarations: &Declarations) -> BoxedStrategy<Sample> {
    const VALUES: usize = 8;
    declarations
        .strategy(DEPTH)
        .prop_ind_flat_map2(|data| collection::vec(values(&declared(&data)), VALUES))
        .prop_map(|(data, values)| Sample { data, values })
        .boxed()
}

/// Values that a declaration accepts, refuses, casts, or that have nothing to do with it.
pub(crate) fn values(declaration: &Declaration) -> BoxedStrategy<Value> {
    let castable =
        strategy::castable(declaration).map(|castable| castable.prop_map(|castable| castable.value).boxed());
    let invalid =
        strategy::invalid(declaration).map(|invalid| invalid.prop_map(|invalid| invalid.value).boxed());
    let kinds = [
        (3, Some(strategy::valid(declaration))),
        (3, invalid),
        (2, castable),
        (1, Some(strategy::json())),
    ];
    Union::new_weighted(
        kinds
            .into_iter()
            .filter_map(|(weight, kind)| Some((weight, kind?)))
            .collect(),
    )
    .boxed()
}

/// Where and which each error is, in the order they were found.
pub(crate) fn keys(errors: &InputErrors) -> Vec<(Vec<Segment>, String)> {
    let key = |error: &ErrorReport| (error.path.segments().to_vec(), error.symbol().to_owned());
    errors.iter().map(key).collect()
}
