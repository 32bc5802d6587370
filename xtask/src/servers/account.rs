use std::{
    os::unix::{fs::chown, process::CommandExt},
    path::Path,
    process::Command,
};

use crate::step::Failure;

/// An account without privileges, for servers that refuse to run as root.
#[derive(Debug, Clone, Copy)]
pub(super) struct Account {
    user: u32,
    group: u32,
}

/// Accounts that are on most machines.
const USUAL: [&str; 2] = ["nobody", "postgres"];

impl Account {
    /// Returns the account to run servers as that can own `folder`, and makes it the owner; nothing if we are not root,
    /// and they run as ourselves.
    pub(super) fn owning(folder: &Path) -> Result<Option<Self>, Failure> {
        if !is_root() {
            return Ok(None);
        }
        let owns = |account: &Self| chown(folder, Some(account.user), Some(account.group)).is_ok();
        let account = USUAL.iter().filter_map(|name| Self::named(name)).find(owns);
        account.map(Some).ok_or_else(|| {
            Failure::new(format!(
                "servers refuse to run as root, and neither of the accounts {} can own {}: run this as another user",
                USUAL.join(" and "),
                folder.display()
            ))
        })
    }

    /// Makes a program run as this account.
    pub(super) fn take(self, program: &mut Command) {
        program.uid(self.user).gid(self.group);
    }

    fn named(name: &str) -> Option<Self> {
        Some(Self {
            user: id(&["-u", name])?,
            group: id(&["-g", name])?,
        })
    }
}

/// Returns whether this process may do everything.
pub(super) fn is_root() -> bool {
    id(&["-u"]) == Some(0)
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
