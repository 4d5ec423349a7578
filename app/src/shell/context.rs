//! What every page knows without asking: who is signed in, the objects and the people, and the parts of
//! the frame that a page can open.

use std::collections::HashMap;

use contract::dto::activities::About;
use contract::dto::session::{Me, Person, Visitor};
use contract::{Action, Catalogue};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the server writes into the page for both sides to draw from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    pub visitor: Visitor,
    /// Empty while nobody is signed in.
    pub catalogue: Catalogue,
    pub people: Vec<Person>,
    /// The saved views of all lists as JSON: only the part of the app that draws lists reads them.
    #[serde(default)]
    pub views: String,
    /// The server's time when it drew the page.
    pub now: chrono::DateTime<chrono::Utc>,
    /// Where the log of changes stood before all this was read; empty where nobody follows it.
    #[serde(default)]
    pub live: String,
    /// The menu is folded up.
    pub rail: bool,
    /// The number of what broke, when the page could not be made.
    pub incident: Option<String>,
}

impl Start {
    /// What a page starts with while nobody is signed in.
    #[must_use]
    pub fn anonymous(preferences: contract::dto::session::Preferences) -> Self {
        Self {
            visitor: Visitor {
                me: None,
                preferences,
                needs_setup: false,
            },
            catalogue: Catalogue::default(),
            people: Vec::new(),
            views: String::new(),
            now: chrono::Utc::now(),
            live: String::new(),
            rail: false,
            incident: None,
        }
    }
}

#[derive(Clone, Copy)]
struct Known {
    visitor: RwSignal<Visitor>,
    catalogue: RwSignal<Catalogue>,
    people: RwSignal<Vec<Person>>,
    rail: bool,
}

pub(crate) fn provide(start: &Start) {
    crate::live::provide(&start.live);
    provide_context(Known {
        visitor: RwSignal::new(start.visitor.clone()),
        catalogue: RwSignal::new(start.catalogue.clone()),
        people: RwSignal::new(start.people.clone()),
        rail: start.rail,
    });
    provide_context(WrittenViews {
        json: RwSignal::new(start.views.clone()),
        asked_at: StoredValue::new(start.now),
    });
    provide_context(ManyAtOnce {
        begun: RwSignal::new(Vec::new()),
        ended: RwSignal::new((String::new(), 0)),
    });
    provide_context(QuickLog {
        opened: RwSignal::new(None),
        logged: RwSignal::new(0),
    });
    provide_context(Palette {
        is_open: RwSignal::new(false),
        sounds: RwSignal::new(HashMap::new()),
    });
    provide_context(Export {
        on_export: RwSignal::new(None),
    });
    provide_context(Announcer {
        text: RwSignal::new(String::new()),
    });
    provide_context(NewRecord {
        on_new: RwSignal::new(None),
    });
}

fn known() -> Known {
    expect_context()
}

/// Who asks, and how they like their pages.
#[must_use]
pub fn use_visitor() -> Signal<Visitor> {
    known().visitor.into()
}

/// Changes what the pages know of the visitor, as after saving preferences.
pub(crate) fn visitor_slot() -> RwSignal<Visitor> {
    known().visitor
}

/// Whether the menu was folded up when the page was made.
pub(crate) fn was_folded() -> bool {
    known().rail
}

/// The person who is signed in. Only on pages inside the frame.
#[must_use]
pub fn use_me() -> Signal<Me> {
    let visitor = known().visitor;
    Signal::derive(move || {
        visitor
            .with(|visitor| visitor.me.clone())
            .unwrap_or_else(nobody)
    })
}

// While the last page of a session is taken down its parts may still ask.
fn nobody() -> Me {
    Me {
        id: uuid::Uuid::nil(),
        name: String::new(),
        email: String::new(),
        roles: Vec::new(),
        may_read_log: false,
        preferences: contract::dto::session::Preferences::default(),
        organisation: String::new(),
        currency: String::new(),
        has_sample_data: false,
        new_sign_ins: Vec::new(),
        open_alerts: 0,
        simulation: None,
    }
}

/// All objects as the signed-in person may see them, with their rights.
#[must_use]
pub fn use_catalogue() -> Signal<Catalogue> {
    known().catalogue.into()
}

/// Whether the signed-in person may do something with records of an object at all. Not tracked: rights do
/// not change while a page stands open. It does not change while
/// a page is open, so nothing that asks it is drawn anew.
#[must_use]
pub fn may(object: &str, action: Action) -> bool {
    known()
        .catalogue
        .with_untracked(|catalogue| catalogue.may(object, action))
}

/// Everybody to whom a record can be handed, by name.
#[must_use]
pub fn use_people() -> Signal<Vec<Person>> {
    known().people.into()
}

