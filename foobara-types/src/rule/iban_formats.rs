//! The form of account numbers by country: the registry of IBAN, which SWIFT keeps for ISO 13616.

/// What follows the country and the check digits: runs of digits (`n`), capital letters (`a`) or either (`c`).
pub(super) const REGISTRY: &[(&str, &str)] = &[
    ("AD", "8n12c"),
    ("AE", "19n"),
    ("AL", "8n16c"),
    ("AT", "16n"),
    ("AZ", "4a20c"),
    ("BA", "16n"),
    ("BE", "12n"),
    ("BG", "4a6n8c"),
    ("BH", "4a14c"),
    ("BI", "23n"),
    ("BR", "23n1a1c"),
    ("BY", "4c4n16c"),
    ("CH", "5n12c"),
    ("CR", "18n"),
    ("CY", "8n16c"),
    ("CZ", "20n"),
    ("DE", "18n"),
    ("DJ", "23n"),
    ("DK", "14n"),
    ("DO", "4c20n"),
    ("EE", "16n"),
    ("EG", "25n"),
    ("ES", "20n"),
    ("FI", "14n"),
    ("FK", "2a12n"),
    ("FO", "14n"),
    ("FR", "10n11c2n"),
    ("GB", "4a14n"),
    ("GE", "2a16n"),
    ("GI", "4a15c"),
    ("GL", "14n"),
    ("GR", "7n16c"),
    ("GT", "24c"),
    ("HR", "17n"),
    ("HU", "24n"),
    ("IE", "4a14n"),
    ("IL", "19n"),
    ("IQ", "4a15n"),
    ("IS", "22n"),
    ("IT", "1a10n12c"),
    ("JO", "4a4n18c"),
    ("KW", "4a22c"),
    ("KZ", "3n13c"),
    ("LB", "4n20c"),
    ("LC", "4a24c"),
    ("LI", "5n12c"),
    ("LT", "16n"),
    ("LU", "3n13c"),
    ("LV", "4a13c"),
    ("LY", "21n"),
    ("MC", "10n11c2n"),
    ("MD", "20c"),
    ("ME", "18n"),
    ("MK", "3n10c2n"),
    ("MN", "16n"),
    ("MR", "23n"),
    ("MT", "4a5n18c"),
    ("MU", "4a19n3a"),
    ("NI", "4a20n"),
    ("NL", "4a10n"),
    ("NO", "11n"),
    ("OM", "3n16c"),
    ("PL", "24n"),
    ("PS", "4a21c"),
    ("PT", "21n"),
    ("QA", "4a21c"),
    ("RO", "4a16c"),
    ("RS", "18n"),
    ("RU", "14n15c"),
    ("SA", "2n18c"),
    ("SC", "4a20n3a"),
    ("SD", "14n"),
    ("SE", "20n"),
    ("SI", "15n"),
    ("SK", "20n"),
    ("SM", "1a10n12c"),
    ("SO", "19n"),
    ("ST", "21n"),
    ("SV", "4a20n"),
    ("TL", "19n"),
    ("TN", "20n"),
    ("TR", "6n16c"),
    ("UA", "6n19c"),
    ("VA", "18n"),
    ("VG", "4a16n"),
    ("XK", "16n"),
    ("YE", "4a4n18c"),
];

/// The form of the account numbers of a country, behind the check digits.
#[derive(Clone, Copy)]
pub(super) struct Format {
    /// How many characters there are; none in countries without IBAN.
    pub(super) length: usize,
    runs: [Run; MOST_RUNS],
}

/// Characters of one kind.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) kind: Kind,
    pub(super) length: u8,
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Digits,
    Letters,
    Either,
}

const MOST_RUNS: usize = 4;
const LETTERS: usize = 26;

impl Format {
    const NONE: Self = Self {
        length: 0,
        runs: [Run {
            kind: Kind::Either,
            length: 0,
        }; MOST_RUNS],
    };

    /// Returns the runs in their order.
    pub(super) fn runs(&self) -> impl Iterator<Item = Run> {
        self.runs.into_iter().take_while(|run| run.length > 0)
    }
}

/// Returns the form of the account numbers of a country.
pub(super) fn format(first: u8, second: u8) -> Option<&'static Format> {
    let first = usize::from(first.wrapping_sub(b'A'));
    let second = usize::from(second.wrapping_sub(b'A'));
    FORMATS.get(first)?.get(second).filter(|format| format.length > 0)
}

static FORMATS: [[Format; LETTERS]; LETTERS] = {
    let mut formats = [[Format::NONE; LETTERS]; LETTERS];
    let mut index = 0;
    while index < REGISTRY.len() {
        let (country, runs) = REGISTRY[index];
        let country = country.as_bytes();
        formats[(country[0] - b'A') as usize][(country[1] - b'A') as usize] = read(runs.as_bytes());
        index += 1;
    }
    formats
};

const fn read(runs: &[u8]) -> Format {
    let mut format = Format::NONE;
    let mut run = 0;
    let mut length = 0;
    let mut index = 0;
    while index < runs.len() {
        let kind = match runs[index] {
            b'n' => Kind::Digits,
            b'a' => Kind::Letters,
            b'c' => Kind::Either,
            digit => {
                length = length * 10 + (digit - b'0');
                index += 1;
                continue;
            }
        };
        format.runs[run] = Run { kind, length };
        format.length += length as usize;
        run += 1;
        length = 0;
        index += 1;
    }
    format
}
