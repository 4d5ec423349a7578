//! `/deals`: the pipeline as a board, or with `?view=table` as a list.

use contract::value::Values;
use contract::{Action, Filter, Money, ObjectDef, Operator, Sort, Value, objects};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};

use super::PATH;
use super::board::Board;
use super::board_states::{BoardSkeleton, NothingHere};
use super::brief::{brief, in_full};
use super::sums::Sums;
use crate::api::deals::board;
use crate::i18n::use_language;
use crate::records::{FilterBar, ObjectList, Params, RecordDrawer, use_list_address};
use crate::shell::{Overlay, may, on_new_key, use_catalogue, use_crumbs, use_me};
use crate::t;
use crate::ui::{Button, Empty, EmptyLook, Icon, LinkButton, Look, TabLink, Tabs, unread_text};

/// The page of all deals.
#[component]
pub fn BoardPage() -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let deal = catalogue.with_untracked(|catalogue| catalogue.object(objects::DEAL).cloned());
    let search = use_location().search;
    let is_table =
        Memo::new(move |_| search.with(|search| Params::read(search).get("view") == Some("table")));
    let Some(deal) = deal else {
        let title = t!(language, problems.not_found);
        return view! { <Empty icon="kanban" title look=EmptyLook::Bad/> }.into_any();
    };
    let deal = StoredValue::new(deal);
    let page = move || {
        match is_table.get() {
        true => view! { <ObjectList object=deal.get_value() tools=move || view! { <LayoutSwitch is_table=true/> }/> }.into_any(),
        false => view! { <Pipeline deal=deal.get_value()/> }.into_any(),
    }
    };
    view! { {page} }.into_any()
}

/// Tabs, filters and the board under them.
#[component]
fn Pipeline(deal: ObjectDef) -> impl IntoView {
    let language = use_language();
    let address = use_list_address();
    let title = deal.plural.get(language).to_owned();
    let crumbs = use_crumbs().title(title);
    let loaded = Resource::new(
        move || address.with(|address| address.filters.clone()),
        board,
    );
    let live = RwSignal::new(None::<Sums>);
    let on_sums = Callback::new(move |sums: Sums| {
        crumbs.count(t!(language, deals.open_count, count = sums.count));
        live.set(Some(sums));
    });
    let search = use_location().search;
    let may_make = may(objects::DEAL, Action::Create);
    let new_href = Callback::new(move |stage: String| {
        may_make.then(|| search.with(|search| Params::read(search).with("new", &stage).on(PATH)))
    });
    let deal = StoredValue::new(deal);
    let columns = move || {
        Suspend::new(async move {
            match loaded.await {
                Ok(found) if is_bare(&found) => {
                    view! { <NothingHere deal=deal.get_value()/> }.into_any()
                }
                Ok(found) => view! { <Board deal=deal.get_value() loaded=found on_sums new_href/> }
                    .into_any(),
                Err(failure) => {
                    let text = unread_text(language, &failure);
                    view! {
                        <Empty icon="alertc" title=t!(language, deals.not_loaded) text look=EmptyLook::Bad>
                            <Button label=t!(language, common.retry) look=Look::Primary on_press=move |()| loaded.refetch()/>
                        </Empty>
                    }
                    .into_any()
                }
            }
        })
    };
    let sums = move || {
        Suspend::new(async move {
            let first = loaded
                .await
                .map(|found| first_sums(found, &deal.get_value()))
                .unwrap_or_default();
            view! { <BoardSums first live/> }
        })
    };
    view! {
        <div class="bar bar--tabs">
            <ViewTabs/>
            <div class="end flex records__tools">
                <LayoutSwitch is_table=false/>
                <NewDeal deal/>
            </div>
        </div>
        <FilterBar object=deal.get_value() finds=false><Transition>{sums}</Transition></FilterBar>
        <Transition fallback=move || view! { <BoardSkeleton/> }>{columns}</Transition>
        <NewDealDrawer deal on_saved=move |()| loaded.refetch()/>
    }
}

fn is_bare(board: &contract::dto::deals::Board) -> bool {
    board.columns.iter().all(|column| column.count == 0)
}

fn first_sums(board: contract::dto::deals::Board, deal: &ObjectDef) -> Sums {
    super::pipeline::Pipeline::new(board, deal.field("stage").cloned()).open_sums(None)
}

