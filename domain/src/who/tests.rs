use contract::dto::records::Change;
use contract::dto::sharing::{Holder, Level, NewShare, Question, Subject};
use contract::dto::who::{Cause, WhoMay, WhoPage, WhoQuery};
use contract::objects::{ACCOUNT, ACTIVITY, QUOTE, QUOTE_LINE, TICKET, USER};
use contract::value::Values;
use contract::{Action, FieldRight, Filter, Operator, Reach, Refusal, Role, Value};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use super::of_record;
use super::record::DEEDS;
use crate::roles::{MORE, copy, save};
use crate::sharing::give;
use crate::testing::{Stage, stage, to};
use crate::users::{NewUser, add, add_team, place_team};
use crate::{Desk, Error, Result, census, records};

fn refusal<T>(result: Result<T>) -> Option<Refusal> {
    result.err().map(Error::into_refusal)
}

fn id(desk: &Desk) -> Uuid {
    desk.actor().id().unwrap()
}

fn about(object: &str, id: Uuid) -> WhoQuery {
    WhoQuery {
        object: object.to_owned(),
        id,
        ..WhoQuery::default()
    }
}

async fn told(desk: &Desk, object: &str, id: Uuid) -> WhoPage {
    of_record(desk, &about(object, id)).await.unwrap()
}

/// All pages of it.
async fn everybody(desk: &Desk, object: &str, id: Uuid) -> Vec<WhoMay> {
    let mut query = about(object, id);
    let mut people = Vec::new();
    loop {
        let page = of_record(desk, &query).await.unwrap();
        people.extend(page.people);
        match page.next {
            Some(next) => query.after = next,
            None => return people,
        }
    }
}

fn through(page: &WhoPage, whom: &Desk, action: Action) -> Vec<Cause> {
    let who = page.people.iter().find(|one| one.person.id == id(whom));
    let may = who.and_then(|one| one.may.iter().find(|may| may.action == action));
    may.map(|may| may.through.clone()).unwrap_or_default()
}

fn by(role: Role, reach: Reach) -> Cause {
    Cause::Role {
        role: role.key().to_owned(),
        reach,
        over: None,
    }
}

fn share(object: &str, subject: Subject, holder: Holder, level: Level) -> NewShare {
    NewShare {
        object: object.to_owned(),
        subject,
        holder,
        level,
        reason: String::new(),
        until: None,
        ends_with: None,
    }
}

#[tokio::test]
async fn each_right_is_told_with_what_gives_it() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Hers").await.id;
    let page = told(&stage.administrator, ACCOUNT, account).await;
    assert!(page.is_explained && page.people[0].is_owner);
    assert_eq!(page.people[0].person.id, id(&stage.lin));
    assert_eq!(page.people[0].team.as_deref(), Some("East 1"));
    let edits = |whom| through(&page, whom, Action::Edit);
    let own = [by(Role::Salesperson, Reach::Own)];
    assert_eq!(edits(&stage.lin), own);
    let below = [by(Role::Manager, Reach::TeamAndBelow)];
    assert_eq!(edits(&stage.manager), below);
    let all = [by(Role::Administrator, Reach::All)];
    assert_eq!(edits(&stage.administrator), all);
    assert_eq!(edits(&stage.zhou), []);

    let person = Holder::Person(id(&stage.zhou));
    let subject = Subject::Record(account);
    let new = share(ACCOUNT, subject, person.clone(), Level::See);
    give(&stage.lin, new).await.unwrap();
    let page = told(&stage.administrator, ACCOUNT, account).await;
    let shared = Cause::Share {
        with: person,
        given_by: "林晓".to_owned(),
        until: None,
        ends_with_close: false,
        filter: None,
        over: None,
    };
    assert_eq!(through(&page, &stage.zhou, Action::See), [shared]);
    assert_eq!(through(&page, &stage.zhou, Action::Edit), []);
}

#[tokio::test]
async fn fields_are_told_with_the_roles_that_let_them() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let account = stage.account(&stage.lin, "Hers").await.id;
    let mut role = copy(desk, "salesperson", "Narrow").await.unwrap();
    role.fields.insert(
        ACCOUNT.to_owned(),
        [("phone".to_owned(), FieldRight::Hidden)].into(),
    );
    let narrow = save(desk, role).await.unwrap().key;
    gets(&stage, id(&stage.lin), &[&narrow]).await;
    let right_of = |page: &WhoPage, whom: &Desk| {
        let who = page.people.iter().find(|one| one.person.id == id(whom));
        let fields = &page.fields[who.unwrap().fields.unwrap() as usize];
        fields
            .iter()
            .find(|one| one.field == "phone")
            .cloned()
            .unwrap()
    };
    let page = told(desk, ACCOUNT, account).await;
    let hers = right_of(&page, &stage.lin);
    assert_eq!(
        (hers.right, hers.through),
        (FieldRight::Hidden, vec![narrow.clone()])
    );
    let his = right_of(&page, &stage.manager);
    assert_eq!(
        (his.right, his.through),
        (FieldRight::Edit, vec!["manager".to_owned()])
    );
    gets(&stage, id(&stage.lin), &[&narrow, "salesperson"]).await;
    let hers = right_of(&told(desk, ACCOUNT, account).await, &stage.lin);
    let wider = vec!["salesperson".to_owned()];
    assert_eq!((hers.right, hers.through), (FieldRight::Edit, wider));
}

