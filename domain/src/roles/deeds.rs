//! Making, changing, copying and taking away roles.

use contract::dto::roles::AllRoles;
use contract::role::ADDED;
use contract::{FieldProblem, FieldRight, Label, Problem, Refusal, RoleDef};
use uuid::Uuid;

use super::store::Change;
use super::{Roles, members};
use crate::{Desk, Error, Result};

/// Longest name of a role, in characters.
const LONGEST: u32 = 60;

/// All roles, for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn all(desk: &Desk) -> Result<Vec<RoleDef>> {
    desk.must_administer()?;
    Ok(desk.crm().roles().all().to_vec())
}

/// All roles with who has them, for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn with_members(desk: &Desk) -> Result<AllRoles> {
    Ok(AllRoles {
        roles: all(desk).await?,
        members: members(desk).await?,
    })
}

/// Changes what a role may do. Who has it may do so from their next question on.
///
/// # Errors
/// [`Refusal::Forbidden`] also for the administrators' role, which may do everything; [`Refusal::NotFound`],
/// [`Refusal::Outdated`], and [`Refusal::Invalid`] at `name` or at the field whose right cannot be so.
pub async fn save(desk: &Desk, role: RoleDef) -> Result<RoleDef> {
    let mut change = Change::begin(desk).await?;
    let roles = change.roles()?;
    let before = roles.role(&role.key).ok_or(Refusal::NotFound)?;
    if before.is_administrator() {
        return Err(Refusal::Forbidden.into());
    }
    let mut role = RoleDef {
        is_system: before.is_system,
        ..role
    };
    check(desk, &roles, &mut role)?;
    change.keep(&role).await?;
    change.commit().await?;
    found(desk, &role.key)
}

/// Makes a new role that may do what another one may.
///
/// # Errors
/// [`Refusal::Forbidden`] also for the administrators' role, of which one is enough; [`Refusal::NotFound`], and
/// [`Refusal::Invalid`] at `name`.
pub async fn copy(desk: &Desk, from: &str, name: &str) -> Result<RoleDef> {
    let mut change = Change::begin(desk).await?;
    let roles = change.roles()?;
    let model = roles.role(from).ok_or(Refusal::NotFound)?;
    if model.is_administrator() {
        return Err(Refusal::Forbidden.into());
    }
    let mut role = RoleDef {
        key: format!("r_{}", Uuid::now_v7().simple()),
        label: Label::new(name, name),
        is_system: false,
        version: 0,
        ..model.clone()
    };
    check(desk, &roles, &mut role)?;
    change.keep(&role).await?;
    change.commit().await?;
    found(desk, &role.key)
}

/// Takes a role away that nobody has any more.
///
/// # Errors
/// [`Refusal::Forbidden`] for roles that come with the product, [`Refusal::NotFound`], and [`Refusal::Invalid`] at
/// `members` while somebody has it.
pub async fn remove(desk: &Desk, key: &str) -> Result<()> {
    let mut change = Change::begin(desk).await?;
    let roles = change.roles()?;
    if roles.role(key).ok_or(Refusal::NotFound)?.is_system {
        return Err(Refusal::Forbidden.into());
    }
    let members = members(desk).await?.remove(key).unwrap_or_default();
    if !members.is_empty() {
        return Err(Error::invalid("members", Problem::TooMany { limit: 0 }));
    }
    change.drop(key).await?;
    change.commit().await
}

fn found(desk: &Desk, key: &str) -> Result<RoleDef> {
    let roles = desk.crm().roles();
    Ok(roles.role(key).cloned().ok_or(Refusal::NotFound)?)
}

/// Refuses what no role can be, and leaves out what says nothing.
fn check(desk: &Desk, roles: &Roles, role: &mut RoleDef) -> Result<()> {
    let mut problems = name_problems(roles, role);
    let descriptions = desk.crm().descriptions();
    let whole = descriptions.whole();
    role.reaches
        .retain(|object, _| object == ADDED || whole.iter().any(|known| known.key == *object));
    for (object, rights) in &mut role.fields {
        rights.retain(|_, right| *right < FieldRight::Edit);
        let Some(object) = whole.iter().find(|known| known.key == *object) else {
            rights.clear();
            continue;
        };
        rights.retain(|field, _| object.field(field).is_some());
        // Lists, links and pickers name a record by it, and reach goes by its owner.
        for field in [object.title.as_str(), "owner"] {
            if rights
                .get(field)
                .is_some_and(|right| *right < FieldRight::See)
            {
                let at = format!("{}.{field}", object.key);
                problems.push(FieldProblem::new(&at, Problem::Locked));
            }
        }
    }
    role.fields.retain(|_, rights| !rights.is_empty());
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(problems).into())
    }
}

/// A role has a name in each language that no other role has.
fn name_problems(roles: &Roles, role: &mut RoleDef) -> Vec<FieldProblem> {
    let Label { en, zh } = &mut role.label;
    *en = en.trim().to_owned();
    *zh = zh.trim().to_owned();
    let others = || roles.all().iter().filter(|other| other.key != role.key);
    let is_taken = others().any(|other| other.label.en == *en || other.label.zh == *zh);
    let problem = if en.is_empty() || zh.is_empty() {
        Some(Problem::Required)
    } else if en.chars().count().max(zh.chars().count()) > LONGEST as usize {
        Some(Problem::TooLong { limit: LONGEST })
    } else {
        is_taken.then_some(Problem::NameTaken)
    };
    let problems = problem.map(|problem| FieldProblem::new("name", problem));
    problems.into_iter().collect()
}
