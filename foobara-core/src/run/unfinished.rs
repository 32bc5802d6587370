use super::Run;

/// Tears the run when it is dropped before the sub-command has finished.
pub(crate) struct Unfinished<'a>(Option<&'a Run<'a>>);

impl<'a> Unfinished<'a> {
    #[inline]
    pub(crate) const fn of(run: &'a Run<'a>) -> Self {
        Self(Some(run))
    }

    #[inline]
    pub(crate) fn finish(mut self) {
        self.0 = None;
    }
}

impl Drop for Unfinished<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(run) = self.0 {
            run.tear();
        }
    }
}
