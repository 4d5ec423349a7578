//! A board follows what colleagues do: cards move where they were put, and not while one is in the hand.

use std::collections::HashSet;

use contract::{ListQuery, Record};
use futures::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::lanes::{Lane, Lanes, Place};
use super::state::BoardState;
use crate::live::{Due, Watch, ask, marks};

/// Where a card of an ordered board stands in its lane; the greatest stands at the top.
const RANK: &str = "board_rank";

/// What a board asks when something changed.
#[derive(Clone, Copy)]
pub(crate) struct Follow {
    /// The question that the board answers.
    pub(crate) query: Callback<(), ListQuery>,
    /// All lanes anew, as the server counts them; nothing where they did not come.
    pub(crate) lanes: Callback<(), LocalBoxFuture<'static, Option<Vec<Lane>>>>,
    /// Whether a move waits for somebody's word.
    pub(crate) waits: Callback<(), bool>,
}

/// Keeps the cards of a board fresh, as long as the calling component is drawn.
pub(crate) fn keep_board(state: BoardState, follow: Follow) {
    let object = state.object.with_value(|object| object.key.clone());
    Watch::over(
        &object,
        move || shown(state),
        move || is_held(state, follow),
        move |watch, due| spawn_local(renew(state, follow, watch, due)),
    );
}

fn is_held(state: BoardState, follow: Follow) -> bool {
    let is_lifted = state.lift.try_with_untracked(Option::is_some);
    is_lifted != Some(false) || follow.waits.try_run(()) != Some(false)
}

fn shown(state: BoardState) -> Vec<(Uuid, i32)> {
    let cards = |lanes: &Lanes| {
        let cards = lanes.all.iter().flat_map(|lane| &lane.cards);
        cards.map(|card| (card.id, card.version)).collect()
    };
    state.lanes.try_with_untracked(cards).unwrap_or_default()
}

async fn renew(state: BoardState, follow: Follow, watch: Watch, due: Due) {
    let Some(query) = follow.query.try_run(()) else {
        return;
    };
    let shown: HashSet<Uuid> = shown(state).into_iter().map(|(id, _)| id).collect();
    let ids = due.ids(shown.iter().copied());
    let Ok(found) = ask(&query, &ids).await else {
        return watch.later(due);
    };
    let is_missing = |id: &Uuid| found.iter().all(|record| record.id != *id);
    let gone: Vec<Uuid> = ids
        .iter()
        .copied()
        .filter(|id| shown.contains(id) && is_missing(id))
        .collect();
    let (known, new): (Vec<Record>, Vec<Record>) = found
        .into_iter()
        .partition(|record| shown.contains(&record.id));
    // Sums follow a card that is shown; for any other the server counts.
    let is_counted = due.all || !gone.is_empty() || !new.is_empty();
    let counted = match follow.lanes.try_run(()).filter(|_| is_counted) {
        Some(lanes) => lanes.await,
        None => None,
    };
    // Meanwhile a card may have been lifted, or the page left.
    if untrack(|| is_held(state, follow)) {
        return watch.in_a_moment(due);
    }
    draw(state, known, &gone, counted);
}

fn draw(state: BoardState, known: Vec<Record>, gone: &[Uuid], counted: Option<Vec<Lane>>) {
    let ids: Vec<Uuid> = known.iter().map(|record| record.id).collect();
    let focus = marks::Focus::within(&ids);
    let is_ordered = state.nature.is_ordered;
    let drawn = state.lanes.try_update(|lanes| {
        for id in gone {
            lanes.take(*id);
        }
        let mut drawn = settle(lanes, known, is_ordered);
        drawn.extend(take_in(lanes, counted.unwrap_or_default()));
        drawn
    });
    if let Some(focus) = focus {
        focus.restore();
    }
    marks::glow(drawn.unwrap_or_default());
}

