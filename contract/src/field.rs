//! What a field is: its kind, and everything that screens, filters and imports need to know of it.

use serde::{Deserialize, Serialize};

use crate::Label;

/// What a field holds. One kind is one cell, one input, one filter set and one import parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line, at most 255 characters unless `max_chars` says otherwise.
    Text,
    /// Several lines, at most 20,000 characters.
    LongText,
    /// A whole number of 64 bits.
    Integer,
    /// An exact amount with its currency; see [`crate::Money`].
    Money,
    /// Whole percent, 0 to 100.
    Percent,
    /// A calendar day without a time.
    Date,
    /// A moment, UTC in the database, the viewer's zone on screen.
    DateTime,
    YesNo,
    /// One of the field's choices, by its key.
    Choice,
    /// Any number of short words.
    Tags,
    /// A telephone number as the person wrote it; compared by its digits.
    Phone,
    Email,
    /// A web address.
    Link,
    /// A person who uses the product.
    User,
    /// One record of the object named in `relation`.
    Relation,
}

impl FieldKind {
    /// Whether lists may be sorted by such a field.
    #[must_use]
    pub fn is_sortable(self) -> bool {
        !matches!(
            self,
            Self::LongText | Self::Tags | Self::Relation | Self::User
        )
    }

    /// Whether the value stands right-aligned and in tabular figures.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Integer | Self::Money | Self::Percent)
    }
}

/// How a deal ends when it stands in a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageOutcome {
    #[default]
    Open,
    Won,
    Lost,
}

/// One value that a choice field may take.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Stored in the record; never changes.
    pub key: String,
    pub label: Label,
    /// Hue of its tag in degrees, 0 to 360; `None` for a plain tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hue: Option<u16>,
    /// Only for stages: chance to win in whole percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<u8>,
    /// Only for stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<StageOutcome>,
    /// Other spellings that an import takes for this choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
}

impl Choice {
    /// A choice with its labels.
    #[must_use]
    pub fn new(key: &str, en: &str, zh: &str) -> Self {
        Self {
            key: key.to_owned(),
            label: Label::new(en, zh),
            ..Self::default()
        }
    }

    /// Colours its tag.
    #[must_use]
    pub fn hue(mut self, hue: u16) -> Self {
        self.hue = Some(hue);
        self
    }

    /// Makes it a stage with a chance to win in whole percent.
    #[must_use]
    pub fn stage(mut self, probability: u8, outcome: StageOutcome) -> Self {
        self.probability = Some(probability);
        self.outcome = Some(outcome);
        self
    }

    /// Other spellings that mean this choice in a file.
    #[must_use]
    pub fn also(mut self, spellings: &[&str]) -> Self {
        self.synonyms = spellings.iter().map(|s| (*s).to_owned()).collect();
        self
    }
}

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

    /// The column that holds the value; `None` for tags, which stand in a table of their own.
    ///
    /// A relation has a second column, [`FieldDef::reference_column`]; money has
    /// [`FieldDef::currency_column`].
    #[must_use]
    pub fn column(&self) -> Option<String> {
        match self.kind {
            FieldKind::Tags => None,
            FieldKind::User | FieldKind::Relation => Some(format!("{}_id", self.key)),
            _ => Some(self.key.clone()),
        }
    }

    /// For a relation: the column that keeps a foreign id or a name which points to no record yet.
    #[must_use]
    pub fn reference_column(&self) -> Option<String> {
        (self.kind == FieldKind::Relation).then(|| format!("{}_ref", self.key))
    }

    /// For money: the column of the ISO 4217 code.
    #[must_use]
    pub fn currency_column(&self) -> Option<String> {
        (self.kind == FieldKind::Money).then(|| format!("{}_currency", self.key))
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
            _ => None,
        })
    }

    /// The choice of that key.
    #[must_use]
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.key == key)
    }
}
