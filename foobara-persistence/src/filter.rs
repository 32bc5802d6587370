use std::{borrow::Cow, ops::Not};

use foobara_core::transaction::StorageError;
use serde_json::Value;

use crate::{
    datum::Datum,
    row::Row,
    search::Sought,
    shape::{Kind, Shape, misfit},
};

/// Which records.
///
/// A comparison with a value that is not there holds for no record, and its negation for every one: a filter is
/// true or false, never unknown. Text is compared by its bytes.
///
/// ```
/// use foobara_persistence::Filter;
///
/// let young_or_old = Filter::less("age", 3).or(Filter::greater("age", 40));
/// let named = !Filter::is_null("name");
/// let filter = young_or_old.and(named);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Filter {
    /// Every record.
    All,
    /// Those with these primary keys.
    Keys(Vec<Datum>),
    /// Those whose attribute compares like this.
    Compare {
        /// The name of the attribute, or the path of a part of one that is a model, as `home.street`.
        column: Cow<'static, str>,
        /// How to compare.
        with: Comparison,
        /// What with.
        value: Datum,
    },
    /// Those whose attribute is one of these; for null, has no value.
    AnyOf {
        /// The name of the attribute, or the path of a part of one.
        column: Cow<'static, str>,
        /// The values.
        values: Vec<Datum>,
    },
    /// Those that refer to a record that a filter holds for. The unit of work finds those records first, so that drivers are
    /// asked for their keys.
    Through {
        /// The path of the association, as `keeper` or `friends.#`.
        column: Cow<'static, str>,
        /// What holds for the record that is referred to.
        filter: Box<Self>,
    },
    /// Those that all of these hold for.
    And(Vec<Self>),
    /// Those that at least one of these holds for.
    Or(Vec<Self>),
    /// Those that this does not hold for.
    Not(Box<Self>),
}

/// How an attribute is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Comparison {
    /// It is the same; for null, that there is no value.
    Equal,
    /// It comes before the value.
    Less,
    /// It comes before the value or is the same.
    LessOrEqual,
    /// It comes after the value.
    Greater,
    /// It comes after the value or is the same.
    GreaterOrEqual,
    /// It is a text that starts with the value.
    StartsWith,
    /// It is a text that has the value in it, or a list that has it as an element.
    Contains,
    /// It is a text that has all the words of the value; see [`Filter::search`].
    Search,
}

/// Filters may come from outside; every walk over one is recursive, so their depth is limited where they enter.
pub(crate) const DEEPEST: usize = 64;

impl Filter {
    /// The attribute is `value`; for null, it has none.
    pub fn equal(column: impl Into<Cow<'static, str>>, value: impl Into<Datum>) -> Self {
        Self::compare(column, Comparison::Equal, value)
    }

    /// The attribute has no value.
    pub fn is_null(column: impl Into<Cow<'static, str>>) -> Self {
        Self::compare(column, Comparison::Equal, Datum::Null)
    }

    /// The attribute comes before `value`.
    pub fn less(column: impl Into<Cow<'static, str>>, value: impl Into<Datum>) -> Self {
        Self::compare(column, Comparison::Less, value)
    }

    /// The attribute comes before `value` or is the same.
    pub fn less_or_equal(column: impl Into<Cow<'static, str>>, value: impl Into<Datum>) -> Self {
        Self::compare(column, Comparison::LessOrEqual, value)
    }

    /// The attribute comes after `value`.
    pub fn greater(column: impl Into<Cow<'static, str>>, value: impl Into<Datum>) -> Self {
        Self::compare(column, Comparison::Greater, value)
    }

    /// The attribute comes after `value` or is the same.
    pub fn greater_or_equal(column: impl Into<Cow<'static, str>>, value: impl Into<Datum>) -> Self {
        Self::compare(column, Comparison::GreaterOrEqual, value)
    }

    /// The attribute is a text that starts with `prefix`.
    pub fn starts_with(column: impl Into<Cow<'static, str>>, prefix: impl Into<String>) -> Self {
        Self::compare(column, Comparison::StartsWith, Datum::Text(prefix.into()))
    }

    /// The attribute is a text that has `part` in it, or a list that has it as an element. For `shifts.#.keeper`, one of the
    /// elements of the list has it as that attribute.
    pub fn contains(column: impl Into<Cow<'static, str>>, part: impl Into<Datum>) -> Self {
        Self::compare(column, Comparison::Contains, part)
    }

