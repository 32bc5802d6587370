//! What commands publish.

use super::{
    Bump,
    diff::{Comparison, Reference},
    site::{Flow, Site},
};
use crate::manifest::reader::Command;

impl Comparison<'_> {
    pub(super) fn messages(&mut self, site: &Site, old: &Command, new: &Command) {
        for message in &old.publishes {
            if new.publishes.contains(message) {
                self.later(Reference::Type {
                    name: message.clone(),
                    flow: Flow::Out,
                    is_judged: false,
                });
            } else {
                let what = format!("does not publish `{message}` any more");
                self.note(site, what, "those who listen wait for it", Bump::Major);
            }
        }
        for message in &new.publishes {
            if !old.publishes.contains(message) {
                let what = format!("publishes `{message}` now");
                self.note(site, what, "nobody listens to it here yet", Bump::Minor);
            }
        }
    }
}
