//! Fields that become sensitive, keys that change, and what cannot be.

use std::sync::Arc;

use contract::objects::{ACCOUNT, CONTACT};
use contract::{
    FieldDef, FieldKind, Filter, ListQuery, ObjectDef, Operator, Problem, Refusal, Unsealable,
    Value,
};

use super::super::{catch_up, rotate, status, unmask};
use super::{OTHER, SECRET, card, customer, describe, holding, refused, save};
use crate::testing::{Stage, of, stage};
use crate::{Config, Crm, Result, records, sealing};

/// The phone of contacts, sensitive or not.
async fn phones(stage: &Stage, is_sensitive: bool) -> Result<ObjectDef> {
    let object = stage.administrator.object(CONTACT).unwrap();
    let mut field = object.field("phone").unwrap().clone();
    field.sensitive = is_sensitive;
    describe(&stage.administrator, CONTACT, field).await
}

#[tokio::test]
async fn a_field_becomes_sensitive_and_is_so_no_more_and_no_value_is_lost() {
    let stage = stage().await;
    let number = "+86 138 1234 5742";
    let values = |name: &str| [("name", name.into()), ("phone", number.into())];
    let mut ids = Vec::new();
    for name in ["One", "Two"] {
        ids.push(stage.make(&stage.lin, CONTACT, &values(name)).await);
    }
    let changed = save(
        &stage.lin,
        &ids[0],
        &[("phone", "+86 138 1234 0000".into())],
    )
    .await
    .unwrap();
    save(&stage.lin, &changed, &[("phone", number.into())])
        .await
        .unwrap();
    stage.index().await;

    phones(&stage, true).await.unwrap();
    let page = async || {
        records::page(&stage.lin, CONTACT, ids[0].id)
            .await
            .unwrap()
            .record
    };
    let filter = Filter::new("phone", Operator::Is, "138 1234 5742");
    let query = ListQuery {
        object: CONTACT.into(),
        filters: vec![Filter {
            value: "+86 138 1234 5742".into(),
            ..filter
        }],
        ..ListQuery::default()
    };
    let count = async || {
        records::list(&stage.lin, &query)
            .await
            .unwrap()
            .records
            .len()
    };
    // Not sealed yet, and masked and found all the same.
    assert!(
        matches!(page().await.value("phone"), Value::Sealed(sealed) if sealed.mask == "••••5742")
    );
    assert_eq!(count().await, 2);
    let busy = refused(phones(&stage, false).await);
    assert_eq!(
        busy,
        Refusal::invalid("sensitive", Problem::NotSensitive(Unsealable::Busy))
    );
    catch_up(&stage.crm).await.unwrap();
    stage.crm.refresh().await.unwrap();
    stage.index().await;
    for rest in ["13812345742", "138 1234"] {
        assert_eq!(holding(&stage, rest).await, Vec::<String>::new(), "{rest}");
    }
    assert_eq!(count().await, 2);
    assert_eq!(
        *unmask(&stage.lin, CONTACT, ids[1].id, "phone")
            .await
            .unwrap(),
        number
    );
    let twins = records::twins(&stage.lin, CONTACT, &of(&values("Three")), None)
        .await
        .unwrap();
    assert_eq!(twins.len(), 2);

    phones(&stage, false).await.unwrap();
    assert_eq!(
        page().await.text("phone"),
        number,
        "read before it is opened"
    );
    catch_up(&stage.crm).await.unwrap();
    stage.crm.refresh().await.unwrap();
    assert_eq!(page().await.text("phone"), number);
    assert!(
        holding(&stage, "138 1234 5742")
            .await
            .contains(&CONTACT.to_owned())
    );
    assert_eq!(count().await, 2);
}

