//! What a stage stands on: a database and a folder of its own, copied from one that was made once for all tests of a
//! process, and taken away with the stage.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Role, Value};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Database, DatabaseConnection, EntityTrait, Set};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::access::NewRecord;
use crate::{Config, Crm};

static PATTERN: OnceCell<Pattern> = OnceCell::const_new();

/// Databases on a PostgreSQL server whose stages are gone. The next stage takes them away, for `drop` cannot wait.
static LEFT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// What every stage begins with.
struct Pattern {
    database: Stored,
    keys: Vec<u8>,
    cast: Vec<Uuid>,
}

enum Stored {
    /// The file of an SQLite database.
    Bytes(Vec<u8>),
    /// The name of a database on the PostgreSQL server.
    Template(String),
}

/// Taken away when it is dropped.
pub struct Ground {
    folder: TempDir,
    database: Option<String>,
}

impl Ground {
    /// A database without anything in it, and how to open the CRM on it.
    pub(super) async fn empty() -> (Self, Config) {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config_in(folder.path());
        let database = match server() {
            Some(server) => {
                let name = new_name();
                on(&server, &format!("CREATE DATABASE {name}")).await;
                config.database = url_of(&server, &name);
                Some(name)
            }
            None => None,
        };
        let ground = Self { folder, database };
        (ground, config)
    }

    /// The ground, how to open the CRM on it, and the cast in the order of [`super::Stage`].
    pub(super) async fn new() -> (Self, Config, Vec<Uuid>) {
        let pattern = PATTERN.get_or_init(Pattern::make).await;
        let folder = tempfile::tempdir().unwrap();
        let mut config = config_in(folder.path());
        std::fs::write(folder.path().join("keys"), &pattern.keys).unwrap();
        let database = match &pattern.database {
            Stored::Bytes(bytes) => {
                std::fs::write(folder.path().join("rapport.db"), bytes).unwrap();
                None
            }
            Stored::Template(template) => {
                let name = new_name();
                let server = server().unwrap();
                let sql = format!("CREATE DATABASE {name} TEMPLATE {template}");
                on(&server, &sql).await;
                config.database = url_of(&server, &name);
                Some(name)
            }
        };
        let ground = Self { folder, database };
        (ground, config, pattern.cast.clone())
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let mut left = LEFT.lock().unwrap_or_else(PoisonError::into_inner);
        left.extend(self.database.take());
    }
}

impl Pattern {
    async fn make() -> Self {
        let (mut ground, config) = Ground::empty().await;
        let crm = Crm::open(&config).await.unwrap();
        let cast = people(&crm).await;
        crm.close().await.unwrap();
        let folder = ground.folder.path();
        let keys = std::fs::read(folder.join("keys")).unwrap();
        let file = folder.join("rapport.db");
        let database = match ground.database.take() {
            Some(template) => Stored::Template(template),
            None => Stored::Bytes(std::fs::read(file).unwrap()),
        };
        Self {
            database,
            keys,
            cast,
        }
    }
}

fn config_in(folder: &Path) -> Config {
    Config {
        database: format!("sqlite:{}?mode=rwc", folder.join("rapport.db").display()),
        files: folder.join("files"),
        keys: crate::sealing::Source::File(folder.join("keys")),
    }
}

/// The PostgreSQL server on which tests are to run.
fn server() -> Option<String> {
    std::env::var("RAPPORT_TEST_POSTGRES").ok()
}

fn new_name() -> String {
    format!("rapport_{}", Uuid::now_v7().simple())
}

fn url_of(server: &str, database: &str) -> String {
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{database}")
}

/// Runs a statement on the server, after it has taken away what ended stages left.
async fn on(server: &str, sql: &str) {
    let admin: DatabaseConnection = Database::connect(server).await.unwrap();
    let left = std::mem::take(&mut *LEFT.lock().unwrap_or_else(PoisonError::into_inner));
    for name in left {
        let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        admin.execute_unprepared(&sql).await.unwrap();
    }
    admin.execute_unprepared(sql).await.unwrap();
    admin.close().await.unwrap();
}

/// The teams and the cast.
async fn people(crm: &Arc<Crm>) -> Vec<Uuid> {
    for (key, name, parent) in [
        ("east", "East", None),
        ("east-1", "East 1", Some("east")),
        ("south", "South", None),
    ] {
        team(crm, key, name, parent).await;
    }
    let write = crm.door().house().write();
    let teams = entity::team::Entity::find().all(write).await.unwrap();
    crate::users::keep_tree(write, &teams).await.unwrap();
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
        ids.push(user(crm, place, name, role, team).await);
    }
    crm.refresh().await.unwrap();
    ids
}

async fn team(crm: &Arc<Crm>, key: &str, name: &str, parent: Option<&str>) {
    let row = entity::team::ActiveModel {
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
        .insert(&object, vec![record], EventAction::Created)
        .await
        .unwrap();
    write.commit().await.unwrap();
    id
}
