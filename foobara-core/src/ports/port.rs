use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
};

use serde::Serialize;

use crate::{BoxFuture, fault::Fault, run::Frame};

/// Whether something only looks or also changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Looks.
    Read,
    /// Changes something.
    Write,
}

/// A way to the world outside the app: a mailer, a payment service, a search index.
///
/// Calls are data, so that they can be recorded and shown. A command says `uses(Mailer)`, the app is given one with
/// [`AppBuilder::port`](crate::AppBuilder::port), and `cx.port::<Mailer>().call(..)` reaches it.
pub trait Port: Send + Sync + 'static {
    /// Its name, for people.
    const NAME: &'static str;
    /// What it is; one line.
    const DESCRIPTION: Option<&'static str> = None;
    /// Whether calls change anything; commands that use only reading ports may still be queries.
    const EFFECT: Effect = Effect::Write;

    /// What is asked.
    type Call: Serialize + Send + Sync;
    /// What is answered.
    type Reply: Send;

    /// Makes a call. It is raced against the run's deadline and dropped when that wins.
    fn call<'a>(&'a self, call: &'a Self::Call) -> BoxFuture<'a, Result<Self::Reply, Fault>>;
}

/// A port, as data.
#[derive(Debug)]
pub struct PortMeta {
    /// Its name.
    pub name: &'static str,
    /// What it is; one line.
    pub description: Option<&'static str>,
    /// Whether calls change anything.
    pub effect: Effect,
    pub(crate) id: fn() -> TypeId,
}

impl PortMeta {
    /// Returns the description of `P`.
    pub const fn of<P: Port>() -> Self {
        Self {
            name: P::NAME,
            description: P::DESCRIPTION,
            effect: P::EFFECT,
            id: TypeId::of::<P>,
        }
    }

    /// Returns whether both describe one port.
    pub fn is(&self, other: &Self) -> bool {
        (self.id)() == (other.id)()
    }

    /// Returns whether this is the description of `P`.
    pub(crate) fn is_of<P: Port>(&self) -> bool {
        (self.id)() == TypeId::of::<P>()
    }
}

/// The ports that an app was given.
#[derive(Default)]
pub(crate) struct PortTable(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl PortTable {
    pub(crate) fn insert<P: Port>(&mut self, port: P) -> bool {
        self.0.insert(TypeId::of::<P>(), Box::new(port)).is_none()
    }

    pub(crate) fn has(&self, port: &PortMeta) -> bool {
        self.0.contains_key(&(port.id)())
    }

    fn get<P: Port>(&self) -> Option<&P> {
        self.0.get(&TypeId::of::<P>())?.downcast_ref()
    }
}

/// A port within a run.
pub struct PortHandle<'a, P> {
    port: Option<&'a P>,
    frame: &'a Frame<'a>,
}

impl<'a, P: Port> PortHandle<'a, P> {
    pub(crate) fn new(frame: &'a Frame<'a>) -> Self {
        Self {
            port: frame.run.app().ports_given().get(),
            frame,
        }
    }

    /// Makes a call, unless the run's deadline passes first.
    ///
    /// # Errors
    ///
    /// The port's own fault, a passed deadline, or a cancelled run.
    ///
    /// # Panics
    ///
    /// When the command was run in an app that was not given the port; building such an app fails.
    pub async fn call(&self, call: &P::Call) -> Result<P::Reply, Fault> {
        let port = self
            .port
            .expect("the app was built with every port that its commands use");
        if P::EFFECT == Effect::Write {
            self.frame.run.leave_traces();
        }
        self.frame.race(port.call(call)).await?
    }
}

impl<P: Port> fmt::Debug for PortHandle<'_, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("PortHandle").field(&P::NAME).finish()
    }
}
