//! The table of backups. One at a time: who makes one holds the slot, and shows from time to time to be alive.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashSet;

use chrono::{DateTime, Duration, SubsecRound, Utc};
use contract::dto::backups::{BackupStep, BackupTrouble, Tried};
use entity::backup;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, SqlErr,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Manifest;
use super::manifest::refused;
use super::name::{BackupFile, Maker};
use crate::access::HouseDoor;
use crate::{Crm, Result, leases};

/// How long one process makes a backup without a sign of life before it is taken for ended.
const LEASE_SECONDS: i64 = 60;
/// There is one of this word.
const SLOT: &str = "making";
/// What the page of backups knows something about.
const KNOWN: u64 = 500;

/// A backup that this process makes.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) id: Uuid,
    pub(super) maker: Maker,
}

/// A backup that was made.
pub(super) struct Made<'a> {
    pub(super) name: &'a str,
    pub(super) bytes: u64,
    pub(super) digest: &'a str,
    pub(super) manifest: &'a Manifest,
}

impl Run {
    /// Takes the slot.
    ///
    /// # Errors
    /// [`BackupTrouble::Busy`] while somebody holds it.
    pub(super) async fn begin(crm: &Crm, maker: Maker) -> Result<Self> {
        let house = crm.door().house();
        sweep(house).await?;
        let now = Utc::now().trunc_subsecs(6);
        let row = backup::Model {
            id: Uuid::now_v7(),
            name: String::new(),
            started_at: now,
            is_scheduled: maker == Maker::Schedule,
            slot: Some(SLOT.to_owned()),
            leased_until: leases::next(LEASE_SECONDS),
            step: word(&BackupStep::Copying)?,
            percent: 0,
            trouble: None,
            bytes: 0,
            digest: String::new(),
            manifest: String::new(),
            tried: None,
        };
        let id = row.id;
        let inserted = row
            .into_active_model()
            .reset_all()
            .insert(house.write())
            .await;
        match inserted {
            Ok(_) => Ok(Self { id, maker }),
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
                Err(refused(BackupTrouble::Busy))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Tells where it is, and that it lives.
    pub(super) async fn stand(&self, crm: &Crm, step: BackupStep, percent: u8) -> Result<()> {
        self.update(crm, |update| {
            update
                .col_expr(
                    backup::Column::Step,
                    Expr::value(word(&step).unwrap_or_default()),
                )
                .col_expr(backup::Column::Percent, Expr::value(i32::from(percent)))
                .col_expr(
                    backup::Column::LeasedUntil,
                    Expr::value(leases::next(LEASE_SECONDS)),
                )
        })
        .await
    }

    /// Notes what was made; the slot stays taken until it has been tried out.
    pub(super) async fn made(&self, crm: &Crm, made: &Made<'_>) -> Result<()> {
        let bytes = i64::try_from(made.bytes).unwrap_or(i64::MAX);
        let manifest = serde_json::to_string(made.manifest)?;
        self.update(crm, |update| {
            update
                .col_expr(backup::Column::Name, Expr::value(made.name))
                .col_expr(backup::Column::Bytes, Expr::value(bytes))
                .col_expr(backup::Column::Digest, Expr::value(made.digest))
                .col_expr(backup::Column::Manifest, Expr::value(manifest))
        })
        .await
    }

    /// Gives the slot back: tried out, or failed.
    pub(super) async fn end(
        &self,
        crm: &Crm,
        outcome: std::result::Result<Tried, BackupTrouble>,
    ) -> Result<()> {
        let (column, text) = match &outcome {
            Ok(tried) => (backup::Column::Tried, serde_json::to_string(tried)?),
            Err(trouble) => (backup::Column::Trouble, serde_json::to_string(trouble)?),
        };
        self.update(crm, |update| {
            update
                .col_expr(column, Expr::value(text))
                .col_expr(backup::Column::Slot, Expr::value(Option::<String>::None))
        })
        .await
    }

    async fn update(
        &self,
        crm: &Crm,
        change: impl FnOnce(sea_orm::UpdateMany<backup::Entity>) -> sea_orm::UpdateMany<backup::Entity>,
    ) -> Result<()> {
        change(backup::Entity::update_many())
            .filter(backup::Column::Id.eq(self.id))
            .exec(crm.door().house().write())
            .await?;
        Ok(())
    }
}

/// Ends what processes left that ended themselves.
async fn sweep(house: HouseDoor<'_>) -> Result<()> {
    let trouble = serde_json::to_string(&BackupTrouble::CutOff)?;
    backup::Entity::update_many()
        .col_expr(backup::Column::Slot, Expr::value(Option::<String>::None))
        .col_expr(backup::Column::Trouble, Expr::value(trouble))
        .filter(backup::Column::Slot.is_not_null())
        .filter(backup::Column::LeasedUntil.lt(Utc::now()))
        .exec(house.write())
        .await?;
    Ok(())
}

/// What is known of backups, the newest first.
pub(super) async fn all(house: HouseDoor<'_>) -> Result<Vec<backup::Model>> {
    let newest = backup::Entity::find()
        .order_by_desc(backup::Column::StartedAt)
        .limit(KNOWN);
    Ok(newest.all(house.read()).await?)
}

/// Some files with who asked for them: earlier versions noted it in the table alone.
pub(super) async fn marked(
    house: HouseDoor<'_>,
    mut files: Vec<BackupFile>,
) -> Result<Vec<BackupFile>> {
    let rows = all(house).await?;
    let by_hand = rows.iter().filter(|row| !row.is_scheduled);
    let by_hand: HashSet<&str> = by_hand.map(|row| row.name.as_str()).collect();
    for file in &mut files {
        file.is_by_hand |= by_hand.contains(file.name.as_str());
    }
    Ok(files)
}

/// What is known of one, by the name of its file.
pub(super) async fn of_name(house: HouseDoor<'_>, name: &str) -> Result<Option<backup::Model>> {
    let named = backup::Entity::find()
        .filter(backup::Column::Name.eq(name))
        .order_by_desc(backup::Column::StartedAt);
    Ok(named.one(house.read()).await?)
}

/// Whether one is being made now.
pub(super) fn is_running(row: &backup::Model) -> bool {
    row.slot.is_some() && row.leased_until > Utc::now()
}

/// Whether the schedule has made one since a moment, or tried so lately that it is too early to try again.
pub(super) async fn was_made_since(
    house: HouseDoor<'_>,
    since: DateTime<Utc>,
    again_after: Duration,
) -> Result<bool> {
    let newest = backup::Entity::find()
        .filter(backup::Column::IsScheduled.eq(true))
        .filter(backup::Column::StartedAt.gte(since))
        .order_by_desc(backup::Column::StartedAt)
        .one(house.read())
        .await?;
    Ok(newest.is_some_and(|row| {
        row.trouble.is_none() || is_running(&row) || row.started_at > Utc::now() - again_after
    }))
}

/// Forgets what is known of backups that are gone.
pub(super) async fn forget(house: HouseDoor<'_>, names: &[String]) -> Result<()> {
    backup::Entity::delete_many()
        .filter(backup::Column::Name.is_in(names))
        .exec(house.write())
        .await?;
    Ok(())
}

fn word(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_value(value)?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

/// What a column holds as JSON, or as a word.
pub(super) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_value(text.into()))
        .ok()
}
