//! Where people are named beside their records.

use contract::dto::privacy::{Elsewhere, Place};
use contract::dto::sharing::{Holder, Level, NewShare, Subject};
use contract::dto::views::{SaveView, Sharing, ViewBody};
use entity::{bulk_job, choice, import_mapping, import_note, view};
use sea_orm::{EntityTrait, Set};
use uuid::Uuid;

use super::{EMAIL, NAME, erased, person, places_of};
use crate::privacy::preview;
use crate::testing::{Stage, stage};
use crate::{sharing, views};

/// A view, a kept plan, shares and a deed on many that name the person.
pub(super) async fn everywhere(stage: &Stage, contact: Uuid) {
    let body = ViewBody {
        words: NAME.to_owned(),
        ..ViewBody::default()
    };
    let asked = SaveView {
        id: Uuid::now_v7(),
        object: "contact".to_owned(),
        name: format!("All about {NAME}"),
        sharing: Sharing::Private,
        body,
        version: 0,
    };
    views::save(&stage.lin, asked).await.unwrap();
    let write = stage.crm.door().house().write();
    let plan = import_mapping::ActiveModel {
        id: Set(Uuid::now_v7()),
        object: Set("contact".to_owned()),
        name: Set("Fair".to_owned()),
        plan: Set(format!("{{\"words\":{{\"{NAME}\":\"vip\"}}}}")),
        owner_id: Set(stage.lin.actor().id().unwrap()),
        updated_at: Set(stage.lin.now()),
    };
    import_mapping::Entity::insert(plan)
        .exec_without_returning(write)
        .await
        .unwrap();
    let job = bulk_job::ActiveModel {
        id: Set(Uuid::now_v7()),
        object: Set("contact".to_owned()),
        selection: Set(format!("{{\"words\":\"{EMAIL}\"}}")),
        deed: Set("{}".to_owned()),
        state: Set("done".to_owned()),
        cursor: Set(None),
        total: Set(0),
        done: Set(0),
        changed: Set(0),
        refused: Set(0),
        user_id: Set(stage.lin.actor().id().unwrap()),
        user_name: Set("Lin".to_owned()),
        created_at: Set(stage.lin.now()),
        leased_until: Set(None),
        part_of: Set(None),
    };
    bulk_job::Entity::insert(job)
        .exec_without_returning(write)
        .await
        .unwrap();
    let share = NewShare {
        object: "contact".to_owned(),
        subject: Subject::Record(contact),
        holder: Holder::Person(stage.zhou.actor().id().unwrap()),
        level: Level::See,
        reason: format!("Knows {NAME} well"),
        until: None,
        ends_with: None,
    };
    sharing::give(&stage.lin, share).await.unwrap();
}

/// What looks for a person in tests has to find them: ids are bytes, and any of them may be zero.
#[tokio::test]
async fn a_word_is_found_beside_ids_of_any_bytes() {
    let stage = stage().await;
    let note = import_note::ActiveModel {
        import_id: Set(Uuid::nil()),
        line: Set(7),
        severity: Set("error".to_owned()),
        note: Set("{}".to_owned()),
        cells: Set(Some(format!("[\"{NAME}\"]"))),
        ..Default::default()
    };
    import_note::Entity::insert(note)
        .exec_without_returning(stage.crm.door().house().write())
        .await
        .unwrap();
    assert_eq!(places_of(&stage, NAME).await, ["import_note"]);
}

#[tokio::test]
async fn a_view_that_names_the_person_stays_and_names_them_no_more() {
    let stage = stage().await;
    let contact = person(&stage).await;
    everywhere(&stage, contact.id).await;
    let told = preview(&stage.administrator, "contact", contact.id)
        .await
        .unwrap();
    let counted = |place| told.counts.get(&place).copied().unwrap_or_default();
    assert_eq!(
        (
            counted(Place::Views),
            counted(Place::Plans),
            counted(Place::Shares)
        ),
        (1, 1, 1)
    );
    let read = stage.crm.door().house().write();
    let before = view::Entity::find().one(read).await.unwrap().unwrap();
    erased(&stage, contact.id).await;
    let after = view::Entity::find().one(read).await.unwrap().unwrap();
    assert_eq!(after.name, "All about —");
    assert!(after.body.contains("\"words\":\"—\""), "{}", after.body);
    assert!(
        after.version > before.version,
        "an open page does not bring the name back"
    );
}

#[tokio::test]
async fn what_belongs_to_the_configuration_is_listed() {
    let stage = stage().await;
    let contact = person(&stage).await;
    let row = choice::ActiveModel {
        object: Set("contact".to_owned()),
        field: Set("source".to_owned()),
        key: Set("by_zeb".to_owned()),
        label_en: Set(format!("Sent by {NAME}")),
        label_zh: Set("介绍".to_owned()),
        position: Set(9),
        probability: Set(None),
        batch_id: Set(None),
    };
    choice::Entity::insert(row)
        .exec_without_returning(stage.crm.door().house().write())
        .await
        .unwrap();
    let told = preview(&stage.administrator, "contact", contact.id)
        .await
        .unwrap();
    let named: Vec<_> = told
        .by_hand
        .iter()
        .map(|named| (named.place, named.names.join(", ")))
        .collect();
    assert_eq!(named, [(Elsewhere::Choices, format!("Sent by {NAME}"))]);
}
