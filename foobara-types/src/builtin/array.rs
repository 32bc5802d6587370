//! Any number of elements of one type.

use crate::{declaration::Base, error::InputErrors, path::At, typed::Typed};

impl<T: Typed + 'static> Typed for Vec<T> {
    const BASE: Base = Base::Array(T::DECLARATION);
    const SENSITIVE: bool = T::SENSITIVE;
    const CHECKED: bool = T::CHECKED;

    fn check(&mut self, at: Option<&At<'_>>, errors: &mut InputErrors) {
        if !T::CHECKED {
            return;
        }
        for (index, element) in self.iter_mut().enumerate() {
            if errors.is_full() {
                return;
            }
            element.check(Some(&At::index(at, index)), errors);
        }
    }
}
