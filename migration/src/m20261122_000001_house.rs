//! The tables of the house: users, sessions, the log, choices, imports, files, search.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, integer, integer_null, pk_auto, string, string_null, text, text_null,
    uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).take()
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        table("user")
            .col(uuid("id").primary_key())
            .col(integer("version"))
            .col(string("name"))
            .col(string("name_sort"))
            .col(string("email"))
            .col(string("role"))
            .col(string_null("team"))
            .col(string_null("external_id"))
            .col(string_null("password_hash"))
            .col(text_null("preferences"))
            .col(moment("created_at"))
            .col(moment("updated_at"))
            .col(moment_null("deleted_at"))
            .col(uuid_null("batch_id"))
            .take(),
        table("session")
            .col(string("key").primary_key())
            .col(uuid_null("user_id"))
            .col(text("data"))
            .col(text("device"))
            .col(moment("started_at"))
            .col(moment("seen_at"))
            .col(moment("expires_at"))
            .take(),
        table("event")
            .col(
                ColumnDef::new("seq")
                    .big_integer()
                    .not_null()
                    .auto_increment()
                    .primary_key(),
            )
            .col(ColumnDef::new("xid").big_integer().null())
            .col(moment("at"))
            .col(uuid_null("actor_id"))
            .col(text("actor"))
            .col(string("object"))
            .col(uuid("record_id"))
            .col(integer("version"))
            .col(string("action"))
            .col(text("changes"))
            .col(binary("salt"))
            .col(uuid_null("request_id"))
            .take(),
        table("choice")
            .col(string("object"))
            .col(string("field"))
            .col(string("key"))
            .col(text("label_en"))
            .col(text("label_zh"))
            .col(integer("position"))
            .col(integer_null("probability"))
            .col(uuid_null("batch_id"))
            .primary_key(Index::create().col("object").col("field").col("key"))
            .take(),
        table("team")
            .col(string("key").primary_key())
            .col(text("name"))
            .col(string_null("parent"))
            .take(),
        table("setting")
            .col(string("key").primary_key())
            .col(text("value"))
            .take(),
        table("follower")
            .col(string("name").primary_key())
            .col(big_integer("xid"))
            .col(big_integer("seq"))
            .take(),
        table("sign_in_attempt")
            .col(
                ColumnDef::new("id")
                    .big_integer()
                    .not_null()
                    .auto_increment()
                    .primary_key(),
            )
            .col(string("subject"))
            .col(moment("at"))
            .take(),
        table("attachment")
            .col(uuid("id").primary_key())
            .col(string("object"))
            .col(uuid("record_id"))
            .col(text("name"))
            .col(string("media_type"))
            .col(big_integer("bytes"))
            .col(string("digest"))
            .col(moment("added_at"))
            .col(uuid_null("added_by"))
            .col(moment_null("deleted_at"))
            .take(),
        table("import_job")
            .col(uuid("id").primary_key())
            .col(string("object"))
            .col(text("file_name"))
            .col(big_integer("bytes"))
            .col(text("plan"))
            .col(string("state"))
            .col(big_integer("rows_done"))
            .col(big_integer("bytes_read"))
            .col(text("counts"))
            .col(uuid("user_id"))
            .col(text("user_name"))
            .col(moment("created_at"))
            .col(moment("updated_at"))
            .col(moment_null("leased_until"))
            .take(),
        table("import_note")
            .col(
                ColumnDef::new("id")
                    .big_integer()
                    .not_null()
                    .auto_increment()
                    .primary_key(),
            )
            .col(uuid("import_id"))
            .col(big_integer("line"))
            .col(string("severity"))
            .col(text("note"))
            .col(text_null("cells"))
            .take(),
        // Tags of records: one row each, so that a filter by tag has an index.
        table("tagging")
            .col(string("object"))
            .col(uuid("record_id"))
            .col(string("tag"))
            .primary_key(Index::create().col("object").col("record_id").col("tag"))
            .take(),
        // What makes two records alike: their names, numbers and addresses, normalised.
        table("duplicate_key")
            .col(pk_auto("id"))
            .col(string("object"))
            .col(string("kind"))
            .col(text("value"))
            .col(uuid("record_id"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("user_email", "user", &["email"]).unique().take(),
        index("user_team", "user", &["team"]),
        index("session_user", "session", &["user_id"]),
        index("session_expires", "session", &["expires_at"]),
        index("event_record", "event", &["object", "record_id", "seq"]),
        index("event_request", "event", &["request_id"]),
        index("event_xid", "event", &["xid", "seq"]),
        index(
            "sign_in_attempt_subject",
            "sign_in_attempt",
            &["subject", "at"],
        ),
        index("attachment_record", "attachment", &["object", "record_id"]),
        index("import_job_user", "import_job", &["user_id", "created_at"]),
        index(
            "import_note_import",
            "import_note",
            &["import_id", "severity", "line"],
        ),
        index("tagging_tag", "tagging", &["object", "tag", "record_id"]),
        index(
            "duplicate_key_value",
            "duplicate_key",
            &["object", "kind", "value"],
        ),
        index(
            "duplicate_key_record",
            "duplicate_key",
            &["object", "record_id"],
        ),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        let connection = manager.get_connection();
        for sql in search_sql(manager.get_database_backend()) {
            connection.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

/// The search index, whose shape differs by database: FTS5 on SQLite, lexemes with GIN on PostgreSQL.
fn search_sql(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Postgres => &[
            "ALTER TABLE event ALTER COLUMN xid SET DEFAULT (pg_current_xact_id()::text::bigint)",
            "CREATE TABLE search_doc (id bigserial PRIMARY KEY, object text NOT NULL, record_id uuid NOT NULL, lexemes tsvector NOT NULL)",
            "CREATE UNIQUE INDEX search_doc_record ON search_doc (object, record_id)",
            "CREATE INDEX search_doc_lexemes ON search_doc USING gin (lexemes)",
        ],
        _ => &[
            "CREATE TABLE search_doc (id integer PRIMARY KEY, object text NOT NULL, record_id uuid_text NOT NULL)",
            "CREATE UNIQUE INDEX search_doc_record ON search_doc (object, record_id)",
            "CREATE VIRTUAL TABLE search_word USING fts5(words, tokenize = \"unicode61 remove_diacritics 0 tokenchars '@._:-'\", content = '', contentless_delete = 1, detail = none)",
        ],
    }
}
