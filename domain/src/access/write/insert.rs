//! New records: laid out as rows, which asks nothing of a transaction, and put into one.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use contract::dto::records::EventAction;
use contract::{Action, FieldDef, Link, ObjectDef, Reach, Refusal, Value};
use migration::sort_column;
use sea_orm::sea_query::Value as Bound;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use super::super::row;
use super::log::Event;
use super::rows::statements;
use super::sides::{SEVERAL, likenesses, several_rows};
use super::{NewRecord, Write, once};
use crate::likeness::Key;
use crate::{Desk, Error, Result, clock, derived, sealing, sorting};

/// New records as the database takes them.
pub(crate) struct LaidOut {
    object: Arc<ObjectDef>,
    records: Vec<Uuid>,
    statements: Vec<Statement>,
    several: Vec<[Bound; 4]>,
    likenesses: Vec<(Key, Uuid)>,
    has_sealed: bool,
}

impl Desk {
    /// Lays out new records of a moment whose values have passed the checks of their object, and that have their numbers.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] when the asker may not create such records, or not for that owner.
    pub(crate) async fn lay_out(
        &self,
        object: &ObjectDef,
        mut records: Vec<NewRecord>,
        now: DateTime<Utc>,
    ) -> Result<LaidOut> {
        self.may_create(object, &records).await?;
        // What is hidden from the asker is written all the same, where the house fills it in.
        let whole = self.whole_object(&object.key);
        let object = whole.unwrap_or_else(|_| Arc::new(object.clone()));
        let (keys, home) = (self.crm().keys(), self.crm().settings().country);
        let mut has_sealed = false;
        for record in &mut records {
            has_sealed |= sealing::seal_all(&keys, home, &object, record.id, &mut record.values)?;
        }
        let layout = Layout { desk: self, now };
        let fields = layout.filled(&object, &records);
        let columns = columns(&object, &fields);
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let rows = records
            .iter()
            .map(|record| layout.row(&object, &fields, record));
        let backend = self.crm().door().backend();
        let values = || records.iter().map(|record| (record.id, &record.values));
        Ok(LaidOut {
            statements: statements(backend, object.table(), &columns, rows),
            several: several_rows(&object, values()),
            likenesses: likenesses(self, &object, values()),
            records: records.iter().map(|record| record.id).collect(),
            has_sealed,
            object,
        })
    }

    async fn may_create(&self, object: &ObjectDef, records: &[NewRecord]) -> Result<()> {
        let reach = self.reach(&object.key, Action::Create);
        if reach == Reach::None {
            return Err(Refusal::Forbidden.into());
        }
        if let Some(by) = &object.line_of {
            return self.may_add_lines(object, by, records).await;
        }
        if object.field("owner").is_none() {
            return Ok(());
        }
        let owners = records
            .iter()
            .map(|record| record.values.get("owner").and_then(Value::id));
        self.may_own(reach, owners.collect()).await
    }

    /// Lines are added by whoever may change the record they belong to.
    async fn may_add_lines(
        &self,
        object: &ObjectDef,
        by: &str,
        records: &[NewRecord],
    ) -> Result<()> {
        let Some(parent) = object.field(by).and_then(|field| field.relation.as_deref()) else {
            return Err(Refusal::Forbidden.into());
        };
        if self.reach(parent, Action::Edit) == Reach::All {
            return Ok(());
        }
        let parents: HashSet<Uuid> = records
            .iter()
            .filter_map(|record| record.values.get(by).and_then(Value::id))
            .collect();
        let all: Vec<Uuid> = parents.iter().copied().collect();
        let granted = self.granted_among(parent, &all, Action::Edit).await?;
        if granted.len() == parents.len() {
            Ok(())
        } else {
            Err(Refusal::Forbidden.into())
        }
    }

    /// Whether records may be made in the name of these owners.
    async fn may_own(&self, reach: Reach, owners: HashSet<Option<Uuid>>) -> Result<()> {
        let me = self.actor().id();
        let others: Vec<Uuid> = owners
            .iter()
            .flatten()
            .copied()
            .filter(|owner| Some(*owner) != me)
            .collect();
        let is_fine = match reach {
            Reach::All => true,
            _ if owners.contains(&None) => false,
            Reach::Team => others.is_empty() || self.are_in_team(&others).await?,
            Reach::TeamAndBelow => others.is_empty() || self.are_in_teams(&others).await?,
            _ => others.is_empty(),
        };
        if is_fine {
            Ok(())
        } else {
            Err(Refusal::Forbidden.into())
        }
    }
}

