//! For how long law asks to keep documents, where somebody who stands in them is erased.
//!
//! Ready values, by the country of the organisation: what tax and trade law ask for at least, in years after the end of the
//! year of the document. They are a beginning and no advice: whoever erases a person sees and changes them.

use crate::objects::{CONTRACT, INVOICE, ORDER, PAYMENT};

/// The documents that law asks to keep.
pub const DOCUMENTS: [&str; 4] = [CONTRACT, ORDER, INVOICE, PAYMENT];

/// Where nothing else is known.
const USUAL: Years = years(10, 10);

/// Years of vouchers (invoices and payments) and of letters of trade (contracts and orders).
#[derive(Clone, Copy)]
struct Years {
    vouchers: u8,
    letters: u8,
}

const fn years(vouchers: u8, letters: u8) -> Years {
    Years { vouchers, letters }
}

/// By the code of two letters of ISO 3166-1.
const BY_COUNTRY: [(&str, Years); 24] = [
    // Bundesabgabenordnung § 132.
    ("AT", years(7, 7)),
    // Corporations Act 2001, s 286.
    ("AU", years(7, 7)),
    // Code de droit économique III.88, Code de la TVA art. 60.
    ("BE", years(10, 10)),
    // Income Tax Act s 230.
    ("CA", years(6, 6)),
    // Obligationenrecht Art. 958f.
    ("CH", years(10, 10)),
    // 会计档案管理办法 (vouchers); other accounting papers.
    ("CN", years(30, 10)),
    // Abgabenordnung § 147, Handelsgesetzbuch § 257.
    ("DE", years(8, 6)),
    // Bogføringsloven § 12.
    ("DK", years(5, 5)),
    // Código de Comercio art. 30.
    ("ES", years(6, 6)),
    // Kirjanpitolaki 2:10.
    ("FI", years(6, 6)),
    // Code de commerce L123-22; prescription of L110-4.
    ("FR", years(10, 5)),
    // Companies Act 2006 s 388, rules of HMRC.
    ("GB", years(6, 6)),
    // Inland Revenue Ordinance s 51C.
    ("HK", years(7, 7)),
    // Taxes Consolidation Act s 886.
    ("IE", years(6, 6)),
    // Companies Act 2013 s 128.
    ("IN", years(8, 8)),
    // Codice civile art. 2220.
    ("IT", years(10, 10)),
    // Companies Act art. 432.
    ("JP", years(10, 10)),
    // Framework Act on National Taxes art. 85-3.
    ("KR", years(5, 5)),
    // Algemene wet inzake rijksbelastingen art. 52.
    ("NL", years(7, 7)),
    // Bokføringsloven § 13.
    ("NO", years(5, 5)),
    // Ustawa o rachunkowości art. 74.
    ("PL", years(5, 5)),
    // Bokföringslagen 7 kap. 2 §.
    ("SE", years(7, 7)),
    // Companies Act 1967 s 199.
    ("SG", years(5, 5)),
    // Rules of the IRS for records of seven years.
    ("US", years(7, 7)),
];

/// For how many years after the end of its own a document is kept in a country.
#[must_use]
pub fn years_by_law(country: &str, object: &str) -> u8 {
    let known = BY_COUNTRY.iter().find(|(code, _)| *code == country);
    let years = known.map_or(USUAL, |(_, years)| *years);
    match object {
        INVOICE | PAYMENT => years.vouchers,
        _ => years.letters,
    }
}

#[cfg(test)]
mod tests {
    use super::{BY_COUNTRY, years_by_law};
    use crate::dto::privacy::MOST_KEPT_YEARS;

    #[test]
    fn every_country_has_years_that_can_be_asked_for() {
        for (country, object, expected) in [
            ("DE", "invoice", 8),
            ("DE", "contract", 6),
            ("CN", "payment", 30),
            ("CN", "order", 10),
            ("ZZ", "invoice", 10),
        ] {
            assert_eq!(
                years_by_law(country, object),
                expected,
                "{country} {object}"
            );
        }
        assert!(BY_COUNTRY.is_sorted_by_key(|(country, _)| *country));
        let most = BY_COUNTRY
            .iter()
            .map(|(_, years)| years.vouchers.max(years.letters));
        assert!(most.max() <= Some(MOST_KEPT_YEARS));
    }
}
