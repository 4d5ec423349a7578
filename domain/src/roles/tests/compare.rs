//! Asks the door and the oracle the same, and says where they differ.

use std::collections::BTreeSet;

use contract::dto::records::Change;
use contract::objects::{ACCOUNT, TICKET};
use contract::value::Values;
use contract::{Action, FieldRight, ListQuery, Refusal, Role, Value};
use uuid::Uuid;

use super::gets;
use crate::testing::oracle::{Oracle, Somebody, Thing, Verdict};
use crate::testing::{Stage, of, to};
use crate::users::{NewUser, add};
use crate::{Desk, Error, Result, records};

/// A field of customers that roles narrow, and what stands in it.
pub(super) const NARROWED: [(&str, &str); 2] =
    [("note", "Knows the mayor"), ("region", "Ultima Thule")];

/// A person of no use but to be asked about, with an address that nobody else has.
pub(super) async fn somebody(stage: &Stage, team: Option<&str>) -> Somebody {
    let new = NewUser {
        email: format!("{}@example.com", Uuid::now_v7().simple()),
        name: "Somebody".to_owned(),
        role: Role::Salesperson,
        team: team.map(str::to_owned),
    };
    Somebody {
        id: add(&stage.administrator, new, None).await.unwrap(),
        team: team.map(str::to_owned),
        roles: vec![Role::Salesperson.key().to_owned()],
    }
}

/// Gives a person roles, and answers their desk.
pub(super) async fn seated(stage: &Stage, who: &mut Somebody, roles: &[&str]) -> Desk {
    let desk = stage.crm.desk_of(who.id).await.unwrap();
    who.roles = roles.iter().map(|role| (*role).to_owned()).collect();
    gets(stage, &desk, roles).await.unwrap()
}

/// A record of somebody, made by the administrator.
pub(super) async fn thing(
    stage: &Stage,
    object: &str,
    owner: Option<&Somebody>,
    values: Vec<(&str, Value)>,
) -> Thing {
    let mut values = values;
    values.extend(owner.map(|owner| ("owner", to(owner.id))));
    Thing {
        object: object.to_owned(),
        id: stage.make(&stage.administrator, object, &values).await.id,
        owner: owner.cloned(),
        part_of: None,
        about: Vec::new(),
    }
}

/// Compares what the door and what the oracle say of some records, for one person.
pub(super) async fn compare(
    stage: &Stage,
    desk: &Desk,
    oracle: &Oracle,
    who: &Somebody,
    things: &[Thing],
    hint: &str,
) {
    for thing in things {
        for action in Action::ALL {
            // Nothing that is there is to be made.
            if action != Action::Create {
                let expected = oracle.verdict(who, thing, action);
                let found = verdict(desk.granted(&thing.object, thing.id, action).await);
                assert_eq!(found, expected, "{hint}: {action:?} {thing:?} by {who:?}");
            }
        }
        if thing.object == ACCOUNT {
            fields(stage, desk, oracle, (who, thing), hint).await;
        }
    }
    let objects: BTreeSet<&str> = things.iter().map(|thing| thing.object.as_str()).collect();
    for object in objects {
        lists(desk, oracle, who, (object, things), hint).await;
    }
    let owners = things.iter().filter_map(|thing| thing.owner.as_ref());
    let owners: BTreeSet<Uuid> = owners.map(|owner| owner.id).collect();
    for owner in owners {
        makes(desk, oracle, who, (owner, things), hint).await;
    }
}

fn verdict<T>(found: Result<T>) -> Verdict {
    match found.map_err(Error::into_refusal) {
        Ok(_) => Verdict::Yes,
        Err(Refusal::Forbidden) => Verdict::Forbidden,
        Err(Refusal::NotFound) => Verdict::Missing,
        Err(other) => panic!("{other:?}"),
    }
}

