//! A formula: an expression whose result a field holds.

use std::collections::BTreeSet;

use contract::dto::configuring::{Trouble, WhyNot};
use contract::value::Values;
use contract::{FieldDef, ObjectDef, Record, Value};

use super::language::{Expression, Reading, result_trouble};

/// A formula that was judged for its field.
#[derive(Clone, Debug)]
pub struct Formula {
    field: FieldDef,
    expression: Expression,
}

impl Formula {
    /// Reads and judges the formula of a field.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its place.
    pub fn parse(
        object: &ObjectDef,
        field: &FieldDef,
        expression: &str,
    ) -> Result<Self, Vec<Trouble>> {
        let parsed = Expression::parse(object, expression)?;
        if let Some(what) = result_trouble(field.kind, parsed.shape()) {
            return Err(vec![Trouble::whole(what)]);
        }
        Ok(Self {
            field: field.clone(),
            expression: parsed,
        })
    }

    /// The field that holds the result.
    #[must_use]
    pub fn field(&self) -> &FieldDef {
        &self.field
    }

    /// Keys of the fields it reads.
    #[must_use]
    pub fn fields(&self) -> &BTreeSet<String> {
        self.expression.fields()
    }

    /// The result for a record: `values` are being written over `before`.
    ///
    /// # Errors
    /// Why there is none; the field is empty then.
    pub fn value(
        &self,
        object: &ObjectDef,
        before: Option<&Record>,
        values: &Values,
    ) -> Result<Value, WhyNot> {
        let reading = Reading {
            object,
            values,
            before,
        };
        let result = self.expression.reckon(&reading)?;
        result.fit(&self.field, self.expression.currency(&reading))
    }

    /// Whether any of some fields is read.
    pub(super) fn reads<'k>(&self, keys: impl IntoIterator<Item = &'k String>) -> bool {
        keys.into_iter().any(|key| self.fields().contains(key))
    }
}
