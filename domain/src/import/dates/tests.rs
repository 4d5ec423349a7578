use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{DateColumn, DateOrder, DateVerdict, parse_date};

const DAY: Option<DateOrder> = Some(DateOrder::DayMonthYear);
const MONTH: Option<DateOrder> = Some(DateOrder::MonthDayYear);
const YEAR: Option<DateOrder> = Some(DateOrder::YearMonthDay);

fn written(cell: &str, order: Option<DateOrder>) -> Result<String, &'static str> {
    let stamp = parse_date(cell, order).map_err(|problem| problem.code())?;
    let moment = stamp.moment(Tz::UTC);
    Ok(if stamp.has_time() {
        moment.format("%Y-%m-%d %H:%M:%S").to_string()
    } else {
        moment.format("%Y-%m-%d").to_string()
    })
}

#[test]
fn dates_as_exports_write_them() {
    let check = |cell: &str, order, expected: &str| {
        assert_eq!(written(cell, order), Ok(expected.to_owned()), "{cell:?}")
    };
    check("15 Apr, 2021 00:02:00", None, "2021-04-15 00:02:00");
    check("2021-04-15 23:03:00", None, "2021-04-15 23:03:00");
    check("2021-04-25", None, "2021-04-25");
    check("03-07-2021 01:09", DAY, "2021-07-03 01:09:00");
    check("03-07-2021 01:09", MONTH, "2021-03-07 01:09:00");
    check("2021/4/5", None, "2021-04-05");
    check("2021年4月5日", None, "2021-04-05");
    check("2021年4月5日 下午3点04分", None, "2021-04-05 15:04:00");
    check("2021年4月5日 星期一 上午9:30", None, "2021-04-05 09:30:00");
    check("20-10-16", DAY, "2016-10-20");
    check("20-10-16", YEAR, "2020-10-16");
    check("4/15/2021 3:04 PM", None, "2021-04-15 15:04:00");
    check("4/15/2021 12:04 a.m.", None, "2021-04-15 00:04:00");
    check("Apr 15, 2021", None, "2021-04-15");
    check("April 15th, 2021", None, "2021-04-15");
    check("15-Apr-21", None, "2021-04-15");
    check("Thu, 15 Apr 2021 10:00:00 GMT", None, "2021-04-15 10:00:00");
    check(
        "Thu Apr 15 2021 08:00:00 GMT+0800 (China Standard Time)",
        None,
        "2021-04-15 00:00:00",
    );
    check("15.04.2021", None, "2021-04-15");
    check("03.04.2021", None, "2021-04-03");
    check("2021-04-15T23:03:00Z", None, "2021-04-15 23:03:00");
    check("2021-04-15T23:03:00.250+08:00", None, "2021-04-15 15:03:00");
    check("2021-04-15 23:03 -05:30", None, "2021-04-16 04:33:00");
    check("23:03 15-04-2021", None, "2021-04-15 23:03:00");
    check("44301", None, "2021-04-15");
    check("44301.5", None, "2021-04-15 12:00:00");
    check("20210415", None, "2021-04-15");
    check("1618444800", None, "2021-04-15 00:00:00");
    check("1618444800000", None, "2021-04-15 00:00:00");
    check("２０２１－０４－２５", None, "2021-04-25");
    check("03-03-2021", None, "2021-03-03");
    check("2024-02-29", None, "2024-02-29");
    check("2021-04-15 24:00", None, "2021-04-15 23:59:59");
}

#[test]
fn what_is_no_date_says_why() {
    let check = |cell: &str, order, code: &'static str| {
        assert_eq!(written(cell, order), Err(code), "{cell:?}")
    };
    check("April", None, "date_incomplete");
    check("Apr 2021", None, "date_incomplete");
    check("2021-04", None, "date_incomplete");
    check("2021", None, "date_incomplete");
    check("2021年4月", None, "date_incomplete");
    check("4月5日", None, "date_incomplete");
    check("2021-02-30", None, "date_impossible");
    check("26.13.4", None, "date_impossible");
    check("03-07-2021", None, "date_ambiguous");
    check("20-10-16", None, "date_ambiguous");
    check("2021-04-15 25:00", None, "date_unreadable");
    check("2021-04-15 12:61", None, "date_unreadable");
    check("yesterday", None, "date_unreadable");
    check("13857429016", None, "date_unreadable");
    check("12", None, "date_unreadable");
    check("No", None, "date_unreadable");
    check("", None, "date_unreadable");
    check("0000-00-00", None, "date_impossible");
    check("0021-04-15", None, "date_impossible");
    check("99999999999999999999", None, "date_unreadable");
}

