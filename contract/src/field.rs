//! What a field is: everything that screens, filters, imports and checks need to know of it.

use serde::{Deserialize, Serialize};

use crate::{Choice, Derived, FieldKind, Label, Value};

/// One field of an object, described once for every screen, filter, import, export and check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldDef {
    /// Unique within its object; the database column is made from it, see [`FieldDef::column`].
    pub key: String,
    pub kind: FieldKind,
    pub label: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Label>,
    #[serde(default)]
    pub required: bool,
    /// Kept by the product itself: shown, filtered and imported, but in no form.
    #[serde(default)]
    pub system: bool,
    /// Has an index, so that lists may be filtered and sorted by it at any size.
    #[serde(default)]
    pub filterable: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// For [`FieldKind::Relation`]: the object it points to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// Longest text in characters, where the kind's own limit is not meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_chars: Option<u32>,
    /// No two living records have the same value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    /// Personal or secret: sealed in the database and masked on screen, found by equality alone, never in the search
    /// index, in lists only where asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// What a new record has where its form says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// Where its value comes from, when no person sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derived: Option<Derived>,
    /// Relations of the same object, in order: a record without a value takes that of the same field of the record which
    /// the first filled one points to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inherits: Vec<String>,
    /// For choices that are parted by another choice field of the same object, its key: the stages of a deal by its
    /// pipeline. See [`crate::pipeline::Pipelines`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Put away by an administrator: its values are kept and shown nowhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// The name its columns are made from, where that is not its key: fields added by an administrator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<String>,
    /// Other headers that an import takes for this field. Not sent to the browser.
    #[serde(skip)]
    pub synonyms: Vec<String>,
}

impl FieldDef {
    /// A field that may be empty and is in its object's form.
    #[must_use]
    pub fn new(key: &str, kind: FieldKind, en: &str, zh: &str) -> Self {
        Self {
            key: key.to_owned(),
            kind,
            label: Label::new(en, zh),
            help: None,
            required: false,
            system: false,
            filterable: false,
            choices: Vec::new(),
            relation: None,
            max_chars: None,
            unique: false,
            sensitive: false,
            default: None,
            derived: None,
            inherits: Vec::new(),
            within: None,
            retired: false,
            stored: None,
            synonyms: Vec::new(),
        }
    }

    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    #[must_use]
    pub fn system(mut self) -> Self {
        self.system = true;
        self
    }

    #[must_use]
    pub fn filterable(mut self) -> Self {
        self.filterable = true;
        self
    }

    #[must_use]
    pub fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// Comes from other fields or records; see [`Derived`].
    #[must_use]
    pub fn derived(mut self, derived: Derived) -> Self {
        self.derived = Some(derived);
        self
    }

    /// Takes the value of the same field of what these relations point to, where it has none.
    #[must_use]
    pub fn inherits(mut self, relations: &[&str]) -> Self {
        self.inherits = relations.iter().map(|key| (*key).to_owned()).collect();
        self
    }

    /// Parts its choices by those of another field of the same object.
    #[must_use]
    pub fn within(mut self, field: &str) -> Self {
        self.within = Some(field.to_owned());
        self
    }

    /// What a new record has where its form says nothing.
    #[must_use]
    pub fn starts_as(mut self, value: Value) -> Self {
        self.default = Some(value);
        self
    }

    #[must_use]
    pub fn choices(mut self, choices: Vec<Choice>) -> Self {
        self.choices = choices;
        self
    }

    #[must_use]
    pub fn to(mut self, object: &str) -> Self {
        self.relation = Some(object.to_owned());
        self
    }

    #[must_use]
    pub fn help(mut self, en: &str, zh: &str) -> Self {
        self.help = Some(Label::new(en, zh));
        self
    }

    /// Other headers of files that mean this field.
    #[must_use]
    pub fn also(mut self, headers: &[&str]) -> Self {
        self.synonyms = headers.iter().map(|s| (*s).to_owned()).collect();
        self
    }

    /// Whether an administrator added it.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        self.stored.is_some()
    }

    /// Whether a person may type its value into a form.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        !self.system && !self.retired && self.derived.is_none()
    }

    /// The name its columns are made from.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.stored.as_deref().unwrap_or(&self.key)
    }

    /// The column that holds the value; `None` for kinds of which one record may have several, which stand in a
    /// table of their own.
    ///
    /// Some kinds have more: [`FieldDef::reference_column`], [`FieldDef::currency_column`],
    /// [`FieldDef::place_columns`].
    #[must_use]
    pub fn column(&self) -> Option<String> {
        match self.kind {
            kind if kind.is_several() => None,
            FieldKind::User | FieldKind::Relation | FieldKind::File => {
                Some(format!("{}_id", self.stem()))
            }
            _ => Some(self.stem().to_owned()),
        }
    }

    /// For a relation: the column that keeps a foreign id or a name which points to no record yet. For a file:
    /// the column of its name.
    #[must_use]
    pub fn reference_column(&self) -> Option<String> {
        matches!(self.kind, FieldKind::Relation | FieldKind::File)
            .then(|| format!("{}_ref", self.stem()))
    }

    /// For money: the column of the ISO 4217 code.
    #[must_use]
    pub fn currency_column(&self) -> Option<String> {
        (self.kind == FieldKind::Money).then(|| format!("{}_currency", self.stem()))
    }

    /// For an address: the columns of its parts beside the street, in the order of [`crate::Address::PLACES`].
    #[must_use]
    pub fn place_columns(&self) -> Vec<String> {
        if self.kind != FieldKind::Address {
            return Vec::new();
        }
        crate::Address::PLACES
            .iter()
            .map(|place| format!("{}_{place}", self.stem()))
            .collect()
    }

    /// For a sensitive field: the column of the blind index, by which equal values are found.
    #[must_use]
    pub fn blind_column(&self) -> Option<String> {
        self.sensitive.then(|| format!("{}_blind", self.stem()))
    }

    /// The longest text it takes, in characters; `None` for what is no text.
    #[must_use]
    pub fn limit(&self) -> Option<u32> {
        self.max_chars.or(match self.kind {
            FieldKind::Text | FieldKind::Link => Some(255),
            FieldKind::Email => Some(254),
            FieldKind::Phone => Some(64),
            FieldKind::LongText => Some(20_000),
            FieldKind::Tags => Some(50),
            FieldKind::Address => Some(255),
            _ => None,
        })
    }

    /// The choice of that key.
    #[must_use]
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.key == key)
    }
}
