//! The same over HTTP, by a server.

use std::sync::Mutex;

use tokio::sync::{Notify, oneshot};

use super::*;
use crate::web::Web;

/// Tells that somebody is there, who waits until it is opened; all others it lets through.
struct Door {
    first: Mutex<Option<oneshot::Sender<()>>>,
    opens: Arc<Notify>,
}

impl Port for Door {
    const NAME: &'static str = "door";

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a ()) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async {
            let first = self.first.lock().expect("nobody panicked").take();
            if let Some(came) = first {
                came.send(()).expect("somebody waits for it");
                self.opens.notified().await;
            }
            Ok(())
        })
    }
}

/// Pays, once the door opens
#[derive(Debug, Command)]
#[command(domain = Shop, writes(Payment), uses(Door))]
struct PayAtTheDoor {
    amount: i64,
}

impl Execute for PayAtTheDoor {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let payment = Payment {
            id: Auto::unassigned(),
            amount: self.amount,
        };
        cx.port::<Door>().call(&()).await?;
        let payment = cx.write::<Payment>().create(payment).await?;
        Ok(payment.id.get().copied().unwrap_or_default())
    }
}

/// Posts with a key; returns the status and the result, or the status and the keys of the errors.
async fn post(web: &Web, command: &str, key: &str, inputs: &Value) -> (u16, Value) {
    let headers = format!("Idempotency-Key: {key}\r\n");
    let (status, _, body) = web.post(&format!("/run/{command}"), &headers, inputs).await;
    let keys = |errors: &Vec<Value>| errors.iter().map(|error| error["key"].clone()).collect();
    (status, body.as_array().map_or(body.clone(), keys))
}

async fn serve(app: &App) -> Web {
    Web::start(Exposure::of(app).all().build().expect("no mistakes")).await
}

fn conflict(key: &str) -> (u16, Value) {
    (409, json!([format!("runtime.{key}")]))
}

#[tokio::test]
async fn a_request_that_comes_again_has_the_same_answer_and_no_further_effect() {
    let app = shop();
    let web = serve(&app).await;
    for key in ["a", "a", "\"a\""] {
        assert_eq!(
            post(&web, "Pay", key, &json!({ "amount": 5 })).await,
            (200, json!(1))
        );
    }
    for _ in 0..2 {
        let answer = post(&web, "Pay", "b", &json!({ "amount": -3 })).await;
        assert_eq!(answer, (422, json!(["runtime.refused"])));
    }
    assert_eq!(paid(&app).await, [5]);
    assert_eq!(
        post(&web, "Pay", "c", &json!({ "amount": 5 })).await,
        (200, json!(2))
    );
    assert_eq!(paid(&app).await, [5, 5]);
}

#[tokio::test]
async fn a_key_that_comes_with_another_request_is_refused() {
    let app = shop();
    let web = serve(&app).await;
    assert_eq!(
        post(&web, "Pay", "a", &json!({ "amount": 5 })).await,
        (200, json!(1))
    );
    let reused = conflict("idempotency_key_reused");
    assert_eq!(post(&web, "Pay", "a", &json!({ "amount": 6 })).await, reused);
    assert_eq!(
        post(&web, "PayAndShow", "a", &json!({ "amount": 5 })).await,
        reused
    );
    let invalid = (400, json!(["runtime.idempotency_key_invalid"]));
    assert_eq!(post(&web, "Pay", "\"\"", &json!({ "amount": 5 })).await, invalid);
    assert_eq!(paid(&app).await, [5]);
}

#[tokio::test]
async fn a_key_is_in_use_until_its_request_is_answered() {
    let (came, somebody_came) = oneshot::channel();
    let opens = Arc::new(Notify::new());
    let door = Door {
        first: Mutex::new(Some(came)),
        opens: Arc::clone(&opens),
    };
    let app = builder(&Post::default())
        .domain::<Shop>(commands![PayAtTheDoor])
        .port(door)
        .storage(MemoryStore::new())
        .build()
        .expect("no mistakes");
    let web = serve(&app).await;
    let pay = async || post(&web, "PayAtTheDoor", "a", &json!({ "amount": 5 })).await;
    let meanwhile = async {
        somebody_came.await.expect("somebody comes");
        let refused = [pay().await, pay().await];
        opens.notify_one();
        refused
    };
    let (first, refused) = tokio::join!(pay(), meanwhile);
    assert_eq!(first, (200, json!(1)));
    assert_eq!(refused, [(); 2].map(|()| conflict("idempotency_key_in_use")));
    assert_eq!(pay().await, first);
    assert_eq!(paid(&app).await, [5]);
}