impl Write<'_> {
    /// Makes records. Values must have passed the checks of their object.
    ///
    /// # Errors
    /// As [`Desk::lay_out`] and [`Write::put`].
    pub async fn insert(
        &mut self,
        object: &ObjectDef,
        mut records: Vec<NewRecord>,
        action: EventAction,
    ) -> Result<()> {
        let today = clock::today(self.now, &self.desk.preferences().time_zone);
        let whole = self.desk.whole_object(&object.key);
        let described = whole.as_deref().unwrap_or(object);
        derived::number(self, described, &mut records, today).await?;
        let laid = self.desk.lay_out(object, records, self.now).await?;
        self.put(laid, action).await
    }

    /// Makes records that were laid out.
    ///
    /// # Errors
    /// [`Problem::Taken`](contract::Problem::Taken) where somebody else has a unique value by now; when the object is described
    /// in another way than it was.
    pub(crate) async fn put(&mut self, laid: LaidOut, action: EventAction) -> Result<()> {
        let object = laid.object;
        self.is_still(&object)?;
        for statement in laid.statements {
            let done = self.tx.execute_raw(statement).await;
            done.map_err(|error| once::taken(&object, error))?;
        }
        self.has_sealed |= laid.has_sealed;
        self.insert_side("several", SEVERAL, laid.several).await?;
        match action {
            // Of many batches in one transaction each page of the index is then written once.
            EventAction::Imported => self.keep_likenesses(&object, laid.likenesses),
            _ => {
                self.insert_likenesses(&object.key, laid.likenesses).await?;
            }
        }
        self.events
            .extend(laid.records.into_iter().map(|record| Event {
                object: object.key.clone(),
                record,
                version: 1,
                action,
                changes: BTreeMap::new(),
            }));
        Ok(())
    }
}

impl Write<'_> {
    /// Rows that were laid out before a field became sensitive would lie open.
    fn is_still(&self, laid: &ObjectDef) -> Result<()> {
        let Ok(now) = self.desk.whole_object(&laid.key) else {
            return Ok(());
        };
        let is_as_it_was = laid.fields.iter().all(|field| {
            let other = now.field(&field.key);
            other.is_none_or(|other| {
                other.kind == field.kind
                    && other.sensitive == field.sensitive
                    && other.unique == field.unique
            })
        });
        match is_as_it_was {
            true => Ok(()),
            false => Err(Error::broken("an object was described anew meanwhile")),
        }
    }
}

/// In whose name and when records are laid out.
struct Layout<'d> {
    desk: &'d Desk,
    now: DateTime<Utc>,
}

impl Layout<'_> {
    fn row(&self, object: &ObjectDef, fields: &[&FieldDef], record: &NewRecord) -> Vec<Bound> {
        let title = record
            .values
            .get(&object.title)
            .and_then(Value::text)
            .unwrap_or_default();
        let mut row: Vec<Bound> = vec![
            record.id.into(),
            1_i32.into(),
            record.batch.into(),
            sorting::key(title).into(),
        ];
        for field in fields {
            let given = record
                .values
                .get(&field.key)
                .filter(|value| !value.is_empty());
            match given {
                Some(value) => row.extend(row::bind(field, value)),
                None => row.extend(row::bind(field, &self.own_value(field, record))),
            }
        }
        row
    }

    /// The fields that hold anything in any of the records. Most fields of most records are empty: those that are empty
    /// in all of them are left out of the statement, which makes bulk work much quicker.
    fn filled<'o>(&self, object: &'o ObjectDef, records: &[NewRecord]) -> Vec<&'o FieldDef> {
        let values = records.iter().flat_map(|record| &record.values);
        let filled: HashSet<&str> = values
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, _)| key.as_str())
            .collect();
        let is_filled = |field: &&FieldDef| {
            let carries = |record| !self.own_value(field, record).is_empty();
            filled.contains(field.key.as_str()) || records.first().is_some_and(carries)
        };
        let kept = object
            .fields
            .iter()
            .filter(|field| field.column().is_some());
        kept.filter(is_filled).collect()
    }

    /// What a new record carries without being told.
    fn own_value(&self, field: &FieldDef, record: &NewRecord) -> Value {
        match field.key.as_str() {
            "created_at" | "updated_at" => Value::DateTime(self.now),
            "board_rank" => Value::Text(record.id.simple().to_string()),
            "created_by" => self
                .desk
                .actor()
                .id()
                .map_or(Value::Empty, |id| Value::Link(Link::to(id))),
            _ => Value::Empty,
        }
    }
}

/// Names of the columns of [`Layout::row`], in its order.
fn columns(object: &ObjectDef, fields: &[&FieldDef]) -> Vec<String> {
    let fixed = [
        "id".to_owned(),
        "version".to_owned(),
        "batch_id".to_owned(),
        sort_column(object),
    ];
    fixed
        .into_iter()
        .chain(fields.iter().flat_map(|field| row::columns(field)))
        .collect()
}
