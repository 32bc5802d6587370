//! Types that derive `Validate` of the `validator` crate.

use foobara::prelude::*;
use validator::Validate;

use super::context::{Lab, run};

#[derive(Debug, Clone, Validate, Command)]
#[command(domain = Lab, check = Validate::validate)]
struct Invite {
    #[validate(length(min = 2))]
    #[input(trim)]
    name: String,
    #[input(nested)]
    host: Guest,
    #[input(nested)]
    guests: Vec<Guest>,
    #[input(nested)]
    cook: Option<Guest>,
}

#[derive(Debug, Clone, Validate, Model)]
struct Guest {
    #[validate(email)]
    #[input(max_length = 20)]
    address: String,
}

impl Execute for Invite {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self.name)
    }
}

fn guest(address: &str) -> Guest {
    Guest {
        address: address.to_owned(),
    }
}

fn invite(name: &str, host: &str, guests: &[&str]) -> Invite {
    Invite {
        name: name.to_owned(),
        host: guest(host),
        guests: guests.iter().map(|address| guest(address)).collect(),
        cook: None,
    }
}

#[test]
fn validations_come_after_rules() {
    let keys = |invite| run(invite).expect_err("something is wrong");
    assert_eq!(run(invite(" Tea ", "a@b.c", &["a@b.c"])), Ok("Tea".to_owned()));
    assert_eq!(keys(invite(" T ", "a@b.c", &[])), ["name.length"]);
    assert_eq!(
        keys(invite("T", "nobody", &["a@b.c", "nobody"])),
        ["host.address.email", "guests.1.address.email"]
    );
    let cook = Some(guest("cook"));
    assert_eq!(
        keys(Invite {
            cook,
            ..invite("T", "a@b.c", &[])
        }),
        ["cook.address.email"]
    );
    assert_eq!(
        keys(invite("Tea", "nobody", &["nobody", "nobody with a long address"])),
        ["host.address.email", "guests.1.address.max_length_exceeded"]
    );
}
