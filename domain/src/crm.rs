//! The CRM of one process, and the desk at which one actor works.

use std::collections::HashSet;
use std::sync::{Arc, RwLock};

use contract::{FieldRight, ObjectDef, Refusal};
use object_store::ObjectStore;
use tokio::sync::watch;
use uuid::Uuid;

use crate::access::{Actor, Door, Origin};
use crate::api_keys::Scopes;
use crate::catalogue::Descriptions;
use crate::roles::Roles;
use crate::sealing::{self, Keyring, Keys};
use crate::settings::Settings;
use crate::{Result, audit, backup, live, mail, settings, users};

/// Where the CRM keeps its things.
#[derive(Clone, Debug)]
pub struct Config {
    /// `sqlite:` with a path, or `postgres:` with everything it needs.
    pub database: String,
    /// The folder for files on records and uploads of imports.
    pub files: std::path::PathBuf,
    /// Where the keys of sensitive fields come from.
    pub keys: sealing::Source,
}

/// The CRM of one process.
#[derive(Debug)]
pub struct Crm {
    door: Door,
    config: Config,
    files: Arc<dyn ObjectStore>,
    uploads: std::path::PathBuf,
    descriptions: RwLock<Arc<Descriptions>>,
    people: RwLock<Arc<users::People>>,
    roles: RwLock<Arc<Roles>>,
    settings: RwLock<Arc<Settings>>,
    /// Fields whose stored values are being sealed or opened, by object and key.
    sealing: RwLock<Arc<HashSet<(String, String)>>>,
    log: watch::Sender<()>,
    live: live::Hub,
    calls: audit::Waiting,
    backups: backup::State,
    mail: mail::Configuration,
}

impl Crm {
    /// Opens the database, brings its schema up to this version, and reads what is cached.
    ///
    /// # Errors
    /// When database or files cannot be opened, or the database is newer than this program.
    pub async fn open(config: &Config) -> Result<Arc<Self>> {
        let door = Door::open(&config.database).await?;
        door.migrate().await?;
        Self::with(door, config).await
    }

    async fn with(door: Door, config: &Config) -> Result<Arc<Self>> {
        let uploads = config.files.join("uploads");
        std::fs::create_dir_all(&uploads)?;
        sealing::open(&door, &config.keys).await?;
        let store = object_store::local::LocalFileSystem::new_with_prefix(&config.files)
            .map_err(crate::Error::broken)?;
        let crm = Arc::new(Self {
            door,
            config: config.clone(),
            files: Arc::new(store),
            uploads,
            descriptions: RwLock::default(),
            people: RwLock::default(),
            roles: RwLock::default(),
            settings: RwLock::default(),
            sealing: RwLock::default(),
            log: watch::Sender::new(()),
            live: live::Hub::default(),
            calls: audit::Waiting::default(),
            backups: backup::State::default(),
            mail: mail::Configuration::default(),
        });
        crm.refresh().await?;
        let described = crm.descriptions();
        let objects: Vec<ObjectDef> = described
            .whole()
            .iter()
            .map(|object| ObjectDef::clone(object))
            .collect();
        crm.door.shape(&objects).await?;
        Ok(crm)
    }

