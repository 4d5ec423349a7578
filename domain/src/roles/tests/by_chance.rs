//! Roles, trees of teams, people with several roles, records and what is shared, all by chance: the door says what the oracle
//! says. Where they differ, the smallest house in which they do is printed.
//!
//! `make test` builds a few houses, always the same; `make prove` goes on for its part of the minutes, on both databases.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use contract::dto::sharing::{Holder, Level, NewShare, Question, Subject};
use contract::objects::{ACCOUNT, ACTIVITY, QUOTE, QUOTE_LINE, TICKET};
use contract::{Action, FieldRight, Reach};
use prove::proptest::collection::{btree_set, vec};
use prove::proptest::prelude::{Strategy, prop_oneof};
use prove::proptest::{option, sample};
use tokio::runtime::Runtime;
use uuid::Uuid;

use super::compare::{NARROWED, compare, seated, somebody, thing};
use crate::roles::{copy, save};
use crate::sharing::give;
use crate::testing::oracle::{Oracle, Shared, Somebody, Thing, Verdict};
use crate::testing::{Stage, stage, to};
use crate::users::{add_team, place_team};

/// Objects on which roles differ.
const OBJECTS: [&str; 4] = [ACCOUNT, QUOTE, TICKET, ACTIVITY];

/// A house, as chance has it. What is named by a number is found by it, counted round.
#[derive(Clone, Debug)]
struct Plan {
    /// The team above each, among those before it.
    teams: Vec<Option<usize>>,
    roles: Vec<RolePlan>,
    people: Vec<PersonPlan>,
    shares: Vec<SharePlan>,
}

#[derive(Clone, Debug)]
struct RolePlan {
    /// By object, then by action.
    reaches: Vec<Vec<Reach>>,
    fields: Vec<FieldRight>,
}

#[derive(Clone, Debug)]
struct PersonPlan {
    team: Option<usize>,
    roles: std::collections::BTreeSet<usize>,
}

#[derive(Clone, Debug)]
struct SharePlan {
    giver: usize,
    thing: usize,
    /// All of its object that the giver may edit.
    whole: bool,
    holder: HolderPlan,
    level: Level,
    /// It has a reason and an end, and the end is past when it is asked for.
    is_over: bool,
}

#[derive(Clone, Debug)]
enum HolderPlan {
    Person(usize),
    Role(usize),
    Team(usize),
}

fn plans() -> impl Strategy<Value = Plan> {
    let place = 0_usize..64;
    let reach = || sample::select(Reach::ALL.to_vec());
    let role = (
        vec(vec(reach(), Action::ALL.len()), OBJECTS.len()),
        vec(sample::select(FieldRight::ALL.to_vec()), NARROWED.len()),
    )
        .prop_map(|(reaches, fields)| RolePlan { reaches, fields });
    let person = (
        option::weighted(0.9, place.clone()),
        btree_set(place.clone(), 1..=3),
    )
        .prop_map(|(team, roles)| PersonPlan { team, roles });
    let holder = prop_oneof![
        place.clone().prop_map(HolderPlan::Person),
        place.clone().prop_map(HolderPlan::Role),
        place.clone().prop_map(HolderPlan::Team),
    ];
    let level = sample::select(vec![Level::See, Level::Edit]);
    let over = sample::select(vec![false, false, false, true]);
    let whole = sample::select(vec![false, false, true]);
    let share = (place.clone(), place.clone(), whole, holder, level, over).prop_map(
        |(giver, thing, whole, holder, level, is_over)| SharePlan {
            giver,
            thing,
            whole,
            holder,
            level,
            is_over,
        },
    );
    let teams = vec(option::weighted(0.7, place), 1..=5);
    (
        teams,
        vec(role, 1..=4),
        vec(person, 2..=4),
        vec(share, 0..=10),
    )
        .prop_map(|(teams, roles, people, shares)| Plan {
            teams,
            roles,
            people,
            shares,
        })
}

/// The house as it was built.
struct Built {
    oracle: Oracle,
    teams: Vec<String>,
    roles: Vec<String>,
    people: Vec<Somebody>,
    things: Vec<Thing>,
}

async fn built(stage: &Stage, plan: &Plan) -> Built {
    let (teams, parents) = teams(stage, plan).await;
    let roles = roles(stage, plan).await;
    let mut people = Vec::new();
    for person in &plan.people {
        let team = person.team.map(|team| teams[team % teams.len()].as_str());
        let mut who = somebody(stage, team).await;
        let held = person.roles.iter().map(|role| role % roles.len());
        let held: std::collections::BTreeSet<usize> = held.collect();
        let held: Vec<&str> = held.iter().map(|role| roles[*role].as_str()).collect();
        seated(stage, &mut who, &held).await;
        people.push(who);
    }
    let mut things = Vec::new();
    for owner in &people {
        things.extend(things_of(stage, owner).await);
    }
    let all = stage.crm.roles();
    let oracle = Oracle {
        roles: all.all().to_vec(),
        parents,
        shared: Vec::new(),
    };
    Built {
        oracle,
        teams,
        roles,
        people,
        things,
    }
}

async fn teams(stage: &Stage, plan: &Plan) -> (Vec<String>, BTreeMap<String, Option<String>>) {
    let desk = &stage.administrator;
    let (mut teams, mut parents) = (Vec::<String>::new(), BTreeMap::new());
    for above in &plan.teams {
        let name = format!("Team {}", Uuid::now_v7().simple());
        let team = add_team(desk, &name).await.unwrap().key;
        let above = above.filter(|_| !teams.is_empty());
        let above = above.map(|above| teams[above % teams.len()].clone());
        place_team(desk, &team, above.as_deref()).await.unwrap();
        teams.push(team.clone());
        parents.insert(team, above);
    }
    (teams, parents)
}

