//! Numbers by a pattern.

use crate::derived::Pattern;

#[test]
fn a_number_is_written_and_read_by_its_pattern() {
    let day = "2026-03-09".parse().unwrap();
    let check = |pattern: &str, number, written: &str, period: &str| {
        let pattern = Pattern::parse(pattern).unwrap();
        assert_eq!(pattern.write(number, day), written);
        assert_eq!(pattern.period(day), period);
        assert_eq!(pattern.read(written), Some((period.to_owned(), number)));
    };
    check("{0}", 7, "7", "");
    check("Q-{YYYY}-{0000}", 42, "Q-2026-0042", "2026");
    check("Q-{YYYY}-{0000}", 123_456, "Q-2026-123456", "2026");
    check("HT{YY}{MM}{000}", 5, "HT2603005", "26-03");
    check("{0000}/{YYYY}{MM}{DD}", 1, "0001/20260309", "2026-03-09");
    check("报价 {YYYY} 年 {00} 号", 3, "报价 2026 年 03 号", "2026");
    let pattern = Pattern::parse("Q-{0000}").unwrap();
    assert_eq!(pattern.read("Q-17"), None);
    assert_eq!(pattern.read("R-0017"), None);
}
