//! Every role × whose record it is × every action, answered by the door and by an oracle that knows nothing of SQL: it
//! walks the tree of teams by itself and compares owners one by one.

use std::collections::BTreeMap;

use chrono::{TimeDelta, Utc};
use contract::dto::sharing::{Holder, Level, NewShare, Question, Subject};
use contract::objects::{ACCOUNT, CONTRACT, TICKET};
use contract::{Action, Reach, Role, RoleDef, Value};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use super::gets;
use super::oracle::{Oracle, Shared, Somebody};
use crate::roles::{Roles, copy, save};
use crate::sharing::give;
use crate::testing::{Stage, of, stage, to};
use crate::users::{NewUser, add, add_team, place_team};
use crate::{Desk, records};

async fn somebody(stage: &Stage, place: usize, team: Option<&str>) -> Somebody {
    let new = NewUser {
        email: format!("matrix{place}@example.com"),
        name: format!("Matrix {place}"),
        role: Role::Salesperson,
        team: team.map(str::to_owned),
    };
    Somebody {
        id: add(&stage.administrator, new, None).await.unwrap(),
        team: team.map(str::to_owned),
        roles: vec!["salesperson".to_owned()],
    }
}

/// Gives a person roles, and answers their desk.
async fn seated(stage: &Stage, who: &mut Somebody, roles: &[&str]) -> Desk {
    let desk = stage.crm.desk_of(who.id).await.unwrap();
    who.roles = roles.iter().map(|role| (*role).to_owned()).collect();
    gets(stage, &desk, roles).await.unwrap()
}

async fn record_of(stage: &Stage, object: &str, owner: &Somebody) -> Uuid {
    let title = if object == TICKET { "subject" } else { "name" };
    let mut values = vec![(title, Value::from("Somebody's")), ("owner", to(owner.id))];
    if object == CONTRACT {
        let customer = stage.account(&stage.administrator, "Customer").await;
        values.push(("account", to(customer.id)));
    }
    stage.make(&stage.administrator, object, &values).await.id
}

async fn listed(desk: &Desk, object: &str) -> Vec<Uuid> {
    let query = contract::ListQuery {
        object: object.to_owned(),
        rows: 200,
        ..Default::default()
    };
    match records::list(desk, &query).await {
        Ok(page) => page.records.iter().map(|record| record.id).collect(),
        Err(_) => Vec::new(),
    }
}

/// Compares door and oracle for one person and the records of several owners.
async fn compare(
    desk: &Desk,
    oracle: &Oracle,
    who: &Somebody,
    records: &[(&str, Uuid, Somebody)],
    hint: &str,
) {
    for (object, id, owner) in records {
        let sees = oracle.may(who, (object, *id), Action::See, owner);
        for action in Action::ALL {
            if action == Action::Create {
                continue;
            }
            // Nobody may do anything with what they do not see at all; a right that reaches a record shows it.
            let is_blind = oracle.is_blind(who, object);
            let expected = oracle.may(who, (object, *id), action, owner) && !is_blind;
            let found = desk.granted(object, *id, action).await;
            assert_eq!(
                found.is_ok(),
                expected,
                "{hint}: {who:?} {action:?} {object} of {owner:?}"
            );
            if let Err(error) = found {
                let told = error.into_refusal();
                let forbidden = sees && !is_blind;
                assert_eq!(
                    told == contract::Refusal::Forbidden,
                    forbidden,
                    "{hint} {told:?}"
                );
            }
        }
        let found = listed(desk, object).await;
        assert_eq!(
            found.contains(id),
            sees,
            "{hint}: {who:?} lists {object} of {owner:?}"
        );
        let wanted = of(&[("name", "New".into()), ("owner", to(owner.id))]);
        if *object == ACCOUNT {
            let made = records::create(desk, ACCOUNT, Uuid::now_v7(), wanted).await;
            let expected = oracle.may_by_roles(who, ACCOUNT, Action::Create, owner);
            // Made, but out of sight at once, is made.
            let is_made = !matches!(
                made.map_err(crate::Error::into_refusal),
                Err(contract::Refusal::Forbidden)
            );
            assert_eq!(is_made, expected, "{hint}: {who:?} makes one for {owner:?}");
        }
    }
}

#[tokio::test]
async fn the_door_agrees_with_the_oracle_on_every_seeded_role() {
    let stage = stage().await;
    let mut who = somebody(&stage, 0, Some("east")).await;
    let owners = [
        who.clone(),
        somebody(&stage, 1, Some("east")).await,
        somebody(&stage, 2, Some("east-1")).await,
        somebody(&stage, 3, Some("south")).await,
    ];
    let mut made = Vec::new();
    for object in [ACCOUNT, TICKET, CONTRACT] {
        for owner in &owners {
            made.push((
                object,
                record_of(&stage, object, owner).await,
                owner.clone(),
            ));
        }
    }
    let parents = [("east", None), ("east-1", Some("east")), ("south", None)];
    let oracle = Oracle {
        roles: stage.crm.roles().all().to_vec(),
        parents: parents
            .map(|(team, above)| (team.to_owned(), above.map(str::to_owned)))
            .into(),
        shared: Vec::new(),
    };
    for role in Role::ALL {
        let desk = seated(&stage, &mut who, &[role.key()]).await;
        compare(&desk, &oracle, &who, &made, role.key()).await;
    }
}

