//! What a person sets for themselves: their password, and how pages look.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::session::Preferences;
use contract::{FieldProblem, Problem, Refusal};
use entity::user;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::passwords::{accept, replace};
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