/// What is hidden is not in the answer, and what may not be changed is refused.
async fn fields(
    stage: &Stage,
    desk: &Desk,
    oracle: &Oracle,
    (who, thing): (&Somebody, &Thing),
    hint: &str,
) {
    let page = records::page(desk, ACCOUNT, thing.id).await;
    let sees = oracle.verdict(who, thing, Action::See) == Verdict::Yes;
    assert_eq!(
        page.is_ok(),
        sees,
        "{hint}: the page of {thing:?} for {who:?}"
    );
    let Ok(page) = page else { return };
    for (field, text) in NARROWED {
        let right = oracle.field(who, ACCOUNT, ACCOUNT, field);
        let expected = if right > FieldRight::Hidden { text } else { "" };
        let hint = format!("{hint}: {field} of {thing:?} for {who:?}");
        assert_eq!(page.record.text(field), expected, "{hint}");
        let change = |version, before: &str, after: &str| Change {
            object: ACCOUNT.to_owned(),
            id: thing.id,
            version,
            values: Values::from([(field.to_owned(), Value::from(after))]),
            base: Values::from([(field.to_owned(), Value::from(before))]),
        };
        let other = change(page.record.version, text, "Changed by chance");
        let written = records::update(desk, other).await;
        let may = oracle.verdict(who, thing, Action::Edit) == Verdict::Yes;
        assert_eq!(
            written.is_ok(),
            may && right == FieldRight::Edit,
            "{hint}: {written:?}"
        );
        if let Ok(written) = written {
            // Whoever comes next finds it as it was.
            let back = change(written.version, "Changed by chance", text);
            records::update(&stage.administrator, back).await.unwrap();
        }
    }
}

/// A list holds what is seen, all of it and nothing else.
async fn lists(
    desk: &Desk,
    oracle: &Oracle,
    who: &Somebody,
    (object, things): (&str, &[Thing]),
    hint: &str,
) {
    let listed: BTreeSet<Uuid> = match records::list(desk, &all_of(object, things)).await {
        Ok(page) => page.records.iter().map(|record| record.id).collect(),
        Err(Error::Refused(Refusal::NotFound)) => BTreeSet::new(),
        Err(error) => panic!("{hint}: {error:?}"),
    };
    let these = things.iter().filter(|thing| thing.object == object);
    let seen = these.filter(|thing| oracle.verdict(who, thing, Action::See) == Verdict::Yes);
    let seen: BTreeSet<Uuid> = seen.map(|thing| thing.id).collect();
    let ids: BTreeSet<Uuid> = things.iter().map(|thing| thing.id).collect();
    let listed: BTreeSet<Uuid> = listed.intersection(&ids).copied().collect();
    assert_eq!(listed, seen, "{hint}: {object} listed for {who:?}");
}

/// The newest first: those of the test.
fn all_of(object: &str, things: &[Thing]) -> ListQuery {
    assert!(things.len() < 150, "they stand on one page");
    ListQuery {
        object: object.to_owned(),
        sort: Some(contract::Sort::down("created_at")),
        rows: 200,
        ..ListQuery::default()
    }
}

async fn makes(
    desk: &Desk,
    oracle: &Oracle,
    who: &Somebody,
    (owner, things): (Uuid, &[Thing]),
    hint: &str,
) {
    let mut owners = things.iter().filter_map(|thing| thing.owner.as_ref());
    let Some(owner) = owners.find(|known| known.id == owner) else {
        return;
    };
    let new = of(&[("subject", "New".into()), ("owner", to(owner.id))]);
    let made = records::create(desk, TICKET, Uuid::now_v7(), new).await;
    let expected = oracle.may_by_roles(who, TICKET, Action::Create, Some(owner));
    // Made, but out of sight at once, is made.
    let is_made = !matches!(made.map_err(Error::into_refusal), Err(Refusal::Forbidden));
    assert_eq!(is_made, expected, "{hint}: {who:?} makes one for {owner:?}");
}
