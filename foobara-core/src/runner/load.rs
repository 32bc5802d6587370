use foobara_types::{At, InputErrors};

use crate::{fault::Fault, run::StorageAccess};

/// Inputs that are records, or hold some. The persistence crate implements it for its record type.
pub trait LoadRecords: Send {
    /// Loads the records; reports those that do not exist.
    fn load_records<'a>(
        &'a mut self,
        at: &'a At<'a>,
        storage: StorageAccess<'a>,
        errors: &'a mut InputErrors,
    ) -> impl Future<Output = Result<(), Fault>> + Send;
}

impl<R: LoadRecords> LoadRecords for Option<R> {
    async fn load_records(
        &mut self,
        at: &At<'_>,
        storage: StorageAccess<'_>,
        errors: &mut InputErrors,
    ) -> Result<(), Fault> {
        match self {
            Some(record) => record.load_records(at, storage, errors).await,
            None => Ok(()),
        }
    }
}

impl<R: LoadRecords> LoadRecords for Vec<R> {
    async fn load_records(
        &mut self,
        at: &At<'_>,
        storage: StorageAccess<'_>,
        errors: &mut InputErrors,
    ) -> Result<(), Fault> {
        for (index, record) in self.iter_mut().enumerate() {
            record
                .load_records(&At::index(Some(at), index), storage, errors)
                .await?;
        }
        Ok(())
    }
}
