//! What the macros write passes the lints that a careful crate turns on.

#![deny(
    missing_docs,
    missing_debug_implementations,
    unused,
    clippy::all,
    clippy::pedantic
)]

use foobara::{Auto, prelude::*};

/// The zoo
#[derive(Debug, Domain)]
pub struct Zoo;

/// Who keeps animals
#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
pub struct Keeper {
    /// The key
    #[entity(key)]
    pub id: Auto<i64>,
    /// The name
    #[input(trim, max_length = 20)]
    pub name: String,
}

/// Who visits
#[derive(Debug, Clone, Model)]
pub struct Visitor {
    /// The name
    pub name: String,
    /// The age
    #[input(min = 0)]
    pub age: Option<i64>,
}

/// A colour
#[derive(Debug, Clone, Copy, PartialEq, Eq, Model)]
pub enum Colour {
    /// Like the sky
    Blue,
    /// Like gold
    #[serde(rename = "golden")]
    Yellow,
}

/// A shape
#[derive(Debug, Clone, Model)]
#[serde(tag = "kind")]
pub enum Shape {
    /// With a width
    Square {
        /// The width
        width: i64,
    },
    /// Without anything
    Point,
}

/// Why nobody is hired
#[derive(Debug, thiserror::Error, PossibleErrors)]
pub enum HireError {
    /// The name is taken
    #[error("{name} is taken")]
    Taken {
        /// The name
        name: String,
    },
    /// The name is odd
    #[error("{name} is odd")]
    #[possible(input = "name")]
    Odd {
        /// The name
        name: String,
    },
}

/// Hires a keeper
#[derive(Debug, Clone, Command)]
#[command(domain = Zoo, writes(Keeper), validate)]
pub struct Hire {
    /// The name
    #[input(trim, downcase, max_length = 20, default = "Ada")]
    pub name: String,
    /// What they wear
    pub colour: Option<Colour>,
    /// What they carry
    pub shape: Option<Shape>,
    /// What opens the doors
    pub code: Option<Sensitive<String>>,
}

impl Execute for Hire {
    type Output = i64;
    type Error = HireError;

    async fn validate(&self, cx: Context<'_, Self>) -> Result<(), Failure<HireError>> {
        if self.name == "odd" {
            cx.report(HireError::Odd {
                name: self.name.clone(),
            });
        }
        Ok(())
    }

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let Self { name, .. } = self;
        if name == "ada" {
            return Err(HireError::Taken { name }.into());
        }
        let id = Auto::unassigned();
        let keeper = cx.write::<Keeper>().create(Keeper { id, name }).await?;
        Ok(keeper.id.get().copied().unwrap_or_default())
    }
}

/// Counts letters, in a function that waits for nothing and keeps nothing
#[foobara::command(domain = Zoo)]
pub fn count_letters(name: String, factor: Option<i64>) -> i64 {
    i64::try_from(name.len()).unwrap_or(i64::MAX) * factor.unwrap_or(1)
}

/// Counts letters after a while, in a function that keeps nothing
///
/// # Errors
///
/// Those of waiting.
#[foobara::command(domain = Zoo)]
pub async fn count_slowly(cx: Context<'_, CountSlowly>, name: String) -> Result<i64, Fault> {
    cx.sleep(std::time::Duration::ZERO).await?;
    Ok(i64::try_from(name.len()).unwrap_or(i64::MAX))
}

/// Hires a visitor
///
/// # Errors
///
/// Those of whoever is run.
#[foobara::command(domain = Zoo, depends_on(Hire, CountLetters), maps(HireVisitor, NameOfVisitor))]
pub async fn recruit(cx: Context<'_, Recruit>, visitor: Visitor) -> Result<i64, Fault> {
    let name: String = cx.map(visitor.clone())?;
    let factor = None;
    let letters = cx.sub(CountLetters { name, factor }).run().await?;
    Ok(cx.run_mapped::<Hire>(visitor).await? + letters)
}

/// Visitors are hired under their names, which are only looked at
#[foobara::mapper(domain = Zoo)]
pub fn hire_visitor(visitor: Visitor) -> Hire {
    Hire {
        name: visitor.name.to_lowercase(),
        colour: None,
        shape: None,
        code: None,
    }
}

/// Visitors are called by their names
#[foobara::mapper(domain = Zoo)]
pub fn name_of_visitor(visitor: Visitor) -> String {
    visitor.name.to_uppercase()
}

#[tokio::test]
async fn what_passes_runs() {
    let app = App::builder()
        .domain::<Zoo>(commands![Hire, CountLetters, CountSlowly, Recruit])
        .mapper::<HireVisitor>()
        .mapper::<NameOfVisitor>()
        .storage(foobara::MemoryStore::default())
        .build()
        .expect("no mistakes");
    let visitor = |name: &str| Visitor {
        name: name.to_owned(),
        age: None,
    };
    let hired = app
        .run(Recruit {
            visitor: visitor("Bo"),
        })
        .await;
    assert_eq!(hired.ok(), Some(3));
    let taken = app
        .run(Recruit {
            visitor: visitor("Ada"),
        })
        .await
        .expect_err("it is taken");
    assert_eq!(taken.into_errors().keys(), ["zoo::hire>runtime.taken"]);
}
