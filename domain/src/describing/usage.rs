//! How much there is of what is described, for whoever thinks of changing it.

use contract::dto::defining::{ChoiceUse, FieldInfo, Mention, ObjectBody, ObjectInfo};
use contract::query::Total;
use contract::{Derived, FieldDef, FieldProblem, Filter, ObjectDef, Operator, Problem, Refusal};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order};

use super::store;
use crate::access::Visible;
use crate::{Desk, Result, records};

/// Living records are counted to this number.
const COUNTED: u64 = 10_000;
/// Values that are shown of those that stand twice.
const EXAMPLES: u64 = 3;

/// All objects as their administrator sees them, the ones put away at the end.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers.
pub async fn objects(desk: &Desk) -> Result<Vec<ObjectInfo>> {
    desk.must_administer()?;
    let described = store::load(desk.crm().door().house()).await?;
    let mut infos = Vec::new();
    let mut asked = Vec::new();
    for object in desk.crm().descriptions().whole() {
        let row = described.objects.iter().find(|row| row.key == object.key);
        let body: ObjectBody = row
            .map(|row| serde_json::from_str(&row.body))
            .transpose()?
            .unwrap_or_default();
        if !object.retired {
            asked.push(desk.visible(&object.key)?);
        }
        infos.push(ObjectInfo {
            object: ObjectDef::clone(object),
            version: row.map_or(0, |row| row.version),
            body,
            records: Total::default(),
        });
    }
    let mut counts = Visible::counts_to(asked, COUNTED + 1).await?.into_iter();
    for info in infos.iter_mut().filter(|info| !info.object.retired) {
        let count = counts.next().unwrap_or_default();
        info.records = Total {
            count: Ord::min(count, COUNTED),
            or_more: count > COUNTED,
        };
    }
    infos.sort_by_key(|info| info.object.retired);
    Ok(infos)
}

/// One field as its administrator sees it.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn field(desk: &Desk, object: &str, key: &str) -> Result<FieldInfo> {
    let infos = fields_with(desk, object, |field| field.key == key, u64::from(u32::MAX)).await?;
    infos
        .into_iter()
        .next()
        .ok_or_else(|| Refusal::NotFound.into())
}

/// Every field of an object as its administrator sees it, in the order of the description. Values are counted to
/// 10,001, which means more than 10,000.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn fields(desk: &Desk, object: &str) -> Result<Vec<FieldInfo>> {
    fields_with(desk, object, |_| true, COUNTED + 1).await
}

async fn fields_with(
    desk: &Desk,
    object: &str,
    is_wanted: impl Fn(&FieldDef) -> bool,
    limit: u64,
) -> Result<Vec<FieldInfo>> {
    desk.must_administer()?;
    let descriptions = desk.crm().descriptions();
    let whole = descriptions.whole();
    let described = whole
        .iter()
        .find(|described| described.key == object)
        .ok_or(Refusal::NotFound)?;
    let rows = store::load(desk.crm().door().house()).await?;
    let wanted: Vec<&FieldDef> = described.fields.iter().filter(|f| is_wanted(f)).collect();
    let filled = filled(desk, described, &wanted, limit).await?;
    let infos = wanted.into_iter().zip(filled).map(|(field, filled)| {
        let row = rows
            .fields
            .iter()
            .find(|row| row.object == object && row.key == field.key);
        FieldInfo {
            field: field.clone(),
            version: row.map_or(0, |row| row.version),
            filled,
            named_in: mentions(whole, object, &field.key),
        }
    });
    Ok(infos.collect())
}

/// How many living records have a value in each of some fields, by one question; 0 where it cannot be asked, as of an
/// object that was put away.
async fn filled(
    desk: &Desk,
    object: &ObjectDef,
    fields: &[&FieldDef],
    limit: u64,
) -> Result<Vec<u64>> {
    let mut asked = Vec::new();
    let mut places = Vec::new();
    for (place, field) in fields.iter().enumerate() {
        let is_filled = Filter::new(&field.key, Operator::NotEmpty, "");
        let is_filled = records::condition(desk, object, &is_filled);
        if let (Ok(visible), Ok(is_filled)) = (desk.visible(&object.key), is_filled) {
            asked.push(visible.only(is_filled));
            places.push(place);
        }
    }
    let mut filled = vec![0; fields.len()];
    let counts = Visible::counts_to(asked, limit).await?;
    for (place, count) in places.into_iter().zip(counts) {
        filled[place] = count;
    }
    Ok(filled)
}

