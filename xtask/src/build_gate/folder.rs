//! The folder that the programs are written to and compiled in.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use super::program::Program;
use super::wrapper::{self, Cost};
use crate::step::Failure;
use crate::workspace;

/// A workspace of generated programs, with a target folder of its own.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes the folder: a package for each program, and the versions of dependencies that this repository has.
    pub(super) fn of(programs: &[Program]) -> Result<Self, Failure> {
        let target = workspace::metadata()?["target_directory"]
            .as_str()
            .map(PathBuf::from)
            .ok_or_else(|| Failure::new("`cargo metadata` tells of no target folder"))?;
        let folder = Self {
            path: target.join("build-gate"),
        };
        folder
            .write_all(programs)
            .map_err(|error| Failure::new(format!("cannot write to {}: {error}", folder.path.display())))?;
        Ok(folder)
    }

    fn write_all(&self, programs: &[Program]) -> io::Result<()> {
        let members: Vec<String> = programs
            .iter()
            .map(|program| format!("\"{}\"", program.package()))
            .collect();
        let manifest = format!(
            "[workspace]\nmembers = [{}]\nresolver = \"3\"\n",
            members.join(", ")
        );
        self.write("Cargo.toml", &manifest)?;
        self.write("wrapper.sh", wrapper::SCRIPT)?;
        make_executable(&self.path.join("wrapper.sh"))?;
        fs::copy(workspace::root().join("Cargo.lock"), self.path.join("Cargo.lock"))?;
        for program in programs {
            for (name, text) in program.files() {
                self.write(&format!("{}/{name}", program.package()), &text)?;
            }
        }
        Ok(())
    }

    /// Changes a number in one body of a program.
    pub(super) fn edit(&self, program: Program, edit: usize) -> Result<(), Failure> {
        let (name, text) = program.edited(edit);
        self.write(&format!("{}/{name}", program.package()), &text)
            .map_err(|error| Failure::new(format!("cannot edit {name}: {error}")))
    }

    fn write(&self, name: &str, text: &str) -> io::Result<()> {
        let path = self.path.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)
    }

    /// Forgets all that was made of a program by a profile, but for its dependencies.
    pub(super) fn clean(&self, program: Program, profile: &str) -> Result<(), Failure> {
        let package = program.package();
        self.cargo(&["clean", "--quiet", "-p", &package, "--profile", profile], &[])
    }

    /// Runs cargo on a program and returns what its own crate cost; `None` when there was nothing to do.
    pub(super) fn compile(&self, program: Program, arguments: &[&str]) -> Result<Option<Cost>, Failure> {
        let log = self.path.join("costs.txt");
        let cannot = |error: io::Error| Failure::new(format!("cannot use {}: {error}", log.display()));
        fs::write(&log, "").map_err(cannot)?;
        self.cargo_on(program, arguments, &[])?;
        let costs = fs::read_to_string(&log).map_err(cannot)?;
        Ok(wrapper::cost_in(&costs, &program.crate_name()))
    }

    /// Runs cargo on a program and returns what rustc tells of its passes.
    pub(super) fn passes(&self, program: Program, arguments: &[&str]) -> Result<String, Failure> {
        let file = self.path.join("passes.txt");
        let environment = [
            (wrapper::CRATE, program.crate_name().into()),
            (wrapper::PASSES, file.clone().into_os_string()),
        ];
        self.cargo_on(program, arguments, &environment)?;
        fs::read_to_string(&file)
            .map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))
    }

    /// Returns the size of a program in bytes.
    pub(super) fn size(&self, program: Program, profile: &str) -> Result<u64, Failure> {
        let binary = self.path.join("target").join(profile).join(program.package());
        fs::metadata(&binary)
            .map(|metadata| metadata.len())
            .map_err(|error| Failure::new(format!("cannot find {}: {error}", binary.display())))
    }

    fn cargo_on(
        &self,
        program: Program,
        arguments: &[&str],
        environment: &[(&str, OsString)],
    ) -> Result<(), Failure> {
        let package = program.package();
        let (subcommand, options) = arguments.split_first().unwrap_or((&"check", &[]));
        let line = [&[*subcommand, "--quiet", "-p", &package], options].concat();
        self.cargo(&line, environment)
    }

    fn cargo(&self, arguments: &[&str], environment: &[(&str, OsString)]) -> Result<(), Failure> {
        let line = arguments.join(" ");
        let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .current_dir(&self.path)
            .env("CARGO_TARGET_DIR", self.path.join("target"))
            .env("RUSTC_WRAPPER", self.path.join("wrapper.sh"))
            .env(wrapper::LOG, self.path.join("costs.txt"))
            .env_remove("CARGO_INCREMENTAL")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .args(arguments)
            .status()
            .map_err(|error| Failure::new(format!("cannot start `cargo {line}`: {error}")))?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "in {}: `cargo {line}` failed",
            self.path.display()
        )))
    }
}

#[cfg(unix)]
fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
