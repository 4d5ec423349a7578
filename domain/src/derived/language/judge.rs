//! Judging an expression before it is kept: every name is known, every operator and function has values that it is
//! for. All troubles are found at once, each at its place.

use std::collections::BTreeSet;

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SelectExpr, operators};
use contract::dto::configuring::{Shape, Trouble, TroubleKind};
use contract::{Address, FieldDef, ObjectDef};
use rust_decimal::Decimal;

use super::datum::{Datum, shape_of};
use super::functions::{alike, nearest};
use super::node::{Node, Operator, Part};
use super::operators::gives;
use super::source::{Source, Stretch};

/// The most levels of a judged expression: each costs a little of the stack whenever it is reckoned.
const DEEPEST: usize = 100;

/// Fields that change by themselves with every write or that nobody reads.
const KEPT_APART: [&str; 2] = ["updated_at", "board_rank"];

/// A judged part with its shape.
pub(super) type Judged = (Node, Shape);

/// One judgement.
pub(super) struct Judge<'s> {
    pub(super) object: &'s ObjectDef,
    pub(super) source: &'s Source<'s>,
    pub(super) troubles: Vec<Trouble>,
    /// Keys of the fields that are read.
    pub(super) fields: BTreeSet<String>,
    depth: usize,
}

impl<'s> Judge<'s> {
    pub(super) fn new(object: &'s ObjectDef, source: &'s Source<'s>) -> Self {
        Self {
            object,
            source,
            troubles: Vec::new(),
            fields: BTreeSet::new(),
            depth: 0,
        }
    }

    /// Judges a part of the expression; `None` after a trouble was noted.
    pub(super) fn judge(&mut self, part: &IdedExpr) -> Option<Judged> {
        if self.depth == DEEPEST {
            let limit = u32::try_from(DEEPEST).unwrap_or(u32::MAX);
            return self.wrong(self.source.stretch(part.id), TroubleKind::TooDeep { limit });
        }
        self.depth += 1;
        let judged = match &part.expr {
            Expr::Ident(name) => self.field(part.id, name),
            Expr::Literal(literal) => self.literal(part.id, literal),
            Expr::Select(select) => self.part(part.id, select),
            Expr::List(list) => self.list(part.id, &list.elements),
            Expr::Call(call) => self.call(part.id, call),
            Expr::Unspecified | Expr::Comprehension(_) | Expr::Map(_) | Expr::Struct(_) => {
                self.not_supported(part.id)
            }
        };
        self.depth -= 1;
        judged
    }

    /// Notes a trouble.
    pub(super) fn wrong<T>(&mut self, place: Stretch, what: TroubleKind) -> Option<T> {
        self.troubles.push(self.source.trouble(place, what));
        None
    }

    pub(super) fn not_supported<T>(&mut self, id: u64) -> Option<T> {
        let mut place = self.source.stretch(id);
        if self.source.written(place) == "(" {
            place = self.source.name_before(place.0);
        }
        let text = self.source.written(place).to_owned();
        self.wrong(place, TroubleKind::NotSupported { text })
    }

    fn field(&mut self, id: u64, name: &str) -> Option<Judged> {
        let place = self.source.stretch(id);
        let Some(field) = self.object.field(name) else {
            let keys = self.object.fields.iter().map(|field| field.key.as_str());
            let nearest = nearest(name, keys).map(str::to_owned);
            let field = name.to_owned();
            return self.wrong(place, TroubleKind::UnknownField { field, nearest });
        };
        let is_kept_apart = field.sensitive || KEPT_APART.contains(&name);
        match shape_of(field.kind).filter(|_| !is_kept_apart) {
            Some(shape) => {
                self.fields.insert(name.to_owned());
                Some((Node::Field(name.to_owned()), shape))
            }
            None => {
                let field = name.to_owned();
                self.wrong(place, TroubleKind::NotReadable { field })
            }
        }
    }

    fn literal(&mut self, id: u64, literal: &LiteralValue) -> Option<Judged> {
        Some(match literal {
            LiteralValue::Null => (Node::Literal(Datum::Nothing), Shape::Nothing),
            LiteralValue::Boolean(yes) => (Node::Literal(Datum::YesNo(*yes.inner())), Shape::YesNo),
            LiteralValue::Int(number) => {
                (Node::Literal(Datum::Whole(*number.inner())), Shape::Whole)
            }
            LiteralValue::String(text) => (
                Node::Literal(Datum::Text(text.inner().to_owned())),
                Shape::Text,
            ),
            LiteralValue::Double(number) => return self.decimal(id, *number.inner()),
            LiteralValue::UInt(_) | LiteralValue::Bytes(_) => return self.not_supported(id),
        })
    }

