//! The stages of deals.

use contract::{Choice, Language, ObjectDef, StageOutcome};

/// The stages in their order, won and lost at the end.
pub fn stages(deal: &ObjectDef) -> Vec<Choice> {
    let mut stages = deal
        .field("stage")
        .map(|field| field.choices.clone())
        .unwrap_or_default();
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
