//! W8: sub-commands nested 1, 4 and 16 deep.

use std::hint::black_box;

use foobara::{App, CommandEntry, commands, prelude::*};

use super::{now::now, typed::Benches};

/// Makes a command that runs the next one and adds one to what it returns.
macro_rules! level {
    ($level:ident) => {
        #[derive(Debug, Command)]
        #[command(domain = Benches)]
        struct $level {
            number: u64,
        }

        impl Execute for $level {
            type Output = u64;
            type Error = Infallible;

            async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
                Ok(self.number + 1)
            }
        }
    };
    ($level:ident runs $next:ident) => {
        #[derive(Debug, Command)]
        #[command(domain = Benches, depends_on($next))]
        struct $level {
            number: u64,
        }

        impl Execute for $level {
            type Output = u64;
            type Error = Infallible;

            async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
                Ok(cx
                    .sub($next {
                        number: self.number,
                    })
                    .run()
                    .await?
                    + 1)
            }
        }
    };
}

level!(Level0);
level!(Level1 runs Level0);
level!(Level2 runs Level1);
level!(Level3 runs Level2);
level!(Level4 runs Level3);
level!(Level5 runs Level4);
level!(Level6 runs Level5);
level!(Level7 runs Level6);
level!(Level8 runs Level7);
level!(Level9 runs Level8);
level!(Level10 runs Level9);
level!(Level11 runs Level10);
level!(Level12 runs Level11);
level!(Level13 runs Level12);
level!(Level14 runs Level13);
level!(Level15 runs Level14);
level!(Level16 runs Level15);

/// Makes a function that does by hand what the command of the same level does.
macro_rules! plain {
    ($($level:ident calls $next:ident),* $(,)?) => {$(
        async fn $level(number: u64) -> Result<u64, Infallible> {
            Ok($next(number).await? + 1)
        }
    )*};
}

#[expect(clippy::unused_async, reason = "the command's body is async, too")]
async fn plain_0(number: u64) -> Result<u64, Infallible> {
    Ok(number + 1)
}

plain!(
    plain_1 calls plain_0,
    plain_2 calls plain_1,
    plain_3 calls plain_2,
    plain_4 calls plain_3,
    plain_5 calls plain_4,
    plain_6 calls plain_5,
    plain_7 calls plain_6,
    plain_8 calls plain_7,
    plain_9 calls plain_8,
    plain_10 calls plain_9,
    plain_11 calls plain_10,
    plain_12 calls plain_11,
    plain_13 calls plain_12,
    plain_14 calls plain_13,
    plain_15 calls plain_14,
    plain_16 calls plain_15,
);

/// Returns the commands of every level.
pub(super) fn levels() -> [CommandEntry; 17] {
    commands![
        Level0, Level1, Level2, Level3, Level4, Level5, Level6, Level7, Level8, Level9, Level10, Level11,
        Level12, Level13, Level14, Level15, Level16
    ]
}

pub(super) fn framework_1(app: &App) -> u64 {
    now(app.run(Level1 { number: black_box(1) }))
        .and_then(Result::ok)
        .unwrap_or_default()
}

pub(super) fn baseline_1(_: &App) -> u64 {
    now(plain_1(black_box(1)))
        .and_then(Result::ok)
        .unwrap_or_default()
}

pub(super) fn framework_4(app: &App) -> u64 {
    now(app.run(Level4 { number: black_box(1) }))
        .and_then(Result::ok)
        .unwrap_or_default()
}

pub(super) fn baseline_4(_: &App) -> u64 {
    now(plain_4(black_box(1)))
        .and_then(Result::ok)
        .unwrap_or_default()
}

pub(super) fn framework_16(app: &App) -> u64 {
    now(app.run(Level16 { number: black_box(1) }))
        .and_then(Result::ok)
        .unwrap_or_default()
}

pub(super) fn baseline_16(_: &App) -> u64 {
    now(plain_16(black_box(1)))
        .and_then(Result::ok)
        .unwrap_or_default()
}
