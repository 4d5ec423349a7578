//! The log tells from where, is searched, sealed, and written once.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, binary, integer, text_null, uuid};
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{index, moment};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["address", "device"] {
            let wider = Table::alter()
                .table("event")
                .add_column(text_null(column))
                .take();
            manager.alter_table(wider).await?;
        }
        let seal = Table::create()
            .table("seal")
            .col(big_integer("number").primary_key())
            .col(moment("at"))
            .col(big_integer("first_seq"))
            .col(big_integer("last_seq"))
            .col(big_integer("events"))
            .col(binary("leaves"))
            .col(binary("head"))
            .take();
        manager.create_table(seal).await?;
        let lease = Table::create()
            .table("seal_lease")
            .col(integer("id").primary_key())
            .col(uuid("holder"))
            .col(moment("until"))
            .take();
        manager.create_table(lease).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        let connection = manager.get_connection();
        // Imports come from nowhere in the network: what is many stays out of it.
        connection
            .execute_unprepared(
                "CREATE INDEX event_address ON event (address, at, seq) WHERE address IS NOT NULL",
            )
            .await?;
        for sql in guards(manager.get_database_backend()) {
            connection.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("event_at", "event", &["at", "seq"]),
        index("event_actor", "event", &["actor_id", "at", "seq"]),
        index("event_object", "event", &["object", "at", "seq"]),
        index("event_action", "event", &["action", "at", "seq"]),
        index("seal_last", "seal", &["last_seq"]),
        index("seal_at", "seal", &["at"]),
    ]
}

/// The log and its seals are only added to. Two things alone may become of an event: its content and salt are destroyed
/// when a person is erased, and a database that was moved to another server numbers its transactions anew.
fn guards(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Postgres => &[
            "CREATE FUNCTION event_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF TG_OP = 'UPDATE' \
                AND (NEW.seq, NEW.at, NEW.object, NEW.record_id, NEW.version, NEW.action, NEW.is_silent) \
                    = (OLD.seq, OLD.at, OLD.object, OLD.record_id, OLD.version, OLD.action, OLD.is_silent) \
                AND NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id \
                AND NEW.request_id IS NOT DISTINCT FROM OLD.request_id \
                AND NEW.actor IN ('', OLD.actor) \
                AND (NEW.address IS NULL OR NEW.address IS NOT DISTINCT FROM OLD.address) \
                AND (NEW.device IS NULL OR NEW.device IS NOT DISTINCT FROM OLD.device) \
                AND ((NEW.changes = '{}' AND length(NEW.salt) = 0) \
                     OR (NEW.changes = OLD.changes AND NEW.salt = OLD.salt AND NEW.actor = OLD.actor \
                         AND NEW.address IS NOT DISTINCT FROM OLD.address \
                         AND NEW.device IS NOT DISTINCT FROM OLD.device)) \
             THEN RETURN NEW; END IF; \
             RAISE EXCEPTION 'the log is only added to'; END $$",
            "CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_stays()",
            "CREATE FUNCTION log_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             RAISE EXCEPTION 'the log is only added to'; END $$",
            "CREATE TRIGGER event_not_emptied BEFORE TRUNCATE ON event EXECUTE FUNCTION log_stays()",
            "CREATE TRIGGER seal_not_emptied BEFORE TRUNCATE ON seal EXECUTE FUNCTION log_stays()",
            "CREATE TRIGGER seal_stays BEFORE UPDATE OR DELETE ON seal FOR EACH ROW EXECUTE FUNCTION log_stays()",
        ],
        _ => &[
            "CREATE TRIGGER event_stays BEFORE UPDATE ON event WHEN NOT ( \
                NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.object = OLD.object \
                AND NEW.record_id = OLD.record_id AND NEW.version = OLD.version \
                AND NEW.action = OLD.action AND NEW.is_silent = OLD.is_silent \
                AND NEW.actor_id IS OLD.actor_id AND NEW.request_id IS OLD.request_id \
                AND NEW.actor IN ('', OLD.actor) \
                AND (NEW.address IS NULL OR NEW.address IS OLD.address) \
                AND (NEW.device IS NULL OR NEW.device IS OLD.device) \
                AND ((NEW.changes = '{}' AND length(NEW.salt) = 0) \
                     OR (NEW.changes = OLD.changes AND NEW.salt = OLD.salt AND NEW.actor = OLD.actor \
                         AND NEW.address IS OLD.address AND NEW.device IS OLD.device))) \
             BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
            "CREATE TRIGGER event_not_deleted BEFORE DELETE ON event \
             BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
            "CREATE TRIGGER seal_stays BEFORE UPDATE ON seal \
             BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
            "CREATE TRIGGER seal_not_deleted BEFORE DELETE ON seal \
             BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
        ],
    }
}
