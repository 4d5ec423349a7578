//! The day follows what colleagues do: tasks come, go and change while it is open.

use contract::{Filter, ListQuery, Operator, objects};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::day_state::{DayList, DayState};
use crate::api::activities::today;
use crate::live::{keep_whole, marks};
use crate::ui::unsaved::is_sending;

/// Keeps the day fresh, as long as the calling component is drawn; not while a menu is open or a new time is being picked.
pub(super) fn keep_day(state: DayState) {
    keep_whole(
        objects::ACTIVITY,
        mine,
        move || shown(state),
        move || is_busy(state),
        move |watch, due| {
            spawn_local(async move {
                // What does not arrive is heard of again with the next change.
                if let Ok(day) = today().await {
                    // What was begun meanwhile may be newer than the answer.
                    if is_busy(state) || is_sending() {
                        return watch.in_a_moment(due);
                    }
                    let changed = due.changed();
                    let focus = marks::Focus::within(&changed);
                    state.day.try_set(day);
                    if let Some(focus) = focus {
                        focus.restore();
                    }
                    marks::glow(changed);
                }
            });
        },
    );
}

fn is_busy(state: DayState) -> bool {
    let is_picking = state.picking.try_with_untracked(Option::is_some);
    is_picking != Some(false) || marks::is_menu_open()
}

/// Whatever may be of the day.
fn mine() -> ListQuery {
    ListQuery {
        object: objects::ACTIVITY.to_owned(),
        filters: vec![Filter::new("owner", Operator::Is, "me")],
        ..ListQuery::default()
    }
}

fn shown(state: DayState) -> Vec<(Uuid, i32)> {
    let activities = |day: &contract::dto::activities::Today| {
        let all = DayList::ALL.into_iter().flat_map(|list| list.of(day));
        all.map(|activity| (activity.id, activity.version))
            .collect()
    };
    state.day.try_with_untracked(activities).unwrap_or_default()
}
