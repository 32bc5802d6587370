use std::{collections::BTreeMap, sync::Arc};

use foobara_core::transaction::{Savepoint, StorageError};

use super::{
    known::{Known, Seen},
    record::{self, Found},
    server::{RecordKey, Server},
    target::Target,
};
use crate::{
    change::{Applied, Change, Operation},
    datum::Datum,
    driver::{Finish, Io, Session, Stored},
    query::{Query, Rows},
    search::NoTextSearch,
    shape::Shape,
    tables::{Tables, UndoLog},
};

/// So often a fetch of a session that only reads is tried that meets with changes of others.
const ATTEMPTS: usize = 10;

/// The records that a session has to do with, as it sees them, and what it relies on. Redis learns of it with the commit.
pub(super) struct RedisSession {
    pub(super) server: Arc<Server>,
    is_read_only: bool,
    pub(super) known: Known,
    pub(super) tables: Tables,
    pub(super) undo: UndoLog,
}

impl RedisSession {
    pub(super) fn new(server: Arc<Server>, is_read_only: bool) -> Self {
        Self {
            server,
            is_read_only,
            known: Known::default(),
            tables: Tables::default(),
            undo: UndoLog::default(),
        }
    }

    async fn fetch_any(&mut self, query: &Query) -> Stored<Rows> {
        if !self.is_read_only {
            return self.fetch_once(query).await;
        }
        for _ in 0..ATTEMPTS {
            // It relies on nothing, so each fetch sees what is there when it runs.
            self.known = Known::default();
            self.tables = Tables::default();
            match self.fetch_once(query).await {
                Err(StorageError::Conflict) => {}
                fetched => return fetched,
            }
        }
        Err(StorageError::Conflict)
    }

    async fn fetch_once(&mut self, query: &Query) -> Stored<Rows> {
        let shape = query.shape;
        match Target::of(query, &self.server.names) {
            Target::Keys(keys) => {
                let keys = keys.into_iter().map(|key| (shape, key)).collect();
                self.learn(keys, BTreeMap::new()).await?;
                self.tables.fetch(query)
            }
            Target::Unique(name) => {
                self.learn(Vec::new(), BTreeMap::from([(name, shape)])).await?;
                self.tables.fetch(query)
            }
            Target::All => self.scan(query).await,
        }
    }

    /// Answers from every record of an entity. Those that are known are so already; others are not noted one by one.
    async fn scan(&mut self, query: &Query) -> Stored<Rows> {
        let shape = query.shape;
        let (stamp, mut found) = self.server.scan(shape).await?;
        self.known.looked();
        self.known.scanned(shape, stamp)?;
        let changed = self.undo.changed();
        let table = shape.table.as_str();
        let is_another = |found: &Found| {
            let seen = self.known.record(table, found.row.get(shape.key));
            seen.is_some_and(|seen| seen.stamp != found.stamp)
        };
        if found.iter().any(is_another) {
            return Err(StorageError::Conflict);
        }
        found.retain(|found| {
            let key = found.row.get(shape.key);
            self.known.record(table, key).is_none() && !changed.contains(&(table, key))
        });
        query.answer(
            found
                .iter()
                .map(|found| &found.row)
                .chain(self.tables.rows(table)),
        )
    }

    async fn apply_all(&mut self, changes: &[Change]) -> Stored<Vec<Applied>> {
        if self.is_read_only {
            return Err(StorageError::Other(
                "a session that only reads was asked to change a record".into(),
            ));
        }
        self.reserve(changes).await?;
        let (records, values) = self.needed(changes);
        self.learn(records, values).await?;
        self.undo.apply(&mut self.tables, changes)
    }

