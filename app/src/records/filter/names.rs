//! What records are called that conditions name by their ids.

use std::collections::{HashMap, HashSet};

use contract::dto::consents::Purpose;
use contract::query::consent;
use contract::query::path::target_of;
use contract::{Catalogue, FieldKind, ObjectDef, Test};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::consents::purposes;
use crate::api::records::titles;
use crate::i18n::use_language;

/// Titles of records, as far as they are known.
#[derive(Clone, Copy)]
pub struct Names(RwSignal<HashMap<Uuid, String>>);

impl Names {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(HashMap::new()))
    }

    /// What a record is called; tracked. A dash as long as it is not known.
    pub(super) fn of(self, id: &str) -> String {
        let known = Uuid::parse_str(id)
            .ok()
            .and_then(|id| self.0.with(|known| known.get(&id).cloned()));
        known.unwrap_or_else(|| "–".to_owned())
    }

    /// Keeps what somebody picked.
    pub(super) fn keep(self, id: &str, title: &str) {
        if let Ok(id) = Uuid::parse_str(id) {
            self.0.update(|known| {
                known.insert(id, title.to_owned());
            });
        }
    }

    /// Asks the server for what is not known yet; in the browser only.
    pub(super) fn ask(self, wanted: HashMap<String, HashSet<Uuid>>) {
        for (object, ids) in wanted {
            let unknown: Vec<Uuid> = self.0.with_untracked(|known| {
                ids.into_iter()
                    .filter(|id| !known.contains_key(id))
                    .collect()
            });
            if unknown.is_empty() {
                continue;
            }
            let language = use_language();
            spawn_local(async move {
                let answer = match object.as_str() {
                    consent::CONSENT => purposes().await.map(|all| {
                        let name = |one: Purpose| (one.id, one.name.get(language).to_owned());
                        all.into_iter().map(name).collect()
                    }),
                    _ => titles(object, unknown).await,
                };
                if let Ok(found) = answer {
                    self.0.try_update(|known| known.extend(found));
                }
            });
        }
    }
}

/// The records that a test names, by their objects.
pub(super) fn named(
    catalogue: &Catalogue,
    object: &ObjectDef,
    test: &Test,
) -> HashMap<String, HashSet<Uuid>> {
    let mut found = HashMap::new();
    gather(catalogue, object, test, &mut found);
    found
}

fn gather(
    catalogue: &Catalogue,
    object: &ObjectDef,
    test: &Test,
    found: &mut HashMap<String, HashSet<Uuid>>,
) {
    match test {
        Test::One(filter) if consent::is_asked(&object.key, filter) => {
            let purpose = consent::asked(&filter.value).map(|(purpose, _)| purpose);
            found
                .entry(consent::CONSENT.to_owned())
                .or_default()
                .extend(purpose);
        }
        Test::One(filter) => {
            let Some(trail) = catalogue.trail(object, &filter.field) else {
                return;
            };
            let is_record = trail.field.kind != FieldKind::User;
            if let Some(target) = target_of(&trail.field).filter(|_| is_record) {
                let ids = filter.values().filter_map(|id| id.parse::<Uuid>().ok());
                found.entry(target.to_owned()).or_default().extend(ids);
            }
        }
        Test::All(parts) | Test::Any(parts) => {
            for part in parts {
                gather(catalogue, object, part, found);
            }
        }
        Test::Has { object, test, .. } => {
            if let Some(other) = catalogue.object(object) {
                gather(catalogue, other, test, found);
            }
        }
    }
}
