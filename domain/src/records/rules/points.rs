//! What only the database and the plans of telephone numbers can say of values.

use contract::value::Values;
use contract::{FieldKind, FieldProblem, ObjectDef, Problem, Record};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use crate::access::is_taken;
use crate::import::{CellProblem, Country, parse_phone};
use crate::records::fill::ids;
use crate::{Desk, Result, files};

pub(super) fn phones(desk: &Desk, object: &ObjectDef, values: &Values) -> Vec<FieldProblem> {
    let home = desk.crm().settings().country;
    let phones = object
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Phone);
    phones
        .filter_map(|field| {
            let text = values
                .get(&field.key)?
                .text()
                .filter(|text| !text.is_empty())?;
            impossible(text, home).map(|problem| FieldProblem::new(&field.key, problem))
        })
        .collect()
}

/// Why a telephone number cannot exist, by the plan of its country; for a form that is still being filled in.
#[must_use]
pub fn phone_problem(desk: &Desk, text: &str) -> Option<Problem> {
    let text = text.trim();
    impossible(text, desk.crm().settings().country).filter(|_| !text.is_empty())
}

fn impossible(text: &str, home: Country) -> Option<Problem> {
    Some(match parse_phone(text, home).err()? {
        CellProblem::PhoneTooShort { missing } => Problem::PhoneTooShort { missing },
        CellProblem::PhoneTooLong { extra } => Problem::PhoneTooLong { extra },
        _ => Problem::NotAPhone,
    })
}

/// Links must point to records that the asker may see, users to users. A link that stood before may stay.
pub(super) async fn nowhere(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for field in &object.fields {
        for id in values.get(&field.key).into_iter().flat_map(ids) {
            if before.is_some_and(|before| ids(before.value(&field.key)).any(|held| held == id)) {
                continue;
            }
            let is_there = match (field.kind, field.relation.as_deref()) {
                (FieldKind::File, _) => match before {
                    Some(before) => files::is_on(desk, &object.key, before.id, id).await?,
                    // A file is put on a record, so it comes after it.
                    None => false,
                },
                (_, Some(target)) => is_seen(desk, target, id).await?,
                (_, None) => desk.crm().knows(id).await?,
            };
            if !is_there {
                problems.push(FieldProblem::new(&field.key, Problem::PointsNowhere));
                break;
            }
        }
    }
    Ok(problems)
}

/// Values of unique fields that another living record has, whoever may see it. That of two at the same moment only
/// one is taken is for the index to say.
pub(crate) async fn taken(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for field in object.fields.iter().filter(|field| field.unique) {
        let Some(value) = values.get(&field.key).filter(|value| !value.is_empty()) else {
            continue;
        };
        if before.is_some_and(|before| before.value(&field.key).same(value)) {
            continue;
        }
        if is_taken(desk, object, field, value).await? {
            problems.push(FieldProblem::new(&field.key, Problem::Taken));
        }
    }
    Ok(problems)
}

async fn is_seen(desk: &Desk, object: &str, id: Uuid) -> Result<bool> {
    let Ok(visible) = desk.visible(object) else {
        return Ok(false);
    };
    let column = visible.column("id");
    Ok(visible
        .only(Condition::all().add(column.eq(id)))
        .count_to(1)
        .await?
        == 1)
}
