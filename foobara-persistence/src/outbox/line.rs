use foobara_types::ModelType;

use super::{Job, OutboxMessage};
use crate::entity::Entity;

/// Returns whether the records of an entity stand in line, so that their numbers are a place there and nothing more.
pub(crate) fn is_line(entity: &ModelType) -> bool {
    [OutboxMessage::model(), Job::model()]
        .into_iter()
        .any(|known| std::ptr::eq(entity, known))
}
