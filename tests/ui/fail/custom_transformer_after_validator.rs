use foobara::{Issue, Rule, prelude::*, rule::CustomRule};

#[derive(Domain)]
struct Zoo;

#[derive(Default)]
struct Reverse;

impl Rule<String> for Reverse {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        *value = value.chars().rev().collect();
        Ok(())
    }
}

impl CustomRule<String> for Reverse {
    const NAME: &'static str = "reverse";
    const SYMBOLS: &'static [&'static str] = &[];
}

#[derive(Debug, Command)]
#[command(domain = Zoo)]
struct Rename {
    #[input(max_length = 20, rule = Reverse)]
    name: String,
}

impl Execute for Rename {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.name)
    }
}

fn main() {}
