//! The testing kit, and with it what the pipeline promises: transitions, deadlines, what is undone and what is not.

#[path = "../examples/zoo/commands/mod.rs"]
mod commands;
#[path = "../examples/zoo/domain.rs"]
mod domain;
#[path = "../examples/zoo/entities.rs"]
mod entities;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use commands::{Celebrate, CreateCapybara, CreateKeeper, CreateSafe, Explode, IncrementAge, Opts};
use foobara::{
    Auto, CancellationToken, ErrorReport, Event, Exposure, FaultKind, Record, RunOptions, State, Transition,
    When, prelude::*,
};
use foobara_testing::{InProcess, TestApp, Way, WireOutcome, given};
use serde_json::{Value, json};

// A lab whose commands write a note and then come to every kind of end.

#[derive(Domain)]
struct Lab;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Note {
    #[entity(key)]
    id: Auto<i64>,
    text: String,
}

impl Note {
    fn saying(text: &str) -> Self {
        Self {
            id: Auto::unassigned(),
            text: text.to_owned(),
        }
    }
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum Refusal {
    #[error("boom")]
    Boom,
}

/// Writes a note; refuses to, afterwards, when told.
#[derive(Debug, Command)]
#[command(domain = Lab, writes(Note))]
struct Write {
    #[input(min = 0)]
    n: i64,
    #[input(default = false)]
    fails: bool,
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
struct Sleep;

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
struct Trip;

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
struct Persist {
    fails: bool,
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
struct Notes;

impl Execute for Notes {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let notes = cx.read::<Note>().all().await?;
        Ok(notes.into_iter().map(|note| note.text).collect())
    }
}

fn builder() -> foobara::AppBuilder {
    App::builder().domain::<Lab>(commands![Write, Sleep, Trip, Persist, Notes])
}

fn lab() -> TestApp {
    TestApp::in_memory(builder()).expect("a lab without mistakes")
}

fn zoo() -> TestApp {
    let commands = commands![
        CreateSafe,
        CreateKeeper,
        CreateCapybara,
        IncrementAge,
        Celebrate,
        Explode,
        Opts,
    ];
    TestApp::in_memory(App::builder().domain::<domain::Zoo>(commands)).expect("a zoo without mistakes")
}
