//! A CRM for tests: a database of its own, and the cast that every test knows.
//!
//! SQLite by default; PostgreSQL when `RAPPORT_TEST_POSTGRES` names a server on which the test may make
//! databases. The same tests run on both.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot set its stage fails"
)]

pub mod device;

use std::sync::Arc;

use contract::value::Values;
use contract::{Link, Role, Value};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;
use uuid::Uuid;

use crate::access::NewRecord;
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
    _folder: TempDir,
}

/// A fresh CRM with the cast in it.
pub async fn stage() -> Stage {
    let folder = tempfile::tempdir().unwrap();
    let database = match std::env::var("RAPPORT_TEST_POSTGRES") {
        Ok(server) => postgres(&server).await,
        Err(_) => format!(
            "sqlite:{}?mode=rwc",
            folder.path().join("rapport.db").display()
        ),
    };
    let config = Config {
        database,
        files: folder.path().join("files"),
        keys: crate::sealing::Source::File(folder.path().join("keys")),
    };
    let crm = Crm::open(&config).await.unwrap();
    // Servers of tests take any port of this machine.
    let here = Allowed::read(&["127.0.0.1", "::1"]).unwrap();
    crm.configure_outgoing(here).unwrap();
    for (key, name, parent) in [
        ("east", "East", None),
        ("east-1", "East 1", Some("east")),
        ("south", "South", None),
    ] {
        team(&crm, key, name, parent).await;
    }
    crm.refresh().await.unwrap();
    let cast = [
        ("Anna Admin", Role::Administrator, None),
        ("陈卓", Role::Manager, Some("east")),
        ("林晓", Role::Salesperson, Some("east-1")),
        ("周凯", Role::Salesperson, Some("south")),
        ("Fay Finance", Role::Finance, None),
        ("Sam Service", Role::Service, None),
        ("Mara Marketing", Role::Marketing, None),
    ];
    let mut ids = Vec::new();
    for (place, (name, role, team)) in cast.into_iter().enumerate() {
        ids.push(user(&crm, place, name, role, team).await);
    }
    crm.refresh().await.unwrap();
    let mut desks = Vec::new();
    for id in ids {
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
        _folder: folder,
    }
}

async fn team(crm: &Arc<Crm>, key: &str, name: &str, parent: Option<&str>) {
    use entity::team;
    use sea_orm::{ActiveModelTrait, Set};
    let row = team::ActiveModel {
        key: Set(key.into()),
        name: Set(name.into()),
        parent: Set(parent.map(Into::into)),
        lead_id: Set(None),
    };
    row.insert(crm.door().house().write()).await.unwrap();
}

async fn user(crm: &Arc<Crm>, place: usize, name: &str, role: Role, team: Option<&str>) -> Uuid {
    let id = Uuid::now_v7();
    let mut values = Values::from([
        ("name".to_owned(), name.into()),
        (
            "email".to_owned(),
            Value::Text(format!("person{place}@example.com")),
        ),
        ("role".to_owned(), role.key().into()),
    ]);
    if let Some(team) = team {
        values.insert("team".to_owned(), team.into());
    }
    let desk = crm.system_desk("test cast");
    let mut write = desk.write().await.unwrap();
    let object = desk.object(contract::objects::USER).unwrap();
    let record = NewRecord {
        id,
        values,
        batch: None,
    };
    write
        .insert(
            &object,
            vec![record],
            contract::dto::records::EventAction::Created,
        )
        .await
        .unwrap();
    write.commit().await.unwrap();
    id
}

/// A database of its own on a PostgreSQL server, made from nothing.
async fn postgres(server: &str) -> String {
    let name = format!("rapport_{}", Uuid::now_v7().simple());
    let admin = Database::connect(server).await.unwrap();
    admin
        .execute_unprepared(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    admin.close().await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
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
