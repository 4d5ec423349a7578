//! The record that is open, shared by all parts of its page.

use contract::dto::consents::Consents;
use contract::dto::files::FileInfo;
use contract::dto::records::{RecordPage, RelatedCount, Timeline, TimelineFilter};
use contract::objects::is_person;
use contract::query::MOST_ROWS;
use contract::{Filter, ListPage, ListQuery, ObjectDef, Operator, Record};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::rail::rail_lists;
use super::tab::{Tab, lines_of, related_lists, use_tab};
use crate::api::consents::consents;
use crate::api::files::files;
use crate::api::records::{list, record, related, timeline};
use crate::api::{Answer, Asked, asked};
use crate::shell::use_catalogue;

/// The records of an object that point here by a field: the keys of both, and the beginning of the list.
pub(crate) type PointingList = ((String, String), Answer<ListPage>);

/// Rows of a short list of the rail.
const RAIL_ROWS: u32 = 5;

/// What stands around a record. Made at the top of its page, since no resource may be made inside a `Suspend`.
#[derive(Clone, Copy)]
pub(crate) struct Around {
    pub(crate) first: Asked<Answer<RecordPage>>,
    pub(crate) tab: Memo<Tab>,
    first_tab: StoredValue<Tab>,
    pub(crate) shown: RwSignal<TimelineFilter>,
    pub(crate) timeline: Asked<Answer<Timeline>>,
    pub(crate) related: Asked<Answer<ListPage>>,
    pub(crate) files: Asked<Answer<Vec<FileInfo>>>,
    pub(crate) consents: Asked<Answer<Consents>>,
    pub(crate) rail: Asked<Vec<PointingList>>,
    /// How much points here, for tabs and rail; not needed for the page's first sight.
    pub(crate) counts: Asked<Answer<Vec<RelatedCount>>>,
    pub(crate) lines: Asked<Vec<PointingList>>,
    /// Counts what happened here; each count asks for timeline and lists again.
    pub(crate) news: RwSignal<u32>,
}

impl Around {
    pub(crate) fn new(object: &ObjectDef, id: Option<Uuid>) -> Self {
        let key = StoredValue::new(object.key.clone());
        let first_tab = use_catalogue().with_untracked(|known| Tab::first_of(known, object));
        let tab = use_tab(first_tab.clone());
        let shown = RwSignal::new(TimelineFilter::All);
        let news = RwSignal::new(0);
        let is_open = move |wanted: Tab| tab.with(|tab| *tab == wanted);
        let first = asked(
            move || id,
            move |id| async move {
                match id {
                    Some(id) => record(key.get_value(), id).await,
                    None => Err(contract::Refusal::NotFound.into()),
                }
            },
        );
        let timeline = asked(
            move || (id, is_open(Tab::Timeline), shown.get(), news.get()),
            move |(id, is_open, shown, _)| async move {
                match id.filter(|_| is_open) {
                    Some(id) => timeline(key.get_value(), id, shown, None).await,
                    None => Ok(Timeline::default()),
                }
            },
        );
        let related = asked(
            move || (id, tab.get(), news.get()),
            |(id, tab, _)| async move {
                match (id, tab) {
                    (Some(id), Tab::Related { object, field }) => {
                        list(pointing(object, &field, id, 50)).await
                    }
                    _ => Ok(ListPage::default()),
                }
            },
        );
        let files = asked(
            move || (id, is_open(Tab::Files)),
            move |(id, is_open)| async move {
                match id.filter(|_| is_open) {
                    Some(id) => files(key.get_value(), id).await,
                    None => Ok(Vec::new()),
                }
            },
        );
        let is_of_person = is_person(&object.key);
        let consents = asked(
            move || (id, is_of_person && is_open(Tab::Consents), news.get()),
            move |(id, is_open, _)| async move {
                match id.filter(|_| is_open) {
                    Some(id) => consents(key.get_value(), id).await,
                    None => Ok(Consents::default()),
                }
            },
        );
        let counts = counts_of(key, id, news);
        Self {
            first,
            tab,
            first_tab: StoredValue::new(first_tab),
            shown,
            timeline,
            related,
            files,
            consents,
            rail: rail_of(object, counts, id, news),
            counts,
            lines: lines_here(object, id, tab),
            news,
        }
    }
}

fn counts_of(
    object: StoredValue<String>,
    id: Option<Uuid>,
    news: RwSignal<u32>,
) -> Asked<Answer<Vec<RelatedCount>>> {
    asked(
        move || (id, news.get()),
        move |(id, _)| async move {
            match id {
                Some(id) => related(object.get_value(), id).await,
                None => Ok(Vec::new()),
            }
        },
    )
}

