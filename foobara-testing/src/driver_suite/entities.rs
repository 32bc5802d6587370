//! The entities that the claims are about.

use foobara_macros::{Domain, Entity, Model, Organization};
use foobara_persistence::{Auto, Entity as _, Key, OrNew, Record};
use foobara_types::Sensitive;
use jiff::Timestamp;

#[derive(Debug, Organization)]
#[organization(crate = "crate::driver_suite::facade")]
pub struct Acme;

#[derive(Debug, Domain)]
#[domain(organization = Acme, crate = "crate::driver_suite::facade")]
pub struct Zoo;

/// Its keys are assigned; it has a value of each kind.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(
    domain = Zoo, create_aggregate = NewCapybara, update_aggregate = CapybaraChanges,
    crate = "crate::driver_suite::facade"
)]
pub struct Capybara {
    #[entity(key)]
    pub id: Auto<i64>,
    pub name: String,
    pub age: Option<u8>,
    pub weight: Option<f64>,
    pub is_tame: bool,
    #[entity(json)]
    pub tags: Vec<String>,
    pub chip: Option<Sensitive<String>>,
    #[entity(indexed, nested)]
    pub keeper: Option<Key<Keeper>>,
}

/// Its keys are names, and it has a version.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(
    domain = Zoo, create_aggregate = NewKeeper, update_aggregate = KeeperChanges,
    crate = "crate::driver_suite::facade"
)]
pub struct Keeper {
    #[entity(key)]
    pub name: String,
    pub salary: i64,
    #[entity(version)]
    pub version: u32,
}

/// It has attributes that are unique, and a model within.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Zoo, crate = "crate::driver_suite::facade")]
pub struct Visitor {
    #[entity(key)]
    pub id: Auto<i64>,
    #[entity(unique)]
    pub email: String,
    #[entity(unique)]
    pub ticket: Option<i64>,
    #[entity(json)]
    pub home: Option<Home>,
}

/// It refers to records of other entities, and each reference says what becomes of it.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Zoo, crate = "crate::driver_suite::facade")]
pub struct Visit {
    #[entity(key)]
    pub id: Auto<i64>,
    #[entity(on_delete = cascade)]
    pub visitor: Key<Visitor>,
    #[entity(on_delete = clear)]
    pub guide: Option<Key<Keeper>>,
    #[entity(on_delete = restrict)]
    pub favourite: Option<Key<Capybara>>,
    #[entity(on_delete = cascade)]
    pub after: Option<Key<Self>>,
    #[entity(version)]
    pub version: u32,
}

/// It refers to records that can be loaded: alone, in a list, in a model, and in models in a list.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(
    domain = Zoo, create_aggregate = NewPen, update_aggregate = PenChanges, crate = "crate::driver_suite::facade"
)]
pub struct Pen {
    #[entity(key)]
    pub id: Auto<i64>,
    #[entity(nested)]
    pub keeper: Record<Keeper>,
    #[entity(nested)]
    pub eldest: Option<Record<Capybara>>,
    #[entity(json, nested)]
    pub capybaras: Vec<Record<Capybara>>,
    #[entity(json)]
    pub care: Option<Care>,
    #[entity(json)]
    pub shifts: Vec<Shift>,
    pub next: Option<Record<Self>>,
}

/// Who cares for a pen.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(crate = "crate::driver_suite::facade")]
pub struct Care {
    pub sponsor: Record<Visitor>,
    #[serde(default)]
    pub friends: Vec<Key<Visitor>>,
}

/// Who watches a pen, and when.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(crate = "crate::driver_suite::facade")]
pub struct Shift {
    pub guide: Key<Keeper>,
    pub hour: i64,
}

/// It says when it was created and changed, and is hidden once it is deleted or archived.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Zoo, crate = "crate::driver_suite::facade")]
pub struct Letter {
    #[entity(key)]
    pub id: Auto<i64>,
    #[entity(unique, searched)]
    pub subject: String,
    #[entity(on_delete = cascade)]
    pub visitor: Option<Key<Visitor>>,
    #[entity(on_delete = clear)]
    pub answers: Option<Key<Self>>,
    #[input(immutable)]
    #[entity(json)]
    pub home: Option<Home>,
    #[entity(created_at)]
    pub created_at: Timestamp,
    #[entity(updated_at)]
    pub updated_at: Option<Timestamp>,
    #[entity(soft_delete)]
    pub deleted_at: Option<Timestamp>,
    #[entity(archive)]
    pub archived_at: Option<Timestamp>,
    #[entity(version)]
    pub version: u32,
}

