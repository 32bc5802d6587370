use std::pin::pin;

use foobara_types::ErrorCollection;
use serde_json::Value;

use super::{Encoding, ErasedCommand, RawInputs, aggregate, command::caught};
use crate::{
    BoxFuture,
    app::App,
    command::CommandMeta,
    defined::{DefinedCommand, DefinedContext, Definition, withhold},
    fault::Fault,
    outcome::Failure,
    run::{Frame, Run, RunOptions},
    runner,
    sub::Sub,
};

/// The way to run a command that was made at run time.
pub(crate) struct DefinedRunner {
    pub(crate) meta: &'static CommandMeta,
    pub(crate) definition: &'static Definition,
}

impl ErasedCommand for DefinedRunner {
    fn run(
        &self,
        app: App,
        inputs: RawInputs,
        options: RunOptions,
        encoding: Encoding,
    ) -> BoxFuture<'static, Result<Vec<u8>, ErrorCollection>> {
        let (meta, definition) = (self.meta, self.definition);
        Box::pin(async move {
            let run = pin!(run(&app, meta, definition, inputs, &options, encoding));
            caught(&app, meta, run).await
        })
    }

    fn run_below<'a>(&self, cx: DefinedContext<'a>, inputs: Value) -> BoxFuture<'a, Result<Value, Fault>> {
        let command = DefinedCommand::new(self.meta, self.definition, RawInputs::of_value(inputs));
        let (meta, definition) = (self.meta, self.definition);
        Box::pin(async move {
            let mut value = Sub::of(cx.frame, command, meta).run().await?;
            withhold(&definition.output, &mut value, 0);
            Ok(value)
        })
    }
}

async fn run(
    app: &App,
    meta: &'static CommandMeta,
    definition: &'static Definition,
    inputs: RawInputs,
    options: &RunOptions,
    encoding: Encoding,
) -> Result<Vec<u8>, ErrorCollection> {
    let run = Run::new(app, options, meta);
    let frame = Frame::root(&run);
    let inputs = inputs
        .parse()
        .map_err(|fault| runner::refuse(&frame, fault).into_errors())?;
    let command = DefinedCommand::new(meta, definition, inputs);
    let mut outcome = match runner::phases(command, &frame).await {
        Ok(output) => encode(definition, output, encoding, &run)
            .await
            .map_err(Failure::Fault),
        Err(failure) => Err(failure),
    };
    runner::conclude(&frame, &mut outcome).await;
    outcome.map_err(Failure::into_errors)
}

async fn encode(
    definition: &Definition,
    mut output: Value,
    encoding: Encoding,
    run: &Run<'_>,
) -> Result<Vec<u8>, Fault> {
    withhold(&definition.output, &mut output, 0);
    match encoding {
        Encoding::Atomic => Ok(output.to_string().into_bytes()),
        Encoding::Aggregate => aggregate::encode(&definition.output, output, run).await,
    }
}
