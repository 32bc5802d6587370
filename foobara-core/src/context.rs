//! What a command sees of its run.

use std::{
    fmt,
    marker::PhantomData,
    time::{Duration, SystemTime},
};

use foobara_types::DataPath;

use crate::{
    command::{Creates, Execute, JobOf, MessageOf, Reads, SubcommandOf, Uses},
    fault::Fault,
    ports::{Port, PortHandle},
    possible,
    run::{Frame, StorageAccess},
    sub::{Sub, attempt},
};

/// The way from a command to everything outside it. One word, `Copy`, passed by value.
///
/// What it offers is what the command `C` declares: `cx.sub(Subtract { .. })` compiles where `C` says
/// `depends_on(Subtract)`, `cx.port::<Mailer>()` where it says `uses(Mailer)`, and with the persistence crate
/// `cx.read::<Keeper>()` and `cx.write::<Capybara>()` where it says so.
///
/// Helpers ask for what they use: `async fn greet<C: Uses<Mailer>>(cx: Context<'_, C>)`.
pub struct Context<'a, C> {
    pub(crate) frame: &'a Frame<'a>,
    of: PhantomData<fn() -> C>,
}

impl<C> Clone for Context<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Context<'_, C> {}

impl<'a, C> Context<'a, C> {
    pub(crate) const fn new(frame: &'a Frame<'a>) -> Self {
        Self {
            frame,
            of: PhantomData,
        }
    }

