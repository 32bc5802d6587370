//! Commands, and what there is to say of each.

use super::{
    Bump,
    diff::Comparison,
    site::{Flow, Site},
};
use crate::manifest::reader::{Command, Declared};

impl Comparison<'_> {
    pub(super) fn commands(&mut self) {
        let (old, new) = (self.old, self.new);
        for command in old.commands() {
            match new.command(&command.reference) {
                Some(newer) => self.command(command.get(), newer.get()),
                None => self.note(
                    &whole(&command),
                    "is gone",
                    "callers of it find nothing",
                    Bump::Major,
                ),
            }
        }
        for command in new.commands() {
            if old.command(&command.reference).is_none() {
                self.note(&whole(&command), "is new", "nobody calls it yet", Bump::Minor);
            }
        }
    }

    fn command(&mut self, old: &Command, new: &Command) {
        let site = whole(new);
        self.description(&site, old.description.as_ref(), new.description.as_ref());
        self.query(&site, old.is_query, new.is_query);
        self.authentication(&site, old.requires_authentication, new.requires_authentication);
        if old.serializers != new.serializers {
            let why = "clients may get what they do not know";
            self.note(&site, "is read or written in another way", why, Bump::Major);
        }
        let inputs = Site::new(&new.reference, "the inputs", Flow::In);
        self.attributes(&inputs, &old.inputs, &new.inputs);
        self.result(new, old.result.as_ref(), new.result.as_ref());
        self.possible_errors(old, new);
        self.messages(&site, old, new);
        self.effects(old, new);
    }

    fn query(&mut self, site: &Site, was: bool, is: bool) {
        match (was, is) {
            (true, false) => {
                let why = "callers ask for queries without care, and by GET";
                self.note(site, "is no longer a query", why, Bump::Major);
            }
            (false, true) => self.note(site, "is a query now", "it promises more", Bump::Minor),
            _ => {}
        }
    }

    fn authentication(&mut self, site: &Site, was: bool, is: bool) {
        match (was, is) {
            (false, true) => {
                let why = "callers that do not say who they are are refused";
                self.note(site, "requires authentication now", why, Bump::Major);
            }
            (true, false) => {
                self.note(
                    site,
                    "requires no authentication now",
                    "those who say who they are need not",
                    Bump::Minor,
                );
            }
            _ => {}
        }
    }

    fn result(&mut self, command: &Command, old: Option<&Declared>, new: Option<&Declared>) {
        let site = Site::new(&command.reference, "the result", Flow::Out);
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => self.declared(&site, old, new),
            (None, Some(_)) => self.note(&site, "is there now", "nobody looks at it yet", Bump::Minor),
            (Some(_), None) => self.note(&site, "is gone", "clients miss it", Bump::Major),
        }
    }
}

fn whole(command: &Command) -> Site {
    Site::new(&command.reference, "", Flow::Out)
}
