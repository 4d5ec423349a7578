//! The texts of the product in every language it speaks, checked when it is built.
//!
//! `app/locales/<language>/<namespace>.json` hold the texts; the build script makes one type of
//! each, so that a misspelt key, a forgotten variable or a missing translation does not compile.
//! The language of a page is fixed while it stands open: dates, numbers and labels in it come from
//! the server in that language too, so a change of language loads the page anew.

mod fill;
mod language;

pub use contract::Language;
pub use fill::Count;
pub use language::{LANGUAGE_COOKIE, preferred, provide_language, use_language};

/// One type per text, made from the files in `app/locales`; used through [`t!`](crate::t).
#[expect(non_camel_case_types, reason = "a text is called as it is in its file")]
pub mod texts {
    use std::fmt::Display;

    use contract::Language;

    use super::fill::{Count, fill, grouped};

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// The text of a key in a language: `&'static str`, or a `String` where it has variables.
///
/// `t!(language, common.save)`, `t!(language, common.saved_by, name = user.name, when)`,
/// `t!(language, common.rows, count = rows.len())`.
///
/// ```
/// use app::i18n::Language;
/// use app::t;
///
/// assert_eq!(t!(Language::Chinese, common.save), "保存");
/// assert_eq!(t!(Language::English, common.rows, count = 1), "1 row");
/// let name = "李";
/// assert_eq!(t!(Language::English, common.saved_by, name, when = 9), "Saved by 李 at 9");
/// ```
#[macro_export]
macro_rules! t {
    (@value $name:ident) => { &$name };
    (@value $name:ident $value:expr) => { &$value };
    ($language:expr, $namespace:ident . $key:ident $(,)?) => {
        $crate::i18n::texts::$namespace::$key {}.text($language)
    };
    ($language:expr, $namespace:ident . $key:ident, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        $crate::i18n::texts::$namespace::$key {
            $($name: $crate::t!(@value $name $($value)?)),+
        }
        .text($language)
    };
}
