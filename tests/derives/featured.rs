//! Rules and types that come with a feature, named in attributes.

use foobara::{Encoding, RawInputs, RunOptions, prelude::*};
use serde_json::{Value, json};

#[derive(Domain)]
struct Lab;

/// Takes one input of each
#[derive(Debug, Command)]
#[command(domain = Lab)]
struct Publish {
    #[input(slugify, max_length = 20)]
    slug: String,
    #[input(sanitize_html)]
    body: String,
    #[input(hash = "sha256")]
    token: String,
    #[input(currency)]
    price_in: String,
    #[input(phone_number)]
    phone: String,
    #[input(without = " -", credit_card)]
    card: String,
    #[input(from_csv)]
    tags: Vec<String>,
    #[input(from_json)]
    sizes: Vec<i64>,
    #[input(from_base64)]
    note: String,
}

impl Execute for Publish {
    type Output = Vec<String>;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let sizes = self.sizes.iter().map(ToString::to_string);
        let texts = [
            self.slug,
            self.body,
            self.token,
            self.price_in,
            self.phone,
            self.card,
            self.note,
        ];
        Ok(texts.into_iter().chain(self.tags).chain(sizes).collect())
    }
}

fn run(inputs: &Value) -> Result<Value, Vec<String>> {
    let app = App::builder().domain::<Lab>(commands![Publish]).build();
    let app = app.expect("the app is right");
    let entry = app.command("Publish").found().expect("the command is there");
    let inputs = RawInputs::json(inputs.to_string().into_bytes());
    let run = entry.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic);
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let outcome = runtime.expect("a runtime starts").block_on(run);
    match outcome {
        Ok(result) => Ok(serde_json::from_slice(&result).expect("the result is JSON")),
        Err(failure) => Err(failure.keys().into_iter().map(|key| key.to_string()).collect()),
    }
}

#[test]
fn inputs_are_cast_transformed_and_judged() {
    let inputs = json!({
        "slug": "Über uns!",
        "body": "<b>hi</b><script>evil()</script>",
        "token": "secret",
        "price_in": "EUR",
        "phone": "+14155552671",
        "card": "4111 1111-1111 1111",
        "tags": "red,\"dark blue\"",
        "sizes": "[1, 2]",
        "note": "aGk=",
    });
    let digest = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    assert_eq!(
        run(&inputs),
        Ok(json!([
            "uber-uns",
            "<b>hi</b>",
            digest,
            "EUR",
            "+14155552671",
            "4111111111111111",
            "hi",
            "red",
            "dark blue",
            "1",
            "2",
        ]))
    );
}

#[test]
fn what_is_wrong_is_said() {
    let inputs = json!({
        "slug": "a", "body": "", "token": "", "price_in": "EURO", "phone": "+1", "card": "4111 1111 1111 1112",
        "tags": [], "sizes": "[1", "note": "a",
    });
    assert_eq!(
        run(&inputs),
        Err([
            "price_in.not_a_currency",
            "phone.not_a_phone_number",
            "card.not_a_credit_card",
            "sizes.cannot_cast",
        ]
        .map(|key| format!("data.{key}"))
        .to_vec())
    );
}
