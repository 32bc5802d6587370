//! What commands may do.

use super::{
    Bump,
    diff::Comparison,
    site::{Flow, Site},
};
use crate::{
    effects::Hint,
    manifest::reader::{Command, CommandEffects},
};

impl Comparison<'_> {
    /// Compares effects where both manifests say them. That a command is a query no longer has been said already.
    pub(super) fn effects(&mut self, old: &Command, new: &Command) {
        let (Some(before), Some(now)) = (&old.effects, &new.effects) else {
            return;
        };
        let site = Site::new(&new.reference, "", Flow::Out);
        let is_query = old.is_query || new.is_query;
        if !is_query {
            self.withdrawn(
                &site,
                &before.idempotent,
                &now.idempotent,
                true,
                "may not be repeated safely now",
            );
            self.withdrawn(
                &site,
                &before.destructive,
                &now.destructive,
                false,
                "may destroy what is there now",
            );
        }
        self.withdrawn(
            &site,
            &before.open_world,
            &now.open_world,
            false,
            "reaches the world outside now",
        );
        let touches = |effects: &CommandEffects| {
            (
                effects.reads.clone(),
                effects.writes.clone(),
                effects.deletes.clone(),
                effects.ports.clone(),
            )
        };
        if touches(before) != touches(now) || old.depends_on != new.depends_on {
            self.note(
                &site,
                "touches or runs something else inside",
                "callers see none of it",
                Bump::Patch,
            );
        }
    }

    /// Notes that a hint is no longer the value that callers could rely on.
    fn withdrawn(&mut self, site: &Site, old: &Hint, new: &Hint, promise: bool, what: &str) {
        if old.value == promise && new.value != promise {
            let what = format!("{what} (it {})", new.reason);
            self.note(site, what, "callers relied on the promise", Bump::Major);
        }
    }
}
