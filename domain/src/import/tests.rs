//! Cells made by chance: whatever people and programs leave in a cell, no parser may panic.

use super::*;

/// A linear congruential generator with a fixed seed, so that a failure can be seen again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn pick<'a>(&mut self, pieces: &[&'a str]) -> &'a str {
        pieces[self.below(pieces.len())]
    }

    fn cell(&mut self) -> String {
        const PIECES: &[&str] = &[
            "0", "1", "2", "9", "12", "31", "86", "00", "2021", "138", "5742", "9016", "99999",
            "-", "/", ".", ",", ":", "+", "(", ")", " ", "'", "\u{3000}", "年", "月", "日", "下午",
            "星期", "万", "亿", "元", "¥", "$", "€", "USD", "K", "%", "@", "a", "e", "E", "x", "#",
            "ext", "转", "Apr", "Z", "T", "GMT", "com", "http://", "é", "😀", "\u{200B}", "\u{0}",
            "\n", "ＡＢ", "１", "²", "½", "٣", "−", "<", ">", ";", "、", "是", "no",
        ];
        let length = self.below(12);
        (0..length).map(|_| self.pick(PIECES)).collect()
    }
}

#[test]
fn no_cell_makes_a_parser_panic() {
    let mut chance = Chance(7);
    let orders = [
        None,
        Some(DateOrder::DayMonthYear),
        Some(DateOrder::MonthDayYear),
        Some(DateOrder::YearMonthDay),
    ];
    let marks = [None, Some(DecimalMark::Point), Some(DecimalMark::Comma)];
    let countries: Vec<Country> = ["CN", "US", "DE", "GB", "ZZ"]
        .iter()
        .map(|code| code.parse().unwrap())
        .collect();
    let (mut dates, mut amounts, mut phones) = (
        DateColumn::default(),
        AmountColumn::default(),
        PhoneColumn::default(),
    );
    for _ in 0..30_000 {
        let cell = chance.cell();
        let (order, mark, country) = (
            orders[chance.below(4)],
            marks[chance.below(3)],
            countries[chance.below(5)],
        );
        if let Ok(stamp) = parse_date(&cell, order) {
            let _ = (
                stamp.moment(chrono_tz::Europe::Berlin),
                stamp.day(chrono_tz::Asia::Shanghai),
            );
        }
        if let Ok(phone) = parse_phone(&cell, country) {
            assert!(
                phone.digits.bytes().all(|byte| byte.is_ascii_digit()),
                "{cell:?} {phone:?}"
            );
            assert!((4..=20).contains(&phone.digits.len()), "{cell:?} {phone:?}");
            let _ = (phone.shown(Country::CHINA), phone.shown(country));
        }
        if let Ok(email) = parse_email(&cell) {
            assert_eq!(
                parse_email(&email.address).map(|again| again.key),
                Ok(email.key),
                "{cell:?}"
            );
        }
        let _ = (
            parse_amount(&cell, mark),
            parse_number(&cell, mark),
            parse_percent(&cell, mark),
            parse_whole(&cell),
        );
        let _ = (
            parse_yes_no(&cell),
            parse_link(&cell),
            escape_for_spreadsheet(&cell),
        );
        dates.see(&cell);
        amounts.see(&cell);
        phones.see(&cell);
    }
    let _ = (
        dates.verdict(None),
        amounts.mark(None),
        phones.country(Country::CHINA),
    );
}

#[test]
fn no_headers_make_the_matching_panic() {
    let mut chance = Chance(11);
    for _ in 0..300 {
        let columns: Vec<ColumnSketch> = (0..chance.below(8))
            .map(|_| ColumnSketch {
                header: chance.cell(),
                sample: vec![chance.cell(), chance.cell(), chance.cell()],
            })
            .collect();
        let kinds = [
            TargetKind::Text,
            TargetKind::Phone,
            TargetKind::Date,
            TargetKind::Email,
        ];
        let targets: Vec<Target> = (0..chance.below(8))
            .map(|n| Target {
                key: format!("f{n}"),
                kind: kinds[n % 4],
                labels: vec![chance.cell()],
                synonyms: vec![chance.cell()],
                is_computed: n % 3 == 2,
            })
            .collect();
        let matches = match_headers(&columns, &targets, &["", "x"]);
        assert!(matches.len() <= columns.len().min(targets.len()));
    }
}

#[test]
fn a_canonical_writing_reads_back_as_the_same_value() {
    let mut chance = Chance(13);
    for _ in 0..5_000 {
        let (year, month, day) = (
            1950 + chance.below(150),
            1 + chance.below(12),
            1 + chance.below(28),
        );
        let iso = format!("{year:04}-{month:02}-{day:02}");
        assert_eq!(
            parse_date(&iso, None).map(|stamp| stamp.day(chrono_tz::UTC).to_string()),
            Ok(iso)
        );
        let mobile = format!("1{}{:09}", 3 + chance.below(7), chance.below(1_000_000_000));
        let phone = parse_phone(&mobile, Country::CHINA).unwrap();
        assert_eq!(
            parse_phone(&phone.shown(Country::UNITED_STATES), Country::UNITED_STATES)
                .map(|again| again.digits),
            Ok(phone.digits)
        );
        let parts = i64::try_from(chance.below(2_000_000_000)).unwrap_or(0) - 1_000_000_000;
        let value = rust_decimal::Decimal::new(parts, 4);
        assert_eq!(
            parse_number(&value.to_string(), Some(DecimalMark::Point)),
            Ok(value.normalize())
        );
    }
}
