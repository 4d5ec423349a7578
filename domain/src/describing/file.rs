//! The configuration as one file: written, compared, applied as a whole.

use contract::dto::configuration::{Comparison, Configuration, Effect, FORM, SharedView};
use contract::dto::defining::ObjectBody;
use contract::dto::views::{SaveView, Sharing};
use contract::{FieldDef, FieldProblem, ObjectDef, Problem, Refusal};
use uuid::Uuid;

use super::differences::{difference, only_here, shared};
use super::keys::{is_built_in, wrong_name};
use super::merge::{Described, merge};
use super::objects::stored;
use super::store::{Change, load};
use super::{check, fields};
use crate::digest::sha256;
use crate::{Desk, Error, Result, views};

/// The largest file, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// The configuration as a file that people can read, compare and keep under version control.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers.
pub async fn write_file(desk: &Desk) -> Result<String> {
    desk.must_administer()?;
    let mut text = serde_json::to_string_pretty(&current(desk).await?)?;
    text.push('\n');
    Ok(text)
}

/// What a file would change.
///
/// # Errors
/// [`Refusal::Invalid`] at `file` when it is none of ours, [`Refusal::Forbidden`].
pub async fn compare(desk: &Desk, text: &str) -> Result<Comparison> {
    desk.must_administer()?;
    let (here, there) = (current(desk).await?, read(text)?);
    let mut differences = Vec::new();
    let described = load(desk.crm().door().house()).await?;
    let merged = merge(&planned(&described, &there)?)?;
    for (key, body) in &there.objects {
        if let Some(mut found) = difference(key, here.objects.get(key), Some(body))? {
            found.problems = wrong_name(&described, key, None).into_iter().collect();
            if !found.problems.is_empty() {
                found.effect = Effect::Refused;
            }
            differences.push(found);
        }
    }
    for (object, fields) in &there.fields {
        for (key, field) in fields {
            let before = here.fields.get(object).and_then(|fields| fields.get(key));
            let place = format!("{object}.{key}");
            if let Some(mut found) = difference(&place, before, Some(field))? {
                found.problems = problems(&merged, object, key);
                found
                    .problems
                    .extend(wrong_name(&described, object, Some(key)));
                if !found.problems.is_empty() {
                    found.effect = Effect::Refused;
                }
                differences.push(found);
            }
        }
    }
    for (object, views) in &there.views {
        for view in views {
            let before = shared(&here, object, &view.name);
            let place = format!("{object}/{}", view.name);
            differences.extend(difference(&place, before, Some(view))?);
        }
    }
    differences.extend(only_here(&here, &there)?);
    Ok(Comparison {
        differences,
        state: state(&here)?,
    })
}

/// Applies a file as a whole: either everything of it or nothing.
///
/// # Errors
/// [`Refusal::Outdated`] when the configuration is no longer the one that was compared, [`Refusal::Invalid`] with what
/// is in the way.
pub async fn apply(desk: &Desk, text: &str, compared: &str) -> Result<()> {
    desk.must_administer()?;
    let there = read(text)?;
    let mut change = Change::begin(desk).await?;
    let here = current(desk).await?;
    if state(&here)? != compared {
        return Err(Refusal::Outdated {
            changed_by: String::new(),
        }
        .into());
    }
    let planned = planned(&change.described, &there)?;
    let merged = merge(&planned)?;
    let mut found = Vec::new();
    for key in there.objects.keys() {
        found.extend(wrong_name(&change.described, key, None));
    }
    for (object, fields) in &there.fields {
        for key in fields.keys() {
            found.extend(wrong_name(&change.described, object, Some(key)));
            found.extend(problems(&merged, object, key));
        }
    }
    if !found.is_empty() {
        return Err(Refusal::Invalid(found).into());
    }
    for row in &planned.objects {
        let before = change
            .described
            .objects
            .iter()
            .find(|old| old.key == row.key);
        let (version, is_same) =
            before.map_or((0, false), |old| (old.version, old.body == row.body));
        if !is_same {
            change
                .keep_object(&row.key, row.body.clone(), version)
                .await?;
        }
    }
    for row in &planned.fields {
        let before = change
            .described
            .fields
            .iter()
            .find(|old| old.object == row.object && old.key == row.key);
        let (version, is_same) =
            before.map_or((0, false), |old| (old.version, old.body == row.body));
        if !is_same {
            let (object, key) = (row.object.clone(), row.key.clone());
            change
                .keep_field(&object, &key, row.body.clone(), version)
                .await?;
        }
    }
    change.commit_all().await?;
    save_views(desk, &here, &there).await
}

async fn save_views(desk: &Desk, here: &Configuration, there: &Configuration) -> Result<()> {
    for (object, wanted) in &there.views {
        let kept = views::of(desk, object).await?;
        for view in wanted {
            if shared(here, object, &view.name) == Some(view) {
                continue;
            }
            let old = kept
                .iter()
                .find(|old| old.sharing == Sharing::Everyone && old.name == view.name);
            let asked = SaveView {
                id: old.map_or_else(Uuid::now_v7, |old| old.id),
                object: object.clone(),
                name: view.name.clone(),
                sharing: Sharing::Everyone,
                body: view.body.clone(),
                version: old.map_or(0, |old| old.version),
            };
            views::save(desk, asked).await?;
        }
    }
    Ok(())
}

