//! Where things lie.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// Which of the two sites is meant. They lie side by side, so that going from one to the other
/// builds nothing twice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Quick to build, large to download; read from disk by the debug server.
    Debug,
    /// Small and precompressed; embedded in the released server.
    Release,
}

impl Mode {
    /// The folder's name, which is the name of the server's profile.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Debug => "debug",
            Mode::Release => "release",
        }
    }

    /// The cargo profile of the browser's part.
    pub(crate) fn wasm_profile(self) -> &'static str {
        match self {
            Mode::Debug => "dev",
            Mode::Release => "wasm-release",
        }
    }

    fn wasm_folder(self) -> &'static str {
        match self {
            Mode::Debug => "debug",
            Mode::Release => "wasm-release",
        }
    }
}

/// The folders of one build.
pub(crate) struct Places {
    pub(crate) root: PathBuf,
    target: PathBuf,
    mode: Mode,
}

impl Places {
    pub(crate) fn of(mode: Mode) -> Result<Places> {
        // Asked when it runs, not when it was compiled: the checkout may have been moved since.
        let own = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
        let root = Path::new(&own)
            .parent()
            .context("the build program lies in no workspace")?
            .to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Ok(Places { root, target, mode })
    }

    /// The finished site, which the server embeds or reads.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site").join(self.mode.name())
    }

    /// What is kept between builds and never served.
    pub(crate) fn work(&self) -> PathBuf {
        self.target.join("site-work").join(self.mode.name())
    }

    /// What cargo makes of the frontend crate.
    pub(crate) fn compiled_wasm(&self) -> PathBuf {
        self.target
            .join("wasm32-unknown-unknown")
            .join(self.mode.wasm_folder())
            .join("frontend.wasm")
    }

    /// The debug server.
    pub(crate) fn debug_server(&self) -> PathBuf {
        self.target.join("debug").join("rapport")
    }

    /// Cargo, started in the workspace.
    pub(crate) fn cargo(&self) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.current_dir(&self.root);
        command
    }
}
