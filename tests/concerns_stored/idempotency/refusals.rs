use std::task::Poll;

use super::*;

#[tokio::test]
async fn a_key_is_for_one_request() {
    let app = shop();
    assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
    assert_eq!(ask(&app, "a", pay(6)).await, refused("idempotency_key_reused"));
    let inputs = json!({ "amount": 5 });
    let other = ask_as_text(&app, with_key("a"), "PayAndShow", &inputs, Encoding::Atomic);
    assert_eq!(other.await, refused("idempotency_key_reused"));
    assert_eq!(paid(&app).await, [5]);
}

#[tokio::test]
async fn callers_have_keys_of_their_own() {
    let app = shop();
    for (caller, id) in [(None, 1), (Some("ann"), 2), (Some("ben"), 3), (Some("ann"), 2)] {
        let mut options = with_key("a");
        options.caller = caller.map(Into::into);
        assert_eq!(app.run_with(pay(5), &options).await.ok(), Some(id));
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_is_in_use_until_its_run_is_over() {
    let app = shop();
    let slow = || Pay { pause: 10, ..pay(5) };
    let options = with_key("a");
    {
        let left = app.run_with(slow(), &options);
        let mut left = std::pin::pin!(left);
        let polled = std::future::poll_fn(|task| Poll::Ready(left.as_mut().poll(task))).await;
        assert!(polled.is_pending());
    }
    let twins = tokio::join!(ask(&app, "a", slow()), ask(&app, "a", slow()));
    assert_eq!(twins, (Ok(json!(1)), refused("idempotency_key_in_use")));
    assert_eq!(ask(&app, "a", slow()).await, Ok(json!(1)));
    assert_eq!(paid(&app).await, [5]);
}

#[tokio::test]
async fn a_key_has_1_to_255_characters() {
    let app = shop();
    for key in [String::new(), "é".repeat(256)] {
        assert_eq!(ask(&app, &key, pay(5)).await, refused("idempotency_key_invalid"));
    }
    assert_eq!(ask(&app, &"é".repeat(255), pay(5)).await, Ok(json!(1)));
}

#[tokio::test]
async fn a_result_that_cannot_be_read_back_is_a_bug_that_is_reported() {
    let app = shop();
    let answer = app.run_with(PayAndShow { amount: 5 }, &with_key("a")).await;
    assert_eq!(answer.unwrap_err().into_errors().keys(), ["runtime.unknown"]);
    assert!(paid(&app).await.is_empty());
}

#[test]
fn without_storage_there_is_nowhere_to_keep_answers() {
    #[foobara::command(domain = Shop)]
    async fn nothing() -> Result<(), Infallible> {
        Ok(())
    }

    let mistakes = App::builder()
        .domain::<Shop>(commands![Nothing])
        .concern(Idempotency::new())
        .build()
        .unwrap_err()
        .to_string();
    let expected = "`Shop::Nothing` is under `idempotency`, which keeps records, and the app has no storage; add \
                    `.storage(..)` to the builder";
    assert!(mistakes.contains(expected), "{mistakes}");
}
