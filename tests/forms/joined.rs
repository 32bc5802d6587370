//! Sub-commands beside each other, and below each other.

use foobara::{Auto, BoxFuture, ErrorCollection, MemoryStore, Port, PossibleErrors, prelude::*};

#[derive(Domain)]
struct Lab;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Note {
    #[entity(key)]
    id: Auto<i64>,
    text: String,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum WriteError {
    #[error("\"{text}\" is not written")]
    Refused { text: String },
    #[error("it was late")]
    Late,
}

/// Writes a note, after others had their turn
#[foobara::command(domain = Lab, writes(Note))]
async fn write(
    cx: Context<'_, Write>,
    text: String,
    #[input(default = 0)] after: u64,
    #[input(default = false)] fails: bool,
) -> Result<i64, Failure<WriteError>> {
    for _ in 0..after {
        tokio::task::yield_now().await;
    }
    let notes = cx.write::<Note>();
    let written = notes
        .create(Note {
            id: Auto::unassigned(),
            text: text.clone(),
        })
        .await?;
    if fails {
        return Err(WriteError::Refused { text }.into());
    }
    Ok(foobara::Entity::key(&written).unwrap_or_default())
}

#[foobara::command(domain = Lab)]
fn late() -> Result<i64, WriteError> {
    Err(WriteError::Late)
}

fn note(text: &str, after: u64, fails: bool) -> Write {
    Write {
        text: text.to_owned(),
        after,
        fails,
    }
}

#[foobara::command(domain = Lab, depends_on(Write, Late))]
async fn write_two(cx: Context<'_, WriteTwo>, fails: Vec<bool>, late: bool) -> Result<Vec<i64>, Fault> {
    let fails = |index: usize| fails.get(index).copied().unwrap_or_default();
    let one = cx.sub(note("one", 20, fails(0)));
    let other = cx.sub(note("other", 1, fails(1)));
    if late {
        let (one, late, other) = cx.join((one, cx.sub(Late {}), other)).await?;
        return Ok(vec![one, late, other]);
    }
    let (one, other) = cx.join((one, other)).await?;
    Ok(vec![one, other])
}

#[foobara::command(domain = Lab, depends_on(Write))]
async fn write_all(cx: Context<'_, WriteAll>, texts: Vec<String>) -> Result<Vec<i64>, Fault> {
    let count = u64::try_from(texts.len()).unwrap_or_default();
    let subs = texts.into_iter().zip(0..).map(|(text, index)| {
        let fails = text.is_empty();
        cx.sub(Write {
            text,
            after: count - index,
            fails,
        })
    });
    cx.join(subs.collect::<Vec<_>>()).await
}

#[foobara::command(domain = Lab, depends_on(Write))]
async fn try_to_write(cx: Context<'_, TryToWrite>) -> Result<i64, Fault> {
    Ok(cx.sub(note("tried", 1, true)).attempt().await.unwrap_or(-1))
}

#[foobara::command(domain = Lab, depends_on(Write, TryToWrite))]
async fn write_and_try(cx: Context<'_, WriteAndTry>) -> Result<(i64, i64), Fault> {
    cx.join((cx.sub(note("one", 5, false)), cx.sub(TryToWrite {})))
        .await
}

#[foobara::command(domain = Lab, reads(Note))]
async fn count(cx: Context<'_, Count>) -> Result<u32, Fault> {
    Ok(u32::try_from(cx.read::<Note>().all().await?.len()).unwrap_or(u32::MAX))
}

/// Runs itself
#[foobara::command(domain = Lab, depends_on(Descend))]
async fn descend(cx: Context<'_, Descend>, depth: u32) -> Result<u32, Fault> {
    match depth {
        0 => Ok(0),
        _ => Ok(1 + cx.sub(Descend { depth: depth - 1 }).boxed().await?),
    }
}

fn app() -> App {
    App::builder()
        .domain::<Lab>(commands![
            Write,
            Late,
            WriteTwo,
            WriteAll,
            TryToWrite,
            WriteAndTry,
            Count,
            Descend
        ])
        .storage(MemoryStore::default())
        .build()
        .expect("it is right")
}

fn errors<T, E: foobara::PossibleErrors>(outcome: Result<T, Failure<E>>) -> ErrorCollection {
    outcome.map_or_else(Failure::into_errors, |_| ErrorCollection::new())
}

#[tokio::test]
async fn results_are_in_the_order_of_the_commands_and_not_of_their_ends() {
    let app = app();
    let two = app
        .run(WriteTwo {
            fails: vec![],
            late: false,
        })
        .await
        .ok();
    assert_eq!(two, Some(vec![2, 1]));
    let texts = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(app.run(WriteAll { texts }).await.ok(), Some(vec![5, 4, 3]));
    assert_eq!(app.run(Count {}).await.ok(), Some(5));
}

#[tokio::test]
async fn all_come_to_their_end_and_all_errors_are_reported() {
    let app = app();
    let found = errors(
        app.run(WriteTwo {
            fails: vec![true, false],
            late: true,
        })
        .await,
    );
    assert_eq!(
        found.keys(),
        ["lab::late>runtime.late", "lab::write>runtime.refused"]
    );
    assert_eq!(found.to_sentence(), "it was late, and \"one\" is not written");
    assert_eq!(app.run(Count {}).await.ok(), Some(0));
}

#[tokio::test]
async fn lists_fail_as_tuples_do() {
    let app = app();
    let texts = ["a", "", "c"].map(str::to_owned).to_vec();
    let found = errors(app.run(WriteAll { texts }).await);
    assert_eq!(found.keys(), ["lab::write>runtime.refused"]);
    assert_eq!(app.run(Count {}).await.ok(), Some(0));
    assert_eq!(app.run(WriteAll { texts: vec![] }).await.ok(), Some(vec![]));
}

#[tokio::test]
async fn an_attempt_of_what_writes_is_refused_beside_others() {
    let app = app();
    let (one, tried) = app
        .run(WriteAndTry {})
        .await
        .expect("the refusal is the attempt's own");
    assert_eq!((one, tried), (1, -1));
    assert_eq!(app.run(TryToWrite {}).await.ok(), Some(-1));
    assert_eq!(app.run(Count {}).await.ok(), Some(1));
}

struct Bell;

impl Port for Bell {
    const NAME: &'static str = "bell";

