//! What a derived field would be, while an administrator writes it.

use contract::dto::configuring::Preview;
use contract::{Derived, FieldDef, Value};

use super::{Formula, troubles};
use crate::access::{Order, several_of};
use crate::{Desk, Result};

/// What is wrong with a derived field that is being written, and what its formula comes to for the newest record.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] unless the asker administers, [`contract::Refusal::NotFound`] for no such object.
pub async fn preview(desk: &Desk, object: &str, field: &FieldDef) -> Result<Preview> {
    desk.must_administer()?;
    let described = desk.object(object)?;
    let descriptions = desk.crm().descriptions();
    let troubles = troubles(desk, descriptions.all(), &described, field);
    let mut preview = Preview {
        troubles,
        ..Preview::default()
    };
    let Some(Derived::Formula { expression }) = &field.derived else {
        return Ok(preview);
    };
    let Ok(formula) = Formula::parse(&described, field, expression) else {
        return Ok(preview);
    };
    let fields: Vec<&FieldDef> = described.fields.iter().collect();
    let newest = desk.visible(object)?.order("id", Order::Down).first(1);
    let Some(mut record) = newest.records(&fields).await?.pop() else {
        return Ok(preview);
    };
    let several = several_of(desk, &described, vec![record.id]).await?;
    record.values.extend(several.into_values().flatten());
    preview.example = record
        .value(&described.title)
        .text()
        .unwrap_or_default()
        .to_owned();
    match formula.value(&described, None, &record.values) {
        Ok(value) => preview.value = value,
        Err(why_not) => {
            preview.value = Value::Empty;
            preview.why_not = Some(why_not);
        }
    }
    Ok(preview)
}
