//! What a person sets for themselves: their password, and how pages look.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::BTreeMap;

use contract::dto::session::Preferences;
use contract::{FieldProblem, Problem, Refusal};
use entity::user;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::passwords::{accept, replace};
use crate::access::HouseDoor;
use crate::sessions::throttle;
use crate::{Crm, Desk, Error, Result, clock, passwords, ways};

/// The accents that the style knows.
const ACCENTS: [&str; 3] = ["lapis", "pine", "plum"];

/// Keeps how the person likes it.
///
/// # Errors
/// [`Refusal::Invalid`] at `accent` or `time_zone`.
pub async fn save_preferences(desk: &Desk, preferences: Preferences) -> Result<()> {
    desk.must_be_themselves()?;
    let id = desk.actor().id().ok_or(Refusal::SignIn)?;
    accepted(&preferences)?;
    let json = serde_json::to_string(&preferences)?;
    let row = user::ActiveModel {
        id: Set(id),
        preferences: Set(Some(json)),
        ..Default::default()
    };
    row.update(desk.crm().door().house().write()).await?;
    Ok(())
}

/// So many colleagues are asked for the time zone of a house.
const COLLEAGUES: u64 = 100;

/// Keeps how the browser of somebody likes it, where nothing is kept for them yet: who was added by a command begins in the
/// language in which they came in, and in the time zone of most colleagues.
///
/// # Errors
/// When the database fails.
pub async fn begin_with(crm: &Crm, user: Uuid, preferences: Preferences) -> Result<()> {
    let house = crm.door().house();
    let is_new = user::Column::Preferences.is_null();
    let new = user::Entity::find_by_id(user).filter(is_new.clone());
    if new.count(house.read()).await? == 0 {
        return Ok(());
    }
    let time_zone = usual_zone(house).await?;
    let first = Preferences {
        time_zone: time_zone.unwrap_or_else(|| preferences.time_zone.clone()),
        ..preferences
    };
    let json = serde_json::to_string(&first)?;
    user::Entity::update_many()
        .col_expr(user::Column::Preferences, Expr::val(json))
        .filter(user::Column::Id.eq(user))
        .filter(is_new)
        .exec(house.write())
        .await?;
    Ok(())
}

/// The time zone that most people of the house have set.
async fn usual_zone(house: HouseDoor<'_>) -> Result<Option<String>> {
    let kept: Vec<String> = user::Entity::find()
        .select_only()
        .column(user::Column::Preferences)
        .filter(user::Column::Preferences.is_not_null())
        .order_by_desc(user::Column::Id)
        .limit(COLLEAGUES)
        .into_tuple()
        .all(house.read())
        .await?;
    let mut zones: BTreeMap<String, usize> = BTreeMap::new();
    for json in kept {
        if let Ok(Preferences { time_zone, .. }) = serde_json::from_str(&json) {
            *zones.entry(time_zone).or_default() += 1;
        }
    }
    let most = zones.into_iter().max_by_key(|(_, people)| *people);
    Ok(most.map(|(zone, _)| zone))
}

/// Refuses what the style or the clock does not know.
pub(crate) fn accepted(preferences: &Preferences) -> Result<()> {
    let mut problems = Vec::new();
    if !ACCENTS.contains(&preferences.accent.as_str()) {
        problems.push(FieldProblem::new("accent", Problem::UnknownChoice));
    }
    if !clock::is_zone(&preferences.time_zone) {
        problems.push(FieldProblem::new("time_zone", Problem::UnknownChoice));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Invalid(problems).into())
    }
}

/// Changes one's own password, and ends all of one's sessions but the one whose key is given.
///
/// # Errors
/// [`Refusal::Invalid`] at `current` or `new`, [`Refusal::TooMany`] after several wrong tries.
pub async fn change_password(desk: &Desk, current: &str, new: &str, keep: &str) -> Result<()> {
    desk.must_be_themselves()?;
    let id = desk.actor().id().ok_or(Refusal::SignIn)?;
    let found = record_of(desk, id).await?.ok_or(Refusal::SignIn)?;
    ways::must_take_passwords(desk.crm(), "current").await?;
    let attempt = throttle::admit_change(desk.crm(), id).await?;
    if !passwords::verify(current, found.password_hash.as_deref()).await? {
        return Err(Error::invalid("current", Problem::WrongPassword));
    }
    attempt.forgive(desk.crm()).await?;
    accept(desk.crm(), &found, new, "new").await?;
    replace(desk.crm(), &found, new, Some(keep)).await
}

/// The row of a user, with what nobody else is shown.
pub(crate) async fn record_of(desk: &Desk, id: Uuid) -> Result<Option<user::Model>> {
    Ok(user::Entity::find_by_id(id)
        .one(desk.crm().door().house().read())
        .await?)
}

/// The row of who has an address, also of who was deactivated.
///
/// # Errors
/// When the database fails.
pub(crate) async fn with_email(crm: &Crm, email: &str) -> Result<Option<user::Model>> {
    let named = user::Entity::find().filter(user::Column::Email.eq(email));
    Ok(named.one(crm.door().house().read()).await?)
}

#[cfg(test)]
mod tests {
    use contract::dto::session::{Preferences, Theme};
    use contract::{Language, Problem, Refusal};

    use super::save_preferences;
    use crate::testing::stage;

    #[tokio::test]
    async fn what_a_person_likes_is_kept_for_their_next_visit() {
        let stage = stage().await;
        let liked = Preferences {
            language: Language::Chinese,
            theme: Theme::Dark,
            accent: "plum".to_owned(),
            compact: true,
            time_zone: "Asia/Shanghai".to_owned(),
            single_keys: false,
        };
        save_preferences(&stage.lin, liked.clone()).await.unwrap();
        let id = stage.lin.actor().id().unwrap();
        let again = stage.crm.desk_of(id).await.unwrap();
        assert_eq!(again.me().await.unwrap().preferences, liked);

        let unknown = Preferences {
            accent: "red".to_owned(),
            ..liked
        };
        let refused = save_preferences(&again, unknown).await.unwrap_err();
        let expected = Refusal::invalid("accent", Problem::UnknownChoice);
        assert_eq!(refused.into_refusal(), expected);
    }
}
