//! The list of all objects: those that come with the product and those that were added.

use contract::dto::defining::ObjectInfo;
use leptos::prelude::*;

use super::described::use_described;
use super::object_form::ObjectForm;
use super::object_row::{ObjectRow, RetiredObject};
use crate::i18n::use_language;
use crate::shell::{Overlay, on_new_key, use_crumbs};
use crate::t;
use crate::ui::{Button, Look};

/// All objects, the ones that were put away at the end.
#[component]
pub fn ObjectsPage() -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let crumbs = use_crumbs();
    let title = move || {
        crumbs
            .title(t!(language, describing.objects))
            .above(t!(language, settings.title), "/settings");
    };
    title();
    Effect::new(move |_| title());
    let adding = Overlay::named("new");
    on_new_key(move || adding.open());
    let form = move || {
        let close = Callback::new(move |()| adding.close());
        adding
            .is_open()
            .then(|| view! { <ObjectForm on_close=close/> })
    };
    let of = move |retired: bool| {
        Memo::new(move |_| {
            let wanted = |info: &&ObjectInfo| info.object.retired == retired;
            described
                .infos
                .with(|infos| infos.iter().filter(wanted).cloned().collect::<Vec<_>>())
        })
    };
    let (living, retired) = (of(false), of(true));
    view! {
        <div class="center describing__page stack">
            <div class="flex wrap">
                <div class="grow">
                    <h2 class="h2">{t!(language, describing.objects)}</h2>
                    <p class="muted">{t!(language, describing.objects_hint)}</p>
                </div>
                <Button
                    label=t!(language, describing.add_object)
                    look=Look::Primary
                    icon="plus"
                    on_press=move |()| adding.open()
                />
            </div>
            <Table infos=living/>
            {move || retired.with(|infos| !infos.is_empty()).then(|| view! { <Retired infos=retired/> })}
            {form}
        </div>
    }
}

#[component]
fn Table(infos: Memo<Vec<ObjectInfo>>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="card settings__clip">
            <table role="table" class="table table--list describing__table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t!(language, describing.object)}</th>
                        <th role="columnheader">{t!(language, describing.comes_from)}</th>
                        <th role="columnheader" class="num">{t!(language, describing.fields)}</th>
                        <th role="columnheader" class="num">{t!(language, describing.records)}</th>
                        <td role="cell"></td>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For
                        each=move || infos.get()
                        key=|info| (info.object.key.clone(), info.version, info.object.fields.len(), info.records.count)
                        let:info
                    >
                        <ObjectRow info/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Retired(infos: Memo<Vec<ObjectInfo>>) -> impl IntoView {
    let language = use_language();
    view! {
        <section class="stack" aria-labelledby="objects-retired">
            <h3 class="h4" id="objects-retired">{t!(language, describing.put_away_objects)}</h3>
            <ul class="card rows" role="list">
                <For each=move || infos.get() key=|info| (info.object.key.clone(), info.version) let:info>
                    <RetiredObject info/>
                </For>
            </ul>
        </section>
    }
}
