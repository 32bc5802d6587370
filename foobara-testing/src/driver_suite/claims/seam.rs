//! What else a store promises.

use foobara_persistence::{Begin, Datum, Filter, Finish, Kind, Repositories, Row, Shape, Sql, Stored};

use crate::driver_suite::{
    MODELS, Subject,
    entities::Keeper,
    script::{in_failing_run, in_run},
};

const COUNT: Sql = Sql::new("SELECT COUNT(*) FROM acme_zoo_keeper");

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
    let counted = session.run(&COUNT.clone().answers([Kind::Int])).await;
    if subject.store.capabilities().sql {
        assert_eq!(counted.expect("it is run"), [Row(vec![Datum::from(1)])]);
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
    in_failing_run!(subject, cx, {
        let changed = cx
            .write::<Keeper>()
            .run(Sql::new("UPDATE acme_zoo_keeper SET salary = 5"))
            .await?;
        assert_eq!(changed, []);
        assert_eq!(cx.read::<Keeper>().count(Filter::equal("salary", 5)).await?, 1);
    });
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Keeper>().count(Filter::equal("salary", 5)).await?, 0);
    });
}
