use super::{Country, Phone, PhoneColumn, PhoneKind, parse_phone};
use crate::import::problem::CellDoubt;

const CN: Country = Country::CHINA;
const US: Country = Country::UNITED_STATES;

fn germany() -> Country {
    "de".parse().unwrap_or(CN)
}

fn phone(cell: &str, country: Country) -> Phone {
    parse_phone(cell, country).unwrap_or_else(|problem| panic!("{cell:?}: {problem}"))
}

#[test]
fn one_number_in_many_writings_has_the_same_digits() {
    let check = |cell: &str, country, digits: &str, kind, extension: Option<&str>| {
        let phone = phone(cell, country);
        assert_eq!(
            (
                phone.digits.as_str(),
                phone.kind,
                phone.extension.as_deref(),
                phone.doubt
            ),
            (digits, kind, extension, None),
            "{cell:?}"
        );
    };
    let mobile = |cell| check(cell, CN, "8613857429016", PhoneKind::Mobile, None);
    mobile("13857429016");
    mobile("138 5742 9016");
    mobile("138-5742-9016");
    mobile("１３８ ５７４２ ９０１６");
    mobile("+86 13857429016");
    mobile("+8613857429016");
    mobile("(+86)13857429016");
    mobile("0086-138-5742-9016");
    mobile("86 13857429016");
    mobile("手机：138 5742 9016");
    mobile("tel:+86-138-5742-9016");
    mobile("13857429016.0");
    mobile("\u{202D}13857429016\u{202C}");
    check(
        "0551 6533 7788",
        CN,
        "8655165337788",
        PhoneKind::FixedLine,
        None,
    );
    check(
        "（0551）65337788 转 803",
        CN,
        "8655165337788",
        PhoneKind::FixedLine,
        Some("803"),
    );
    check(
        "0551-65337788-ext. 12",
        CN,
        "8655165337788",
        PhoneKind::FixedLine,
        Some("12"),
    );
    check(
        "010-6533 7788",
        CN,
        "861065337788",
        PhoneKind::FixedLine,
        None,
    );
    check(
        "+86 10 6533 7788",
        CN,
        "861065337788",
        PhoneKind::FixedLine,
        None,
    );
    check(
        "0574-8765432",
        CN,
        "865748765432",
        PhoneKind::FixedLine,
        None,
    );
    check(
        "400-820-8820",
        CN,
        "864008208820",
        PhoneKind::FixedLine,
        None,
    );
    check("95588", CN, "8695588", PhoneKind::FixedLine, None);
    check("805-247-8982", US, "18052478982", PhoneKind::Unknown, None);
    check("805-247-8982", CN, "18052478982", PhoneKind::Unknown, None);
    check(
        "(805) 247-8982 x12",
        US,
        "18052478982",
        PhoneKind::Unknown,
        Some("12"),
    );
    check(
        "1-805-247-8982",
        US,
        "18052478982",
        PhoneKind::Unknown,
        None,
    );
    check(
        "+1 415 555 0134",
        CN,
        "14155550134",
        PhoneKind::Unknown,
        None,
    );
    check(
        "1 415 555 0134",
        CN,
        "14155550134",
        PhoneKind::Unknown,
        None,
    );
    check(
        "1-800-356-9377",
        US,
        "18003569377",
        PhoneKind::FixedLine,
        None,
    );
    check("13800138000", US, "8613800138000", PhoneKind::Mobile, None);
    check(
        "+44 7912 345678",
        CN,
        "447912345678",
        PhoneKind::Mobile,
        None,
    );
    check(
        "+44 (0)20 7946 0018",
        CN,
        "442079460018",
        PhoneKind::FixedLine,
        None,
    );
    check(
        "011 44 7912 345678",
        US,
        "447912345678",
        PhoneKind::Mobile,
        None,
    );
    check(
        "030 901820",
        germany(),
        "4930901820",
        PhoneKind::FixedLine,
        None,
    );
    check("+852 9123 4567", CN, "85291234567", PhoneKind::Mobile, None);
}

