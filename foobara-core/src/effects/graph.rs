use super::{
    Effects,
    reach::{Way, ways},
};
use crate::{app::App, command::CommandMeta, entry::CommandEntry};

/// Which commands of an app run which, and what each of them may do.
#[derive(Debug, Clone, Copy)]
pub struct CallGraph<'a> {
    app: &'a App,
}

impl<'a> CallGraph<'a> {
    pub(crate) const fn new(app: &'a App) -> Self {
        Self { app }
    }

    /// Returns every command, in the order they were added.
    pub fn nodes(self) -> impl Iterator<Item = Node<'a>> {
        let nodes = self.app.commands().iter().zip(self.app.all_effects());
        nodes.map(|(entry, effects)| Node { entry, effects })
    }
}

/// A command in the call graph.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    /// The command.
    pub entry: &'a CommandEntry,
    /// What it may do, with all that it runs.
    pub effects: &'a Effects,
}

impl Node<'_> {
    /// Returns the commands that it runs itself, in the order it declares them.
    pub fn calls(&self) -> impl Iterator<Item = &'static CommandMeta> {
        self.entry.meta.callees()
    }

    /// Returns a shortest way to a command that `is_wanted`; the way to itself has one command.
    pub fn way_to(&self, is_wanted: impl Fn(&CommandMeta) -> bool) -> Option<Way> {
        ways(self.entry.meta)
            .into_iter()
            .find(|way| way.end().is_some_and(&is_wanted))
    }
}
