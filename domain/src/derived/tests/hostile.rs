//! Expressions that nobody writes by mistake.

use contract::FieldKind;
use contract::value::Values;

use super::{decimal, moment, money};
use crate::derived::Formula;
use crate::derived::counted::Pattern;

#[test]
fn no_text_breaks_formulas_and_patterns() {
    let kinds = [
        FieldKind::Text,
        FieldKind::Decimal,
        FieldKind::Money,
        FieldKind::YesNo,
        FieldKind::Date,
    ];
    let values = Values::from([
        ("name".to_owned(), "Acme".into()),
        ("price".to_owned(), money("922337203685477.5807", "CNY")),
        ("quantity".to_owned(), contract::Value::Integer(i64::MAX)),
        (
            "weight".to_owned(),
            contract::Value::Decimal(decimal("0.0001")),
        ),
        ("sent_at".to_owned(), moment("2026-11-22T07:30:00Z")),
    ]);
    let check = move |text: &str| {
        for kind in kinds {
            let object = super::with(&[("result", kind, text)]);
            let field = object.field("result").unwrap();
            if let Ok(formula) = Formula::parse(&object, field, text) {
                let _ = formula.value(&object, None, &values);
                let _ = formula.value(&object, None, &Values::new());
            }
        }
        if let Ok(pattern) = Pattern::parse(text) {
            let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
            for number in [0, 1, i64::MAX] {
                let written = pattern.write(number, day);
                let _ = pattern.read(&written);
            }
        }
    };
    prove::Attack::on("formulas")
        .cases(600)
        .seed("price * quantity * (1 - chance / 100) + freight")
        .seed("state == 'won' ? name + ' ' + string(quantity) : 'none'")
        .seed("due - ordered > 30 && !urgent || size(tags) > 0")
        .seed("sent_at + duration('36h')")
        .seed("AN-{YYYY}{MM}-{0000}")
        .words(&[
            "price",
            "quantity",
            "weight",
            "sent_at",
            "due",
            "name",
            "(",
            ")",
            " ? ",
            " : ",
            "&&",
            "||",
            "!",
            "-",
            "%",
            "abs(",
            "round(",
            "string(",
            "size(",
            ".contains(",
            ".map(x, ",
            "has(",
            "[",
            "]",
            "null",
            "true",
            "'",
            "\"",
            "\\u0000",
            "0x",
            "1e308",
            "{YYYY}",
            "{0000}",
            "duration('",
            "in ",
        ])
        .texts(check);
}
