//! Compression at build time, so that the server never compresses a file of the site.

use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Kinds of file that are compressed already.
const DENSE: [&str; 7] = [".png", ".jpg", ".jpeg", ".webp", ".woff2", ".mp4", ".zip"];

/// Whether compressing a file of this name and size can pay.
pub(crate) fn pays(path: &str, size: usize) -> bool {
    size > 256 && !DENSE.iter().any(|ending| path.ends_with(ending))
}

pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 24);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(packed)
}

pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}