/// The lists of the rail are chosen by how much there is.
fn rail_of(
    object: &ObjectDef,
    counts: Asked<Answer<Vec<RelatedCount>>>,
    id: Option<Uuid>,
    news: RwSignal<u32>,
) -> Asked<Vec<PointingList>> {
    let catalogue = use_catalogue();
    let object = StoredValue::new(object.clone());
    let chosen = move |counts: &[RelatedCount]| {
        let lists = object.try_with_value(|object| related_lists(object, counts))?;
        catalogue.try_with_untracked(|catalogue| rail_lists(catalogue, &lists))
    };
    asked(
        move || (id, news.get()),
        move |(id, _)| async move {
            let counts = counts.await.unwrap_or_default();
            pointing_lists(chosen(&counts).unwrap_or_default(), id, RAIL_ROWS).await
        },
    )
}

/// Lines are shown with the details, all at once.
fn lines_here(object: &ObjectDef, id: Option<Uuid>, tab: Memo<Tab>) -> Asked<Vec<PointingList>> {
    let kinds: Vec<(String, String)> = use_catalogue().with_untracked(|catalogue| {
        lines_of(catalogue, object)
            .map(|(lines, by)| (lines.key.clone(), by.to_owned()))
            .collect()
    });
    asked(
        move || (id, tab.with(|tab| *tab == Tab::Details)),
        move |(id, is_open)| pointing_lists(kinds.clone(), id.filter(|_| is_open), MOST_ROWS),
    )
}

async fn pointing_lists(
    kinds: Vec<(String, String)>,
    id: Option<Uuid>,
    rows: u32,
) -> Vec<PointingList> {
    let Some(id) = id else { return Vec::new() };
    let asked = kinds.into_iter().map(|(object, field)| async move {
        let page = list(pointing(object.clone(), &field, id, rows)).await;
        ((object, field), page)
    });
    futures::future::join_all(asked).await
}

pub(super) fn pointing(object: String, field: &str, id: Uuid, rows: u32) -> ListQuery {
    ListQuery {
        object,
        filters: vec![Filter::new(field, Operator::Is, &id.to_string())],
        rows,
        ..ListQuery::default()
    }
}

/// The record that is open.
#[derive(Clone, Copy)]
pub struct OpenRecord {
    object: StoredValue<ObjectDef>,
    /// The record and what was counted around it, as last heard of.
    pub page: RwSignal<RecordPage>,
    pub(crate) around: Around,
    /// What is being written into the timeline; kept while other tabs are open.
    pub(crate) note: RwSignal<String>,
    /// The related list for which a record is being made: key of its object and of the field that points here.
    pub(crate) making: RwSignal<Option<(String, String)>>,
}

impl OpenRecord {
    pub(crate) fn new(object: ObjectDef, page: RecordPage, around: Around) -> Self {
        Self {
            object: StoredValue::new(object),
            page: RwSignal::new(page),
            around,
            note: RwSignal::new(String::new()),
            making: RwSignal::new(None),
        }
    }

    /// The description of its object.
    #[must_use]
    pub fn object(self) -> ObjectDef {
        self.object.get_value()
    }

    /// The record, tracked.
    #[must_use]
    pub fn record(self) -> Record {
        self.page.with(|page| page.record.clone())
    }

    /// The record's id.
    #[must_use]
    pub fn id(self) -> Uuid {
        self.page.with_untracked(|page| page.record.id)
    }

    /// The tab that is open where the address names none.
    pub(crate) fn first_tab(self) -> Tab {
        self.around.first_tab.get_value()
    }

    /// The text that names the record, tracked.
    #[must_use]
    pub fn title(self) -> String {
        let title = self.object.with_value(|object| object.title.clone());
        self.page.with(|page| page.record.text(&title).to_owned())
    }

    /// Shows the record as it stands after a write.
    pub fn put(self, record: Record) {
        self.page.try_update(|page| page.record = record);
    }

    /// Asks the server for the record and its next step again. What fails is let be: the page
    /// still shows what it knew.
    pub fn reload(self) {
        // The page may have been left while an answer was awaited.
        let object = self.object.try_with_value(|object| object.key.clone());
        let id = self.page.try_with_untracked(|page| page.record.id);
        let (Some(object), Some(id)) = (object, id) else {
            return;
        };
        spawn_local(async move {
            if let Ok(fresh) = record(object, id).await {
                self.page.try_set(fresh);
            }
        });
    }

    /// Something happened with the record: counts, timeline and lists are asked for again.
    pub fn happened(self) {
        self.around.news.try_update(|news| *news += 1);
        self.reload();
    }
}

/// The record of the page around.
#[must_use]
pub fn use_open_record() -> OpenRecord {
    expect_context()
}
