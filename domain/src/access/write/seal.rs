//! What is written into sensitive fields is sealed on the way to row and log.

use contract::value::Values;
use contract::{ObjectDef, Record, Value};
use uuid::Uuid;

use super::Write;
use crate::{Result, sealing};

impl Write<'_> {
    /// Seals the values of sensitive fields of one record.
    pub(super) fn seal(
        &mut self,
        object: &ObjectDef,
        record: Uuid,
        values: &mut Values,
    ) -> Result<()> {
        let crm = self.desk.crm();
        let (keys, home) = (crm.keys(), crm.settings().country);
        self.has_sealed |= sealing::seal_all(&keys, home, object, record, values)?;
        Ok(())
    }

    /// A value as it may stand in a journal beside the record: sealed for it, as in the log.
    pub(crate) fn for_journal(
        &mut self,
        object: &ObjectDef,
        record: Uuid,
        key: &str,
        value: &Value,
    ) -> Result<Value> {
        let Some(field) = object.field(key).filter(|field| field.sensitive) else {
            return Ok(value.clone());
        };
        if let Value::Sealed(sealed) = value
            && sealed.missing_key.is_some()
        {
            return Ok(Value::Sealed(sealed.logged()));
        }
        let mut one = Values::from([(field.key.clone(), value.clone())]);
        self.seal(object, record, &mut one)?;
        Ok(match one.into_values().next() {
            Some(Value::Sealed(sealed)) => Value::Sealed(sealed.logged()),
            other => other.unwrap_or_default(),
        })
    }

    /// What stood in the changed fields, as it may stand in the log: what was not sealed yet is sealed for it.
    pub(super) fn before(
        &mut self,
        object: &ObjectDef,
        record: &Record,
        changed: &Values,
    ) -> Result<Vec<Value>> {
        let mut before = Vec::with_capacity(changed.len());
        for key in changed.keys() {
            let value = record.value(key).clone();
            let is_open = matches!(&value, Value::Sealed(sealed) if sealed.stored().is_empty());
            if !is_open {
                before.push(value);
                continue;
            }
            let mut one = Values::from([(key.clone(), value)]);
            self.seal(object, record.id, &mut one)?;
            before.extend(one.into_values());
        }
        Ok(before)
    }
}
