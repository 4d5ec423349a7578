//! Sessions of browsers, kept by `domain::sessions`.

use std::sync::Arc;

use app::api::server::{SESSION_ADDRESS, SESSION_USER};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::Crm;
use domain::sessions::{self, IDLE};
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};

use super::visitor::DEVICE;

/// How often another id is tried; with 128 random bits once is plenty.
const TRIES: usize = 4;

/// The layer that gives each request its session. `is_secure` keeps the cookie on HTTPS, and then its name
/// says that no neighbouring host can have set it.
pub(super) fn layer(crm: Arc<Crm>, is_secure: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions(crm))
        .with_name(if is_secure {
            "__Host-rapport"
        } else {
            "rapport"
        })
        .with_secure(is_secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::days(IDLE.num_days())))
}

/// The table of sessions, as tower-sessions wants it.
#[derive(Clone, Debug)]
pub(super) struct Sessions(Arc<Crm>);

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        for _ in 0..TRIES {
            if sessions::create(&self.0, &key(&record.id), row(record)?)
                .await
                .map_err(backend)?
            {
                return Ok(());
            }
            record.id = Id::default();
        }
        Err(Error::Backend("no free session id".to_owned()))
    }

    async fn save(&self, record: &Record) -> Result<()> {
        sessions::save(&self.0, &key(&record.id), row(record)?)
            .await
            .map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(kept) = sessions::load(&self.0, &key(id)).await.map_err(backend)? else {
            return Ok(None);
        };
        let data =
            serde_json::from_str(&kept.data).map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date: offset(kept.expires_at)?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::delete(&self.0, &key(id)).await.map_err(backend)
    }
}

fn key(id: &Id) -> String {
    sessions::key(&id.to_string())
}

fn row(record: &Record) -> Result<sessions::Session> {
    let text = |name: &str| record.data.get(name).and_then(|value| value.as_str());
    let data =
        serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    let expires_at = DateTime::from_timestamp(record.expiry_date.unix_timestamp(), 0)
        .unwrap_or_else(|| Utc::now() + IDLE);
    Ok(sessions::Session {
        user: text(SESSION_USER).and_then(|id| id.parse().ok()),
        device: text(DEVICE).unwrap_or_default().to_owned(),
        address: text(SESSION_ADDRESS).unwrap_or_default().to_owned(),
        data,
        expires_at,
    })
}

fn offset(at: DateTime<Utc>) -> Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(at.timestamp())
        .map_err(|error| Error::Decode(error.to_string()))
}

fn backend(error: domain::Error) -> Error {
    Error::Backend(error.to_string())
}
