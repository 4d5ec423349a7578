//! What records that point to a record sum up to, on the day it is asked.

use contract::{Filter, ListQuery, ObjectDef, Operator, Sum, SumTotal};
use uuid::Uuid;

use super::list::matching;
use crate::access::Visible;
use crate::{Desk, Error, Result};

/// The sums of a record, of what the asker may see: one question to the database. A sum of an object or field that the
/// asker knows nothing of is left out.
///
/// # Errors
/// When the database fails.
pub(super) async fn sums(desk: &Desk, object: &ObjectDef, id: Uuid) -> Result<Vec<SumTotal>> {
    let mut told = Vec::new();
    let mut asked = Vec::new();
    let described: Vec<_> = object
        .sums
        .iter()
        .filter_map(|sum| Some((sum, desk.object(&sum.object).ok()?)))
        .collect();
    for (sum, of) in &described {
        let Some(field) = of.field(&sum.of).filter(|field| Sum::takes(field)) else {
            continue;
        };
        match matching(desk, &question(sum, id)) {
            Ok(visible) => asked.push((visible, field)),
            Err(Error::Refused(_)) => continue,
            Err(error) => return Err(error),
        }
        told.push(sum.key.clone());
    }
    let totals = Visible::money_of(asked).await?;
    let told = told.into_iter().zip(totals);
    Ok(told.map(|(key, totals)| SumTotal { key, totals }).collect())
}

fn question(sum: &Sum, id: Uuid) -> ListQuery {
    let points_here = Filter::new(&sum.by, Operator::Is, &id.to_string());
    let filters = std::iter::once(points_here).chain(sum.only.iter().cloned());
    ListQuery {
        object: sum.object.clone(),
        filters: filters.collect(),
        ..ListQuery::default()
    }
}
