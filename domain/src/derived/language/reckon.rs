//! What a judged expression comes to for one record. The time it takes is bounded by its length and by the
//! length of the texts it reads: nothing loops.

use contract::dto::configuring::WhyNot;

use super::calls;
use super::datum::{Amount, Datum, Reading};
use super::node::{Node, Part};
use super::operators::{apply, same};

/// What the expression comes to.
///
/// # Errors
/// The reason why it comes to nothing.
pub(super) fn reckon(node: &Node, reading: &Reading<'_>) -> Result<Datum, WhyNot> {
    let value = |node: &Node| reckon(node, reading);
    match node {
        Node::Literal(datum) => Ok(datum.clone()),
        Node::Field(key) => Ok(reading.datum(key)),
        Node::Part(whole, part) => Ok(part_of(value(whole)?, part)),
        Node::Filled(node) => Ok(Datum::YesNo(match value(node)? {
            Datum::Nothing => false,
            Datum::Texts(texts) => !texts.is_empty(),
            _ => true,
        })),
        Node::Choose(parts) => {
            let [condition, then, otherwise] = parts.as_ref();
            value(match value(condition)? {
                Datum::YesNo(true) => then,
                _ => otherwise,
            })
        }
        Node::And(sides) => logic(sides, false, reading),
        Node::Or(sides) => logic(sides, true, reading),
        Node::Not(node) => Ok(match value(node)? {
            Datum::YesNo(yes) => Datum::YesNo(!yes),
            other => other,
        }),
        Node::Negative(node) => negative(value(node)?),
        Node::Binary(operator, sides) => {
            let [left, right] = sides.as_ref();
            apply(*operator, value(left)?, value(right)?)
        }
        Node::OneOf(one, others) => one_of(&value(one)?, others, reading),
        Node::Call(function, arguments) => {
            let arguments: Vec<Datum> = arguments.iter().map(value).collect::<Result<_, _>>()?;
            calls::call(*function, arguments)
        }
        Node::Matches(text, pattern) => Ok(match value(text)? {
            Datum::Text(text) => Datum::YesNo(pattern.is_match(&text)),
            _ => Datum::Nothing,
        }),
    }
}

/// “And” ends at the first no, “or” at the first yes; what is not known stays so unless the other side decides.
fn logic(sides: &[Node; 2], decides: bool, reading: &Reading<'_>) -> Result<Datum, WhyNot> {
    let mut is_known = true;
    for side in sides {
        match reckon(side, reading)? {
            Datum::YesNo(yes) if yes == decides => return Ok(Datum::YesNo(decides)),
            Datum::YesNo(_) => {}
            _ => is_known = false,
        }
    }
    Ok(if is_known {
        Datum::YesNo(!decides)
    } else {
        Datum::Nothing
    })
}

fn one_of(one: &Datum, others: &[Node], reading: &Reading<'_>) -> Result<Datum, WhyNot> {
    if one.is_nothing() {
        return Ok(Datum::Nothing);
    }
    for other in others {
        if same(one, &reckon(other, reading)?) {
            return Ok(Datum::YesNo(true));
        }
    }
    Ok(Datum::YesNo(false))
}

fn part_of(whole: Datum, part: &Part) -> Datum {
    let text = match (whole, part) {
        (Datum::Address(address), Part::OfAddress(name)) => address.part(name).to_owned(),
        (Datum::Money(amount), Part::Currency) => amount.currency.unwrap_or_default(),
        _ => return Datum::Nothing,
    };
    if text.is_empty() {
        Datum::Nothing
    } else {
        Datum::Text(text)
    }
}

fn negative(datum: Datum) -> Result<Datum, WhyNot> {
    Ok(match datum {
        Datum::Whole(number) => Datum::Whole(number.checked_neg().ok_or(WhyNot::TooLarge)?),
        Datum::Decimal(number) => Datum::Decimal(-number),
        Datum::Money(amount) => Datum::Money(Amount {
            number: -amount.number,
            ..amount
        }),
        other => other,
    })
}
