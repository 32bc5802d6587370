use std::pin::pin;

use foobara_types::ErrorCollection;
use serde_json::Value;

use super::{
    Encoding, ErasedCommand, RawInputs,
    codec::Encoded,
    command::Driven,
    root::{Asked, root},
};
use crate::{
    BoxFuture,
    app::App,
    command::CommandMeta,
    defined::{DefinedCommand, DefinedContext, Definition, withhold},
    fault::Fault,
    run::{Frame, RunOptions},
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
        let asked = Asked { app, options };
        Box::pin(async move {
            let run = asked.run(meta);
            let frame = Frame::root(&run);
            root(&frame, pin!(drive(&frame, definition, inputs, encoding))).await
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

async fn drive(
    frame: &Frame<'_>,
    definition: &'static Definition,
    inputs: RawInputs,
    encoding: Encoding,
) -> Driven {
    let mut command = DefinedCommand::new(frame.meta, definition, inputs.parse()?);
    Ok(runner::drive!(command, frame).map(|output| encoded(definition, output, encoding)))
}

fn encoded(definition: &Definition, mut output: Value, encoding: Encoding) -> Encoded {
    withhold(&definition.output, &mut output, 0);
    match encoding {
        Encoding::Atomic => Encoded::Text(output.to_string().into_bytes()),
        Encoding::Aggregate => Encoded::value(output, definition.output.clone()),
    }
}
