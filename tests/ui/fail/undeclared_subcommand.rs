use foobara::prelude::*;

#[derive(Domain)]
struct Arithmetic;

#[derive(Debug, Command)]
#[command(domain = Arithmetic)]
struct Subtract {
    from: i64,
    amount: i64,
}

impl Execute for Subtract {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.from - self.amount)
    }
}

#[derive(Debug, Command)]
#[command(domain = Arithmetic)]
struct Divide {
    dividend: i64,
    divisor: i64,
}

impl Execute for Divide {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx
            .sub(Subtract {
                from: self.dividend,
                amount: self.divisor,
            })
            .run()
            .await?)
    }
}

fn main() {}
