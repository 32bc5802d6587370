//! Attributes of which no two records have the same value.

use foobara_core::{Fault, FaultKind};
use foobara_persistence::{Repositories, StorageError};
use tokio::task::JoinSet;

use crate::driver_suite::{
    Subject,
    entities::Visitor,
    script::{attempt, in_failing_run, in_run, refused},
};

#[track_caller]
fn assert_taken<T>(step: Result<T, Fault>, attribute: &str) {
    match refused(step) {
        StorageError::Taken(attributes) => assert_eq!(attributes, [attribute]),
        other => panic!("not taken: {other:?}"),
    }
}

fn with_ticket(email: &str, ticket: i64) -> Visitor {
    Visitor {
        ticket: Some(ticket),
        ..Visitor::of(email)
    }
}

pub async fn a_taken_value_is_refused(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(with_ticket("a@b", 1)).await?;
    });
    in_run!(subject, cx, {
        assert_taken(cx.write::<Visitor>().create(Visitor::of("a@b")).await, "email");
        assert_taken(
            cx.write::<Visitor>().create(with_ticket("c@d", 1)).await,
            "ticket",
        );
        assert_eq!(cx.read::<Visitor>().all().await?.len(), 1);
    });
}

pub async fn a_value_that_this_run_took_is_refused(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(Visitor::of("a@b")).await?;
        assert_taken(cx.write::<Visitor>().create(Visitor::of("a@b")).await, "email");
    });
}

pub async fn a_taken_value_is_refused_by_updates(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(Visitor::of("a@b")).await?;
        let other = cx.write::<Visitor>().create(Visitor::of("c@d")).await?;
        let same = Visitor {
            email: "a@b".to_owned(),
            ..other.clone()
        };
        assert_taken(cx.write::<Visitor>().update(&same).await, "email");
        assert_eq!(cx.read::<Visitor>().load(2).await?, other);
    });
}

pub async fn a_taken_value_is_refused_by_puts(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(Visitor::of("a@b")).await?;
        let other = cx.write::<Visitor>().create(Visitor::of("c@d")).await?;
        let same = Visitor {
            email: "a@b".to_owned(),
            ..other.clone()
        };
        assert_taken(cx.write::<Visitor>().put(same).await, "email");
        assert_taken(cx.write::<Visitor>().put(Visitor::of("a@b")).await, "email");
        assert_eq!(cx.read::<Visitor>().all().await?.last(), Some(&other));
    });
}

pub async fn a_record_keeps_its_own_value(subject: Subject) {
    in_run!(subject, cx, {
        let visitor = cx.write::<Visitor>().create(with_ticket("a@b", 1)).await?;
        let moved = Visitor {
            home: Visitor::from("", "Elm", 1).home,
            ..visitor
        };
        assert_eq!(cx.write::<Visitor>().update(&moved).await?, moved);
        assert_eq!(cx.write::<Visitor>().put(moved.clone()).await?, moved);
    });
}

pub async fn what_has_no_value_is_like_no_other(subject: Subject) {
    in_run!(subject, cx, {
        for email in ["a", "b", "c"] {
            cx.write::<Visitor>().create(Visitor::of(email)).await?;
        }
        assert_eq!(cx.read::<Visitor>().all().await?.len(), 3);
    });
}

pub async fn unique_text_is_told_apart(subject: Subject) {
    in_run!(subject, cx, {
        for email in ["a@b", "A@b", "a@b ", "ä@b", "a\u{308}@b", ""] {
            cx.write::<Visitor>().create(Visitor::of(email)).await?;
        }
        assert_taken(cx.write::<Visitor>().create(Visitor::of("a@b ")).await, "email");
    });
}

pub async fn a_value_of_a_deleted_record_is_free(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(with_ticket("a@b", 1)).await?;
    });
    in_run!(subject, cx, {
        cx.write::<Visitor>().delete(1).await?;
        cx.write::<Visitor>().create(with_ticket("a@b", 1)).await?;
    });
    in_run!(subject, cx, {
        assert_taken(cx.write::<Visitor>().create(Visitor::of("a@b")).await, "email");
    });
}

pub async fn a_value_that_was_given_up_is_free(subject: Subject) {
    in_run!(subject, cx, {
        let visitor = cx.write::<Visitor>().create(with_ticket("a@b", 1)).await?;
        let other = Visitor {
            email: "c@d".to_owned(),
            ticket: None,
            ..visitor
        };
        cx.write::<Visitor>().update(&other).await?;
        cx.write::<Visitor>().create(with_ticket("a@b", 1)).await?;
    });
}

pub async fn a_value_of_a_failed_run_is_free(subject: Subject) {
    in_failing_run!(subject, cx, {
        cx.write::<Visitor>().create(with_ticket("a@b", 1)).await?;
    });
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(with_ticket("a@b", 1)).await?;
    });
}

pub async fn a_value_that_a_failed_run_freed_is_taken(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(Visitor::of("a@b")).await?;
    });
    in_failing_run!(subject, cx, {
        cx.write::<Visitor>().delete(1).await?;
    });
    in_run!(subject, cx, {
        assert_taken(cx.write::<Visitor>().create(Visitor::of("a@b")).await, "email");
    });
}

pub async fn a_taken_value_leaves_the_unit_usable(subject: Subject) {
    in_run!(subject, cx, {
        cx.write::<Visitor>().create(Visitor::of("a@b")).await?;
        assert_taken(cx.write::<Visitor>().create(Visitor::of("a@b")).await, "email");
        cx.write::<Visitor>().create(Visitor::of("c@d")).await?;
    });
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Visitor>().all().await?.len(), 2);
    });
}

pub async fn of_those_that_race_for_a_value_one_gets_it(subject: Subject) {
    let mut runs = JoinSet::new();
    for _ in 0..20 {
        let app = subject.app.clone();
        runs.spawn(async move {
            attempt(&app, |cx| {
                Box::pin(async move {
                    cx.write::<Visitor>().create(Visitor::of("a@b")).await?;
                    Ok(())
                })
            })
            .await
        });
    }
    let mut created = 0;
    while let Some(outcome) = runs.join_next().await {
        match outcome.expect("no run panics").map_err(Fault::into_kind) {
            Ok(()) => created += 1,
            Err(FaultKind::Storage(StorageError::Taken(attributes))) => assert_eq!(attributes, ["email"]),
            Err(FaultKind::Storage(StorageError::Conflict)) => {}
            Err(other) => panic!("neither taken nor a conflict: {other:?}"),
        }
    }
    assert_eq!(created, 1);
    in_run!(subject, cx, {
        assert_eq!(cx.read::<Visitor>().all().await?.len(), 1);
    });
}
