//! Who asks.

use std::net::IpAddr;
use std::sync::Arc;

use contract::dto::session::Simulation;
use contract::dto::sharing::Holder;
use contract::{Action, Role};
use uuid::Uuid;

use crate::api_keys::Scopes;

/// From where somebody asks, as it stands in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// As the network says; `None` at the machine itself.
    pub address: Option<IpAddr>,
    /// Browser and system in a few words, or the name of a program.
    pub device: String,
}

/// Who asks, with everything that the question of access needs.
#[derive(Clone, Debug)]
pub struct Actor {
    id: Option<Uuid>,
    name: String,
    /// Keys of roles; of each right, the widest counts.
    roles: Vec<String>,
    may_read_log: bool,
    team: Option<String>,
    /// Keys of one's own team and of every team above it.
    above: Vec<String>,
    /// What all events of this deed have in common.
    request: Uuid,
    /// From where it is asked.
    origin: Option<Arc<Origin>>,
    /// What the key lets through by which a program asks; `None` for a person.
    limits: Option<Arc<Scopes>>,
    /// Who really looks, where the product is looked at as this person.
    simulation: Option<Arc<Simulation>>,
}

impl Actor {
    /// A signed-in user. Only authentication calls this.
    pub(crate) fn user(
        id: Uuid,
        name: String,
        (roles, may_read_log): (Vec<String>, bool),
        team: Option<String>,
    ) -> Self {
        Self {
            id: Some(id),
            name,
            roles,
            may_read_log,
            team,
            above: Vec::new(),
            request: Uuid::now_v7(),
            origin: None,
            limits: None,
            simulation: None,
        }
    }

    /// The house itself, with a reason that stands in the log. It may do everything; a test lists who calls this.
    #[must_use]
    pub fn system(reason: &'static str) -> Self {
        Self {
            id: None,
            name: reason.to_owned(),
            roles: vec![Role::Administrator.key().to_owned()],
            may_read_log: true,
            team: None,
            above: Vec::new(),
            request: Uuid::now_v7(),
            origin: None,
            limits: None,
            simulation: None,
        }
    }

    /// The same actor, with the keys of their team and of those above it.
    #[must_use]
    pub(crate) fn below(mut self, above: Vec<String>) -> Self {
        self.above = above;
        self
    }

    /// The same actor, with all events of one deed under a number known elsewhere.
    #[must_use]
    pub fn for_request(mut self, request: Uuid) -> Self {
        self.request = request;
        self
    }

    /// The same actor, asking from somewhere.
    #[must_use]
    pub(crate) fn coming_from(mut self, origin: Arc<Origin>) -> Self {
        self.origin = Some(origin);
        self
    }

    /// From where they ask.
    pub(crate) fn origin(&self) -> Option<&Origin> {
        self.origin.as_deref()
    }

    /// The same actor, asking by a key that lets only some of it through.
    #[must_use]
    pub(crate) fn limited_to(mut self, scopes: Scopes) -> Self {
        self.limits = Some(Arc::new(scopes));
        self
    }

    /// Whether they ask by a key.
    pub(crate) fn is_limited(&self) -> bool {
        self.limits.is_some()
    }

    /// The same actor as somebody else looks at the product: reading is all that is let through.
    #[must_use]
    pub(crate) fn looked_at_by(mut self, simulation: Simulation) -> Self {
        self.simulation = Some(Arc::new(simulation));
        self
    }

    /// Who really looks, where the product is looked at as this person.
    #[must_use]
    pub fn simulation(&self) -> Option<&Simulation> {
        self.simulation.as_deref()
    }

    /// Whether key and simulation let an action through; without either everything is.
    pub(crate) fn is_let(&self, object: &str, action: Action) -> bool {
        if self.simulation.is_some() && action != Action::See {
            return false;
        }
        self.limits
            .as_ref()
            .is_none_or(|scopes| scopes.lets(object, action))
    }

    /// The user; `None` for the house itself.
    #[must_use]
    pub fn id(&self) -> Option<Uuid> {
        self.id
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Keys of the actor's roles.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// Whether the actor has a role.
    #[must_use]
    pub fn has_role(&self, key: &str) -> bool {
        self.roles.iter().any(|role| role == key)
    }

    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.has_role(Role::Administrator.key())
    }

    /// Whether the actor may read the log of everything that happened; a key never does.
    #[must_use]
    pub fn may_read_log(&self) -> bool {
        self.may_read_log && !self.is_limited()
    }

    /// Key of one's own team.
    pub(crate) fn team(&self) -> Option<&str> {
        self.team.as_deref()
    }

    /// Keys of one's own team and of those above it.
    pub(crate) fn above(&self) -> &[String] {
        &self.above
    }

    /// The words of everything with which something can be shared so that the actor has it.
    pub(crate) fn holders(&self) -> Vec<String> {
        let me = self.id.map(Holder::Person);
        let roles = self.roles.iter().cloned().map(Holder::Role);
        let teams = self.above.iter().cloned().map(Holder::Team);
        let all = me.into_iter().chain(roles).chain(teams);
        all.map(|holder| holder.word()).collect()
    }

    /// What all events of this deed have in common.
    #[must_use]
    pub fn request(&self) -> Uuid {
        self.request
    }
}
