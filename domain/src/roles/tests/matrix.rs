//! Every role × whose record it is × every action, answered by the door and by an oracle that knows nothing of SQL: it
//! walks the tree of teams by itself and compares owners one by one.

use std::collections::BTreeMap;

use contract::objects::{ACCOUNT, CONTRACT, TICKET};
use contract::role::ADDED;
use contract::{Action, Reach, Role, RoleDef, Value};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use super::gets;
use crate::roles::{Roles, copy, save};
use crate::testing::{Stage, of, stage, to};
use crate::users::{NewUser, add, add_team, place_team};
use crate::{Desk, records};

/// Somebody as the oracle knows them.
#[derive(Clone, Debug)]
struct Somebody {
    id: Uuid,
    team: Option<String>,
    roles: Vec<String>,
}

/// What the oracle knows.
#[derive(Debug)]
struct Oracle {
    roles: Vec<RoleDef>,
    /// The team above each.
    parents: BTreeMap<String, Option<String>>,
}

impl Oracle {
    fn may(&self, who: &Somebody, object: &str, action: Action, owner: &Somebody) -> bool {
        let held = self
            .roles
            .iter()
            .filter(|role| who.roles.contains(&role.key));
        let mut any = false;
        for role in held {
            let reaches = role.reaches.get(object).unwrap_or(&role.reaches[ADDED]);
            let mine = owner.id == who.id;
            any |= match reaches.get(&action).unwrap_or(&Reach::None) {
                Reach::None => false,
                Reach::Own => mine,
                Reach::Team => mine || who.team.is_some() && owner.team == who.team,
                Reach::TeamAndBelow => mine || self.is_below(who, owner),
                Reach::All => true,
            };
        }
        any
    }

    /// From the owner's team up to the asker's.
    fn is_below(&self, who: &Somebody, owner: &Somebody) -> bool {
        let (Some(top), mut here) = (&who.team, owner.team.clone()) else {
            return false;
        };
        while let Some(team) = here {
            if team == *top {
                return true;
            }
            here = self.parents[&team].clone();
        }
        false
    }
}

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
        let sees = oracle.may(who, object, Action::See, owner);
        for action in Action::ALL {
            if action == Action::Create {
                continue;
            }
            // Nobody may do anything with what they do not see at all; a right that reaches a record shows it.
            let is_blind = desk.reach(object, Action::See) == Reach::None;
            let expected = oracle.may(who, object, action, owner) && !is_blind;
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
            let expected = oracle.may(who, ACCOUNT, Action::Create, owner);
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
    };
    for role in Role::ALL {
        let desk = seated(&stage, &mut who, &[role.key()]).await;
        compare(&desk, &oracle, &who, &made, role.key()).await;
    }
}

/// Random roles, several for each person, in a random tree of teams.
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
    let oracle = Oracle {
        roles: stage.crm.roles().all().to_vec(),
        parents,
    };
    for mut who in people {
        let count = dice.random_range(1..=3);
        let roles: Vec<&str> = pool
            .choose_multiple(&mut dice, count)
            .map(String::as_str)
            .collect();
        let desk = seated(&stage, &mut who, &roles).await;
        compare(&desk, &oracle, &who, &made, &hint).await;
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
