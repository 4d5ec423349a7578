//! What can be shared, by whom, and with whom.

use chrono::Utc;
use contract::dto::sharing::{Holder, NewShare, Question, Subject};
use contract::objects::{DEAL, TICKET, USER};
use contract::{Action, FieldProblem, Problem, Reach, Refusal};
use entity::share;
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::row;
use crate::access::Visible;
use crate::{Desk, Error, Result, records};

/// The longest reason, and the longest name of a filter, in characters.
const LONGEST: usize = 500;

/// Outcomes of deals and states of tickets with which a grant ends.
const CLOSED: [(&str, &str, &[&str]); 2] = [
    (DEAL, "outcome", &["won", "lost"]),
    (TICKET, "status", &["solved", "closed"]),
];

/// Whether anything of an object can be shared: users know each other anyway, and lines go with what they belong to.
pub(super) fn is_shareable(desk: &Desk, object: &str) -> bool {
    let described = desk.crm().descriptions().object(object);
    object != USER && described.is_some_and(|object| object.line_of.is_none())
}

/// Whoever may edit something by their own roles may share it.
///
/// # Errors
/// [`Refusal::NotFound`] for what is not seen, [`Refusal::Forbidden`] for what may not be edited without a share.
pub(super) async fn may_share(desk: &Desk, object: &str, subject: &Subject) -> Result<()> {
    if !is_shareable(desk, object) {
        return Err(Refusal::NotFound.into());
    }
    if desk.actor().is_limited() {
        return Err(Refusal::Forbidden.into());
    }
    let own = desk.by_roles();
    match subject {
        Subject::Record(id) => {
            desk.granted(object, *id, Action::See).await?;
            match own.granted(object, *id, Action::Edit).await {
                Err(Error::Refused(_)) => Err(Refusal::Forbidden.into()),
                other => other.map(drop),
            }
        }
        Subject::Question(question) => {
            own.visible(object)?;
            if own.reach(object, Action::Edit) == Reach::None {
                return Err(Refusal::Forbidden.into());
            }
            let theirs = own.object(object)?;
            records::condition_of(&own, &theirs, &question.conditions()).map(drop)
        }
    }
}

/// As [`may_share`], of a row.
pub(super) async fn may_share_row(desk: &Desk, row: &share::Model) -> Result<()> {
    may_share(desk, &row.object, &subject(row)?).await
}

/// What a row shares.
pub(super) fn subject(row: &share::Model) -> Result<Subject> {
    Ok(match (row.record, &row.question) {
        (Some(id), _) => Subject::Record(id),
        (None, Some(question)) => Subject::Question(serde_json::from_str(question)?),
        (None, None) => Subject::Question(Question::default()),
    })
}

/// Checks what was filled in.
///
/// # Errors
/// [`Refusal::Invalid`] at `holder`, `reason`, `until`, `ends_with` or `name`.
pub(super) async fn filled(desk: &Desk, new: &NewShare) -> Result<()> {
    let mut problems = Vec::new();
    let mut found = |field: &str, problem| problems.push(FieldProblem::new(field, problem));
    if !is_there(desk, &new.holder).await? {
        found("holder", Problem::UnknownChoice);
    }
    let is_grant = new.until.is_some() || new.ends_with.is_some();
    if is_grant && new.reason.trim().is_empty() {
        found("reason", Problem::Required);
    }
    if is_too_long(&new.reason) {
        found("reason", too_long());
    }
    if let Subject::Question(question) = &new.subject
        && is_too_long(&question.name)
    {
        found("name", too_long());
    }
    if new.until.is_some_and(|until| until <= Utc::now()) {
        found("until", Problem::Past);
    }
    if let Some((object, id)) = &new.ends_with
        && !is_open(desk, object, *id).await?
    {
        found("ends_with", Problem::PointsNowhere);
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid(problems).into()),
    }
}

fn is_too_long(text: &str) -> bool {
    text.chars().count() > LONGEST
}

fn too_long() -> Problem {
    let limit = u32::try_from(LONGEST).unwrap_or(u32::MAX);
    Problem::TooLong { limit }
}

async fn is_there(desk: &Desk, holder: &Holder) -> Result<bool> {
    Ok(match holder {
        Holder::Person(id) => desk.crm().people().all().iter().any(|one| one.id == *id),
        Holder::Role(key) => desk.crm().roles().role(key).is_some(),
        Holder::Team(key) => row::teams(desk.crm())
            .await?
            .iter()
            .any(|team| team.key == *key),
    })
}

/// Whether a grant can end with a record: an open deal or ticket that the asker sees.
async fn is_open(desk: &Desk, object: &str, id: Uuid) -> Result<bool> {
    let Some(open) = open(desk, object)? else {
        return Ok(false);
    };
    let is_it = open.column("id").eq(id);
    Ok(open.only(is_it).count_to(1).await? > 0)
}

/// The deals or tickets that are not closed; `None` of other objects.
pub(super) fn open(desk: &Desk, object: &str) -> Result<Option<Visible>> {
    let Some((_, field, closed)) = CLOSED.iter().find(|(key, ..)| *key == object) else {
        return Ok(None);
    };
    let Ok(visible) = desk.visible(object) else {
        return Ok(None);
    };
    let described = desk.whole_object(object)?;
    let Some(column) = described.field(field).and_then(|field| field.column()) else {
        return Ok(None);
    };
    let state = visible.column(&column);
    let is_open = Condition::any()
        .add(state.clone().is_null())
        .add(state.is_not_in(closed.iter().copied()));
    Ok(Some(visible.only(is_open)))
}
