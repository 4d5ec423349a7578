//! Judging calls of functions.

use cel::common::ast::{Expr, IdedExpr, LiteralValue};
use chrono::{DateTime, NaiveDate, Utc};
use contract::dto::configuring::{Shape, TroubleKind};
use regex::{Regex, RegexBuilder};

use super::datum::Datum;
use super::functions::{Function, MATCHES, STALE, TIMESTAMP, nearest};
use super::judge::{Judge, Judged};
use super::node::Node;
use super::operators::is_in_calendar;
use super::source::Stretch;
use crate::clock;

/// The most memory that a pattern may take when made ready, in bytes.
const PATTERN: usize = 200_000;

impl Judge<'_> {
    /// A call, written `f(x, y)` or `x.f(y)`; `bracket` is where its arguments begin.
    pub(super) fn function(
        &mut self,
        bracket: Stretch,
        name: &str,
        target: Option<&IdedExpr>,
        arguments: &[IdedExpr],
    ) -> Option<Judged> {
        let place = self.source.name_before(bracket.0);
        let arguments: Vec<&IdedExpr> = target.into_iter().chain(arguments).collect();
        if STALE.contains(&name) {
            let function = name.to_owned();
            return self.wrong(place, TroubleKind::GoesStale { function });
        }
        match (name, arguments.as_slice()) {
            (MATCHES, [text, pattern]) => self.matches(text, pattern),
            (TIMESTAMP, [text]) => self.timestamp(text),
            ("date", [text]) if written(text).is_some() => self.date(text),
            (MATCHES, _) => self.miscounted(place, name, (2, Some(2)), arguments.len()),
            (TIMESTAMP, _) => self.miscounted(place, name, (1, Some(1)), arguments.len()),
            (_, arguments) => match Function::named(name) {
                Some(function) => self.known(place, name, function, arguments),
                None => {
                    let nearest = nearest(name, Function::names()).map(str::to_owned);
                    let function = name.to_owned();
                    self.wrong(place, TroubleKind::UnknownFunction { function, nearest })
                }
            },
        }
    }

    fn known(
        &mut self,
        place: Stretch,
        name: &str,
        function: Function,
        arguments: &[&IdedExpr],
    ) -> Option<Judged> {
        let (least, most) = function.count();
        let is_few = arguments.len() < least as usize;
        if is_few || most.is_some_and(|most| arguments.len() > most as usize) {
            return self.miscounted(place, name, (least, most), arguments.len());
        }
        let judged: Vec<Option<Judged>> = arguments
            .iter()
            .enumerate()
            .map(|(at, argument)| {
                if at == 1 && function.has_zone() && arguments.len() == 2 {
                    self.zone(argument)
                } else {
                    self.expect(argument, function.takes(at, arguments.len()))
                }
            })
            .collect();
        let judged: Vec<Judged> = judged.into_iter().collect::<Option<_>>()?;
        let (nodes, shapes): (Vec<Node>, Vec<Shape>) = judged.into_iter().unzip();
        match function.gives(&shapes) {
            Some(shape) => Some((Node::Call(function, nodes), shape)),
            None => {
                let first = shapes.first().copied().unwrap_or(Shape::Nothing);
                let other = shapes.iter().copied().find(|shape| *shape != first);
                let second = other.unwrap_or(first);
                self.wrong(place, TroubleKind::NotAlike { first, second })
            }
        }
    }

    fn miscounted(
        &mut self,
        place: Stretch,
        name: &str,
        (least, most): (u32, Option<u32>),
        found: usize,
    ) -> Option<Judged> {
        let what = TroubleKind::WrongCount {
            function: name.to_owned(),
            least,
            most,
            found: u32::try_from(found).unwrap_or(u32::MAX),
        };
        self.wrong(place, what)
    }

    /// The pattern is made ready here, once, and must therefore be written out.
    fn matches(&mut self, text: &IdedExpr, pattern: &IdedExpr) -> Option<Judged> {
        let node = self.expect(text, &[Shape::Text])?.0;
        let place = self.source.stretch(pattern.id);
        let Some(words) = written(pattern) else {
            return self.wrong(place, TroubleKind::NotWritten);
        };
        let ready: Result<Regex, _> = RegexBuilder::new(words)
            .size_limit(PATTERN)
            .dfa_size_limit(PATTERN)
            .build();
        match ready {
            Ok(pattern) => Some((Node::Matches(Box::new(node), pattern), Shape::YesNo)),
            Err(_) => self.wrong(place, TroubleKind::NotAPattern),
        }
    }

    /// `date("2026-01-31")`.
    fn date(&mut self, text: &IdedExpr) -> Option<Judged> {
        let words = written(text)?;
        match words.parse::<NaiveDate>() {
            Ok(day) if is_in_calendar(day) => Some((Node::Literal(Datum::Day(day)), Shape::Day)),
            _ => self.not_a_date(text, words),
        }
    }

    /// `timestamp("2026-01-31T09:30:00Z")`.
    fn timestamp(&mut self, text: &IdedExpr) -> Option<Judged> {
        let place = self.source.stretch(text.id);
        let Some(words) = written(text) else {
            return self.wrong(place, TroubleKind::NotWritten);
        };
        match DateTime::parse_from_rfc3339(words) {
            Ok(at) if is_in_calendar(at.date_naive()) => {
                let moment = Datum::Moment(at.with_timezone(&Utc));
                Some((Node::Literal(moment), Shape::Moment))
            }
            _ => self.not_a_date(text, words),
        }
    }

    fn not_a_date(&mut self, part: &IdedExpr, words: &str) -> Option<Judged> {
        let text = words.to_owned();
        self.wrong(self.source.stretch(part.id), TroubleKind::NotADate { text })
    }

    /// The IANA name of a time zone.
    fn zone(&mut self, part: &IdedExpr) -> Option<Judged> {
        let place = self.source.stretch(part.id);
        match written(part) {
            Some(name) if clock::is_zone(name) => {
                Some((Node::Literal(Datum::Text(name.to_owned())), Shape::Text))
            }
            Some(name) => {
                let text = name.to_owned();
                self.wrong(place, TroubleKind::NotAZone { text })
            }
            None => self.wrong(place, TroubleKind::NotWritten),
        }
    }
}

/// A text that is written out between quotation marks.
fn written(part: &IdedExpr) -> Option<&str> {
    match &part.expr {
        Expr::Literal(LiteralValue::String(text)) => Some(text.inner()),
        _ => None,
    }
}
