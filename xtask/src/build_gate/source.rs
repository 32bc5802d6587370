//! The text of the programs, the same commands on either side.

use crate::workspace;

use super::program::{Program, Side};

/// The manifest of the package.
pub(super) fn manifest(program: Program) -> String {
    let dependencies = match program.side {
        Side::Foobara => {
            let root = workspace::root().display();
            format!(
                "foobara = {{ path = \"{root}\", default-features = false }}\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n"
            )
        }
        Side::Serde => {
            "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n".to_owned()
        }
    };
    format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}",
        program.package()
    )
}

/// The file that brings the commands together, and runs one that is named on the command line.
pub(super) fn main(program: Program) -> String {
    let modules: String = numbered(program, |domain| format!("mod domain{domain};\n"));
    match program.side {
        Side::Foobara => {
            let domains = numbered(program, |domain| {
                format!("        .domain::<domain{domain}::Domain{domain}>(domain{domain}::commands())\n")
            });
            format!(
                "{modules}\n{FOOBARA_IMPORTS}\nfn app() -> Result<App, BuildErrors> {{\n    App::builder()\n{domains}        .build()\n}}\n{FOOBARA_MAIN}"
            )
        }
        Side::Serde => {
            let domains = numbered(program, |domain| format!("        domain{domain}::TABLE,\n"));
            format!(
                "{modules}\nfn tables() -> [&'static [domain0::Entry]; {}] {{\n    [\n{domains}    ]\n}}\n{SERDE_MAIN}",
                program.domains()
            )
        }
    }
}

fn numbered(program: Program, line: impl Fn(usize) -> String) -> String {
    (0..program.domains()).map(line).collect()
}

const FOOBARA_IMPORTS: &str = "\
use std::error::Error;

use foobara::{App, BuildErrors, Call, Exposure, NoCredentials, RawInputs};
";

const FOOBARA_MAIN: &str = r#"
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let inputs = arguments.next().unwrap_or_default();
    let exposure = Exposure::of(&app()?).all().build()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let call = Call::new(&name, RawInputs::json(inputs), &NoCredentials);
    match runtime.block_on(exposure.call(call)) {
        Ok(result) => println!("{}", String::from_utf8(result)?),
        Err(errors) => println!("{}", errors.to_json()),
    }
    Ok(())
}
"#;

const SERDE_MAIN: &str = r#"
fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let inputs = arguments.next().unwrap_or_default();
    let tables = tables();
    let mut entries = tables.iter().flat_map(|table| table.iter());
    let found = entries.find(|(known, _)| *known == name);
    match found.and_then(|(_, run)| run(&inputs)) {
        Some(result) => println!("{result}"),
        None => println!("cannot"),
    }
}
"#;

/// The file of a domain. The edit is in the body of the first command of the first domain.
pub(super) fn domain(program: Program, domain: usize, edit: usize) -> String {
    let commands = program.commands_of(domain);
    let names: Vec<String> = commands.clone().map(|number| format!("Create{number}")).collect();
    let bodies: String = commands
        .map(|number| {
            let added = if number == 0 { edit } else { number };
            match program.side {
                Side::Foobara => foobara_command(domain, number, added),
                Side::Serde => serde_command(number, added),
            }
        })
        .collect();
    match program.side {
        Side::Foobara => foobara_head(domain, &names) + &bodies,
        Side::Serde => serde_head(&names) + &bodies,
    }
}

fn foobara_head(domain: usize, names: &[String]) -> String {
    format!(
        "use foobara::{{CommandEntry, prelude::*}};

/// The domain number {domain}
#[derive(Debug, Domain)]
pub struct Domain{domain};

pub fn commands() -> [CommandEntry; {}] {{
    commands![{}]
}}
",
        names.len(),
        names.join(", ")
    )
}

fn foobara_command(domain: usize, number: usize, added: usize) -> String {
    format!(
        "
/// Creates a user in the way number {number}
#[derive(Debug, Command)]
#[command(domain = Domain{domain})]
pub struct Create{number} {{
    #[input(trim, email)]
    pub email: String,
    #[input(min_length = 1, max_length = 64)]
    pub name: String,
    #[input(min = 1, max = 150)]
    pub age: u32,
}}

impl Execute for Create{number} {{
    type Output = u64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {{
        let letters = self.email.len() + self.name.len();
        Ok(u64::from(self.age) + letters as u64 + {added})
    }}
}}
"
    )
}

fn serde_head(names: &[String]) -> String {
    let entries: String = names
        .iter()
        .map(|name| format!("    (\"{name}\", |text| run::<{name}>(text, {name}::execute)),\n"))
        .collect();
    format!(
        "use serde::{{Deserialize, Serialize, de::DeserializeOwned}};

pub type Entry = (&'static str, fn(&str) -> Option<String>);

pub const TABLE: &[Entry] = &[
{entries}];

fn run<I: DeserializeOwned + Serialize>(text: &str, execute: fn(I) -> u64) -> Option<String> {{
    let inputs: I = serde_json::from_str(text).ok()?;
    serde_json::to_string(&execute(inputs)).ok()
}}
"
    )
}

fn serde_command(number: usize, added: usize) -> String {
    format!(
        "
/// Creates a user in the way number {number}
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Create{number} {{
    pub email: String,
    pub name: String,
    pub age: u32,
}}

impl Create{number} {{
    fn execute(self) -> u64 {{
        let letters = self.email.len() + self.name.len();
        u64::from(self.age) + letters as u64 + {added}
    }}
}}
"
    )
}