    /// Prepares a sub-command. It joins this run: one unit of work, one deadline.
    #[expect(
        clippy::should_implement_trait,
        reason = "a sub-command, and nothing is subtracted"
    )]
    pub fn sub<S: SubcommandOf<C>>(self, command: S) -> Sub<'a, S> {
        Sub::new(self.frame, command)
    }

    /// Does a part of the work that may fail alone: when it does, what it wrote is undone, and the command can go on. What it
    /// reported stays reported, and a sub-command that fails within it fails the command, unless that is attempted itself.
    ///
    /// Must not run beside other work of the same run, as in `join!`: what that writes would be undone too. Below
    /// [`join`](Self::join) it is refused. Dropped half-way, it takes the whole run with it.
    ///
    /// ```
    /// use foobara::{Auto, MemoryStore, Repositories, prelude::*};
    ///
    /// #[derive(Domain)]
    /// struct Zoo;
    ///
    /// #[derive(Debug, Clone, Entity)]
    /// #[entity(domain = Zoo)]
    /// struct Keeper {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    ///     #[entity(unique)]
    ///     name: String,
    /// }
    ///
    /// #[foobara::command(domain = Zoo, creates(Keeper))]
    /// async fn hire(cx: Context<'_, Hire>, names: Vec<String>) -> Result<u32, Fault> {
    ///     let mut hired = 0;
    ///     for name in names {
    ///         let keeper = Keeper { id: Auto::unassigned(), name };
    ///         let attempted = cx.attempt(async { cx.write::<Keeper>().create(keeper).await }).await;
    ///         hired += u32::from(attempted.is_ok());
    ///     }
    ///     Ok(hired)
    /// }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let app = App::builder().domain::<Zoo>(commands![Hire]).storage(MemoryStore::new()).build()?;
    /// let names = ["Kim", "Ada", "Kim"].map(str::to_owned).to_vec();
    /// assert_eq!(app.run(Hire { names }).await.ok(), Some(2));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the work, and a fault when the storage cannot undo it or the run is interrupted.
    pub fn attempt<T: Send, E: From<Fault> + Send>(
        self,
        work: impl Future<Output = Result<T, E>> + Send,
    ) -> impl Future<Output = Result<T, E>> + Send {
        attempt(self.frame, work)
    }

    /// Returns a port.
    pub fn port<P: Port>(self) -> PortHandle<'a, P>
    where
        C: Uses<P>,
    {
        PortHandle::new(self.frame)
    }

    /// Returns the way to the unit of work, for reading `E`. The persistence crate makes a repository of it.
    pub fn reading<E>(self) -> StorageAccess<'a>
    where
        C: Reads<E>,
    {
        StorageAccess::new(self.frame)
    }

    /// Returns the way to the unit of work, for writing `E`. The persistence crate makes a repository of it.
    pub fn writing<E>(self) -> StorageAccess<'a>
    where
        C: Creates<E>,
    {
        StorageAccess::new(self.frame)
    }

    /// Returns the way to the unit of work, for publishing `M`. The persistence crate writes the message.
    pub fn publishing<M: MessageOf<C>>(self) -> StorageAccess<'a> {
        StorageAccess::new(self.frame)
    }

    /// Returns the way to the unit of work, for enqueuing `S`. The persistence crate writes the job.
    pub fn enqueuing<S: JobOf<C>>(self) -> StorageAccess<'a> {
        StorageAccess::new(self.frame)
    }

    /// Reports an error without stopping. The phase that reports, `validate` or `execute`, is the last one.
    ///
    /// An error with the same key is kept once.
    pub fn report(self, error: impl Into<C::Error>)
    where
        C: Execute,
    {
        self.frame.report(possible::report::<C::Error>(&error.into()));
    }

    /// Reports an error about a part of the inputs that only the run knows, as `lines.3.price`, without stopping.
    ///
    /// The error says which parts it can be about, with `#` for any index and `*` for any key. Its message is what its
    /// `Display` writes now. Otherwise as [`report`](Self::report).
    ///
    /// ```
    /// use foobara::{PossibleErrors, prelude::*};
    ///
    /// #[derive(Domain)]
    /// struct Shop;
    ///
    /// #[derive(Debug, thiserror::Error, PossibleErrors)]
    /// enum OrderError {
    ///     #[error("{price} is too dear")]
    ///     #[possible(input = "prices.#")]
    ///     TooDear { price: i64 },
    /// }
    ///
    /// #[foobara::command(domain = Shop)]
    /// fn order(cx: Context<'_, Order>, prices: Vec<i64>) -> Result<i64, Failure<OrderError>> {
    ///     for (index, &price) in prices.iter().enumerate() {
    ///         if price > 100 {
    ///             cx.report_at(format!("prices.{index}"), OrderError::TooDear { price })?;
    ///         }
    ///     }
    ///     Ok(prices.iter().sum())
    /// }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let app = App::builder().domain::<Shop>(commands![Order]).build()?;
    /// let outcome = app.run(Order { prices: vec![3, 101, 5, 500] }).await;
    /// let errors = outcome.expect_err("two are too dear").into_errors();
    /// assert_eq!(errors.keys(), ["data.prices.1.too_dear", "data.prices.3.too_dear"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When the error says that it is about another part of the inputs, or about none. That is a bug of the command,
    /// which the log describes.
    pub fn report_at(self, path: impl Into<DataPath>, error: impl Into<C::Error>) -> Result<(), Fault>
    where
        C: Execute,
    {
        let path = path.into();
        match possible::report_at::<C::Error>(path.clone(), &error.into()) {
            Ok(report) => {
                self.frame.report(report);
                Ok(())
            }
            Err(possible) => Err(self.frame.misused(&possible::misplaced(possible, &path))),
        }
    }

    /// Returns who asks, as the id of a user; `None` for a caller that is not known.
    pub fn caller(self) -> Option<&'a str> {
        self.frame.run.options.caller.as_deref()
    }

    /// Returns the time of day, from the app's clock. While a plan is made, and while it is applied, it is the time at
    /// which it was asked for.
    pub fn now(self) -> SystemTime {
        match self.frame.run.options.intent.frozen() {
            None => self.frame.run.app().ports().clock.now(),
            Some(frozen) => frozen.now(),
        }
    }

    /// Returns 64 random bits, not for secrets, from the app's randomness. A plan that is applied gives the same again.
    pub fn random(self) -> u64 {
        match self.frame.run.options.intent.frozen() {
            None => self.frame.run.app().ports().random.bits(),
            Some(frozen) => frozen.bits(),
        }
    }

    /// Returns a new 128-bit identifier, from the app's ids. A plan that is applied gives the same again.
    pub fn new_id(self) -> u128 {
        match self.frame.run.options.intent.frozen() {
            None => self.frame.run.app().ports().ids.next(),
            Some(frozen) => frozen.next_id(),
        }
    }

    /// Waits, unless the run's deadline passes first.
    ///
    /// # Errors
    ///
    /// When the deadline passes or the run is cancelled.
    pub async fn sleep(self, duration: Duration) -> Result<(), Fault> {
        let clock = &self.frame.run.app().ports().clock;
        self.frame.race(clock.sleep(duration)).await
    }
}

impl<C> fmt::Debug for Context<'_, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Context")
            .field(&self.frame.meta.name)
            .finish()
    }
}
