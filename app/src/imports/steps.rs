//! The four steps of an import, and which one it stands at.

use contract::dto::imports::ImportState;
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{Icon, IconSize};

/// A step of the wizard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    File,
    Fields,
    Check,
    Run,
}

impl Step {
    const ALL: [Self; 4] = [Self::File, Self::Fields, Self::Check, Self::Run];

    /// The step of an import. A checked one goes back to its fields when the address says so.
    pub(super) fn of(state: ImportState, wants_fields: bool) -> Self {
        match state {
            ImportState::Draft => Self::Fields,
            ImportState::Checked if wants_fields => Self::Fields,
            ImportState::Checking | ImportState::Checked => Self::Check,
            _ => Self::Run,
        }
    }

    fn number(self) -> u8 {
        match self {
            Self::File => 1,
            Self::Fields => 2,
            Self::Check => 3,
            Self::Run => 4,
        }
    }
}

/// The bar at the top of each step: where one is, and the buttons as children.
#[component]
pub(super) fn StepBar(step: Step, #[prop(optional)] children: Option<Children>) -> impl IntoView {
    let language = use_language();
    let name = move |step| match step {
        Step::File => t!(language, imports.step_file),
        Step::Fields => t!(language, imports.step_fields),
        Step::Check => t!(language, imports.step_check),
        Step::Run => t!(language, imports.step_run),
    };
    let mark = move |each: Step| match each < step {
        true => view! { <Icon name="check" size=IconSize::Small/> }.into_any(),
        false => each.number().into_any(),
    };
    let item = move |each: Step| {
        view! {
            <li
                class="step"
                data-done=(each < step).then_some("")
                aria-current=(each == step).then_some("step")
            >
                <span class="step__n" aria-hidden="true">{mark(each)}</span>
                <span>{name(each)}</span>
            </li>
        }
    };
    let now = t!(
        language,
        imports.step_now,
        number = step.number(),
        name = name(step)
    );
    view! {
        <div class="bar bar--line import__bar">
            <h2 class="sr" tabindex="-1">{now}</h2>
            <ol class="steps grow" aria-label=t!(language, imports.steps)>
                {Step::ALL.into_iter().map(item).collect_view()}
            </ol>
            {children.map(|children| children())}
        </div>
    }
}
