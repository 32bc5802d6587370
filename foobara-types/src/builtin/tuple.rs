//! Arrays of a fixed number of elements.

use std::borrow::Cow;

use crate::{
    declaration::{Base, Declaration, Ref, TupleType},
    error::InputErrors,
    path::At,
    typed::Typed,
};

macro_rules! tuples {
    ($(($($element:ident $index:tt),+))*) => {$(
        impl<$($element: Typed + 'static),+> Typed for ($($element,)+) {
            const BASE: Base = Base::Tuple(Ref::Static(|| {
                const {
                    &TupleType {
                        elements: Cow::Borrowed(const { &[$(Declaration::of::<$element>()),+] }),
                    }
                }
            }));
            const SENSITIVE: bool = $($element::SENSITIVE)||+;
            const CHECKED: bool = $($element::CHECKED)||+;

            fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
                $(self.$index.check(Some(&At::index(at, $index)), errors);)+
            }
        }
    )*};
}

tuples! {
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
}
