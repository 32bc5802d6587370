//! A command that waits at a door.

use std::{convert::Infallible, sync::Arc};

use foobara_core::{
    BoxFuture, Command, CommandMeta, Context, Effect, Execute, Fault, Outcome, Port, Uses, ports::PortMeta,
};
use foobara_types::InputErrors;
use serde::{Deserialize, Serialize};
use tokio::sync::{Semaphore, mpsc};

use crate::zoo::meta;

/// Waits at the door: no result.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wait {}

impl Command for Wait {
    const META: &'static CommandMeta = {
        const USES: &[PortMeta] = &[PortMeta::of::<Door>()];
        &meta("Wait", &[], USES)
    };

    fn check(&mut self, _errors: &mut InputErrors) {}
}

impl Uses<Door> for Wait {}

impl Execute for Wait {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.port::<Door>().call(&()).await?;
        Ok(())
    }
}

/// Tells who comes and goes, and lets one through for each permit.
pub(crate) struct Door {
    pub(crate) seen: mpsc::UnboundedSender<&'static str>,
    pub(crate) permits: Arc<Semaphore>,
}

impl Port for Door {
    const NAME: &'static str = "Door";
    const EFFECT: Effect = Effect::Write;

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a ()) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async move {
            let _leaves = Leaves(&self.seen);
            let _ = self.seen.send("waits");
            if let Ok(permit) = self.permits.acquire().await {
                permit.forget();
            }
            Ok(())
        })
    }
}

pub(crate) struct Leaves<'a>(&'a mpsc::UnboundedSender<&'static str>);

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        let _ = self.0.send("leaves");
    }
}
