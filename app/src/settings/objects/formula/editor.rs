//! The area in which an expression is written.

use contract::ObjectDef;
use contract::dto::configuring::Preview;
use leptos::html;
use leptos::prelude::*;

use super::insert::{InsertMenus, put_in};
use super::trouble::{trouble_text, why_text};
use crate::i18n::use_language;
use crate::records::value_text;
use crate::t;
use crate::ui::{Field, Icon, IconSize, TextArea, use_clock};

/// The longest expression, in characters.
const LONGEST: u32 = 2_000;

/// An expression with fields and functions at hand. What is wrong stands below it while one writes.
#[component]
pub fn ExpressionEditor(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] help: MaybeProp<String>,
    value: RwSignal<String>,
    object: ObjectDef,
    /// Key of the field that is being written.
    #[prop(into, optional)]
    own: String,
    /// What the server says of it.
    #[prop(into)]
    checked: Signal<Option<Preview>>,
    /// A problem from the last try to save.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let on_insert = Callback::new(move |text: String| put_in(area, value, &text));
    view! {
        <div class="stack describing__formula">
            <InsertMenus object own on_insert/>
            <Field id label help error required=true>
                <TextArea value rows=4 max_chars=LONGEST class="mono" node_ref=area/>
            </Field>
            <Troubles value checked/>
        </div>
    }
}

/// What is wrong, each with the piece that it concerns.
#[component]
fn Troubles(value: RwSignal<String>, checked: Signal<Option<Preview>>) -> impl IntoView {
    let language = use_language();
    let lines = move || {
        let written = value.get();
        // Nobody is told that something is missing before anything is written.
        let troubles = match written.trim() {
            "" => Vec::new(),
            _ => checked.with(|checked| {
                checked
                    .as_ref()
                    .map(|checked| checked.troubles.clone())
                    .unwrap_or_default()
            }),
        };
        troubles
            .into_iter()
            .map(|trouble| {
                let piece = piece(&written, trouble.from, trouble.to);
                let text = trouble_text(&trouble.what, language);
                view! {
                    <li class="field__error">
                        <Icon name="alertc"/>
                        {(!piece.is_empty()).then(|| view! { <code class="mono">{piece}</code> })}
                        <span>{text}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ul class="describing__troubles" role="list" aria-live="polite">{lines}</ul> }
}

/// The characters from a place to another.
fn piece(text: &str, from: u32, to: u32) -> String {
    let from = usize::try_from(from).unwrap_or_default();
    let to = usize::try_from(to).unwrap_or_default();
    text.chars()
        .skip(from)
        .take(to.saturating_sub(from).min(40))
        .collect()
}

/// What the expression comes to for the newest record.
#[component]
pub fn Outcome(
    #[prop(into)] checked: Signal<Option<Preview>>,
    /// The field that shall hold it.
    field: Signal<contract::FieldDef>,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let words = move || {
        let checked = checked
            .get()
            .filter(|checked| checked.troubles.is_empty())?;
        if checked.example.is_empty() {
            return Some(t!(language, describing.no_example).to_owned());
        }
        let value = match &checked.why_not {
            Some(why) => why_text(why, language),
            None if checked.value.is_empty() => {
                t!(language, describing.comes_to_nothing).to_owned()
            }
            None => field.with(|field| value_text(Some(field), &checked.value, clock)),
        };
        Some(t!(
            language,
            describing.comes_to,
            name = checked.example,
            value
        ))
    };
    move || {
        words().map(|text| {
            view! {
                <p class="flex sm describing__outcome" role="status">
                    <Icon name="bolt" size=IconSize::Small/><span>{text}</span>
                </p>
            }
        })
    }
}
