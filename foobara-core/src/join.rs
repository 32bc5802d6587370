//! Sub-commands beside each other.

use std::sync::atomic::Ordering;

use crate::{
    command::Execute,
    context::Context,
    fault::{Fault, FaultKind},
    run::Run,
    sub::Sub,
};

/// Sub-commands that can run beside each other: a tuple of two to six, or a list of one kind.
///
/// They are what `cx.sub(..)` returns: attempts are none of them, for undoing one of several that write to one unit of
/// work would undo what the others wrote.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of sub-commands",
    note = "`cx.join(..)` takes what `cx.sub(..)` returns, two to six in a tuple or any number in a `Vec`, before it is run"
)]
pub trait SubSet<'a>: Sized {
    /// The results, in the same order.
    type Output: Send;

    /// Runs each to its end.
    fn run_all(self) -> impl Future<Output = Result<Self::Output, Fault>> + Send;
}

impl<'a, C> Context<'a, C> {
    /// Runs sub-commands beside each other, in this run, and returns their results.
    ///
    /// When one of them fails, the others still come to their end, so that nothing stops half-way; the errors of all are
    /// reported. An attempt of something that writes is refused within them.
    ///
    /// ```
    /// # use foobara::prelude::*;
    /// # #[derive(Domain)]
    /// # struct Kitchen;
    /// #[foobara::command(domain = Kitchen)]
    /// fn chop(what: String) -> String {
    ///     format!("chopped {what}")
    /// }
    ///
    /// #[foobara::command(domain = Kitchen, depends_on(Chop))]
    /// async fn prepare(cx: Context<'_, Prepare>) -> Result<String, Fault> {
    ///     let chop = |what: &str| cx.sub(Chop { what: what.to_owned() });
    ///     let (leek, carrots) = cx.join((chop("leek"), chop("carrots"))).await?;
    ///     Ok(format!("{leek}, {carrots}"))
    /// }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let app = App::builder().domain::<Kitchen>(commands![Chop, Prepare]).build()?;
    /// # assert_eq!(app.run(Prepare {}).await.ok().as_deref(), Some("chopped leek, chopped carrots"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of all that failed.
    pub fn join<S: SubSet<'a>>(self, subs: S) -> impl Future<Output = Result<S::Output, Fault>> + Send {
        let run = self.frame.run;
        let all = subs.run_all();
        async move {
            let _joining = Joining::of(run);
            all.await
        }
    }
}

impl Run<'_> {
    /// Returns whether sub-commands run beside each other.
    pub(crate) fn is_joined(&self) -> bool {
        self.joined.load(Ordering::Relaxed) > 0
    }
}

/// Sub-commands run beside each other for as long as this lives.
struct Joining<'a>(&'a Run<'a>);

impl<'a> Joining<'a> {
    fn of(run: &'a Run<'a>) -> Self {
        run.joined.fetch_add(1, Ordering::Relaxed);
        Self(run)
    }
}

impl Drop for Joining<'_> {
    fn drop(&mut self) {
        self.0.joined.fetch_sub(1, Ordering::Relaxed);
    }
}

impl<'a, S: Execute> SubSet<'a> for Vec<Sub<'a, S>> {
    type Output = Vec<S::Output>;

    fn run_all(self) -> impl Future<Output = Result<Self::Output, Fault>> + Send {
        let all = futures::future::join_all(self.into_iter().map(Sub::run));
        async move {
            let none = Ok(Vec::new());
            all.await.into_iter().fold(none, |results, outcome| {
                both(results, outcome).map(|(mut results, result)| {
                    results.push(result);
                    results
                })
            })
        }
    }
}

macro_rules! tuples {
    ($($($sub:ident $name:ident),+ => $nested:tt;)+) => {$(
        impl<'a, $($sub: Execute),+> SubSet<'a> for ($(Sub<'a, $sub>,)+) {
            type Output = ($($sub::Output,)+);

            fn run_all(self) -> impl Future<Output = Result<Self::Output, Fault>> + Send {
                let ($($name,)+) = self;
                async move {
                    let ($($name,)+) = futures::join!($($name.run()),+);
                    let all = Ok(());
                    $(let all = both(all, $name);)+
                    all.map(|$nested| ($($name,)+))
                }
            }
        }
    )+};
}

tuples! {
    A a, B b => (((), a), b);
    A a, B b, C c => ((((), a), b), c);
    A a, B b, C c, D d => (((((), a), b), c), d);
    A a, B b, C c, D d, E e => ((((((), a), b), c), d), e);
    A a, B b, C c, D d, E e, F f => (((((((), a), b), c), d), e), f);
}

/// Returns both results, or what is wrong with either.
fn both<T, U>(one: Result<T, Fault>, other: Result<U, Fault>) -> Result<(T, U), Fault> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(fault), Ok(_)) | (Ok(_), Err(fault)) => Err(fault),
        (Err(one), Err(other)) => Err(merged(one, other)),
    }
}

/// Errors of sub-commands are put together. What ends the run as a whole counts more than they do.
#[cold]
fn merged(one: Fault, other: Fault) -> Fault {
    match (one.into_kind(), other.into_kind()) {
        (FaultKind::Subcommand(mut errors), FaultKind::Subcommand(more)) => {
            for error in more {
                if errors.iter().all(|known| !known.has_key_of(&error)) {
                    errors.push(error);
                }
            }
            FaultKind::Subcommand(errors).into()
        }
        (FaultKind::Subcommand(_), whole) | (whole, _) => whole.into(),
    }
}
