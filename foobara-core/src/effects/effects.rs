use foobara_types::ModelType;

use super::{
    cause,
    hint::Hint,
    reach::{Way, ways},
};
use crate::{
    command::{CommandMeta, DeclaredHints},
    ports::PortMeta,
};

/// What a command may do, with all that it runs. The hints tell of what it enqueues, too, which is done later.
///
/// ```
/// use foobara::prelude::*;
///
/// #[derive(Domain)]
/// struct Arithmetic;
///
/// #[derive(Debug, Command)]
/// #[command(domain = Arithmetic)]
/// struct Add {
///     a: i64,
///     b: i64,
/// }
///
/// impl Execute for Add {
///     type Output = i64;
///     type Error = Infallible;
///
///     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
///         Ok(self.a + self.b)
///     }
/// }
///
/// let app = App::builder().domain::<Arithmetic>(commands![Add]).build()?;
/// let effects = app.effects("Add").found().ok_or("it is there")?;
/// assert!(effects.read_only.value);
/// assert_eq!(effects.open_world.reason, "calls no port");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Effects {
    /// The entities that it may read, those that it writes included; sorted by full name.
    pub reads: Vec<&'static ModelType>,
    /// The entities that it may write in whatever way, sorted by full name.
    pub writes: Vec<&'static ModelType>,
    /// The entities that it may delete, sorted by full name.
    pub deletes: Vec<&'static ModelType>,
    /// The ports that it may call, sorted by name.
    pub ports: Vec<&'static PortMeta>,
    /// Whether it changes nothing: it is a query.
    pub read_only: Hint,
    /// Whether it may destroy what is there: delete it, or write over it.
    pub destructive: Hint,
    /// Whether running it twice with the same inputs comes to the same as running it once.
    pub idempotent: Hint,
    /// Whether it reaches the world outside the app.
    pub open_world: Hint,
}

impl Effects {
    /// Derives the effects of a command.
    pub fn of(command: &'static CommandMeta) -> Self {
        let ways = ways(command);
        let change = cause::of_change(command);
        Self {
            reads: entities(&ways, |command| command.reads),
            writes: entities(&ways, |command| command.writes),
            deletes: entities(&ways, |command| command.deletes),
            ports: ports(&ways),
            destructive: destructive(command, change.is_none()),
            idempotent: idempotent(&command.hints, change.as_deref()),
            read_only: change.map_or_else(|| Hint::yes("changes nothing"), Hint::no),
            open_world: cause::of_going_outside(command).map_or_else(|| Hint::no("calls no port"), Hint::yes),
        }
    }
}

fn destructive(command: &'static CommandMeta, is_read_only: bool) -> Hint {
    if let Some(value) = command.hints.destructive {
        return Hint::declared(value);
    }
    match cause::of_destruction(command) {
        Some(cause) => Hint::yes(cause),
        None if is_read_only => Hint::no("changes nothing"),
        None => Hint::no("only adds to what is there"),
    }
}

fn idempotent(declared: &DeclaredHints, change: Option<&str>) -> Hint {
    match (declared.idempotent, change) {
        (Some(value), _) => Hint::declared(value),
        (None, None) => Hint::yes("changes nothing"),
        (None, Some(change)) => Hint::no(change),
    }
}

type Declared = fn(&CommandMeta) -> &'static [fn() -> &'static ModelType];

fn entities(ways: &[Way], declared: Declared) -> Vec<&'static ModelType> {
    let commands = ways.iter().filter_map(Way::end);
    let mut entities: Vec<&'static ModelType> = commands.flat_map(declared).map(|entity| entity()).collect();
    entities.sort_by_cached_key(|entity| entity.reference());
    entities.dedup_by_key(|entity| entity.reference());
    entities
}

fn ports(ways: &[Way]) -> Vec<&'static PortMeta> {
    let commands = ways.iter().filter_map(Way::end);
    let mut ports: Vec<&'static PortMeta> = commands.flat_map(|command| command.uses).collect();
    ports.sort_by_key(|port| port.name);
    ports.dedup_by(|one, other| one.is(other));
    ports
}
