use super::Rule;
use crate::{
    builtin::{Patch, Sensitive},
    error::Issue,
};

impl<T, R: Rule<T>> Rule<Option<T>> for R {
    fn process(&self, value: &mut Option<T>) -> Result<(), Box<Issue>> {
        value.as_mut().map_or(Ok(()), |value| self.process(value))
    }
}

impl<T, R: Rule<T>> Rule<Patch<T>> for R {
    fn process(&self, value: &mut Patch<T>) -> Result<(), Box<Issue>> {
        match value {
            Patch::Keep => Ok(()),
            Patch::Set(given) => self.process(given),
        }
    }
}

/// The rule is that of the secret; the issue does not show it.
impl<T: Clone, R: Rule<T>> Rule<Sensitive<T>> for R {
    fn process(&self, value: &mut Sensitive<T>) -> Result<(), Box<Issue>> {
        let mut secret = value.expose().clone();
        let outcome = self.process(&mut secret).map_err(|mut issue| {
            issue.conceal();
            issue
        });
        *value = Sensitive::new(secret);
        outcome
    }
}
