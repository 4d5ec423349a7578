//! What an administrator describes: objects and fields of their own, and changes of those that come with the product.

use serde::{Deserialize, Serialize};

use crate::{FieldDef, Label, Layout, ObjectDef, Rule, Section, Sort};

/// A pipeline to be added, with a copy of the stages of another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NewPipeline {
    pub object: String,
    /// Key of the field whose choices are the stages.
    pub field: String,
    /// Key of the pipeline whose stages are copied.
    pub from: String,
    pub label: Label,
}

/// An object to be added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NewObject {
    /// What one record is called.
    pub label: Label,
    /// What many are called.
    pub plural: Label,
    /// Name of a symbol in the icon sprite.
    pub icon: String,
    /// Hue of its mark in degrees.
    pub hue: u16,
    /// Activities can be about its records.
    pub followed: bool,
}

/// What is said of an object beside its fields. `None` leaves it as it came with the product, or as it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plural: Option<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hue: Option<u16>,
    /// Only for objects that were added: the word of its pages' addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Only for objects that were added: the name of their table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub searched: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicates: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<Vec<Section>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlights: Option<Vec<String>>,
    /// Fields that stand in no section on purpose. Any other field of the form that stands in none is put into the
    /// last one, so that a new field is never lost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unplaced: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub followed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<Rule>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layouts: Option<Vec<Layout>>,
    /// Put away: its records are kept and shown nowhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// An object as its administrator sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectInfo {
    /// Merged, with its retired fields at the end.
    pub object: ObjectDef,
    /// What was changed or added.
    pub body: ObjectBody,
    /// Of [`ObjectInfo::body`]; 0 where nothing was ever changed.
    pub version: i32,
    /// Living records, counted to 10,000.
    pub records: crate::query::Total,
}

/// A field as its administrator sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldInfo {
    pub field: FieldDef,
    /// Counts its changes; 0 where nothing was ever changed.
    pub version: i32,
    /// Living records that have a value.
    pub filled: u64,
    /// Where else it is named, so that nobody puts it away unawares.
    pub named_in: Vec<Mention>,
}

/// A place that names a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mention {
    /// The formula of another field, by its object and key.
    Formula {
        object: String,
        field: String,
    },
    RollUp {
        object: String,
        field: String,
    },
    Rule {
        key: String,
    },
    Layout {
        key: String,
    },
    View {
        name: String,
    },
}

/// A field as an administrator wants it to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    pub object: String,
    /// Its key counts only where it is there already; a new field gets one made from its label.
    pub field: FieldDef,
    /// The version that the change was made against; 0 for a new field or the first change of one that comes with the
    /// product.
    pub version: i32,
}

/// How many records carry a choice that is to be put away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceUse {
    pub key: String,
    pub records: u64,
}
