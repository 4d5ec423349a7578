#![expect(
    clippy::disallowed_methods,
    reason = "a test looks into the log, and edits it by hand"
)]

mod reading;

use contract::dto::audit::{AuditQuery, Damage};
use contract::objects;
use contract::value::Values;
use entity::{event, seal as seal_row};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::{Head, erase, heads, seal, search, verify};
use crate::log::{Note, note};
use crate::records::create;
use crate::testing::{Stage, stage};

const PASSWORD: &str = "correct horse 42 battery";

async fn account(stage: &Stage, name: &str) -> Uuid {
    let values = Values::from([("name".to_owned(), name.into())]);
    let id = Uuid::now_v7();
    create(&stage.administrator, objects::ACCOUNT, id, values)
        .await
        .unwrap();
    id
}

/// Seals to the end. On PostgreSQL transactions of other tests hold the sealer back for a moment.
async fn seal_all(stage: &Stage) -> u64 {
    let mut sealed = 0;
    loop {
        sealed += seal(&stage.crm).await.unwrap();
        let found = verify(&stage.crm, &[], |_, _| ()).await.unwrap();
        if found.waiting == 0 {
            return sealed;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

/// Some days of work, sealed in three parts.
async fn worked() -> Stage {
    let stage = stage().await;
    for day in 0..3 {
        for number in 0..5 {
            account(&stage, &format!("Acme {day}-{number}")).await;
        }
        note(&stage.lin, Note::SignedOut).await.unwrap();
        seal_all(&stage).await;
    }
    stage
}

/// What somebody does who may do everything to the database, past the guards.
async fn by_hand(stage: &Stage, sql: &str) {
    let write = stage.crm.door().house().write();
    let guards: &[&str] = match write.get_database_backend() {
        DbBackend::Postgres => &[
            "ALTER TABLE event DISABLE TRIGGER USER",
            "ALTER TABLE seal DISABLE TRIGGER USER",
        ],
        _ => &[
            "DROP TRIGGER IF EXISTS event_stays",
            "DROP TRIGGER IF EXISTS event_not_deleted",
            "DROP TRIGGER IF EXISTS seal_stays",
            "DROP TRIGGER IF EXISTS seal_not_deleted",
        ],
    };
    for guard in guards {
        write.execute_unprepared(guard).await.unwrap();
    }
    write.execute_unprepared(sql).await.unwrap();
}

/// The number of the first event of the second seal.
async fn in_the_midst(stage: &Stage) -> i64 {
    let second = seal_row::Entity::find_by_id(2).one(stage.crm.door().house().read());
    second.await.unwrap().unwrap().first_seq
}

#[tokio::test]
async fn what_nobody_touched_is_whole() {
    let stage = worked().await;
    let mut told = Vec::new();
    let found = verify(&stage.crm, &[], |done, of| told.push((done, of)))
        .await
        .unwrap();
    assert_eq!(found.broken, None);
    let house = stage.crm.door().house();
    let all = event::Entity::find().count(house.read()).await.unwrap();
    assert_eq!((found.events, found.waiting), (all, 0));
    assert_eq!(told.last(), Some(&(all, all)));
    account(&stage, "Later").await;
    let found = verify(&stage.crm, &[], |_, _| ()).await.unwrap();
    assert_eq!((found.broken, found.waiting), (None, 1));
    let shown = search(&stage.administrator, &AuditQuery::default())
        .await
        .unwrap();
    assert!(shown.chain.sealed_at.is_some() && shown.chain.verified.unwrap().broken.is_none());
}

#[tokio::test]
async fn the_first_broken_place_is_named() {
    for (sql, damage, has_seq) in [
        (
            "UPDATE event SET changes = '{\"name\":[]}' WHERE seq = @",
            Damage::Changed,
            true,
        ),
        (
            "UPDATE event SET actor = 'Mallory' WHERE seq = @",
            Damage::Changed,
            true,
        ),
        (
            "UPDATE event SET address = '10.0.0.1' WHERE seq = @",
            Damage::Changed,
            true,
        ),
        ("DELETE FROM event WHERE seq = @", Damage::Missing, true),
        (
            "UPDATE event SET salt = @@, changes = '{}' WHERE seq = @",
            Damage::Destroyed,
            true,
        ),
        (
            "INSERT INTO event (seq, at, actor, object, record_id, version, action, changes, salt, is_silent) \
             SELECT -5, at, actor, object, record_id, version, action, changes, salt, is_silent FROM event WHERE seq = @",
            Damage::Inserted,
            true,
        ),
        (
            "UPDATE seal SET head = leaves WHERE number = 2",
            Damage::Seal,
            false,
        ),
        (
            "UPDATE seal SET last_seq = last_seq + 1 WHERE number = 2",
            Damage::Seal,
            false,
        ),
        (
            "DELETE FROM seal WHERE number = 2",
            Damage::SealMissing,
            false,
        ),
    ] {
        let stage = worked().await;
        let seq = in_the_midst(&stage).await;
        let is_postgres = stage.crm.door().backend() == DbBackend::Postgres;
        let nothing = if is_postgres { "'\\x'" } else { "x''" };
        let sql = sql.replace("@@", nothing).replace('@', &seq.to_string());
        // A forger would take an old transaction: a new one is sealed as what it is, an event of today.
        let sql = match is_postgres && damage == Damage::Inserted {
            true => sql
                .replace("(seq,", "(xid, seq,")
                .replace("SELECT -5", "SELECT 1, -5"),
            false => sql,
        };
        by_hand(&stage, &sql).await;
        let found = verify(&stage.crm, &[], |_, _| ()).await.unwrap();
        let broken = found.broken.expect(&sql);
        assert_eq!(broken.what, damage, "{sql}");
        assert_eq!(broken.seq.is_some(), has_seq, "{sql}");
        if has_seq && damage != Damage::Inserted {
            assert_eq!((broken.seq, broken.seal), (Some(seq), 2), "{sql}");
        }
    }
}

#[tokio::test]
async fn heads_that_were_kept_outside_show_what_was_done_to_the_whole() {
    let stage = worked().await;
    let kept = heads(&stage.crm).await.unwrap();
    assert_eq!(kept.len(), 1, "one day");
    let again: Head = kept[0].to_string().parse().unwrap();
    assert_eq!(again, kept[0]);
    assert!("2026-11-22 3 17 abc".parse::<Head>().is_err());
    let found = verify(&stage.crm, &kept, |_, _| ()).await.unwrap();
    assert_eq!(found.broken, None);
    let mut other = kept.clone();
    other[0].head = "0".repeat(64);
    let found = verify(&stage.crm, &other, |_, _| ()).await.unwrap();
    assert_eq!(found.broken.unwrap().what, Damage::Head);
    // The end is cut off: the chain itself is whole then, and only what was kept outside knows.
    by_hand(
        &stage,
        "DELETE FROM event WHERE seq > (SELECT last_seq FROM seal WHERE number = 2)",
    )
    .await;
    by_hand(&stage, "DELETE FROM seal WHERE number > 2").await;
    let found = verify(&stage.crm, &[], |_, _| ()).await.unwrap();
    assert_eq!(found.broken, None);
    let found = verify(&stage.crm, &kept, |_, _| ()).await.unwrap();
    assert_eq!(found.broken.unwrap().what, Damage::SealMissing);
}

#[tokio::test]
async fn the_log_is_only_added_to() {
    let stage = worked().await;
    let write = stage.crm.door().house().write();
    for sql in [
        "UPDATE event SET actor = 'Mallory'",
        "UPDATE event SET changes = '{}', actor = 'Mallory'",
        "UPDATE event SET changes = '{\"a\":1}'",
        "DELETE FROM event",
        "UPDATE seal SET events = 1",
        "DELETE FROM seal",
    ] {
        let told = write.execute_unprepared(sql).await;
        assert!(
            told.unwrap_err().to_string().contains("only added to"),
            "{sql}"
        );
    }
    // A database that was brought to another server numbers its transactions anew.
    let renumbered = "UPDATE event SET xid = 1";
    write.execute_unprepared(renumbered).await.unwrap();
    let anew = "UPDATE follower SET xid = 1, seq = seq - 3 WHERE name = 'seal'";
    write.execute_unprepared(anew).await.unwrap();
    account(&stage, "Afterwards").await;
    assert_eq!(seal_all(&stage).await, 1, "what was sealed is left out");
    let found = verify(&stage.crm, &[], |_, _| ()).await.unwrap();
    assert_eq!((found.broken, found.waiting), (None, 0));
}

#[tokio::test]
async fn what_is_erased_is_gone_and_the_chain_is_whole() {
    let stage = worked().await;
    let seq = in_the_midst(&stage).await;
    let write = stage.administrator.write().await.unwrap();
    erase(&write, &[seq], "the person asked for it")
        .await
        .unwrap();
    write.commit().await.unwrap();
    seal_all(&stage).await;
    let found = verify(&stage.crm, &[], |_, _| ()).await.unwrap();
    assert_eq!((found.broken, found.erased, found.waiting), (None, 1, 0));
    let asked = AuditQuery {
        action: Some("erased".to_owned()),
        ..AuditQuery::default()
    };
    let shown = search(&stage.administrator, &asked).await.unwrap();
    assert_eq!(shown.lines.len(), 1, "the erasure is told");
}
