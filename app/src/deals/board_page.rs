//! `/deals`: the pipeline as a board of its own, and every other view of deals.

use contract::{Money, objects};
use leptos::prelude::*;

use super::pipeline::Pipeline;
use crate::i18n::use_language;
use crate::records::ObjectList;
use crate::records::board::brief::{brief, in_full};
use crate::records::board::sums::Sums;
use crate::shell::{use_catalogue, use_me};
use crate::t;
use crate::ui::{Empty, EmptyLook};

/// The page of all deals.
#[component]
pub fn BoardPage() -> impl IntoView {
    let language = use_language();
    let deal = use_catalogue().with_untracked(|catalogue| catalogue.object(objects::DEAL).cloned());
    let Some(deal) = deal else {
        let title = t!(language, problems.not_found);
        return view! { <Empty icon="kanban" title look=EmptyLook::Bad/> }.into_any();
    };
    let live = RwSignal::new(None::<Sums>);
    let board = ViewFn::from(move || view! { <Pipeline live/> });
    let tools = move || view! { <BoardSums live/> };
    view! { <ObjectList object=deal own_board=("stage", board) tools/> }.into_any()
}

/// Total and weighted total of the open stages, as long as the board is shown. They follow a hovering card.
#[component]
fn BoardSums(live: RwSignal<Option<Sums>>) -> impl IntoView {
    let language = use_language();
    let home = StoredValue::new(use_me().with_untracked(|me| me.currency.clone()));
    let amount = move |label: &'static str, of: fn(&Sums) -> &[Money]| {
        let told = move |tell: &dyn Fn(&[Money]) -> String| {
            live.with(|sums| sums.as_ref().map(|sums| tell(of(sums))).unwrap_or_default())
        };
        let all = move || told(&|amounts| in_full(amounts, language));
        let text = move || told(&|amounts| home.with_value(|home| brief(amounts, home, language)));
        view! { <span class="muted">{label}" "<b class="strong num" title=all>{text}</b></span> }
    };
    view! {
        <Show when=move || live.with(Option::is_some)>
            <div class="flex hide-m sm board__sums">
                {amount(t!(language, deals.total), |sums| &sums.totals)}
                {amount(t!(language, deals.weighted_label), |sums| &sums.weighted)}
            </div>
        </Show>
    }
}
