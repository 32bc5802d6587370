use std::fmt;

use super::{Event, Events, Hook, When};
use crate::{
    fault::Fault,
    lifecycle::{State, Transition},
};

/// Says which transitions a hook is told of: those before, after or instead of one or of any, from and to a state.
///
/// ```
/// use foobara_core::{App, On, State, Transition};
///
/// let app = App::builder()
///     .hook(On::before(Transition::CommitTransaction).call(|event| {
///         println!("{} is about to be committed", event.command.name);
///         Ok(())
///     }))
///     .hook(On::after_any().from(State::Initialized).call(|_| Ok(())))
///     .build()?;
/// # Ok::<(), foobara_core::BuildErrors>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "it is a hook once it says what to call"]
pub struct On {
    when: When,
    transition: Option<Transition>,
    from: Option<State>,
    to: Option<State>,
}

impl On {
    /// Before a transition; the run is in the old state.
    pub const fn before(transition: Transition) -> Self {
        Self::new(When::Before, Some(transition))
    }

    /// After a transition; the run is in the new state.
    pub const fn after(transition: Transition) -> Self {
        Self::new(When::After, Some(transition))
    }

    /// When a transition did not happen.
    pub const fn error(transition: Transition) -> Self {
        Self::new(When::Error, Some(transition))
    }

    /// Before any transition.
    pub const fn before_any() -> Self {
        Self::new(When::Before, None)
    }

    /// After any transition.
    pub const fn after_any() -> Self {
        Self::new(When::After, None)
    }

    /// When any transition did not happen.
    pub const fn error_any() -> Self {
        Self::new(When::Error, None)
    }

    const fn new(when: When, transition: Option<Transition>) -> Self {
        Self {
            when,
            transition,
            from: None,
            to: None,
        }
    }

    /// Only those that leave a state.
    pub const fn from(mut self, state: State) -> Self {
        self.from = Some(state);
        self
    }

    /// Only those that lead to a state.
    pub const fn to(mut self, state: State) -> Self {
        self.to = Some(state);
        self
    }

    /// Returns the hook that calls `look` on these transitions.
    pub const fn call<F>(self, look: F) -> impl Hook + use<F>
    where
        F: Fn(&Event<'_>) -> Result<(), Fault> + Send + Sync + 'static,
    {
        Filtered { on: self, look }
    }

    fn is_met(&self, event: &Event<'_>) -> bool {
        event.when == self.when
            && self
                .transition
                .is_none_or(|transition| transition == event.transition)
            && self.from.is_none_or(|state| state == event.from)
            && self.to.is_none_or(|state| state == event.transition.to())
    }

    fn events(&self) -> Events {
        Transition::ALL
            .into_iter()
            .filter(|transition| self.transition.is_none_or(|only| only == *transition))
            .filter(|transition| self.to.is_none_or(|state| state == transition.to()))
            .fold(Events::NONE, |events, transition| {
                events.and(Events::of(self.when, transition))
            })
    }
}

struct Filtered<F> {
    on: On,
    look: F,
}

impl<F: Fn(&Event<'_>) -> Result<(), Fault> + Send + Sync + 'static> Hook for Filtered<F> {
    fn on(&self, event: &Event<'_>) -> Result<(), Fault> {
        if self.on.is_met(event) {
            (self.look)(event)
        } else {
            Ok(())
        }
    }

    fn events(&self) -> Events {
        self.on.events()
    }
}

impl<F> fmt::Debug for Filtered<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Filtered").field(&self.on).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hook_is_told_of_what_it_says_and_of_nothing_else() {
        let commits = On::before(Transition::CommitTransaction);
        assert_eq!(
            commits.events(),
            Events::of(When::Before, Transition::CommitTransaction)
        );
        assert_eq!(
            On::after_any().to(State::Failed).events(),
            Events::of(When::After, Transition::Fail)
        );
        assert_eq!(
            On::before(Transition::Fail).to(State::Succeeded).events(),
            Events::NONE
        );
    }
}
