//! What becomes of records that refer to one that is deleted, in cases that need entities of their own.

use foobara::{Auto, Filter, Key, MemoryStore, Repositories, prelude::*};
use jiff::Timestamp;

#[derive(Domain)]
struct Farm;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Farm)]
struct Herd {
    #[entity(key)]
    id: Auto<i64>,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Farm)]
struct Animal {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(on_delete = clear)]
    herd: Option<Key<Herd>>,
    #[entity(on_delete = clear)]
    summer: Option<Key<Herd>>,
}

#[derive(Debug, Clone, PartialEq, Entity)]
#[entity(domain = Farm)]
struct Fence {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(on_delete = cascade)]
    herd: Key<Herd>,
}

/// Lets a herd go, and says which animals and fences are left
#[foobara::command(domain = Farm, writes(Herd, Animal, Fence), deletes(Herd, Animal, Fence))]
async fn dissolve(cx: Context<'_, Dissolve>) -> Result<(Vec<Animal>, Vec<Fence>), Fault> {
    let herd = || Key::new(1);
    cx.write::<Herd>()
        .create(Herd {
            id: Auto::unassigned(),
        })
        .await?;
    let animal = Animal {
        id: Auto::unassigned(),
        herd: Some(herd()),
        summer: Some(herd()),
    };
    cx.write::<Animal>().create(animal).await?;
    let fence = Fence {
        id: Auto::unassigned(),
        herd: herd(),
    };
    cx.write::<Fence>().create(fence).await?;
    cx.write::<Herd>().delete(1).await?;
    Ok((cx.read::<Animal>().all().await?, cx.read::<Fence>().all().await?))
}

#[tokio::test]
async fn a_record_loses_all_references_while_another_with_its_key_is_deleted() {
    let free = Animal {
        id: Auto::from(1),
        herd: None,
        summer: None,
    };
    let left = app().run(Dissolve {}).await.expect("nothing keeps the herd");
    assert_eq!(left, (vec![free], vec![]));
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Farm)]
struct Topic {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(soft_delete)]
    deleted_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Farm)]
struct Note {
    #[entity(key)]
    id: Auto<i64>,
    #[entity(on_delete = restrict)]
    about: Key<Topic>,
    #[entity(soft_delete)]
    deleted_at: Option<Timestamp>,
}

/// Drops a topic of which only a deleted note is left, and says how many topics there are then
#[foobara::command(domain = Farm, deletes(Topic, Note))]
async fn drop_topic(cx: Context<'_, DropTopic>) -> Result<u64, Fault> {
    let topic = Topic {
        id: Auto::unassigned(),
        deleted_at: None,
    };
    cx.write::<Topic>().create(topic).await?;
    let note = Note {
        id: Auto::unassigned(),
        about: Key::new(1),
        deleted_at: None,
    };
    cx.write::<Note>().create(note).await?;
    cx.write::<Note>().delete(1).await?;
    cx.write::<Topic>().with_deleted().delete(1).await?;
    cx.read::<Topic>().count(Filter::All).await
}

#[tokio::test]
async fn a_deleted_record_keeps_no_other_from_being_deleted_whoever_sees_it() {
    assert_eq!(app().run(DropTopic {}).await.expect("nothing keeps the topic"), 0);
}

fn app() -> App {
    App::builder()
        .domain::<Farm>(commands![Dissolve, DropTopic])
        .storage(MemoryStore::new())
        .build()
        .expect("it is right")
}
