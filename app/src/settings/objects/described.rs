//! What the pages know of all objects, and how it is learnt anew after a change.

use contract::dto::defining::{FieldInfo, ObjectBody, ObjectInfo};
use contract::query::Total;
use contract::{FieldDef, Label, ObjectDef};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address::Place;
use crate::api::describing::described;
use crate::api::{Answer, Asked};
use crate::i18n::use_language;
use crate::shell::context::catalogue_refresher;

/// The fields of the object that is open, with its key.
pub(super) type Fields = Asked<Option<(String, Answer<Vec<FieldInfo>>)>>;

/// All objects as they stand on the server, shared by the pages.
#[derive(Clone, Copy)]
pub struct Described {
    pub(super) infos: RwSignal<Vec<ObjectInfo>>,
    pub(super) fields: Fields,
    pub(super) place: Memo<Place>,
    go: Callback<(Place, bool)>,
    refresh: Callback<()>,
}

impl Described {
    pub(super) fn new(
        infos: Vec<ObjectInfo>,
        fields: Fields,
        place: Memo<Place>,
        go: Callback<(Place, bool)>,
    ) -> Self {
        Self {
            infos: RwSignal::new(infos),
            fields,
            place,
            go,
            refresh: catalogue_refresher(),
        }
    }

    /// Goes to another place of these pages.
    pub(super) fn open(self, place: Place) {
        self.go.run((place, false));
    }

    /// Goes to another place and leaves the present one out of the history.
    pub(super) fn leave_to(self, place: Place) {
        self.go.run((place, true));
    }

    /// Something was changed: asks for it anew, and lets menu and pages of records know of it.
    pub(super) fn changed(self) {
        self.refresh.run(());
        self.fields.refetch();
        spawn_local(async move {
            // Without an answer the pages go on with what they know; the next change tells when that is stale.
            if let Ok(infos) = described().await {
                self.infos.try_set(infos);
            }
        });
    }

    /// The server keeps an object so now: it is shown at once, and the rest is asked for anew.
    pub(super) fn took(self, object: ObjectDef) {
        self.infos.update(|infos| {
            let found = infos.iter_mut().find(|info| info.object.key == object.key);
            match found {
                Some(info) => info.object = object,
                None => infos.push(ObjectInfo {
                    object,
                    body: ObjectBody::default(),
                    version: 1,
                    records: Total::default(),
                }),
            }
        });
        self.changed();
    }

    /// As [`Described::took`], for a change of what is said of the object itself: it counts one version on.
    pub(super) fn took_anew(self, object: ObjectDef) {
        self.infos.update(|infos| {
            let found = infos.iter_mut().find(|info| info.object.key == object.key);
            if let Some(info) = found {
                info.version += 1;
            }
        });
        self.took(object);
    }

    /// An object, tracked.
    pub(super) fn object(self, key: &str) -> Option<ObjectInfo> {
        self.infos
            .with(|infos| infos.iter().find(|info| info.object.key == key).cloned())
    }

    /// The objects that are in use, as options of a list.
    pub(super) fn options(self) -> Vec<(String, String)> {
        let language = use_language();
        self.infos.with(|infos| {
            infos
                .iter()
                .map(|info| &info.object)
                .filter(|object| !object.retired)
                .map(|object| (object.key.clone(), object.label.get(language).to_owned()))
                .collect()
        })
    }

    /// Reads one object, tracked; a default where it is not there.
    pub(super) fn with<T: Default>(self, key: &str, read: impl FnOnce(&ObjectDef) -> T) -> T {
        self.infos.with(|infos| {
            let found = infos.iter().find(|info| info.object.key == key);
            found.map(|info| read(&info.object)).unwrap_or_default()
        })
    }
}

/// The fields that are in use, without those that were put away.
pub(super) fn living(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    object.fields.iter().filter(|field| !field.retired)
}

/// The pages' knowledge.
pub(super) fn use_described() -> Described {
    expect_context()
}

/// The other language's words where one language has none.
pub(super) fn filled(label: &Label) -> Label {
    let (en, zh) = (label.en.trim(), label.zh.trim());
    Label::new(
        if en.is_empty() { zh } else { en },
        if zh.is_empty() { en } else { zh },
    )
}
