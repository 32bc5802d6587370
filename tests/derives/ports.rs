//! What commands say of the ports they use.

use std::pin::Pin;

use foobara::{Effect, Fault, Port, prelude::Command};

use super::context::Lab;

struct Mailer;

impl Port for Mailer {
    const NAME: &'static str = "mailer";
    const EFFECT: Effect = Effect::Read;

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a ()) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

#[derive(Debug, Command)]
#[command(domain = Lab, uses(Mailer, Mailer), depends_on(Greet))]
struct Greet;

fn uses<C: foobara::Uses<P>, P>() {}

#[test]
fn ports_are_named_once_with_their_effect() {
    let meta = <Greet as foobara::Command>::META;
    let [mailer] = meta.uses else { panic!("one port") };
    assert_eq!((mailer.name, mailer.effect), ("mailer", Effect::Read));
    assert_eq!(meta.effect(), Effect::Read);
    uses::<Greet, Mailer>();
}
