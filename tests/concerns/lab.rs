//! Commands for concerns to go around.

use std::time::Duration;

use foobara::{AppBuilder, Around, Auto, BoxFuture, Concern, Encoding, RawInputs, RunOptions, prelude::*};
use foobara_testing::TestApp;

#[derive(Domain)]
pub(crate) struct Lab;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
pub(crate) struct Note {
    #[entity(key)]
    pub(crate) id: Auto<i64>,
    pub(crate) text: String,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
pub(crate) enum Refusal {
    #[error("boom")]
    Boom,
}

/// Writes a note, and fails when told.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, writes(Note))]
pub(crate) struct Write {
    pub(crate) fails: bool,
}

impl Execute for Write {
    type Output = i64;
    type Error = Refusal;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let note = Note {
            id: Auto::unassigned(),
            text: "written".to_owned(),
        };
        cx.write::<Note>().create(note).await?;
        if self.fails {
            return Err(Refusal::Boom.into());
        }
        Ok(1)
    }
}

/// Runs `Write`.
#[derive(Debug, Command)]
#[command(domain = Lab, depends_on(Write))]
pub(crate) struct Delegate;

impl Execute for Delegate {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.sub(Write { fails: false }).run().await?)
    }
}

/// Sleeps for a second, in an app whose clock is turned by hand.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab)]
pub(crate) struct Sleep;

impl Execute for Sleep {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.sleep(Duration::from_secs(1)).await?)
    }
}

/// Returns what the notes say.
#[derive(Debug, Command)]
#[command(domain = Lab, reads(Note), concerns(Silent))]
pub(crate) struct Notes;

impl Execute for Notes {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let notes = cx.read::<Note>().all().await?;
        Ok(notes.into_iter().map(|note| note.text).collect())
    }
}

/// Goes around and does nothing.
pub(crate) struct Silent;

impl Concern for Silent {
    fn name(&self) -> &'static str {
        "silent"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move { run.proceed().await })
    }
}

pub(crate) fn builder() -> AppBuilder {
    App::builder().domain::<Lab>(commands![Write, Delegate, Sleep, Notes])
}

pub(crate) fn app(builder: AppBuilder) -> TestApp {
    TestApp::in_memory(builder).expect("no mistakes")
}

pub(crate) async fn json_run(app: &App, name: &str, inputs: &'static str) -> Result<String, Vec<String>> {
    let entry = app.command(name).found().expect("a command");
    let run = entry.run(
        app.clone(),
        RawInputs::json(inputs),
        RunOptions::default(),
        Encoding::Atomic,
    );
    let body = run.await.map_err(|errors| errors.keys())?;
    Ok(String::from_utf8(body).expect("text"))
}