/// It is on a letter, with which it is deleted, and is gone then.
#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Zoo, crate = "crate::driver_suite::facade")]
pub struct Stamp {
    #[entity(key)]
    pub name: String,
    #[entity(on_delete = cascade)]
    pub letter: Option<Key<Letter>>,
    #[entity(on_delete = restrict)]
    pub holds: Option<Key<Letter>>,
    #[entity(updated_at)]
    pub updated_at: Option<Timestamp>,
}

/// Where a visitor lives.
#[derive(Debug, Clone, PartialEq, Model)]
#[model(crate = "crate::driver_suite::facade")]
pub struct Home {
    pub street: String,
    pub number: i64,
    pub is_far: Option<bool>,
}

impl Capybara {
    /// Returns a capybara of which nothing but its name is known.
    pub fn named(name: &str) -> Self {
        Self {
            id: Auto::unassigned(),
            name: name.to_owned(),
            age: None,
            weight: None,
            is_tame: false,
            tags: Vec::new(),
            chip: None,
            keeper: None,
        }
    }

    /// Returns a capybara of which nothing but its name and its age are known.
    pub fn aged(name: &str, age: Option<u8>) -> Self {
        Self {
            age,
            ..Self::named(name)
        }
    }

    /// Returns the key.
    ///
    /// # Panics
    ///
    /// When there is none yet.
    pub fn id(&self) -> i64 {
        self.key().expect("it was created")
    }
}

impl Keeper {
    /// Returns a keeper with a salary of 100.
    pub fn named(name: &str) -> Self {
        Self::paid(name, 100)
    }

    /// Returns a keeper with a salary.
    pub fn paid(name: &str, salary: i64) -> Self {
        Self {
            name: name.to_owned(),
            salary,
            version: 0,
        }
    }
}

impl NewKeeper {
    /// Returns what it takes to create a keeper with a salary of 100.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            salary: 100,
        }
    }
}

impl NewCapybara {
    /// Returns what it takes to create a capybara of which nothing but its name is known.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            age: None,
            weight: None,
            is_tame: false,
            tags: Vec::new(),
            chip: None,
            keeper: None,
        }
    }
}

impl NewPen {
    /// Returns what it takes to create an empty pen.
    pub fn of(keeper: impl Into<OrNew<Keeper>>) -> Self {
        Self {
            keeper: keeper.into(),
            eldest: None,
            capybaras: Vec::new(),
            care: None,
            shifts: Vec::new(),
            next: None,
        }
    }
}

impl Pen {
    /// Returns an empty pen of a keeper.
    pub fn of(keeper: &str) -> Self {
        Self {
            id: Auto::unassigned(),
            keeper: Record::of(keeper.to_owned()),
            eldest: None,
            capybaras: Vec::new(),
            care: None,
            shifts: Vec::new(),
            next: None,
        }
    }
}

impl Letter {
    /// Returns a letter that is about something, from nobody, to nobody.
    pub fn about(subject: &str) -> Self {
        Self {
            id: Auto::unassigned(),
            subject: subject.to_owned(),
            visitor: None,
            answers: None,
            home: None,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: None,
            deleted_at: None,
            archived_at: None,
            version: 0,
        }
    }

    /// Returns a letter that answers one.
    pub fn answering(letter: i64, subject: &str) -> Self {
        Self {
            answers: Some(Key::new(letter)),
            ..Self::about(subject)
        }
    }
}

impl Stamp {
    /// Returns a stamp on a letter.
    pub fn on(letter: i64, name: &str) -> Self {
        Self {
            letter: Some(Key::new(letter)),
            ..Self::named(name)
        }
    }

    /// Returns a stamp without which a letter is not deleted.
    pub fn holding(letter: i64, name: &str) -> Self {
        Self {
            holds: Some(Key::new(letter)),
            ..Self::named(name)
        }
    }

    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            letter: None,
            holds: None,
            updated_at: None,
        }
    }
}

impl Visit {
    /// Returns a visit of a visitor.
    pub fn of(visitor: i64) -> Self {
        Self {
            id: Auto::unassigned(),
            visitor: Key::new(visitor),
            guide: None,
            favourite: None,
            after: None,
            version: 0,
        }
    }
}

impl Visitor {
    /// Returns a visitor without a ticket and without a home.
    pub fn of(email: &str) -> Self {
        Self {
            id: Auto::unassigned(),
            email: email.to_owned(),
            ticket: None,
            home: None,
        }
    }

    /// Returns a visitor with a home.
    pub fn from(email: &str, street: &str, number: i64) -> Self {
        let home = Home {
            street: street.to_owned(),
            number,
            is_far: None,
        };
        Self {
            home: Some(home),
            ..Self::of(email)
        }
    }
}
