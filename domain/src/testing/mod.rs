//! A CRM for tests: a database of its own, and the cast that every test knows.
//!
//! SQLite by default; PostgreSQL when `RAPPORT_TEST_POSTGRES` names a server on which the test may make
//! databases. The same tests run on both.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot set its stage fails"
)]

pub mod coming;
pub mod device;
pub mod disk;
mod ground;
pub mod oracle;
pub mod provider;

use std::sync::Arc;

use contract::value::Values;
use contract::{Link, Value};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use self::ground::Ground;
use crate::outgoing::Allowed;
use crate::{Config, Crm, Desk};

/// A stage with its cast. The team of Chen Zhuo leads, Lin Xiao and Zhou Kai sell in two teams below it.
pub struct Stage {
    pub crm: Arc<Crm>,
    pub administrator: Desk,
    /// Leads the team `east`, above `east-1`.
    pub manager: Desk,
    /// Sells in the team `east-1`.
    pub lin: Desk,
    /// Sells in the team `south`.
    pub zhou: Desk,
    pub finance: Desk,
    pub service: Desk,
    pub marketing: Desk,
    pub config: Config,
    _ground: Ground,
}

/// A database without anything in it, and how to open the CRM on it.
pub async fn empty() -> (Ground, Config) {
    Ground::empty().await
}

/// A fresh CRM with the cast in it.
pub async fn stage() -> Stage {
    let (ground, config, cast) = Ground::new().await;
    let crm = Crm::open(&config).await.unwrap();
    // Servers of tests take any port of this machine.
    let here = Allowed::read(&["127.0.0.1", "::1"]).unwrap();
    crm.configure_outgoing(here).unwrap();
    let mut desks = Vec::new();
    for id in cast {
        desks.push(crm.desk_of(id).await.unwrap());
    }
    let [
        administrator,
        manager,
        lin,
        zhou,
        finance,
        service,
        marketing,
    ] = <[Desk; 7]>::try_from(desks).unwrap();
    Stage {
        crm,
        administrator,
        manager,
        lin,
        zhou,
        finance,
        service,
        marketing,
        config,
        _ground: ground,
    }
}

impl Stage {
    /// Waits until followers may read every event there is. On PostgreSQL they wait for transactions that still run,
    /// also those of tests in other databases of the same server.
    pub async fn settle_log(&self) {
        let house = self.crm.door().house();
        if house.backend() != sea_orm::DbBackend::Postgres {
            return;
        }
        let open = "SELECT 1 AS one FROM event WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint LIMIT 1";
        let statement = || sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, open);
        while house
            .read()
            .query_one_raw(statement())
            .await
            .unwrap()
            .is_some()
        {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }

    /// Brings the index of words up to every event there is.
    pub async fn index(&self) {
        self.settle_log().await;
        crate::search::catch_up(&self.crm).await.unwrap();
    }

    /// A record made by somebody.
    pub async fn make(
        &self,
        desk: &Desk,
        object: &str,
        values: &[(&str, Value)],
    ) -> contract::Record {
        crate::records::create(desk, object, Uuid::now_v7(), of(values))
            .await
            .unwrap()
    }

    /// A customer of somebody, with a name only.
    pub async fn account(&self, desk: &Desk, name: &str) -> contract::Record {
        self.make(desk, contract::objects::ACCOUNT, &[("name", name.into())])
            .await
    }
}

/// Values from pairs.
#[must_use]
pub fn of(values: &[(&str, Value)]) -> Values {
    values
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect()
}

/// A link to a record.
#[must_use]
pub fn to(id: Uuid) -> Value {
    Value::Link(Link::to(id))
}
