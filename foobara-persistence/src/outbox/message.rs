use foobara_types::Kept;
use serde::{Deserialize, Serialize};

use crate::{key::Auto, own::own_entity};

own_entity! {
    "OutboxMessage", "A message that was published, and that a relay sends", Kept {
        indexed: &[&["sent_at"]],
        ..Kept::PLAIN
    };

    /// A message that was published: kept with the change that it tells of, until a relay has sent it.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    #[non_exhaustive]
    pub struct OutboxMessage {
        /// Its number. Messages of one run have theirs in the order in which they were published; of two runs beside each
        /// other, the one that is committed first may have the higher one.
        pub id: Auto<i64>,
        /// The full name of the model that it is of, as `Shop::OrderPlaced`.
        pub topic: String,
        /// The message, as JSON text.
        pub payload: String,
        /// What messages have in common that are to be read in their order; `None` for one that stands alone.
        pub key: Option<String>,
        /// Who asked for the run that published it, as the id of a user.
        pub caller: Option<String>,
        /// When it was published, in milliseconds since 1970.
        pub created_at: i64,
        /// When it was sent, in milliseconds since 1970; `None` until then.
        pub sent_at: Option<i64>,
    }
}