    /// The number as it is written, not as the processor rounds it.
    fn decimal(&mut self, id: u64, rounded: f64) -> Option<Judged> {
        let place = self.source.stretch(id);
        let written = self.source.written(place).trim_start_matches('-').trim();
        let exact = if written.contains(['e', 'E']) {
            Decimal::from_scientific(written).ok()
        } else {
            Decimal::from_str_exact(written).ok()
        };
        let Some(number) = exact else {
            let text = written.to_owned();
            return self.wrong(place, TroubleKind::NotExact { text });
        };
        let signed = if rounded.is_sign_negative() {
            -number
        } else {
            number
        };
        Some((Node::Literal(Datum::Decimal(signed)), Shape::Decimal))
    }

    /// `address.city`, `amount.currency`, and `has(…)` of them.
    fn part(&mut self, id: u64, select: &SelectExpr) -> Option<Judged> {
        let (whole, shape) = self.judge(&select.operand)?;
        let name = select.field.as_str();
        let part = match shape {
            Shape::Address if name == "street" || Address::PLACES.contains(&name) => {
                Part::OfAddress(name.to_owned())
            }
            Shape::Money if name == "currency" => Part::Currency,
            _ => {
                let place = self.source.name_after(self.source.stretch(id).0, name);
                let part = name.to_owned();
                return self.wrong(place, TroubleKind::UnknownPart { part });
            }
        };
        let node = Node::Part(Box::new(whole), part);
        Some(if select.test {
            (Node::Filled(Box::new(node)), Shape::YesNo)
        } else {
            (node, Shape::Text)
        })
    }

    /// Texts between brackets; other lists stand only behind `in`.
    fn list(&mut self, id: u64, elements: &[IdedExpr]) -> Option<Judged> {
        let mut texts = Vec::new();
        for element in elements {
            match &element.expr {
                Expr::Literal(LiteralValue::String(text)) => texts.push(text.inner().to_owned()),
                _ => return self.not_supported(id),
            }
        }
        Some((Node::Literal(Datum::Texts(texts)), Shape::Texts))
    }

    fn call(&mut self, id: u64, call: &CallExpr) -> Option<Judged> {
        let place = self.source.stretch(id);
        match (call.func_name.as_str(), call.args.as_slice()) {
            (operators::CONDITIONAL, [condition, then, otherwise]) => {
                self.choose(place, [condition, then, otherwise])
            }
            (operators::LOGICAL_AND, [left, right]) => {
                let sides = self.both(left, right);
                Some((Node::And(Box::new(sides?)), Shape::YesNo))
            }
            (operators::LOGICAL_OR, [left, right]) => {
                let sides = self.both(left, right);
                Some((Node::Or(Box::new(sides?)), Shape::YesNo))
            }
            (operators::LOGICAL_NOT, [one]) => {
                let node = self.expect(one, &[Shape::YesNo])?.0;
                Some((Node::Not(Box::new(node)), Shape::YesNo))
            }
            (operators::NEGATE, [one]) => {
                let (node, shape) =
                    self.expect(one, &[Shape::Whole, Shape::Decimal, Shape::Money])?;
                Some((Node::Negative(Box::new(node)), shape))
            }
            (operators::IN, [one, many]) if matches!(many.expr, Expr::List(_)) => {
                self.one_of(place, one, many)
            }
            (name, [left, right]) if operator(name).is_some() => {
                self.binary(place, operator(name)?, left, right)
            }
            (name, _) if name.contains(['_', '@']) && operator_like(name) => self.not_supported(id),
            (name, arguments) => self.function(place, name, call.target.as_deref(), arguments),
        }
    }

