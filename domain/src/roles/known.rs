//! The roles as everybody asks for them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use contract::{Action, FieldRight, ObjectDef, Reach, RoleDef, Special};
use entity::role;

use super::store;
use crate::Result;
use crate::access::{HouseDoor, policy};

/// Objects as holders of some roles see them, by the keys of the roles and of the object.
type Narrowed = HashMap<(Vec<String>, String), Arc<ObjectDef>>;

/// All roles. Made anew with the descriptions, so that what it remembers of them is never stale.
#[derive(Debug, Default)]
pub struct Roles {
    all: Vec<RoleDef>,
    by_key: HashMap<String, usize>,
    /// Objects without what is hidden, by the roles that they are hidden from.
    narrowed: Mutex<Narrowed>,
}

impl Roles {
    pub(crate) async fn load(house: HouseDoor<'_>) -> Result<Self> {
        Self::of(&store::rows(house.read()).await?)
    }

    /// What comes with the product, with what was changed and added.
    pub(super) fn of(rows: &[role::Model]) -> Result<Self> {
        let mut all = policy::seeded();
        for row in rows {
            let kept: RoleDef = serde_json::from_str(&row.body)?;
            let kept = RoleDef {
                key: row.key.clone(),
                version: row.version,
                ..kept
            };
            match all.iter_mut().find(|role| role.key == kept.key) {
                Some(own) => change(own, kept),
                None => all.push(RoleDef {
                    is_system: false,
                    ..kept
                }),
            }
        }
        let keys = all.iter().enumerate();
        Ok(Self {
            by_key: keys
                .map(|(place, role)| (role.key.clone(), place))
                .collect(),
            all,
            narrowed: Mutex::default(),
        })
    }

    /// All roles: those that come with the product first.
    #[must_use]
    pub fn all(&self) -> &[RoleDef] {
        &self.all
    }

    /// The role of that key.
    #[must_use]
    pub fn role(&self, key: &str) -> Option<&RoleDef> {
        self.by_key.get(key).and_then(|place| self.all.get(*place))
    }

    fn held<'r>(&'r self, keys: &'r [String]) -> impl Iterator<Item = &'r RoleDef> {
        keys.iter().filter_map(|key| self.role(key))
    }

    /// How far an action reaches for who has some roles: of several the widest. A role that is gone gives nothing.
    #[must_use]
    pub fn reach(&self, keys: &[String], object: &str, action: Action) -> Reach {
        let reaches = self.held(keys).map(|role| role.reach(object, action));
        reaches.max().unwrap_or(Reach::None)
    }

    /// What may be done with a field for who has some roles: of several the widest, among those by which the object is
    /// seen at all. Where none sees it and it is shared, the narrowest: to share gives no more than every role does.
    /// `reached` is the object whose reach counts: for lines, the one they belong to.
    #[must_use]
    pub fn field(&self, keys: &[String], reached: &str, object: &str, field: &str) -> FieldRight {
        let sees = |role: &&RoleDef| role.reach(reached, Action::See) > Reach::None;
        let right = |role: &RoleDef| role.field(object, field);
        let seeing = self.held(keys).filter(sees).map(right).max();
        seeing
            .or_else(|| self.held(keys).map(right).min())
            .unwrap_or(FieldRight::Hidden)
    }

    /// Whether one of some roles gives a right that is no right on records.
    #[must_use]
    pub fn gives(&self, keys: &[String], special: Special) -> bool {
        self.held(keys).any(|role| role.gives(special))
    }

    /// Whether any of some roles says anything about the fields of an object.
    pub(crate) fn narrows(&self, keys: &[String], object: &str) -> bool {
        self.held(keys).any(|role| role.fields.contains_key(object))
    }

    /// An object without the fields that are hidden from who has some roles.
    pub(crate) fn narrowed(
        &self,
        keys: &[String],
        reached: &str,
        object: Arc<ObjectDef>,
    ) -> Arc<ObjectDef> {
        if !self.narrows(keys, &object.key) {
            return object;
        }
        let mut narrowed = self.narrowed.lock().unwrap_or_else(PoisonError::into_inner);
        let known = narrowed.entry((keys.to_vec(), object.key.clone()));
        let made = known.or_insert_with(|| {
            let mut seen = ObjectDef::clone(&object);
            seen.fields.retain(|field| {
                self.field(keys, reached, &object.key, &field.key) > FieldRight::Hidden
            });
            Arc::new(seen)
        });
        Arc::clone(made)
    }
}

/// What an administrator made of a role that comes with the product; objects that came later are as they came.
fn change(own: &mut RoleDef, kept: RoleDef) {
    own.version = kept.version;
    own.label = kept.label;
    own.special = kept.special;
    own.reaches.extend(kept.reaches);
    own.fields = kept.fields;
}