#[tokio::test]
async fn who_looks_after_it_is_told_everything_its_owner_the_names_and_others_nothing() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Hers").await.id;
    let page = told(&stage.lin, ACCOUNT, account).await;
    assert!(!page.is_explained && page.fields.is_empty());
    let names: Vec<&str> = page
        .people
        .iter()
        .map(|one| one.person.name.as_str())
        .collect();
    assert!(names.contains(&"陈卓") && names[0] == "林晓", "{names:?}");
    for one in &page.people {
        assert!(one.roles.is_empty() && one.team.is_none() && one.fields.is_none());
        assert!(one.may.iter().all(|may| may.through.is_empty()));
    }
    let manager = of_record(&stage.manager, &about(ACCOUNT, account)).await;
    assert_eq!(refusal(manager), Some(Refusal::Forbidden));
    let stranger = of_record(&stage.zhou, &about(ACCOUNT, account)).await;
    assert_eq!(refusal(stranger), Some(Refusal::NotFound));
    gets(&stage, id(&stage.manager), &["auditor"]).await;
    let auditor = stage.crm.desk_of(id(&stage.manager)).await.unwrap();
    assert!(told(&auditor, ACCOUNT, account).await.is_explained);
}

#[tokio::test]
async fn people_are_found_by_name_also_who_may_nothing_and_many_are_paged_with_few_questions() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let account = stage.account(&stage.lin, "Hers").await.id;
    let found = WhoQuery {
        words: "周".to_owned(),
        ..about(ACCOUNT, account)
    };
    let page = of_record(desk, &found).await.unwrap();
    assert_eq!(page.people.len(), 1);
    assert!(page.people[0].may.is_empty(), "and nothing is theirs to do");

    for place in 0..60 {
        let new = NewUser {
            email: format!("many{place}@example.com"),
            name: format!("Manager {place:02}"),
            role: Role::Administrator,
            team: None,
        };
        add(desk, new, None).await.unwrap();
    }
    let all = everybody(desk, ACCOUNT, account).await;
    let (page, questions) = census::of(told(desk, ACCOUNT, account)).await;
    assert_eq!(all.len(), page.seeing as usize);
    assert!(page.seeing > 60 && page.next == Some(50) && page.everybody > page.seeing);
    assert!(
        questions <= 12,
        "{questions} questions for {} people",
        page.everybody
    );
}

/// Gives somebody roles: the first, and those beside it.
async fn gets(stage: &Stage, whom: Uuid, roles: &[&str]) {
    let record = records::page(&stage.administrator, USER, whom)
        .await
        .unwrap()
        .record;
    let (first, more) = roles.split_first().unwrap();
    let more = more.iter().map(|role| (*role).to_owned()).collect();
    let change = Change {
        object: USER.into(),
        id: whom,
        version: record.version,
        values: Values::from([
            ("role".into(), Value::from(*first)),
            (MORE.into(), Value::Tags(more)),
        ]),
        base: Values::new(),
    };
    records::update(&stage.administrator, change).await.unwrap();
}

