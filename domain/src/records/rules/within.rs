//! A choice within the choice of another field: a deal's stage belongs to its pipeline, whoever sets either.

use contract::value::Values;
use contract::{Choice, FieldProblem, ObjectDef, Pipelines, Problem, Record, Value};

use super::Origin;

/// What one of the two says of the other, before defaults are looked at: a stage brings its pipeline where none is
/// named, another pipeline the stage in which records come in.
pub(super) fn lead(
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
    origin: Origin,
) {
    for pipelines in parted(object) {
        let (by, stages) = (&pipelines.by.key, &pipelines.stages.key);
        let stage = told(values, stages).filter(|stage| !stands(before, stages, stage));
        match (told(values, by), stage) {
            (Some(pipeline), Some(stage)) if origin == Origin::File => {
                let namesake = namesake(pipelines, &pipeline, &stage);
                if let Some(namesake) = namesake {
                    values.insert(stages.clone(), namesake.key.as_str().into());
                }
            }
            (Some(_), Some(_)) => {}
            (Some(pipeline), None) => {
                let held = before.map_or("", |before| before.text(stages));
                if !pipelines.has(&pipeline, held) && pipelines.by.choice(&pipeline).is_some() {
                    start(pipelines, &pipeline, values);
                }
            }
            (None, stage) => follow(pipelines, before, stage, values),
        }
    }
}

/// What is still not said once defaults are set.
pub(super) fn settle(object: &ObjectDef, before: Option<&Record>, values: &mut Values) {
    if before.is_some() {
        return;
    }
    for pipelines in parted(object) {
        let by = &pipelines.by.key;
        let pipeline = told(values, by).unwrap_or_else(|| {
            let first = pipelines.first().to_owned();
            values.insert(by.clone(), first.as_str().into());
            first
        });
        if told(values, &pipelines.stages.key).is_none() {
            start(pipelines, &pipeline, values);
        }
    }
}

/// Stages that belong to another pipeline than their record.
pub(super) fn strayed(
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Vec<FieldProblem> {
    let stray = |pipelines: Pipelines<'_>| {
        let stages = &pipelines.stages.key;
        let stage = told(values, stages)?;
        let named = told(values, &pipelines.by.key);
        if stands(before, stages, &stage) && named.is_none() {
            return None;
        }
        let held = || before.map(|before| before.text(&pipelines.by.key).to_owned());
        let pipeline = named.or_else(held).filter(|held| !held.is_empty())?;
        let choice = pipelines.by.choice(&pipeline)?;
        let is_known = pipelines.stages.choice(&stage).is_some();
        let is_stray = is_known && !pipelines.has(&pipeline, &stage);
        is_stray.then(|| {
            let pipeline = choice.label.clone();
            FieldProblem::new(stages, Problem::OtherPipeline { pipeline })
        })
    };
    parted(object).filter_map(stray).collect()
}

fn parted(object: &ObjectDef) -> impl Iterator<Item = Pipelines<'_>> {
    let fields = object.fields.iter().filter(|field| field.within.is_some());
    fields.filter_map(|field| object.pipelines(&field.key))
}

fn told(values: &Values, key: &str) -> Option<String> {
    let text = values.get(key).and_then(Value::text);
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

fn stands(before: Option<&Record>, key: &str, value: &str) -> bool {
    before.is_some_and(|before| before.text(key) == value)
}

fn start(pipelines: Pipelines<'_>, pipeline: &str, values: &mut Values) {
    // The field's own default counts where it belongs to that pipeline.
    let usual = pipelines.stages.default.as_ref().and_then(Value::text);
    let usual = usual.filter(|usual| pipelines.has(pipeline, usual));
    let first = || pipelines.start(pipeline).map(|stage| stage.key.as_str());
    if let Some(stage) = usual.or_else(first) {
        values.insert(pipelines.stages.key.clone(), stage.into());
    }
}

/// No pipeline is named. A record that has none yet takes that of its stage; nobody takes it out of its pipeline.
fn follow(
    pipelines: Pipelines<'_>,
    before: Option<&Record>,
    stage: Option<String>,
    values: &mut Values,
) {
    let by = &pipelines.by.key;
    let held = before.map_or("", |before| before.text(by));
    let is_cleared = values.contains_key(by) && !held.is_empty();
    let choice = stage.and_then(|stage| pipelines.stages.choice(&stage));
    match choice {
        Some(choice) if held.is_empty() => {
            values.insert(by.clone(), pipelines.owner_of(choice).into());
        }
        _ if is_cleared => {
            values.insert(by.clone(), held.into());
        }
        _ => {}
    }
}

/// The stage of a pipeline that a file calls by the same name as one of another pipeline.
fn namesake<'o>(pipelines: Pipelines<'o>, pipeline: &str, stage: &str) -> Option<&'o Choice> {
    if pipelines.has(pipeline, stage) {
        return None;
    }
    let other = pipelines.stages.choice(stage)?;
    let mut own = pipelines.of(pipeline).into_iter();
    own.find(|own| own.label.en == other.label.en || own.label.zh == other.label.zh)
}
