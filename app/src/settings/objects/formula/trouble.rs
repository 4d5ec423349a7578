//! What is wrong with an expression, in words.

use contract::Language;
use contract::dto::configuring::{Shape, Trouble, TroubleKind, WhyNot};

use super::super::nature::Nature;
use crate::t;
use crate::ui::format::number;

/// All troubles as one sentence after the other; `None` where there is none.
pub(crate) fn troubles_text(
    troubles: &[Trouble],
    written: &str,
    language: Language,
) -> Option<String> {
    if written.trim().is_empty() || troubles.is_empty() {
        return None;
    }
    let texts: Vec<_> = troubles
        .iter()
        .map(|trouble| trouble_text(&trouble.what, language))
        .collect();
    Some(texts.join(" · "))
}

/// One trouble.
pub(super) fn trouble_text(what: &TroubleKind, language: Language) -> String {
    named(what, language)
        .or_else(|| counted(what, language))
        .or_else(|| shaped(what, language))
        .unwrap_or_else(|| plain(what, language).to_owned())
}

/// What needs no more than its own words.
fn plain(what: &TroubleKind, language: Language) -> &'static str {
    match what {
        TroubleKind::Empty => t!(language, describing.trouble_empty),
        TroubleKind::UnexpectedEnd => t!(language, describing.trouble_end),
        TroubleKind::UnclosedText => t!(language, describing.trouble_unclosed),
        TroubleKind::NotWritten => t!(language, describing.trouble_not_written),
        TroubleKind::NotAPattern => t!(language, describing.trouble_not_a_pattern),
        TroubleKind::NoNumber => t!(language, describing.trouble_no_number),
        TroubleKind::TwoNumbers => t!(language, describing.trouble_two_numbers),
        TroubleKind::LooseBrace => t!(language, describing.trouble_brace),
        _ => t!(language, describing.trouble_other),
    }
}

/// What names a word, a field or a function.
fn named(what: &TroubleKind, language: Language) -> Option<String> {
    Some(match what {
        TroubleKind::Unexpected { text } => t!(language, describing.trouble_unexpected, text),
        TroubleKind::ReservedWord { word } => t!(language, describing.trouble_reserved, word),
        TroubleKind::NotExact { text } => t!(language, describing.trouble_not_exact, text),
        TroubleKind::NotSupported { text } => t!(language, describing.trouble_not_supported, text),
        TroubleKind::UnknownField {
            field,
            nearest: None,
        } => t!(language, describing.trouble_field, field),
        TroubleKind::UnknownField {
            field,
            nearest: Some(nearest),
        } => {
            t!(language, describing.trouble_field_nearest, field, nearest)
        }
        TroubleKind::NotReadable { field } => t!(language, describing.trouble_not_readable, field),
        TroubleKind::UnknownPart { part } => t!(language, describing.trouble_part, part),
        TroubleKind::UnknownFunction {
            function,
            nearest: None,
        } => {
            t!(language, describing.trouble_function, function)
        }
        TroubleKind::UnknownFunction {
            function,
            nearest: Some(nearest),
        } => {
            t!(
                language,
                describing.trouble_function_nearest,
                function,
                nearest
            )
        }
        TroubleKind::GoesStale { function } => t!(language, describing.trouble_stale, function),
        TroubleKind::UnknownChoice { field, choice } => {
            t!(language, describing.trouble_choice, field, choice)
        }
        TroubleKind::NotADate { text } => t!(language, describing.trouble_date, text),
        TroubleKind::NotAZone { text } => t!(language, describing.trouble_zone, text),
        TroubleKind::UnknownPlaceholder { text } => {
            t!(language, describing.trouble_placeholder, text)
        }
        TroubleKind::ComesAgain { lacks } => t!(language, describing.trouble_comes_again, lacks),
        TroubleKind::UnknownObject { object } => t!(language, describing.trouble_object, object),
        TroubleKind::NotARelation { field } => t!(language, describing.trouble_relation, field),
        TroubleKind::WrongFilter { field } => t!(language, describing.trouble_filter, field),
        TroubleKind::Circle { fields } => t!(
            language,
            describing.trouble_circle,
            way = fields.join(" → ")
        ),
        _ => return None,
    })
}