    /// The attribute is a text that has all these words in it, in any order.
    ///
    /// A word is a run of letters (`L`) and decimal digits (`Nd`) of any script; whatever else there is separates words, and
    /// nothing is an operator, so that what people type can be passed on. Case does not matter. Words are found as a whole,
    /// not by parts or other forms of them. Without a word in it, a search finds every record that has a text; a word of more
    /// than 500 characters is in none. Records come in the order that is asked for: there is no rank.
    ///
    /// PostgreSQL searches text, and so do the drivers that have their records in memory; others refuse with
    /// [`NoTextSearch`](crate::NoTextSearch) as the source of the error, and
    /// [`Capabilities::text_search`](crate::Capabilities::text_search) says it beforehand. `#[entity(searched)]` on the
    /// attribute makes an index for it.
    ///
    /// ```
    /// use foobara::{Auto, Direction, Entity as _, Filter, MemoryStore, Repositories, prelude::*};
    ///
    /// #[derive(Domain)]
    /// struct Library;
    ///
    /// #[derive(Debug, Clone, PartialEq, Entity)]
    /// #[entity(domain = Library)]
    /// struct Book {
    ///     #[entity(key)]
    ///     id: Auto<i64>,
    ///     #[entity(searched)]
    ///     title: String,
    /// }
    ///
    /// #[derive(Debug, Command)]
    /// #[command(domain = Library, creates(Book), reads(Book))]
    /// struct FindBooks {
    ///     words: String,
    /// }
    ///
    /// impl Execute for FindBooks {
    ///     type Output = Vec<String>;
    ///     type Error = Infallible;
    ///
    ///     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
    ///         for title in ["The Master & Margarita", "Master of Go", "Masters of Atlantis"] {
    ///             cx.write::<Book>().create(Book { id: Auto::unassigned(), title: title.to_owned() }).await?;
    ///         }
    ///         let found = cx.read::<Book>().query().filter(Filter::search("title", self.words));
    ///         let found = found.order("title", Direction::Descending).all().await?;
    ///         Ok(found.into_iter().map(|book| book.title).collect())
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let app = App::builder().domain::<Library>(commands![FindBooks]).storage(MemoryStore::new()).build()?;
    /// let found = app.run(FindBooks { words: "the MASTER!".to_owned() }).await;
    /// assert_eq!(found.ok(), Some(vec!["The Master & Margarita".to_owned()]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn search(column: impl Into<Cow<'static, str>>, words: impl Into<String>) -> Self {
        Self::compare(column, Comparison::Search, Datum::Text(words.into()))
    }

    /// The attribute is one of `values`; for null, it has none.
    pub fn any_of<V: Into<Datum>>(
        column: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        Self::AnyOf {
            column: column.into(),
            values: values.into_iter().map(Into::into).collect(),
        }
    }

    /// The attribute refers to a record that `filter` holds for; for a list, one of its elements does.
    ///
    /// The records are looked for in a step of their own, before; the command says that it reads their entity.
    ///
    /// ```
    /// use foobara_persistence::Filter;
    ///
    /// let of_kim = Filter::through("keeper", Filter::equal("name", "Kim"));
    /// let near = Filter::through("keeper", Filter::through("zoo", Filter::equal("city", "Bern")));
    /// let filter = of_kim.or(near).and(!Filter::is_null("age"));
    /// ```
    pub fn through(column: impl Into<Cow<'static, str>>, filter: Self) -> Self {
        Self::Through {
            column: column.into(),
            filter: Box::new(filter),
        }
    }

    /// The attribute compares like this.
    pub fn compare(column: impl Into<Cow<'static, str>>, with: Comparison, value: impl Into<Datum>) -> Self {
        Self::Compare {
            column: column.into(),
            with,
            value: value.into(),
        }
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, only) | (only, Self::All) => only,
            (Self::And(mut all), other) => {
                all.push(other);
                Self::And(all)
            }
            (first, second) => Self::And(vec![first, second]),
        }
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Or(mut any), other) => {
                any.push(other);
                Self::Or(any)
            }
            (first, second) => Self::Or(vec![first, second]),
        }
    }

    /// Returns whether it holds for a row. [`Through`](Self::Through) holds for none, for no driver is asked for it.
    pub fn matches(&self, shape: &Shape, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Through { .. } => false,
            Self::Keys(keys) => keys.contains(row.get(shape.key)),
            Self::Compare { column, with, value } => shape
                .place(column)
                .is_some_and(|place| with.holds(&place.of(row), value)),
            Self::AnyOf { column, values } => shape
                .place(column)
                .is_some_and(|place| values.contains(&place.of(row))),
            Self::And(all) => all.iter().all(|filter| filter.matches(shape, row)),
            Self::Or(any) => any.iter().any(|filter| filter.matches(shape, row)),
            Self::Not(filter) => !filter.matches(shape, row),
        }
    }

    /// Refuses a filter that is too deep for the walks over it, each of which is recursive.
    ///
    /// # Errors
    ///
    /// When it nests deeper than [`DEEPEST`].
    pub(crate) fn check_depth(&self, shape: &Shape) -> Result<(), StorageError> {
        if self.nests_within(DEEPEST) {
            return Ok(());
        }
        Err(misfit(format!(
            "a filter on {} nests deeper than {DEEPEST}",
            shape.table
        )))
    }

    fn nests_within(&self, levels: usize) -> bool {
        let is_within = |filter: &Self| levels > 0 && filter.nests_within(levels - 1);
        match self {
            Self::And(filters) | Self::Or(filters) => filters.iter().all(is_within),
            Self::Not(filter) | Self::Through { filter, .. } => is_within(filter),
            Self::All | Self::Keys(_) | Self::Compare { .. } | Self::AnyOf { .. } => true,
        }
    }

    /// Returns whether it searches text, which drivers that do not are to refuse.
    pub fn searches(&self) -> bool {
        match self {
            Self::Compare { with, .. } => *with == Comparison::Search,
            Self::And(filters) | Self::Or(filters) => filters.iter().any(Self::searches),
            Self::Not(filter) | Self::Through { filter, .. } => filter.searches(),
            Self::All | Self::Keys(_) | Self::AnyOf { .. } => false,
        }
    }

    /// Brings every value to the form in which its column keeps it, so that drivers need not look.
    ///
    /// # Errors
    ///
    /// When there is no such column, or it does not hold such values.
    pub(crate) fn fit(self, shape: &Shape) -> Result<Self, StorageError> {
        let fit_all = |filters: Vec<Self>| -> Result<Vec<Self>, StorageError> {
            filters.into_iter().map(|filter| filter.fit(shape)).collect()
        };
        Ok(match self {
            unchanged @ (Self::All | Self::Through { .. }) => unchanged,
            Self::Keys(keys) => {
                let kind = shape.key_column().kind;
                // A key of another kind is the key of no record.
                Self::Keys(keys.into_iter().filter_map(|key| key.fit(kind)).collect())
            }
            Self::Compare { column, with, value } => {
                let value = fit_value(shape, &column, with, value)?;
                Self::Compare { column, with, value }
            }
            Self::AnyOf { column, values } => {
                let fit = |value| fit_value(shape, &column, Comparison::Equal, value);
                let values = values.into_iter().map(fit).collect::<Result<_, _>>()?;
                Self::AnyOf { column, values }
            }
            Self::And(all) => Self::And(fit_all(all)?),
            Self::Or(any) => Self::Or(fit_all(any)?),
            Self::Not(filter) => Self::Not(Box::new(filter.fit(shape)?)),
        })
    }
}

