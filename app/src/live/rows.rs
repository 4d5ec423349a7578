//! Lists: rows are drawn anew where they stand, what is new waits behind a button.

use std::collections::HashSet;

use contract::{ListQuery, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::watch::may_ask_again;
use super::{Due, Watch, ask, marks};
use crate::api::records::list;
use crate::i18n::use_language;
use crate::records::list::Rows;
use crate::t;
use crate::ui::{Button, ButtonSize, Look};

/// Records that belong to a list and are not shown yet.
#[derive(Clone, Copy)]
pub(crate) struct NewOnes(RwSignal<HashSet<Uuid>>);

/// The rows that are kept fresh.
#[derive(Clone, Copy)]
struct Fresh {
    query: StoredValue<ListQuery>,
    rows: Rows,
    new: NewOnes,
    on_gone: Callback<usize>,
}

/// Keeps the rows of a list fresh, as long as the calling component is drawn. `on_gone` is told how many left the list.
pub(crate) fn keep_rows(
    query: ListQuery,
    rows: Rows,
    on_gone: impl Fn(usize) + Send + Sync + 'static,
) -> NewOnes {
    let object = query.object.clone();
    let fresh = Fresh {
        query: StoredValue::new(query),
        rows,
        new: NewOnes(RwSignal::default()),
        on_gone: Callback::new(on_gone),
    };
    Watch::over(
        &object,
        move || fresh.shown(),
        move || rows.busy.try_get_untracked() != Some(false),
        move |watch, due| fresh.ask(watch, due),
    );
    fresh.new
}

impl Fresh {
    fn shown(self) -> Vec<(Uuid, i32)> {
        let shown = |records: &Vec<Record>| {
            let each = records.iter();
            each.map(|record| (record.id, record.version)).collect()
        };
        self.rows
            .records
            .try_with_untracked(shown)
            .unwrap_or_default()
    }

    fn ask(self, watch: Watch, due: Due) {
        let Some(query) = self.query.try_get_value() else {
            return;
        };
        spawn_local(async move {
            let ids = due.ids(self.shown().into_iter().map(|(id, _)| id));
            let found = match ask(&query, &ids).await {
                Ok(found) => found,
                Err(failure) => {
                    if may_ask_again(&failure) {
                        watch.later(due);
                    }
                    return;
                }
            };
            // Whatever was made meanwhile stands among the first, or is found when the list is opened again.
            if due.all
                && let Ok(page) = list(ListQuery {
                    after: None,
                    ..query
                })
                .await
            {
                self.add_new(page.records.iter().map(|record| record.id));
            }
            self.take(watch, due, &ids, found);
        });
    }

    fn take(self, watch: Watch, due: Due, asked: &[Uuid], found: Vec<Record>) {
        let is_found: HashSet<Uuid> = found.iter().map(|record| record.id).collect();
        let shown: HashSet<Uuid> = self.shown().into_iter().map(|(id, _)| id).collect();
        let missing = asked.iter().copied().filter(|id| !is_found.contains(id));
        let (gone, passed): (Vec<Uuid>, Vec<Uuid>) = missing.partition(|id| shown.contains(id));
        let (fresh, new): (Vec<Record>, Vec<Record>) = found
            .into_iter()
            .partition(|record| shown.contains(&record.id));
        // Where more pages follow, what only changed stands on one of them.
        let is_whole = self.rows.is_whole();
        let made = new.iter().map(|record| record.id);
        self.add_new(made.filter(|id| is_whole || due.made.contains(id)));
        self.new.0.try_update(|new| {
            for id in &passed {
                new.remove(id);
            }
        });
        let (later, fresh): (Vec<Record>, Vec<Record>) = fresh
            .into_iter()
            .partition(|record| marks::is_in_use(record.id));
        let (later_gone, gone): (Vec<Uuid>, Vec<Uuid>) =
            gone.into_iter().partition(|id| marks::is_in_use(*id));
        self.draw(fresh);
        self.let_go(gone);
        let ids = later.iter().map(|record| record.id).chain(later_gone);
        let shown = ids.map(|id| (id, due.shown.get(&id).cloned().unwrap_or_default()));
        watch.in_a_moment(Due {
            shown: shown.collect(),
            ..Due::default()
        });
    }

    fn add_new(self, ids: impl Iterator<Item = Uuid>) {
        let shown: HashSet<Uuid> = self.shown().into_iter().map(|(id, _)| id).collect();
        let new: Vec<Uuid> = ids.filter(|id| !shown.contains(id)).collect();
        if !new.is_empty() {
            self.new.0.try_update(|known| known.extend(new));
        }
    }

    fn draw(self, fresh: Vec<Record>) {
        let ids: Vec<Uuid> = fresh.iter().map(|record| record.id).collect();
        let focus = marks::Focus::within(&ids);
        let drawn = self.rows.redraw(fresh);
        if let Some(focus) = focus.filter(|_| !drawn.is_empty()) {
            focus.restore();
        }
        marks::glow(drawn);
    }

    fn let_go(self, gone: Vec<Uuid>) {
        if gone.is_empty() {
            return;
        }
        marks::fade(&gone);
        let leave = move || {
            let count = self.rows.take_out(&gone);
            if count > 0 {
                self.on_gone.try_run(count);
            }
        };
        set_timeout(leave, marks::FADE);
    }
}

/// How many records would be new in the list, as a button that shows them. It lies over the rows, so that nothing jumps.
#[component]
pub(crate) fn NewRows(
    new: NewOnes,
    rows: Rows,
    /// Asks for the list anew.
    #[prop(into)]
    on_show: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let count = Memo::new(move |_| {
        rows.records.with(|records| {
            new.0.with(|new| {
                let is_shown = |id: &Uuid| records.iter().any(|record| record.id == *id);
                new.iter().filter(|id| !is_shown(id)).count()
            })
        })
    });
    let label = Signal::derive(move || t!(language, live.new_rows, count = count.get()));
    view! {
        <div class="newrows" role="status">
            <Show when=move || { count.get() > 0 }>
                <Button
                    label
                    look=Look::Primary
                    size=ButtonSize::Small
                    icon="arrowup"
                    on_press=move |()| on_show.run(())
                />
            </Show>
        </div>
    }
}
