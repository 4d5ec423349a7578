//! What an object is: its fields, and how it is listed, shown, found and related.

use serde::{Deserialize, Serialize};

use crate::{FieldDef, FieldKind, Label, Sort};

/// A group of fields under one heading on forms and record pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub label: Label,
    /// Keys of fields in their order.
    pub fields: Vec<String>,
}

/// An object of the CRM, described once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectDef {
    /// Singular word of the trade, also the name of its table.
    pub key: String,
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
        field.kind.is_sortable() && (field.filterable || field.key == self.title)
    }

    /// The fields a person fills in.
    pub fn form_fields(&self) -> impl Iterator<Item = &FieldDef> {
        self.fields.iter().filter(|field| !field.system)
    }

    /// The fields that point to records of `object`.
    pub fn relations_to<'a>(&'a self, object: &'a str) -> impl Iterator<Item = &'a FieldDef> {
        self.fields.iter().filter(move |field| {
            field.kind == FieldKind::Relation && field.relation.as_deref() == Some(object)
        })
    }
}
