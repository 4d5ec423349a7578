//! Many questions to one object put to the database as one.

use std::sync::Arc;

use contract::{FieldDef, ObjectDef, Record};
use sea_orm::sea_query::{Alias, Asterisk, Expr, Query, SelectStatement, UnionType};

use super::{Door, Visible, read_record};
use crate::Result;

/// So many questions are put to the database as one.
const ASKED_TOGETHER: usize = 100;

impl Visible {
    /// The first records of each of some questions to one object, in as few questions to the database as may be.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn records_of_each(all: Vec<Self>, fields: &[&FieldDef]) -> Result<Vec<Vec<Record>>> {
        let mut found = Vec::new();
        let mut left = all.into_iter();
        loop {
            let some: Vec<Self> = left.by_ref().take(ASKED_TOGETHER).collect();
            if some.is_empty() {
                return Ok(found);
            }
            found.extend(Self::some_of_each(some, fields).await?);
        }
    }

    async fn some_of_each(some: Vec<Self>, fields: &[&FieldDef]) -> Result<Vec<Vec<Record>>> {
        let mut found: Vec<Vec<(i64, Record)>> = vec![Vec::new(); some.len()];
        let mut asked: Option<(Door, Arc<ObjectDef>, SelectStatement)> = None;
        for (part, visible) in some.into_iter().enumerate() {
            let (door, object) = (visible.door.clone(), Arc::clone(&visible.object));
            let select = visible.numbered(fields, part);
            match &mut asked {
                Some((_, _, all)) => {
                    all.union(UnionType::All, select);
                }
                None => asked = Some((door, object, select)),
            }
        }
        if let Some((door, object, select)) = asked {
            let keys = door.keyring().current();
            for row in door.rows(&select).await? {
                let (part, place): (i64, i64) =
                    (row.try_get("", "of_part")?, row.try_get("", "of_place")?);
                let record = read_record(&keys, &object, fields, &row)?;
                if let Some(part) = usize::try_from(part)
                    .ok()
                    .and_then(|part| found.get_mut(part))
                {
                    part.push((place, record));
                }
            }
        }
        Ok(found.into_iter().map(in_order).collect())
    }

    /// The records with the number of their question and their place in its answer: put together, answers may come
    /// in any order.
    fn numbered(self, fields: &[&FieldDef], part: usize) -> SelectStatement {
        let answer = self.with_columns(fields);
        Query::select()
            .column(Asterisk)
            .expr_as(
                Expr::cust(format!("CAST({part} AS BIGINT)")),
                Alias::new("of_part"),
            )
            .expr_as(Expr::cust("ROW_NUMBER() OVER ()"), Alias::new("of_place"))
            .from_subquery(answer, Alias::new(format!("part{part}")))
            .take()
    }
}

fn in_order(mut found: Vec<(i64, Record)>) -> Vec<Record> {
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, record)| record).collect()
}
