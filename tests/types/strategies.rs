//! The strategies of the testing kit keep what they promise.

use foobara_testing::{
    proptest::prelude::*,
    strategy::{self, Castable, Invalid},
};
use foobara_types::{InputErrors, cast, json::Notes};
use serde_json::Value;

use crate::samples::{DEPTH, config, declarations, declared, keys};

/// A declaration, and what a strategy makes of it where it makes something.
fn with<T: std::fmt::Debug + Clone + 'static>(
    values: impl Fn(&foobara_types::Declaration) -> Option<BoxedStrategy<T>> + 'static,
) -> BoxedStrategy<(Value, Option<T>)> {
    declarations()
        .strategy(DEPTH)
        .prop_ind_flat_map(move |data| {
            let values = values(&declared(&data));
            let values = values.map_or_else(|| Just(None).boxed(), |values| values.prop_map(Some).boxed());
            (Just(data), values)
        })
        .boxed()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn valid_values_are_accepted_as_they_are_and_never_fail((data, value) in with(|declaration| Some(strategy::valid(declaration)))) {
        let declaration = declared(&data);
        let value = value.expect("every declaration has values");
        prop_assert!(cast::accepts(&declaration, &value), "{}", value);
        prop_assert_eq!(declaration.process(value, &Notes::none()).err(), None);
    }

    #[test]
    fn invalid_values_fail_where_and_as_they_say((data, invalid) in with(strategy::invalid)) {
        if let Some(Invalid { value, path, symbols }) = invalid {
            let declaration = declared(&data);
            prop_assert!(!cast::accepts(&declaration, &value), "{}", value);
            let errors = declaration.process(value.clone(), &Notes::none()).err().unwrap_or_default();
            let found = keys(&errors);
            prop_assert!(found.iter().any(|(_, symbol)| symbols.contains(symbol)), "{:?} and not {:?}", found, symbols);
            prop_assert!(found.iter().all(|(at, _)| at == path.segments()), "{:?} and not at {}", found, path);
        }
    }

    #[test]
    fn castable_values_become_what_they_say((data, castable) in with(strategy::castable)) {
        if let Some(Castable { value, strict }) = castable {
            let declaration = declared(&data);
            prop_assert!(!cast::accepts(&declaration, &value), "{}", value);
            let (mut cast, mut errors) = (value, InputErrors::new());
            cast::cast_value(&declaration, &mut cast, None, &mut errors);
            prop_assert_eq!((cast, errors), (strict, InputErrors::new()));
        }
    }
}
