use super::{dialect::Dialect, statement::Statement};
use crate::{
    aggregate::{Aggregate, Function},
    datum::Datum,
    filter::Filter,
    query::{Direction, Order, Query, Select},
    shape::{Column, Kind, Shape},
};

impl<D: Dialect> Statement<D> {
    /// Asks what a query asks.
    pub(super) fn select(dialect: D, query: &Query) -> Self {
        let shape = query.shape;
        let wanted = match &query.select {
            Select::Rows => names(dialect, &shape.columns),
            Select::Count => "COUNT(*)".to_owned(),
            Select::Figures(figures) => figures_of(dialect, shape, figures),
        };
        let mut statement = Self::new(
            dialect,
            format!("SELECT {wanted} FROM {}", dialect.quote(&shape.table)),
        );
        if query.filter != Filter::All {
            statement.push(" WHERE ");
            statement.filter(shape, &query.filter);
        }
        if query.select == Select::Rows {
            statement.order(query);
            if query.for_update {
                statement.push(dialect.lock());
            }
        }
        statement
    }

    fn order(&mut self, query: &Query) {
        let key = Order {
            column: query.shape.key,
            direction: Direction::Ascending,
        };
        let columns = query.order.iter().chain([&key]);
        let known =
            columns.filter_map(|order| Some((query.shape.columns.get(order.column)?, order.direction)));
        for (index, (column, direction)) in known.enumerate() {
            self.push(if index == 0 { " ORDER BY " } else { ", " });
            self.push(&self.dialect.quote(&column.name));
            self.push(match direction {
                Direction::Ascending => " ASC",
                Direction::Descending => " DESC",
            });
            if column.nullable {
                self.push(self.dialect.place_of_nulls(direction));
            }
        }
        if let Some(limit) = query.limit {
            self.push(" LIMIT ");
            self.bind("the limit", Kind::Int, &Datum::Int(limit.into()));
        }
    }
}

/// Returns the names of columns, for a list of them.
pub(super) fn names<'a, D: Dialect>(dialect: D, columns: impl IntoIterator<Item = &'a Column>) -> String {
    let quoted: Vec<String> = columns
        .into_iter()
        .map(|column| dialect.quote(&column.name))
        .collect();
    quoted.join(", ")
}

fn figures_of<D: Dialect>(dialect: D, shape: &Shape, figures: &[Aggregate]) -> String {
    let known = figures
        .iter()
        .filter_map(|figure| Some((figure.function, shape.columns.get(figure.column)?)));
    let written = known.map(|(function, column)| {
        let name = dialect.quote(&column.name);
        match (function, column.kind) {
            (Function::Sum, Kind::Int) => dialect.sum_of_ints(&name),
            (Function::Sum, _) => format!("SUM({name})"),
            (Function::Average, _) => format!("AVG(CAST({name} AS {}))", D::DOUBLE),
            (Function::Minimum, _) => format!("MIN({name})"),
            (Function::Maximum, _) => format!("MAX({name})"),
        }
    });
    written.collect::<Vec<_>>().join(", ")
}