fn counted(what: &TroubleKind, language: Language) -> Option<String> {
    Some(match what {
        TroubleKind::TooLong { limit } => {
            t!(
                language,
                describing.trouble_long,
                limit = number(i64::from(*limit))
            )
        }
        TroubleKind::TooDeep { limit } => t!(language, describing.trouble_deep, limit),
        TroubleKind::WrongCount {
            function,
            least,
            most,
            found,
        } => match most {
            Some(most) if most == least => {
                t!(language, describing.trouble_count, function, least, found)
            }
            Some(most) => t!(
                language,
                describing.trouble_count_between,
                function,
                least,
                most,
                found
            ),
            None => t!(
                language,
                describing.trouble_count_least,
                function,
                least,
                found
            ),
        },
        _ => return None,
    })
}

/// What concerns the shape of a value.
fn shaped(what: &TroubleKind, language: Language) -> Option<String> {
    let word = |shape: &Shape| shape_words(*shape, language);
    let kind = |kind| Nature::Kind(kind).words(language);
    Some(match what {
        TroubleKind::WrongShape { expected, found } => {
            let expected: Vec<_> = expected.iter().map(word).collect();
            t!(
                language,
                describing.trouble_shape,
                expected = expected.join(" / "),
                found = word(found)
            )
        }
        TroubleKind::CannotCombine {
            operator,
            left,
            right,
        } => {
            t!(
                language,
                describing.trouble_combine,
                operator,
                left = word(left),
                right = word(right)
            )
        }
        TroubleKind::NotAlike { first, second } => {
            t!(
                language,
                describing.trouble_alike,
                first = word(first),
                second = word(second)
            )
        }
        TroubleKind::WrongResult {
            kind: wanted,
            found,
        } => {
            t!(
                language,
                describing.trouble_result,
                kind = kind(*wanted),
                found = word(found)
            )
        }
        TroubleKind::NotACondition { found } => {
            t!(language, describing.trouble_condition, found = word(found))
        }
        TroubleKind::NoSuchResult { kind: wanted } => {
            t!(language, describing.trouble_no_result, kind = kind(*wanted))
        }
        TroubleKind::NotGathered { kind: wanted } => t!(
            language,
            describing.trouble_not_gathered,
            kind = kind(*wanted)
        ),
        _ => return None,
    })
}

fn shape_words(shape: Shape, language: Language) -> &'static str {
    match shape {
        Shape::Nothing => t!(language, describing.shape_nothing),
        Shape::YesNo => t!(language, describing.shape_yes_no),
        Shape::Whole => t!(language, describing.shape_whole),
        Shape::Decimal => t!(language, describing.shape_decimal),
        Shape::Money => t!(language, describing.shape_money),
        Shape::Text => t!(language, describing.shape_text),
        Shape::Day => t!(language, describing.shape_day),
        Shape::Moment => t!(language, describing.shape_moment),
        Shape::Texts => t!(language, describing.shape_texts),
        Shape::Address => t!(language, describing.shape_address),
    }
}

