//! Every error was announced.

use foobara_testing::proptest::prelude::*;
use foobara_types::{
    Attribute, AttributesType, DataPath,
    json::Notes,
    possible::{PossibleInputError, input_errors},
};

use crate::samples::{config, declarations, keys, samples};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_error_is_among_the_possible_ones(sample in samples(&declarations())) {
        let declaration = sample.declaration();
        let inputs = AttributesType::new([Attribute {
            name: "it".into(),
            declaration: declaration.clone(),
            required: true,
            default: None,
        }]);
        let possible = input_errors(&inputs);
        let errors = sample.values.into_iter().filter_map(|value| declaration.process(value, &Notes::none()).err());
        for (path, symbol) in errors.flat_map(|errors| keys(&errors)) {
            let path = path.into_iter().collect::<DataPath>().prepend("it");
            prop_assert!(
                possible.iter().any(|possible| possible.symbol == symbol && possible.path.matches(&path)),
                "{} at {:?} is not among {:?}", symbol, path, possible.iter().map(PossibleInputError::key).collect::<Vec<_>>()
            );
        }
    }
}
