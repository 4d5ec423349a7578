//! The functions that can be inserted, with what each gives.

use contract::Language;

use crate::t;

/// A function: what is inserted, with `|` where the cursor goes, and how it is written in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) insert: &'static str,
    pub(super) written: &'static str,
}

const fn function(insert: &'static str, written: &'static str) -> Function {
    Function { insert, written }
}

/// Those that are used most come first.
pub(super) const FUNCTIONS: [Function; 20] = [
    function("coalesce(|, 0)", "coalesce(a, b, …)"),
    function("round(|, 2)", "round(x, n)"),
    function("min(|, )", "min(a, b, …)"),
    function("max(|, )", "max(a, b, …)"),
    function("abs(|)", "abs(x)"),
    function("floor(|)", "floor(x)"),
    function("ceil(|)", "ceil(x)"),
    function("concat(|, )", "concat(a, b, …)"),
    function("upper(|)", "upper(x)"),
    function("lower(|)", "lower(x)"),
    function("substring(|, 0, 1)", "substring(x, from, to)"),
    function("contains(|, \"\")", "contains(x, \"a\")"),
    function("startsWith(|, \"\")", "startsWith(x, \"a\")"),
    function("size(|)", "size(x)"),
    function("days_between(|, )", "days_between(from, to)"),
    function("add_days(|, 1)", "add_days(x, n)"),
    function("add_months(|, 1)", "add_months(x, n)"),
    function("year(|)", "year(x)"),
    function("month(|)", "month(x)"),
    function("money(|, \"CNY\")", "money(x, \"CNY\")"),
];

impl Function {
    /// What it gives, in a few words.
    pub(super) fn hint(self, language: Language) -> &'static str {
        match self.insert.split('(').next().unwrap_or_default() {
            "coalesce" => t!(language, describing.fn_coalesce),
            "round" => t!(language, describing.fn_round),
            "min" => t!(language, describing.fn_min),
            "max" => t!(language, describing.fn_max),
            "abs" => t!(language, describing.fn_abs),
            "floor" => t!(language, describing.fn_floor),
            "ceil" => t!(language, describing.fn_ceil),
            "concat" => t!(language, describing.fn_concat),
            "upper" => t!(language, describing.fn_upper),
            "lower" => t!(language, describing.fn_lower),
            "substring" => t!(language, describing.fn_substring),
            "contains" => t!(language, describing.fn_contains),
            "startsWith" => t!(language, describing.fn_starts_with),
            "size" => t!(language, describing.fn_size),
            "days_between" => t!(language, describing.fn_days_between),
            "add_days" => t!(language, describing.fn_add_days),
            "add_months" => t!(language, describing.fn_add_months),
            "year" => t!(language, describing.fn_year),
            "month" => t!(language, describing.fn_month),
            _ => t!(language, describing.fn_money),
        }
    }
}