    type Call = &'static str;
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a Self::Call) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

#[foobara::command(domain = Lab, uses(Bell))]
async fn ring(cx: Context<'_, Ring>) -> Result<(), Fault> {
    cx.port::<Bell>().call(&"ring").await
}

#[foobara::command(domain = Lab, depends_on(Ring))]
async fn try_to_ring(cx: Context<'_, TryToRing>) -> Result<bool, Fault> {
    Ok(cx.sub(Ring {}).attempt().await.is_ok())
}

#[tokio::test]
async fn an_attempt_of_what_writes_elsewhere_needs_no_storage() {
    let app = App::builder()
        .domain::<Lab>(commands![Ring, TryToRing])
        .port(Bell)
        .build()
        .expect("it is right");
    assert_eq!(app.run(TryToRing {}).await.ok(), Some(true));
}

#[tokio::test]
async fn a_command_may_run_itself_to_a_limit_and_no_further() {
    let app = app();
    assert_eq!(app.run(Descend { depth: 128 }).await.ok(), Some(128));
    let found = errors(app.run(Descend { depth: 129 }).await);
    assert_eq!(found.keys(), ["runtime.too_deep"]);
    assert_eq!(
        found.to_sentence(),
        "Sub-commands nest too deep: at most 128 run one below the other"
    );
    let found = errors(app.run(Descend { depth: u32::MAX }).await);
    assert_eq!(found.keys(), ["runtime.too_deep"]);
}
