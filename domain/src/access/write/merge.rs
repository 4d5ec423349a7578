//! What points to one record comes to point to another, and back.

use std::collections::BTreeMap;

use contract::dto::records::EventAction;
use contract::{FieldDef, FieldKind, Link, ObjectDef, Value};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::log::Event;
use super::{Granted, Write};
use crate::Result;

/// Values of one question.
const ASKED: usize = 5_000;

/// One record that was made to point elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Moved {
    pub(crate) record: Uuid,
    /// What it pointed to before.
    pub(crate) from: Uuid,
    /// Of a field that holds several: it pointed to the new one already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) had_both: bool,
}

impl Write<'_> {
    /// Every record of `object` that points by `field` to one of `from` points to `to` now, whoever may see it: a
    /// relation is not lost because somebody may not look at it. Each change is an event of the record.
    pub(crate) async fn repoint(
        &mut self,
        object: &ObjectDef,
        field: &FieldDef,
        from: &[Uuid],
        to: Uuid,
    ) -> Result<Vec<Moved>> {
        if field.kind == FieldKind::Relations {
            return self.repoint_several(object, field, from, to).await;
        }
        let Some(column) = field.column() else {
            return Ok(Vec::new());
        };
        let select = Query::select()
            .columns(["id", "version", column.as_str()].map(Alias::new))
            .from(Alias::new(object.table()))
            .and_where(Expr::col(Alias::new(&column)).is_in(from.to_vec()))
            .take();
        let mut moved = Vec::new();
        for row in self.tx.query_all(&select).await? {
            let one = Moved {
                record: row.try_get("", "id")?,
                from: row.try_get("", &column)?,
                had_both: false,
            };
            moved.push((one, row.try_get::<i32>("", "version")?));
        }
        self.point(object, field, &column, &moved, |_| to).await?;
        Ok(moved.into_iter().map(|(one, _)| one).collect())
    }

    /// Those of the moved records that still point to `to` point to what they pointed to before.
    pub(crate) async fn repoint_back(
        &mut self,
        object: &ObjectDef,
        field: &FieldDef,
        moved: &[Moved],
        to: Uuid,
    ) -> Result<()> {
        if field.kind == FieldKind::Relations {
            return self.repoint_several_back(object, field, moved, to).await;
        }
        let Some(column) = field.column() else {
            return Ok(());
        };
        let before: BTreeMap<Uuid, Moved> = moved.iter().map(|one| (one.record, *one)).collect();
        let ids: Vec<Uuid> = before.keys().copied().collect();
        for ids in ids.chunks(ASKED) {
            let select = Query::select()
                .columns(["id", "version"].map(Alias::new))
                .from(Alias::new(object.table()))
                .and_where(Expr::col(Alias::new("id")).is_in(ids.to_vec()))
                .and_where(Expr::col(Alias::new(&column)).eq(to))
                .take();
            let mut still = Vec::new();
            for row in self.tx.query_all(&select).await? {
                let id: Uuid = row.try_get("", "id")?;
                if let Some(one) = before.get(&id) {
                    let one = Moved { from: to, ..*one };
                    still.push((one, row.try_get::<i32>("", "version")?));
                }
            }
            let was = |record: Uuid| before.get(&record).map_or(to, |one| one.from);
            self.point(object, field, &column, &still, was).await?;
        }
        Ok(())
    }

    async fn point(
        &mut self,
        object: &ObjectDef,
        field: &FieldDef,
        column: &str,
        records: &[(Moved, i32)],
        to: impl Fn(Uuid) -> Uuid,
    ) -> Result<()> {
        let mut targets: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for (one, version) in records {
            let target = to(one.record);
            targets.entry(target).or_default().push(one.record);
            let change = [
                Value::Link(Link::to(one.from)),
                Value::Link(Link::to(target)),
            ];
            self.events.push(Event {
                object: object.key.clone(),
                record: one.record,
                version: version + 1,
                action: EventAction::Updated,
                changes: BTreeMap::from([(field.key.clone(), change)]),
            });
        }
        for (target, ids) in targets {
            for ids in ids.chunks(ASKED) {
                let mut update = Query::update();
                update
                    .table(Alias::new(object.table()))
                    .value(Alias::new(column), target)
                    .value(
                        Alias::new("version"),
                        Expr::col(Alias::new("version")).add(1),
                    )
                    .and_where(Expr::col(Alias::new("id")).is_in(ids.to_vec()));
                self.tx.execute(&update).await?;
            }
        }
        Ok(())
    }

    async fn repoint_several(
        &mut self,
        object: &ObjectDef,
        field: &FieldDef,
        from: &[Uuid],
        to: Uuid,
    ) -> Result<Vec<Moved>> {
        let having = |values: Vec<String>| {
            Query::select()
                .columns(["record_id", "value"].map(Alias::new))
                .from(Alias::new("several"))
                .cond_where(of_field(object, field))
                .and_where(Expr::col(Alias::new("value")).is_in(values))
                .take()
        };
        let mut held = Vec::new();
        for row in self.tx.query_all(&having(vec![to.to_string()])).await? {
            held.push(row.try_get::<Uuid>("", "record_id")?);
        }
        let from: Vec<String> = from.iter().map(Uuid::to_string).collect();
        let mut moved = Vec::new();
        for row in self.tx.query_all(&having(from)).await? {
            let (record, value): (Uuid, String) =
                (row.try_get("", "record_id")?, row.try_get("", "value")?);
            let Ok(from) = value.parse() else { continue };
            let had_both = held.contains(&record);
            moved.push(Moved {
                record,
                from,
                had_both,
            });
            self.swap(object, field, record, &value, (!had_both).then_some(to))
                .await?;
            held.push(record);
        }
        Ok(moved)
    }

    async fn repoint_several_back(
        &mut self,
        object: &ObjectDef,
        field: &FieldDef,
        moved: &[Moved],
        to: Uuid,
    ) -> Result<()> {
        for one in moved {
            let gone = if one.had_both {
                String::new()
            } else {
                to.to_string()
            };
            self.swap(object, field, one.record, &gone, Some(one.from))
                .await?;
        }
        Ok(())
    }

    /// Takes one value out of a field that holds several and puts another one in.
    async fn swap(
        &self,
        object: &ObjectDef,
        field: &FieldDef,
        record: Uuid,
        gone: &str,
        new: Option<Uuid>,
    ) -> Result<()> {
        let mut delete = Query::delete();
        delete
            .from_table(Alias::new("several"))
            .cond_where(of_field(object, field))
            .and_where(Expr::col(Alias::new("record_id")).eq(record))
            .and_where(Expr::col(Alias::new("value")).eq(gone));
        self.tx.execute(&delete).await?;
        let Some(new) = new else { return Ok(()) };
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new("several"))
            .columns(["object", "field", "record_id", "value"].map(Alias::new))
            .on_conflict(
                sea_orm::sea_query::OnConflict::columns(
                    ["object", "record_id", "field", "value"].map(Alias::new),
                )
                .do_nothing()
                .to_owned(),
            )
            .values([
                object.key.as_str().into(),
                field.stem().into(),
                record.into(),
                new.to_string().into(),
            ])
            .map_err(crate::Error::broken)?;
        self.tx.execute(&insert).await?;
        Ok(())
    }

    /// Puts a record into the bin as a part of another one, to which links to it lead from now on.
    pub(crate) async fn merge_away(&mut self, granted: &Granted, into: Uuid) -> Result<()> {
        let (object, record) = (granted.object(), granted.record());
        let mut update = self.version_update(object, record, record.version + 1);
        update
            .value(Alias::new("deleted_at"), self.now)
            .value(Alias::new("merged_into"), into);
        self.changed_one(object, &update).await?;
        self.remove_sides(&object.key, "duplicate_key", record.id)
            .await?;
        let change = [Value::Empty, Value::Link(Link::to(into))];
        self.events.push(Event {
            object: object.key.clone(),
            record: record.id,
            version: record.version + 1,
            action: EventAction::Merged,
            changes: BTreeMap::from([("merged_into".to_owned(), change)]),
        });
        Ok(())
    }
}

fn of_field(object: &ObjectDef, field: &FieldDef) -> Condition {
    Condition::all()
        .add(Expr::col(Alias::new("object")).eq(object.key.as_str()))
        .add(Expr::col(Alias::new("field")).eq(field.stem()))
}
