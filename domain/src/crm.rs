//! The CRM of one process, and the desk at which one actor works.

mod desk;

use std::collections::HashSet;
use std::sync::{Arc, RwLock};

use contract::dto::session::Simulation;
use contract::{FieldDef, ObjectDef, Refusal};
use object_store::ObjectStore;
use tokio::sync::watch;
use uuid::Uuid;

use crate::access::{Actor, Door, Weights};
use crate::catalogue::Descriptions;
use crate::roles::Roles;
use crate::sealing::{self, Keyring, Keys};
use crate::settings::Settings;
use crate::{
    Result, alerts, audit, backup, live, mail, outgoing, passkeys, privacy, providers, settings,
    sharing, starting, users,
};

pub use desk::Desk;

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
    shared: Arc<Shared>,
}

/// What is the same for everybody, whichever door they stand before.
#[derive(Debug)]
struct Shared {
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
    meter: alerts::Meter,
    weights: Weights,
    backups: backup::State,
    /// Who was erased, once it was read.
    forgotten: RwLock<Option<Arc<privacy::Forgotten>>>,
    mail: mail::Configuration,
    site: passkeys::Configuration,
    outgoing: outgoing::Configuration,
    providers: providers::Known,
}

impl Crm {
    /// Opens the database, brings its schema up to this version, and reads what is cached.
    ///
    /// # Errors
    /// When database or files cannot be opened, or the database is newer than this program.
    pub async fn open(config: &Config) -> Result<Arc<Self>> {
        let _turn = starting::turn(&config.files).await?;
        let door = Door::open(&config.database).await?;
        let alone = door.alone().await?;
        door.migrate().await?;
        let crm = Self::with(door, config).await?;
        starting::end(alone).await;
        Ok(crm)
    }

    async fn with(door: Door, config: &Config) -> Result<Arc<Self>> {
        let uploads = config.files.join("uploads");
        std::fs::create_dir_all(&uploads)?;
        sealing::open(&door, &config.keys).await?;
        let store = object_store::local::LocalFileSystem::new_with_prefix(&config.files)
            .map_err(crate::Error::broken)?;
        let shared = Shared {
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
            meter: alerts::Meter::default(),
            weights: Weights::default(),
            backups: backup::State::default(),
            forgotten: RwLock::default(),
            mail: mail::Configuration::default(),
            site: passkeys::Configuration::default(),
            outgoing: outgoing::Configuration::default(),
            providers: providers::Known::default(),
        };
        let crm = Arc::new(Self {
            door,
            shared: Arc::new(shared),
        });
        crm.refresh().await?;
        let described = crm.descriptions();
        let objects: Vec<ObjectDef> = described
            .whole()
            .iter()
            .map(|object| ObjectDef::clone(object))
            .collect();
        crm.door.shape(&objects).await?;
        users::settle(crm.door.house()).await?;
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
        replace(&self.shared.sealing, sealing);
        replace(&self.shared.settings, settings);
        replace(&self.shared.descriptions, descriptions);
        // After the descriptions: roles remember what they leave of them.
        replace(&self.shared.roles, roles);
        replace(&self.shared.people, people);
        Ok(())
    }

    /// The desk of a user who proved who they are.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] when there is no such user any more.
    pub async fn desk_of(self: &Arc<Self>, user: Uuid) -> Result<Desk> {
        let desk = self.desk_by_roles(user).await?.ok_or(Refusal::SignIn)?;
        self.knows(user).await?;
        let held = Arc::new(sharing::load(self, &desk.actor).await?);
        Ok(Desk { held, ..desk })
    }

