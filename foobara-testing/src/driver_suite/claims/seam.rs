//! What else a store promises.

use std::sync::Arc;

use foobara_core::{Effect, Transaction};
use foobara_persistence::{
    AnyStore, Begin, Datum, Entity, FaultInjecting, Filter, Finish, Kind, ReadOnlyStore, Repositories, Row,
    Shape, Sql, Step, Store, Stored, UnitOfWork,
};
use serde_json::json;

use crate::driver_suite::{
    MODELS, Subject,
    entities::Keeper,
    script::{app, attempt, in_run, refused, stop},
};

fn shapes() -> Vec<&'static Shape> {
    MODELS.iter().map(|model| Shape::of(model())).collect()
}

pub async fn preparing_again_keeps_what_is_there(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::named("a")).await?;
    });
    for _ in 0..3 {
        subject
            .store
            .prepare(&shapes())
            .await
            .expect("nothing is left to do");
    }
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().all().await?, [Keeper::named("a")]);
    });
}

pub async fn preparing_at_once_is_harmless(subject: Subject) {
    let shapes = shapes();
    let prepare = || subject.store.prepare(&shapes);
    let (a, b, c, d) = tokio::join!(prepare(), prepare(), prepare(), prepare());
    let all: Stored<Vec<()>> = [a, b, c, d].into_iter().collect();
    all.expect("nobody is in the way");
}

pub async fn an_idle_session_ends(subject: Subject) {
    for how in [Finish::Commit, Finish::Rollback] {
        for read_only in [true, false] {
            let mut begin = Begin::default();
            begin.read_only = read_only;
            let session = subject.store.begin(begin).await.expect("it begins");
            session.finish(how).await.expect("there is nothing to do");
        }
    }
}

pub async fn statements_are_run_or_refused(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::named("a")).await?;
    });
    let mut session = subject.store.begin(Begin::default()).await.expect("it begins");
    let count = Sql::new("SELECT COUNT(*) FROM acme_zoo_keeper").answers([Kind::Int]);
    let counted = session.run(&count).await;
    if subject.store.capabilities().sql {
        assert_eq!(
            counted.expect("it is run"),
            [Row::from([Datum::from(i64::from(!subject.has_prefix))])]
        );
    } else {
        assert_eq!(
            counted.expect_err("it is refused").to_string(),
            "the storage failed"
        );
    }
}

pub async fn statements_belong_to_the_unit(subject: Subject) {
    if !subject.store.capabilities().sql {
        return statements_are_run_or_refused(subject).await;
    }
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::named("a")).await?;
    });
    let count = i64::from(!subject.has_prefix);
    let raised = attempt(&subject.app, move |cx| {
        Box::pin(async move {
            let raise = Sql::new("UPDATE acme_zoo_keeper SET salary = 5");
            let changed = cx.write::<Keeper>().run(raise).await;
            assert_eq!(changed.expect("it is run"), []);
            let raised = cx.read::<Keeper>().count(Filter::equal("salary", 5)).await?;
            assert_eq!(i64::try_from(raised), Ok(count));
            Err(stop())
        })
    });
    assert!(raised.await.is_err(), "the run fails");
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().count(Filter::equal("salary", 5)).await?, 0);
    });
}

pub async fn a_store_that_is_only_read_is_read(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Keeper>().create(Keeper::named("a")).await?;
    });
    let unit = UnitOfWork::new(
        Arc::new(ReadOnlyStore::new(AnyStore::from(subject.store))),
        Effect::Read,
    );
    let found = unit
        .records(Keeper::model(), &[json!("a")])
        .await
        .expect("it is read");
    assert_eq!(found, [Some(json!({ "name": "a", "salary": 100, "version": 0 }))]);
}

pub async fn a_store_that_is_only_read_refuses_to_write(subject: Subject) {
    let app = app(ReadOnlyStore::new(AnyStore::from(Arc::clone(&subject.store))));
    let outcome = attempt(&app, |cx| {
        Box::pin(async move {
            cx.write::<Keeper>().create(Keeper::named("a")).await?;
            Ok(())
        })
    });
    let error = refused(outcome.await);
    assert_eq!(error.to_string(), "the storage failed");
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().count(Filter::All).await?, 0);
    });
}

pub async fn a_store_that_is_only_read_prepares_nothing(subject: Subject) {
    let store = FaultInjecting::new(AnyStore::from(Arc::clone(&subject.store)));
    let read = ReadOnlyStore::new(store.clone());
    read.prepare(&shapes()).await.expect("there is nothing to do");
    assert_eq!(store.count(Step::Prepare), 0);
    assert_eq!(read.capabilities(), subject.store.capabilities());
}
