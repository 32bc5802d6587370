//! The checks that most inputs pass through, beside the best loop that can be written by hand for the same answer.
//!
//! The hand-written side may do what the rules do not let themselves do: index, and know its bounds when it is compiled.

use std::{hint::black_box, sync::LazyLock};

use criterion::{Criterion, criterion_group, criterion_main};
use foobara_types::{
    Rule,
    rule::{CreditCard, Email, Iban, Matches, Max, MaxLength, Min, MinLength},
};
use regex::Regex;

const PATTERN: &str = r"\A[a-z]+(-[a-z]+)*\z";

fn checks(criterion: &mut Criterion) {
    texts(
        criterion,
        "email",
        &["ada.lovelace@example.com", "o'neil+news@mail.example.co.uk"],
        &Email,
        by_hand::email,
    );
    texts(
        criterion,
        "min_length",
        &["a title of some length", "ein schöner Titel"],
        &MinLength(3),
        |text| text.len() >= 12 || text.chars().count() >= 3,
    );
    texts(
        criterion,
        "max_length",
        &["a title of some length", "ein schöner Titel"],
        &MaxLength(100),
        |text| text.len() <= 100 || text.chars().count() <= 100,
    );
    texts(
        criterion,
        "pattern",
        &["hello-world", "a-title-of-some-length"],
        &Matches(PATTERN),
        by_hand::pattern,
    );
    texts(
        criterion,
        "iban",
        &["DE89370400440532013000", "GB29NWBK60161331926819"],
        &Iban,
        by_hand::iban,
    );
    texts(
        criterion,
        "credit_card",
        &["4111111111111111", "378282246310005"],
        &CreditCard,
        by_hand::card,
    );
    range(criterion);
}

/// Judges the same texts by a rule and by hand.
fn texts(
    criterion: &mut Criterion,
    name: &str,
    texts: &[&str],
    rule: &impl Rule<String>,
    by_hand: impl Fn(&str) -> bool,
) {
    let mut texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    let mut group = criterion.benchmark_group(name);
    group.bench_function("ours", |bencher| {
        bencher.iter(|| texts.iter_mut().all(|text| rule.process(black_box(text)).is_ok()));
    });
    group.bench_function("by hand", |bencher| {
        bencher.iter(|| texts.iter_mut().all(|text| by_hand(black_box(text))));
    });
    group.finish();
}

fn range(criterion: &mut Criterion) {
    let mut numbers: Vec<i64> = (0..64).collect();
    let mut group = criterion.benchmark_group("range");
    group.bench_function("ours", |bencher| {
        let is_good = |number: &mut i64| Min(0).process(number).is_ok() && Max(100).process(number).is_ok();
        bencher.iter(|| numbers.iter_mut().all(|number| is_good(black_box(number))));
    });
    group.bench_function("by hand", |bencher| {
        bencher.iter(|| {
            numbers
                .iter_mut()
                .all(|number| by_hand::range(*black_box(number)).is_ok())
        });
    });
    group.finish();
}

/// The loops.
mod by_hand {
    use super::*;

    pub(super) fn email(text: &str) -> bool {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let is_local = |byte: u8| {
            is_plain(byte)
                || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~')
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut after_dot = true;
        while at < bytes.len() && bytes[at] != b'@' {
            match bytes[at] {
                b'.' if after_dot => return false,
                b'.' => after_dot = true,
                byte if is_local(byte) => after_dot = false,
                _ => return false,
            }
            at += 1;
        }
        if after_dot || at > 64 || at + 1 >= bytes.len() {
            return false;
        }
        let domain = &bytes[at + 1..];
        domain[0] != b'-'
            && domain[domain.len() - 1] != b'-'
            && domain.iter().all(|byte| is_plain(*byte) || *byte == b'.')
    }

    /// Says which bound it is, as the rules do.
    pub(super) fn range(number: i64) -> Result<(), Box<(i64, &'static str)>> {
        if number < 0 {
            return Err(out_of_range(number, "below"));
        }
        if number > 100 {
            return Err(out_of_range(number, "above"));
        }
        Ok(())
    }

    #[cold]
    fn out_of_range(number: i64, bound: &'static str) -> Box<(i64, &'static str)> {
        Box::new((number, bound))
    }

    pub(super) fn pattern(text: &str) -> bool {
        static REGEX: LazyLock<Regex> = LazyLock::new(|| Regex::new(PATTERN).expect("is a pattern"));
        REGEX.is_match(text)
    }

    /// Knows the form of two countries.
    pub(super) fn iban(text: &str) -> bool {
        let bytes = text.as_bytes();
        let letters = match bytes {
            [b'D', b'E', ..] => 4,
            [b'G', b'B', ..] => 8,
            _ => return false,
        };
        if bytes.len() != 22 || &bytes[2..4] == b"00" || &bytes[2..4] == b"01" {
            return false;
        }
        let is_form = bytes[4..letters].iter().all(u8::is_ascii_uppercase)
            && bytes[letters..].iter().all(u8::is_ascii_digit)
            && bytes[2..4].iter().all(u8::is_ascii_digit);
        let (head, account) = bytes.split_at(4);
        let mut number = 0_u64;
        for part in [account, head] {
            for byte in part {
                number = match byte {
                    b'0'..=b'9' => number * 10 + u64::from(byte - b'0'),
                    b'A'..=b'Z' => number * 100 + u64::from(byte - b'A' + 10),
                    _ => return false,
                };
                if number >= 1 << 56 {
                    number %= 97;
                }
            }
        }
        is_form && number % 97 == 1
    }

    pub(super) fn card(text: &str) -> bool {
        let bytes = text.as_bytes();
        if bytes.len() < 12 || bytes.len() > 19 {
            return false;
        }
        let mut sum = 0_u32;
        for (at, byte) in bytes.iter().rev().enumerate() {
            if !byte.is_ascii_digit() {
                return false;
            }
            let digit = u32::from(byte - b'0');
            sum += if at % 2 == 0 {
                digit
            } else if digit > 4 {
                digit * 2 - 9
            } else {
                digit * 2
            };
        }
        sum.is_multiple_of(10)
    }
}

criterion_group!(benches, checks);
criterion_main!(benches);
