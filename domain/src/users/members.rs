//! Who works in which team.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::{BTreeMap, HashMap};

use contract::dto::organisation::Moved;
use contract::dto::records::EventAction;
use contract::dto::session::Person;
use contract::objects::USER;
use contract::value::Values;
use contract::{Action, Problem, Refusal, Value};
use entity::{team, user};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::access::Write;
use crate::records::{self, Origin};
use crate::{Desk, Error, Result};

/// The most people that are moved at once.
const MOST: usize = 1_000;

/// Who works in a team, by name; those who are in none where none is named.
///
/// # Errors
/// `Refusal::Forbidden` for who is no administrator.
pub async fn team_people(desk: &Desk, team: Option<&str>) -> Result<Vec<Person>> {
    desk.must_administer()?;
    let ids = of_team(desk, team).await?;
    let mut people = desk.crm().people().all().to_vec();
    people.retain(|person| ids.contains(&person.id));
    Ok(people)
}

/// Moves people into a team, or out of all. Answers where they were, for who takes it back.
///
/// # Errors
/// `Refusal::Forbidden` for who is no administrator; `Refusal::Invalid` at `team` and `people`.
pub async fn move_people(desk: &Desk, people: &[Uuid], team: Option<&str>) -> Result<Vec<Moved>> {
    desk.must_administer()?;
    if people.len() > MOST {
        let limit = u32::try_from(MOST).unwrap_or(u32::MAX);
        return Err(Error::invalid("people", Problem::TooMany { limit }));
    }
    let mut write = desk.write().await?;
    if let Some(team) = team {
        let found = team::Entity::find_by_id(team)
            .one(write.transaction())
            .await?;
        found.ok_or_else(|| Error::invalid("team", Problem::UnknownChoice))?;
    }
    let moved = place(&mut write, people, team).await?;
    write.commit().await?;
    Ok(moved)
}

/// Moves people inside a transaction: each change is an event as any other of a user. Who is gone stays where they were.
pub(super) async fn place(
    write: &mut Write<'_>,
    people: &[Uuid],
    team: Option<&str>,
) -> Result<Vec<Moved>> {
    let desk = write.desk().clone();
    let object = desk.whole_object(USER)?;
    let mut before: BTreeMap<Option<String>, Vec<Uuid>> = BTreeMap::new();
    for granted in desk.granted_among(USER, people, Action::Edit).await? {
        let granted = records::with_several(&desk, granted).await?;
        let mut values =
            Values::from([("team".to_owned(), team.map_or(Value::Empty, Value::from))]);
        let record = Some(granted.record());
        let problems = records::prepare(&desk, &object, record, &mut values, Origin::Deed).await?;
        if !problems.is_empty() {
            return Err(Refusal::Invalid(problems).into());
        }
        let was = granted.record().value("team").text().map(str::to_owned);
        records::apply(write, &granted, values, EventAction::Updated).await?;
        before.entry(was).or_default().push(granted.id());
    }
    let moved = before.into_iter();
    Ok(moved.map(|(team, people)| Moved { people, team }).collect())
}

/// The users in a team that can still sign in; those in none where none is named.
pub(super) async fn of_team(desk: &Desk, team: Option<&str>) -> Result<Vec<Uuid>> {
    let present = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::DeletedAt.is_null())
        .order_by_asc(user::Column::NameSort);
    let asked = match team {
        Some(team) => present.filter(user::Column::Team.eq(team)),
        None => present.filter(user::Column::Team.is_null()),
    };
    let read = desk.crm().door().house().read();
    Ok(asked.into_tuple().all(read).await?)
}

/// How many people are in each team, and in none.
pub(super) async fn counts(desk: &Desk) -> Result<HashMap<Option<String>, u64>> {
    let rows: Vec<(Option<String>, i64)> = user::Entity::find()
        .select_only()
        .column(user::Column::Team)
        .column_as(user::Column::Id.count(), "people")
        .filter(user::Column::DeletedAt.is_null())
        .group_by(user::Column::Team)
        .into_tuple()
        .all(desk.crm().door().house().read())
        .await?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|(team, number)| (team, count(number)))
        .collect())
}
