//! Choices of a field, and the stages of a pipeline, which are choices too.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Label, Record, Value};

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
    /// Only for stages: the pipeline it belongs to, by the key of its choice; `None` belongs to the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    /// Only for stages: fields that must be filled before a record may stand here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// Only for stages: days without a contact or another stage after which a record here goes stale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rots_after: Option<u16>,
    /// Kept for the records that have it, no longer offered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
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

    /// The whole days for which nothing moved a record that stands here, neither a contact nor another stage, where these
    /// are more than the stage allows. What has ended never stands still.
    #[must_use]
    pub fn days_still(&self, record: &Record, now: DateTime<Utc>) -> Option<i64> {
        let is_open = self.outcome.unwrap_or_default() == StageOutcome::Open;
        let most = i64::from(self.rots_after.filter(|_| is_open)?);
        let moment = |key: &str| match record.value(key) {
            Value::DateTime(at) => Some(*at),
            _ => None,
        };
        let touched = moment("last_contact_at").max(moment("stage_since"))?;
        let days = (now - touched).num_days();
        (days > most).then_some(days)
    }

    /// Makes it a stage of a pipeline.
    #[must_use]
    pub fn of(mut self, pipeline: &str) -> Self {
        self.pipeline = Some(pipeline.to_owned());
        self
    }

    /// Other spellings that mean this choice in a file.
    #[must_use]
    pub fn also(mut self, spellings: &[&str]) -> Self {
        self.synonyms = spellings.iter().map(|s| (*s).to_owned()).collect();
        self
    }
}
