//! W9: registries of 10, 1,000 and 10,000 commands.
//!
//! So many commands that are written out would take the compiler minutes. These share one struct, and each has a
//! description of its own, as data that a derive would have written; so that the app looks at what it would look at.

use std::{
    collections::HashMap,
    hint::black_box,
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use foldhash::fast::RandomState;
use foobara::{
    App, AppBuilder, Command as _, CommandEntry, CommandMeta, DeclaredHints, Domain as _, DomainMeta,
    prelude::*,
};

/// The largest registry.
pub const MOST: usize = 10_000;

/// A command that the others are made of.
#[derive(Debug, Command)]
#[command(domain = Part<0>)]
pub struct CreateUser {
    #[input(trim, email)]
    email: String,
    #[input(min_length = 1, max_length = 64)]
    name: String,
    #[input(min = 0, max = 150)]
    age: u32,
}

impl Execute for CreateUser {
    type Output = u64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let letters = self.email.len() + self.name.len();
        Ok(u64::from(self.age) + u64::try_from(letters).unwrap_or_default())
    }
}

const PARTS: [&str; 10] = [
    "Users",
    "Orders",
    "Invoices",
    "Payments",
    "Parcels",
    "Stores",
    "Suppliers",
    "Returns",
    "Reports",
    "Settings",
];

/// One of ten domains, which share the commands evenly.
#[derive(Debug)]
pub struct Part<const N: usize>;

impl<const N: usize> foobara::Domain for Part<N> {
    const META: &'static DomainMeta = &DomainMeta {
        name: PARTS[N],
        organization: None,
        scope: &["Acme", PARTS[N]],
        description: None,
        depends_on: &[],
    };
    const USES: Option<&'static [&'static [&'static str]]> = Some(&[]);
}

/// What is done with each domain.
struct Domains {
    meta: &'static DomainMeta,
    add: fn(AppBuilder, Vec<CommandEntry>) -> AppBuilder,
}

const DOMAINS: [Domains; 10] = [
    domain::<0>(),
    domain::<1>(),
    domain::<2>(),
    domain::<3>(),
    domain::<4>(),
    domain::<5>(),
    domain::<6>(),
    domain::<7>(),
    domain::<8>(),
    domain::<9>(),
];

const fn domain<const N: usize>() -> Domains {
    Domains {
        meta: Part::<N>::META,
        add: AppBuilder::domain::<Part<N>>,
    }
}

/// The commands of an app, by domain.
#[derive(Debug, Clone)]
pub struct Commands(Vec<Vec<CommandEntry>>);

impl Commands {
    /// Makes a number of commands. What describes them is never given back: it is where a derive would have written it.
    pub fn of(count: usize) -> Self {
        let domains = DOMAINS.iter().enumerate();
        Self(
            domains
                .map(|(index, domain)| {
                    let numbers = (index..count).step_by(DOMAINS.len());
                    numbers.map(|number| entry(domain.meta, number)).collect()
                })
                .collect(),
        )
    }

    /// Makes an app of them.
    ///
    /// # Panics
    ///
    /// When they do not make one.
    pub fn app(self) -> App {
        let parts = DOMAINS.iter().zip(self.0);
        let builder = parts.fold(App::builder(), |app, (domain, commands)| {
            (domain.add)(app, commands)
        });
        builder.build().expect("the commands make an app")
    }
}

fn entry(domain: &'static DomainMeta, number: usize) -> CommandEntry {
    let mut entry = CommandEntry::of::<CreateUser>();
    entry.meta = Box::leak(Box::new(CommandMeta {
        name: String::leak(format!("CreateUserInTheWay{number}")),
        domain,
        description: Some("Creates a user"),
        returns: None,
        inputs: CreateUser::META.inputs.clone(),
        depends_on: &[],
        maps: &[],
        reads: &[],
        writes: &[],
        creates: &[],
        deletes: &[],
        loads: &[],
        uses: &[],
        publishes: &[],
        enqueues: &[],
        hints: DeclaredHints::NONE,
        concerns: &[],
        is_clone: false,
        definition: None,
    }));
    entry
}

/// The largest registry, and its full names in an order that caches cannot foretell.
static LARGEST: LazyLock<Largest> = LazyLock::new(|| {
    let app = Commands::of(MOST).app();
    let metas: Vec<&CommandMeta> = app.commands().iter().map(|entry| entry.meta).collect();
    let shuffled = (0..MOST).map(|step| step * 7_919 % MOST);
    let names: Vec<String> = shuffled
        .filter_map(|index| Some(metas.get(index)?.reference()))
        .collect();
    let by_hand = names.iter().cloned().zip(0..).collect();
    Largest { app, names, by_hand }
});

struct Largest {
    app: App,
    names: Vec<String>,
    by_hand: HashMap<String, u64, RandomState>,
}

/// The next name in turn.
fn name() -> &'static str {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed) % MOST;
    LARGEST.names.get(next).map_or("", String::as_str)
}

/// Finds a command by its full name.
pub(super) fn by_name(_: &App) -> u64 {
    let entry = LARGEST.app.command(black_box(name())).found();
    entry.map_or(0, |entry| u64::from(entry.meta.is_clone) + 1)
}

/// Finds a command by the shortest end of its name.
pub(super) fn by_ending(_: &App) -> u64 {
    let name = name().rsplit("::").next().unwrap_or_default();
    let entry = LARGEST.app.command(black_box(name)).found();
    entry.map_or(0, |entry| u64::from(entry.meta.is_clone) + 1)
}

/// Finds a number by a full name in a map of the same names.
pub(super) fn by_hand(_: &App) -> u64 {
    LARGEST
        .by_hand
        .get(black_box(name()))
        .copied()
        .unwrap_or_default()
}