    /// The desk of a user with what their roles reach and nothing that is shared with them; `None` when there is no such
    /// user any more.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn desk_by_roles(self: &Arc<Self>, user: Uuid) -> Result<Option<Desk>> {
        let found = users::actor(self.door.house(), &self.roles(), user).await?;
        Ok(found.map(|(actor, preferences)| Desk {
            crm: Arc::clone(self),
            actor,
            preferences,
            held: Arc::default(),
        }))
    }

    /// The desk at which somebody looks at the product as somebody else: nothing is written there, and pages are as
    /// who looks likes them.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] when there is no such user any more.
    pub(crate) async fn desk_of_looker(
        self: &Arc<Self>,
        own: &Desk,
        simulation: Simulation,
    ) -> Result<Desk> {
        let seen = self.desk_of(simulation.user.id).await?;
        let looking = Self {
            door: self.door.only_looking(),
            shared: Arc::clone(&self.shared),
        };
        Ok(Desk {
            crm: Arc::new(looking),
            actor: seen.actor.looked_at_by(simulation),
            preferences: own.preferences.clone(),
            held: seen.held,
        })
    }

    /// The desk of the house itself, with a reason that stands in the log.
    #[must_use]
    pub fn system_desk(self: &Arc<Self>, reason: &'static str) -> Desk {
        Desk {
            crm: Arc::clone(self),
            actor: Actor::system(reason),
            preferences: Default::default(),
            held: Arc::default(),
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
        &self.shared.config
    }

    /// Who was erased and may not come back; `None` until it is read.
    pub(crate) fn forgotten(&self) -> Option<Arc<privacy::Forgotten>> {
        let known = self
            .shared
            .forgotten
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        known.clone()
    }

    /// Keeps who was erased and may not come back.
    pub(crate) fn remember_forgotten(&self, now: privacy::Forgotten) -> Arc<privacy::Forgotten> {
        let now = Arc::new(now);
        *self
            .shared
            .forgotten
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(Arc::clone(&now));
        now
    }

    /// Where backups go, when they are made, and whether one is to be restored.
    pub(crate) fn backups(&self) -> &backup::State {
        &self.shared.backups
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
        let sealing = current(&self.shared.sealing);
        !sealing.is_empty() && sealing.contains(&(object.to_owned(), field.to_owned()))
    }

    pub(crate) fn files(&self) -> &Arc<dyn ObjectStore> {
        &self.shared.files
    }

    /// The folder where uploads of imports wait.
    pub(crate) fn uploads(&self) -> &std::path::Path {
        &self.shared.uploads
    }

    /// The descriptions of all objects, with the choices that were added.
    #[must_use]
    pub fn descriptions(&self) -> Arc<Descriptions> {
        current(&self.shared.descriptions)
    }

    /// All roles, as they stand now.
    #[must_use]
    pub fn roles(&self) -> Arc<Roles> {
        current(&self.shared.roles)
    }

    /// The names of all users.
    #[must_use]
    pub fn people(&self) -> Arc<users::People> {
        current(&self.shared.people)
    }

    /// Whether somebody is a user, also one whom another process has just added.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn knows(&self, user: Uuid) -> Result<bool> {
        if self.people().name(user).is_none() {
            replace(
                &self.shared.people,
                users::People::load(self.door.house()).await?,
            );
        }
        Ok(self.people().name(user).is_some())
    }

    fn is_any_field(&self, object: &str, is: impl Fn(&FieldDef) -> bool) -> bool {
        let object = self.descriptions().object(object);
        object.is_some_and(|object| object.fields.iter().any(is))
    }

    /// What the organisation set.
    #[must_use]
    pub fn settings(&self) -> Arc<Settings> {
        current(&self.shared.settings)
    }

    /// The log has new events; its followers go on.
    pub(crate) fn log_grew(&self) {
        self.shared.log.send_replace(());
    }

    /// Where it is told what changes, to whoever has it on the screen.
    #[must_use]
    pub fn live(&self) -> &live::Hub {
        &self.shared.live
    }

    /// What configuration file and environment say about mail, where they say something.
    pub(crate) fn mail(&self) -> &mail::Configuration {
        &self.shared.mail
    }

    /// The address by which people reach the house, where it is configured.
    pub(crate) fn site(&self) -> &passkeys::Configuration {
        &self.shared.site
    }

    /// What the operator opens to addresses that were written on pages.
    pub(crate) fn outgoing_configuration(&self) -> &outgoing::Configuration {
        &self.shared.outgoing
    }

    /// What providers of sign-ins said of themselves lately.
    pub(crate) fn providers(&self) -> &providers::Known {
        &self.shared.providers
    }

    /// Requests of programs that are to stand in the log.
    pub(crate) fn calls(&self) -> &audit::Waiting {
        &self.shared.calls
    }

    /// Counts what is too much to be noted one by one.
    pub(crate) fn meter(&self) -> &alerts::Meter {
        &self.shared.meter
    }

    /// What was counted to go about questions well.
    pub(crate) fn weights(&self) -> &Weights {
        &self.shared.weights
    }

    /// Tells each who listens when the log has grown since they last asked.
    #[must_use]
    pub fn log_growth(&self) -> watch::Receiver<()> {
        self.shared.log.subscribe()
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
