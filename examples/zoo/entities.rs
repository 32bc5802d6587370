use foobara::{Auto, Key, prelude::*};

use crate::domain::Zoo;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
pub(crate) struct Keeper {
    #[entity(key)]
    pub id: Auto<i64>,
    pub name: String,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
pub(crate) struct Capybara {
    #[entity(key)]
    pub id: Auto<i64>,
    /// Official name
    pub name: String,
    #[input(min = 0)]
    pub age: i64,
    pub keeper: Option<Key<Keeper>>,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
pub(crate) struct Safe {
    #[entity(key)]
    pub id: Auto<i64>,
    #[input(not_null)]
    pub label: Option<String>,
    pub pin: Option<Sensitive<String>>,
}
