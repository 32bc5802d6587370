use foobara_types::{Declaration, RuleSpec};
use serde_json::Value;

/// What the rules of numbers say together: the bounds that `min`, `max` and their kin set, and the step of `multiple_of`.
#[derive(Debug, Clone, Default)]
pub(super) struct Bounds {
    min: Option<f64>,
    max: Option<f64>,
    whole_min: Option<i128>,
    whole_max: Option<i128>,
    step: Option<f64>,
}

impl Bounds {
    /// Reads the bounds of a declaration.
    pub(super) fn of(declaration: &Declaration) -> Self {
        declaration.all_rules().fold(Self::default(), Self::with)
    }

    fn with(mut self, rule: &RuleSpec) -> Self {
        let Some(argument) = rule.arguments.first().map(foobara_types::Argument::to_value) else {
            return self;
        };
        match rule.kind.name {
            "min" => self.at_least(&argument, 0),
            "exclusive_min" => self.at_least(&argument, 1),
            "max" => self.at_most(&argument, 0),
            "exclusive_max" => self.at_most(&argument, 1),
            "multiple_of" => self.step = argument.as_f64(),
            _ => {}
        }
        self
    }

    /// A bound that is no whole number keeps as many of them out whether it is exclusive or not.
    fn at_least(&mut self, bound: &Value, distance: i128) {
        let Some(real) = bound.as_f64() else { return };
        self.min = Some(self.min.map_or(real, |min| min.max(real)));
        let whole = exact(bound).map_or_else(|| rounded(real.ceil()), |whole| Some(whole + distance));
        self.whole_min = self.whole_min.max(whole);
    }

    fn at_most(&mut self, bound: &Value, distance: i128) {
        let Some(real) = bound.as_f64() else { return };
        self.max = Some(self.max.map_or(real, |max| max.min(real)));
        let whole = exact(bound).map_or_else(|| rounded(real.floor()), |whole| Some(whole - distance));
        self.whole_max = match (self.whole_max, whole) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// Returns the bounds of whole numbers that are within `min` and `max` in any case.
    pub(super) fn whole(&self, min: i128, max: i128) -> (i128, i128) {
        (
            self.whole_min.map_or(min, |bound| bound.max(min)),
            self.whole_max.map_or(max, |bound| bound.min(max)),
        )
    }

    /// Returns the bounds of any numbers, those that are set.
    pub(super) fn real(&self) -> (Option<f64>, Option<f64>) {
        (self.min, self.max)
    }

    /// Returns what numbers have to be multiples of.
    pub(super) fn step(&self) -> Option<f64> {
        self.step
    }

    /// Returns what whole numbers have to be multiples of, as far as it is known.
    pub(super) fn whole_step(&self) -> i128 {
        let step = self.step.filter(|step| step.fract() == 0.0).and_then(rounded);
        step.map_or(1, |step| step.abs().max(1))
    }
}

/// Returns the whole number that a bound is.
fn exact(bound: &Value) -> Option<i128> {
    match (bound.as_i64(), bound.as_u64()) {
        (Some(whole), _) => Some(whole.into()),
        (None, Some(whole)) => Some(whole.into()),
        (None, None) => bound
            .as_f64()
            .filter(|real| real.fract() == 0.0)
            .and_then(rounded),
    }
}

/// Returns a float without decimals as a whole number; `None` beyond 64 bits.
fn rounded(real: f64) -> Option<i128> {
    const MOST: f64 = 18_446_744_073_709_551_615.0;
    (real.abs() <= MOST)
        .then(|| format!("{real:.0}").parse().ok())
        .flatten()
}