/// Random roles, several for each person, in a random tree of teams, with shares by chance: the explanation says what
/// the door says, of records, of lines of a quote, and of activities about a record.
#[tokio::test]
async fn the_explanation_agrees_with_the_door() {
    let seed: u64 = std::env::var("RAPPORT_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(rand::random);
    let hint = format!("RAPPORT_SEED={seed}");
    let mut dice = StdRng::seed_from_u64(seed);
    let stage = stage().await;
    let desk = &stage.administrator;
    let teams = teams(desk, &mut dice).await;
    let roles = roles(desk, &mut dice).await;
    let people = people(&stage, &mut dice, &teams, &roles).await;
    let mut made = Vec::new();
    for owner in &people {
        made.extend(records_of(&stage, *owner).await);
    }
    shares(desk, &mut dice, &made, (&people, &teams, &roles)).await;
    for (object, record) in made {
        let told = everybody(desk, object, record).await;
        for person in &people {
            let who = told.iter().find(|one| one.person.id == *person);
            let theirs = stage.crm.desk_of(*person).await.unwrap();
            for action in DEEDS {
                let is_told = who.is_some_and(|one| one.may.iter().any(|may| may.action == action));
                let door = theirs.granted(object, record, action).await;
                assert_eq!(
                    is_told,
                    door.is_ok(),
                    "{hint}: {action:?} {object} {record} by {:?}: {who:?}",
                    theirs.actor().roles()
                );
            }
            let Some(place) = who.and_then(|one| one.fields) else {
                continue;
            };
            let page = of_record(desk, &about(object, record)).await.unwrap();
            for field in &page.fields[place as usize] {
                let door = theirs.field_right(object, &field.field);
                assert_eq!(field.right, door, "{hint}: {object}.{}", field.field);
            }
        }
    }
}

async fn teams(desk: &Desk, dice: &mut StdRng) -> Vec<String> {
    let mut teams: Vec<String> = Vec::new();
    for place in 0..4 {
        let team = add_team(desk, &format!("Team {place}")).await.unwrap().key;
        let above = teams.choose(dice).filter(|_| dice.random_bool(0.7));
        place_team(desk, &team, above.map(String::as_str))
            .await
            .unwrap();
        teams.push(team);
    }
    teams
}

async fn roles(desk: &Desk, dice: &mut StdRng) -> Vec<String> {
    let mut roles = Vec::new();
    for place in 0..4 {
        let mut role = copy(desk, "salesperson", &format!("Role {place}"))
            .await
            .unwrap();
        for reaches in role.reaches.values_mut() {
            for action in Action::ALL {
                reaches.insert(action, *Reach::ALL.choose(dice).unwrap());
            }
        }
        let right = *FieldRight::ALL.choose(dice).unwrap();
        role.fields
            .insert(ACCOUNT.to_owned(), [("phone".to_owned(), right)].into());
        roles.push(save(desk, role).await.unwrap().key);
    }
    roles
}

async fn people(stage: &Stage, dice: &mut StdRng, teams: &[String], roles: &[String]) -> Vec<Uuid> {
    let mut people = Vec::new();
    for place in 0..4 {
        let new = NewUser {
            email: format!("chance{place}@example.com"),
            name: format!("Chance {place}"),
            role: Role::Salesperson,
            team: teams
                .choose(dice)
                .filter(|_| dice.random_bool(0.9))
                .cloned(),
        };
        let person = add(&stage.administrator, new, None).await.unwrap();
        let count = dice.random_range(1..=2);
        let held: Vec<&str> = roles
            .choose_multiple(dice, count)
            .map(String::as_str)
            .collect();
        gets(stage, person, &held).await;
        people.push(person);
    }
    people
}

/// An account, a call about it, a quote for it with a line, and a ticket, all of one owner but the line.
async fn records_of(stage: &Stage, owner: Uuid) -> Vec<(&'static str, Uuid)> {
    let desk = &stage.administrator;
    let owner = || ("owner", to(owner));
    let account = [("name", "Acme".into()), owner()];
    let account = stage.make(desk, ACCOUNT, &account).await.id;
    let call = [
        ("subject", "Called".into()),
        ("kind", "call".into()),
        ("account", to(account)),
    ];
    let quote = [("name", "Offer".into()), ("account", to(account)), owner()];
    let quote = stage.make(desk, QUOTE, &quote).await.id;
    let line = [("name", "Bearing".into()), (QUOTE, to(quote))];
    let ticket = [("subject", "Broken".into()), owner()];
    vec![
        (ACCOUNT, account),
        (ACTIVITY, stage.make(desk, ACTIVITY, &call).await.id),
        (QUOTE, quote),
        (QUOTE_LINE, stage.make(desk, QUOTE_LINE, &line).await.id),
        (TICKET, stage.make(desk, TICKET, &ticket).await.id),
    ]
}

async fn shares(
    desk: &Desk,
    dice: &mut StdRng,
    made: &[(&'static str, Uuid)],
    (people, teams, roles): (&[Uuid], &[String], &[String]),
) {
    for place in 0..6 {
        let holder = match dice.random_range(0..3) {
            0 => Holder::Person(*people.choose(dice).unwrap()),
            1 => Holder::Team(teams.choose(dice).unwrap().clone()),
            _ => Holder::Role(roles.choose(dice).unwrap().clone()),
        };
        let level = match dice.random_bool(0.5) {
            true => Level::See,
            false => Level::Edit,
        };
        let shareable: Vec<_> = made
            .iter()
            .filter(|(object, _)| *object != QUOTE_LINE)
            .collect();
        let (object, record) = **shareable.choose(dice).unwrap();
        let subject = match place {
            0 => Subject::Question(Question {
                name: "Theirs".to_owned(),
                filters: vec![Filter::new(
                    "owner",
                    Operator::Is,
                    &people.choose(dice).unwrap().to_string(),
                )],
                test: None,
            }),
            _ => Subject::Record(record),
        };
        give(desk, share(object, subject, holder, level))
            .await
            .unwrap();
    }
}
