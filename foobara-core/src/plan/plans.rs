use std::{sync::OnceLock, time::Duration};

use super::PlanKey;
use crate::{
    app::App,
    manifest,
    recorded::{Digest, Digester},
};

/// What an app knows of plans.
#[derive(Default)]
pub(crate) struct Plans {
    pub(crate) key: OnceLock<PlanKey>,
    pub(crate) lifetime: Option<Duration>,
    manifest: OnceLock<Digest>,
}

impl Plans {
    /// Returns the key: a random one, if none was given.
    pub(super) fn key(&self) -> &PlanKey {
        self.key.get_or_init(PlanKey::random)
    }

    /// Returns how long a token is good for.
    pub(super) fn lifetime(&self) -> Duration {
        const LIFETIME: Duration = Duration::from_secs(15 * 60);
        self.lifetime.unwrap_or(LIFETIME)
    }

    /// Returns the digest of the description of the app.
    pub(super) fn manifest(&self, app: &App) -> &Digest {
        self.manifest.get_or_init(|| {
            let commands = app.commands().iter().map(|entry| (entry.meta.reference(), entry));
            let described = manifest::root(app, commands, |_, entry| manifest::command(app, entry).into());
            let mut digester = Digester::new();
            digester.push(described.to_string());
            digester.finish()
        })
    }
}
