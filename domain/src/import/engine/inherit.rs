//! What rows take over from what they point to, where they say nothing of it themselves.

use contract::{FieldDef, FieldKind, Value};
use uuid::Uuid;

use super::draft::Draft;
use super::links::Found;
use super::settle::Settling;
use crate::Result;

impl Settling {
    /// Completes a batch by the records that its relations lead to, as forms do it for one record. An owner for whom
    /// the asker may make no records is not taken over.
    pub(super) async fn inherit(&mut self, found: &Found, drafts: &mut [Draft]) -> Result<()> {
        let inherits = |field: &&FieldDef| !field.inherits.is_empty();
        let fields: Vec<FieldDef> = self
            .object
            .fields
            .iter()
            .filter(inherits)
            .cloned()
            .collect();
        for field in &fields {
            for draft in &mut *drafts {
                let Some(value) = theirs(found, field, draft) else {
                    continue;
                };
                if field.kind == FieldKind::User && !self.may_be_for(value.id()).await? {
                    continue;
                }
                draft.values.insert(field.key.clone(), value);
            }
        }
        Ok(())
    }

    async fn may_be_for(&mut self, owner: Option<Uuid>) -> Result<bool> {
        match owner {
            Some(owner) => {
                self.owners
                    .is_within_reach(&self.desk, &self.object.key, owner)
                    .await
            }
            None => Ok(false),
        }
    }
}

/// The value that a row takes over. Where a cell was there and could not be taken, that was said, and stays so.
fn theirs(found: &Found, field: &FieldDef, draft: &Draft) -> Option<Value> {
    let is_told = draft
        .values
        .get(&field.key)
        .is_some_and(|value| !value.is_empty())
        || draft.notes.iter().any(|note| note.field == field.key);
    if is_told {
        return None;
    }
    field.inherits.iter().find_map(|by| {
        let id = draft.values.get(by).and_then(Value::id)?;
        let value = found.record(id)?.value(&field.key);
        (!value.is_empty()).then(|| value.clone())
    })
}
