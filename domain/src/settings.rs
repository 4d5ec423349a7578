//! What the organisation set.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::alerts::AlertSetup;
use contract::dto::signing::SignInRules;
use entity::setting;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use crate::Result;
use crate::access::HouseDoor;
use crate::import::Country;

/// What the organisation set.
#[derive(Clone, Debug)]
pub struct Settings {
    pub organisation: String,
    /// ISO 4217 code that new amounts start with.
    pub currency: String,
    /// Where telephone numbers without a country code are from.
    pub country: Country,
    /// What is asked of everybody who signs in.
    pub sign_in: SignInRules,
    /// From how much on administrators are told.
    pub alerts: AlertSetup,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            organisation: "Rapport".to_owned(),
            currency: "CNY".to_owned(),
            country: Country::CHINA,
            sign_in: SignInRules::default(),
            alerts: AlertSetup::default(),
        }
    }
}

pub(crate) async fn load(house: HouseDoor<'_>) -> Result<Settings> {
    let mut settings = Settings::default();
    for row in setting::Entity::find().all(house.read()).await? {
        match row.key.as_str() {
            "organisation" => settings.organisation = row.value,
            "currency" => settings.currency = row.value,
            "country" => settings.country = row.value.parse().unwrap_or(settings.country),
            "sign_in" => settings.sign_in = serde_json::from_str(&row.value)?,
            "alerts" => settings.alerts = serde_json::from_str(&row.value)?,
            _ => {}
        }
    }
    Ok(settings)
}

/// One setting as it is kept.
pub(crate) async fn one(house: HouseDoor<'_>, key: &str) -> Result<Option<String>> {
    let row = setting::Entity::find_by_id(key).one(house.read()).await?;
    Ok(row.map(|row| row.value))
}

/// Keeps one setting.
pub(crate) async fn set<C: ConnectionTrait>(connection: &C, key: &str, value: &str) -> Result<()> {
    let row = setting::ActiveModel {
        key: Set(key.to_owned()),
        value: Set(value.to_owned()),
    };
    let newer = OnConflict::column(setting::Column::Key)
        .update_column(setting::Column::Value)
        .to_owned();
    setting::Entity::insert(row)
        .on_conflict(newer)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}