/// Something shared by chance, by whoever the chance names, if they may.
async fn shares(
    stage: &Stage,
    dice: &mut StdRng,
    people: &[Somebody],
    made: &[(&str, Uuid, Somebody)],
    teams: &[String],
) -> Option<Shared> {
    let giver = people.choose(dice)?;
    let desk = stage.crm.desk_of(giver.id).await.unwrap();
    let (object, id, _) = made.choose(dice)?;
    let record = dice.random_bool(0.7).then_some(*id);
    let holder = match dice.random_range(0..3) {
        0 => Holder::Person(people.choose(dice)?.id),
        1 => Holder::Role(people.choose(dice)?.roles.first()?.clone()),
        _ => Holder::Team(teams.choose(dice)?.clone()),
    };
    let level = *[Level::See, Level::Edit].choose(dice)?;
    let is_over = dice.random_bool(0.25);
    let new = NewShare {
        object: (*object).to_owned(),
        subject: match record {
            Some(id) => Subject::Record(id),
            None => Subject::Question(Question::default()),
        },
        holder: holder.clone(),
        level,
        reason: "By chance".to_owned(),
        until: is_over.then(|| Utc::now() + TimeDelta::milliseconds(150)),
        ends_with: None,
    };
    give(&desk, new).await.ok()?;
    Some(Shared {
        object: (*object).to_owned(),
        record,
        holder,
        level,
        giver: giver.clone(),
        is_over,
    })
}

/// Random roles, several for each person, in a random tree of teams, and what they share with each other.
#[tokio::test]
async fn the_door_agrees_with_the_oracle_on_roles_and_teams_by_chance() {
    let seed: u64 = std::env::var("RAPPORT_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(rand::random);
    let hint = format!("RAPPORT_SEED={seed}");
    let mut dice = StdRng::seed_from_u64(seed);
    let stage = stage().await;
    let desk = &stage.administrator;
    let mut parents: BTreeMap<String, Option<String>> = BTreeMap::new();
    for place in 0..5 {
        let team = add_team(desk, &format!("Team {place}")).await.unwrap().key;
        let known: Vec<String> = parents.keys().cloned().collect();
        let above = known.choose(&mut dice).filter(|_| dice.random_bool(0.7));
        place_team(desk, &team, above.map(String::as_str))
            .await
            .unwrap();
        parents.insert(team, above.cloned());
    }
    let mut pool = Vec::new();
    for place in 0..5 {
        let mut role = copy(desk, "salesperson", &format!("Role {place}"))
            .await
            .unwrap();
        for reaches in role.reaches.values_mut() {
            for action in Action::ALL {
                reaches.insert(action, *Reach::ALL.choose(&mut dice).unwrap());
            }
        }
        pool.push(save(desk, role).await.unwrap().key);
    }
    let teams: Vec<String> = parents.keys().cloned().collect();
    let mut people = Vec::new();
    for place in 0..5 {
        let team = teams.choose(&mut dice).filter(|_| dice.random_bool(0.9));
        people.push(somebody(&stage, place, team.map(String::as_str)).await);
    }
    let mut made = Vec::new();
    for owner in &people {
        for object in [ACCOUNT, TICKET] {
            made.push((
                object,
                record_of(&stage, object, owner).await,
                owner.clone(),
            ));
        }
    }
    for who in &mut people {
        let count = dice.random_range(1..=3);
        let roles: Vec<&str> = pool
            .choose_multiple(&mut dice, count)
            .map(String::as_str)
            .collect();
        seated(&stage, who, &roles).await;
    }
    let mut oracle = Oracle {
        roles: stage.crm.roles().all().to_vec(),
        parents,
        shared: Vec::new(),
    };
    for who in &people {
        let desk = stage.crm.desk_of(who.id).await.unwrap();
        compare(&desk, &oracle, who, &made, &hint).await;
    }
    for _ in 0..12 {
        let shared = shares(&stage, &mut dice, &people, &made, &teams).await;
        // The same record given again with the same gets the later level.
        let is_same = |one: &Shared| {
            shared.as_ref().is_some_and(|new| {
                new.record.is_some()
                    && !new.is_over
                    && !one.is_over
                    && (one.record, &one.holder) == (new.record, &new.holder)
            })
        };
        oracle.shared.retain(|one| !is_same(one));
        oracle.shared.extend(shared);
    }
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    for who in &people {
        let desk = stage.crm.desk_of(who.id).await.unwrap();
        compare(&desk, &oracle, who, &made, &hint).await;
    }
}

#[test]
fn what_is_kept_of_roles_is_read_as_it_was() {
    let roles = Roles::of(&[]).unwrap();
    for role in roles.all() {
        let json = serde_json::to_string(role).unwrap();
        assert_eq!(serde_json::from_str::<RoleDef>(&json).unwrap(), *role);
    }
}
