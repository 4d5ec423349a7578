//! Lists at any size: keyset paging over an index, empty values last in both directions.

use contract::query::{MOST_ROWS, Total};
use contract::{FieldDef, ListPage, ListQuery, ObjectDef, Problem, Record};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fill;
use super::filters::Matching;
use super::found::FoundPlace;
use super::order::{Ordered, Place};
use crate::access::Visible;
use crate::{Desk, Error, Result, simulations};

/// Rows of a page that asks for no number.
const USUAL_ROWS: u32 = 50;
/// Matching records are counted to this number; beyond it the total is “or more”.
pub(in crate::records) const COUNTED: u64 = 10_000;

/// Whether a list says how many records match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// On its first page.
    First,
    Never,
}

/// One page of a list, with the fields of its columns.
///
/// # Errors
/// At the field of a filter or of the order that cannot be answered.
pub async fn list(desk: &Desk, query: &ListQuery) -> Result<ListPage> {
    let object = desk.object(&query.object)?;
    simulations::note_look(desk, &query.object, None).await?;
    list_of(desk, query, &wanted(&object, query), Counting::First).await
}

/// The fields that a question wants: those it names and what a row needs beside them, or the object's own columns.
/// What it names and is not there is left out: a saved view may outlive a field.
pub(super) fn wanted<'o>(object: &'o ObjectDef, query: &ListQuery) -> Vec<&'o FieldDef> {
    if query.fields.is_empty() {
        return list_fields(object);
    }
    let is_wanted = |field: &&FieldDef| {
        field.key == object.title
            || contract::object::KEPT.contains(&field.key.as_str())
            || BESIDE.contains(&field.key.as_str())
            || query.fields.contains(&field.key)
    };
    object.fields.iter().filter(is_wanted).collect()
}

/// One page of a list, with the given fields and that of its order.
///
/// # Errors
/// As [`list`].
pub async fn list_of(
    desk: &Desk,
    query: &ListQuery,
    fields: &[&FieldDef],
    counting: Counting,
) -> Result<ListPage> {
    let object = desk.object(&query.object)?;
    let order = Ordered::new(desk, &object, query.sort.as_ref().unwrap_or(&object.sort))?;
    let mut question = Matching::new(desk, query)?;
    question.weigh(desk, &order.field.key).await?;
    let rows = if query.rows == 0 {
        USUAL_ROWS
    } else {
        Ord::min(query.rows, MOST_ROWS)
    } as usize;
    // Words bring an order of their own where none was chosen, but for the lanes of a board, which go on in theirs.
    let place: Option<FoundPlace> = place_of(query).unwrap_or_default();
    let goes_on_elsewhere = query.after.is_some() && place.is_none();
    let found = question
        .by_words(desk)
        .filter(|_| query.sort.is_none() && !goes_on_elsewhere);
    let page = async {
        let (mut records, next) = match &found {
            Some(found) => {
                let (records, next) = found.page(fields, place, rows).await?;
                (records, written(next.as_ref())?)
            }
            None => in_order(&order, &question.visible(desk), query, fields, rows).await?,
        };
        fill(desk, &object, &mut records).await?;
        Ok::<_, Error>((records, next))
    };
    // Nobody waits for the number longer than for the rows.
    let total = async {
        Ok(match &found {
            _ if query.after.is_some() || counting == Counting::Never => None,
            Some(found) => Some(found.total().await?),
            None => Some(question.clone().total_beside(desk).await?),
        })
    };
    let ((records, next), total) = tokio::try_join!(page, total)?;
    let known = records.len() as u64;
    let total = total.map(|total| match next {
        None => Total {
            count: known,
            or_more: false,
        },
        // Not all may have been looked at, but the page knows these.
        Some(_) => Total {
            count: Ord::max(total.count, known),
            ..total
        },
    });
    Ok(ListPage {
        records,
        next,
        total,
    })
}

