use std::pin::pin;

use foobara_types::ErrorCollection;
use serde_json::Value;

use super::{
    Encoding, ErasedCommand, RawInputs, aggregate,
    command::{caught, panicked},
};
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
            let run = Run::new(&app, &options, meta);
            caught(pin!(self::run(&run, definition, inputs, encoding)))
                .await
                .unwrap_or_else(|panic| Err(panicked(&run, &*panic)))
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
    run: &Run<'_>,
    definition: &'static Definition,
    inputs: RawInputs,
    encoding: Encoding,
) -> Result<Vec<u8>, ErrorCollection> {
    let frame = Frame::root(run);
    let inputs = inputs
        .parse()
        .map_err(|fault| runner::refuse(&frame, fault).into_errors())?;
    let mut command = DefinedCommand::new(run.root, definition, inputs);
    let outcome = match runner::drive!(command, frame) {
        Ok(output) => encode(definition, output, encoding, run)
            .await
            .map_err(Failure::Fault),
        Err(failure) => Err(failure),
    };
    runner::conclude!(outcome, frame).map_err(Failure::into_errors)
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
