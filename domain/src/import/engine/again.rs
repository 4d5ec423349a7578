//! A row whose record is there: what it changes of it.

use std::collections::HashMap;

use contract::dto::imports::{OnDuplicate, RowProblem, Severity};
use contract::value::Values;
use contract::{Action, Address, Record, Value};
use uuid::Uuid;

use super::convert::Converter;
use super::draft::Draft;
use super::settle::{Fate, Settling};
use crate::Result;
use crate::access::{self, Granted};
use crate::records::{Origin, prepare};

/// What the history of a record says of itself and no file changes.
const HISTORY: [&str; 3] = ["created_at", "updated_at", "created_by"];

impl Settling {
    /// Those of some records that the asker may change, where rows are to change any.
    pub(super) async fn editable(&self, ids: Vec<Uuid>) -> Result<HashMap<Uuid, Granted>> {
        if !self.on_duplicate.changes() || ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut several = access::several_of(&self.desk, &self.object, ids.clone()).await?;
        let granted = self
            .desk
            .granted_among(&self.object.key, &ids, Action::Edit)
            .await?;
        let with_several = |mut granted: Granted| {
            granted.set_several(several.remove(&granted.id()).unwrap_or_default());
            (granted.id(), granted)
        };
        Ok(granted.into_iter().map(with_several).collect())
    }

    /// Settles a row whose record is there.
    pub(super) async fn again(
        &self,
        converter: &Converter,
        draft: &mut Draft,
        granted: Option<Granted>,
    ) -> Result<Fate> {
        if draft.is_bad() {
            return Ok(Fate::Fail);
        }
        if !self.on_duplicate.changes() {
            return Ok(Fate::Skip);
        }
        let Some(granted) = granted else {
            draft.note(None, "", Severity::Error, RowProblem::Forbidden);
            return Ok(Fate::Fail);
        };
        let before = granted.record();
        draft.values = self.brought(converter, before, std::mem::take(&mut draft.values));
        self.keep_owner(converter, draft, &granted).await?;
        let problems = prepare(
            &self.desk,
            &self.object,
            Some(before),
            &mut draft.values,
            Origin::File,
        );
        for problem in problems.await? {
            draft.refuse(converter, &problem.field, &problem.problem);
        }
        draft
            .values
            .retain(|key, value| !before.value(key).same(value));
        Ok(match () {
            () if draft.is_bad() => Fate::Fail,
            () if draft.values.is_empty() => Fate::Skip,
            () => Fate::Update(Box::new(granted)),
        })
    }

    /// What a row brings that its record has not: its filled cells, where they may replace what is there or there is
    /// nothing; and what follows from a relation that is another one now.
    fn brought(&self, converter: &Converter, before: &Record, values: Values) -> Values {
        let is_fill = self.on_duplicate == OnDuplicate::Fill;
        let moves = |by: &String| {
            values
                .get(by)
                .is_some_and(|value| !before.value(by).same(value))
        };
        let is_wanted = |key: &str, held: &Value| {
            if HISTORY.contains(&key) {
                return false;
            }
            if converter.column_of(key).is_some() {
                return !is_fill || held.is_empty() || matches!(held, Value::Address(_));
            }
            let field = self.object.field(key);
            held.is_empty() && field.is_some_and(|field| field.inherits.iter().any(moves))
        };
        let wanted: Vec<String> = values
            .keys()
            .filter(|key| is_wanted(key, before.value(key)))
            .cloned()
            .collect();
        let mut values = values;
        values.retain(|key, _| wanted.contains(key));
        for (key, value) in &mut values {
            if let (Value::Address(held), Value::Address(new)) = (before.value(key), &mut *value) {
                *value = Value::Address(together(held, new, is_fill));
            }
        }
        values.retain(|key, value| !before.value(key).same(value));
        values
    }

    /// Who may change a record may not always hand it over.
    async fn keep_owner(
        &self,
        converter: &Converter,
        draft: &mut Draft,
        granted: &Granted,
    ) -> Result<()> {
        if !draft.values.contains_key("owner") {
            return Ok(());
        }
        let may = self
            .desk
            .granted_among(&self.object.key, &[granted.id()], Action::Transfer)
            .await?;
        if may.is_empty() {
            draft.values.remove("owner");
            draft.note_at(converter, "owner", Severity::Warning, RowProblem::Forbidden);
        }
        Ok(())
    }
}

/// An address of which a file knows parts: a filled part counts more than none, and of two filled ones the file's,
/// unless it only fills blanks.
fn together(held: &Address, new: &Address, is_fill: bool) -> Address {
    let mut whole = held.clone();
    for part in std::iter::once("street").chain(Address::PLACES) {
        let is_free = held.part(part).is_empty() || !is_fill;
        if is_free && !new.part(part).is_empty() {
            new.part(part).clone_into(whole.part_mut(part));
        }
    }
    whole
}