/// Why a formula has no value for one record.
pub(super) fn why_text(why: &WhyNot, language: Language) -> String {
    match why {
        WhyNot::DividedByZero => t!(language, describing.why_zero).to_owned(),
        WhyNot::TooLarge => t!(language, describing.why_large).to_owned(),
        WhyNot::MixedCurrencies { first, second } => {
            t!(language, describing.why_mixed, first, second)
        }
        WhyNot::NoCurrency => t!(language, describing.why_no_currency).to_owned(),
        WhyNot::TooLong { limit } => t!(
            language,
            describing.why_long,
            limit = number(i64::from(*limit))
        ),
        WhyNot::NotANumber { text } => t!(language, describing.why_number, text),
        WhyNot::NotADate { text } => t!(language, describing.why_date, text),
        WhyNot::NoSuchDay => t!(language, describing.why_day).to_owned(),
        WhyNot::UnknownChoice { choice } => t!(language, describing.why_choice, choice),
        WhyNot::DoesNotFit => t!(language, describing.why_fit).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use contract::dto::configuring::{Shape, TroubleKind as T};
    use contract::{FieldKind, Language};

    use super::trouble_text;
    use crate::t;

    /// The trouble after another one, until all have been named: a new one does not compile without its place here.
    fn after(trouble: &T) -> Option<T> {
        let text = String::new;
        let (shape, kind) = (Shape::Text, FieldKind::Text);
        Some(match trouble {
            T::Empty => T::TooLong { limit: 1 },
            T::TooLong { .. } => T::TooDeep { limit: 1 },
            T::TooDeep { .. } => T::UnexpectedEnd,
            T::UnexpectedEnd => T::Unexpected { text: text() },
            T::Unexpected { .. } => T::UnclosedText,
            T::UnclosedText => T::ReservedWord { word: text() },
            T::ReservedWord { .. } => T::NotExact { text: text() },
            T::NotExact { .. } => T::NotSupported { text: text() },
            T::NotSupported { .. } => T::UnknownField {
                field: text(),
                nearest: None,
            },
            T::UnknownField { nearest: None, .. } => T::UnknownField {
                field: text(),
                nearest: Some(text()),
            },
            T::UnknownField { .. } => T::NotReadable { field: text() },
            T::NotReadable { .. } => T::UnknownPart { part: text() },
            T::UnknownPart { .. } => T::UnknownFunction {
                function: text(),
                nearest: None,
            },
            T::UnknownFunction { nearest: None, .. } => T::UnknownFunction {
                function: text(),
                nearest: Some(text()),
            },
            T::UnknownFunction { .. } => T::GoesStale { function: text() },
            T::GoesStale { .. } => T::WrongCount {
                function: text(),
                least: 1,
                most: None,
                found: 0,
            },
            T::WrongCount { .. } => T::WrongShape {
                expected: vec![shape],
                found: shape,
            },
            T::WrongShape { .. } => T::CannotCombine {
                operator: text(),
                left: shape,
                right: shape,
            },
            T::CannotCombine { .. } => T::NotAlike {
                first: shape,
                second: shape,
            },
            T::NotAlike { .. } => T::UnknownChoice {
                field: text(),
                choice: text(),
            },
            T::UnknownChoice { .. } => T::NotWritten,
            T::NotWritten => T::NotAPattern,
            T::NotAPattern => T::NotADate { text: text() },
            T::NotADate { .. } => T::NotAZone { text: text() },
            T::NotAZone { .. } => T::WrongResult { kind, found: shape },
            T::WrongResult { .. } => T::NoSuchResult { kind },
            T::NoSuchResult { .. } => T::NotACondition { found: shape },
            T::NotACondition { .. } => T::Circle { fields: Vec::new() },
            T::Circle { .. } => T::NoNumber,
            T::NoNumber => T::TwoNumbers,
            T::TwoNumbers => T::UnknownPlaceholder { text: text() },
            T::UnknownPlaceholder { .. } => T::LooseBrace,
            T::LooseBrace => T::ComesAgain { lacks: text() },
            T::ComesAgain { .. } => T::UnknownObject { object: text() },
            T::UnknownObject { .. } => T::NotARelation { field: text() },
            T::NotARelation { .. } => T::NotGathered { kind },
            T::NotGathered { .. } => T::WrongFilter { field: text() },
            T::WrongFilter { .. } => return None,
        })
    }

    #[test]
    fn every_trouble_has_words_of_its_own() {
        for language in Language::ALL {
            let mut trouble = Some(T::Empty);
            while let Some(this) = trouble {
                let words = trouble_text(&this, language);
                assert_ne!(words, t!(language, describing.trouble_other), "{this:?}");
                trouble = after(&this);
            }
        }
    }
}