/// Puts cards where they stand now. Answers those that are others.
fn settle(lanes: &mut Lanes, cards: Vec<Record>, is_ordered: bool) -> Vec<Uuid> {
    let mut drawn = Vec::new();
    for card in cards {
        let is_other = lanes.card(card.id).is_some_and(|shown| *shown != card);
        if !is_other {
            continue;
        }
        drawn.push(card.id);
        match is_ordered {
            true => {
                let place = ranked(lanes, &card);
                lanes.put_back(card, &place);
            }
            false => lanes.refresh(card),
        }
    }
    drawn
}

/// The place of a card among the others of its lane, once it is taken off the board.
fn ranked(lanes: &Lanes, card: &Record) -> Place {
    let key = lanes.home_of(card);
    let others = lanes.lane(&key).into_iter().flat_map(|lane| &lane.cards);
    let others = others.filter(|other| other.id != card.id);
    let above = others.take_while(|other| other.text(RANK) > card.text(RANK));
    Place::new(&key, above.count())
}

/// Cards that are new on the board, each where the server has it, and the sums of all lanes as it counts them.
fn take_in(lanes: &mut Lanes, counted: Vec<Lane>) -> Vec<Uuid> {
    let mut drawn = Vec::new();
    for lane in counted {
        for (index, card) in lane.cards.into_iter().enumerate() {
            if lanes.card(card.id).is_none() {
                drawn.push(card.id);
                lanes.put_back(card, &Place::new(&lane.key, index));
            }
        }
        if let Some(shown) = lanes.all.iter_mut().find(|shown| shown.key == lane.key) {
            shown.count = lane.count;
            shown.or_more = lane.or_more;
            shown.totals = lane.totals;
            shown.weighted = lane.weighted;
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::{settle, take_in};
    use crate::records::board::{Lane, Lanes};
    use contract::{FieldDef, FieldKind, Record, Value};
    use uuid::Uuid;

    fn card(id: u128, stage: &str, rank: &str, version: i32) -> Record {
        let values = [("stage", stage), ("board_rank", rank)];
        Record {
            id: Uuid::from_u128(id),
            version,
            values: values
                .map(|(key, value)| (key.to_owned(), Value::from(value)))
                .into(),
            ..Record::default()
        }
    }

    fn lane(key: &str, cards: &[(u128, &str)]) -> Lane {
        Lane {
            key: key.to_owned(),
            count: cards.len() as u64,
            cards: cards
                .iter()
                .map(|(id, rank)| card(*id, key, rank, 1))
                .collect(),
            ..Lane::default()
        }
    }

    fn lanes(all: Vec<Lane>) -> Lanes {
        let stage = FieldDef::new("stage", FieldKind::Choice, "Stage", "阶段");
        Lanes::new(all, stage, false)
    }

    fn standing(lanes: &Lanes) -> Vec<Vec<u128>> {
        let all = lanes.all.iter();
        all.map(|lane| lane.cards.iter().map(|card| card.id.as_u128()).collect())
            .collect()
    }

    #[test]
    fn a_card_that_a_colleague_moved_stands_where_they_put_it() {
        let mut lanes = lanes(vec![
            lane("new", &[(1, "m"), (2, "f")]),
            lane("offer", &[(3, "r"), (4, "c")]),
        ]);
        let moved = card(1, "offer", "h", 2);
        assert_eq!(settle(&mut lanes, vec![moved.clone()], true).len(), 1);
        assert_eq!(standing(&lanes), [vec![2], vec![3, 1, 4]]);
        let counts: Vec<_> = lanes.all.iter().map(|lane| lane.count).collect();
        assert_eq!(counts, [1, 3]);
        let again = settle(&mut lanes, vec![moved], true);
        assert!(again.is_empty(), "nothing is other");
    }

    #[test]
    fn a_new_card_comes_in_and_the_server_counts() {
        let mut lanes = lanes(vec![lane("new", &[(1, "m")])]);
        let mut asked = lane("new", &[(9, "t"), (1, "m")]);
        asked.count = 40;
        assert_eq!(take_in(&mut lanes, vec![asked]), [Uuid::from_u128(9)]);
        assert_eq!(standing(&lanes), [vec![9, 1]]);
        assert_eq!(lanes.all[0].count, 40);
    }
}
