//! The dialog in which a field is added or changed.

use contract::dto::configuring::Preview;
use contract::dto::defining::{FieldInfo, Mention};
use contract::{FieldDef, ObjectDef};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Draft;
use super::basics::{Flags, Helps, KeyAndLength, Names};
use super::choices::ChoicesPart;
use super::counted::CountedPart;
use super::default::DefaultPart;
use super::kind_cards::KindCards;
use super::mentions::Mentions;
use super::preview::FieldPreview;
use super::relation::RelationPart;
use super::roll_up::RollUpPart;
use super::saving::{Editing, load_again, send};
use crate::i18n::use_language;
use crate::settings::objects::described::use_described;
use crate::settings::objects::field_row::{may_be_put_away, put_away};
use crate::settings::objects::formula::{FormulaPart, check};
use crate::settings::objects::leaving::{Leaving, asking};
use crate::settings::objects::nature::Nature;
use crate::settings::objects::outdated::Outdated;
use crate::t;
use crate::ui::unsaved::ask_while;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, DialogWidth, Look, Press, Problems,
    Tag, use_toasts,
};

/// Adds a field, or changes the given one.
#[component]
pub fn FieldDialog(
    /// Key of the object.
    object: StoredValue<String>,
    info: Option<FieldInfo>,
    /// Set while something would be lost.
    held: RwSignal<bool>,
    /// Counts how often something else than its buttons wanted to close it.
    stayed: RwSignal<u32>,
    on_close: Callback<()>,
    on_saved: Callback<ObjectDef>,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let editing = Editing {
        draft: Draft::new(info.as_ref()),
        object,
        problems: Problems::new(language),
        is_busy: RwSignal::new(false),
        outdated: RwSignal::new(None),
        on_saved,
    };
    let draft = editing.draft;
    let (close, leaving) = asking(move || draft.is_changed(), on_close);
    Effect::new(move |_| {
        held.set(draft.is_changed());
    });
    Effect::new(move |before: Option<u32>| {
        let now = stayed.get();
        if before.is_some_and(|before| before != now) {
            leaving.set(true);
        }
        now
    });
    ask_while(move || untrack(|| draft.is_changed()));
    let named_in = info
        .as_ref()
        .map(|info| info.named_in.clone())
        .unwrap_or_default();
    let filled = info.as_ref().map_or(0, |info| info.filled);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        leaving.set(false);
        send(editing);
    };
    let name = untrack(|| {
        let label = |object: &ObjectDef| object.label.get(language).to_owned();
        object.with_value(|key| described.with(key, label))
    });
    let title = match &info {
        Some(info) => info.field.label.get(language).to_owned(),
        None => t!(language, describing.new_field_on, object = name),
    };
    view! {
        <Dialog title on_close=close width=DialogWidth::Wide>
            <form class="describing__dialog" on:submit=submit novalidate>
                <DialogBody><Body editing named_in filled/></DialogBody>
                <Leaving leaving on_close/>
                <DialogFoot>
                    <Foot editing info name on_close/>
                    <Button label=t!(language, common.cancel) on_press=close/>
                    <Button
                        label=if draft.is_new { t!(language, describing.create_field) } else { t!(language, common.save) }
                        look=Look::Primary
                        press=Press::Submit
                        busy=editing.is_busy
                    />
                </DialogFoot>
            </form>
        </Dialog>
    }
}

#[component]
fn Body(editing: Editing, named_in: Vec<Mention>, filled: u64) -> impl IntoView {
    let Editing {
        draft,
        object,
        problems,
        ..
    } = editing;
    let checked = check(object, move || Some(draft.field.get()));
    let trouble = move || {
        let failed = problems
            .whole
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> });
        let stale = editing
            .outdated
            .get()
            .map(|by| view! { <Outdated by on_again=move |()| load_again(editing)/> });
        (failed, stale)
    };
    let head = match draft.is_new {
        true => view! { <KindCards draft/> }.into_any(),
        false => view! { <KindTag field=draft.field.get_untracked()/> }.into_any(),
    };
    view! {
        {trouble}
        {head}
        <Names draft problems/>
        <Part editing checked=checked.into()/>
        <KeyAndLength draft problems/>
        <Helps draft/>
        <DefaultPart draft problems object/>
        <Flags draft problems filled/>
        <FieldPreview draft object checked=checked.into()/>
        <Mentions named_in object/>
    }
}

/// What a field is, once that cannot be changed any more.
#[component]
fn KindTag(field: FieldDef) -> impl IntoView {
    let language = use_language();
    let nature = Nature::of(&field);
    view! {
        <div class="flex">
            <Tag label=nature.words(language) icon=nature.icon()/>
            <span class="xs faint">{t!(language, describing.kind_stays)}</span>
        </div>
    }
}

/// What only fields of that nature have.
#[component]
fn Part(editing: Editing, checked: Signal<Option<Preview>>) -> impl IntoView {
    let Editing {
        draft,
        object,
        problems,
        ..
    } = editing;
    let nature = draft.memo(Nature::of);
    // The kind of a formula's result may change while it is written.
    move || match nature.get() {
        Nature::Formula => view! { <FormulaPart draft problems object checked/> }.into_any(),
        Nature::RollUp => view! { <RollUpPart draft problems object checked/> }.into_any(),
        Nature::Counted => view! { <CountedPart draft checked/> }.into_any(),
        Nature::Kind(kind) if kind.has_choices() => view! { <ChoicesPart editing/> }.into_any(),
        Nature::Kind(kind) if kind.is_relation() => {
            view! { <RelationPart draft problems/> }.into_any()
        }
        Nature::Kind(_) => ().into_any(),
    }
}

/// Who will see it, or the way to put it away.
#[component]
fn Foot(
    editing: Editing,
    info: Option<FieldInfo>,
    /// What the object is called.
    name: String,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let Some(info) = info else {
        return view! { <span class="start xs faint hide-m">{t!(language, describing.seen_by_all, object = name)}</span> }
            .into_any();
    };
    let may_go = editing.object.with_value(|key| {
        untrack(|| described.with(key, |object| may_be_put_away(object, &info.field)))
    });
    if !may_go {
        return view! { <span class="start xs faint hide-m">{t!(language, describing.needed)}</span> }.into_any();
    }
    let away = move |()| {
        put_away(
            editing.object.get_value(),
            info.clone(),
            described,
            toasts,
            language,
        );
        on_close.run(());
    };
    view! { <span class="start"><Button label=t!(language, describing.put_away) look=Look::Bad icon="inbox" on_press=away/></span> }
        .into_any()
}
