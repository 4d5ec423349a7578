//! The stages of deals.

use contract::{Choice, Language, ObjectDef, Record, StageOutcome};

/// The stages of the pipeline that a deal is in, in their order, won and lost at the end. One that was put away is there
/// as long as the deal stands in it.
pub fn stages(object: &ObjectDef, deal: &Record) -> Vec<Choice> {
    let Some(field) = object.field("stage") else {
        return Vec::new();
    };
    let stage = deal.text("stage");
    let pipeline = match (deal.text("pipeline"), object.pipelines("stage")) {
        ("", Some(pipelines)) => field
            .choice(stage)
            .map_or_else(|| pipelines.first(), |stage| pipelines.owner_of(stage)),
        (pipeline, _) => pipeline,
    };
    let mut stages: Vec<Choice> = object
        .choices_within(field, pipeline)
        .into_iter()
        .filter(|choice| !choice.retired || choice.key == stage)
        .cloned()
        .collect();
    stages.sort_by_key(|stage| match stage.outcome.unwrap_or_default() {
        StageOutcome::Open => 0,
        StageOutcome::Won => 1,
        StageOutcome::Lost => 2,
    });
    stages
}

/// The name of a stage; its key where the description does not know it.
pub fn stage_label(deal: &ObjectDef, stage: &str, language: Language) -> String {
    let choice = deal.field("stage").and_then(|field| field.choice(stage));
    choice.map_or_else(
        || stage.to_owned(),
        |choice| choice.label.get(language).to_owned(),
    )
}
