use foobara_connectors::Exposure;
use foobara_core::{App, Command, CommandEntry, CommandMeta, Port, effects::Node, ports::PortMeta};
use foobara_persistence::Entity;
use foobara_types::ModelType;

/// Some commands of an app, to state what none of them may do, with all that they run.
///
/// What a statement does not hold of is shown with the way there:
///
/// ```should_panic
/// use foobara::prelude::*;
/// use foobara_testing::Commands;
///
/// #[derive(Domain)]
/// struct Accounts;
///
/// #[foobara::command(domain = Accounts)]
/// async fn delete_account() {}
///
/// #[derive(Debug, Command)]
/// #[command(domain = Accounts, depends_on(DeleteAccount))]
/// struct Close;
///
/// impl Execute for Close {
///     type Output = ();
///     type Error = Infallible;
///
///     async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
///         Ok(cx.sub(DeleteAccount {}).run().await?)
///     }
/// }
///
/// let app = App::builder().domain::<Accounts>(commands![Close, DeleteAccount]).build()?;
/// // `Accounts::DeleteAccount` must not be reached, and is: `Accounts::Close` > `Accounts::DeleteAccount`
/// Commands::of(&app).filter(|command| command.meta.name == "Close").never_reach::<DeleteAccount>();
/// # Ok::<(), foobara::BuildErrors>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "nothing is stated of the commands yet"]
pub struct Commands<'a>(Vec<Node<'a>>);

impl<'a> Commands<'a> {
    /// Returns every command of an app.
    pub fn of(app: &'a App) -> Self {
        Self(app.graph().nodes().collect())
    }

    /// Returns the commands that are exposed: those that can be asked for from outside.
    pub fn exposed(exposure: &'a Exposure) -> Self {
        let is_exposed = |entry: &CommandEntry| {
            let exposed = exposure.commands().iter().map(|command| command.entry().meta);
            exposed.into_iter().any(|command| is(command, entry.meta))
        };
        Self::of(exposure.app()).filter(is_exposed)
    }

    /// Keeps those that `is_meant` holds of.
    pub fn filter(mut self, is_meant: impl Fn(&CommandEntry) -> bool) -> Self {
        self.0.retain(|node| is_meant(node.entry));
        self
    }

    /// States that none of them is `C` or runs it, be it by way of others.
    ///
    /// # Panics
    ///
    /// When one does.
    #[track_caller]
    pub fn never_reach<C: Command>(&self) -> &Self {
        self.never(
            &format!("`{}` must not be reached", C::META.reference()),
            |command| is(command, C::META),
        )
    }

    /// States that none of them creates, changes or deletes an `E`.
    ///
    /// # Panics
    ///
    /// When one does.
    #[track_caller]
    pub fn never_write<E: Entity>(&self) -> &Self {
        let entity = E::model();
        self.never(
            &format!("`{}` must not be written", entity.reference()),
            |command| names(command.writes, entity),
        )
    }

    /// States that none of them deletes an `E`.
    ///
    /// # Panics
    ///
    /// When one does.
    #[track_caller]
    pub fn never_delete<E: Entity>(&self) -> &Self {
        let entity = E::model();
        self.never(
            &format!("`{}` must not be deleted", entity.reference()),
            |command| names(command.deletes, entity),
        )
    }

    /// States that none of them calls the port `P`.
    ///
    /// # Panics
    ///
    /// When one does.
    #[track_caller]
    pub fn never_call<P: Port>(&self) -> &Self {
        let port = PortMeta::of::<P>();
        self.never(
            &format!("the port `{}` must not be called", port.name),
            |command| command.uses.iter().any(|used| used.is(&port)),
        )
    }

    /// States that all of them change nothing.
    ///
    /// # Panics
    ///
    /// When one does.
    #[track_caller]
    pub fn are_read_only(&self) -> &Self {
        let writing = self.0.iter().filter(|node| !node.effects.read_only.value);
        let found: Vec<String> = writing
            .map(|node| {
                format!(
                    "`{}` {}",
                    node.entry.meta.reference(),
                    node.effects.read_only.reason
                )
            })
            .collect();
        assert!(
            found.is_empty(),
            "nothing must be changed, and something is: {}",
            listed(&found)
        );
        self
    }

    /// Shows every way to what must not be.
    #[track_caller]
    fn never(&self, law: &str, is_broken_by: impl Fn(&CommandMeta) -> bool) -> &Self {
        let ways = self.0.iter().filter_map(|node| node.way_to(&is_broken_by));
        let found: Vec<String> = ways.map(|way| way.to_string()).collect();
        assert!(found.is_empty(), "{law}, and is: {}", listed(&found));
        self
    }
}

fn is(one: &CommandMeta, other: &CommandMeta) -> bool {
    one.path() == other.path()
}

fn names(entities: &[fn() -> &'static ModelType], entity: &ModelType) -> bool {
    entities
        .iter()
        .any(|declared| declared().reference() == entity.reference())
}

/// One finding stands in the line, several each in one of their own.
fn listed(found: &[String]) -> String {
    match found {
        [one] => one.clone(),
        several => several.iter().map(|one| format!("\n  - {one}")).collect(),
    }
}
