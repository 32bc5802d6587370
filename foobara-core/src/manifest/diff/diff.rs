use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashSet, VecDeque},
};

use super::{
    Bump, Change, Changes,
    site::{Flow, Site},
};
use crate::manifest::reader::Manifest;

/// Compares two manifests, as callers of their commands see them.
pub fn diff(old: &Manifest, new: &Manifest) -> Changes {
    let mut comparison = Comparison::new(old, new);
    comparison.commands();
    comparison.waiting();
    comparison.finish()
}

/// A comparison at work. What is referred to by name waits until it has its turn, once for each direction.
pub(super) struct Comparison<'a> {
    pub(super) old: &'a Manifest,
    pub(super) new: &'a Manifest,
    changes: Vec<Change>,
    seen: BTreeSet<Reference>,
    waiting: VecDeque<Reference>,
}

/// Something that is referred to by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reference {
    /// A type, as its values go one way.
    Type {
        /// Its full name.
        name: String,
        /// The way.
        flow: Flow,
        /// Whether a rule looks at its values together with what is around them.
        is_judged: bool,
    },
    /// A class of errors.
    Error(String),
}

impl<'a> Comparison<'a> {
    const fn new(old: &'a Manifest, new: &'a Manifest) -> Self {
        Self {
            old,
            new,
            changes: Vec::new(),
            seen: BTreeSet::new(),
            waiting: VecDeque::new(),
        }
    }

    /// Compares what was referred to, and what that refers to.
    fn waiting(&mut self) {
        while let Some(reference) = self.waiting.pop_front() {
            match reference {
                Reference::Type {
                    name,
                    flow,
                    is_judged,
                } => self.named_type(&name, flow, is_judged),
                Reference::Error(name) => self.error_class(&name),
            }
        }
    }

    /// Returns the changes, what breaks first. What was found in two ways is said once.
    fn finish(mut self) -> Changes {
        self.changes.sort_by_key(|change| Reverse(change.bump));
        let mut said = HashSet::new();
        self.changes
            .retain(|change| said.insert((change.of.clone(), change.part.clone(), change.what.clone())));
        Changes(self.changes)
    }

    /// Has something compared later, unless it has been already.
    pub(super) fn later(&mut self, reference: Reference) {
        if self.seen.insert(reference.clone()) {
            self.waiting.push_back(reference);
        }
    }

    /// Notes a change.
    pub(super) fn note(&mut self, site: &Site, what: impl Into<String>, why: &'static str, bump: Bump) {
        self.changes.push(Change {
            of: site.of.clone(),
            part: site.part(),
            what: what.into(),
            why: why.into(),
            bump,
        });
    }

    /// Notes that there are more values than before.
    pub(super) fn wider(&mut self, site: &Site, what: impl Into<String>) {
        match site.flow {
            Flow::In => self.note(site, what, "what was accepted still is", Bump::Minor),
            Flow::Out => self.note(site, what, "clients may get what they do not know", Bump::Major),
        }
    }

    /// Notes that there are fewer values than before.
    pub(super) fn narrower(&mut self, site: &Site, what: impl Into<String>) {
        match site.flow {
            Flow::In => self.note(site, what, "what was accepted may be refused", Bump::Major),
            Flow::Out => self.note(site, what, "clients get what they know", Bump::Minor),
        }
    }

    /// Notes that there are other values than before.
    pub(super) fn other(&mut self, site: &Site, what: impl Into<String>) {
        match site.flow {
            Flow::In => self.note(site, what, "what was accepted may be refused", Bump::Major),
            Flow::Out => self.note(site, what, "clients may get what they do not know", Bump::Major),
        }
    }

    /// Notes that a text for people changed.
    pub(super) fn description(&mut self, site: &Site, old: Option<&String>, new: Option<&String>) {
        if old != new {
            self.note(
                site,
                "is described in other words",
                "it works as before",
                Bump::Patch,
            );
        }
    }
}
