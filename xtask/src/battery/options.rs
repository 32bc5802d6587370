use crate::step::Failure;

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Options {
    /// Which percentage of the full figures is tried.
    pub(super) percent: u32,
}

impl Options {
    /// Reads the arguments after the name of the battery.
    ///
    /// # Errors
    ///
    /// When they are others than `--percent N`, or N is no whole number above zero.
    pub(super) fn parse(arguments: &[&str]) -> Result<Self, Failure> {
        match arguments {
            [] => Ok(Self { percent: 100 }),
            ["--percent", percent] => match percent.parse() {
                Ok(percent) if percent > 0 => Ok(Self { percent }),
                _ => Err(Failure::usage(format!(
                    "--percent takes a whole number above zero, not `{percent}`"
                ))),
            },
            other => Err(Failure::usage(format!(
                "battery storage takes --percent N, not `{}`",
                other.join(" ")
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_tried_unless_a_share_is_asked_for() {
        let parsed = |arguments: &[&str]| Options::parse(arguments).map_err(|failure| failure.code());
        assert_eq!(parsed(&[]), Ok(Options { percent: 100 }));
        assert_eq!(parsed(&["--percent", "5"]), Ok(Options { percent: 5 }));
        for wrong in [
            &["--percent"][..],
            &["--percent", "0"],
            &["--percent", "all"],
            &["5"],
        ] {
            assert_eq!(parsed(wrong), Err(2), "{wrong:?}");
        }
    }
}
