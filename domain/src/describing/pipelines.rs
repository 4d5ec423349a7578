//! Deeds on pipelines, and what is wrong with stages.

use contract::dto::defining::NewPipeline;
use contract::{Choice, FieldDef, FieldKind, ObjectDef, Problem, Refusal};

use super::keys::word;
use super::merge::merge;
use super::objects::filled;
use super::store::Change;
use crate::{Desk, Error, Result};

/// The most days a record may stand still before it counts as stale.
const MOST_DAYS: u16 = 3_650;
/// The most choices of one field.
pub(super) const MOST_CHOICES: usize = 1_000;

/// Adds a pipeline with a copy of the stages of another: both or nothing.
///
/// # Errors
/// [`Refusal::Invalid`] at `label` when it has no name or that of another one, at `from` when there is no such
/// pipeline; [`Refusal::NotFound`] for a field without pipelines; [`Refusal::Forbidden`].
pub async fn add_pipeline(desk: &Desk, asked: NewPipeline) -> Result<ObjectDef> {
    let mut change = Change::begin(desk).await?;
    let merged = merge(&change.described)?;
    let object = merged
        .iter()
        .find(|object| object.key == asked.object && !object.retired)
        .ok_or(Refusal::NotFound)?;
    let pipelines = object.pipelines(&asked.field).ok_or(Refusal::NotFound)?;
    let (mut by, mut stages) = (pipelines.by.clone(), pipelines.stages.clone());
    let label = filled(&asked.label);
    let is_namesake =
        |choice: &Choice| !choice.retired && choice.label.en.eq_ignore_ascii_case(&label.en);
    if label.en.is_empty() {
        return Err(Error::invalid("label", Problem::Required));
    }
    if by.choices.iter().any(is_namesake) {
        return Err(Error::invalid("label", Problem::NameTaken));
    }
    if by.choice(&asked.from).is_none() {
        return Err(Error::invalid("from", Problem::UnknownChoice));
    }
    let copied = pipelines.of(&asked.from).into_iter();
    let copied: Vec<Choice> = copied.filter(|stage| !stage.retired).cloned().collect();
    if stages.choices.len() + copied.len() > MOST_CHOICES {
        let limit = u32::try_from(MOST_CHOICES).unwrap_or(u32::MAX);
        return Err(Error::invalid("label", Problem::TooMany { limit }));
    }
    own_stages(object, None, &mut stages);
    let key = word(&label, "pipeline", |key| by.choice(key).is_some());
    by.choices.push(Choice {
        key: key.clone(),
        label,
        ..Choice::default()
    });
    for stage in copied {
        let own = word(&stage.label, "stage", |key| stages.choice(key).is_some());
        stages.choices.push(Choice {
            key: own,
            pipeline: Some(key.clone()),
            synonyms: Vec::new(),
            ..stage
        });
    }
    for field in [by, stages] {
        let rows = change.described.fields.iter();
        let mut rows = rows.filter(|row| row.object == asked.object);
        let version = rows
            .find(|row| row.key == field.key)
            .map_or(0, |row| row.version);
        let body = serde_json::to_string(&field)?;
        change
            .keep_field(&asked.object, &field.key, body, version)
            .await?;
    }
    change.commit(&asked.object).await
}

/// Stages that name no pipeline say which one is theirs, so that the order of pipelines means nothing. Records stand in
/// stages, so a stage stays in the pipeline it was in as long as the same field parts them.
pub(super) fn own_stages(object: &ObjectDef, before: Option<&FieldDef>, stages: &mut FieldDef) {
    let by = stages.within.as_deref().and_then(|key| object.field(key));
    let Some(eldest) = by.and_then(|by| by.choices.first()) else {
        return;
    };
    for stage in &mut stages.choices {
        if let Some(known) = before.and_then(|before| Some((before, before.choice(&stage.key)?))) {
            let (before, known) = known;
            let is_parted_alike = before.within == stages.within;
            stage.pipeline = known.pipeline.clone().filter(|_| is_parted_alike);
        }
        stage.pipeline.get_or_insert_with(|| eldest.key.clone());
    }
}

/// What is wrong with the stages of a field.
pub(super) fn check(object: &ObjectDef, field: &FieldDef, tell: &mut impl FnMut(&str, Problem)) {
    let by = field.within.as_deref().map(|key| object.field(key));
    let parts = |by: &FieldDef| {
        by.kind == FieldKind::Choice && by.key != field.key && by.within.is_none() && !by.retired
    };
    if field.within.is_some()
        && (field.kind != FieldKind::Choice || !by.flatten().is_some_and(parts))
    {
        tell("within", Problem::Unknown);
    }
    for stage in &field.choices {
        let is_elsewhere = |key: &String| by.flatten().is_some_and(|by| by.choice(key).is_none());
        if stage.pipeline.as_ref().is_some_and(is_elsewhere) {
            tell("choices", Problem::UnknownChoice);
        }
        if stage.probability.is_some_and(|chance| chance > 100) {
            let (least, most) = (0, 100);
            tell("choices", Problem::OutOfRange { least, most });
        }
        if stage
            .rots_after
            .is_some_and(|days| !(1..=MOST_DAYS).contains(&days))
        {
            let (least, most) = (1, i64::from(MOST_DAYS));
            tell("choices", Problem::OutOfRange { least, most });
        }
        let is_typed = |key: &String| {
            let asked = object.field(key);
            asked.is_some_and(|asked| asked.is_typed() && asked.key != field.key)
        };
        if !stage.requires.iter().all(is_typed) {
            tell("choices", Problem::Unknown);
        }
    }
    // Records that come into a pipeline need a stage to stand in.
    for pipeline in by.flatten().into_iter().flat_map(|by| &by.choices) {
        let own = field.choices.iter();
        let mut own = own
            .filter(|stage| stage.pipeline.as_ref() == Some(&pipeline.key))
            .peekable();
        if !pipeline.retired && own.peek().is_some() && own.all(|stage| stage.retired) {
            tell("choices", Problem::NoChoices);
        }
    }
}