/// Asks for objects and people again, as after an import that made new choices.
pub fn refresh_catalogue() {
    catalogue_refresher().run(());
}

/// What [`refresh_catalogue`] does, for when the page has no say any more.
pub(crate) fn catalogue_refresher() -> Callback<()> {
    let known = known();
    Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if let Ok(catalogue) = crate::api::records::catalogue().await {
                known.catalogue.set(catalogue);
            }
            if let Ok(people) = crate::api::users::people().await {
                known.people.set(people);
            }
        });
    })
}

/// The saved views of all lists, as they were written down last.
#[derive(Clone, Copy)]
pub(crate) struct WrittenViews {
    pub(crate) json: RwSignal<String>,
    /// When the server was asked for them.
    pub(crate) asked_at: StoredValue<chrono::DateTime<chrono::Utc>>,
}

/// Deeds on many records that this browser began: their progress stays while pages change.
#[derive(Clone, Copy)]
pub(crate) struct ManyAtOnce {
    /// Their ids, the last begun at the end.
    pub(crate) begun: RwSignal<Vec<uuid::Uuid>>,
    /// The object of the last one that came to rest, and a count of them: lists ask anew.
    pub(crate) ended: RwSignal<(String, u32)>,
}

impl ManyAtOnce {
    /// Shows how far one gets.
    pub(crate) fn watch(self, id: uuid::Uuid) {
        self.begun.update(|begun| {
            if !begun.contains(&id) {
                begun.push(id);
            }
        });
    }
}

#[must_use]
pub(crate) fn use_written_views() -> WrittenViews {
    expect_context()
}

#[must_use]
pub(crate) fn use_many_at_once() -> ManyAtOnce {
    expect_context()
}

/// The quick log, which any page can open.
#[derive(Clone, Copy)]
pub struct QuickLog {
    opened: RwSignal<Option<Option<About>>>,
    /// Counts what was logged.
    logged: RwSignal<u32>,
}

impl QuickLog {
    /// Opens it, for a record where one is given.
    pub fn open(&self, about: Option<About>) {
        self.opened.set(Some(about));
    }

    pub fn close(&self) {
        self.opened.set(None);
    }

    /// How many logs the server has taken since the page was opened: pages that show activities ask anew when it grows.
    #[must_use]
    pub fn logged(&self) -> u32 {
        self.logged.get()
    }

    /// The server has taken a log, or taken one back.
    pub fn has_logged(&self) {
        self.logged.update(|count| *count += 1);
    }

    /// What it was opened for; `None` while it is closed.
    #[must_use]
    pub fn opened(&self) -> Option<Option<About>> {
        self.opened.get()
    }
}

#[must_use]
pub fn use_quick_log() -> QuickLog {
    expect_context()
}

/// Search and commands, over any page.
#[derive(Clone, Copy)]
pub struct Palette {
    is_open: RwSignal<bool>,
    /// How the Chinese names of pages and commands sound, once somebody opened it.
    pub(crate) sounds: RwSignal<HashMap<String, String>>,
}

impl Palette {
    pub fn open(&self) {
        self.is_open.set(true);
    }

    pub fn close(&self) {
        self.is_open.set(false);
    }

    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open.get()
    }
}

#[must_use]
pub fn use_palette() -> Palette {
    expect_context()
}

/// What the key `C` does on the present page.
#[derive(Clone, Copy)]
pub struct NewRecord {
    pub(crate) on_new: RwSignal<Option<Callback<()>>>,
}

/// Lets the key `C` make something on this page, as long as the calling component is drawn.
pub fn on_new_key(make: impl Fn() + Send + Sync + 'static) {
    let slot = expect_context::<NewRecord>().on_new;
    slot.set(Some(Callback::new(move |()| make())));
    on_cleanup(move || {
        slot.try_set(None);
    });
}

/// What fetches the list of the present page as a file.
#[derive(Clone, Copy)]
pub struct Export {
    pub(crate) on_export: RwSignal<Option<Callback<()>>>,
}

/// Lets the palette fetch the list of this page as a file, as long as the calling component is drawn.
pub fn on_export(fetch: impl Fn() + Send + Sync + 'static) {
    let slot = expect_context::<Export>().on_export;
    slot.set(Some(Callback::new(move |()| fetch())));
    on_cleanup(move || {
        slot.try_set(None);
    });
}

/// Says something to those who hear the page instead of seeing it.
#[derive(Clone, Copy)]
pub struct Announcer {
    pub(crate) text: RwSignal<String>,
}

impl Announcer {
    pub fn say(&self, text: impl Into<String>) {
        self.text.set(text.into());
    }
}

#[must_use]
pub fn use_announcer() -> Announcer {
    expect_context()
}
