use super::*;

#[tokio::test]
async fn the_first_answer_is_given_again_by_whatever_way_it_is_asked_for() {
    let app = shop();
    let inputs = json!({ "amount": "5" });
    assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
    assert_eq!(ask(&app, "a", pay(5)).await, Ok(json!(1)));
    assert_eq!(
        ask_as_text(&app, with_key("a"), "Pay", &inputs, Encoding::Atomic).await,
        Ok(json!(1))
    );
    assert_eq!(ask(&app, "b", pay(5)).await, Ok(json!(2)));
    assert_eq!(paid(&app).await, [5, 5]);
    assert_eq!(app.run(pay(5)).await.ok(), Some(3));
    assert_eq!(app.run(pay(5)).await.ok(), Some(4));
}

#[tokio::test]
async fn what_a_command_reported_is_reported_again_and_what_it_wrote_is_not_there() {
    let app = shop();
    let inputs = json!({ "amount": -3 });
    let mut seen = Vec::new();
    for _ in 0..2 {
        let entry = app.command("Pay").found().expect("a command");
        let text = RawInputs::json(inputs.to_string().into_bytes());
        let answer = entry
            .run(app.clone(), text, with_key("a"), Encoding::Atomic)
            .await;
        seen.push(answer.unwrap_err());
    }
    assert_eq!(seen[0].keys(), ["runtime.refused"]);
    assert_eq!(seen[0].0[0].context(), json!({ "amount": -3 }));
    assert_eq!(seen[0], seen[1]);
    assert_eq!(ask(&app, "a", pay(-3)).await, refused("refused"));
    assert!(paid(&app).await.is_empty());
}

#[tokio::test]
async fn an_answer_is_given_again_when_its_record_is_gone() {
    let app = shop();
    assert_eq!(ask(&app, "a", pay(7)).await, Ok(json!(1)));
    let inputs = json!({ "payment": 1 });
    for _ in 0..2 {
        let answer = ask_as_text(&app, with_key("b"), "TakeBack", &inputs, Encoding::Atomic).await;
        assert_eq!(answer, Ok(json!(7)));
    }
    let answer = ask_as_text(&app, with_key("c"), "TakeBack", &inputs, Encoding::Atomic).await;
    assert_eq!(answer, Err(vec!["data.payment.not_found".to_owned()]));
}

#[tokio::test]
async fn records_within_an_answer_are_given_as_they_were() {
    let app = shop();
    let inputs = json!({ "amount": 7 });
    for _ in 0..3 {
        let answer = ask_as_text(&app, with_key("a"), "PayAndShow", &inputs, Encoding::Aggregate).await;
        assert_eq!(answer, Ok(json!({ "id": 1, "amount": 7 })));
        let gone = app
            .run(TakeBack {
                payment: Record::of(1),
            })
            .await;
        drop(gone);
    }
    assert!(paid(&app).await.is_empty());
}

#[tokio::test]
async fn the_record_of_a_run_tells() {
    let app = shop();
    let mut told = Vec::new();
    for _ in 0..2 {
        let record = Arc::new(RunRecord::new());
        let mut options = with_key("a");
        options.record = Some(Arc::clone(&record));
        assert_eq!(app.run_with(pay(5), &options).await.ok(), Some(1));
        told.push(record.replayed_by());
    }
    assert_eq!(told, [None, Some("idempotency")]);
}

#[tokio::test]
async fn a_call_of_an_exposure_brings_its_key() {
    let app = shop();
    let exposure = Exposure::of(&app).all().build().expect("no mistakes");
    for _ in 0..2 {
        let mut call = Call::new("Pay", RawInputs::json(r#"{"amount":1}"#), &NoCredentials);
        call.idempotency_key = Some("a");
        assert_eq!(exposure.call(call).await.as_deref(), Ok(&b"1"[..]));
    }
    assert_eq!(paid(&app).await, [1]);
}
