//! The merged descriptions: what comes with the product and the choices that were added.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use contract::catalogue::ObjectRights;
use contract::{
    Action, Catalogue, Choice, FieldRight, Label, ObjectDef, Reach, RoleDef, StageOutcome,
};
use entity::{choice, team};
use sea_orm::{EntityTrait, QueryOrder};

use crate::access::HouseDoor;
use crate::derived::{Plan, Ties};
use crate::roles::{MORE, Roles};
use crate::{Desk, Result, describing};

/// The descriptions of all objects.
#[derive(Debug, Default)]
pub struct Descriptions {
    /// As everybody works with them: without what was put away.
    living: Vec<Arc<ObjectDef>>,
    by_key: HashMap<String, Arc<ObjectDef>>,
    /// With what was put away, for administrators and for the tables.
    whole: Vec<Arc<ObjectDef>>,
    /// What follows by itself on each object, read when it is first asked for.
    plans: HashMap<String, OnceLock<Arc<Plan>>>,
    ties: OnceLock<Arc<Ties>>,
}

impl Descriptions {
    pub(crate) async fn load(house: HouseDoor<'_>) -> Result<Self> {
        let mut objects = describing::merge(&describing::load(house).await?)?;
        for added in choice::Entity::find()
            .order_by_asc(choice::Column::Position)
            .all(house.read())
            .await?
        {
            add_choice(&mut objects, added);
        }
        let teams = team::Entity::find()
            .order_by_asc(team::Column::Name)
            .all(house.read())
            .await?;
        add_teams(&mut objects, &teams);
        add_roles(&mut objects, &Roles::load(house).await?);
        Ok(Self::of(objects))
    }

    fn of(objects: Vec<ObjectDef>) -> Self {
        let living: Vec<Arc<ObjectDef>> = objects
            .iter()
            .filter(|object| !object.retired)
            .map(|object| Arc::new(without_retired(object)))
            .collect();
        Self {
            by_key: living
                .iter()
                .map(|object| (object.key.clone(), Arc::clone(object)))
                .collect(),
            plans: living
                .iter()
                .map(|object| (object.key.clone(), OnceLock::new()))
                .collect(),
            ties: OnceLock::new(),
            living,
            whole: objects.into_iter().map(Arc::new).collect(),
        }
    }

    /// The object of that key.
    #[must_use]
    pub fn object(&self, key: &str) -> Option<Arc<ObjectDef>> {
        self.by_key.get(key).cloned()
    }

    /// The object whose pages have that address.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Option<Arc<ObjectDef>> {
        self.living
            .iter()
            .find(|object| object.path == path)
            .cloned()
    }

    /// What follows by itself on an object: formulas, rules, numbers.
    #[must_use]
    pub fn plan(&self, key: &str) -> Option<Arc<Plan>> {
        let object = self.by_key.get(key)?;
        let plan = self.plans.get(key)?;
        Some(Arc::clone(plan.get_or_init(|| Arc::new(Plan::of(object)))))
    }

    /// Which values are gathered from records of other objects.
    #[must_use]
    pub fn ties(&self) -> Arc<Ties> {
        let ties = self
            .ties
            .get_or_init(|| Arc::new(Ties::of(&self.living, |key| self.plan(key))));
        Arc::clone(ties)
    }

    /// All objects in the order of the menu.
    #[must_use]
    pub fn all(&self) -> &[Arc<ObjectDef>] {
        &self.living
    }

    /// All objects with what was put away.
    #[must_use]
    pub fn whole(&self) -> &[Arc<ObjectDef>] {
        &self.whole
    }
}

fn without_retired(object: &ObjectDef) -> ObjectDef {
    let mut living = object.clone();
    living.fields.retain(|field| !field.retired);
    living
}

/// An added stage stands before the stages that end a deal, any other choice at the end.
fn add_choice(objects: &mut [ObjectDef], added: choice::Model) {
    let object = objects.iter_mut().find(|object| object.key == added.object);
    let Some(field) = object.and_then(|object| {
        object
            .fields
            .iter_mut()
            .find(|field| field.key == added.field)
    }) else {
        return;
    };
    let ends = |choice: &Choice| {
        choice
            .outcome
            .is_some_and(|outcome| outcome != StageOutcome::Open)
    };
    let place = field
        .choices
        .iter()
        .position(ends)
        .unwrap_or(field.choices.len());
    let mut choice = Choice {
        key: added.key,
        label: Label::new(&added.label_en, &added.label_zh),
        ..Choice::default()
    };
    if let Some(probability) = added.probability {
        choice = choice.stage(
            u8::try_from(probability).unwrap_or_default().min(100),
            StageOutcome::Open,
        );
    }
    field.choices.insert(place, choice);
}

fn add_teams(objects: &mut [ObjectDef], teams: &[team::Model]) {
    let users = objects
        .iter_mut()
        .find(|object| object.key == contract::objects::USER);
    let Some(field) =
        users.and_then(|users| users.fields.iter_mut().find(|field| field.key == "team"))
    else {
        return;
    };
    field.choices = teams
        .iter()
        .map(|team| Choice::new(&team.key, &team.name, &team.name))
        .collect();
}

fn add_roles(objects: &mut [ObjectDef], roles: &Roles) {
    let users = objects
        .iter_mut()
        .find(|object| object.key == contract::objects::USER);
    let fields = users.map(|users| users.fields.iter_mut());
    for field in fields.into_iter().flatten() {
        if matches!(field.key.as_str(), "role" | MORE) {
            field.choices = roles.all().iter().map(as_choice).collect();
        }
    }
}

fn as_choice(role: &RoleDef) -> Choice {
    Choice {
        key: role.key.clone(),
        label: role.label.clone(),
        ..Choice::default()
    }
}

/// All objects as the asker may see them.
///
/// # Errors
/// Never for a signed-in person.
pub async fn of(desk: &Desk) -> Result<Catalogue> {
    let descriptions = desk.crm().descriptions();
    let seen = descriptions
        .all()
        .iter()
        .filter(|object| desk.reach(&object.key, Action::See) > Reach::None);
    let mut catalogue = Catalogue::default();
    for object in seen {
        let reaches = Action::ALL
            .into_iter()
            .map(|action| (action, desk.reach(&object.key, action)))
            .collect();
        catalogue.rights.push(ObjectRights {
            object: object.key.clone(),
            reaches,
            masked: masked(desk, object),
        });
        catalogue.objects.push(seen_by(desk, &object.key)?);
    }
    Ok(catalogue)
}

/// The sensitive fields of which the asker's roles show the mask and no more.
fn masked(desk: &Desk, object: &ObjectDef) -> Vec<String> {
    let fields = object.fields.iter().filter(|field| field.sensitive);
    let is_masked = |key: &&String| desk.field_right(&object.key, key) == FieldRight::Masked;
    fields
        .map(|field| &field.key)
        .filter(is_masked)
        .cloned()
        .collect()
}

/// An object as forms of the asker need it: what they may only see is as little typed as what the house keeps.
fn seen_by(desk: &Desk, key: &str) -> Result<ObjectDef> {
    let mut object = ObjectDef::clone(&*desk.object(key)?);
    if desk.is_narrowed(key) {
        for field in &mut object.fields {
            field.system |= desk.field_right(key, &field.key) < FieldRight::Edit;
        }
    }
    Ok(object)
}
