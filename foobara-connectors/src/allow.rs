//! Who may do what.

use std::{any::Any, borrow::Cow, fmt, sync::Arc};

use async_trait::async_trait;
use foobara_core::{BoxFuture, Fault, Gate, Refusal};

use crate::authenticator::Principal;

/// Says whether a request is allowed, once its inputs are valid and its records loaded.
///
/// A function will do for most: [`AllowIf::new`].
#[async_trait]
pub trait AllowRule: Send + Sync + 'static {
    /// Returns the name that a refused caller sees; `no_symbol_declared` unless said.
    fn symbol(&self) -> Cow<'static, str> {
        Cow::Borrowed("no_symbol_declared")
    }

    /// Returns what the rule asks for, for a refused caller.
    fn explanation(&self) -> Cow<'static, str>;

    /// Returns whether the request is allowed.
    async fn allows(&self, request: &RuleRequest<'_>) -> bool;
}

/// A request that a rule looks at.
#[derive(Clone, Copy)]
pub struct RuleRequest<'a> {
    principal: Option<&'a Principal>,
    inputs: &'a (dyn Any + Send + Sync),
}

impl<'a> RuleRequest<'a> {
    /// Returns who asks, if that is known.
    pub const fn principal(&self) -> Option<&'a Principal> {
        self.principal
    }

    /// Returns the inputs, records loaded, if they are those of the command `C`.
    pub fn inputs<C: 'static>(&self) -> Option<&'a C> {
        self.inputs.downcast_ref()
    }
}

impl fmt::Debug for RuleRequest<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RuleRequest")
            .field("principal", &self.principal)
            .finish_non_exhaustive()
    }
}

/// A rule made of a function.
///
/// ```
/// use foobara_connectors::AllowIf;
///
/// let rule = AllowIf::new("only bob may", |request| request.principal().is_some_and(|who| who.id() == "bob"));
/// let named = rule.named("only_bob");
/// ```
pub struct AllowIf<F> {
    symbol: Cow<'static, str>,
    explanation: Cow<'static, str>,
    allows: F,
}

impl<F: Fn(&RuleRequest<'_>) -> bool + Send + Sync + 'static> AllowIf<F> {
    /// Returns the rule that allows what `allows` does, with what it asks for.
    pub fn new(explanation: impl Into<Cow<'static, str>>, allows: F) -> Self {
        Self {
            symbol: Cow::Borrowed("no_symbol_declared"),
            explanation: explanation.into(),
            allows,
        }
    }

    /// Gives the rule a name.
    #[must_use]
    pub fn named(self, symbol: impl Into<Cow<'static, str>>) -> Self {
        Self {
            symbol: symbol.into(),
            ..self
        }
    }
}

impl<F> fmt::Debug for AllowIf<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AllowIf")
            .field("symbol", &self.symbol)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl<F: Fn(&RuleRequest<'_>) -> bool + Send + Sync + 'static> AllowRule for AllowIf<F> {
    fn symbol(&self) -> Cow<'static, str> {
        self.symbol.clone()
    }

    fn explanation(&self) -> Cow<'static, str> {
        self.explanation.clone()
    }

    async fn allows(&self, request: &RuleRequest<'_>) -> bool {
        (self.allows)(request)
    }
}

/// A rule and who asks, as the gate of a run.
pub(crate) struct RuleGate {
    pub(crate) rule: Arc<dyn AllowRule>,
    pub(crate) principal: Option<Principal>,
}

impl Gate for RuleGate {
    fn rule(&self) -> Cow<'static, str> {
        self.rule.symbol()
    }

    fn admit<'a>(&'a self, inputs: &'a (dyn Any + Send + Sync)) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async move {
            let request = RuleRequest {
                principal: self.principal.as_ref(),
                inputs,
            };
            if self.rule.allows(&request).await {
                return Ok(());
            }
            Err(Refusal::NotAllowed {
                rule: self.rule.symbol(),
                explanation: self.rule.explanation(),
            }
            .into())
        })
    }
}
