//! What comes with the product and what was described here, as one description.

use std::collections::HashMap;

use contract::dto::defining::ObjectBody;
use contract::objects::{self, ACTIVITY};
use contract::{Choice, FieldDef, FieldKind, ObjectDef, Section};
use entity::{field_definition, object_definition};

use crate::Result;

/// What was described, as it stands in the tables, in order.
#[derive(Debug, Default)]
pub struct Described {
    pub objects: Vec<object_definition::Model>,
    pub fields: Vec<field_definition::Model>,
}

/// All objects, the retired ones too, in the order of the menu.
///
/// # Errors
/// When a row holds no description.
pub fn merge(described: &Described) -> Result<Vec<ObjectDef>> {
    let mut bodies: HashMap<&str, ObjectBody> = HashMap::new();
    let mut merged = objects::all();
    for row in &described.objects {
        let body: ObjectBody = serde_json::from_str(&row.body)?;
        if let Some(stored) = &body.stored {
            merged.push(objects::added(
                &row.key,
                stored,
                body.followed.unwrap_or_default(),
            ));
        }
        bodies.insert(&row.key, body);
    }
    for row in &described.fields {
        let field: FieldDef = serde_json::from_str(&row.body)?;
        if let Some(object) = merged.iter_mut().find(|object| object.key == row.object) {
            put(object, field);
        }
    }
    follow(&mut merged, &bodies);
    for object in &mut merged {
        if let Some(body) = bodies.get(object.key.as_str()) {
            apply(object, body);
        }
        settle(object, bodies.get(object.key.as_str()));
    }
    Ok(merged)
}

/// A field that was added stands at the end; of one that comes with the product only what an administrator may
/// change of it.
fn put(object: &mut ObjectDef, described: FieldDef) {
    let Some(own) = object
        .fields
        .iter_mut()
        .find(|field| field.key == described.key)
    else {
        if described.is_custom() {
            object.fields.push(described);
        }
        return;
    };
    own.label = described.label;
    own.help = described.help;
    own.required |= described.required;
    own.unique = described.unique;
    own.sensitive = described.sensitive;
    own.filterable |= described.filterable;
    own.default = described.default;
    own.retired = described.retired && !own.required && own.key != object.title;
    if own.kind.has_choices() && !described.choices.is_empty() {
        own.choices = with_spellings(described.choices, &own.choices);
    }
}

/// Spellings for files are not kept with what was described.
fn with_spellings(described: Vec<Choice>, own: &[Choice]) -> Vec<Choice> {
    let spellings: HashMap<&str, &Vec<String>> = own
        .iter()
        .map(|choice| (choice.key.as_str(), &choice.synonyms))
        .collect();
    described
        .into_iter()
        .map(|mut choice| {
            if let (true, Some(known)) = (
                choice.synonyms.is_empty(),
                spellings.get(choice.key.as_str()),
            ) {
                choice.synonyms = (*known).clone();
            }
            choice
        })
        .collect()
}

/// Activities get a relation to each object that was made to be followed.
fn follow(merged: &mut [ObjectDef], bodies: &HashMap<&str, ObjectBody>) {
    let followed: Vec<FieldDef> = merged
        .iter()
        .filter(|object| object.followed)
        .filter_map(|object| {
            let label = bodies
                .get(object.key.as_str())
                .and_then(|body| body.label.clone())?;
            let mut field = FieldDef::new(&object.key, FieldKind::Relation, &label.en, &label.zh)
                .to(&object.key)
                .filterable();
            field.stored.clone_from(&object.stored);
            object.is_custom().then_some(field)
        })
        .collect();
    if let Some(activities) = merged.iter_mut().find(|object| object.key == ACTIVITY) {
        activities.fields.extend(followed);
    }
}

fn apply(object: &mut ObjectDef, body: &ObjectBody) {
    fn set<T: Clone>(place: &mut T, value: &Option<T>) {
        if let Some(value) = value {
            place.clone_from(value);
        }
    }
    set(&mut object.label, &body.label);
    set(&mut object.plural, &body.plural);
    set(&mut object.icon, &body.icon);
    set(&mut object.hue, &body.hue);
    set(&mut object.columns, &body.columns);
    set(&mut object.searched, &body.searched);
    set(&mut object.duplicates, &body.duplicates);
    set(&mut object.sort, &body.sort);
    set(&mut object.sections, &body.sections);
    set(&mut object.highlights, &body.highlights);
    set(&mut object.rules, &body.rules);
    set(&mut object.layouts, &body.layouts);
    if object.is_custom() {
        set(&mut object.path, &body.path);
    }
    object.retired = body.retired;
}

/// Names of fields that are gone or put away lead nowhere, and every field of the form stands in one section.
fn settle(object: &mut ObjectDef, body: Option<&ObjectBody>) {
    let known: Vec<String> = living(object).map(|field| field.key.clone()).collect();
    for keys in [
        &mut object.columns,
        &mut object.searched,
        &mut object.duplicates,
        &mut object.highlights,
    ] {
        keys.retain(|key| known.contains(key));
    }
    if !known.contains(&object.sort.field) {
        object.sort.field.clone_from(&object.title);
    }
    let form: Vec<String> = living(object)
        .filter(|field| !field.system)
        .map(|field| field.key.clone())
        .collect();
    let unplaced = body.map_or(&[][..], |body| body.unplaced.as_slice());
    place(&mut object.sections, &form, &known, unplaced);
    for layout in &mut object.layouts {
        let unplaced = std::mem::take(&mut layout.unplaced);
        place(&mut layout.sections, &form, &known, &unplaced);
        layout.highlights.retain(|key| known.contains(key));
        layout.unplaced = unplaced;
    }
}

fn living(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    object.fields.iter().filter(|field| !field.retired)
}

fn place(sections: &mut Vec<Section>, form: &[String], known: &[String], unplaced: &[String]) {
    for section in sections.iter_mut() {
        section.fields.retain(|key| known.contains(key));
        section
            .conditions
            .retain(|condition| known.contains(&condition.field));
    }
    let is_placed = |key: &String| {
        unplaced.contains(key) || sections.iter().any(|section| section.fields.contains(key))
    };
    let lost: Vec<String> = form.iter().filter(|key| !is_placed(key)).cloned().collect();
    if lost.is_empty() {
        return;
    }
    match sections.last_mut() {
        Some(last) => last.fields.extend(lost),
        None => sections.push(Section {
            label: contract::Label::new("Details", "详情"),
            fields: lost,
            ..Section::default()
        }),
    }
}
