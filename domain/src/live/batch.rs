//! What changed at once, and what of it somebody sees.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use contract::dto::live::{Changed, News};
use contract::dto::records::EventAction;
use contract::objects::{ACTIVITY, USER};
use contract::{Action, ObjectDef, Reach};
use sea_orm::sea_query::ExprTrait;
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::cursor::Cursor;
use super::touched::Touched;
use crate::access::{CONFIGURATION, word};
use crate::alerts::ALERT;
use crate::log::Heard;
use crate::sharing::{HOLDER, SHARE};
use crate::{Desk, Error, Result};

/// The most changed records of one object that are named; of more it is only told that there were many.
pub(super) const MOST_NAMED: usize = 200;

/// One record that changed, as far as the log tells.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// As the log knows it; 0 where only something beside the record changed.
    version: i32,
    is_touched: bool,
    is_new: bool,
    /// Whoever saw it before may see it no more.
    may_hide: bool,
    pub(super) by: Option<Uuid>,
    pub(super) name: String,
}

/// The changed records of one object.
#[derive(Debug, Default)]
struct Group {
    changes: BTreeMap<Uuid, Change>,
    /// Those that are not deleted, asked once for everybody who sees all.
    standing: OnceCell<HashSet<Uuid>>,
}

/// What changed at once.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) cursor: Cursor,
    groups: BTreeMap<String, Group>,
    /// Objects of which too much changed to name it.
    pub(super) stirred: BTreeSet<String>,
    /// Objects, fields or choices are described anew.
    pub(super) is_described: bool,
    /// Users who were changed: what they may see may be another thing now.
    users: HashSet<Uuid>,
    /// The words of those with whom something is shared now, or is shared no more.
    holders: HashSet<String>,
    /// An alert was raised, or somebody looked at one.
    has_alerts: bool,
}

impl Batch {
    /// What some events tell.
    pub(super) fn of(desk: &Desk, events: &[Heard]) -> Self {
        let descriptions = desk.crm().descriptions();
        let mut batch = Self::default();
        for event in events {
            if event.object == CONFIGURATION {
                batch.is_described = true;
            } else if event.object == SHARE {
                batch.holders.extend(holders(event));
            } else if event.object == ALERT {
                batch.has_alerts = true;
            } else if let Some(object) = descriptions.object(&event.object) {
                batch.hear(&object, event);
            }
        }
        batch
    }

    /// Nothing but that much changed in some objects.
    pub(super) fn stirring(stirred: BTreeSet<String>) -> Self {
        Self {
            stirred,
            ..Self::default()
        }
    }

    fn hear(&mut self, object: &ObjectDef, event: &Heard) {
        if object.key == USER {
            self.users.insert(event.record);
        }
        if self.stirred.contains(&object.key) {
            return;
        }
        let heard = Change::of(object, event);
        let group = self.groups.entry(object.key.clone()).or_default();
        match group.changes.get_mut(&event.record) {
            Some(change) => change.then(heard),
            None => {
                group.changes.insert(event.record, heard);
            }
        }
        self.name_or_stir(&object.key);
    }

    /// Adds the records that changed ones belong to.
    pub(super) fn touch(&mut self, touched: Touched) {
        for (object, records) in touched {
            if self.stirred.contains(&object) {
                continue;
            }
            let group = self.groups.entry(object.clone()).or_default();
            for (record, (by, name)) in records {
                let touch = Change::touch(by, name);
                group
                    .changes
                    .entry(record)
                    .and_modify(|change| change.is_touched = true)
                    .or_insert(touch);
            }
            self.name_or_stir(&object);
        }
    }

    fn name_or_stir(&mut self, object: &str) {
        let is_much = |group: &Group| group.changes.len() > MOST_NAMED;
        if self.groups.get(object).is_some_and(is_much) {
            self.groups.remove(object);
            self.stirred.insert(object.to_owned());
        }
    }

