//! Words of a file that are no choice yet become one.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashMap;

use contract::objects::USER;
use contract::{Choice, Label, ObjectDef, StageOutcome};
use entity::choice;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::spelling::plain;
use crate::Result;
use crate::access::Write;

/// How many choices one import adds to a field; a column with more of them holds something else.
const MOST: usize = 100;
/// The longest label, in characters.
const LONGEST: usize = 80;
/// The chance to win in a stage of which nothing is known, in whole percent.
const UNKNOWN_CHANCE: u8 = 30;

/// The choices that an import added so far.
#[derive(Debug, Default)]
pub(super) struct Choices {
    added: HashMap<(String, String), String>,
    unsaved: Vec<choice::Model>,
}

/// What became of an unknown word.
pub(super) enum Word {
    Known(String),
    New(String),
    /// The field takes no new choices, or no more of them.
    Refused,
}

impl Choices {
    /// The key of a word, with the chance that its row names for a stage.
    pub(super) fn key(
        &mut self,
        object: &mut ObjectDef,
        field: &str,
        text: &str,
        chance: Option<u8>,
        import: Uuid,
    ) -> Word {
        let place = (field.to_owned(), plain(text));
        if let Some(key) = self.added.get(&place) {
            return Word::Known(key.clone());
        }
        let added = self
            .added
            .keys()
            .filter(|(other, _)| other == field)
            .count();
        let is_closed = object.key == USER || text.chars().count() > LONGEST || added >= MOST;
        // What an outcome means is for the product to know.
        if is_closed || field == "outcome" && object.field("board_rank").is_some() {
            return Word::Refused;
        }
        let object_key = object.key.clone();
        let Some(field_def) = object.fields.iter_mut().find(|known| known.key == field) else {
            return Word::Refused;
        };
        let key = free_key(&field_def.choices, text);
        let is_stage = field_def
            .choices
            .iter()
            .any(|choice| choice.outcome.is_some());
        let probability = is_stage.then(|| chance.unwrap_or(UNKNOWN_CHANCE));
        let position = i32::try_from(field_def.choices.len()).unwrap_or(i32::MAX);
        let mut made = Choice {
            key: key.clone(),
            label: Label::same(text),
            ..Choice::default()
        };
        if let Some(probability) = probability {
            made = made.stage(probability, StageOutcome::Open);
        }
        field_def.choices.push(made);
        self.unsaved.push(choice::Model {
            object: object_key,
            field: field.to_owned(),
            key: key.clone(),
            label_en: text.to_owned(),
            label_zh: text.to_owned(),
            position,
            probability: probability.map(i32::from),
            batch_id: Some(import),
        });
        self.added.insert(place, key.clone());
        Word::New(key)
    }

    /// Those that wait to be written together with the records that carry them; they are the caller's from now on.
    pub(super) fn take_unsaved(&mut self) -> Vec<choice::Model> {
        std::mem::take(&mut self.unsaved)
    }

    /// Whether the file brought any.
    pub(super) fn are_any(&self) -> bool {
        !self.added.is_empty()
    }
}

/// Writes new choices.
pub(super) async fn save(write: &Write<'_>, new: &[choice::Model]) -> Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let rows = new
        .iter()
        .cloned()
        .map(|row| row.into_active_model().reset_all());
    let key = [
        choice::Column::Object,
        choice::Column::Field,
        choice::Column::Key,
    ];
    let insert = choice::Entity::insert_many(rows)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned());
    insert.exec_without_returning(write.transaction()).await?;
    Ok(())
}

/// Takes back the choices of an import that no record carries.
pub(super) async fn forget_unused(write: &Write<'_>, import: Uuid) -> Result<()> {
    let tx = write.transaction();
    let fields: Vec<(String, String)> = choice::Entity::find()
        .select_only()
        .columns([choice::Column::Object, choice::Column::Field])
        .distinct()
        .filter(choice::Column::BatchId.eq(import))
        .into_tuple()
        .all(tx)
        .await?;
    for (object, field) in fields {
        let carried = Query::select()
            .expr(Expr::val(1))
            .from(Alias::new(&object))
            .and_where(
                Expr::col((Alias::new(&object), Alias::new(&field)))
                    .equals((choice::Entity, choice::Column::Key)),
            )
            .take();
        let mut delete = Query::delete();
        delete
            .from_table(choice::Entity)
            .and_where(Expr::col((choice::Entity, choice::Column::Object)).eq(object))
            .and_where(Expr::col((choice::Entity, choice::Column::Field)).eq(field))
            .and_where(Expr::col((choice::Entity, choice::Column::BatchId)).eq(import))
            .and_where(Expr::exists(carried).not());
        tx.execute(&delete).await?;
    }
    Ok(())
}

/// A key for a label that no other choice of the field has: its letters and digits where they are plain, or
/// a digest.
fn free_key(choices: &[Choice], text: &str) -> String {
    let digest = || {
        Sha256::digest(plain(text))
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let slug: String = words.join("_").chars().take(40).collect();
    let is_free = |key: &str| choices.iter().all(|choice| choice.key != key);
    if text.is_ascii() && !slug.is_empty() && is_free(&slug) {
        slug
    } else {
        format!("x_{}", digest())
    }
}