    fn choose(&mut self, place: Stretch, parts: [&IdedExpr; 3]) -> Option<Judged> {
        let condition = self.expect(parts[0], &[Shape::YesNo]);
        let (then, otherwise) = (self.judge(parts[1]), self.judge(parts[2]));
        let ((condition, _), then, otherwise) = (condition?, then?, otherwise?);
        let Some(shape) = alike(then.1, otherwise.1) else {
            let (first, second) = (then.1, otherwise.1);
            return self.wrong(place, TroubleKind::NotAlike { first, second });
        };
        Some((
            Node::Choose(Box::new([condition, then.0, otherwise.0])),
            shape,
        ))
    }

    /// Both sides of “and” and “or”.
    fn both(&mut self, left: &IdedExpr, right: &IdedExpr) -> Option<[Node; 2]> {
        let left = self.expect(left, &[Shape::YesNo]);
        let right = self.expect(right, &[Shape::YesNo]);
        Some([left?.0, right?.0])
    }

    fn binary(
        &mut self,
        place: Stretch,
        operator: Operator,
        left: &IdedExpr,
        right: &IdedExpr,
    ) -> Option<Judged> {
        self.known_choices(left, right);
        self.known_choices(right, left);
        let (one, other) = (self.judge(left), self.judge(right));
        let ((one, left), (other, right)) = (one?, other?);
        match gives(operator, left, right) {
            Some(shape) => Some((Node::Binary(operator, Box::new([one, other])), shape)),
            None => {
                let operator = operator.sign().to_owned();
                let what = TroubleKind::CannotCombine {
                    operator,
                    left,
                    right,
                };
                self.wrong(place, what)
            }
        }
    }

    fn one_of(&mut self, place: Stretch, one: &IdedExpr, many: &IdedExpr) -> Option<Judged> {
        let Expr::List(list) = &many.expr else {
            return None;
        };
        let one_judged = self.judge(one);
        let mut nodes = Vec::new();
        for element in &list.elements {
            self.known_choices(one, element);
            nodes.push(self.judge(element));
        }
        let (node, left) = one_judged?;
        let mut others = Vec::new();
        for judged in nodes {
            let (other, right) = judged?;
            if gives(Operator::Equal, left, right).is_none() {
                let operator = Operator::In.sign().to_owned();
                return self.wrong(
                    place,
                    TroubleKind::CannotCombine {
                        operator,
                        left,
                        right,
                    },
                );
            }
            others.push(other);
        }
        Some((Node::OneOf(Box::new(node), others), Shape::YesNo))
    }

    /// A choice that is compared with a text must have such a key.
    fn known_choices(&mut self, choice: &IdedExpr, text: &IdedExpr) {
        let object = self.object;
        let (Expr::Ident(name), Expr::Literal(LiteralValue::String(key))) =
            (&choice.expr, &text.expr)
        else {
            return;
        };
        let lacks =
            |field: &&FieldDef| field.kind.has_choices() && field.choice(key.inner()).is_none();
        if let Some(field) = object.field(name).filter(lacks) {
            let what = TroubleKind::UnknownChoice {
                field: field.key.clone(),
                choice: key.inner().to_owned(),
            };
            self.wrong::<()>(self.source.stretch(text.id), what);
        }
    }

    /// Judges a part that must have one of some shapes, or be nothing.
    pub(super) fn expect(&mut self, part: &IdedExpr, expected: &[Shape]) -> Option<Judged> {
        let (node, found) = self.judge(part)?;
        if found == Shape::Nothing || expected.contains(&found) {
            return Some((node, found));
        }
        let expected = expected.to_vec();
        self.wrong(
            self.source.stretch(part.id),
            TroubleKind::WrongShape { expected, found },
        )
    }
}

fn operator(name: &str) -> Option<Operator> {
    Some(match name {
        operators::ADD => Operator::Add,
        operators::SUBSTRACT => Operator::Subtract,
        operators::MULTIPLY => Operator::Multiply,
        operators::DIVIDE => Operator::Divide,
        operators::MODULO => Operator::Remainder,
        operators::EQUALS => Operator::Equal,
        operators::NOT_EQUALS => Operator::Differ,
        operators::LESS => Operator::Less,
        operators::LESS_EQUALS => Operator::LessOrEqual,
        operators::GREATER => Operator::More,
        operators::GREATER_EQUALS => Operator::MoreOrEqual,
        operators::IN => Operator::In,
        _ => return None,
    })
}

/// An operator of CEL that formulas do not have, such as `list[0]`.
fn operator_like(name: &str) -> bool {
    name.starts_with(['_', '@', '!', '-'])
}
