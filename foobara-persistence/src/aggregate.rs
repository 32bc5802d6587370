use foobara_core::transaction::StorageError;

use crate::{
    datum::Datum,
    row::Row,
    shape::{Kind, Shape, misfit},
};

/// One figure about the records found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aggregate {
    /// What is computed.
    pub function: Function,
    /// The position of the column it is computed of.
    pub column: usize,
}

/// What can be computed of the values of a column. What has no value does not count; of no values at all, each is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// The sum of whole numbers, which is one of 64 bits or an error, or of numbers.
    Sum,
    /// The mean, as a number.
    Average,
    /// The smallest value.
    Minimum,
    /// The largest value.
    Maximum,
}

impl Aggregate {
    /// Returns the kind of the figure.
    pub fn kind(self, shape: &Shape) -> Kind {
        let kind = shape
            .columns
            .get(self.column)
            .map_or(Kind::Json, |column| column.kind);
        match self.function {
            Function::Average => Kind::Float,
            Function::Sum | Function::Minimum | Function::Maximum => kind,
        }
    }

    /// Says whether the column has values that can be added or compared.
    ///
    /// # Errors
    ///
    /// When it has not.
    pub(crate) fn fit(self, shape: &Shape) -> Result<(), StorageError> {
        let column = shape.columns.get(self.column);
        let is_fit = column.is_some_and(|column| match self.function {
            Function::Sum | Function::Average => matches!(column.kind, Kind::Int | Kind::Float),
            Function::Minimum | Function::Maximum => {
                matches!(column.kind, Kind::Int | Kind::Float | Kind::Text)
            }
        });
        let name = column.map_or("", |column| &column.name);
        let refusal = || {
            misfit(format!(
                "there is no {:?} of `{name}` of {}",
                self.function, shape.table
            ))
        };
        is_fit.then_some(()).ok_or_else(refusal)
    }

    /// Computes the figure, for drivers that have the rows themselves.
    ///
    /// # Errors
    ///
    /// When a sum of whole numbers has more than 64 bits.
    pub fn of<'a>(self, rows: impl Iterator<Item = &'a Row>) -> Result<Datum, StorageError> {
        let mut values = rows
            .map(|row| row.get(self.column))
            .filter(|datum| !datum.is_null());
        match self.function {
            Function::Sum => values.try_fold(Datum::Null, add),
            Function::Average => Ok(average(values)),
            Function::Minimum => Ok(values.min().cloned().unwrap_or(Datum::Null)),
            Function::Maximum => Ok(values.max().cloned().unwrap_or(Datum::Null)),
        }
    }
}

fn add(sum: Datum, value: &Datum) -> Result<Datum, StorageError> {
    match (sum, value) {
        (Datum::Int(sum), Datum::Int(value)) => sum
            .checked_add(*value)
            .map(Datum::Int)
            .ok_or_else(|| misfit("a sum has more than 64 bits".to_owned())),
        (Datum::Float(sum), Datum::Float(value)) => Ok(Datum::Float(sum + value)),
        (_, first) => Ok(first.clone()),
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::as_conversions,
    reason = "a mean is a number of double precision"
)]
fn average<'a>(values: impl Iterator<Item = &'a Datum>) -> Datum {
    let mut count = 0_u32;
    let sum: f64 = values
        .map(|value| {
            count += 1;
            match value {
                Datum::Int(value) => *value as f64,
                Datum::Float(value) => *value,
                _ => 0.0,
            }
        })
        .sum();
    if count == 0 {
        Datum::Null
    } else {
        Datum::Float(sum / f64::from(count))
    }
}
