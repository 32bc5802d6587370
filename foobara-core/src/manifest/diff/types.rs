//! Types that have a name.

use super::{
    diff::Comparison,
    site::{Flow, Site},
};
use crate::manifest::reader::{DeclaredType, Entry, TypeKind};

impl Comparison<'_> {
    /// Compares a type that both manifests have. One that comes with the framework is what it was.
    pub(super) fn named_type(&mut self, name: &str, flow: Flow, is_judged: bool) {
        let (Some(old), Some(new)) = (self.old.type_named(name), self.new.type_named(name)) else {
            return;
        };
        let whole = match flow {
            Flow::In => "what callers give",
            Flow::Out => "what callers get",
        };
        let site = Site::new(name, whole, flow).judged(is_judged);
        if flow == Flow::Out {
            self.description(
                &Site::new(name, "", flow),
                old.description.as_ref(),
                new.description.as_ref(),
            );
        }
        match (old.kind, new.kind) {
            (TypeKind::BuiltIn, TypeKind::BuiltIn) => {}
            (TypeKind::Entity, TypeKind::Entity) if flow == Flow::In => self.key(&site, old, new),
            (one, other) if one != other => self.other(&site, "is made of something else now"),
            _ => self.made_of(&site, old.get(), new.get()),
        }
    }

    fn made_of(&mut self, site: &Site, old: &DeclaredType, new: &DeclaredType) {
        if let (Some(old), Some(new)) = (&old.attributes, &new.attributes) {
            self.attributes(site, old, new);
        }
        if let (Some(old), Some(new)) = (&old.declaration, &new.declaration) {
            self.declared(site, old, new);
        }
    }

    /// An entity is given by its primary key.
    fn key(&mut self, site: &Site, old: Entry<'_, DeclaredType>, new: Entry<'_, DeclaredType>) {
        if let (Some(before), Some(now)) = (old.key(), new.key()) {
            let name = new.get().primary_key.clone().unwrap_or_default();
            self.declared(&site.below(name), before, now);
        }
    }
}
