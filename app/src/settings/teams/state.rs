//! The tree while it is worked on, and what changes it.

use std::collections::HashSet;

use contract::dto::organisation::{Moved, Team, Teams};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::ask::Ask;
use super::rows;
use crate::api::Failure;
use crate::api::teams::{lead_team, move_people, place_team, remove_team, restore_team, teams};
use crate::i18n::{Language, use_language};
use crate::shell::{catalogue_refresher, with_proof};
use crate::t;
use crate::ui::{Toasts, failure_text, use_toasts};

/// All teams, what is open of them, and what is asked.
#[derive(Clone, Copy)]
pub struct Tree {
    pub(super) teams: RwSignal<Vec<Team>>,
    /// How many people are in no team.
    pub(super) loose: RwSignal<u64>,
    pub(super) open: RwSignal<HashSet<String>>,
    pub(super) words: RwSignal<String>,
    /// The dialog that is open.
    pub(super) asks: RwSignal<Option<Ask>>,
    /// Counts how often people moved, for whoever shows them.
    pub(super) moves: RwSignal<u32>,
    pub(super) language: Language,
    pub(super) toasts: Toasts,
    refresh: Callback<()>,
}

impl Tree {
    pub(super) fn new(all: Teams) -> Self {
        Self {
            open: RwSignal::new(rows::open_first(&all.teams)),
            teams: RwSignal::new(all.teams),
            loose: RwSignal::new(all.loose),
            words: RwSignal::new(String::new()),
            asks: RwSignal::new(None),
            moves: RwSignal::new(0),
            language: use_language(),
            toasts: use_toasts(),
            refresh: catalogue_refresher(),
        }
    }

    pub(super) fn name(self, key: &str) -> String {
        let name = |teams: &Vec<Team>| rows::find(teams, key).map(|team| team.name.clone());
        self.teams
            .try_with_untracked(name)
            .flatten()
            .unwrap_or_default()
    }

    /// Teams as options, each with those above it.
    pub(super) fn options(
        self,
        leaves_out: impl Fn(&[Team], &str) -> bool,
    ) -> Vec<(String, String)> {
        self.teams.with(|teams| {
            let mut all: Vec<_> = teams
                .iter()
                .filter(|team| !leaves_out(teams, &team.key))
                .map(|team| (team.key.clone(), rows::way(teams, &team.key)))
                .collect();
            all.sort_by(|one, other| one.1.cmp(&other.1));
            all
        })
    }

    pub(super) fn close(self) {
        self.asks.try_set(None);
    }

    /// Asks for the teams anew, also as choices of users.
    pub(super) async fn again(self) {
        match teams().await {
            Ok(all) => {
                self.teams.try_set(all.teams);
                self.loose.try_set(all.loose);
                self.moves.try_update(|moves| *moves += 1);
                self.refresh.try_run(());
            }
            Err(failure) => self.failed(&failure),
        }
    }

    pub(super) fn failed(self, failure: &Failure) {
        self.toasts.fail(failure_text(self.language, failure));
    }

    /// Puts a team below another one, or at the top.
    pub(super) fn place(self, key: String, parent: Option<String>) {
        let was = self.teams.with_untracked(|teams| {
            let is_circle = parent
                .as_ref()
                .is_some_and(|parent| rows::is_within(teams, parent, &key));
            let team = rows::find(teams, &key)?;
            Some((is_circle, team.parent.clone()))
        });
        let Some((is_circle, was)) = was else { return };
        let name = self.name(&key);
        if is_circle {
            let other = self.name(parent.as_deref().unwrap_or_default());
            let said = t!(self.language, teams.circle, name, other);
            return self.toasts.fail(said);
        }
        if was == parent {
            return;
        }
        let said = match &parent {
            Some(parent) => t!(self.language, teams.placed, name, other = self.name(parent)),
            None => t!(self.language, teams.placed_at_top, name),
        };
        spawn_local(async move {
            match with_proof(|| place_team(key.clone(), parent.clone())).await {
                Ok(()) => {
                    if let Some(parent) = parent {
                        self.open.try_update(|open| open.insert(parent));
                    }
                    self.toasts
                        .show(said, move || self.place(key.clone(), was.clone()));
                    self.again().await;
                }
                Err(failure) => self.failed(&failure),
            }
        });
    }

    /// Says who leads a team.
    pub(super) fn lead(self, key: String, lead: Option<(Uuid, String)>) {
        let was = self.teams.with_untracked(|teams| {
            let lead = rows::find(teams, &key)?.lead.clone()?;
            Some((lead.id, lead.name))
        });
        let team = self.name(&key);
        let said = match &lead {
            Some((_, name)) => t!(self.language, teams.led, name, team),
            None => t!(self.language, teams.led_by_nobody, team),
        };
        spawn_local(async move {
            match lead_team(key.clone(), lead.map(|(id, _)| id)).await {
                Ok(()) => {
                    self.toasts
                        .show(said, move || self.lead(key.clone(), was.clone()));
                    self.again().await;
                }
                Err(failure) => self.failed(&failure),
            }
        });
    }

    /// Moves people into a team, or out of all; what was said of it goes with an undo.
    pub(super) fn move_to(self, people: Vec<Uuid>, team: Option<String>, said: String) {
        spawn_local(async move {
            match with_proof(|| move_people(people.clone(), team.clone())).await {
                Ok(before) => {
                    self.toasts
                        .show(said, move || self.move_back(before.clone()));
                    self.again().await;
                }
                Err(failure) => self.failed(&failure),
            }
        });
    }

    fn move_back(self, before: Vec<Moved>) {
        spawn_local(async move {
            for moved in before {
                let back = with_proof(|| move_people(moved.people.clone(), moved.team.clone()));
                if let Err(failure) = back.await {
                    self.failed(&failure);
                }
            }
            self.again().await;
        });
    }

    /// Takes a team away; its people go to another one.
    pub(super) fn remove(self, key: String, people_to: Option<String>) {
        let name = self.name(&key);
        spawn_local(async move {
            match with_proof(|| remove_team(key.clone(), people_to.clone())).await {
                Ok(gone) => {
                    self.close();
                    let said = t!(self.language, teams.removed, name);
                    let back = move || {
                        let gone = gone.clone();
                        spawn_local(async move {
                            if let Err(failure) = with_proof(|| restore_team(gone.clone())).await {
                                self.failed(&failure);
                            }
                            self.again().await;
                        });
                    };
                    self.toasts.show(said, back);
                    self.again().await;
                }
                Err(failure) => self.failed(&failure),
            }
        });
    }
}
