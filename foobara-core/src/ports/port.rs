use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
};

use serde::Serialize;
use serde_json::Value;

use crate::{
    BoxFuture,
    fault::Fault,
    plan::{Intent, Moment, PlanRefusal},
    recorded::Recorded,
    run::{Frame, PortCall, RunRecord},
};

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
pub trait Port: Sized + Send + Sync + 'static {
    /// Its name, for people.
    const NAME: &'static str;
    /// What it is; one line.
    const DESCRIPTION: Option<&'static str> = None;
    /// Whether calls change anything; commands that use only reading ports may still be queries.
    const EFFECT: Effect = Effect::Write;

    /// What calls of planned runs answer, in the place of being made: `Some(|_, _| Ok(()))`.
    ///
    /// Without it, ports that look are called by planned runs, too, and commands that use a port that changes something
    /// cannot be planned. A command that keeps what was answered has changes that depend on it; a plan of it can only be
    /// applied where the call answers what was planned.
    const PLANNED: Option<Planned<Self>> = None;

    /// What is asked.
    type Call: Serialize + Send + Sync;
    /// What is answered.
    type Reply: Send;

    /// Makes a call. It is raced against the run's deadline and dropped when that wins.
    fn call<'a>(&'a self, call: &'a Self::Call) -> BoxFuture<'a, Result<Self::Reply, Fault>>;
}

/// Answers a call without making it.
pub type Planned<P> = fn(&P, &<P as Port>::Call) -> Result<<P as Port>::Reply, Fault>;

/// A port, as data.
#[derive(Debug)]
pub struct PortMeta {
    /// Its name.
    pub name: &'static str,
    /// What it is; one line.
    pub description: Option<&'static str>,
    /// Whether calls change anything.
    pub effect: Effect,
    /// Whether commands that use it can be planned.
    pub can_be_planned: bool,
    pub(crate) id: fn() -> TypeId,
}

impl PortMeta {
    /// Returns the description of `P`.
    pub const fn of<P: Port>() -> Self {
        Self {
            name: P::NAME,
            description: P::DESCRIPTION,
            effect: P::EFFECT,
            can_be_planned: P::PLANNED.is_some() || matches!(P::EFFECT, Effect::Read),
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
        match &self.frame.run.options.record {
            None => self.make(port, call).await,
            Some(record) => Box::pin(self.take_down(port, call, record)).await,
        }
    }

    async fn make(&self, port: &P, call: &P::Call) -> Result<P::Reply, Fault> {
        if P::EFFECT == Effect::Write {
            self.frame.run.leave_traces();
        }
        self.frame.race(port.call(call)).await?
    }

    /// Makes a call, or answers as if, and keeps it in the record of the run.
    async fn take_down(&self, port: &P, call: &P::Call, record: &RunRecord) -> Result<P::Reply, Fault> {
        let mut taken = PortCall {
            port: P::NAME,
            effect: P::EFFECT,
            call: serde_json::to_value(call).unwrap_or_default(),
            is_made: true,
            moment: None,
        };
        let intent = &self.frame.run.options.intent;
        if P::EFFECT == Effect::Write && !matches!(intent, Intent::Act) {
            let moment = self.moment(&taken.call).await;
            taken.moment = Some(moment.digest);
            if let Intent::Apply(agreement) = intent {
                agreement.admit(&moment)?;
            }
        }
        match (intent, P::PLANNED) {
            (Intent::Plan(_), Some(planned)) => {
                self.frame.interrupted()?;
                taken.is_made = false;
                record.called(taken);
                planned(port, call)
            }
            (Intent::Plan(_), None) if P::EFFECT == Effect::Write => Err(PlanRefusal::Port(P::NAME).into()),
            (Intent::Act | Intent::Plan(_) | Intent::Apply(_), _) => {
                record.called(taken);
                self.make(port, call).await
            }
        }
    }

    /// Returns when a call is made.
    async fn moment(&self, call: &Value) -> Moment {
        let recorded = match self.frame.run.opened() {
            Some(transaction) => transaction.recorded().await,
            None => Recorded::default(),
        };
        Moment::of(P::NAME, call, recorded)
    }
}

impl<P: Port> fmt::Debug for PortHandle<'_, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("PortHandle").field(&P::NAME).finish()
    }
}
