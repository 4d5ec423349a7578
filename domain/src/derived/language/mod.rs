//! The language of formulas: the grammar is that of CEL, read by its parser; what names, operators and functions mean
//! for fields is ours, so that amounts and decimals are exact. See `docs/formulas.md`.

mod calls;
mod datum;
mod functions;
mod judge;
mod judge_calls;
mod node;
mod operators;
mod reckon;
mod source;

use std::collections::BTreeSet;

use contract::dto::configuring::{Shape, Trouble, TroubleKind, WhyNot};
use contract::{FieldKind, ObjectDef, Value};

pub(super) use self::datum::{Datum, Reading, may_result, takes};

pub(crate) use self::source::KEPT_WORDS;

use self::judge::Judge;
use self::node::Node;
use self::source::Source;

/// The parser needs much of the stack for deep brackets, more than a worker of the server has.
const STACK: usize = 64 << 20;

/// An expression that was judged for an object.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    node: Node,
    shape: Shape,
    fields: BTreeSet<String>,
}

impl Expression {
    /// Reads and judges an expression over the fields of an object.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(super) fn parse(object: &ObjectDef, text: &str) -> Result<Self, Vec<Trouble>> {
        let broken = || {
            vec![Trouble::whole(TroubleKind::NotSupported {
                text: String::new(),
            })]
        };
        std::thread::scope(|scope| {
            std::thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, || judged(object, text))
                .map_err(|_| broken())?
                .join()
                .map_err(|_| broken())?
        })
    }

    pub(super) fn shape(&self) -> Shape {
        self.shape
    }

    /// Keys of the fields it reads.
    pub(super) fn fields(&self) -> &BTreeSet<String> {
        &self.fields
    }

    /// What it comes to.
    ///
    /// # Errors
    /// Why it comes to nothing.
    pub(super) fn reckon(&self, reading: &Reading<'_>) -> Result<Datum, WhyNot> {
        reckon::reckon(&self.node, reading)
    }

    /// The currency of the first amount it reads, for a result made of numbers alone.
    pub(super) fn currency(&self, reading: &Reading<'_>) -> Option<String> {
        self.fields.iter().find_map(|key| match reading.value(key) {
            Value::Money(money) => Some(money.currency.clone()),
            _ => None,
        })
    }
}

fn judged(object: &ObjectDef, text: &str) -> Result<Expression, Vec<Trouble>> {
    let (parsed, source) = Source::parse(text).map_err(|trouble| vec![trouble])?;
    let mut judge = Judge::new(object, &source);
    match judge.judge(&parsed) {
        Some((node, shape)) if judge.troubles.is_empty() => Ok(Expression {
            node,
            shape,
            fields: judge.fields,
        }),
        _ => Err(judge.troubles),
    }
}

/// The trouble of a result that the kind of its field does not take.
pub(super) fn result_trouble(kind: FieldKind, shape: Shape) -> Option<TroubleKind> {
    if !may_result(kind) {
        return Some(TroubleKind::NoSuchResult { kind });
    }
    (!takes(kind, shape)).then_some(TroubleKind::WrongResult { kind, found: shape })
}
