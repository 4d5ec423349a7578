//! A stage as it is drawn everywhere: a pie that fills towards won, and the name.

use contract::{Choice, Language, StageOutcome};
use leptos::prelude::*;

use crate::ui::{Pie, PieLook};

/// The pie of a stage.
#[component]
pub fn StagePie(stage: Choice) -> impl IntoView {
    let (percent, look) = match stage.outcome.unwrap_or_default() {
        StageOutcome::Open => (stage.probability.unwrap_or_default(), PieLook::Accent),
        StageOutcome::Won => (100, PieLook::Ok),
        StageOutcome::Lost => (100, PieLook::Off),
    };
    view! { <Pie percent look/> }
}

/// Pie and name.
#[component]
pub fn StageMark(stage: Choice, language: Language) -> impl IntoView {
    let label = stage.label.get(language).to_owned();
    view! { <span class="stage"><StagePie stage/>{label}</span> }
}
