//! A test as it stands in an address, readable and always written the same way:
//!
//! ```text
//! test  = "all(" tests ")" | "any(" tests ")"
//!       | "has(" object "~" field ["," tests] ")" | "hasnt(" object "~" field ["," tests] ")"
//!       | filter
//! tests = test *("," test)
//! ```
//!
//! A filter is written as by [`Filter::to_param`]; `\` stands before `(`, `)`, `,` and `\` in it. So
//! `any(level.is.a,has(deal~account,outcome.is.open,amount.min.5000))` asks for level A or an open deal of 5,000.

use super::test::{too_deep, too_many};
use super::{Filter, MOST_DEPTH, MOST_FILTERS, Operator, Test};
use crate::Problem;

impl Test {
    /// As it stands in an address, before percent-encoding.
    #[must_use]
    pub fn to_param(&self) -> String {
        let mut text = String::new();
        write(self, &mut text);
        text
    }

    /// Reads what [`Test::to_param`] wrote. It stops at the first group that is too deep or condition too many, so
    /// that no address keeps it busy.
    ///
    /// # Errors
    /// [`Problem::TooDeep`], [`Problem::TooMany`], and [`Problem::WrongKind`] for what is no test.
    pub fn from_param(text: &str) -> Result<Self, Problem> {
        let mut reader = Reader {
            rest: text,
            count: 0,
        };
        let test = reader.test(0)?;
        if reader.rest.is_empty() {
            Ok(test)
        } else {
            Err(Problem::WrongKind)
        }
    }

    /// Reads what [`Test::to_param`] wrote. What cannot be read becomes a test that is refused for the same reason:
    /// left out, it would show more than was asked for.
    #[must_use]
    pub fn from_param_or_refused(text: &str) -> Self {
        let unread = || Self::One(Filter::new(text, Operator::Is, ""));
        match Self::from_param(text) {
            Ok(test) => test,
            Err(Problem::TooDeep { .. }) => {
                (0..=MOST_DEPTH).fold(unread(), |inner, _| Self::Any(vec![inner]))
            }
            Err(Problem::TooMany { .. }) => Self::All(vec![unread(); MOST_FILTERS + 1]),
            Err(_) => unread(),
        }
    }
}

fn write(test: &Test, text: &mut String) {
    match test {
        Test::One(filter) => {
            for letter in filter.to_param().chars() {
                if SPECIAL.contains(&letter) {
                    text.push('\\');
                }
                text.push(letter);
            }
        }
        Test::All(parts) => write_group("all(", parts, text),
        Test::Any(parts) => write_group("any(", parts, text),
        Test::Has {
            object,
            by,
            none,
            test,
        } => {
            let word = if *none { "hasnt" } else { "has" };
            text.push_str(&format!("{word}({object}~{by}"));
            match &**test {
                Test::All(parts) if parts.len() != 1 => {
                    for part in parts {
                        text.push(',');
                        write(part, text);
                    }
                }
                test => {
                    text.push(',');
                    write(test, text);
                }
            }
            text.push(')');
        }
    }
}

fn write_group(word: &str, parts: &[Test], text: &mut String) {
    text.push_str(word);
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        write(part, text);
    }
    text.push(')');
}

const SPECIAL: [char; 4] = ['\\', '(', ')', ','];

struct Reader<'t> {
    rest: &'t str,
    count: usize,
}

