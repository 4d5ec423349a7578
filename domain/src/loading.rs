//! New records as the rows that the door, the log and the search index would hold of them, for programs that fill a
//! database with more than people ever typed. Nothing is checked here and nothing is written.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::{FieldDef, ObjectDef, Record, Rights, Value};
use migration::sort_column;
use sea_orm::DbBackend;
use sea_orm::sea_query::Value as Bound;

use crate::access::{NewRecord, bind, columns};
use crate::search::{Doc, document, rests};
use crate::{Desk, likeness, sorting};

/// Rows of one table.
#[derive(Debug)]
pub struct Rows {
    pub table: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Bound>>,
}

impl Rows {
    fn new(table: &str, columns: &[&str]) -> Self {
        Self {
            table: table.to_owned(),
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            rows: Vec::new(),
        }
    }
}

/// Lays records out as rows.
#[derive(Debug)]
pub struct Loading<'d> {
    desk: &'d Desk,
    now: DateTime<Utc>,
    /// The number of the last document of the search index.
    doc: i64,
    words: BTreeSet<String>,
}

impl<'d> Loading<'d> {
    /// Begins with an empty search index.
    #[must_use]
    pub fn new(desk: &'d Desk) -> Self {
        Self {
            desk,
            now: desk.now(),
            doc: 0,
            words: BTreeSet::new(),
        }
    }

    /// All rows of some records of one object, of which only the named fields are filled.
    pub fn rows(
        &mut self,
        object: &ObjectDef,
        filled: &[&str],
        records: &[NewRecord],
    ) -> Vec<Rows> {
        let mut all = vec![
            records_of(object, filled, records),
            self.several(object, records),
            self.likenesses(object, records),
            self.events(object, records),
        ];
        all.extend(self.documents(object, records));
        all.retain(|rows| !rows.rows.is_empty());
        all
    }

    fn several(&self, object: &ObjectDef, records: &[NewRecord]) -> Rows {
        let mut rows = Rows::new("several", &["object", "field", "record_id", "value"]);
        let fields = object.fields.iter().filter(|field| field.kind.is_several());
        for field in fields {
            for record in records {
                let Some(Value::Tags(tags)) = record.values.get(&field.key) else {
                    continue;
                };
                rows.rows.extend(tags.iter().map(|tag| {
                    vec![
                        object.key.clone().into(),
                        field.stem().into(),
                        record.id.into(),
                        tag.clone().into(),
                    ]
                }));
            }
        }
        rows
    }

    fn likenesses(&self, object: &ObjectDef, records: &[NewRecord]) -> Rows {
        let mut rows = Rows::new("duplicate_key", &["object", "kind", "value", "record_id"]);
        let country = self.desk.crm().settings().country;
        let sealed_by = self.desk.crm().keys();
        for record in records {
            let keys = likeness::keys(&sealed_by, object, &record.values, country);
            rows.rows.extend(keys.into_iter().map(|key| {
                vec![
                    object.key.clone().into(),
                    key.kind.into(),
                    key.value.into(),
                    record.id.into(),
                ]
            }));
        }
        rows
    }

    fn events(&self, object: &ObjectDef, records: &[NewRecord]) -> Rows {
        let mut rows = Rows::new(
            "event",
            &[
                "at",
                "actor",
                "object",
                "record_id",
                "version",
                "action",
                "changes",
                "salt",
            ],
        );
        rows.rows.extend(records.iter().map(|record| {
            let at = match record.values.get("created_at") {
                Some(Value::DateTime(at)) => *at,
                _ => self.now,
            };
            vec![
                at.into(),
                self.desk.actor().name().into(),
                object.key.clone().into(),
                record.id.into(),
                1_i32.into(),
                "imported".into(),
                "{}".into(),
                record.id.as_bytes().to_vec().into(),
            ]
        }));
        rows
    }

    /// The search index: two tables on SQLite, one on PostgreSQL.
    fn documents(&mut self, object: &ObjectDef, records: &[NewRecord]) -> Vec<Rows> {
        if !object.is_found() {
            return Vec::new();
        }
        let is_postgres = self.desk.crm().door().backend() == DbBackend::Postgres;
        let mut docs = match is_postgres {
            true => Rows::new("search_doc", &["object", "record_id", "lexemes"]),
            false => Rows::new("search_doc", &["id", "object", "record_id"]),
        };
        let mut words = Rows::new("search_word", &["rowid", "words"]);
        for record in records {
            let Doc { tokens, names, .. } = document(object, &as_record(object, record));
            self.words.extend(names);
            let tokens: Vec<String> = tokens.into_iter().collect();
            if is_postgres {
                let lexemes: Vec<String> = tokens.iter().map(|word| format!("'{word}'")).collect();
                docs.rows.push(vec![
                    object.key.clone().into(),
                    record.id.into(),
                    lexemes.join(" ").into(),
                ]);
            } else {
                self.doc += 1;
                docs.rows.push(vec![
                    self.doc.into(),
                    object.key.clone().into(),
                    record.id.into(),
                ]);
                words
                    .rows
                    .push(vec![self.doc.into(), tokens.join(" ").into()]);
            }
        }
        vec![docs, words]
    }

    /// The words of all names, by which misspelt ones are found.
    #[must_use]
    pub fn words_of_names(&self) -> Rows {
        let mut rows = Rows::new("search_near", &["variant", "word"]);
        for word in &self.words {
            let rests = rests(word).into_iter();
            rows.rows
                .extend(rests.map(|rest| vec![rest.into(), word.clone().into()]));
        }
        rows
    }
}

fn records_of(object: &ObjectDef, filled: &[&str], records: &[NewRecord]) -> Rows {
    let fields: Vec<&FieldDef> = filled.iter().filter_map(|key| object.field(key)).collect();
    let mut rows = Rows::new(object.table(), &["id", "version", &sort_column(object)]);
    rows.columns
        .extend(fields.iter().flat_map(|field| columns(field)));
    for record in records {
        let title = record.values.get(&object.title).and_then(Value::text);
        let mut row: Vec<Bound> = vec![
            record.id.into(),
            1_i32.into(),
            sorting::key(title.unwrap_or_default()).into(),
        ];
        for field in &fields {
            let value = record.values.get(&field.key).unwrap_or(&Value::Empty);
            row.extend(bind(field, value));
        }
        rows.rows.push(row);
    }
    rows
}

fn as_record(object: &ObjectDef, record: &NewRecord) -> Record {
    Record {
        object: object.key.clone(),
        id: record.id,
        version: 1,
        values: record.values.clone(),
        rights: Rights::default(),
    }
}