    /// Reads anew what is cached: settings, descriptions, names of users.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refresh(&self) -> Result<()> {
        let settings = settings::load(self.door.house()).await?;
        let descriptions = Descriptions::load(self.door.house()).await?;
        let people = users::People::load(self.door.house()).await?;
        let roles = Roles::load(self.door.house()).await?;
        let sealing = sealing::at_work(self.door.house()).await?;
        replace(&self.sealing, sealing);
        replace(&self.settings, settings);
        replace(&self.descriptions, descriptions);
        // After the descriptions: roles remember what they leave of them.
        replace(&self.roles, roles);
        replace(&self.people, people);
        Ok(())
    }

    /// The desk of a user who proved who they are.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] when there is no such user any more.
    pub async fn desk_of(self: &Arc<Self>, user: Uuid) -> Result<Desk> {
        let (actor, preferences) = users::actor(self.door.house(), &self.roles(), user)
            .await?
            .ok_or(Refusal::SignIn)?;
        self.knows(user).await?;
        Ok(Desk {
            crm: Arc::clone(self),
            actor,
            preferences,
        })
    }

    /// The desk of the house itself, with a reason that stands in the log.
    #[must_use]
    pub fn system_desk(self: &Arc<Self>, reason: &'static str) -> Desk {
        Desk {
            crm: Arc::clone(self),
            actor: Actor::system(reason),
            preferences: Default::default(),
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        self.door.ping().await
    }

    /// Where it keeps its things.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// Where backups go, when they are made, and whether one is to be restored.
    pub(crate) fn backups(&self) -> &backup::State {
        &self.backups
    }

    /// Ends all connections to the database. Whoever still works here fails.
    ///
    /// # Errors
    /// When a connection cannot be ended.
    pub async fn close(&self) -> Result<()> {
        self.door.close().await
    }

    pub(crate) fn door(&self) -> &Door {
        &self.door
    }

    pub(crate) fn keyring(&self) -> &Arc<Keyring> {
        self.door.keyring()
    }

    /// The keys of sensitive fields, as they stand now.
    pub(crate) fn keys(&self) -> Arc<Keys> {
        self.keyring().current()
    }

    /// Whether stored values of a field are being sealed or opened.
    pub(crate) fn is_being_sealed(&self, object: &str, field: &str) -> bool {
        let sealing = current(&self.sealing);
        !sealing.is_empty() && sealing.contains(&(object.to_owned(), field.to_owned()))
    }

    pub(crate) fn files(&self) -> &Arc<dyn ObjectStore> {
        &self.files
    }

    /// The folder where uploads of imports wait.
    pub(crate) fn uploads(&self) -> &std::path::Path {
        &self.uploads
    }

    /// The descriptions of all objects, with the choices that were added.
    #[must_use]
    pub fn descriptions(&self) -> Arc<Descriptions> {
        current(&self.descriptions)
    }

    /// All roles, as they stand now.
    #[must_use]
    pub fn roles(&self) -> Arc<Roles> {
        current(&self.roles)
    }

    /// The names of all users.
    #[must_use]
    pub fn people(&self) -> Arc<users::People> {
        current(&self.people)
    }

    /// Whether somebody is a user, also one whom another process has just added.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn knows(&self, user: Uuid) -> Result<bool> {
        if self.people().name(user).is_none() {
            replace(&self.people, users::People::load(self.door.house()).await?);
        }
        Ok(self.people().name(user).is_some())
    }

    /// What the organisation set.
    #[must_use]
    pub fn settings(&self) -> Arc<Settings> {
        current(&self.settings)
    }

    /// The log has new events; its followers go on.
    pub(crate) fn log_grew(&self) {
        self.log.send_replace(());
    }

    /// Where it is told what changes, to whoever has it on the screen.
    #[must_use]
    pub fn live(&self) -> &live::Hub {
        &self.live
    }

    /// What configuration file and environment say about mail, where they say something.
    pub(crate) fn mail(&self) -> &mail::Configuration {
        &self.mail
    }

    /// Requests of programs that are to stand in the log.
    pub(crate) fn calls(&self) -> &audit::Waiting {
        &self.calls
    }

    /// Tells each who listens when the log has grown since they last asked.
    #[must_use]
    pub fn log_growth(&self) -> watch::Receiver<()> {
        self.log.subscribe()
    }
}

fn current<T>(cell: &RwLock<Arc<T>>) -> Arc<T> {
    Arc::clone(
        &cell
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner),
    )
}

fn replace<T>(cell: &RwLock<Arc<T>>, value: T) {
    *cell
        .write()
        .unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(value);
}

/// The place where one actor works: who they are, and the CRM as they may use it.
#[derive(Clone, Debug)]
pub struct Desk {
    crm: Arc<Crm>,
    actor: Actor,
    preferences: contract::dto::session::Preferences,
}

impl Desk {
    #[must_use]
    pub fn crm(&self) -> &Arc<Crm> {
        &self.crm
    }

    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The same desk, with all events of one deed under a number known elsewhere.
    #[must_use]
    pub fn for_request(mut self, request: Uuid) -> Self {
        self.actor = self.actor.for_request(request);
        self
    }

    /// The same desk, asked from somewhere.
    #[must_use]
    pub fn coming_from(mut self, origin: Origin) -> Self {
        self.actor = self.actor.coming_from(Arc::new(origin));
        self
    }

    /// The same desk for a program that asks by a key.
    pub(crate) fn limited_to(mut self, scopes: Scopes) -> Self {
        self.actor = self.actor.limited_to(scopes);
        self
    }

    /// How the person likes it; the house's own desk has the usual.
    #[must_use]
    pub fn preferences(&self) -> &contract::dto::session::Preferences {
        &self.preferences
    }

    /// The description of an object, without the fields that are hidden from the actor.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when there is no such object.
    pub fn object(&self, key: &str) -> Result<Arc<ObjectDef>> {
        let object = self.whole_object(key)?;
        let actor = &self.actor;
        if actor.id().is_none() {
            return Ok(object);
        }
        let reached = self.reached_as(key);
        Ok(self.crm.roles().narrowed(actor.roles(), &reached, object))
    }

    /// The description of an object with what is hidden from the actor: for writing, where rules and formulas read all
    /// of a record. What is answered never comes from it.
    pub(crate) fn whole_object(&self, key: &str) -> Result<Arc<ObjectDef>> {
        let object = self.crm.descriptions().object(key);
        Ok(object.ok_or(Refusal::NotFound)?)
    }

    /// What the actor may do with a field of the records that they reach.
    #[must_use]
    pub fn field_right(&self, object: &str, field: &str) -> FieldRight {
        let actor = &self.actor;
        if actor.id().is_none() {
            return FieldRight::Edit;
        }
        let reached = self.reached_as(object);
        self.crm
            .roles()
            .field(actor.roles(), &reached, object, field)
    }

    /// Whether any field of an object is less than everything to the actor.
    pub(crate) fn is_narrowed(&self, object: &str) -> bool {
        self.actor.id().is_some() && self.crm.roles().narrows(self.actor.roles(), object)
    }

    /// Refuses everybody but administrators; a key administers nothing, whosever it is.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`].
    pub fn must_administer(&self) -> Result<()> {
        if self.actor.is_administrator() && !self.actor.is_limited() {
            Ok(())
        } else {
            Err(Refusal::Forbidden.into())
        }
    }
}
