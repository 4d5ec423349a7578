//! Keeping views: each act shows at once and can be taken back.

use contract::dto::views::{SaveView, View};
use contract::{Language, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Views;
use crate::api::views::{order_views, put_view_away, save_view, take_view_back};
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::records::lasting;
use crate::records::list::Showing;
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{Toasts, failure_text, use_toasts};

/// Keeps the views of the present list.
#[derive(Clone, Copy)]
pub(crate) struct Keeper {
    pub(super) views: Views,
    pub(super) showing: Showing,
    toasts: Toasts,
    language: Language,
    pub(super) busy: RwSignal<bool>,
}

impl Keeper {
    /// Made at the top of a component.
    pub(super) fn here() -> Self {
        Self {
            views: expect_context(),
            showing: Showing::here(),
            toasts: use_toasts(),
            language: use_language(),
            busy: RwSignal::new(false),
        }
    }

    /// What the list shows now, under the name and for the people of a view.
    pub(super) fn with_what_is_shown(self, view: &View) -> SaveView {
        SaveView {
            id: view.id,
            object: view.object.clone(),
            name: view.name.clone(),
            sharing: view.sharing,
            body: untrack(|| self.showing.address()).body(),
            version: view.version,
        }
    }

    /// Saves a view and shows it. `done` is told what the server said.
    pub(super) fn save(self, asked: SaveView, done: impl Fn(Answer<()>) + Send + Sync + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let id = asked.id;
        spawn_local(async move {
            let answer = sending(save_view(asked)).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(view) => {
                    self.toasts
                        .say(t!(self.language, lists.view_saved, name = view.name));
                    self.views.put(view);
                    self.show(id);
                    done(Ok(()));
                }
                Err(failure) => {
                    if matches!(failure, Failure::Refused(Refusal::Outdated { .. })) {
                        self.views.refresh();
                    }
                    done(Err(failure));
                }
            }
        });
    }

    /// Shows a saved view as it was saved.
    fn show(self, id: Uuid) {
        let word = untrack(|| self.views.word_of(&id.to_string()));
        self.showing.go(word.as_deref());
    }

    /// Saves what is shown into a view, and says where that fails.
    pub(super) fn overwrite(self, view: &View) {
        let (toasts, language) = (self.toasts, self.language);
        self.save(self.with_what_is_shown(view), move |answer| {
            if let Err(failure) = answer {
                toasts.fail(failure_text(language, &failure));
            }
        });
    }

    /// Puts a view away; the undo brings it back.
    pub(super) fn put_away(self, view: View) {
        let (views, toasts, language) = (self.views, self.toasts, self.language);
        let is_shown = untrack(|| self.showing.address()).view == Some(view.id.to_string());
        views.drop_one(view.id);
        if is_shown || view.is_default {
            self.showing.go(None);
        }
        spawn_local(async move {
            match sending(put_view_away(view.id)).await {
                Ok(()) => {
                    let text = t!(language, lists.view_gone, name = view.name);
                    toasts.show(
                        text,
                        lasting(move || take_back(views, view.clone(), toasts, language)),
                    );
                }
                Err(failure) => {
                    views.put(view);
                    toasts.fail(failure_text(language, &failure));
                }
            }
        });
    }

    /// Puts the tabs in an order.
    pub(super) fn put_in_order(self, order: Vec<View>) {
        let before = self.views.saved.get_untracked();
        let object = order
            .first()
            .map(|view| view.object.clone())
            .unwrap_or_default();
        let ids: Vec<Uuid> = order.iter().map(|view| view.id).collect();
        let (views, toasts, language) = (self.views, self.toasts, self.language);
        views.take(order);
        spawn_local(async move {
            if let Err(failure) = sending(order_views(object, ids)).await {
                views.take(before);
                toasts.fail(failure_text(language, &failure));
            }
        });
    }
}

fn take_back(views: Views, view: View, toasts: Toasts, language: Language) {
    spawn_local(async move {
        match sending(take_view_back(view.id)).await {
            Ok(()) => views.put(view),
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    });
}
