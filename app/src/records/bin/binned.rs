//! The deleted records of one object: who deleted them and when, and the way back.

use contract::dto::bulk::Deed;
use contract::dto::lists::{BinPage, Binned};
use contract::{ObjectDef, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::rows::BinRows;
use crate::api::records::restore;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::records::bulk::{begin, problems_text};
use crate::records::list::count_text;
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Look, Moment, failure_text, unread_text, use_toasts,
};
use leptos_router::hooks::use_navigate;

/// The table, and what can be done with several rows of it.
#[component]
pub fn BinTable(
    object: ObjectDef,
    words: String,
    page: BinPage,
    again: RwSignal<u32>,
) -> impl IntoView {
    let language = use_language();
    let total = page.total.unwrap_or_default();
    let rows = BinRows::new(object.key.clone(), words, page);
    let name = object.plural.get(language).to_owned();
    let title = object
        .field(&object.title)
        .map(|field| field.label.get(language).to_owned());
    let object = StoredValue::new(object);
    let bring_all = bringing(rows, true);
    view! {
        <table class="table table--list records__table" role="table" aria-label=name>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader" class="records__tick"><span class="sr">{t!(language, lists.pick_column)}</span></th>
                    <th scope="col" role="columnheader">{title}</th>
                    <th scope="col" role="columnheader">{t!(language, lists.deleted_by)}</th>
                    <th scope="col" role="columnheader">{t!(language, lists.deleted_at)}</th>
                    <th scope="col" role="columnheader" class="num">
                        <Button
                            label=t!(language, lists.restore_all, number = count_text(total))
                            look=Look::Ghost
                            size=ButtonSize::Small
                            icon="undo"
                            on_press=move |()| bring_all.run(())
                        />
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || rows.records.get() key=|record| record.id let:record>
                    <Row rows object record again/>
                </For>
            </tbody>
        </table>
        <End rows/>
        <PickedBar rows/>
    }
}

/// Brings many back as one deed, with its progress and an undo of the whole.
fn bringing(rows: BinRows, all: bool) -> Callback<()> {
    let start = begin();
    let done = Callback::new(move |answer: Answer<()>| {
        if answer.is_ok() {
            rows.picked.try_update(std::collections::HashSet::clear);
        }
    });
    Callback::new(move |()| start(rows.selection(all), Deed::Restore, done))
}

#[component]
fn Row(
    rows: BinRows,
    object: StoredValue<ObjectDef>,
    record: Binned,
    again: RwSignal<u32>,
) -> impl IntoView {
    let language = use_language();
    let id = record.id;
    let title = match record.title.is_empty() {
        true => t!(language, lists.nameless).to_owned(),
        false => record.title.clone(),
    };
    let by = match record.deleted_by.is_empty() {
        true => "–".to_owned(),
        false => record.deleted_by.clone(),
    };
    let label = t!(language, lists.restore_one, name = title);
    let busy = RwSignal::new(false);
    let bring = bring_back(rows, object, record, again, busy);
    view! {
        <tr role="row" aria-selected=move || rows.picked.with(|picked| picked.contains(&id)).to_string()>
            <td class="records__tick" role="cell">
                <input
                    class="check"
                    type="checkbox"
                    aria-label=t!(language, lists.pick, name = title)
                    prop:checked=move || rows.picked.with(|picked| picked.contains(&id))
                    on:change=move |_| rows.toggle(id)
                />
            </td>
            <td data-m="title" role="cell"><span class="strong">{title}</span></td>
            <td data-m="sub" role="cell">{by}</td>
            <td data-m="end2" role="cell"><Moment at=record_time(&rows, id)/></td>
            <td class="num" data-m="end" role="cell">
                <Button label=t!(language, lists.restore) tip=label size=ButtonSize::Small busy on_press=move |()| bring.run(())/>
            </td>
        </tr>
    }
}

fn record_time(rows: &BinRows, id: uuid::Uuid) -> chrono::DateTime<chrono::Utc> {
    rows.records.with_untracked(|records| {
        let found = records.iter().find(|record| record.id == id);
        found.map(|record| record.deleted_at).unwrap_or_default()
    })
}

/// Brings one record back and offers to go to it.
fn bring_back(
    rows: BinRows,
    object: StoredValue<ObjectDef>,
    record: Binned,
    again: RwSignal<u32>,
    busy: RwSignal<bool>,
) -> Callback<()> {
    let language = use_language();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let catalogue = use_catalogue();
    Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (key, id, title) = (rows.object(), record.id, record.title.clone());
        let address = catalogue.with_untracked(|catalogue| record_address(catalogue, &key, id));
        let navigate = navigate.clone();
        spawn_local(async move {
            let answer = restore(key, id).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    rows.take_out(id);
                    again.try_update(|again| *again += 1);
                    let text = t!(language, lists.restored_one, name = title);
                    let open = crate::records::lasting(move || {
                        if let Some(address) = &address {
                            navigate(address, Default::default());
                        }
                    });
                    toasts.offer(text, t!(language, lists.open_record), open);
                }
                Err(Failure::Refused(Refusal::Invalid(problems))) => {
                    let why =
                        object.try_with_value(|object| problems_text(object, &problems, language));
                    let text = t!(
                        language,
                        lists.not_restored,
                        name = title,
                        why = why.unwrap_or_default()
                    );
                    toasts.fail(text);
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    })
}

/// More rows, at a press.
#[component]
fn End(rows: BinRows) -> impl IntoView {
    let language = use_language();
    let failed = move || {
        rows.failure.get().map(|failure| {
            view! { <Banner text=unread_text(language, &failure) look=BannerLook::Bad/> }
        })
    };
    view! {
        <div class="records__more" aria-live="polite">
            {failed}
            <Show when=move || rows.next.with(Option::is_some)>
                <Button label=t!(language, records.load_more) look=Look::Ghost busy=rows.busy on_press=move |()| rows.load_more()/>
            </Show>
        </div>
    }
}

/// How many are chosen, and the way back for all of them.
#[component]
fn PickedBar(rows: BinRows) -> impl IntoView {
    let language = use_language();
    let count = Memo::new(move |_| rows.picked.with(|picked| picked.len()));
    let bring = bringing(rows, false);
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="bulk" role="toolbar" aria-label=t!(language, lists.many)>
                <span class="bulk__n" role="status">{move || t!(language, lists.picked, number = count.get())}</span>
                <span class="sep"></span>
                <Button label=t!(language, lists.restore) icon="undo" look=Look::Ghost on_press=move |()| bring.run(())/>
            </div>
        </Show>
    }
}
