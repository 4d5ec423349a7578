//! What an object is: its fields, and how it is listed, shown, found and related.

use serde::{Deserialize, Serialize};

use crate::{FieldDef, FieldKind, Filter, Label, Sort, Sum};

/// Kept fields that rows of lists need though they may be no column.
pub const KEPT: [&str; 11] = [
    "created_at",
    "updated_at",
    "last_contact_at",
    "next_step",
    "next_step_at",
    "outcome",
    "stage_since",
    "closed_at",
    "lost_reason",
    "lost_note",
    "converted",
];

/// A group of fields under one heading on forms and record pages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub label: Label,
    /// Keys of fields in their order.
    pub fields: Vec<String>,
    /// Fields stand in one column instead of two.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub single: bool,
    /// Shown only while the record fulfils all of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Filter>,
    /// What a field of the section is under a condition, beyond what its description says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<FieldCondition>,
}

/// A field that is required, or not to be changed, while a record fulfils conditions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldCondition {
    pub field: String,
    pub effect: Effect,
    /// All of these; none means always.
    #[serde(default)]
    pub when: Vec<Filter>,
}

/// What a condition of a layout does to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    Required,
    ReadOnly,
}

/// An arrangement of forms and record pages for some people or some records, in place of the object's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// Made from an id.
    pub key: String,
    pub label: Label,
    /// Keys of the roles it is for; none means everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Only records that fulfil all of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Filter>,
    pub sections: Vec<Section>,
    #[serde(default)]
    pub highlights: Vec<String>,
    /// Fields that stand in no section on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unplaced: Vec<String>,
}

/// A rule that every record of an object keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Made from an id; names the rule in refusals.
    pub key: String,
    /// Must be true of the record; see `docs/formulas.md`.
    pub expression: String,
    /// What is wrong when it is not.
    pub message: Label,
    /// The field at which the message stands.
    pub field: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// An object of the CRM, described once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ObjectDef {
    /// Singular word of the trade, unique; in addresses of the API and in files of configuration.
    pub key: String,
    /// The name of its table, where that is not its key: objects added by an administrator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<String>,
    /// Plural used in addresses: `/accounts`.
    pub path: String,
    pub label: Label,
    pub plural: Label,
    /// Name of its symbol in the icon sprite.
    pub icon: String,
    /// Hue of its mark in degrees.
    pub hue: u16,
    /// Key of the text field that names a record.
    pub title: String,
    pub fields: Vec<FieldDef>,
    /// Columns of its list, in order; the title comes first.
    pub columns: Vec<String>,
    /// Fields whose words find a record.
    pub searched: Vec<String>,
    /// Fields by which two records are taken for the same one.
    pub duplicates: Vec<String>,
    /// The order of a list that asks for none.
    pub sort: Sort,
    pub sections: Vec<Section>,
    /// Fields at the head of a record's page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<String>,
    /// The relation to the record whose lines these are: they are shown and edited there and stand in no menu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line_of: Option<String>,
    /// Activities can be about its records.
    #[serde(default)]
    pub followed: bool,
    /// Money of related records, summed up whenever one of its records is looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<Sum>,
    /// Other arrangements; the first that fits a person and a record counts, `sections` where none does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layouts: Vec<Layout>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Put away by an administrator: its records are kept and shown nowhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

impl ObjectDef {
    /// The field of that key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&FieldDef> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Whether the list can be put in the order of a field at any size: it has an index.
    #[must_use]
    pub fn is_sortable(&self, field: &FieldDef) -> bool {
        field.kind.is_sortable()
            && !field.sensitive
            && (field.filterable || field.key == self.title)
    }

    /// The fields that its lists come with when they are asked for no others: its columns, what a person types that
    /// is neither long nor secret, and what rows need.
    pub fn listed(&self) -> impl Iterator<Item = &FieldDef> {
        self.fields.iter().filter(|field| {
            let is_column = self.columns.contains(&field.key);
            let is_kept = KEPT.contains(&field.key.as_str());
            let is_short = field.kind != FieldKind::LongText && !field.sensitive;
            is_column || is_kept || is_short && !field.system
        })
    }

    /// The name of its table.
    #[must_use]
    pub fn table(&self) -> &str {
        self.stored.as_deref().unwrap_or(&self.key)
    }

    /// Whether its records are found by their words. Lines are found by the record they belong to.
    #[must_use]
    pub fn is_found(&self) -> bool {
        !self.searched.is_empty() && self.line_of.is_none() && self.key != crate::objects::USER
    }

    /// Whether an administrator added it.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.stored.is_some()
    }

    /// The fields a person fills in.
    pub fn form_fields(&self) -> impl Iterator<Item = &FieldDef> {
        self.fields.iter().filter(|field| field.is_typed())
    }

    /// The fields that point to records of `object`.
    pub fn relations_to<'a>(&'a self, object: &'a str) -> impl Iterator<Item = &'a FieldDef> {
        self.fields.iter().filter(move |field| {
            field.kind.is_relation() && field.relation.as_deref() == Some(object)
        })
    }
}
