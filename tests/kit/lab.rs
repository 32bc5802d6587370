//! A lab whose commands write a note and then come to every kind of end.

use std::time::Duration;

use foobara::{Auto, prelude::*};
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

impl Note {
    pub(crate) fn saying(text: &str) -> Self {
        Self {
            id: Auto::unassigned(),
            text: text.to_owned(),
        }
    }
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
pub(crate) enum Refusal {
    #[error("boom")]
    Boom,
}

/// Writes a note; refuses to, afterwards, when told.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
pub(crate) struct Write {
    #[input(min = 0)]
    pub(crate) n: i64,
    #[input(default = false)]
    pub(crate) fails: bool,
}

impl Execute for Write {
    type Output = i64;
    type Error = Refusal;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Note>().create(Note::saying("written")).await?;
        if self.fails {
            return Err(Refusal::Boom.into());
        }
        Ok(self.n)
    }
}

/// Writes a note and sleeps for ten seconds.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
pub(crate) struct Sleep;

impl Execute for Sleep {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Note>().create(Note::saying("asleep")).await?;
        Ok(cx.sleep(Duration::from_secs(10)).await?)
    }
}

/// Writes a note and panics.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
pub(crate) struct Trip;

impl Execute for Trip {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Note>().create(Note::saying("about to trip")).await?;
        panic!("over a wire")
    }
}

/// Writes a note before and after a command that it lets fail.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note), depends_on(Write))]
pub(crate) struct Persist {
    pub(crate) fails: bool,
}

impl Execute for Persist {
    type Output = bool;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.write::<Note>().create(Note::saying("before")).await?;
        let write = Write {
            n: 1,
            fails: self.fails,
        };
        let attempted = cx.sub(write).attempt().await;
        cx.write::<Note>().create(Note::saying("after")).await?;
        Ok(matches!(attempted, Err(Failure::Own(Refusal::Boom))))
    }
}

/// Returns what the notes say.
#[derive(Debug, Command)]
#[command(domain = Lab, reads(Note))]
pub(crate) struct Notes;

impl Execute for Notes {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let notes = cx.read::<Note>().all().await?;
        Ok(notes.into_iter().map(|note| note.text).collect())
    }
}

pub(crate) fn builder() -> foobara::AppBuilder {
    App::builder().domain::<Lab>(commands![Write, Sleep, Trip, Persist, Notes])
}

pub(crate) fn lab() -> TestApp {
    TestApp::in_memory(builder()).expect("a lab without mistakes")
}
