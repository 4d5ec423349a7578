//! What the first page weighs, so that nobody finds out later that it grew.

use anyhow::{Result, ensure};

use crate::files::File;
use crate::wasm::NAME;

/// The most that the files of the first page may take as they travel, in bytes. With the page itself, some 16 KB, it is
/// within the 450 KB that `scripts/bench.sh` weighs in a browser.
const BUDGET: usize = 434 * 1024;

/// Refuses a released site whose first page is too heavy. What grew is put into a part that is fetched later, see
/// docs/decisions/0003-lazy-routes-and-csp.md.
pub(crate) fn ensure_light(site: &[File]) -> Result<()> {
    let weight: usize = site
        .iter()
        .filter(|file| is_of_first_page(&file.path))
        .map(|file| file.bytes.len())
        .sum();
    ensure!(
        weight <= BUDGET,
        "the first page would weigh {} KB beside its HTML, {} KB more than it may: see docs/decisions/0003-lazy-routes-and-csp.md",
        weight / 1024,
        (weight - BUDGET).div_ceil(1024)
    );
    eprintln!(
        "  the first page weighs {} KB beside its HTML",
        weight / 1024
    );
    Ok(())
}

/// The main WASM, its scripts and the style sheet, packed as browsers ask for them.
fn is_of_first_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.strip_suffix(".br").is_some_and(|name| {
        name == format!("{NAME}_bg.wasm")
            || name == format!("{NAME}.js")
            || name == format!("{NAME}.css")
    })
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, ensure_light};
    use crate::files::File;

    fn file(path: &str, size: usize) -> File {
        File {
            path: path.into(),
            bytes: vec![0; size],
        }
    }

    #[test]
    fn a_heavy_first_page_is_refused_and_parts_are_not_counted() {
        let mut site = vec![
            file("pkg/1/rapport_bg.wasm.br", BUDGET - 10),
            file("pkg/1/rapport_bg.wasm", 10 * BUDGET),
            file("pkg/1/split_daily.wasm.br", BUDGET),
            file("pkg/1/rapport.js.br", 4),
            file("pkg/1/rapport.css.br", 6),
        ];
        assert!(ensure_light(&site).is_ok());
        site.push(file("pkg/1/rapport.css.br", 1));
        let told = ensure_light(&site).unwrap_err().to_string();
        assert!(told.contains("1 KB more"), "{told}");
    }
}
