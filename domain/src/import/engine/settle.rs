//! What becomes of each row of a batch: made, changed, passed over, or left out with a reason.

use std::sync::Arc;

use contract::dto::imports::{ImportPlan, OnDuplicate, RowProblem, Severity};
use contract::{FieldDef, FieldKind, Link, ObjectDef, Value};
use uuid::Uuid;

use super::choices::{Choices, Word};
use super::convert::Converter;
use super::draft::Draft;
use super::earlier::Earlier;
use super::owners::{Owner, Owners};
use super::related::Related;
use super::sameness::{Likeness, Seen};
use super::spelling::{parts, plain};
use super::within::Ahead;
use super::words::Meant;
use super::{keys, links, trade, within};
use crate::access::Granted;
use crate::{Desk, Result};

/// A row and what becomes of it.
pub(super) struct Outcome {
    pub(super) draft: Draft,
    pub(super) id: Uuid,
    pub(super) fate: Fate,
}

/// What becomes of a row.
pub(super) enum Fate {
    Create,
    Update(Box<Granted>),
    /// There already by its key, and nothing to change.
    Skip,
    Duplicate,
    Fail,
}

/// Everything that is known while a file goes in, from batch to batch.
pub(super) struct Settling {
    pub(super) desk: Desk,
    pub(super) import: Uuid,
    /// With the choices that the file added so far.
    pub(super) object: ObjectDef,
    pub(super) choices: Choices,
    pub(super) owners: Owners,
    pub(super) seen: Seen,
    pub(super) key: Option<FieldDef>,
    pub(super) on_duplicate: OnDuplicate,
    kind: Option<&'static str>,
    may_configure: bool,
    create_choices: bool,
    /// Makes what the relations of the file name and nobody has; `None` where the plan does not ask for it.
    pub(super) related: Option<Related>,
    pub(super) ahead: Ahead,
    /// Tells of other records where their likenesses have no index.
    pub(super) earlier: Option<Arc<Earlier>>,
}

impl Settling {
    pub(super) fn new(
        desk: Desk,
        import: Uuid,
        object: ObjectDef,
        plan: &ImportPlan,
        kind: Option<&'static str>,
    ) -> Self {
        Self {
            owners: Owners::new(&desk),
            import,
            key: plan
                .key
                .as_deref()
                .and_then(|key| object.field(key))
                .cloned(),
            on_duplicate: plan.on_duplicate,
            choices: Choices::default(),
            seen: Seen::default(),
            kind,
            may_configure: desk.actor().is_administrator(),
            create_choices: plan.create_choices,
            related: plan.create_related.then(Related::default),
            ahead: Ahead::default(),
            earlier: None,
            object,
            desk,
        }
    }

    /// Rows that went in before the import was interrupted: only what they carried matters now.
    pub(super) fn remember(&mut self, drafts: &[Draft]) {
        let home = self.desk.crm().settings().country;
        for draft in drafts {
            let key = self
                .key
                .as_ref()
                .and_then(|key| keys::value(&self.desk, key, &draft.values));
            match (&self.key, key) {
                (Some(_), Some(key)) => self.seen.add(("key", key), draft.row.line),
                _ => Likeness::of(&self.desk.crm().keys(), &self.object, &draft.values, home)
                    .note(&mut self.seen, draft.row.line),
            }
        }
    }

