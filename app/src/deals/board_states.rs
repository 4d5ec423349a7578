//! The board while it loads, and when there is nothing on it.

use contract::{Action, ObjectDef, objects};
use leptos::prelude::*;

use super::PATH;
use crate::i18n::use_language;
use crate::records::{ListAddress, use_list_address};
use crate::shell::may;
use crate::t;
use crate::ui::{Empty, LinkButton};

/// No deal at all, or none under these filters.
#[component]
pub fn NothingHere(deal: ObjectDef) -> impl IntoView {
    let language = use_language();
    let address: Memo<ListAddress> = use_list_address();
    let name = deal.plural.get(language).to_lowercase();
    let may_make = may(objects::DEAL, Action::Create);
    match address.with(ListAddress::is_narrowed) {
        true => view! {
            <Empty icon="search" title=t!(language, deals.none_match) text=t!(language, deals.none_match_text)>
                <LinkButton label=t!(language, deals.clear_filters) href=move || address.with(|address| address.viewing(Vec::new(), None).on(PATH))/>
            </Empty>
        }
        .into_any(),
        false => view! {
            <Empty icon="kanban" title=t!(language, deals.none_yet, name) text=t!(language, deals.none_yet_text)>
                {may_make.then(|| view! {
                    <LinkButton label=t!(language, deals.first_deal) href=format!("{PATH}?new=1") icon="plus"/>
                    <LinkButton label=t!(language, deals.import) href="/import" icon="upload"/>
                })}
            </Empty>
        }
        .into_any(),
    }
}

/// The board's shape while it loads.
#[component]
pub fn BoardSkeleton() -> impl IntoView {
    let card = |width: u8| {
        view! {
            <div class="kcard"><span class="skel" style="--w:40%"></span><span class="skel" style=format!("--w:{width}%")></span><span class="skel" style="--w:30%"></span></div>
        }
    };
    let column = move |cards: usize| {
        view! {
            <div class="kcol">
                <div class="kcol__head"><span class="skel" style="--w:50%"></span><span class="skel" style="--w:70%"></span></div>
                <div class="kcol__list">{(0..cards).map(|i| card(if i % 2 == 0 { 75 } else { 55 })).collect_view()}</div>
            </div>
        }
    };
    view! {
        <div class="kanban" aria-busy="true"><span class="sr">{t!(use_language(), deals.loading)}</span>
            {[4, 3, 3, 2, 2, 1].into_iter().map(column).collect_view()}
        </div>
    }
}
