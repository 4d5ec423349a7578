//! A list without rows, and the end of one with rows.

use contract::{Action, ObjectDef, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

use super::navigation::Showing;
use super::rows::Rows;
use super::sentinel::Sentinel;
use crate::api::Failure;
use crate::api::users::add_sample_data;
use crate::i18n::use_language;
use crate::records::Params;
use crate::records::filter::Conditions;
use crate::records::marks::inside;
use crate::shell::{may, use_me};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Empty, EmptyLook, LinkButton, Look, browser, format, unread_text,
    use_toasts,
};

/// Nothing is there yet: import, make the first one, or look at sample data.
#[component]
pub(super) fn NoRecords(object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let location = use_location();
    let objects = inside(object.plural.get(language));
    let title = t!(language, records.no_records, object = objects);
    let import = may(&object.key, Action::Import).then(|| {
        let href = format!("/import?object={}", object.key);
        view! { <LinkButton label=t!(language, records.import) href look=Look::Primary icon="upload"/> }
    });
    let new = may(&object.key, Action::Create).then(|| {
        let label = t!(
            language,
            records.new,
            object = inside(object.label.get(language))
        );
        let params = location
            .search
            .with_untracked(|search| Params::read(search).with("new", "1"));
        let href = params.on(&location.pathname.get_untracked());
        view! { <LinkButton label href icon="plus"/> }
    });
    view! {
        <Empty icon=object.icon title text=t!(language, records.no_records_text)>
            {import}
            {new}
            <SampleData/>
        </Empty>
    }
}

/// Brings believable data to look at, for administrators.
#[component]
fn SampleData() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let add = move |()| {
        busy.set(true);
        spawn_local(async move {
            match add_sample_data().await {
                Ok(_) => browser::reload(),
                Err(failure) => {
                    busy.try_set(false);
                    toasts.fail(unread_text(language, &failure));
                }
            }
        });
    };
    let may_add = move || me.with(|me| me.is_administrator() && !me.has_sample_data);
    view! {
        <Show when=may_add>
            <Button
                label=t!(language, records.sample_data)
                look=Look::Ghost
                busy
                on_press=add
            />
        </Show>
    }
}

/// Filters that nothing passes.
#[component]
pub(super) fn NoMatch(object: ObjectDef, showing: Showing) -> impl IntoView {
    let language = use_language();
    let objects = inside(object.plural.get(language));
    let title = t!(language, records.no_match, object = objects);
    let conditions = Conditions::of(object, showing);
    let remove = move || {
        conditions.last().map(|(at, filter)| {
            let label = t!(language, records.remove_last, filter);
            let press = move |()| showing.show(|address| address.without_part(at));
            view! { <Button label on_press=press/> }
        })
    };
    let words = untrack(|| showing.address().words);
    let forget = (!words.is_empty()).then(|| {
        let label = t!(language, records.remove_last, filter = words);
        let press = move |()| showing.show(|address| address.finding(""));
        view! { <Button label on_press=press/> }
    });
    let clear = move |()| showing.show(|address| address.viewing(Vec::new(), None));
    view! {
        <Empty icon="search" title text=t!(language, records.no_match_text)>
            {forget}
            {remove}
            <Button label=t!(language, records.clear_all) look=Look::Ghost on_press=clear/>
        </Empty>
    }
}

/// The list did not come. A question that the server does not understand is not worth asking again.
#[component]
pub(crate) fn ListFailed(failure: Failure, retry: Callback<()>, showing: Showing) -> impl IntoView {
    let language = use_language();
    let is_wrong = matches!(failure, Failure::Refused(Refusal::Invalid(_)));
    let clear = move |()| showing.show(|address| address.viewing(Vec::new(), None));
    let way_out = match is_wrong {
        true => {
            view! { <Button label=t!(language, records.clear_all) look=Look::Primary on_press=clear/> }
        }
        false => view! {
            <Button label=t!(language, common.retry) look=Look::Primary icon="refresh" on_press=retry/>
        },
    };
    view! {
        <Empty
            icon="alertc"
            look=EmptyLook::Bad
            title=t!(language, records.not_shown)
            text=unread_text(language, &failure)
        >
            {way_out}
        </Empty>
    }
}

/// The end of the rows: more come when it is near, or at a press.
#[component]
pub(crate) fn MoreRows(rows: Rows) -> impl IntoView {
    let language = use_language();
    let near = move |()| {
        if !untrack(|| rows.is_full()) && rows.failure.get_untracked().is_none() {
            rows.load_more();
        }
    };
    let next = move |()| {
        let was_full = untrack(|| rows.is_full());
        rows.load_more();
        if was_full {
            to_top();
        }
    };
    let label = move || match rows.is_full() {
        true => t!(language, records.load_next).to_owned(),
        false => t!(language, records.load_more).to_owned(),
    };
    let failed = move || {
        rows.failure.get().map(|failure| {
            view! {
                <Banner text=unread_text(language, &failure) look=BannerLook::Bad>
                    <Button label=t!(language, common.retry) on_press=move |()| rows.load_more()/>
                </Banner>
            }
        })
    };
    let above = move || {
        let count = rows.above.get();
        (count > 0).then(|| {
            let count = format::number(i64::try_from(count).unwrap_or(i64::MAX));
            view! { <p class="faint xs tc">{t!(language, records.rows_above, number = count)}</p> }
        })
    };
    view! {
        <div class="records__more" aria-live="polite">
            {failed}
            {above}
            <Show when=move || rows.has_more()>
                <Sentinel on_near=near/>
                <Button label=Signal::derive(label) look=Look::Ghost busy=rows.busy on_press=next/>
            </Show>
        </div>
    }
}

pub(super) fn to_top() {
    if let Some(list) = document().get_element_by_id("rows") {
        list.scroll_into_view();
        list.set_scroll_top(0);
    }
}
