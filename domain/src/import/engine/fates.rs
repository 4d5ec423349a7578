//! The fate of a row: by the key of the plan, or by phone and e-mail.

use std::collections::HashSet;

use contract::FieldDef;
use contract::dto::imports::{RowProblem, Severity};
use contract::objects::USER;
use contract::value::Values;
use uuid::Uuid;

use super::convert::Converter;
use super::draft::Draft;
use super::sameness::{Likeness, There};
use super::settle::{Fate, Outcome, Settling};
use super::unique::Taken;
use super::{keys, trade};
use crate::Result;
use crate::records::{Origin, prepare};

/// Rows that are settled at once.
const AT_ONCE: usize = 250;

impl Settling {
    /// Without a key every row is a new record, until likeness says otherwise.
    pub(super) async fn all_anew(
        &self,
        converter: &Converter,
        drafts: Vec<Draft>,
    ) -> Result<Vec<Outcome>> {
        let mut outcomes = Vec::with_capacity(drafts.len());
        for (place, mut draft) in drafts.into_iter().enumerate() {
            if place % AT_ONCE == 0 {
                // Whoever writes the batch before this one goes on meanwhile.
                tokio::task::yield_now().await;
            }
            let fate = self.anew(converter, &mut draft).await?;
            outcomes.push(Outcome {
                draft,
                id: Uuid::now_v7(),
                fate,
            });
        }
        Ok(outcomes)
    }

    /// What the database has of the likenesses of a batch.
    async fn there(&self, rows: &[Likeness]) -> Result<There> {
        let earlier = self.earlier.as_deref();
        There::find(&self.desk, &self.object.key, rows, earlier).await
    }

    /// Without a key, where rows may change what is there, the same phone or e-mail is the same record. Two lines that
    /// mean one record by different signs are told of the second one.
    pub(super) async fn by_likeness(
        &mut self,
        converter: &Converter,
        drafts: Vec<Draft>,
    ) -> Result<Vec<Outcome>> {
        let home = self.desk.crm().settings().country;
        let keys = self.desk.crm().keys();
        let likenesses: Vec<Likeness> = drafts
            .iter()
            .map(|draft| Likeness::of(&keys, &self.object, &draft.values, home))
            .collect();
        let there = self.there(&likenesses).await?;
        let alike: Vec<Option<(Uuid, String)>> = likenesses
            .iter()
            .map(|likeness| likeness.record(&there))
            .collect();
        let ids: HashSet<Uuid> = alike.iter().flatten().map(|(id, _)| *id).collect();
        let mut editable = self.editable(ids.into_iter().collect()).await?;
        let mut outcomes = Vec::with_capacity(drafts.len());
        for ((mut draft, likeness), alike) in drafts.into_iter().zip(likenesses).zip(alike) {
            let line = draft.row.line;
            let is_line = likeness.same_line(&self.seen, line).is_some();
            let Some((id, field)) = alike.filter(|_| !is_line) else {
                let fate = self.anew(converter, &mut draft).await?;
                let id = Uuid::now_v7();
                outcomes.push(Outcome { draft, id, fate });
                continue;
            };
            let fate = match self.seen.line(("record", id), line) {
                Some(line) => {
                    let problem = RowProblem::SameAsLine {
                        line,
                        by: field.clone(),
                    };
                    draft.note_at(converter, &field, Severity::Duplicate, problem);
                    match draft.is_bad() {
                        true => Fate::Fail,
                        false => Fate::Duplicate,
                    }
                }
                None => {
                    self.again(converter, &mut draft, editable.remove(&id))
                        .await?
                }
            };
            if matches!(fate, Fate::Update(_) | Fate::Skip) {
                self.seen.add(("record", id), line);
                likeness.note(&mut self.seen, line);
            }
            outcomes.push(Outcome { draft, id, fate });
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
        let mut editable = self.editable(existing.values().copied().collect()).await?;
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
        let keys = self.desk.crm().keys();
        let is_new = |outcome: &Outcome| matches!(outcome.fate, Fate::Create);
        let likeness = |outcome: &Outcome| match is_new(outcome) {
            true => Likeness::of(&keys, &self.object, &outcome.draft.values, home),
            false => Likeness::default(),
        };
        let likenesses: Vec<Likeness> = outcomes.iter().map(likeness).collect();
        let there = self.there(&likenesses).await?;
        let taken = Taken::find(&self.desk, &self.object, outcomes).await?;
        // One address signs in one person, whatever the key.
        let is_same = self.key.is_none() || self.object.key == USER;
        for (outcome, likeness) in outcomes.iter_mut().zip(&likenesses) {
            let line = outcome.draft.row.line;
            if is_new(outcome) {
                let same = likeness
                    .same_line(&self.seen, line)
                    .or_else(|| likeness.same_record(&there));
                let draft = &mut outcome.draft;
                if let Some((field, problem)) = same {
                    let severity = match is_same {
                        true => Severity::Duplicate,
                        false => Severity::Warning,
                    };
                    draft.note_at(converter, &field, severity, problem);
                    if is_same {
                        outcome.fate = Fate::Duplicate;
                    }
                } else if self.key.is_none()
                    && let Some(problem) = likeness.same_name(&self.seen, &there, line)
                {
                    draft.note_at(converter, &self.object.title, Severity::Warning, problem);
                }
            }
            if let Some((field, problem)) = taken.problem(&self.object, &self.seen, outcome) {
                outcome
                    .draft
                    .note_at(converter, &field, Severity::Error, problem);
                outcome.fate = Fate::Fail;
            }
            Taken::note(&self.object, &mut self.seen, outcome);
            if is_new(outcome) {
                likeness.note(&mut self.seen, line);
            }
        }
        Ok(())
    }
}