async fn roles(stage: &Stage, plan: &Plan) -> Vec<String> {
    let desk = &stage.administrator;
    let mut roles = Vec::new();
    for role in &plan.roles {
        let name = format!("Role {}", Uuid::now_v7().simple());
        let mut made = copy(desk, "salesperson", &name).await.unwrap();
        for (object, reaches) in OBJECTS.into_iter().zip(&role.reaches) {
            let reaches = Action::ALL.into_iter().zip(reaches.iter().copied());
            made.reaches.insert(object.to_owned(), reaches.collect());
        }
        let narrowed = NARROWED.into_iter().zip(&role.fields);
        let narrowed = narrowed.map(|((field, _), right)| (field.to_owned(), *right));
        made.fields.insert(ACCOUNT.to_owned(), narrowed.collect());
        roles.push(save(desk, made).await.unwrap().key);
    }
    roles
}

/// A customer, a call about it, a ticket, and a quote with a line.
async fn things_of(stage: &Stage, owner: &Somebody) -> Vec<Thing> {
    let mut account = vec![("name", "Somebody's".into())];
    account.extend(NARROWED.map(|(field, text)| (field, text.into())));
    let account = thing(stage, ACCOUNT, Some(owner), account).await;
    let call = vec![
        ("subject", "Called".into()),
        ("kind", "call".into()),
        ("account", to(account.id)),
    ];
    let mut call = thing(stage, ACTIVITY, Some(owner), call).await;
    call.about.push(account.clone());
    let ticket = vec![("subject", "Broken".into())];
    let ticket = thing(stage, TICKET, Some(owner), ticket).await;
    let quote = thing(stage, QUOTE, Some(owner), vec![("name", "Offer".into())]).await;
    let line = vec![("name", "Bearing".into()), (QUOTE, to(quote.id))];
    let mut line = thing(stage, QUOTE_LINE, None, line).await;
    line.part_of = Some(Box::new(quote.clone()));
    vec![account, call, ticket, quote, line]
}

/// Gives what the plan says, and tells the oracle. Whether it may be given is compared, too.
async fn share(stage: &Stage, built: &mut Built, plan: &SharePlan, end: chrono::DateTime<Utc>) {
    let shareable: Vec<&Thing> = built
        .things
        .iter()
        .filter(|one| one.part_of.is_none())
        .collect();
    let thing = shareable[plan.thing % shareable.len()].clone();
    let giver = built.people[plan.giver % built.people.len()].clone();
    let holder = match plan.holder {
        HolderPlan::Person(at) => Holder::Person(built.people[at % built.people.len()].id),
        HolderPlan::Role(at) => Holder::Role(built.roles[at % built.roles.len()].clone()),
        HolderPlan::Team(at) => Holder::Team(built.teams[at % built.teams.len()].clone()),
    };
    let record = (!plan.whole).then_some(thing.id);
    let new = NewShare {
        object: thing.object.clone(),
        subject: match record {
            Some(id) => Subject::Record(id),
            None => Subject::Question(Question::default()),
        },
        holder: holder.clone(),
        level: plan.level,
        reason: "By chance".to_owned(),
        until: plan.is_over.then_some(end),
        ends_with: None,
    };
    let desk = stage.crm.desk_of(giver.id).await.unwrap();
    let given = give(&desk, new).await;
    let oracle = &mut built.oracle;
    // Whoever sees it and may edit it by their own roles; of a whole object, the door asks for no more than a reach.
    let sees = oracle.verdict(&giver, &thing, Action::See) == Verdict::Yes;
    let may = record.is_none() || sees && oracle.may_without_shares(&giver, &thing, Action::Edit);
    assert!(may || given.is_err(), "{giver:?} gave away {thing:?}");
    if given.is_err() {
        return;
    }
    // The same record given again to the same for good gets the later level.
    let is_same = |one: &Shared| {
        record.is_some()
            && !plan.is_over
            && !one.is_over
            && (one.record, &one.holder) == (record, &holder)
    };
    oracle.shared.retain(|one| !is_same(one));
    oracle.shared.push(Shared {
        object: thing.object,
        record,
        holder,
        level: plan.level,
        giver,
        is_over: plan.is_over,
    });
}

async fn agree(stage: &Stage, plan: &Plan) {
    let mut built = built(stage, plan).await;
    for one in &plan.shares {
        // Long enough to be given, and over before anybody is asked.
        let end = Utc::now() + TimeDelta::milliseconds(400);
        share(stage, &mut built, one, end).await;
    }
    if plan.shares.iter().any(|share| share.is_over) {
        tokio::time::sleep(Duration::from_millis(450)).await;
    }
    for who in &built.people {
        let desk = stage.crm.desk_of(who.id).await.unwrap();
        compare(stage, &desk, &built.oracle, who, &built.things, "by chance").await;
    }
}

#[test]
fn the_door_agrees_with_the_oracle_by_chance() {
    let runtime = Runtime::new().unwrap();
    let stage = runtime.block_on(stage());
    prove::by_chance("roles and shares", 4, plans(), |plan| {
        runtime.block_on(agree(&stage, &plan));
    });
}
