//! Names that every client takes.
//!
//! Clients, and the models behind them, take names of letters, digits, `_` and `-`, at most 64 of them. Most exposed
//! names only need their separators replaced. What remains is made unique by a suffix that depends on nothing but the
//! exposed name, so that a tool keeps its name from one start to the next.

use std::collections::{BTreeMap, BTreeSet};

const LONGEST: usize = 64;

/// Returns the names of the tools, in the order of the exposed names.
pub(super) fn tool_names(exposed: &[&str]) -> Vec<String> {
    let plain: Vec<String> = exposed.iter().map(|name| plain(name)).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &plain {
        *uses.entry(name).or_default() += 1;
    }
    let is_good = |name: &str| name.len() <= LONGEST && uses.get(name) == Some(&1);
    let mut taken: BTreeSet<String> = plain.iter().filter(|name| is_good(name)).cloned().collect();
    let mut name = |(exposed, plain): (&&str, &String)| {
        if is_good(plain) {
            return plain.clone();
        }
        let mut seed = FNV_OFFSET;
        loop {
            seed = fnv(exposed, seed);
            let name = suffixed(plain, seed);
            if taken.insert(name.clone()) {
                return name;
            }
        }
    };
    exposed.iter().zip(&plain).map(&mut name).collect()
}

fn plain(exposed: &str) -> String {
    let is_safe = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    exposed
        .replace("::", "_")
        .chars()
        .map(|letter| if is_safe(letter) { letter } else { '_' })
        .collect()
}

/// Ends a name in eight hexadecimal digits; of a long one the end is kept, for it tells most.
fn suffixed(plain: &str, seed: u64) -> String {
    let suffix = format!("_{:08x}", (seed ^ (seed >> 32)) & 0xffff_ffff);
    let surplus = (plain.len() + suffix.len()).saturating_sub(LONGEST);
    // A plain name is ASCII, so every position is a boundary.
    let kept = plain.get(surplus..).unwrap_or_default().trim_start_matches('_');
    format!("{kept}{suffix}")
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: the standard library's hashers may change from one version to the next.
fn fnv(text: &str, seed: u64) -> u64 {
    text.bytes().fold(seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_become_underscores() {
        assert_eq!(
            tool_names(&["Acme::Zoo::CreateCapybara", "Ping"]),
            ["Acme_Zoo_CreateCapybara", "Ping"]
        );
    }

    #[test]
    fn letters_that_clients_refuse_are_replaced() {
        assert_eq!(tool_names(&["Zoo::Café!"]), ["Zoo_Caf__"]);
    }

    #[test]
    fn every_name_of_a_clash_gets_a_suffix_that_does_not_depend_on_the_order() {
        let names = tool_names(&["A::B_C", "A_B::C", "D"]);
        assert_eq!(names, ["A_B_C_cc3927f7", "A_B_C_e505ad25", "D"]);
        assert_eq!(
            tool_names(&["D", "A_B::C", "A::B_C"]),
            ["D", "A_B_C_e505ad25", "A_B_C_cc3927f7"]
        );
    }

    #[test]
    fn long_names_keep_their_end() {
        let long = format!("Acme::{}::CreateCapybara", "Very".repeat(20));
        let names = tool_names(&[&long]);
        let name = names.first().expect("one name");
        assert_eq!(name.len(), 64);
        assert!(name.contains("VeryVery_CreateCapybara_"), "{name}");
        assert_eq!(tool_names(&["A".repeat(64).as_str()]), ["A".repeat(64)]);
    }

    #[test]
    fn a_suffix_that_is_a_name_already_is_not_used_again() {
        let suffixed = tool_names(&["A::B_C", "A_B::C"]);
        let first = suffixed.first().expect("two names");
        let names = tool_names(&["A::B_C", "A_B::C", first]);
        let unique: BTreeSet<&String> = names.iter().collect();
        assert_eq!(unique.len(), 3, "{names:?}");
        assert_eq!(names.last(), Some(first));
    }
}
