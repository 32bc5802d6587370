//! The programs that are compiled.

use super::source;

/// What a program is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Commands in an app, exposed.
    Foobara,
    /// Structs with serde's derives and functions, in a table.
    Serde,
}

impl Side {
    /// Both, the one that is measured first.
    pub(super) const ALL: [Self; 2] = [Self::Foobara, Self::Serde];

    fn name(self) -> &'static str {
        match self {
            Self::Foobara => "foobara",
            Self::Serde => "serde",
        }
    }
}

/// A program with a number of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Program {
    /// What it is made with.
    pub(super) side: Side,
    /// How many commands it has.
    pub(super) commands: usize,
}

/// The commands of one domain, which are in one file.
pub(super) const PER_DOMAIN: usize = 25;

impl Program {
    /// Its package: `foobara-1000`.
    pub(super) fn package(self) -> String {
        format!("{}-{}", self.side.name(), self.commands)
    }

    /// How rustc is told to name it: `foobara_1000`.
    pub(super) fn crate_name(self) -> String {
        self.package().replace('-', "_")
    }

    /// The number of its domains.
    pub(super) fn domains(self) -> usize {
        self.commands.div_ceil(PER_DOMAIN)
    }

    /// The numbers of the commands of a domain.
    pub(super) fn commands_of(self, domain: usize) -> std::ops::Range<usize> {
        let first = domain * PER_DOMAIN;
        first..self.commands.min(first + PER_DOMAIN)
    }

    /// Every file with its path in the package.
    pub(super) fn files(self) -> Vec<(String, String)> {
        let mut files = vec![
            ("Cargo.toml".to_owned(), source::manifest(self)),
            ("src/main.rs".to_owned(), source::main(self)),
        ];
        files.extend((0..self.domains()).map(|domain| {
            let name = format!("src/domain{domain}.rs");
            (name, self.domain(domain, 0))
        }));
        files
    }

    /// The file that an edit changes, and its text after the edit number `edit`: a number in the body of its first
    /// command is another.
    pub(super) fn edited(self, edit: usize) -> (String, String) {
        ("src/domain0.rs".to_owned(), self.domain(0, edit))
    }

    fn domain(self, domain: usize, edit: usize) -> String {
        source::domain(self, domain, edit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_one_domain() {
        let program = Program {
            side: Side::Foobara,
            commands: 60,
        };
        let commands: Vec<usize> = (0..program.domains())
            .flat_map(|domain| program.commands_of(domain))
            .collect();
        assert_eq!(commands, (0..60).collect::<Vec<_>>());
    }

    #[test]
    fn an_edit_changes_one_body() {
        for side in Side::ALL {
            let program = Program { side, commands: 30 };
            let (name, after) = program.edited(7);
            let before = program.files().into_iter().find(|(file, _)| *file == name);
            let before = before.map(|(_, text)| text).unwrap_or_default();
            let changed = before
                .lines()
                .zip(after.lines())
                .filter(|(before, after)| before != after);
            assert_eq!(changed.count(), 1, "{side:?}");
        }
    }
}
