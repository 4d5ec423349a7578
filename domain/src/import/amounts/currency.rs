//! Currency signs, codes and words, and units such as 万 or K, around a number.

/// What a word beside a number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Affix {
    /// An ISO 4217 code.
    Currency(&'static str),
    /// Multiply by ten to this power.
    Scale(u32),
    Minus,
    /// Blanks, brackets that are weighed elsewhere, and 整 ("sharp").
    Nothing,
}

/// Words first that begin with another word of the list; all in lower case.
const AFFIXES: &[(&str, Affix)] = &[
    ("人民币", Affix::Currency("CNY")),
    ("us$", Affix::Currency("USD")),
    ("hk$", Affix::Currency("HKD")),
    ("nt$", Affix::Currency("TWD")),
    ("au$", Affix::Currency("AUD")),
    ("ca$", Affix::Currency("CAD")),
    ("a$", Affix::Currency("AUD")),
    ("c$", Affix::Currency("CAD")),
    ("s$", Affix::Currency("SGD")),
    ("r$", Affix::Currency("BRL")),
    ("$", Affix::Currency("USD")),
    ("€", Affix::Currency("EUR")),
    ("£", Affix::Currency("GBP")),
    ("¥", Affix::Currency("CNY")),
    ("円", Affix::Currency("JPY")),
    ("₩", Affix::Currency("KRW")),
    ("₹", Affix::Currency("INR")),
    ("₽", Affix::Currency("RUB")),
    ("₺", Affix::Currency("TRY")),
    ("美元", Affix::Currency("USD")),
    ("美金", Affix::Currency("USD")),
    ("欧元", Affix::Currency("EUR")),
    ("英镑", Affix::Currency("GBP")),
    ("日元", Affix::Currency("JPY")),
    ("港币", Affix::Currency("HKD")),
    ("港元", Affix::Currency("HKD")),
    ("新台币", Affix::Currency("TWD")),
    ("台币", Affix::Currency("TWD")),
    ("元", Affix::Currency("CNY")),
    ("圆", Affix::Currency("CNY")),
    ("块", Affix::Currency("CNY")),
    ("rmb", Affix::Currency("CNY")),
    ("cny", Affix::Currency("CNY")),
    ("cnh", Affix::Currency("CNY")),
    ("usd", Affix::Currency("USD")),
    ("eur", Affix::Currency("EUR")),
    ("gbp", Affix::Currency("GBP")),
    ("jpy", Affix::Currency("JPY")),
    ("hkd", Affix::Currency("HKD")),
    ("twd", Affix::Currency("TWD")),
    ("mop", Affix::Currency("MOP")),
    ("sgd", Affix::Currency("SGD")),
    ("aud", Affix::Currency("AUD")),
    ("nzd", Affix::Currency("NZD")),
    ("cad", Affix::Currency("CAD")),
    ("chf", Affix::Currency("CHF")),
    ("sek", Affix::Currency("SEK")),
    ("nok", Affix::Currency("NOK")),
    ("dkk", Affix::Currency("DKK")),
    ("pln", Affix::Currency("PLN")),
    ("czk", Affix::Currency("CZK")),
    ("huf", Affix::Currency("HUF")),
    ("krw", Affix::Currency("KRW")),
    ("inr", Affix::Currency("INR")),
    ("idr", Affix::Currency("IDR")),
    ("myr", Affix::Currency("MYR")),
    ("thb", Affix::Currency("THB")),
    ("vnd", Affix::Currency("VND")),
    ("php", Affix::Currency("PHP")),
    ("brl", Affix::Currency("BRL")),
    ("mxn", Affix::Currency("MXN")),
    ("rub", Affix::Currency("RUB")),
    ("try", Affix::Currency("TRY")),
    ("zar", Affix::Currency("ZAR")),
    ("aed", Affix::Currency("AED")),
    ("sar", Affix::Currency("SAR")),
    ("ils", Affix::Currency("ILS")),
    ("万亿", Affix::Scale(12)),
    ("千万", Affix::Scale(7)),
    ("百万", Affix::Scale(6)),
    ("十万", Affix::Scale(5)),
    ("亿", Affix::Scale(8)),
    ("億", Affix::Scale(8)),
    ("万", Affix::Scale(4)),
    ("萬", Affix::Scale(4)),
    ("千", Affix::Scale(3)),
    ("w", Affix::Scale(4)),
    ("thousand", Affix::Scale(3)),
    ("million", Affix::Scale(6)),
    ("billion", Affix::Scale(9)),
    ("mio.", Affix::Scale(6)),
    ("mio", Affix::Scale(6)),
    ("mrd.", Affix::Scale(9)),
    ("mrd", Affix::Scale(9)),
    ("mn", Affix::Scale(6)),
    ("bn", Affix::Scale(9)),
    ("k", Affix::Scale(3)),
    ("m", Affix::Scale(6)),
    ("b", Affix::Scale(9)),
    ("整", Affix::Nothing),
    ("-", Affix::Minus),
    ("−", Affix::Minus),
    ("–", Affix::Minus),
    ("+", Affix::Nothing),
    (" ", Affix::Nothing),
];

/// The meanings of everything that stands before or behind the number; `None` where a word is unknown.
pub(super) fn affixes(text: &str) -> Option<Vec<Affix>> {
    let text = text.to_lowercase();
    let mut rest = text.as_str();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (word, affix) = AFFIXES.iter().find(|(word, _)| rest.starts_with(word))?;
        rest = &rest[word.len()..];
        if *affix != Affix::Nothing {
            found.push(*affix);
        }
    }
    Some(found)
}
