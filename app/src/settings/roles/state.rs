//! The role that is open, as it stands and as it is being changed.

use std::collections::BTreeSet;

use contract::dto::roles::AllRoles;
use contract::role::Reaches;
use contract::{Action, FieldRight, Reach, RoleDef};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::roles::save_role;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{failure_text, use_toasts};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct State {
    pub(super) all: RwSignal<AllRoles>,
    /// Key of the open role.
    pub(super) open: RwSignal<String>,
    pub(super) draft: RwSignal<RoleDef>,
    /// Counts how often the whole of it is drawn anew.
    pub(super) drawn: RwSignal<u32>,
}

impl State {
    pub(super) fn new(all: AllRoles) -> Self {
        let seller = all.roles.iter().find(|role| role.key == "salesperson");
        let first = seller.or(all.roles.first()).cloned().unwrap_or_default();
        Self {
            all: RwSignal::new(all),
            open: RwSignal::new(first.key.clone()),
            draft: RwSignal::new(first),
            drawn: RwSignal::new(0),
        }
    }

    /// The open role as it is kept.
    pub(super) fn kept(self) -> RoleDef {
        let open = self.open.get();
        let found = self.all.with(|all| {
            let role = all.roles.iter().find(|role| role.key == open);
            role.cloned()
        });
        found.unwrap_or_default()
    }

    /// Begins again from what is kept.
    pub(super) fn begin(self) {
        self.draft.set(untrack(|| self.kept()));
        self.drawn.update(|drawn| *drawn += 1);
    }

    /// Takes a role as the server answered it.
    pub(super) fn put(self, role: RoleDef) {
        self.all.update(
            |all| match all.roles.iter_mut().find(|known| known.key == role.key) {
                Some(known) => *known = role.clone(),
                None => all.roles.push(role.clone()),
            },
        );
        self.open.set(role.key);
        self.begin();
    }

    pub(super) fn set_reach(self, object: &str, action: Action, reach: Reach) {
        self.draft.update(|role| {
            if !role.reaches.contains_key(object) {
                let own: Reaches = Action::ALL
                    .map(|action| (action, role.chosen(object, action)))
                    .into();
                role.reaches.insert(object.to_owned(), own);
            }
            if let Some(reaches) = role.reaches.get_mut(object) {
                reaches.insert(action, reach);
            }
        });
    }

    pub(super) fn set_right(self, object: &str, field: &str, right: FieldRight) {
        self.draft.update(|role| {
            let rights = role.fields.entry(object.to_owned()).or_default();
            match right {
                FieldRight::Edit => rights.remove(field),
                less => rights.insert(field.to_owned(), less),
            };
            if rights.is_empty() {
                role.fields.remove(object);
            }
        });
    }

    /// How many rights are other than they are kept.
    pub(super) fn changes(self) -> usize {
        let kept = self.kept();
        self.draft.with(|draft| {
            let objects: BTreeSet<&String> =
                kept.reaches.keys().chain(draft.reaches.keys()).collect();
            let reaches = objects.iter().flat_map(|object| {
                Action::ALL
                    .into_iter()
                    .filter(|action| kept.chosen(object, *action) != draft.chosen(object, *action))
            });
            let fields: BTreeSet<(&String, &String)> = [&kept, draft]
                .into_iter()
                .flat_map(|role| &role.fields)
                .flat_map(|(object, rights)| rights.keys().map(move |field| (object, field)))
                .collect();
            let rights = fields
                .iter()
                .filter(|(object, field)| kept.field(object, field) != draft.field(object, field));
            reaches.count() + rights.count() + usize::from(kept.special != draft.special)
        })
    }
}

/// Saves what is changed, with the way back.
pub(super) fn saver(state: State, is_busy: RwSignal<bool>) -> Callback<()> {
    let language = use_language();
    let toasts = use_toasts();
    let back = StoredValue::new(None::<Callback<RoleDef>>);
    let send = Callback::new(move |(role, before): (RoleDef, Option<RoleDef>)| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| save_role(role.clone())).await;
            is_busy.try_set(false);
            match answer {
                Ok(saved) => {
                    let name = saved.label.get(language).to_owned();
                    let version = saved.version;
                    state.put(saved);
                    let Some(before) = before else {
                        return toasts.say(t!(language, roles.undone, name));
                    };
                    let undo = move || {
                        if let Some(back) = back.try_get_value().flatten() {
                            back.run(RoleDef {
                                version,
                                ..before.clone()
                            });
                        }
                    };
                    toasts.show(t!(language, roles.saved, name), undo);
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    back.set_value(Some(Callback::new(move |role| send.run((role, None)))));
    Callback::new(move |()| {
        if !is_busy.get_untracked() {
            let kept = untrack(|| state.kept());
            send.run((state.draft.get_untracked(), Some(kept)));
        }
    })
}
