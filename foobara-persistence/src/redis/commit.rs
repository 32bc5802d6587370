use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use foobara_core::transaction::StorageError;
use redis::{Script, ScriptInvocation};

use super::{record, session::RedisSession};
use crate::{
    datum::Datum,
    driver::Stored,
    row::Row,
    shape::{Shape, misfit},
};

static COMMIT: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("commit.lua")));

/// Answers of the script.
const DONE: &str = "done";
const CONFLICT: &str = "conflict";
const DUPLICATE: &str = "duplicate";

/// Something that must be as it was.
struct Check {
    /// Whether it is the stamp of a record, or a text of its own.
    kind: &'static str,
    name: String,
    /// What it must be; empty when it must not be there.
    expected: String,
    refusal: &'static str,
}

/// A value that is unique and that a record is to have.
struct Claim {
    name: String,
    owner: String,
    lifetime: String,
    columns: Vec<String>,
}

/// What becomes of a record.
struct Write<'a> {
    shape: &'static Shape,
    key: &'a Datum,
    row: Option<&'a Row>,
}

impl RedisSession {
    /// Does everything at once, unless something is not as it was.
    pub(super) async fn commit(self: Box<Self>) -> Stored<()> {
        let changed = self.undo.changed();
        let writes: Vec<Write<'_>> = changed
            .into_iter()
            .filter_map(|(table, key)| self.write(table, key))
            .collect();
        if writes.is_empty() && self.known.is_of_one_time() {
            return Ok(());
        }
        let claims: Vec<Claim> = writes.iter().flat_map(|write| self.claims(write)).collect();
        let script = self.script(&writes, &claims);
        let answer: String = self.server.invoke(&script).await?;
        match answer.as_str() {
            DONE => Ok(()),
            CONFLICT => Err(StorageError::Conflict),
            DUPLICATE => Err(StorageError::Duplicate),
            place => Err(taken(claims, place)),
        }
    }

    fn write<'a>(&'a self, table: &'static str, key: &'a Datum) -> Option<Write<'a>> {
        Some(Write {
            shape: self.tables.shape(table)?,
            key,
            row: self.tables.row(table, key),
        })
    }

    /// Returns the names of the values that a record had, as far as they are not only kept.
    fn given_up<'a>(&'a self, write: &'a Write<'_>) -> impl Iterator<Item = &'a String> {
        let seen = self.known.record(&write.shape.table, write.key);
        let kept = self.names(write);
        let had = seen.into_iter().flat_map(|seen| &seen.values);
        had.filter(move |name| self.expires(write) || !kept.contains(name))
    }

    /// Returns the values that a record is to have and has not had. Those of records that expire are written anew, for
    /// they expire with them.
    fn claims(&self, write: &Write<'_>) -> Vec<Claim> {
        let seen = self.known.record(&write.shape.table, write.key);
        let has = |name: &String| seen.is_some_and(|seen| seen.values.contains(name));
        let Some(row) = write.row else {
            return Vec::new();
        };
        self.server
            .names
            .uniques(write.shape, row)
            .filter(|(name, _)| self.expires(write) || !has(name))
            .map(|(name, group)| Claim {
                name,
                owner: record::key_text(write.key),
                lifetime: self.server.lifetime(&write.shape.table),
                columns: write.shape.names(group),
            })
            .collect()
    }

    fn names(&self, write: &Write<'_>) -> Vec<String> {
        let names = write.row.map(|row| self.server.names.uniques(write.shape, row));
        names.into_iter().flatten().map(|(name, _)| name).collect()
    }

    fn expires(&self, write: &Write<'_>) -> bool {
        self.server.lifetimes.contains_key(write.shape.table.as_str())
    }

    fn checks(&self, writes: &[Write<'_>], claims: &[Claim]) -> Vec<Check> {
        let names = &self.server.names;
        let conflict = |kind, name, expected| Check {
            kind,
            name,
            expected,
            refusal: CONFLICT,
        };
        let records = self.known.records();
        let records = records
            .map(|(table, key, seen)| conflict("record", names.record(table, key), seen.stamp.clone()));
        let created = writes.iter().filter_map(|write| self.created(write));
        let tables = self.known.tables();
        let tables = tables.map(|(table, stamp)| conflict("text", names.changed(table), stamp.to_owned()));
        let claimed: BTreeSet<&str> = claims.iter().map(|claim| claim.name.as_str()).collect();
        let free = self.known.free_values().filter(|name| !claimed.contains(name));
        let free = free.map(|name| conflict("text", name.to_owned(), String::new()));
        records.chain(created).chain(tables).chain(free).collect()
    }

    /// Says that a record that was created without a look must not be there.
    fn created(&self, write: &Write<'_>) -> Option<Check> {
        let table = write.shape.table.as_str();
        let is_new = self.known.record(table, write.key).is_none();
        // Whoever was assigned a key did not choose it, and gets another when trying again.
        let refusal = if self.known.is_reserved(table, write.key) {
            CONFLICT
        } else {
            DUPLICATE
        };
        is_new.then(|| Check {
            kind: "record",
            name: self.server.names.record(table, write.key),
            expected: String::new(),
            refusal,
        })
    }

    fn script(&self, writes: &[Write<'_>], claims: &[Claim]) -> ScriptInvocation<'static> {
        let mut script = COMMIT.key(self.server.names.clock());
        let checks = self.checks(writes, claims);
        script.arg(checks.len());
        for check in checks {
            script.key(check.name);
            script.arg(check.kind).arg(check.expected).arg(check.refusal);
        }
        if writes.is_empty() {
            return script;
        }
        let given_up: Vec<&String> = writes.iter().flat_map(|write| self.given_up(write)).collect();
        script.arg(given_up.len()).key(given_up);
        script.arg(claims.len());
        for (place, claim) in claims.iter().enumerate() {
            script.key(&claim.name);
            script.arg(&claim.owner).arg(&claim.lifetime).arg(place);
        }
        self.push_writes(&mut script, writes);
        script
    }

    fn push_writes(&self, script: &mut ScriptInvocation<'_>, writes: &[Write<'_>]) {
        let names = &self.server.names;
        let mut tables: BTreeMap<&str, Vec<&Write<'_>>> = BTreeMap::new();
        for write in writes {
            tables.entry(&write.shape.table).or_default().push(write);
        }
        script.arg(tables.len());
        for (table, writes) in tables {
            script.key(names.index(table)).key(names.changed(table));
            script.key(names.last_key(table)).key(names.expiring(table));
            script.arg(self.server.lifetime(table));
            script.arg(self.tables.last_key(table)).arg(writes.len());
            for write in writes {
                script.key(names.record(table, write.key));
                push_write(script, write);
            }
        }
    }
}

fn push_write(script: &mut ScriptInvocation<'_>, write: &Write<'_>) {
    let score = match write.key {
        Datum::Int(number) => *number,
        _ => 0,
    };
    script.arg(record::key_text(write.key)).arg(score);
    let fields = write.row.map(|row| record::fields(write.shape, row));
    let fields: Vec<(&str, Vec<u8>)> = fields.into_iter().flatten().collect();
    script.arg(2 * fields.len());
    for (name, value) in fields {
        script.arg(name).arg(value);
    }
}

fn taken(mut claims: Vec<Claim>, place: &str) -> StorageError {
    match place.parse() {
        Ok(place) if place < claims.len() => StorageError::Taken(claims.swap_remove(place).columns),
        _ => misfit(format!("Redis answered a commit with `{place}`")),
    }
}