/// A page in the order of a field, and where it ended if there are more.
async fn in_order(
    order: &Ordered<'_>,
    matching: &Visible,
    query: &ListQuery,
    fields: &[&FieldDef],
    rows: usize,
) -> Result<(Vec<Record>, Option<String>)> {
    let place: Option<Place> = place_of(query)?;
    if place.as_ref().is_some_and(|place| !order.knows(place)) {
        return Err(Error::invalid("after", Problem::WrongKind));
    }
    let mut fields = fields.to_vec();
    for needed in order.needed() {
        if !fields.iter().any(|field| field.key == needed.key) {
            fields.push(needed);
        }
    }
    let mut records = order
        .page(matching, &fields, place.as_ref(), rows + 1)
        .await?;
    let has_more = records.len() > rows;
    records.truncate(rows);
    let last = records.last().filter(|_| has_more);
    let next = last.map(|last| order.place(last));
    Ok((records, written(next.as_ref())?))
}

/// Where the page before ended. The place of another order is refused.
fn place_of<P: DeserializeOwned>(query: &ListQuery) -> Result<Option<P>> {
    let after = query.after.as_deref();
    let place = after.map(serde_json::from_str).transpose();
    place.map_err(|_| Error::invalid("after", Problem::WrongKind))
}

/// A place as the next question names it.
pub(super) fn written(place: Option<&impl Serialize>) -> Result<Option<String>> {
    Ok(place.map(serde_json::to_string).transpose()?)
}

/// The fields a list shows and a row needs.
#[must_use]
pub fn list_fields(object: &ObjectDef) -> Vec<&FieldDef> {
    object.listed().collect()
}

/// Fields that decide how others are shown: whether a day is late, whose a row is.
const BESIDE: [&str; 3] = ["status", "owner", "due_at"];

/// The records that match the filters and words of a question.
///
/// # Errors
/// At the field of a filter that cannot be answered.
pub(crate) fn matching(desk: &Desk, query: &ListQuery) -> Result<Visible> {
    Ok(Matching::new(desk, query)?.visible(desk))
}

/// How many match, counted to a limit.
///
/// # Errors
/// When the database fails.
pub(crate) async fn total(matching: Visible, most: u64) -> Result<Total> {
    let count = matching.count_to(most + 1).await?;
    Ok(Total {
        count: Ord::min(count, most),
        or_more: count > most,
    })
}

/// How many records match a question, counted to 10,000.
///
/// # Errors
/// At the field of a filter that cannot be answered.
pub async fn count(desk: &Desk, query: &ListQuery) -> Result<Total> {
    Matching::new(desk, query)?.total(desk).await
}

/// Records are counted to this number where every one of them matters, as before a deed on all of them.
const ALL: u64 = 10_000_000;

/// How many records match a question, counted to the last one.
///
/// # Errors
/// At the field of a filter that cannot be answered.
pub async fn count_all(desk: &Desk, query: &ListQuery) -> Result<Total> {
    let count = matching(desk, query)?.count_to(ALL + 1).await?;
    Ok(Total {
        count: Ord::min(count, ALL),
        or_more: count > ALL,
    })
}

/// The most questions that are counted together.
const TOGETHER: usize = 40;
/// Records of each of several questions are counted to this number.
const FEW: u64 = 1_000;

/// How many records match each of some questions, in one question to the database; nothing for those that cannot be
/// answered, and for those beyond the fortieth.
///
/// # Errors
/// When the database fails.
pub async fn totals(desk: &Desk, queries: &[ListQuery]) -> Result<Vec<Option<Total>>> {
    let mut asked = Vec::new();
    let mut places = Vec::new();
    for query in queries.iter().take(TOGETHER) {
        match matching(desk, query) {
            Ok(visible) => {
                asked.push(visible);
                places.push(true);
            }
            Err(Error::Refused(_)) => places.push(false),
            Err(error) => return Err(error),
        }
    }
    let mut counts = Visible::counts_to(asked, FEW + 1).await?.into_iter();
    let mut total = || {
        let count = counts.next()?;
        Some(Total {
            count: Ord::min(count, FEW),
            or_more: count > FEW,
        })
    };
    let told = places.into_iter();
    let mut told: Vec<_> = told
        .map(|is_asked| if is_asked { total() } else { None })
        .collect();
    told.resize(queries.len(), None);
    Ok(told)
}
