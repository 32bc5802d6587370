//! Commands that come to every kind of end.

use foobara::{AppBuilder, Auto, FaultKind, Record, prelude::*};

#[derive(Domain)]
pub(crate) struct Lab;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
pub(crate) struct Thing {
    #[entity(key)]
    id: Auto<i64>,
    n: i64,
}

impl Thing {
    pub(crate) const fn of(n: i64) -> Self {
        Self {
            id: Auto::unassigned(),
            n,
        }
    }
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
pub(crate) enum WorkError {
    #[error("boom")]
    Boom,
    #[error("{size} is too big")]
    TooBig { size: i64 },
    #[error("bad")]
    #[possible(input = "n")]
    Bad,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
pub(crate) enum DeepError {
    #[error("boom")]
    Boom,
}

/// What `Work` does after it has created a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Model)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Does {
    Succeed,
    Fail,
    ReportAndGoOn,
    ReportTwice,
    ReportInput,
    ReportInputTwice,
    FailTooBig,
    FailWithoutErrors,
    Panic,
    PanicInValidate,
}

/// Creates a thing and does as it is told.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, writes(Thing), validate)]
pub(crate) struct Work {
    #[input(min = 0)]
    n: i64,
    #[input(max_length = 5)]
    s: Option<String>,
    e: Option<Record<Thing>>,
    #[input(default = Does::Succeed)]
    does: Does,
}

impl Execute for Work {
    type Output = i64;
    type Error = WorkError;

    async fn validate(&self, _cx: Context<'_, Self>) -> Result<(), Failure<WorkError>> {
        assert!(self.does != Does::PanicInValidate, "in validate");
        Ok(())
    }

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        if self.e.is_none() {
            cx.write::<Thing>().create(Thing::of(self.n)).await?;
        }
        match self.does {
            Does::Fail => return Err(WorkError::Boom.into()),
            Does::FailTooBig => return Err(WorkError::TooBig { size: self.n }.into()),
            Does::FailWithoutErrors => return Err(Fault::from(FaultKind::Reported(Vec::new())).into()),
            Does::ReportAndGoOn => cx.report(WorkError::Boom),
            Does::ReportTwice => (0..2).for_each(|_| cx.report(WorkError::Boom)),
            Does::ReportInput => cx.report(WorkError::Bad),
            Does::ReportInputTwice => (0..2).for_each(|_| cx.report(WorkError::Bad)),
            Does::Panic => panic!("in execute"),
            Does::Succeed | Does::PanicInValidate => {}
        }
        Ok(self.n)
    }
}

macro_rules! deep {
    ($($name:ident runs $callee:ident;)*) => {$(
        /// Runs the next one.
        #[derive(Debug, Command)]
        #[command(domain = Lab, depends_on($callee))]
        pub(crate) struct $name {
            n: i64,
        }

        impl Execute for $name {
            type Output = i64;
            type Error = Infallible;

            async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
                Ok(cx.sub($callee { n: self.n }).run().await?)
            }
        }
    )*};
}

deep! {
    Deep0 runs Deep1;
    Deep1 runs Deep2;
    Deep2 runs Deep3;
}

/// Creates a thing, and fails when given a five.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Thing))]
pub(crate) struct Deep3 {
    #[input(max = 8)]
    n: i64,
}

impl Execute for Deep3 {
    type Output = i64;
    type Error = DeepError;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Thing>().create(Thing::of(self.n)).await?;
        if self.n == 5 {
            return Err(DeepError::Boom.into());
        }
        Ok(self.n)
    }
}

/// Panics.
#[derive(Debug, Command)]
#[command(domain = Lab)]
pub(crate) struct SubRaises;

impl Execute for SubRaises {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        panic!("in a sub-command")
    }
}

/// Which sub-commands `Parent` runs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Model)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Runs {
    Two,
    TwoOfWhichTheSecondFails,
    OneThatPanics,
    OneAttempt,
    OneAttemptThatFails,
    OneAndFails,
}

/// Creates a thing and runs sub-commands.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Thing), depends_on(Deep3, SubRaises))]
pub(crate) struct Parent {
    runs: Runs,
}

impl Execute for Parent {
    type Output = ();
    type Error = DeepError;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Thing>().create(Thing::of(0)).await?;
        match self.runs {
            Runs::Two | Runs::TwoOfWhichTheSecondFails => {
                cx.sub(Deep3 { n: 1 }).run().await?;
                let n = if self.runs == Runs::Two { 2 } else { 5 };
                cx.sub(Deep3 { n }).run().await?;
            }
            Runs::OneThatPanics => cx.sub(SubRaises).run().await?,
            Runs::OneAttempt => {
                cx.sub(Deep3 { n: 1 })
                    .attempt()
                    .await
                    .map_err(|_| DeepError::Boom)?;
            }
            Runs::OneAttemptThatFails => {
                let _ = cx.sub(Deep3 { n: 5 }).attempt().await;
            }
            Runs::OneAndFails => {
                cx.sub(Deep3 { n: 1 }).run().await?;
                return Err(DeepError::Boom.into());
            }
        }
        Ok(())
    }
}

/// Returns the number of things.
#[derive(Debug, Command)]
#[command(domain = Lab, reads(Thing))]
pub(crate) struct Count;

impl Execute for Count {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let things = cx.read::<Thing>().all().await?;
        Ok(things.iter().map(|thing| i64::from(thing.n >= 0)).sum())
    }
}

pub(crate) fn builder() -> AppBuilder {
    App::builder().domain::<Lab>(commands![
        Work, Deep0, Deep1, Deep2, Deep3, SubRaises, Parent, Count
    ])
}