fn fit_value(shape: &Shape, name: &str, with: Comparison, value: Datum) -> Result<Datum, StorageError> {
    let place = shape
        .place(name)
        .ok_or_else(|| misfit(format!("{} has no attribute `{name}`", shape.table)))?;
    let kind = place.kind;
    let fit = match (with, kind) {
        (with, _) if place.elements.is_some() && with != Comparison::Contains => None,
        (Comparison::StartsWith | Comparison::Contains | Comparison::Search, Kind::Text)
        | (Comparison::Contains, Kind::Json)
        | (
            Comparison::Equal
            | Comparison::Less
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual,
            _,
        ) => value.fit(kind),
        (Comparison::StartsWith | Comparison::Contains | Comparison::Search, _) => None,
    };
    fit.ok_or_else(|| {
        misfit(format!(
            "`{name}` of {} is not compared with such values",
            shape.table
        ))
    })
}

impl Not for Filter {
    type Output = Self;

    fn not(self) -> Self {
        Self::Not(Box::new(self))
    }
}

impl Comparison {
    fn holds(self, stored: &Datum, value: &Datum) -> bool {
        if self == Self::Equal {
            return stored == value;
        }
        if stored.is_null() || value.is_null() {
            return false;
        }
        match self {
            Self::Equal => stored == value,
            Self::Less => stored < value,
            Self::LessOrEqual => stored <= value,
            Self::Greater => stored > value,
            Self::GreaterOrEqual => stored >= value,
            Self::StartsWith => match (stored, value) {
                (Datum::Text(stored), Datum::Text(prefix)) => stored.starts_with(prefix.as_str()),
                _ => false,
            },
            Self::Contains => match (stored, value) {
                (Datum::Text(stored), Datum::Text(part)) => stored.contains(part.as_str()),
                (Datum::Json(Value::Array(elements)), Datum::Json(element)) => elements.contains(element),
                _ => false,
            },
            Self::Search => match (stored, value) {
                (Datum::Text(stored), Datum::Text(words)) => Sought::of(words).is_in(stored),
                _ => false,
            },
        }
    }
}
