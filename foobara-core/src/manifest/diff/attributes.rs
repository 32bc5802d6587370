//! Fixed sets of attributes.

use serde_json::Value;

use super::{
    Bump,
    diff::Comparison,
    site::{Flow, Site},
};
use crate::manifest::reader::{Attributes, Declared};

impl Comparison<'_> {
    pub(super) fn attributes(&mut self, site: &Site, old: &Attributes, new: &Attributes) {
        match site.flow {
            Flow::In => self.inputs(site, old, new),
            Flow::Out => self.outputs(site, old, new),
        }
    }

    fn inputs(&mut self, site: &Site, old: &Attributes, new: &Attributes) {
        match (old.ignores_unexpected, new.ignores_unexpected) {
            (false, true) => self.wider(site, "may have attributes that are not known now"),
            (true, false) => self.narrower(site, "may have no attributes that are not known now"),
            _ => {}
        }
        for (name, declared) in &old.elements {
            let site = site.below(name);
            match new.get(name) {
                Some(newer) => {
                    self.input(&site, name, old, new);
                    self.declared(&site, declared, newer);
                }
                None => self.note(
                    &site,
                    "is gone",
                    "callers that give it are refused or not heard",
                    Bump::Major,
                ),
            }
        }
        for (name, _) in &new.elements {
            if old.get(name).is_none() {
                self.new_input(&site.below(name), name, old, new);
            }
        }
    }

    fn input(&mut self, site: &Site, name: &str, old: &Attributes, new: &Attributes) {
        match (old.required.contains(name), new.required.contains(name)) {
            (false, true) => {
                self.note(
                    site,
                    "is required now",
                    "callers that leave it out are refused",
                    Bump::Major,
                );
            }
            (true, false) => self.note(
                site,
                "may be left out now",
                "callers that give it still may",
                Bump::Minor,
            ),
            (true, true) => {}
            (false, false) => self.default(site, old.defaults.get(name), new.defaults.get(name)),
        }
    }

    fn default(&mut self, site: &Site, old: Option<&Value>, new: Option<&Value>) {
        if old == new {
            return;
        }
        let shown =
            |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), |value| format!("`{value}`"));
        let what = format!("is {} when it is left out, and was {}", shown(new), shown(old));
        self.note(
            site,
            what,
            "callers that leave it out get something else",
            Bump::Major,
        );
    }

    fn new_input(&mut self, site: &Site, name: &str, old: &Attributes, new: &Attributes) {
        if new.required.contains(name) {
            let why = "callers that do not know it are refused";
            self.note(site, "is new and required", why, Bump::Major);
        } else if old.ignores_unexpected {
            let why = "what callers gave under the name was ignored";
            self.note(site, "is new", why, Bump::Major);
        } else {
            self.note(site, "is new", "callers need not know it", Bump::Minor);
        }
    }

    fn outputs(&mut self, site: &Site, old: &Attributes, new: &Attributes) {
        for (name, declared) in shown(old) {
            let site = site.below(name);
            match new.get(name).filter(|newer| !newer.is_withheld()) {
                Some(newer) => {
                    self.output(&site, is_always_there(name, old), is_always_there(name, new));
                    self.declared(&site, declared, newer);
                }
                None => self.note(&site, "is gone", "clients miss it", Bump::Major),
            }
        }
        for (name, _) in shown(new) {
            if old.get(name).is_none_or(Declared::is_withheld) {
                self.note(
                    &site.below(name),
                    "is new",
                    "clients need not look at it",
                    Bump::Minor,
                );
            }
        }
    }

    fn output(&mut self, site: &Site, was_always_there: bool, is_always_there: bool) {
        match (was_always_there, is_always_there) {
            (true, false) => self.note(site, "may be missing now", "clients rely on it", Bump::Major),
            (false, true) => self.note(site, "is always there now", "clients may rely on it", Bump::Minor),
            _ => {}
        }
    }
}

fn shown(attributes: &Attributes) -> impl Iterator<Item = (&String, &Declared)> {
    let attributes = attributes
        .elements
        .iter()
        .map(|(name, declared)| (name, declared));
    attributes.filter(|(_, declared)| !declared.is_withheld())
}

fn is_always_there(name: &str, attributes: &Attributes) -> bool {
    attributes.required.contains(name) || attributes.defaults.contains_key(name)
}
