use std::borrow::Cow;

use foobara_core::{Fault, StorageAccess, transaction::StorageError};
use foobara_types::{DataPath, Segment};

use crate::shape::{Shape, misfit};

/// The associations that are to be loaded, with all that is on the way to them.
pub(super) struct Paths(Vec<Vec<Segment>>);

impl Paths {
    /// Returns paths that were checked when the app was built.
    pub(super) fn checked(paths: &[&'static str]) -> Self {
        Self(paths.iter().map(|path| steps(&DataPath::from(*path))).collect())
    }

    /// Returns no paths.
    pub(super) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Returns paths from the records of an entity.
    ///
    /// # Errors
    ///
    /// When one does not lead over `Record`s, or the command may not read what is there.
    pub(super) fn check(
        shape: &'static Shape,
        paths: &[Cow<'static, str>],
        storage: StorageAccess<'_>,
    ) -> Result<Self, Fault> {
        let mut checked = Vec::with_capacity(paths.len());
        for path in paths {
            let path = DataPath::from(path.as_ref());
            let along = shape.model.attributes.associations_along(&path);
            let along = along.ok_or_else(|| no_association(shape, &path))?;
            for association in along {
                if !association.is_loadable {
                    return Err(no_association(shape, &association.path).into());
                }
                storage.may_read(association.entity)?;
            }
            checked.push(steps(&path));
        }
        Ok(Self(checked))
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether a place is on one of the paths.
    pub(super) fn lead_over(&self, place: &DataPath) -> bool {
        let place = steps(place);
        self.0.iter().any(|path| path.starts_with(&place))
    }
}

/// Where in a list something is does not matter.
fn steps(path: &DataPath) -> Vec<Segment> {
    let is_name = |segment: &&Segment| matches!(segment, Segment::Name(_));
    path.segments().iter().filter(is_name).cloned().collect()
}

fn no_association(shape: &Shape, path: &DataPath) -> StorageError {
    misfit(format!(
        "`{path}` of {} does not lead to a `Record` that could be loaded",
        shape.model.reference()
    ))
}
