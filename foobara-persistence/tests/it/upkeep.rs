//! What the unit of work writes into records itself, and what it looks at for that.

use foobara::{Auto, MemoryStore, Repositories, persistence::Step, prelude::*};
use foobara_persistence::FaultInjecting;
use foobara_testing::driver_suite::script::{app, run};
use jiff::Timestamp;
use serde_json::{Value, json};

#[derive(Domain)]
struct Calendar;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Calendar)]
struct Holiday {
    #[entity(key)]
    name: String,
    days: i64,
    #[entity(created_at)]
    created_at: Timestamp,
}

impl Holiday {
    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            days: 1,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Calendar)]
struct Visit {
    #[entity(key)]
    id: Auto<i64>,
    #[input(immutable)]
    #[entity(json)]
    about: Value,
    #[entity(created_at)]
    created_at: Timestamp,
}

impl Visit {
    fn about(id: Auto<i64>, about: Value) -> Self {
        Self {
            id,
            about,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }
}

#[tokio::test]
async fn records_are_looked_at_only_where_that_matters() {
    let store = FaultInjecting::new(MemoryStore::new());
    let counted = store.clone();
    run(&app(store), move |cx| {
        Box::pin(async move {
            let holidays = cx.write::<Holiday>();
            let mut easter = holidays.put(Holiday::named("easter")).await?;
            assert_eq!(counted.count(Step::Fetch), 1);

            easter.days = 2;
            holidays.update(&easter).await?;
            holidays.delete("easter".to_owned()).await?;
            holidays.create(Holiday::named("may")).await?;
            let visit = Visit::about(Auto::unassigned(), json!(null));
            cx.write::<Visit>().put(visit).await?;
            assert_eq!(counted.count(Step::Fetch), 1);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn a_record_that_is_put_and_was_not_there_is_created() {
    run(&app(MemoryStore::new()), |cx| {
        Box::pin(async move {
            let put = cx.write::<Holiday>().put(Holiday::named("easter")).await?;
            assert_ne!(put.created_at, Timestamp::UNIX_EPOCH);
            let again = cx.write::<Holiday>().put(Holiday::named("easter")).await?;
            assert_eq!(again.created_at, put.created_at);
            Ok(())
        })
    })
    .await;
}

#[tokio::test]
async fn json_is_the_same_in_whatever_order_its_entries_are() {
    run(&app(MemoryStore::new()), |cx| {
        Box::pin(async move {
            let visits = cx.write::<Visit>();
            let visit = Visit::about(Auto::unassigned(), json!({ "who": "Ada", "when": 3 }));
            let id = visits.create(visit).await?.id;
            visits
                .update(&Visit::about(id, json!({ "when": 3, "who": "Ada" })))
                .await?;
            assert!(
                visits
                    .update(&Visit::about(id, json!({ "when": 4, "who": "Ada" })))
                    .await
                    .is_err()
            );
            Ok(())
        })
    })
    .await;
}
