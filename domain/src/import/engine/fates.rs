//! The fate of a row: by the key of the plan, or by phone and e-mail.

use std::collections::HashMap;

use contract::dto::imports::{OnDuplicate, RowProblem, Severity};
use contract::objects::USER;
use contract::value::Values;
use contract::{Action, FieldDef};
use uuid::Uuid;

use super::convert::Converter;
use super::draft::Draft;
use super::sameness::{Likeness, There};
use super::settle::{Fate, Outcome, Settling};
use super::{keys, trade};
use crate::Result;
use crate::access::{self, Granted};
use crate::records::{Origin, prepare};

/// What the history of a record says of itself and no file changes.
const HISTORY: [&str; 3] = ["created_at", "updated_at", "created_by"];

impl Settling {
    /// Without a key every row is a new record, until likeness says otherwise.
    pub(super) async fn all_anew(
        &self,
        converter: &Converter,
        drafts: Vec<Draft>,
    ) -> Result<Vec<Outcome>> {
        let mut outcomes = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            let fate = self.anew(converter, &mut draft).await?;
            outcomes.push(Outcome {
                draft,
                id: Uuid::now_v7(),
                fate,
            });
        }
        Ok(outcomes)
    }

    /// With a key the same value is the same record.
    pub(super) async fn by_key(
        &mut self,
        converter: &Converter,
        key: &FieldDef,
        drafts: Vec<Draft>,
    ) -> Result<Vec<Outcome>> {
        let rows: Vec<&Values> = drafts.iter().map(|draft| &draft.values).collect();
        let existing = keys::existing(&self.desk, &self.object, key, &rows).await?;
        let mut editable = self.editable(&existing).await?;
        let mut outcomes = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            let (line, value) = (draft.row.line, keys::value(&self.desk, key, &draft.values));
            let earlier = value
                .as_ref()
                .and_then(|value| self.seen.line(("key", value), line));
            let there = value
                .as_ref()
                .and_then(|value| existing.get(value))
                .copied();
            let fate = match (&value, earlier, there) {
                (None, _, _) => self.without_key(converter, key, &mut draft),
                (_, Some(earlier), _) => {
                    let problem = RowProblem::SameAsLine {
                        line: earlier,
                        by: key.key.clone(),
                    };
                    draft.note_at(converter, &key.key, Severity::Duplicate, problem);
                    if draft.is_bad() {
                        Fate::Fail
                    } else {
                        Fate::Duplicate
                    }
                }
                (_, _, Some(id)) => {
                    self.again(converter, &mut draft, editable.remove(&id))
                        .await?
                }
                (_, _, None) => self.anew(converter, &mut draft).await?,
            };
            if let Some(value) = value.filter(|_| !matches!(fate, Fate::Fail | Fate::Duplicate)) {
                self.seen.add(("key", &value), line);
            }
            outcomes.push(Outcome {
                draft,
                id: there.unwrap_or_else(Uuid::now_v7),
                fate,
            });
        }
        Ok(outcomes)
    }

    fn without_key(&self, converter: &Converter, key: &FieldDef, draft: &mut Draft) -> Fate {
        if !draft.notes.iter().any(|note| note.field == key.key) {
            draft.note_at(converter, &key.key, Severity::Error, RowProblem::NoKey);
        }
        Fate::Fail
    }

    /// The records of a batch that the asker may change, where rows are to change any.
    async fn editable(&self, existing: &HashMap<String, Uuid>) -> Result<HashMap<Uuid, Granted>> {
        if self.on_duplicate == OnDuplicate::Skip || existing.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<Uuid> = existing.values().copied().collect();
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

    /// A row whose record is there.
    async fn again(
        &self,
        converter: &Converter,
        draft: &mut Draft,
        granted: Option<Granted>,
    ) -> Result<Fate> {
        if draft.is_bad() {
            return Ok(Fate::Fail);
        }
        if self.on_duplicate == OnDuplicate::Skip {
            return Ok(Fate::Skip);
        }
        let Some(granted) = granted else {
            draft.note(None, "", Severity::Error, RowProblem::Forbidden);
            return Ok(Fate::Fail);
        };
        let before = granted.record();
        let is_told = |key: &str| converter.column_of(key).is_some() && !HISTORY.contains(&key);
        draft
            .values
            .retain(|key, value| is_told(key) && !before.value(key).same(value));
        self.keep_owner(converter, draft, &granted).await?;
        for problem in prepare(
            &self.desk,
            &self.object,
            Some(before),
            &mut draft.values,
            Origin::File,
        )
        .await?
        {
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

    /// A row that would be a new record.
    async fn anew(&self, converter: &Converter, draft: &mut Draft) -> Result<Fate> {
        trade::remember(&self.desk, &self.object, &mut draft.values);
        let problems = prepare(
            &self.desk,
            &self.object,
            None,
            &mut draft.values,
            Origin::File,
        )
        .await?;
        for problem in problems {
            // A required cell that cannot be read is wrong once, not twice.
            let is_said = |note: &contract::dto::imports::RowNote| {
                note.severity == Severity::Error && note.field == problem.field
            };
            if !draft.notes.iter().any(is_said) {
                draft.refuse(converter, &problem.field, &problem.problem);
            }
        }
        Ok(if draft.is_bad() {
            Fate::Fail
        } else {
            Fate::Create
        })
    }

    /// The same phone or e-mail is the same record, unless the key says otherwise: then it is worth a look.
    /// The same name alone is worth a look where there is no key.
    pub(super) async fn weigh_likeness(
        &mut self,
        converter: &Converter,
        outcomes: &mut [Outcome],
    ) -> Result<()> {
        let home = self.desk.crm().settings().country;
        let is_new = |outcome: &Outcome| matches!(outcome.fate, Fate::Create);
        let likeness = |outcome: &Outcome| match is_new(outcome) {
            true => Likeness::of(&self.object, &outcome.draft.values, home),
            false => Likeness::default(),
        };
        let likenesses: Vec<Likeness> = outcomes.iter().map(likeness).collect();
        let there = There::find(&self.desk, &self.object.key, &likenesses).await?;
        // One address signs in one person, whatever the key.
        let is_same = self.key.is_none() || self.object.key == USER;
        for (outcome, likeness) in outcomes
            .iter_mut()
            .zip(&likenesses)
            .filter(|(outcome, _)| is_new(outcome))
        {
            let draft = &mut outcome.draft;
            let line = draft.row.line;
            let same = likeness
                .same_line(&self.seen, line)
                .or_else(|| likeness.same_record(&there));
            if let Some((field, problem)) = same {
                let severity = if is_same {
                    Severity::Duplicate
                } else {
                    Severity::Warning
                };
                draft.note_at(converter, &field, severity, problem);
                if is_same {
                    outcome.fate = Fate::Duplicate;
                    continue;
                }
            } else if self.key.is_none()
                && let Some(problem) = likeness.same_name(&self.seen, &there, line)
            {
                draft.note_at(converter, &self.object.title, Severity::Warning, problem);
            }
            likeness.note(&mut self.seen, line);
        }
        Ok(())
    }
}