#[test]
fn an_impossible_date_suggests_what_it_could_be() {
    let check = |cell: &str, order, expected: Option<&str>| {
        let suggestion = parse_date(cell, order)
            .map_err(|problem| problem.suggestion())
            .unwrap_err();
        assert_eq!(suggestion.as_deref(), expected, "{cell:?}");
    };
    check("2021-02-30", None, Some("2021-02-28"));
    check("2024-02-31", None, Some("2024-02-29"));
    check("2021-04-31", None, Some("2021-04-30"));
    check("26.13.4", YEAR, Some("2026-12-04"));
    check("26.13.4", None, Some("2026-12-04"));
    check("04/15/2021", DAY, Some("2021-04-15"));
    check("2021-25-04", None, Some("2021-04-25"));
    check("2021-45-99", None, None);
}

#[test]
fn a_column_decides_the_order_of_its_figures() {
    let check = |cells: &[&str], others, expected: DateVerdict| {
        let mut column = DateColumn::default();
        cells.iter().for_each(|cell| column.see(cell));
        assert_eq!(column.verdict(others), expected, "{cells:?}");
    };
    check(
        &["03-07-2021 01:09", "25-07-2021 02:00"],
        None,
        DateVerdict::Decided(DateOrder::DayMonthYear),
    );
    check(
        &["03/07/2021", "07/25/2021"],
        None,
        DateVerdict::Decided(DateOrder::MonthDayYear),
    );
    check(&["03-07-2021"], None, DateVerdict::Ambiguous);
    check(
        &["03-07-2021"],
        DAY,
        DateVerdict::Borrowed(DateOrder::DayMonthYear),
    );
    check(&["03-07-2021"], YEAR, DateVerdict::Ambiguous);
    check(
        &["15/04/2021", "04/15/2021", "03/04/2021"],
        None,
        DateVerdict::Ambiguous,
    );
    check(
        &["15 Apr, 2021 00:02:00", "2021-04-15"],
        None,
        DateVerdict::Unneeded,
    );
    check(
        &["26.13.4", "2026-10-19", "2026-11-02"],
        None,
        DateVerdict::Decided(DateOrder::YearMonthDay),
    );
    check(
        &["03.07.2021"],
        None,
        DateVerdict::Decided(DateOrder::DayMonthYear),
    );
    check(&["x", ""], None, DateVerdict::Unneeded);
    check(&["03-03-2021", "April"], None, DateVerdict::Ambiguous);
}

#[test]
fn two_figure_years_are_found_by_how_few_they_are() {
    let mut column = DateColumn::default();
    for day in 1..=31 {
        column.see(&format!("{day:02}-{:02}-16", day % 12 + 1));
        column.see(&format!("{day:02}-{:02}-17", day % 7 + 1));
    }
    assert_eq!(
        column.verdict(None),
        DateVerdict::Decided(DateOrder::DayMonthYear)
    );
}

#[test]
fn a_neighbour_in_the_row_decides_where_the_column_cannot() {
    let mut column = DateColumn::default();
    for day in 1..=12 {
        let neighbour = NaiveDate::from_ymd_opt(2021, 7, day).unwrap_or_default();
        column.see_beside(&format!("{day:02}-07-2021"), neighbour);
    }
    assert_eq!(
        column.verdict(None),
        DateVerdict::Decided(DateOrder::DayMonthYear)
    );
}

#[test]
fn one_slip_among_many_does_not_overturn_a_column() {
    let mut column = DateColumn::default();
    (0..100).for_each(|_| column.see("25-07-2021"));
    column.see("07/25/2021");
    assert_eq!(
        column.verdict(None),
        DateVerdict::Decided(DateOrder::DayMonthYear)
    );
}

#[test]
fn a_local_time_becomes_utc_through_the_persons_zone() {
    let check = |cell: &str, zone: Tz, expected: &str, day: &str| {
        let stamp = parse_date(cell, None).unwrap_or_else(|problem| panic!("{cell:?}: {problem}"));
        assert_eq!(
            stamp.moment(zone).format("%Y-%m-%d %H:%M").to_string(),
            expected,
            "{cell:?}"
        );
        assert_eq!(stamp.day(zone).to_string(), day, "{cell:?}");
    };
    check(
        "2021-04-15 07:00",
        Tz::Asia__Shanghai,
        "2021-04-14 23:00",
        "2021-04-15",
    );
    check(
        "2021-04-15",
        Tz::Asia__Shanghai,
        "2021-04-14 16:00",
        "2021-04-15",
    );
    check(
        "2021-04-15T23:00:00Z",
        Tz::Asia__Shanghai,
        "2021-04-15 23:00",
        "2021-04-16",
    );
    // The clocks of Berlin pass 02:30 twice in October and never in March.
    check(
        "2021-10-31 02:30",
        Tz::Europe__Berlin,
        "2021-10-31 00:30",
        "2021-10-31",
    );
    check(
        "2021-03-28 02:30",
        Tz::Europe__Berlin,
        "2021-03-28 01:30",
        "2021-03-28",
    );
}
