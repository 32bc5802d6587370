//! What the compiler says of programs that use the derives, right and wrong; see `tests/ui/README.md`.

#[test]
fn programs() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/fail/*.rs");
}
