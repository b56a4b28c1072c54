//! The TypeScript side of the types that cross from Rust to the pages.

use std::process::ExitCode;

use anyhow::Result;

use crate::process;

/// Writes `ui/src/ipc/bindings.ts` anew. The test that does it fails without the variable if the file is out of date.
pub(crate) fn write() -> Result<ExitCode> {
    process::run(process::cargo().args(["test", "--package", "engine", "bindings"]).env("UPDATE_BINDINGS", "1"))?;
    Ok(ExitCode::SUCCESS)
}