/// The configuration as it is, without the names of tables and columns, which are each installation's own.
async fn current(desk: &Desk) -> Result<Configuration> {
    let described = load(desk.crm().door().house()).await?;
    let mut configuration = Configuration {
        rapport: FORM,
        ..Configuration::default()
    };
    for row in &described.objects {
        let mut body: ObjectBody = serde_json::from_str(&row.body)?;
        body.stored = body.stored.map(|_| String::new());
        configuration.objects.insert(row.key.clone(), body);
    }
    for row in &described.fields {
        let field: FieldDef = serde_json::from_str(&row.body)?;
        put(&mut configuration, &row.object, portable(field));
    }
    with_added_choices(desk, &mut configuration);
    for object in desk.crm().descriptions().all() {
        let views = views::of(desk, &object.key).await.unwrap_or_default();
        let shared: Vec<SharedView> = views
            .into_iter()
            .filter(|view| view.sharing == Sharing::Everyone)
            .map(|view| SharedView {
                name: view.name,
                body: view.body,
            })
            .collect();
        if !shared.is_empty() {
            configuration.views.insert(object.key.clone(), shared);
        }
    }
    Ok(configuration)
}

/// Choices that imports added to fields which nobody described otherwise.
fn with_added_choices(desk: &Desk, configuration: &mut Configuration) {
    let built_in = contract::objects::all();
    for object in desk.crm().descriptions().whole() {
        let Some(own) = built_in.iter().find(|own| own.key == object.key) else {
            continue;
        };
        for field in object
            .fields
            .iter()
            .filter(|field| field.kind.has_choices())
        {
            let has_more = own
                .field(&field.key)
                .is_some_and(|own| own.choices.len() < field.choices.len());
            // The teams of users are people's, not the configuration's.
            let is_of_users = object.key == contract::objects::USER;
            let is_there = configuration
                .fields
                .get(&object.key)
                .is_some_and(|fields| fields.contains_key(&field.key));
            if has_more && !is_there && !is_of_users {
                put(configuration, &object.key, portable(field.clone()));
            }
        }
    }
}

fn put(configuration: &mut Configuration, object: &str, field: FieldDef) {
    configuration
        .fields
        .entry(object.to_owned())
        .or_default()
        .insert(field.key.clone(), field);
}

fn portable(mut field: FieldDef) -> FieldDef {
    field.stored = field.stored.map(|_| String::new());
    field
}

fn read(text: &str) -> Result<Configuration> {
    if text.len() > LARGEST {
        return Err(Refusal::TooLarge {
            limit_bytes: LARGEST as u64,
        }
        .into());
    }
    let wrong = || Error::invalid("file", Problem::WrongKind);
    let configuration: Configuration = serde_json::from_str(text).map_err(|_| wrong())?;
    if configuration.rapport == FORM {
        Ok(configuration)
    } else {
        Err(wrong())
    }
}

/// The rows as they would be: those of the file in place of those that are here, with the tables and columns that are
/// here already.
fn planned(described: &Described, there: &Configuration) -> Result<Described> {
    let mut planned = Described {
        objects: described.objects.clone(),
        fields: described.fields.clone(),
    };
    for (key, body) in &there.objects {
        let mut body = body.clone();
        let row = planned.objects.iter_mut().find(|row| row.key == *key);
        let own: Option<ObjectBody> = row
            .as_ref()
            .map(|row| serde_json::from_str(&row.body))
            .transpose()?;
        // What is added has a table of a name that nobody typed, whatever the file says.
        body.stored = match own {
            Some(own) => own.stored,
            None => (!is_built_in(key, None)).then(|| stored("o")),
        };
        let text = serde_json::to_string(&body)?;
        match row {
            Some(row) => row.body = text,
            None => planned.objects.push(super::store::object_row(key, text)),
        }
    }
    for (object, fields) in &there.fields {
        for (key, field) in fields {
            let mut field = field.clone();
            field.key.clone_from(key);
            let row = planned
                .fields
                .iter_mut()
                .find(|row| row.object == *object && row.key == *key);
            let own: Option<FieldDef> = row
                .as_ref()
                .map(|row| serde_json::from_str(&row.body))
                .transpose()?;
            field.stored = match own {
                Some(own) => own.stored,
                None => (!is_built_in(object, Some(key))).then(|| stored("f")),
            };
            let text = serde_json::to_string(&field)?;
            match row {
                Some(row) => row.body = text,
                None => planned
                    .fields
                    .push(super::store::field_row(object, key, text)),
            }
        }
    }
    Ok(planned)
}

fn problems(merged: &[ObjectDef], object: &str, key: &str) -> Vec<FieldProblem> {
    let place = format!("{object}.{key}");
    let Some(object) = merged.iter().find(|merged| merged.key == object) else {
        return vec![FieldProblem::new(&place, Problem::Unknown)];
    };
    let Some(field) = object.field(key) else {
        return vec![FieldProblem::new(&place, Problem::Unknown)];
    };
    if object.fields.len() > fields::MOST {
        let limit = u32::try_from(fields::MOST).unwrap_or(u32::MAX);
        return vec![FieldProblem::new(&place, Problem::TooMany { limit })];
    }
    check::problems(merged, object, Some(field), field)
        .into_iter()
        .map(|found| FieldProblem::new(&format!("{place}.{}", found.field), found.problem))
        .collect()
}

fn state(configuration: &Configuration) -> Result<String> {
    Ok(sha256(&serde_json::to_vec(configuration)?))
}
