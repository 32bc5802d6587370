//! The command.

use foobara_types::TypeRegistry;
use naughty_strings::BLNS;

use super::command::Program;
use super::options::Options;
use super::report::Report;
use super::{json, source, strings, types};
use crate::step::Failure;

/// Puts both suites through everything and prints each surprise, and the counts in the last line.
///
/// Fails when there is a surprise.
pub(crate) fn suites(arguments: &[&str]) -> Result<(), Failure> {
    let options = Options::parse(arguments)?;
    let folder = options.json_suite.map_or_else(source::fetched, Ok)?;
    let files = source::read(&folder)?;
    let (program, registry) = (Program::new(), TypeRegistry::standard());
    let types = types::all(&registry).map_err(Failure::new)?;

    let report = Report {
        json: json::surprises(&files, &program, &types),
        texts: strings::surprises(BLNS, &program, &registry, &types),
        files: files.len(),
        strings: BLNS.len(),
        types: types.len(),
    };
    print!("{report}");
    if report.fails() {
        Err(Failure::reported())
    } else {
        Ok(())
    }
}
