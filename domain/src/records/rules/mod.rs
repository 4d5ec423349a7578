//! What the trade asks of values before they are written, whoever writes them.
//!
//! - [`above`] sees to it that nothing stands above itself.
//! - [`given`] completes what was not said: owner, defaults, what is taken over from related records.
//! - [`trade`] knows what follows from a deal's stage and an activity's status.
//! - [`within`] keeps a stage in its pipeline.
//! - [`points`] looks at what only the database can say: links, unique values, telephone plans.

mod above;
mod given;
mod points;
mod trade;
mod within;

use contract::objects::USER;
use contract::query::Asker;
use contract::value::Values;
use contract::{
    FieldDef, FieldProblem, FieldRight, ObjectDef, Problem, Record, Value, layout, validation,
};

pub use points::phone_problem;
pub(crate) use points::taken;

use crate::roles::MORE;
use crate::{Desk, Result, clock, derived, privacy, sealing, users};

/// Where values come from; an import knows things that a form must not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A form: kept fields are not for it to set.
    Form,
    /// A program that asks by a key: like a form, but it may tell the id that a record has elsewhere.
    Program,
    /// A deed of the house on somebody's behalf, such as a conversion or the board.
    Deed,
    /// The same change for many records, whose links and numbers were looked at once for all.
    Many,
    /// A file: kept fields may come with it, and what it tells of the past need not be complete.
    File,
}

/// Kept fields that a form may set, since a stage asks for them.
const ASKED_BY_A_STAGE: [&str; 2] = ["lost_reason", "lost_note"];

/// The field of the id that a record has in another system.
pub const EXTERNAL_ID: &str = "external_id";

/// Completes values by the rules of their object and answers every problem they have.
/// `before` is the record as it stands, `None` for a new one.
///
/// # Errors
/// When the database fails. Problems are no error here: they are the answer.
pub async fn prepare(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
    origin: Origin,
) -> Result<Vec<FieldProblem>> {
    tidy(object, values);
    let mut problems = not_theirs(desk, object, before, values, origin);
    problems.extend(unknown(object, values, origin));
    within::lead(object, before, values, origin);
    given::complete(desk, object, before, values, origin).await?;
    within::settle(object, before, values);
    trade::follow(desk, object, before, values, origin);
    problems.extend(validation::check_all(object, values));
    if before.is_none() {
        problems.extend(validation::missing(object, values));
    }
    problems.extend(within::strayed(object, before, values));
    problems.extend(no_administrator(desk, object, before, values).await?);
    if origin != Origin::File {
        problems.extend(trade::no_reason(object, values));
        problems.extend(trade::not_ready(object, before, values));
    }
    if let Some(before) = before.filter(|_| origin != Origin::File) {
        problems.extend(above::circles(desk, object, before, values).await?);
    }
    if matches!(origin, Origin::Form | Origin::Deed | Origin::Program) {
        problems.extend(points::phones(desk, object, values));
        problems.extend(points::nowhere(desk, object, before, values).await?);
        problems.extend(taken(desk, object, before, values).await?);
    }
    if matches!(origin, Origin::Form | Origin::Program | Origin::File) {
        problems.extend(privacy::held_up(desk, object, before, values).await?);
    }
    if matches!(origin, Origin::Form | Origin::Program) {
        problems.extend(unlaid(desk, object, before, values));
    }
    problems.extend(derived::settle(desk, object, before, values).await?);
    Ok(problems)
}

/// What the layout of the object asks under conditions and does not get.
fn unlaid(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Vec<FieldProblem> {
    let zone = &desk.preferences().time_zone;
    let asker = Asker {
        me: desk.actor().id(),
        team: &[],
        now: desk.now(),
        day_of: &|at| clock::today(at, zone),
    };
    let roles = desk.actor().roles();
    let before = before.map(|before| &before.values);
    layout::broken(object, roles, before, values, &asker)
}

/// The last administrator keeps that role.
async fn no_administrator(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Result<Option<FieldProblem>> {
    let Some(before) = before.filter(|_| object.key == USER) else {
        return Ok(None);
    };
    let after = |key: &str| values.get(key).unwrap_or_else(|| before.value(key)).clone();
    let leaves = !users::is_administrator(&after("role"), &after(MORE));
    let is_last = leaves && users::is_last_administrator(desk, before).await?;
    Ok(is_last.then(|| FieldProblem::new("role", Problem::LastAdministrator)))
}

/// Blanks around text are no text, and masks no values.
fn tidy(object: &ObjectDef, values: &mut Values) {
    // A mask that a form or a file sends back is no value: what stands there stays.
    values.retain(|key, value| !sealing::is_echo(object.field(key), value));
    for value in values.values_mut() {
        if let Value::Text(text) = value {
            let trimmed = text.trim();
            if trimmed.len() != text.len() {
                *value = Value::Text(trimmed.to_owned());
            }
        }
    }
}

/// Whether the value of a field may come from there.
#[must_use]
pub fn may_set(field: &FieldDef, origin: Origin) -> bool {
    match origin {
        Origin::Deed | Origin::File => true,
        _ if field.derived.is_some() => false,
        Origin::Program if field.key == EXTERNAL_ID => true,
        Origin::Form | Origin::Many | Origin::Program => {
            !field.system || ASKED_BY_A_STAGE.contains(&field.key.as_str())
        }
    }
}

/// What is hidden from the asker is unknown to them, and what they may only see is locked. What they send back as it
/// stands is no change.
fn not_theirs(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
    origin: Origin,
) -> Vec<FieldProblem> {
    if !desk.is_narrowed(&object.key) {
        return Vec::new();
    }
    let is_deed = |key: &str| {
        let follows = |field| origin == Origin::Deed && !may_set(field, Origin::Form);
        object.field(key).is_some_and(follows)
    };
    let mut problems = Vec::new();
    values.retain(|key, value| {
        let problem = match desk.field_right(&object.key, key) {
            FieldRight::Edit => return true,
            _ if is_deed(key) => return true,
            FieldRight::Hidden => Problem::WrongKind,
            FieldRight::Masked | FieldRight::See => Problem::Locked,
        };
        let is_same = problem == Problem::Locked
            && before.is_some_and(|before| before.value(key).same(value));
        if !is_same {
            problems.push(FieldProblem::new(key, problem));
        }
        false
    });
    problems
}

fn unknown(object: &ObjectDef, values: &Values, origin: Origin) -> Vec<FieldProblem> {
    values
        .keys()
        .filter(|key| {
            !object
                .field(key)
                .is_some_and(|field| may_set(field, origin))
        })
        .map(|key| FieldProblem::new(key, Problem::WrongKind))
        .collect()
}
