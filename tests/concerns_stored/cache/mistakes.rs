use super::*;

/// Opens something
#[derive(Debug, Command)]
#[command(domain = Bank)]
struct Open {
    pin: Sensitive<String>,
}

impl Execute for Open {
    type Output = bool;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(true)
    }
}

#[test]
fn what_cannot_be_cached_is_refused_when_the_app_is_built() {
    let builder = App::builder()
        .domain::<Bank>(commands![Deposit, Open])
        .storage(MemoryStore::new())
        .concern_command::<Deposit>(Cache::of::<Deposit>())
        .concern_command::<Open>(Cache::of::<Open>())
        .concern(Cache::of::<Look>());
    let mistakes: Vec<String> = builder
        .build()
        .expect_err("mistakes")
        .0
        .iter()
        .map(ToString::to_string)
        .collect();
    let foreign = "is under the cache of `Bank::Look`; give it one of its own";
    let expected = [
        "`Bank::Deposit` cannot be cached, for it may change something".to_owned(),
        format!("`Bank::Deposit` {foreign}"),
        "`Bank::Open` cannot be cached, for its input `pin` is a secret".to_owned(),
        format!("`Bank::Open` {foreign}"),
    ];
    assert_eq!(mistakes, expected);
}