#[test]
fn what_cannot_exist_says_by_how_much() {
    let check = |cell: &str, country, expected: &str| {
        let problem = parse_phone(cell, country).map_err(|problem| problem.to_string());
        assert_eq!(
            problem.map(|phone| phone.digits),
            Err(expected.to_owned()),
            "{cell:?}"
        );
    };
    check("1385742901", CN, "phone_too_short missing=1");
    check("138574290", CN, "phone_too_short missing=2");
    check("138574290167", CN, "phone_too_long extra=1");
    check("12057429016", CN, "phone_impossible");
    check("0551 6533 77", CN, "phone_too_short missing=1");
    check("010 6533 778", CN, "phone_too_short missing=1");
    check("0551 6533 77889", CN, "phone_too_long extra=1");
    check("805-247-898", US, "phone_too_short missing=1");
    check("805-247-89821", US, "phone_too_long extra=1");
    check("105-247-8982", US, "phone_impossible");
    check("+1 105 247 8982", CN, "phone_impossible");
    check("+33 6 12 34 56 7", CN, "phone_too_short missing=1");
    check("+44 7912 3456789", CN, "phone_too_long extra=1");
    check("1.38574E+10", CN, "phone_digits_lost");
    check("none", CN, "phone_unreadable");
    check("", CN, "phone_unreadable");
    check("123", CN, "phone_unreadable");
    check("00000000000", CN, "phone_unreadable");
    check("zhou@example.com", CN, "phone_unreadable");
    check(&"9".repeat(40), CN, "phone_too_long extra=29");
}

#[test]
fn what_is_doubtful_goes_in_with_a_doubt() {
    let check = |cell: &str, country, digits: &str, doubt| {
        let phone = phone(cell, country);
        assert_eq!(
            (phone.digits.as_str(), phone.doubt),
            (digits, Some(doubt)),
            "{cell:?}"
        );
    };
    check("6533 7788", CN, "65337788", CellDoubt::PhoneWithoutArea);
    check("805-147-8982", US, "18051478982", CellDoubt::PhoneNotInPlan);
    check(
        "13857429016 / 13962134478",
        CN,
        "8613857429016",
        CellDoubt::SeveralPhones,
    );
    check(
        "13857429016；0551-65337788",
        CN,
        "8613857429016",
        CellDoubt::SeveralPhones,
    );
    check(
        "0551-65337788/89",
        CN,
        "8655165337788",
        CellDoubt::SeveralPhones,
    );
}

#[test]
fn numbers_are_shown_as_people_write_them() {
    let check = |cell: &str, country, home, expected: &str| {
        assert_eq!(phone(cell, country).shown(home), expected, "{cell:?}")
    };
    check("13857429016", CN, CN, "138 5742 9016");
    check("13857429016", CN, US, "+86 138 5742 9016");
    check("055165337788", CN, CN, "0551 6533 7788");
    check("055165337788", CN, US, "+86 551 6533 7788");
    check("01065337788", CN, CN, "010 6533 7788");
    check("05748765432", CN, CN, "0574 876 5432");
    check("4008208820", CN, CN, "400 820 8820");
    check("95588", CN, CN, "95588");
    check("65337788", CN, CN, "6533 7788");
    check("4155550134", US, US, "+1 415 555 0134");
    check("055165337788转803", CN, CN, "0551 6533 7788 ext. 803");
    check("+447912345678", CN, CN, "+44 7912 345678");
    check("+4930901820", CN, germany(), "030 901820");
}

#[test]
fn a_column_tells_where_its_numbers_are_from() {
    let check = |cells: &[&str], home, expected: Country| {
        let mut column = PhoneColumn::default();
        cells.iter().for_each(|cell| column.see(cell));
        assert_eq!(column.country(home), expected, "{cells:?}");
    };
    check(&["805-247-8982", "7329845010", "586-507-7911"], CN, US);
    check(&["13857429016", "0551 65337788"], US, CN);
    check(&["13857429016", "805-247-8982"], CN, CN);
    check(&["13857429016", "805-247-8982"], US, US);
    check(&["+44 7912 345678"], CN, CN);
    check(&["030 901820"], germany(), germany());
    check(&[], CN, CN);
}
