//! How a list is shown: as a table, board or calendar, in groups, how close together.

use contract::dto::views::ViewKind;
use contract::{FieldDef, ObjectDef};
use leptos::prelude::*;

use super::listing::Listing;
use super::panel::Panel;
use super::shape::{Form, is_day, is_group, is_lane};
use crate::i18n::{Language, use_language};
use crate::records::address::{Shown, kind_of, kind_word};
use crate::t;
use crate::ui::{Field, Seg, Select};

/// The button for how the list is shown.
#[component]
pub(super) fn DisplayPanel(listing: Listing, form: Memo<Form>) -> impl IntoView {
    let language = use_language();
    view! {
        <Panel label=t!(language, lists.display) icon="settings" worded=false>
            <div class="stack pad lists__display">
                <KindChoice listing form/>
                {move || by_choice(listing, &form.get())}
                {move || matches!(form.get(), Form::Table | Form::Groups(_)).then(|| view! {
                    <DensityChoice listing/>
                })}
            </div>
        </Panel>
    }
}

fn change(listing: Listing, change: impl FnOnce(&mut Shown)) {
    listing.showing.show(|address| address.shown_as(change));
}

/// Table, board or calendar, as far as the object has fields for it.
#[component]
fn KindChoice(listing: Listing, form: Memo<Form>) -> impl IntoView {
    let language = use_language();
    let options = listing.object.with_value(|object| {
        let mut options = vec![(kind_word(ViewKind::Table), t!(language, lists.as_table))];
        if object.fields.iter().any(is_lane) {
            options.push((kind_word(ViewKind::Board), t!(language, lists.as_board)));
        }
        if object.fields.iter().any(is_day) {
            options.push((
                kind_word(ViewKind::Calendar),
                t!(language, lists.as_calendar),
            ));
        }
        let worded = options
            .into_iter()
            .map(|(key, label)| (key, label.to_owned()));
        worded.collect::<Vec<_>>()
    });
    let value = move || {
        kind_word(match form.get() {
            Form::Table | Form::Groups(_) => ViewKind::Table,
            Form::Board(_) => ViewKind::Board,
            Form::Calendar(_) => ViewKind::Calendar,
        })
    };
    let pick = move |word: String| {
        listing
            .showing
            .show(|address| address.of_kind(kind_of(&word)));
    };
    let label = t!(language, lists.show_as);
    view! {
        <Field id="show-as" label group=true>
            <Seg label options value=Signal::derive(value) on_pick=pick/>
        </Field>
    }
}

/// The field that makes lanes, days or groups.
fn by_choice(listing: Listing, form: &Form) -> AnyView {
    let language = use_language();
    let (label, fits, is_optional): (_, fn(&FieldDef) -> bool, _) = match form {
        Form::Board(_) => (t!(language, lists.board_by), is_lane, false),
        Form::Calendar(_) => (t!(language, lists.calendar_by), is_day, false),
        _ => (t!(language, lists.group_by), is_group, true),
    };
    let options = listing
        .object
        .with_value(|object| fields(object, fits, language));
    let value = RwSignal::new(form.field().unwrap_or_default().to_owned());
    let pick = move |()| {
        let key = Some(value.get_untracked()).filter(|key| !key.is_empty());
        change(listing, |shown| match is_optional {
            true => shown.group = key,
            false => shown.by = key,
        });
    };
    let empty = is_optional.then(|| t!(language, lists.no_groups).to_owned());
    view! {
        <Field id="show-by" label>
            <Select value options empty on_change=pick/>
        </Field>
    }
    .into_any()
}

fn fields(
    object: &ObjectDef,
    fits: fn(&FieldDef) -> bool,
    language: Language,
) -> Vec<(String, String)> {
    let fitting = object.fields.iter().filter(|field| fits(field));
    fitting
        .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
        .collect()
}

/// How close together the rows stand.
#[component]
fn DensityChoice(listing: Listing) -> impl IntoView {
    let language = use_language();
    let options: Vec<(String, String)> = [
        ("", t!(language, lists.as_usual)),
        ("0", t!(language, lists.roomy)),
        ("1", t!(language, lists.compact)),
    ]
    .map(|(key, label)| (key.to_owned(), label.to_owned()))
    .into();
    let address = listing.showing.signal();
    let value = move || match address.with(|address| address.shown.compact) {
        None => String::new(),
        Some(compact) => u8::from(compact).to_string(),
    };
    let pick = move |word: String| {
        change(listing, |shown| {
            shown.compact = match word.as_str() {
                "1" => Some(true),
                "0" => Some(false),
                _ => None,
            };
        });
    };
    let label = t!(language, lists.density);
    view! {
        <Field id="show-density" label group=true>
            <Seg label options value=Signal::derive(value) on_pick=pick/>
        </Field>
    }
}
