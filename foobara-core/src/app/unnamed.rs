//! Models without a name that hold themselves: no description could refer to them, and none could write them out.

use foobara_types::{Attribute, AttributesType, Base, Declaration, ModelType, declaration::Content};

use super::BuildError;
use crate::entry::CommandEntry;

/// Reports a command whose inputs or result are, or hold, such a model.
pub(super) fn check(command: &CommandEntry, mistakes: &mut Vec<BuildError>) {
    let mut walk = Walk::default();
    if walk.any(&command.meta.inputs) || walk.holds_itself(&command.output) {
        let of = command.meta.reference();
        mistakes.push(BuildError::UnnamedCycle { of });
    }
}

/// Reports a model with a name that holds one without.
pub(super) fn check_model(model: &ModelType, mistakes: &mut Vec<BuildError>) {
    if Walk::default().any(&model.attributes) {
        let of = model.reference();
        mistakes.push(BuildError::UnnamedCycle { of });
    }
}

/// The attributes on the way, by their addresses.
#[derive(Default)]
struct Walk(Vec<*const Attribute>);

impl Walk {
    fn any(&mut self, declared: &AttributesType) -> bool {
        let mut attributes = declared.attributes.iter();
        attributes.any(|attribute| self.holds_itself(&attribute.declaration))
    }

    /// Goes on below a declaration. Models with a name are checked by themselves.
    fn holds_itself(&mut self, declaration: &Declaration) -> bool {
        match &declaration.base {
            Base::Array(_) | Base::Map(_) | Base::Tuple(_) => {
                let mut elements = declaration.element_types().into_iter();
                elements.any(|element| self.holds_itself(element))
            }
            Base::Union(union) => union.variants.iter().any(|variant| match &variant.content {
                Content::Nothing => false,
                Content::Value(value) => self.holds_itself(value),
                Content::Attributes(attributes) => self.unnamed(attributes),
            }),
            Base::Attributes(attributes) => self.unnamed(attributes),
            _ => false,
        }
    }

    fn unnamed(&mut self, declared: &AttributesType) -> bool {
        let address = declared.attributes.as_ptr();
        if declared.attributes.is_empty() {
            return false;
        }
        if self.0.contains(&address) {
            return true;
        }
        self.0.push(address);
        let found = self.any(declared);
        self.0.pop();
        found
    }
}