#[tokio::test]
async fn a_new_key_seals_everything_anew_and_a_missing_one_loses_nothing() {
    let stage = stage().await;
    let key = card(&stage, |field| field).await;
    let record = customer(&stage, &key, SECRET).await;
    let old = stage.crm.keys().active().unwrap().to_owned();
    let desk = stage.crm.system_desk("tests");
    let begun = rotate(&desk).await.unwrap();
    assert_eq!(begun.fields, 1);
    assert_eq!(
        *unmask(&stage.lin, ACCOUNT, record.id, &key).await.unwrap(),
        SECRET
    );
    catch_up(&stage.crm).await.unwrap();
    let told = status(&desk).await.unwrap();
    assert_eq!(told.active.as_deref(), Some(begun.key.as_str()));
    let values = |id: &str| told.keys.iter().find(|key| key.id == id).unwrap().values;
    assert_eq!((values(&begun.key), values(&old)), (1, 0));
    assert_eq!(
        *unmask(&stage.lin, ACCOUNT, record.id, &key).await.unwrap(),
        SECRET
    );

    // Another process, without the file: what is sealed stays as it is.
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        keys: sealing::Source::File(folder.path().join("keys")),
        ..stage.config.clone()
    };
    let crm = Crm::open(&config).await.unwrap();
    assert!(!folder.path().join("keys").exists());
    let lin = crm.desk_of(stage.lin.actor().id().unwrap()).await.unwrap();
    let page = records::page(&lin, ACCOUNT, record.id)
        .await
        .unwrap()
        .record;
    let Value::Sealed(sealed) = page.value(&key) else {
        panic!("not sealed")
    };
    assert_eq!(sealed.missing_key.as_deref(), Some(begun.key.as_str()));
    let missing = |key: &str| Problem::KeyMissing {
        key: key.to_owned(),
    };
    let told = unmask(&lin, ACCOUNT, record.id, &key).await.map(|_| ());
    assert_eq!(refused(told), Refusal::invalid(&key, missing(&begun.key)));
    let renamed = save(&lin, &page, &[("name", "Renamed".into())])
        .await
        .unwrap();
    let told = save(&lin, &renamed, &[(&key, OTHER.into())]).await;
    assert_eq!(refused(told), Refusal::invalid(&key, missing("")));
    assert_eq!(
        *unmask(&stage.lin, ACCOUNT, record.id, &key).await.unwrap(),
        SECRET
    );
}

#[tokio::test]
async fn what_cannot_be_sensitive_is_refused_with_its_reason() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let account = desk.object(ACCOUNT).unwrap();
    let refusal = async |field: FieldDef| {
        let mut field = field;
        field.sensitive = true;
        match refused(describe(desk, ACCOUNT, field).await) {
            Refusal::Invalid(problems) => problems[0].problem.clone(),
            other => panic!("{other:?}"),
        }
    };
    for (key, why) in [
        ("name", Unsealable::Title),
        ("owner", Unsealable::Kind),
        ("created_at", Unsealable::Kind),
        ("external_id", Unsealable::Needed),
    ] {
        let field = account.field(key).unwrap().clone();
        assert_eq!(refusal(field).await, Problem::NotSensitive(why), "{key}");
    }
    let code = FieldDef::new("", FieldKind::Text, "Code", "代码").unique();
    let object = describe(desk, ACCOUNT, code).await.unwrap();
    let code = object.fields.iter().find(|field| field.label.en == "Code");
    let told = refusal(code.unwrap().clone()).await;
    assert_eq!(told, Problem::NotSensitive(Unsealable::Unique));
}

#[tokio::test]
async fn a_change_is_taken_back_though_the_log_holds_it_sealed() {
    let stage = stage().await;
    let key = card(&stage, |field| field).await;
    let record = customer(&stage, &key, SECRET).await;
    let changed = save(&stage.lin, &record, &[(&key, OTHER.into())])
        .await
        .unwrap();
    let granted = stage
        .lin
        .granted(ACCOUNT, record.id, contract::Action::Edit)
        .await
        .unwrap();
    let events = granted.events(&stage.lin, None, 1).await.unwrap();
    let object: Arc<ObjectDef> = stage.lin.object(ACCOUNT).unwrap();
    let mut write = stage.lin.write().await.unwrap();
    records::take_back(&mut write, &object, &events)
        .await
        .unwrap();
    write.commit().await.unwrap();
    assert_eq!(
        *unmask(&stage.lin, ACCOUNT, record.id, &key).await.unwrap(),
        SECRET
    );
    assert!(changed.version > record.version);
}
