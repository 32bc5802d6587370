use foobara_types::ErrorCollection;
use serde_json::value::RawValue;

use super::{NoToken, Plan, Planning, planning::Wording};
use crate::{
    BoxFuture,
    app::App,
    entry::CommandEntry,
    erased::{Encoding, RawInputs, cast_inputs, conceal},
    fault::{Fault, FaultKind},
    run::RunOptions,
};

impl CommandEntry {
    /// Says what the command would do, as [`App::plan`], with inputs and a result as [`run`](Self::run) has them. `name` is
    /// what the command is known by to whoever asks; the token keeps it for [`SignedPlan::name`](super::SignedPlan::name).
    pub fn plan(
        &self,
        app: App,
        inputs: RawInputs,
        options: RunOptions,
        encoding: Encoding,
        name: String,
    ) -> BoxFuture<'static, Result<Plan<Box<RawValue>>, ErrorCollection>> {
        let entry = self.clone();
        Box::pin(async move {
            let planning = Planning::of(&app, entry.meta, options)
                .map_err(|refusal| Fault::from(refusal).into_errors())?;
            let wording = Wording {
                name,
                inputs: written(&entry, inputs.clone()),
                encoding,
            };
            let run = entry.run(app.clone(), inputs, planning.options.clone(), encoding);
            let result = raw(run.await?).ok_or_else(|| unreadable(&app).into_errors())?;
            Ok(planning.end(&app, result, wording))
        })
    }
}

/// Returns the inputs as a token says them.
fn written(entry: &CommandEntry, inputs: RawInputs) -> Result<serde_json::Value, NoToken> {
    let mut inputs = cast_inputs(entry.meta, inputs).map_err(|_| NoToken::Unwritable)?;
    if conceal(entry.meta, &mut inputs) {
        Err(NoToken::Secrets)
    } else {
        Ok(inputs)
    }
}

fn raw(result: Vec<u8>) -> Option<Box<RawValue>> {
    RawValue::from_string(String::from_utf8(result).ok()?).ok()
}

/// A concern answered with something that is no JSON.
fn unreadable(app: &App) -> Fault {
    let id = app.ports().ids.short();
    tracing::error!(
        id = format!("{id:016x}"),
        "the result of a planned run is not JSON"
    );
    FaultKind::BadResult(id).into()
}
