//! What no rollback undoes, as concerns are told of it.

use foobara::{AppBuilder, Around, BoxFuture, Concern, Place, Port, prelude::*};

use crate::{lab::Lab, made::with, traced::Trace};

/// A port that changes something outside.
struct Bell;

impl Port for Bell {
    const NAME: &'static str = "bell";

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, (): &'a ()) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Rings the bell, if told.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, uses(Bell))]
struct Ring {
    rings: bool,
}

impl Execute for Ring {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        if self.rings {
            cx.port::<Bell>().call(&()).await?;
        }
        Ok(())
    }
}

/// Rings the bell, or not, one time after the other.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, depends_on(Ring))]
struct RingTwice {
    first: bool,
    second: bool,
}

impl Execute for RingTwice {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.sub(Ring { rings: self.first }).run().await?;
        Ok(cx.sub(Ring { rings: self.second }).run().await?)
    }
}

/// Notes whether traces are left, of the command it is around.
fn noting(trace: &Trace) -> impl Concern + use<> {
    let trace = trace.clone();
    with("noting", Place::Everywhere, move |mut run: Around<'_>| {
        let trace = trace.clone();
        Box::pin(async move {
            run.proceed().await;
            trace.note(format!("{} {}", run.command().name, run.has_left_traces()));
        })
    })
}

async fn found(builder: impl FnOnce(AppBuilder) -> AppBuilder, first: bool, second: bool) {
    let commands = App::builder().domain::<Lab>(commands![Ring, RingTwice]);
    let app = builder(commands.port(Bell)).build().expect("no mistakes");
    app.run(RingTwice { first, second }).await.expect("well");
}

#[tokio::test]
async fn a_sub_command_hides_no_traces_of_those_before_it_and_takes_none_of_them_for_its_own() {
    let trace = Trace::default();
    found(|app| app.concern(noting(&trace)), true, false).await;
    assert_eq!(trace.take(), ["Ring true", "Ring false", "RingTwice true"]);
    found(|app| app.concern(noting(&trace)), false, true).await;
    assert_eq!(trace.take(), ["Ring false", "Ring true", "RingTwice true"]);
    found(|app| app.concern(noting(&trace)), false, false).await;
    assert_eq!(trace.take(), ["Ring false", "Ring false", "RingTwice false"]);
}

#[tokio::test]
async fn traces_are_seen_below_a_command_without_concerns() {
    let trace = Trace::default();
    found(|app| app.concern_command::<Ring>(noting(&trace)), false, true).await;
    assert_eq!(trace.take(), ["Ring false", "Ring true"]);
}

#[tokio::test]
async fn sub_commands_know_that_they_are_some() {
    let trace = Trace::default();
    let noted = trace.clone();
    let curious = with("curious", Place::Everywhere, move |mut run: Around<'_>| {
        noted.note(format!("{} {}", run.command().name, run.is_root()));
        Box::pin(async move { run.proceed().await })
    });
    found(|app| app.concern(curious), false, false).await;
    assert_eq!(trace.take(), ["RingTwice true", "Ring false", "Ring false"]);
}
