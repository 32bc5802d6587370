use super::{PHONE, Phone, Rule, RuleKind, Subject, case::on_text, phone::not_a_phone_number};
use crate::error::Issue;

/// A telephone number of E.164 that the numbering plan of its country knows.
///
/// The metadata of all countries are parsed once. The parser allocates, so that [`Phone`] is what to use where any
/// number of the right form will do.
#[derive(Debug, Clone, Copy)]
pub struct PhoneNumber;

/// `phone_number`: a telephone number of E.164 that the numbering plan of its country knows. Schemas say the form,
/// which more numbers have.
pub const PHONE_NUMBER: &RuleKind = &RuleKind {
    name: "phone_number",
    on: Subject::Text,
    symbols: PHONE.symbols,
    process: &|_, value| on_text(value, &PhoneNumber),
    schema: PHONE.schema,
    ..RuleKind::VALIDATOR
};

impl Rule<String> for PhoneNumber {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        Phone.process(value)?;
        if phonenumber::parse(None, value.as_str()).is_ok_and(|number| number.is_valid()) {
            Ok(())
        } else {
            Err(not_a_phone_number(value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing::{assert_same, check, texts};

    #[test]
    fn numbers_are_known_to_their_plan() {
        check(
            PHONE_NUMBER,
            &[],
            &texts(&["+14155552671", "+442079460958", "+493012345678", "+33142685300"]),
            &texts(&[
                "+11111111111",
                "+1415555267",
                "+9991234567",
                "4155552671",
                "+1 415 555 2671",
                "",
            ]),
        );
    }

    proptest::proptest! {
        #[test]
        fn nothing_of_the_form_breaks_the_parser(text in "[+][1-9][0-9]{6,14}") {
            assert_same(&PhoneNumber, PHONE_NUMBER, &[], text);
        }
    }
}