/// Where a field is named beside its own object's form.
fn mentions(objects: &[std::sync::Arc<ObjectDef>], object: &str, key: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for other in objects {
        for field in &other.fields {
            let (of, at) = (other.key.clone(), field.key.clone());
            match &field.derived {
                Some(Derived::Formula { expression })
                    if other.key == object && names(expression, key) =>
                {
                    found.push(Mention::Formula {
                        object: of,
                        field: at,
                    });
                }
                Some(Derived::RollUp {
                    object: from,
                    by,
                    of: gathered,
                    only,
                    ..
                }) if from == object
                    && (by == key
                        || gathered.as_deref() == Some(key)
                        || only.iter().any(|filter| filter.field == key)) =>
                {
                    found.push(Mention::RollUp {
                        object: of,
                        field: at,
                    });
                }
                _ => {}
            }
        }
        if other.key != object {
            continue;
        }
        let rules = other.rules.iter();
        found.extend(
            rules
                .filter(|rule| rule.field == key || names(&rule.expression, key))
                .map(|rule| Mention::Rule {
                    key: rule.key.clone(),
                }),
        );
        let layouts = other.layouts.iter().filter(|layout| {
            layout
                .sections
                .iter()
                .any(|section| section.fields.iter().any(|field| field == key))
        });
        found.extend(layouts.map(|layout| Mention::Layout {
            key: layout.key.clone(),
        }));
    }
    found
}

/// Whether an expression holds a word.
pub(super) fn names(expression: &str, key: &str) -> bool {
    expression
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == key)
}

/// How many living records carry each choice of a field.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn choices_in_use(desk: &Desk, object: &str, key: &str) -> Result<Vec<ChoiceUse>> {
    desk.must_administer()?;
    let described = desk.object(object)?;
    let field = described
        .field(key)
        .filter(|field| field.kind.has_choices())
        .ok_or(Refusal::NotFound)?;
    let mut asked = Vec::new();
    for choice in &field.choices {
        let carries = Filter::new(key, Operator::AnyOf, &choice.key);
        let condition = records::condition(desk, &described, &carries)?;
        asked.push(desk.visible(object)?.only(condition));
    }
    let counts = Visible::counts_to(asked, u64::from(u32::MAX)).await?;
    let keys = field.choices.iter().map(|choice| choice.key.clone());
    Ok(keys
        .zip(counts)
        .map(|(key, records)| ChoiceUse { key, records })
        .collect())
}

/// Values that stand in several living records, which a unique field does not take.
pub(super) async fn repeated(
    desk: &Desk,
    object: &ObjectDef,
    field: &FieldDef,
) -> Result<Option<FieldProblem>> {
    let is_there = desk
        .crm()
        .descriptions()
        .object(&object.key)
        .is_some_and(|object| object.field(&field.key).is_some());
    let column = field.blind_column().or(field.column());
    let Some(column) = column.filter(|_| is_there) else {
        return Ok(None);
    };
    let visible = desk.visible(&object.key)?;
    let value = visible.column(&column);
    let rows = visible
        .only(value.clone().is_not_null())
        .rows(|select| {
            select
                .expr_as(Expr::cust("COUNT(*)"), Alias::new("times"))
                .expr_as(Expr::cust("COUNT(*) OVER ()"), Alias::new("repeated"))
                .expr_as(
                    value.clone().cast_as(Alias::new("text")),
                    Alias::new("example"),
                )
                .add_group_by([value])
                .and_having(Expr::cust("COUNT(*) > 1"))
                .order_by_expr(Expr::cust("COUNT(*)"), Order::Desc)
                .limit(EXAMPLES);
        })
        .await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let records: i64 = first.try_get("", "repeated")?;
    // What a blind index says is for nobody to read.
    let shown = rows.iter().filter(|_| !field.sensitive);
    let examples = shown
        .map(|row| row.try_get("", "example"))
        .collect::<std::result::Result<_, _>>()?;
    let problem = Problem::Repeated {
        records: u64::try_from(records).unwrap_or_default(),
        examples,
    };
    Ok(Some(FieldProblem::new("unique", problem)))
}
