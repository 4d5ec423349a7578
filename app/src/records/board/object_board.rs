//! The board of any object: dropping a card on a lane sets the choice.

use contract::dto::lists::Lane as Loaded;
use contract::{Action, ListQuery};
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::carrier::Carrier;
use super::face::face;
use super::lanes::{Lane, Lanes};
use super::pipelines::is_one_of_several;
use super::sheet::StageSheet;
use super::state::{BoardState, Deeds, Nature};
use super::{Board, BoardSkeleton, Follow, keep_board};
use crate::api::lists::board_lanes;
use crate::api::{Answer, asked};
use crate::i18n::use_language;
use crate::records::Params;
use crate::records::list::{ListFailed, Listing, NothingThere, all_of, columns, count_text};
use crate::shell::{may, use_crumbs};
use crate::t;
use crate::ui::{at_once, use_toasts};

/// Boards that every object has.
const NATURE: Nature = Nature {
    face,
    is_stale: |_, _, _| false,
    likely: |_, _, _, _| String::new(),
    is_ordered: false,
};

/// The records of a list in lanes by the choices of a field.
#[component]
pub(crate) fn ObjectBoard(listing: Listing, #[prop(into)] by: String) -> impl IntoView {
    let field = StoredValue::new(by);
    let asked = asked(
        move || (listing.asked(), field.get_value()),
        |((query, _), by): ((ListQuery, u32), String)| async move {
            (query.clone(), board_lanes(query, by).await)
        },
    );
    let crumbs = use_crumbs();
    let board = move || {
        Suspend::new(async move {
            let (query, answer) = asked.await;
            if let Ok(lanes) = &answer {
                crumbs.count(count_text(all_of(lanes)));
            }
            view! { <Answered listing query answer by=field.get_value()/> }.into_any()
        })
    };
    view! { <Transition fallback=|| view! { <BoardSkeleton/> }>{board}</Transition> }
}

#[component]
fn Answered(
    listing: Listing,
    query: ListQuery,
    answer: Answer<Vec<Loaded>>,
    by: String,
) -> impl IntoView {
    let language = use_language();
    let showing = listing.showing;
    let retry = Callback::new(move |()| listing.ask_again());
    let loaded = match answer {
        Ok(loaded) => loaded,
        Err(failure) => return view! { <ListFailed failure retry showing/> }.into_any(),
    };
    listing.holds(Vec::new());
    let is_empty = loaded.iter().all(|lane| lane.group.total.count == 0);
    if is_empty && !is_one_of_several(listing, &by) {
        return view! { <NothingThere listing/> }.into_any();
    }
    let object = listing.object.get_value();
    let Some(field) = object.field(&by).cloned() else {
        return ().into_any();
    };
    let label = t!(
        language,
        lists.board_of,
        objects = object.plural.get(language),
        field = field.label.get(language)
    );
    let shown = untrack(|| showing.address()).shown.columns;
    let fields = columns(&object, &shown)
        .into_iter()
        .map(|column| column.field);
    let fields = fields.filter(|column| column.key != by).collect();
    let all = Lanes::new(loaded.into_iter().map(Lane::from).collect(), field, false);
    let state = BoardState::new(object, by_of(&all), fields, NATURE, all);
    let carrier = Carrier::new(state, use_toasts(), language);
    let asked = StoredValue::new((query, by));
    let deeds = Deeds {
        dropped: Callback::new(move |(id, place)| carrier.drop_at(id, &place)),
        more: Callback::new(move |lane: String| {
            carrier.load_more(&asked.with_value(|(query, _)| query.clone()), lane)
        }),
    };
    keep_fresh(state, carrier, asked);
    let new_href = new_href(listing);
    at_once(view! {
        <Board state deeds label new_href/>
        {move || asking(state, carrier)}
    })
    .into_any()
}

/// The sheet of what a lane asks for.
fn asking(state: BoardState, carrier: Carrier) -> Option<AnyView> {
    let waiting = carrier.asking.get()?;
    let stage = state.label(&waiting.to.lane, use_language());
    let (object, record, keys) = (state.object, waiting.before, waiting.wanted);
    let answer = move |values| carrier.answer(values);
    let cancel = move |()| carrier.give_up();
    let sheet = view! { <StageSheet object record keys stage on_answer=answer on_cancel=cancel/> };
    Some(sheet.into_any())
}

fn by_of(lanes: &Lanes) -> contract::FieldDef {
    lanes.by().clone()
}

/// Where a new record of a lane is made.
pub(crate) fn new_href(listing: Listing) -> Callback<String, Option<String>> {
    let search = use_location().search;
    let may_make = may(&listing.key(), Action::Create);
    Callback::new(move |lane: String| {
        let params = search.with(|search| Params::read(search).with("new", &lane));
        (may_make && !lane.is_empty()).then(|| params.on(&listing.showing.path()))
    })
}

/// Cards follow what colleagues do.
fn keep_fresh(state: BoardState, carrier: Carrier, asked: StoredValue<(ListQuery, String)>) {
    let waits = move || carrier.asking.try_with_untracked(Option::is_some) != Some(false);
    let asked = move || asked.try_get_value().unwrap_or_default();
    keep_board(
        state,
        Follow {
            query: Callback::new(move |()| asked().0),
            lanes: Callback::new(move |()| {
                let (query, by) = asked();
                Box::pin(async move {
                    let loaded = board_lanes(query, by).await.ok()?;
                    Some(loaded.into_iter().map(Lane::from).collect())
                }) as LocalBoxFuture<'static, _>
            }),
            waits: Callback::new(move |()| waits()),
        },
    );
}