impl Reader<'_> {
    fn test(&mut self, depth: usize) -> Result<Test, Problem> {
        if self.takes("all(") {
            return Ok(Test::All(self.tests(depth + 1)?));
        }
        if self.takes("any(") {
            return Ok(Test::Any(self.tests(depth + 1)?));
        }
        if self.takes("hasnt(") {
            return self.has(true, depth + 1);
        }
        if self.takes("has(") {
            return self.has(false, depth + 1);
        }
        self.counted()?;
        let filter = Filter::from_param(&self.word()).ok_or(Problem::WrongKind)?;
        Ok(Test::One(filter))
    }

    /// The tests of a group up to its end.
    fn tests(&mut self, depth: usize) -> Result<Vec<Test>, Problem> {
        if depth > MOST_DEPTH {
            return Err(too_deep());
        }
        let mut tests = Vec::new();
        if self.takes(")") {
            return Ok(tests);
        }
        loop {
            tests.push(self.test(depth)?);
            if self.takes(")") {
                return Ok(tests);
            }
            if !self.takes(",") {
                return Err(Problem::WrongKind);
            }
        }
    }

    fn has(&mut self, none: bool, depth: usize) -> Result<Test, Problem> {
        self.counted()?;
        let pointer = self.word();
        let (object, by) = pointer.split_once('~').ok_or(Problem::WrongKind)?;
        let mut tests = match self.takes(",") {
            true => self.tests(depth)?,
            false if self.takes(")") => Vec::new(),
            false => return Err(Problem::WrongKind),
        };
        let test = match tests.pop() {
            Some(only) if tests.is_empty() => only,
            last => {
                tests.extend(last);
                Test::All(tests)
            }
        };
        Ok(Test::Has {
            object: object.to_owned(),
            by: by.to_owned(),
            none,
            test: Box::new(test),
        })
    }

    fn takes(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// What stands up to the next comma or bracket.
    fn word(&mut self) -> String {
        let (mut word, mut is_plain) = (String::new(), false);
        let mut length = 0;
        for letter in self.rest.chars() {
            if !is_plain && (letter == ',' || letter == ')' || letter == '(') {
                break;
            }
            length += letter.len_utf8();
            if !is_plain && letter == '\\' {
                is_plain = true;
                continue;
            }
            is_plain = false;
            word.push(letter);
        }
        self.rest = self.rest.get(length..).unwrap_or_default();
        word
    }

    fn counted(&mut self) -> Result<(), Problem> {
        self.count += 1;
        if self.count > MOST_FILTERS {
            return Err(too_many());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Test;
    use crate::Problem;
    use crate::query::{Filter, Operator};

    fn one(field: &str, operator: Operator, value: &str) -> Test {
        Test::One(Filter::new(field, operator, value))
    }

    fn has(none: bool, test: Test) -> Test {
        Test::Has {
            object: "deal".into(),
            by: "account".into(),
            none,
            test: Box::new(test),
        }
    }

    #[test]
    fn a_test_is_read_from_an_address_as_it_was_written() {
        let open = || one("outcome", Operator::Is, "open");
        let check = |test: Test, expected: &str| {
            assert_eq!(test.to_param(), expected);
            assert_eq!(Test::from_param(expected), Ok(test));
        };
        check(open(), "outcome.is.open");
        check(
            Test::Any(vec![
                one("account.industry", Operator::Is, "food"),
                Test::All(vec![open(), one("level", Operator::AnyOf, "a|b")]),
            ]),
            "any(account~industry.is.food,all(outcome.is.open,level.any.a|b))",
        );
        check(
            one("name", Operator::Contains, r"A, B (C) \ 1.5"),
            r"name.has.A\, B \(C\) \\ 1.5",
        );
        check(has(true, Test::default()), "hasnt(deal~account)");
        check(has(false, open()), "has(deal~account,outcome.is.open)");
        check(
            has(false, Test::All(vec![open(), open()])),
            "has(deal~account,outcome.is.open,outcome.is.open)",
        );
        check(
            has(false, Test::All(vec![open()])),
            "has(deal~account,all(outcome.is.open))",
        );
        check(Test::Any(Vec::new()), "any()");
        check(
            has(false, Test::Any(vec![open(), has(true, open())])),
            "has(deal~account,any(outcome.is.open,hasnt(deal~account,outcome.is.open)))",
        );
    }

    #[test]
    fn what_is_no_test_or_too_much_is_refused() {
        let check =
            |text: &str, expected| assert_eq!(Test::from_param(text), Err(expected), "{text:.40}");
        for text in [
            "",
            "any(",
            "any(level.is.a",
            "any(level.is.a,)",
            "level.is.a)",
            "level.is.a,level.is.b",
            "has(deal)",
            "has(deal~account",
            "nonsense",
        ] {
            check(text, Problem::WrongKind);
        }
        check(
            &format!("{}a.is.b{}", "any(".repeat(20), ")".repeat(20)),
            Problem::TooDeep { limit: 5 },
        );
        check(&"all(".repeat(1_000_000), Problem::TooDeep { limit: 5 });
        check(
            &format!("any({})", vec!["a.is.b"; 51].join(",")),
            Problem::TooMany { limit: 50 },
        );
        let refused = |text: &str| Test::from_param_or_refused(text).check();
        assert_eq!(
            refused(&"any(".repeat(9)),
            Err(Problem::TooDeep { limit: 5 })
        );
        assert_eq!(
            Test::from_param_or_refused("nonsense"),
            one("nonsense", Operator::Is, "")
        );
        let deepest = format!("{}a.is.b{}", "any(".repeat(5), ")".repeat(5));
        assert!(Test::from_param(&deepest).is_ok_and(|test| test.check().is_ok()));
    }
}
