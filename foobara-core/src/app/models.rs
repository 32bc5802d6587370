//! The models and rules that commands are made of.

use std::{collections::HashSet, ptr};

use foldhash::fast::RandomState;
use foobara_types::{
    AttributesType, Base, Declaration, ModelType, Ref, RuleKind,
    declaration::{Content, NamedType},
};

use crate::entry::CommandEntry;

/// Models with a name, each once, and named types and rules.
#[derive(Default)]
pub(crate) struct Models {
    models: Vec<&'static ModelType>,
    rules: Vec<&'static RuleKind>,
    named: Vec<Ref<NamedType>>,
    /// The addresses of the models and rules that are there, and of attributes without a name, which may hold themselves.
    known: HashSet<usize, RandomState>,
}

impl Models {
    /// Adds those that a command takes, returns and publishes, and those that they refer to.
    pub(crate) fn add_shown(&mut self, command: &CommandEntry) {
        self.add_attributes(&command.meta.inputs);
        self.add_declaration(&command.output);
        self.add_models(command.meta.publishes.iter().map(|message| message()));
    }

    /// Adds those that a command reads and writes, too.
    pub(crate) fn add_all(&mut self, command: &CommandEntry) {
        self.add_shown(command);
        for model in command.meta.reads.iter().chain(command.meta.writes) {
            self.add(model());
        }
    }

    /// Adds models that are known by their declarations.
    pub(crate) fn add_models(&mut self, models: impl Iterator<Item = &'static ModelType>) {
        models.for_each(|model| self.add(model));
    }

    /// Returns the models sorted by full name.
    pub(crate) fn sorted(&self) -> Vec<&'static ModelType> {
        let mut models = self.models.clone();
        models.sort_by_cached_key(|model| model.reference());
        models
    }

    /// Returns the types that have a name of their own, some more than once.
    pub(crate) fn named(&self) -> &[Ref<NamedType>] {
        &self.named
    }

    /// Returns the rules that values are under, some more than once.
    pub(crate) fn rules(&self) -> &[&'static RuleKind] {
        &self.rules
    }

    fn add_attributes(&mut self, attributes: &AttributesType) {
        for attribute in attributes.attributes.iter() {
            self.add_declaration(&attribute.declaration);
        }
    }

    fn add_unnamed(&mut self, attributes: &AttributesType) {
        let address = attributes.attributes.as_ptr().addr();
        if attributes.attributes.is_empty() || self.known.insert(address) {
            self.add_attributes(attributes);
        }
    }

    fn add_declaration(&mut self, declaration: &Declaration) {
        for rule in declaration.all_rules() {
            if self.known.insert(ptr::from_ref(rule.kind).addr()) {
                self.rules.push(rule.kind);
            }
        }
        self.named.extend(declaration.named.clone());
        match &declaration.base {
            Base::Array(element) => self.add_declaration(element),
            Base::Tuple(tuple) => tuple
                .elements
                .iter()
                .for_each(|element| self.add_declaration(element)),
            Base::Map(map) => {
                self.add_declaration(&map.key);
                self.add_declaration(&map.value);
            }
            Base::Union(union) => union
                .variants
                .iter()
                .for_each(|variant| self.add_content(&variant.content)),
            Base::Attributes(attributes) => self.add_unnamed(attributes),
            Base::Model(Ref::Static(model))
            | Base::Key(Ref::Static(model))
            | Base::Record(Ref::Static(model)) => {
                self.add(model());
            }
            _ => {}
        }
    }

    fn add_content(&mut self, content: &Content) {
        match content {
            Content::Nothing => {}
            Content::Value(declaration) => self.add_declaration(declaration),
            Content::Attributes(attributes) => self.add_unnamed(attributes),
        }
    }

    fn add(&mut self, model: &'static ModelType) {
        if self.known.insert(ptr::from_ref(model).addr()) {
            self.models.push(model);
            self.add_attributes(&model.attributes);
        }
    }
}
