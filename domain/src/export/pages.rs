//! All records of a question, some at a time.

use std::sync::Arc;

use contract::{Action, FieldDef, ListQuery, ObjectDef, Record};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use crate::access::{Order, Visible};
use crate::records::{fill, matching};
use crate::{Desk, Result, sealing};

/// Records asked for at once.
const PAGE: u64 = 1_000;

/// The records that the asker may take along, in the order of their ids.
pub(super) struct Pages<'d> {
    pub(super) desk: &'d Desk,
    pub(super) object: Arc<ObjectDef>,
    matching: Visible,
    after: Option<Uuid>,
    /// Sensitive values of records that the asker may change are told as they are.
    pub(super) in_clear: bool,
}

impl<'d> Pages<'d> {
    /// Reads a question.
    pub(super) fn of(desk: &'d Desk, query: &ListQuery) -> Result<Self> {
        desk.within_reach(&query.object, Action::Export)?;
        Ok(Self {
            object: desk.object(&query.object)?,
            matching: matching(desk, query)?.within(desk, Action::Export),
            desk,
            after: None,
            in_clear: false,
        })
    }

    /// One record alone.
    pub(super) fn of_one(desk: &'d Desk, object: &str, id: Uuid) -> Result<Self> {
        let query = ListQuery {
            object: object.to_owned(),
            ..ListQuery::default()
        };
        let mut pages = Self::of(desk, &query)?;
        let is_it = Condition::all().add(pages.matching.column("id").eq(id));
        pages.matching = pages.matching.only(is_it);
        Ok(pages)
    }

    /// The fields of a file: all but the place on the board, which is made of letters that only the board understands.
    pub(super) fn fields(&self) -> Vec<FieldDef> {
        let fields = self.object.fields.iter();
        fields.filter(|field| is_told(field)).cloned().collect()
    }

    /// The next records with everything they show; none at the end.
    pub(super) async fn next(&mut self) -> Result<Vec<Record>> {
        let mut page = self.matching.clone();
        if let Some(after) = self.after {
            let id = page.column("id");
            page = page.only(Condition::all().add(id.gt(after)));
        }
        let fields: Vec<&FieldDef> = self
            .object
            .fields
            .iter()
            .filter(|field| is_told(field))
            .collect();
        let mut records = page
            .order("id", Order::Up)
            .first(PAGE)
            .records(&fields)
            .await?;
        fill(self.desk, &self.object, &mut records).await?;
        if self.in_clear {
            sealing::unmask_all(self.desk, &self.object, &fields, &mut records).await?;
        }
        self.after = records.last().map(|record| record.id);
        Ok(records)
    }
}

pub(super) fn is_told(field: &FieldDef) -> bool {
    field.key != "board_rank"
}
