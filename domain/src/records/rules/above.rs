//! Nothing stands above itself.

use contract::value::Values;
use contract::{FieldKind, FieldProblem, ObjectDef, Problem, Record, Value};

use crate::access::way_up;
use crate::records::fill::titles_of;
use crate::{Desk, Result};

/// The relation by which records of one object stand above each other, as companies of a group do. By any other
/// relation two records may well point to each other.
const ABOVE: &str = "parent";

/// Relations by which a record would point to itself, or stand above itself.
pub(super) async fn circles(
    desk: &Desk,
    object: &ObjectDef,
    before: &Record,
    values: &Values,
) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for field in &object.fields {
        let is_own = field.kind == FieldKind::Relation
            && field.relation.as_deref() == Some(object.key.as_str());
        let Some(there) = values.get(&field.key).and_then(Value::id) else {
            continue;
        };
        if !is_own || before.value(&field.key).id() == Some(there) {
            continue;
        }
        let way = match (field.key.as_str(), there == before.id) {
            (_, true) => Some(vec![there]),
            (ABOVE, false) => way_up(desk, object, field, there, before.id).await?,
            _ => None,
        };
        if let Some(way) = way {
            let titles = titles_of(desk, &object.key, way.clone()).await?;
            let name = |id| titles.get(id).map_or("…", String::as_str).to_owned();
            let through = std::iter::once(&before.id).chain(&way).map(name).collect();
            problems.push(FieldProblem::new(&field.key, Problem::Circle { through }));
        }
    }
    Ok(problems)
}