    /// Settles a batch.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn settle(
        &mut self,
        converter: &Converter,
        mut drafts: Vec<Draft>,
    ) -> Result<Vec<Outcome>> {
        for draft in &mut drafts {
            self.words(converter, draft).await?;
        }
        let mut found = links::find(&self.desk, &self.object, converter, &drafts).await?;
        if let Some(related) = &mut self.related {
            let (desk, object) = (&self.desk, &self.object.key);
            related
                .make(desk, object, converter, &mut found, &mut drafts)
                .await?;
        }
        drafts
            .iter_mut()
            .for_each(|draft| found.set(converter, draft));
        trade::relate(&self.desk, &self.object.key, &found, &mut drafts).await?;
        self.inherit(&found, &mut drafts).await?;
        let mut outcomes = match self.key.clone() {
            Some(key) => self.by_key(converter, &key, drafts).await?,
            None if self.on_duplicate.changes() => self.by_likeness(converter, drafts).await?,
            None => self.all_anew(converter, drafts).await?,
        };
        self.weigh_likeness(converter, &mut outcomes).await?;
        within::link(&self.object, converter, &self.ahead, &mut outcomes);
        Ok(outcomes)
    }

    /// The choices and people that a row names.
    async fn words(&mut self, converter: &Converter, draft: &mut Draft) -> Result<()> {
        if let Some(kind) = self.kind {
            draft.values.insert("kind".to_owned(), kind.into());
        }
        let is_word = |index: &usize| !converter.columns[*index].field.kind.is_relation();
        let words: Vec<(usize, String)> = draft
            .open
            .extract_if(.., |(index, _)| is_word(index))
            .collect();
        for (index, text) in words {
            let column = &converter.columns[index];
            if column.field.kind == FieldKind::User {
                self.person(converter, draft, index, &text).await?;
                continue;
            }
            if column.field.kind == FieldKind::Choices {
                let keys = parts(&text).filter_map(|word| self.word(converter, draft, index, word));
                let keys: Vec<String> = keys.collect();
                draft
                    .values
                    .insert(column.field.key.clone(), Value::Tags(keys));
            } else if let Some(key) = self.word(converter, draft, index, &text) {
                draft
                    .values
                    .insert(column.field.key.clone(), Value::Text(key));
            }
        }
        Ok(())
    }

    /// The choice that a word means; a new one where it means none yet.
    fn word(
        &mut self,
        converter: &Converter,
        draft: &mut Draft,
        index: usize,
        text: &str,
    ) -> Option<String> {
        let column = &converter.columns[index];
        let is_new = match column.meant(text) {
            Some(Meant::Blank) => return None,
            meant => meant == Some(&Meant::New),
        };
        if let Some(key) = column.choices.get(&plain(text)).filter(|_| !is_new) {
            return Some(key.clone());
        }
        // A new choice is a change of the configuration.
        if !self.may_configure || !is_new && !self.create_choices {
            self.unknown_word(converter, draft, index, text);
            return None;
        }
        let chance = match draft.values.get("probability") {
            Some(Value::Integer(chance)) => u8::try_from(*chance).ok(),
            _ => None,
        };
        let (field, import) = (column.field.key.as_str(), self.import);
        match self
            .choices
            .key(&mut self.object, field, text, chance, import)
        {
            Word::Known(key) => Some(key),
            Word::New(key) => {
                let value = text.to_owned();
                draft.note(
                    Some(column),
                    text,
                    Severity::Warning,
                    RowProblem::NewChoice { value },
                );
                Some(key)
            }
            Word::Refused => {
                self.unknown_word(converter, draft, index, text);
                None
            }
        }
    }

    fn unknown_word(&self, converter: &Converter, draft: &mut Draft, index: usize, text: &str) {
        let value = text.to_owned();
        let problem = RowProblem::UnknownChoice { value };
        draft.note(
            Some(&converter.columns[index]),
            text,
            Severity::Error,
            problem,
        );
    }

    async fn person(
        &mut self,
        converter: &Converter,
        draft: &mut Draft,
        index: usize,
        text: &str,
    ) -> Result<()> {
        let column = &converter.columns[index];
        let (desk, object) = (&self.desk, &self.object.key);
        let owner = match column.meant(text) {
            Some(Meant::User(id)) => self.owners.chosen(desk, object, *id).await?,
            _ => self.owners.find(desk, object, text).await?,
        };
        let problem = match owner {
            Owner::Known(id) => {
                draft
                    .values
                    .insert(column.field.key.clone(), Value::Link(Link::to(id)));
                return Ok(());
            }
            Owner::Unknown => RowProblem::UnknownOwner {
                name: text.to_owned(),
            },
            Owner::OutOfReach => RowProblem::OwnerOutOfReach {
                name: text.to_owned(),
            },
        };
        // Who made a record elsewhere need not be known here.
        if column.field.key == "owner" {
            draft.note(Some(column), text, Severity::Warning, problem);
        }
        Ok(())
    }
}
