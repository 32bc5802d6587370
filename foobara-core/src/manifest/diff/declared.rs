//! What values look like.

use super::{
    diff::{Comparison, Reference},
    site::{Flow, Site},
    special_case::is_special_case,
};
use crate::manifest::{
    diff::Bump,
    reader::{Declared, Parts, Variants},
};

impl Comparison<'_> {
    pub(super) fn declared(&mut self, site: &Site, old: &Declared, new: &Declared) {
        self.description(site, old.description.as_ref(), new.description.as_ref());
        self.secrecy(site, old, new);
        match (old.allow_nil, new.allow_nil) {
            (false, true) => self.wider(site, "may be null now"),
            (true, false) => self.narrower(site, "may not be null now"),
            _ => {}
        }
        if old.type_name == new.type_name {
            let inside = site.judged(self.is_judged(new));
            self.later(Reference::Type {
                name: new.type_name.clone(),
                flow: site.flow,
                is_judged: inside.is_judged,
            });
            self.parts(&inside, &old.parts, &new.parts);
        } else {
            self.other_type(site, old, new);
        }
        self.rules(site, old, new);
    }

    /// What is withheld from results is gone from them; that is said of the attribute.
    fn secrecy(&mut self, site: &Site, old: &Declared, new: &Declared) {
        if site.flow == Flow::In && old.is_withheld() != new.is_withheld() {
            let what = if new.is_withheld() {
                "is a secret now"
            } else {
                "is no secret now"
            };
            self.note(site, what, "callers give it as before", Bump::Patch);
        }
    }

    fn other_type(&mut self, site: &Site, old: &Declared, new: &Declared) {
        let what = format!(
            "is of the type `{}` now, and was of `{}`",
            new.type_name, old.type_name
        );
        if is_special_case(self.new, old, new) {
            self.freed(&site.judged(self.is_judged(new)), what);
        } else if is_special_case(self.old, new, old) {
            self.narrower(site, what);
        } else {
            self.other(site, what);
        }
    }

    fn parts(&mut self, site: &Site, old: &Parts, new: &Parts) {
        match (old, new) {
            (Parts::Anything, Parts::Anything) => {}
            (Parts::Anything, _) => self.narrower(site, "says what its parts are now"),
            (Parts::Array(_) | Parts::Tuple(_) | Parts::Map(..), Parts::Anything) => {
                self.freed(site, "does not say what its parts are now");
            }
            (Parts::Array(old), Parts::Array(new)) => self.declared(&site.below("#"), old, new),
            (Parts::Tuple(old), Parts::Tuple(new)) => self.tuple(site, old, new),
            (Parts::Map(old_key, old), Parts::Map(new_key, new)) => {
                self.part(&site.below("keys"), old_key.as_deref(), new_key.as_deref());
                self.part(&site.below("*"), old.as_deref(), new.as_deref());
            }
            (Parts::Attributes(old), Parts::Attributes(new)) => self.attributes(site, old, new),
            (Parts::Union(old), Parts::Union(new)) => self.variants(site, old, new),
            _ => self.other(site, "has other parts now"),
        }
    }

    fn tuple(&mut self, site: &Site, old: &[Declared], new: &[Declared]) {
        if old.len() != new.len() {
            let what = format!("has {} elements now, and had {}", new.len(), old.len());
            self.other(site, what);
            return;
        }
        for (index, (old, new)) in old.iter().zip(new).enumerate() {
            self.declared(&site.below(index.to_string()), old, new);
        }
    }

    /// A part of which nothing is said is anything.
    fn part(&mut self, site: &Site, old: Option<&Declared>, new: Option<&Declared>) {
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => self.declared(site, old, new),
            (None, Some(_)) => self.narrower(site, "is no longer anything"),
            (Some(_), None) => self.freed(site, "may be anything now"),
        }
    }

    /// Notes that values are taken as they are, which a rule around them may not like.
    fn freed(&mut self, site: &Site, what: impl Into<String>) {
        if site.flow == Flow::In && site.is_judged {
            self.other(site, what);
        } else {
            self.wider(site, what);
        }
    }

    fn variants(&mut self, site: &Site, old: &Variants, new: &Variants) {
        if (&old.tag, &old.content) != (&new.tag, &new.content) {
            self.other(site, "is tagged in another way now");
            return;
        }
        for (name, content) in &old.variants {
            let site = site.below(name);
            match (content, new.get(name)) {
                (_, None) => self.narrower(&site, "is gone"),
                (None, Some(None)) => {}
                (Some(old), Some(Some(new))) => self.declared(&site, old, new),
                (None, Some(Some(_))) => self.other(&site, "holds something now"),
                (Some(_), Some(None)) => self.other(&site, "holds nothing now"),
            }
        }
        for (name, _) in &new.variants {
            if old.get(name).is_none() {
                self.wider(&site.below(name), "is new");
            }
        }
    }
}