/// Total and weighted total of the open stages. They follow a hovering card as soon as the board is awake.
#[component]
fn BoardSums(first: Sums, live: RwSignal<Option<Sums>>) -> impl IntoView {
    let language = use_language();
    let sums = Memo::new(move |_| live.get().unwrap_or_else(|| first.clone()));
    let home = StoredValue::new(use_me().with_untracked(|me| me.currency.clone()));
    let amount = move |label: &'static str, of: fn(&Sums) -> &[Money]| {
        let all = move || sums.with(|sums| in_full(of(sums), language));
        let text =
            move || sums.with(|sums| home.with_value(|home| brief(of(sums), home, language)));
        view! { <span class="muted">{label}" "<b class="strong num" title=all>{text}</b></span> }
    };
    view! {
        <div class="flex hide-m sm board__sums">
            {amount(t!(language, deals.total), |sums| &sums.totals)}
            {amount(t!(language, deals.weighted_label), |sums| &sums.weighted)}
        </div>
    }
}

/// Mine, all, closing this month; as in the list of deals.
#[component]
fn ViewTabs() -> impl IntoView {
    let language = use_language();
    let address = use_list_address();
    let tab = move |label: &'static str, filters: Vec<Filter>, sort: Option<Sort>| {
        let wanted = filters.clone();
        let current = Signal::derive(move || address.with(|address| address.filters == wanted));
        let href =
            move || address.with(|address| address.viewing(filters.clone(), sort.clone()).on(PATH));
        view! { <TabLink href label current/> }
    };
    let closing = vec![
        Filter::new("outcome", Operator::Is, "open"),
        Filter::new("close_date", Operator::Within, "this_month"),
    ];
    view! {
        <Tabs label=t!(language, deals.views)>
            {tab(t!(language, deals.view_all), Vec::new(), None)}
            {tab(t!(language, deals.view_mine), vec![Filter::new("owner", Operator::Is, "me")], None)}
            {tab(t!(language, deals.view_closing), closing, None)}
        </Tabs>
    }
}

/// Board or table, as two links: both carry the filters along.
#[component]
pub fn LayoutSwitch(is_table: bool) -> impl IntoView {
    let language = use_language();
    let search = use_location().search;
    let to = move |table: bool| {
        search.with(|search| {
            let params = Params::read(search);
            match table {
                true => params.with("view", "table").on(PATH),
                false => params.without("view").on(PATH),
            }
        })
    };
    let link = move |table: bool, icon: &'static str, label: &'static str| {
        view! {
            <a href=move || to(table) aria-current=(table == is_table).then_some("page") aria-label=label data-tip=label>
                <Icon name=icon/>
            </a>
        }
    };
    view! {
        <nav class="seg seg--sm" aria-label=t!(language, deals.layout)>
            {link(false, "kanban", t!(language, deals.as_board))}
            {link(true, "table", t!(language, deals.as_table))}
        </nav>
    }
}

#[component]
fn NewDeal(deal: StoredValue<ObjectDef>) -> impl IntoView {
    let language = use_language();
    let search = use_location().search;
    let navigate = use_navigate();
    let may_make = may(objects::DEAL, Action::Create);
    let href = move || search.with(|search| Params::read(search).with("new", "1").on(PATH));
    if may_make {
        on_new_key(move || navigate(&untrack(href), Default::default()));
    }
    let label = t!(
        language,
        deals.new_deal,
        object = deal.with_value(|deal| deal.label.get(language).to_lowercase())
    );
    may_make.then(|| view! { <LinkButton label href look=Look::Primary icon="plus" key="C"/> })
}

/// The drawer of `?new=1`, or of `?new=proposal` filled with the stage whose plus was pressed.
#[component]
fn NewDealDrawer(
    deal: StoredValue<ObjectDef>,
    #[prop(into)] on_saved: Callback<()>,
) -> impl IntoView {
    let search = use_location().search;
    let drawer = Overlay::named("new");
    move || {
        drawer.is_open().then(|| {
            let stage = search.with_untracked(|search| {
                let params = Params::read(search);
                let stage = params.get("new").filter(|stage| *stage != "1");
                stage.map(ToOwned::to_owned)
            });
            let values: Values = stage
                .into_iter()
                .map(|stage| ("stage".to_owned(), Value::Text(stage)))
                .collect();
            view! {
                <RecordDrawer
                    object=deal.get_value()
                    values
                    overlay=drawer
                    on_close=move |()| drawer.close()
                    on_saved=move |_| {
                        on_saved.run(());
                        drawer.close();
                    }
                />
            }
        })
    }
}
