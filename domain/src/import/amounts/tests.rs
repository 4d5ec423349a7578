use super::{AmountColumn, DecimalMark, parse_amount};

#[test]
fn amounts_of_the_world() {
    let check = |cell: &str, value: &str, currency: Option<&str>| {
        let amount =
            parse_amount(cell, None).unwrap_or_else(|problem| panic!("{cell:?}: {problem}"));
        assert_eq!(
            (amount.value.to_string().as_str(), amount.currency),
            (value, currency),
            "{cell:?}"
        );
    };
    check("$22,700.00", "22700", Some("USD"));
    check("9,326.84", "9326.84", None);
    check("$342.09K", "342090", Some("USD"));
    check("1.234,56 €", "1234.56", Some("EUR"));
    check("€ 1 234,56", "1234.56", Some("EUR"));
    check("48.6 万", "486000", None);
    check("48.6万元", "486000", Some("CNY"));
    check("1.2亿", "120000000", None);
    check("1.234万", "12340", None);
    check("5w", "50000", None);
    check("¥486,000", "486000", Some("CNY"));
    check("￥486，000．50", "486000.5", Some("CNY"));
    check("(1,200.00)", "-1200", None);
    check("($1,200.00)", "-1200", Some("USD"));
    check("-5", "-5", None);
    check("-$5", "-5", Some("USD"));
    check("$-5", "-5", Some("USD"));
    check("5-", "-5", None);
    check("USD 12", "12", Some("USD"));
    check("12 元", "12", Some("CNY"));
    check("12元整", "12", Some("CNY"));
    check("RMB 12", "12", Some("CNY"));
    check("HK$3,000", "3000", Some("HKD"));
    check("$ 5.00 CAD", "5", Some("CAD"));
    check("2.5M", "2500000", None);
    check("3 million USD", "3000000", Some("USD"));
    check("$.5", "0.5", Some("USD"));
    check("0", "0", None);
    check("1234567.8901", "1234567.8901", None);
    check("CHF 1'234.50", "1234.5", Some("CHF"));
}

#[test]
fn what_is_no_amount_or_could_be_two_is_refused() {
    let check = |cell: &str, code: &str| {
        assert_eq!(
            parse_amount(cell, None).map_err(|problem| problem.code()),
            Err(code),
            "{cell:?}"
        );
    };
    check("1.234", "number_ambiguous");
    check("7,982", "number_ambiguous");
    check("1.234 €", "number_ambiguous");
    check("$1.234", "number_ambiguous");
    check("about 5", "number_unreadable");
    check("5-6", "number_unreadable");
    check("$5 €", "number_unreadable");
    check("K5", "number_unreadable");
    check("5KK", "number_unreadable");
    check("", "number_unreadable");
    check("元", "number_unreadable");
    check("1.2E+06", "number_unreadable");
    check("--5", "number_unreadable");
    check("99999999999999999999999 亿", "number_too_large");
}

#[test]
fn a_column_decides_what_a_cell_alone_cannot() {
    let check = |cells: &[&str], habit, expected| {
        let mut column = AmountColumn::default();
        cells.iter().for_each(|cell| column.see(cell));
        assert_eq!(column.mark(habit), expected, "{cells:?}");
    };
    let (point, comma) = (Some(DecimalMark::Point), Some(DecimalMark::Comma));
    check(&["7,982", "9,326.84"], None, point);
    check(&["7.982", "9.326,84"], None, comma);
    check(&["1.234"], None, None);
    check(&["1.234"], point, None);
    check(&["1.234"], comma, comma);
    check(&["7,982", "1,200"], point, point);
    check(&["7,982", "1,200"], None, None);
    check(&["7,982", "1.200"], point, None);
    check(&["$7,982"], None, point);
    check(&["12,5", "12.5"], point, None);
    check(&["words", ""], None, None);
    let decided = parse_amount("7,982", point).map(|amount| amount.value.to_string());
    assert_eq!(decided, Ok("7982".into()));
}

#[test]
fn one_slip_among_many_does_not_overturn_a_column() {
    let mut column = AmountColumn::default();
    (0..100).for_each(|_| column.see("1,200.50"));
    column.see("12,5");
    assert_eq!(column.mark(None), Some(DecimalMark::Point));
    assert!(!column.must_ask(None));
}
