//! The steps of the first start, and how far one is.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;

/// A step of the first start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Language,
    Organisation,
    Begin,
}

impl Step {
    const ALL: [Self; 3] = [Self::Language, Self::Organisation, Self::Begin];

    fn number(self) -> u8 {
        match self {
            Self::Language => 1,
            Self::Organisation => 2,
            Self::Begin => 3,
        }
    }
}

/// The ring with the number of steps done, and what this is about.
#[component]
pub fn StepList(#[prop(into)] step: Signal<Step>) -> impl IntoView {
    let language = use_language();
    let done = move || step.get().number() - 1;
    view! {
        <div class="flex setup__lead">
            <div class="ring ring--lg" style=move || format!("--p:{}", u32::from(done()) * 100 / 3) aria-hidden="true">
                <span>{move || done()}<span class="faint sm">"/3"</span></span>
            </div>
            <div>
                <h1 class="h1">{t!(language, setup.headline)}</h1>
                <p class="muted">{t!(language, setup.lead)}</p>
            </div>
        </div>
    }
}

/// The steps as a list; those behind are struck through.
#[component]
pub fn Todo(#[prop(into)] step: Signal<Step>) -> impl IntoView {
    let language = use_language();
    let row = move |which: Step| {
        let (title, text) = match which {
            Step::Language => (
                t!(language, setup.step_language),
                t!(language, setup.step_language_text),
            ),
            Step::Organisation => (
                t!(language, setup.step_organisation),
                t!(language, setup.step_organisation_text),
            ),
            Step::Begin => (
                t!(language, setup.step_begin),
                t!(language, setup.step_begin_text),
            ),
        };
        let is_done = move || step.get() > which;
        view! {
            <li
                class="todo"
                data-done=move || is_done().then_some("")
                aria-current=move || (step.get() == which).then_some("step")
            >
                <span class="todo__mark" aria-hidden="true"></span>
                <div class="todo__body">
                    <div class="h4">{title}</div>
                    <div class="xs muted">{text}</div>
                </div>
            </li>
        }
    };
    view! { <ol class="card rows setup__todo">{Step::ALL.map(row).collect_view()}</ol> }
}