    /// Whether there is nothing to tell anybody.
    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
            && self.stirred.is_empty()
            && self.holders.is_empty()
            && !self.has_alerts
            && !self.is_described
    }

    /// Whether names of users, or what is described, are others now.
    pub(super) fn concerns_caches(&self) -> bool {
        self.is_described || !self.users.is_empty() || self.stirred.contains(USER)
    }

    /// Whether what somebody may see may be another thing now: they were changed, or who shared a filter with them, or
    /// something is shared with them now or no more.
    pub(super) fn concerns(&self, desk: &Desk) -> bool {
        let is_changed = |user: Uuid| self.users.contains(&user);
        let holds = |holder: &String| self.holders.contains(holder);
        self.stirred.contains(USER)
            || desk.actor().id().is_some_and(is_changed)
            || desk.shares().givers().any(is_changed)
            || !self.holders.is_empty() && desk.actor().holders().iter().any(holds)
    }

    /// The named records of each object.
    pub(super) fn named(&self) -> impl Iterator<Item = (&String, &BTreeMap<Uuid, Change>)> {
        let groups = self.groups.iter();
        groups.map(|(object, group)| (object, &group.changes))
    }

    /// What a person may know of it: one question for each object of which they do not see all.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn seen_by(&self, desk: &Desk) -> Result<News> {
        let mut news = News {
            described: self.is_described,
            alerts: self.has_alerts && desk.actor().may_read_log(),
            ..News::default()
        };
        let mut stirred = self.stirred.clone();
        for (object, group) in &self.groups {
            let seen = group.seen_by(desk, object).await?;
            for (record, change) in &group.changes {
                if seen.contains(record) {
                    news.changed.push(change.told(object, *record));
                } else if change.may_hide {
                    stirred.extend(hidden_with(desk, object));
                }
            }
        }
        let has_any = |object: &String| desk.reach(object, Action::See) != Reach::None;
        news.stirred = stirred.into_iter().filter(has_any).collect();
        Ok(news)
    }
}

/// With whom a share begins or ends.
fn holders(event: &Heard) -> Vec<String> {
    let changes = event.changes().remove(HOLDER);
    let values = changes.into_iter().flatten();
    let words = values.filter_map(|value| value.text().map(str::to_owned));
    words.collect()
}

impl Group {
    async fn seen_by(&self, desk: &Desk, object: &str) -> Result<HashSet<Uuid>> {
        match desk.reach(object, Action::See) {
            Reach::None => Ok(HashSet::new()),
            Reach::All => {
                let house = desk.crm().system_desk("live updates");
                let ask = || seen_among(&house, object, self.changes.keys());
                self.standing.get_or_try_init(ask).await.cloned()
            }
            _ => seen_among(desk, object, self.changes.keys()).await,
        }
    }
}

async fn seen_among(
    desk: &Desk,
    object: &str,
    ids: impl Iterator<Item = &Uuid>,
) -> Result<HashSet<Uuid>> {
    let visible = match desk.visible(object) {
        Ok(visible) => visible,
        Err(Error::Refused(_)) => return Ok(HashSet::new()),
        Err(error) => return Err(error),
    };
    let is_among = visible.column("id").is_in(ids.copied());
    let records = visible.only(is_among).records(&[]).await?;
    Ok(records.into_iter().map(|record| record.id).collect())
}

/// The object, and those whose records are seen by way of it.
fn hidden_with(desk: &Desk, object: &str) -> Vec<String> {
    let descriptions = desk.crm().descriptions();
    let follows = |other: &&std::sync::Arc<ObjectDef>| {
        (other.key == ACTIVITY || other.line_of.is_some())
            && other.relations_to(object).next().is_some()
    };
    let all = descriptions.all().iter().filter(follows);
    all.map(|other| other.key.clone())
        .chain([object.to_owned()])
        .collect()
}

impl Change {
    fn of(object: &ObjectDef, event: &Heard) -> Self {
        let is = |action| event.action == word(action);
        let is_beside = is(EventAction::FileAdded)
            || is(EventAction::FileRemoved)
            || is(EventAction::Consented);
        let is_new = is(EventAction::Created) || is(EventAction::Restored);
        Self {
            version: if is_beside { 0 } else { event.version },
            is_touched: is_beside,
            is_new: is_new || event.version == 1,
            may_hide: is(EventAction::Deleted)
                || is(EventAction::Merged)
                || !(is_beside || is_new) && moves(object, event),
            by: event.actor,
            name: match event.actor {
                Some(_) => event.name.clone(),
                None => String::new(),
            },
        }
    }

    fn touch(by: Option<Uuid>, name: String) -> Self {
        Self {
            version: 0,
            is_touched: true,
            is_new: false,
            may_hide: false,
            by,
            name,
        }
    }

    /// What is known after one more event of the same record.
    fn then(&mut self, next: Self) {
        *self = Self {
            version: Ord::max(self.version, next.version),
            is_touched: self.is_touched || next.is_touched,
            is_new: self.is_new || next.is_new,
            may_hide: self.may_hide || next.may_hide,
            ..next
        };
    }

    fn told(&self, object: &str, id: Uuid) -> Changed {
        Changed {
            object: object.to_owned(),
            id,
            version: self.version,
            is_touched: self.is_touched,
            is_new: self.is_new,
            by: self.by,
            name: self.name.clone(),
        }
    }
}

/// Whether a change may take a record out of somebody's sight: another owner, or another record that it belongs to.
/// An event that names no fields may mean any.
fn moves(object: &ObjectDef, event: &Heard) -> bool {
    let changes = event.changes();
    let decides = |key: &String| {
        key == "owner"
            || object
                .field(key)
                .is_some_and(|field| field.relation.is_some())
    };
    changes.is_empty() || changes.keys().any(decides)
}
