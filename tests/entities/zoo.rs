//! A zoo whose capybaras say all that entities can say.

use foobara::{Auto, Key, prelude::*};
use jiff::Timestamp;

#[derive(Domain)]
pub(crate) struct Zoo;

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Zoo)]
pub(crate) struct Keeper {
    #[entity(key)]
    pub name: String,
}

/// Where a capybara lives
#[derive(Debug, Clone, PartialEq, Model)]
pub(crate) struct Home {
    #[input(min_length = 1)]
    pub street: String,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(
    domain = Zoo, create = NewCapybara, update = CapybaraChanges, find_by = CapybaraWith,
    check = not_too_young
)]
pub(crate) struct Capybara {
    #[entity(key)]
    pub id: Auto<i64>,
    /// What it is called
    #[input(trim, min_length = 1, max_length = 20)]
    pub name: String,
    #[input(max = 40)]
    pub age: Option<u8>,
    #[input(default = 50.0)]
    pub weight: f64,
    #[entity(json)]
    pub home: Option<Home>,
    pub keeper: Option<Key<Keeper>>,
    #[input(immutable)]
    pub born_in: String,
    #[input(private)]
    pub chip: Option<Sensitive<String>>,
    #[entity(created_at)]
    pub created_at: Timestamp,
    #[entity(updated_at)]
    pub updated_at: Timestamp,
    #[entity(soft_delete)]
    pub deleted_at: Option<Timestamp>,
    #[entity(version)]
    pub version: u32,
    #[serde(skip)]
    pub is_seen: bool,
}

fn not_too_young(capybara: &Capybara) -> Result<(), foobara::Finding> {
    if capybara.age == Some(0) && capybara.keeper.is_none() {
        let issue = foobara::Issue::text("needs_keeper", "needs a keeper");
        return Err(foobara::Finding::at("keeper", issue));
    }
    Ok(())
}

/// Creates a capybara
#[derive(Debug, Command)]
#[command(domain = Zoo, creates(Capybara))]
pub(crate) struct CreateCapybara {
    #[serde(flatten)]
    pub capybara: NewCapybara,
}

impl Execute for CreateCapybara {
    type Output = Capybara;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.write::<Capybara>().create(self.capybara.into()).await?)
    }
}

/// Changes a capybara
#[derive(Debug, Command)]
#[command(domain = Zoo, writes(Capybara))]
pub(crate) struct ChangeCapybara {
    #[serde(flatten)]
    pub changes: CapybaraChanges,
}

impl Execute for ChangeCapybara {
    type Output = Capybara;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.write::<Capybara>().apply(self.changes).await?)
    }
}

/// Finds capybaras by what they are
#[derive(Debug, Command)]
#[command(domain = Zoo, reads(Capybara))]
pub(crate) struct FindCapybaras {
    #[serde(flatten)]
    pub with: CapybaraWith,
}

impl Execute for FindCapybaras {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let found = cx.read::<Capybara>().find_all_by(self.with.into()).await?;
        Ok(found.into_iter().map(|capybara| capybara.name).collect())
    }
}

/// Writes capybaras as they are, whatever is wrong with them
#[derive(Debug, Command)]
#[command(domain = Zoo, writes(Capybara))]
pub(crate) struct WriteCapybara {
    pub how: How,
    pub name: String,
    pub age: Option<u8>,
    pub street: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Model)]
pub(crate) enum How {
    Create,
    CreateMany,
    Update,
    UpdateMany,
    Put,
    PutMany,
}

impl Execute for WriteCapybara {
    type Output = Vec<Capybara>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let capybaras = cx.write::<Capybara>();
        let mut capybara = capybara();
        if matches!(self.how, How::Update | How::UpdateMany) {
            capybara = capybaras.create(capybara).await?;
        }
        capybara.name = self.name;
        capybara.age = self.age;
        capybara.home = self.street.map(|street| Home { street });
        Ok(match self.how {
            How::Create => vec![capybaras.create(capybara).await?],
            How::CreateMany => capybaras.create_many(vec![capybara]).await?,
            How::Update => vec![capybaras.update(&capybara).await?],
            How::UpdateMany => capybaras.update_many(vec![capybara]).await?,
            How::Put => vec![capybaras.put(capybara).await?],
            How::PutMany => capybaras.put_many(vec![capybara]).await?,
        })
    }
}

/// Takes a capybara away
#[derive(Debug, Command)]
#[command(domain = Zoo, deletes(Capybara))]
pub(crate) struct DeleteCapybara {
    pub id: i64,
}

impl Execute for DeleteCapybara {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.write::<Capybara>().delete(self.id).await?)
    }
}

/// A capybara of which only what must be known is known.
pub(crate) fn capybara() -> Capybara {
    new_capybara().into()
}

pub(crate) fn new_capybara() -> NewCapybara {
    NewCapybara {
        name: "Fumiko".to_owned(),
        age: None,
        weight: 50.0,
        home: None,
        keeper: None,
        born_in: "Lima".to_owned(),
        chip: None,
    }
}

pub(crate) fn open() -> foobara_testing::TestApp {
    let commands = foobara::commands![
        CreateCapybara,
        ChangeCapybara,
        FindCapybaras,
        WriteCapybara,
        DeleteCapybara
    ];
    foobara_testing::TestApp::in_memory(App::builder().domain::<Zoo>(commands))
        .expect("a zoo without mistakes")
}
