//! The style sheet: `style/main.css` with everything it imports, minified into one file.

use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};

/// Bundles and minifies. Nothing is rewritten for older browsers: the design uses what all current
/// browsers understand.
pub(crate) fn bundle(entry: &Path) -> Result<Vec<u8>> {
    let provider = FileProvider::new();
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(entry)
        .map_err(|problem| anyhow!("{problem}"))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|problem| anyhow!("{problem}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            ..PrinterOptions::default()
        })
        .map_err(|problem| anyhow!("{problem}"))?;
    Ok(printed.code.into_bytes())
}