    /// Says which records must be known before changes are made, and whose values.
    fn needed(&self, changes: &[Change]) -> (Vec<RecordKey>, BTreeMap<String, &'static Shape>) {
        let is_about_one = |change: &&Change| change.operation != Operation::Create && !change.key.is_null();
        let records = changes
            .iter()
            .filter(is_about_one)
            .map(|change| (change.shape, change.key.clone()))
            .collect();
        let values = |change: &'_ Change| {
            let row = change.after.as_ref()?;
            let names = self.server.names.uniques(change.shape, row);
            Some(names.map(|(name, _)| (name, change.shape)).collect::<Vec<_>>())
        };
        (records, changes.iter().filter_map(values).flatten().collect())
    }

    /// Has numbers reserved for the records that are created without a key.
    async fn reserve(&mut self, changes: &[Change]) -> Stored<()> {
        let mut counts: BTreeMap<&'static str, (&'static Shape, i64)> = BTreeMap::new();
        for change in changes.iter().filter(|change| change.key.is_null()) {
            counts.entry(&change.shape.table).or_insert((change.shape, 0)).1 += 1;
        }
        for (table, (shape, count)) in counts {
            let given = changes.iter().filter(|change| change.shape.table == table);
            let given = given.filter_map(|change| match change.key {
                Datum::Int(number) => Some(number),
                _ => None,
            });
            let given = given.fold(self.tables.last_key(table), i64::max);
            let first = self.server.reserve(shape, count, given).await?;
            self.known.reserve(table, first..first.saturating_add(count));
            self.tables.assign_from(shape, first);
        }
        Ok(())
    }

    /// Reads records and finds out who has values, as far as that is not known.
    async fn learn(
        &mut self,
        records: Vec<RecordKey>,
        values: BTreeMap<String, &'static Shape>,
    ) -> Stored<()> {
        let records = self.unknown(records);
        let (names, shapes): (Vec<String>, Vec<&'static Shape>) = values
            .into_iter()
            .filter(|(name, _)| !self.known.has_value(name))
            .unzip();
        let owners = self.look(records, &names).await?;
        let mut owned = Vec::new();
        for ((name, shape), owner) in names.into_iter().zip(shapes).zip(owners) {
            match owner {
                None => self.known.saw_free(name),
                Some(owner) => owned.push((name, (shape, owner_key(shape, owner)?))),
            }
        }
        let owners = owned.iter().map(|(_, owner)| owner.clone()).collect();
        self.look(self.unknown(owners), &[]).await?;
        if owned.iter().all(|(name, owner)| self.had(owner, name)) {
            Ok(())
        } else {
            Err(StorageError::Conflict)
        }
    }

    /// Looks up records and the owners of values, and notes the records.
    async fn look(&mut self, records: Vec<RecordKey>, values: &[String]) -> Stored<Vec<Option<Vec<u8>>>> {
        if records.is_empty() && values.is_empty() {
            return Ok(Vec::new());
        }
        let looked = self.server.look(&records, values).await?;
        self.known.looked();
        for ((shape, key), found) in records.into_iter().zip(looked.records) {
            self.note(shape, key, found)?;
        }
        Ok(looked.owners)
    }

    fn note(&mut self, shape: &'static Shape, key: Datum, found: Option<Found>) -> Stored<()> {
        let (stamp, values) = match found {
            None => (String::new(), Vec::new()),
            Some(Found { row, stamp }) => {
                let values = self
                    .server
                    .names
                    .uniques(shape, &row)
                    .map(|(name, _)| name)
                    .collect();
                // It cannot be there beside the others that are known, so they were read at two times.
                self.tables.know(shape, row).map_err(|_| StorageError::Conflict)?;
                (stamp, values)
            }
        };
        self.known.saw(&shape.table, key, Seen { stamp, values });
        Ok(())
    }

    fn unknown(&self, mut records: Vec<RecordKey>) -> Vec<RecordKey> {
        records.sort_by(|(one, left), (other, right)| (&one.table, left).cmp(&(&other.table, right)));
        records.dedup_by(|(one, left), (other, right)| one.table == other.table && left == right);
        records.retain(|(shape, key)| {
            self.known.record(&shape.table, key).is_none() && !self.undo.has_changed(&shape.table, key)
        });
        records
    }

    fn had(&self, (shape, key): &RecordKey, name: &String) -> bool {
        let seen = self.known.record(&shape.table, key);
        seen.is_some_and(|seen| seen.values.contains(name))
    }
}

fn owner_key(shape: &Shape, owner: Vec<u8>) -> Stored<Datum> {
    record::key(shape, owner)
        .ok_or_else(|| StorageError::Corrupt(format!("a value of {} belongs to no key", shape.table)))
}

impl Session for RedisSession {
    fn fetch<'a>(&'a mut self, query: &'a Query) -> Io<'a, Stored<Rows>> {
        if query.filter.searches() {
            return Io::ready(Err(NoTextSearch { store: "Redis" }.into()));
        }
        Io::later(self.fetch_any(query))
    }

    fn apply<'a>(&'a mut self, changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        Io::later(self.apply_all(changes))
    }

    fn savepoint(&mut self, step: Savepoint) -> Io<'_, Stored<()>> {
        Io::ready(self.undo.savepoint(&mut self.tables, step))
    }

    fn finish(self: Box<Self>, how: Finish) -> Io<'static, Stored<()>> {
        match how {
            Finish::Commit if !self.is_read_only => Io::later(self.commit()),
            Finish::Commit | Finish::Rollback => Io::ready(Ok(())),
        }
    }
}
