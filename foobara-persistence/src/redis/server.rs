use std::{collections::BTreeMap, sync::LazyLock, time::Duration};

use foobara_core::transaction::StorageError;
use redis::{
    FromRedisValue, Pipeline, Script, ScriptInvocation, Value, aio::ConnectionManager, from_redis_value, pipe,
};

use super::{
    error::{translate, unreadable},
    names::Names,
    record::{self, Fields, Found},
};
use crate::{
    datum::Datum,
    driver::Stored,
    shape::{Shape, misfit},
};

static PAGE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("page.lua")));
static RESERVE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("reserve.lua")));

/// So much is asked for at once at most.
const MOST_AT_ONCE: usize = 500;

/// So often an entity is read anew that others change meanwhile.
const ATTEMPTS: usize = 10;

/// A record, by its entity and its key.
pub(super) type RecordKey = (&'static Shape, Datum);

/// A Redis server, and what things are called there.
pub(super) struct Server {
    pub(super) connection: ConnectionManager,
    pub(super) names: Names,
    pub(super) lifetimes: BTreeMap<&'static str, Duration>,
}

/// Records, and which records have values: the answers of [`Server::look`], in the order of the questions.
#[derive(Default)]
pub(super) struct Looked {
    pub(super) records: Vec<Option<Found>>,
    pub(super) owners: Vec<Option<Vec<u8>>>,
}

impl Server {
    /// Returns how long the records of an entity are kept, in milliseconds, or nothing.
    pub(super) fn lifetime(&self, table: &str) -> String {
        let lifetime = self.lifetimes.get(table);
        lifetime.map_or_else(String::new, |lifetime| lifetime.as_millis().max(1).to_string())
    }

    /// Looks up records by their keys, and who has the values of these names.
    pub(super) async fn look(&self, records: &[RecordKey], values: &[String]) -> Stored<Looked> {
        let mut looked = Looked::default();
        for records in records.chunks(MOST_AT_ONCE) {
            let names: Vec<String> = records
                .iter()
                .map(|(shape, key)| self.names.record(&shape.table, key))
                .collect();
            let found: Vec<Fields> = self.ask("HGETALL", &names).await?;
            for (((shape, _), name), fields) in records.iter().zip(&names).zip(found) {
                looked.records.push(record::found(shape, name, fields)?);
            }
        }
        for values in values.chunks(MOST_AT_ONCE) {
            looked
                .owners
                .extend(self.ask::<Option<Vec<u8>>>("GET", values).await?);
        }
        Ok(looked)
    }

    /// Reads every record of an entity, as they are at one time, and the stamp of its last change.
    pub(super) async fn scan(&self, shape: &'static Shape) -> Stored<(String, Vec<Found>)> {
        for _ in 0..ATTEMPTS {
            if let Some(scanned) = self.scan_once(shape).await? {
                return Ok(scanned);
            }
        }
        Err(StorageError::Conflict)
    }

    /// Reserves numbers beyond all that were keys and beyond `given`. Returns the first.
    pub(super) async fn reserve(&self, shape: &Shape, count: i64, given: i64) -> Stored<i64> {
        let counter = self.names.last_key(&shape.table);
        let last: i64 = if given == 0 {
            let mut command = redis::cmd("INCRBY");
            command.arg(counter).arg(count);
            command
                .query_async(&mut self.connection.clone())
                .await
                .map_err(translate)?
        } else {
            let mut reserve = RESERVE.key(counter);
            self.invoke(reserve.arg(count).arg(given)).await?
        };
        Ok(last - count + 1)
    }

    /// Says whether the names of entities are free to be used.
    pub(super) async fn check(&self, shapes: &[&'static Shape]) -> Stored<()> {
        let names: Vec<String> = shapes
            .iter()
            .map(|shape| self.names.index(&shape.table))
            .collect();
        let types: Vec<String> = self.ask("TYPE", &names).await?;
        match names
            .iter()
            .zip(types)
            .find(|(_, found)| !matches!(found.as_str(), "none" | "zset"))
        {
            None => Ok(()),
            Some((name, found)) => Err(misfit(format!(
                "the key `{name}` is a {found} of somebody else; choose another prefix"
            ))),
        }
    }

    pub(super) async fn invoke<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Stored<T> {
        script
            .invoke_async(&mut self.connection.clone())
            .await
            .map_err(translate)
    }

    /// Asks the same of several keys, at one time.
    async fn ask<T: FromRedisValue>(&self, command: &str, keys: &[String]) -> Stored<Vec<T>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut pipeline: Pipeline = pipe();
        for key in keys {
            pipeline.cmd(command).arg(key);
        }
        if keys.len() > 1 {
            pipeline.atomic();
        }
        let answers: Vec<Value> = pipeline
            .query_async(&mut self.connection.clone())
            .await
            .map_err(translate)?;
        let answers = answers.into_iter().map(from_redis_value);
        answers.collect::<Result<_, _>>().map_err(unreadable)
    }

    /// Reads an entity page by page, unless it is changed between two pages.
    async fn scan_once(&self, shape: &'static Shape) -> Stored<Option<(String, Vec<Found>)>> {
        let records = self.names.records(&shape.table);
        let mut found = Vec::new();
        let mut first = 0;
        let mut stamp: Option<String> = None;
        loop {
            let mut page = PAGE.key(self.names.index(&shape.table));
            page.key(self.names.changed(&shape.table));
            page.arg(&records).arg(first).arg(first + MOST_AT_ONCE - 1);
            let (changed, members, hashes): (String, Vec<String>, Vec<Fields>) = self.invoke(&page).await?;
            if stamp.as_ref().is_some_and(|stamp| *stamp != changed) {
                return Ok(None);
            }
            let is_last = members.len() < MOST_AT_ONCE;
            for (member, fields) in members.into_iter().zip(hashes) {
                found.extend(record::found(shape, &(records.clone() + &member), fields)?);
            }
            if is_last {
                return Ok(Some((changed, found)));
            }
            stamp = Some(changed);
            first += MOST_AT_ONCE;
        }
    }
}
