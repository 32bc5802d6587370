use super::attributes::name_of;
use crate::declaration::UnionType;

/// The unions that are being described, and those that were found to stand within themselves.
#[derive(Debug)]
pub(super) struct Unions {
    open: Vec<Open>,
    defined: Vec<(usize, String)>,
}

#[derive(Debug)]
struct Open {
    address: usize,
    name: String,
    is_referred_to: bool,
}

impl Unions {
    pub(super) const fn new() -> Self {
        Self {
            open: Vec::new(),
            defined: Vec::new(),
        }
    }

    /// Returns the name of the definition of a union that is being described, or has one already.
    pub(super) fn refer(&mut self, union: &UnionType) -> Option<String> {
        let address = address(union);
        if let Some(open) = self.open.iter_mut().find(|open| open.address == address) {
            open.is_referred_to = true;
            return Some(open.name.clone());
        }
        let mut defined = self.defined.iter();
        defined.find_map(|(known, name)| (*known == address).then(|| name.clone()))
    }

    /// Begins to describe a union.
    pub(super) fn open(&mut self, union: &UnionType) {
        let name = self.unused(&name_of(&union.name));
        self.open.push(Open {
            address: address(union),
            name,
            is_referred_to: false,
        });
    }

    /// Ends the union that was begun last; returns the name of its definition when it stands within itself.
    pub(super) fn close(&mut self) -> Option<String> {
        let closed = self.open.pop().filter(|open| open.is_referred_to)?;
        self.defined.push((closed.address, closed.name.clone()));
        Some(closed.name)
    }

    /// Enums have no domain, so that two may have one name; no model is in a domain of that spelling.
    fn unused(&self, name: &str) -> String {
        let open = self.open.iter().map(|open| &open.name);
        let used: Vec<&String> = open.chain(self.defined.iter().map(|(_, name)| name)).collect();
        let mut numbers = 2_usize..;
        let mut candidate = format!("enum.{name}");
        while used.contains(&&candidate) {
            candidate = format!("enum.{name}{}", numbers.next().unwrap_or_default());
        }
        candidate
    }
}

fn address(union: &UnionType) -> usize {
    std::ptr::from_ref(union).addr()
}
