//! The desk at which one actor works.

use std::sync::Arc;

use contract::{Action, FieldRight, ObjectDef, Reach, Refusal};
use uuid::Uuid;

use super::Crm;
use crate::access::{Actor, Origin};
use crate::api_keys::Scopes;
use crate::{Result, sharing};

/// The place where one actor works: who they are, and the CRM as they may use it.
#[derive(Clone, Debug)]
pub struct Desk {
    pub(super) crm: Arc<Crm>,
    pub(super) actor: Actor,
    pub(super) preferences: contract::dto::session::Preferences,
    /// What is shared with the actor beyond what their roles reach.
    pub(super) held: Arc<sharing::Held>,
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

    /// The same desk, whose days are those of a zone.
    #[must_use]
    pub(crate) fn in_zone(mut self, zone: &str) -> Self {
        zone.clone_into(&mut self.preferences.time_zone);
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

    /// The same desk, with what its person is and may by now.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] when they are no user any more.
    pub(crate) async fn renewed(&self) -> Result<Self> {
        let user = self.actor.id().ok_or(Refusal::SignIn)?;
        let now = self.crm.desk_of(user).await?;
        Ok(match self.actor.simulation() {
            None => now,
            Some(simulation) => Self {
                actor: now.actor.looked_at_by(simulation.clone()),
                preferences: self.preferences.clone(),
                crm: now.crm,
                held: now.held,
            },
        })
    }

    /// Refuses who looks at the product as somebody else: what is theirs alone is not shown, and nothing is done in
    /// their name.
    ///
    /// # Errors
    /// [`Refusal::OnlyLooking`].
    pub fn must_be_themselves(&self) -> Result<()> {
        match self.actor.simulation() {
            None => Ok(()),
            Some(_) => Err(Refusal::OnlyLooking.into()),
        }
    }

    /// What is shared with the actor beyond what their roles reach.
    pub(crate) fn shares(&self) -> &sharing::Held {
        &self.held
    }

    /// The same desk without what is shared with its actor.
    #[must_use]
    pub(crate) fn by_roles(&self) -> Self {
        Self {
            held: Arc::default(),
            ..self.clone()
        }
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
        let roles = self.crm.roles();
        let right = roles.field(actor.roles(), &reached, object, field);
        if self.is_by_shares_alone(object)
            && self
                .crm
                .is_any_field(object, |known| known.key == field && known.sensitive)
        {
            return Ord::min(right, FieldRight::Masked);
        }
        right
    }

    /// Whether any field of an object is less than everything to the actor.
    pub(crate) fn is_narrowed(&self, object: &str) -> bool {
        self.actor.id().is_some()
            && (self.crm.roles().narrows(self.actor.roles(), object)
                || self.is_by_shares_alone(object)
                    && self.crm.is_any_field(object, |field| field.sensitive))
    }

    /// Whether the actor sees an object by shares alone, and none of their roles reaches it: then no sensitive value of
    /// it is unmasked for them.
    fn is_by_shares_alone(&self, object: &str) -> bool {
        self.reach_of_roles(object, Action::See) == Reach::None
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
