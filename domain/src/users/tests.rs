use contract::dto::organisation::NewMember;
use contract::dto::records::Change;
use contract::dto::session::Preferences;
use contract::dto::signing::LinkKind;
use contract::objects::USER;
use contract::value::Values;
use contract::{Language, Problem, Refusal, Role, Value};

use super::{
    add_member, add_team, add_team_below, begin_with, lead_team, link, make_link, move_people,
    place_team, remove_team, rename_team, restore_team, save_preferences, team_people, teams,
    use_link,
};
use crate::sessions::Missing;
use crate::testing::stage;
use crate::{Desk, Error, records, roles};

async fn becomes(asker: &Desk, whom: &Desk, role: Role) -> Result<(), Error> {
    let id = whom.actor().id().unwrap();
    let record = records::page(asker, USER, id).await?.record;
    let change = Change {
        object: USER.into(),
        id,
        version: record.version,
        values: Values::from([("role".into(), Value::from(role.key()))]),
        base: Values::from([("role".into(), record.value("role").clone())]),
    };
    records::update(asker, change).await.map(drop)
}

fn refusal<T>(result: Result<T, Error>) -> Option<Refusal> {
    result.err().map(Error::into_refusal)
}

#[tokio::test]
async fn an_organisation_keeps_an_administrator() {
    let stage = stage().await;
    let (first, second) = (&stage.administrator, &stage.manager);
    let last = Some(Refusal::invalid("role", Problem::LastAdministrator));
    assert_eq!(refusal(becomes(first, first, Role::Finance).await), last);
    let id = first.actor().id().unwrap();
    assert_eq!(refusal(records::delete(first, USER, id).await), last);
    becomes(first, second, Role::Administrator).await.unwrap();
    becomes(first, first, Role::Finance).await.unwrap();
}

#[tokio::test]
async fn a_team_is_added_once_and_by_administrators() {
    let stage = stage().await;
    assert_eq!(
        refusal(add_team(&stage.lin, "West").await),
        Some(Refusal::Forbidden)
    );
    let blank = refusal(add_team(&stage.administrator, "  ").await);
    assert_eq!(blank, Some(Refusal::invalid("name", Problem::Required)));
    let first = add_team(&stage.administrator, "West").await.unwrap();
    let again = add_team(&stage.administrator, " West ").await.unwrap();
    assert_eq!(first.key, again.key);
    let users = stage.administrator.object(USER).unwrap();
    assert!(users.field("team").unwrap().choice(&first.key).is_some());
}

#[tokio::test]
async fn a_link_sets_a_password_once() {
    let stage = stage().await;
    let id = stage.lin.actor().id().unwrap();
    assert_eq!(
        refusal(make_link(&stage.lin, id).await),
        Some(Refusal::Forbidden)
    );
    let token = async || {
        let made = make_link(&stage.administrator, id).await.unwrap();
        made.path.unwrap().trim_start_matches("/link/").to_owned()
    };
    let (old, invitation) = (token().await, token().await);
    let crm = &stage.crm;
    assert_eq!(refusal(link(crm, &old).await), Some(Refusal::LinkOver));
    let info = link(crm, &invitation).await.unwrap();
    assert_eq!(
        (info.kind, info.name.as_str()),
        (LinkKind::Invitation, "林晓")
    );
    let weak = refusal(use_link(crm, &invitation, "Lin", "password1").await);
    assert_eq!(weak, Some(Refusal::invalid("password", Problem::TooCommon)));
    let (one, other) = tokio::join!(
        use_link(crm, &invitation, "Lin Xiao", "a long way to Ningbo"),
        use_link(crm, &invitation, "Lin Xiao", "another way to Ningbo"),
    );
    assert!(one.is_ok() != other.is_ok(), "of two one is the first");
    assert_eq!(
        refusal(link(crm, &invitation).await),
        Some(Refusal::LinkOver)
    );
    assert_eq!(crm.people().name(id), Some("Lin Xiao"));
    let reset = token().await;
    assert_eq!(link(crm, &reset).await.unwrap().kind, LinkKind::Reset);
    let knock = use_link(crm, &reset, "", "a third way to Ningbo")
        .await
        .unwrap();
    assert_eq!((knock.user, knock.missing), (id, Missing::Nothing));
    assert_eq!(crm.people().name(id), Some("Lin Xiao"));
}

#[tokio::test]
async fn a_team_never_stands_above_itself() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let circle = |through: &[&str]| {
        let through = through.iter().map(|key| (*key).to_owned()).collect();
        Some(Refusal::invalid("parent", Problem::Circle { through }))
    };
    assert_eq!(
        refusal(place_team(desk, "east", Some("east")).await),
        circle(&["east"])
    );
    assert_eq!(
        refusal(place_team(desk, "east", Some("east-1")).await),
        circle(&["east-1", "east"])
    );
    assert_eq!(
        refusal(place_team(&stage.manager, "south", Some("east")).await),
        Some(Refusal::Forbidden)
    );
    assert_eq!(
        refusal(place_team(desk, "south", Some("nowhere")).await),
        Some(Refusal::NotFound)
    );
    let account = stage.account(&stage.zhou, "Pallas Logistics").await;
    let seen = async |desk: &Desk| records::page(desk, "account", account.id).await.is_ok();
    assert!(!seen(&stage.manager).await);
    place_team(desk, "south", Some("east")).await.unwrap();
    let manager = stage.manager.actor().id().unwrap();
    assert!(seen(&stage.crm.desk_of(manager).await.unwrap()).await);
}

#[tokio::test]
async fn a_team_is_named_led_and_its_people_move_and_come_back() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let id = |desk: &Desk| desk.actor().id().unwrap();
    let (lin, zhou) = (id(&stage.lin), id(&stage.zhou));
    let key = add_team_below(desk, " East 2 ", Some("east"))
        .await
        .unwrap();
    let taken = Some(Refusal::invalid("name", Problem::NameTaken));
    assert_eq!(refusal(rename_team(desk, &key, "South").await), taken);
    rename_team(desk, &key, "East 3").await.unwrap();
    lead_team(desk, &key, Some(zhou)).await.unwrap();
    let moved = move_people(desk, &[lin, zhou], Some(&key)).await.unwrap();
    let was: Vec<_> = moved.iter().map(|moved| moved.team.as_deref()).collect();
    assert_eq!(was, [Some("east-1"), Some("south")]);
    let all = teams(desk).await.unwrap();
    let third = all.teams.iter().find(|team| team.key == key).unwrap();
    assert_eq!(
        (third.name.as_str(), third.parent.as_deref(), third.people),
        ("East 3", Some("east"), 2)
    );
    assert_eq!(third.lead.as_ref().map(|lead| lead.id), Some(zhou));
    assert_eq!(all.loose, 4, "those of the cast who are in no team");
    for back in moved {
        move_people(desk, &back.people, back.team.as_deref())
            .await
            .unwrap();
    }
    let south = team_people(desk, Some("south")).await.unwrap();
    assert_eq!(south.iter().map(|one| one.id).collect::<Vec<_>>(), [zhou]);
    let nowhere = Some(Refusal::invalid("team", Problem::UnknownChoice));
    assert_eq!(
        refusal(move_people(desk, &[lin], Some("gone")).await),
        nowhere
    );
    for forbidden in [
        refusal(teams(&stage.manager).await),
        refusal(team_people(&stage.manager, None).await),
        refusal(move_people(&stage.manager, &[lin], None).await),
        refusal(rename_team(&stage.manager, "east", "Mine").await),
    ] {
        assert_eq!(forbidden, Some(Refusal::Forbidden));
    }
}

#[tokio::test]
async fn a_team_goes_when_its_people_have_a_place_and_comes_back_as_it_was() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let account = stage.account(&stage.lin, "Hartmann").await;
    let manager = stage.manager.actor().id().unwrap();
    let sees = async || {
        let desk = stage.crm.desk_of(manager).await.unwrap();
        records::page(&desk, "account", account.id).await.is_ok()
    };
    let tree = async || {
        let mut all = teams(desk).await.unwrap().teams;
        all.retain(|team| team.key != "south");
        all.into_iter()
            .map(|team| (team.key, team.parent, team.people))
            .collect::<Vec<_>>()
    };
    let before = tree().await;
    let needed = Some(Refusal::invalid("people", Problem::Required));
    assert_eq!(refusal(remove_team(desk, "east-1", None).await), needed);
    assert!(sees().await);
    let gone = remove_team(desk, "east-1", Some("south")).await.unwrap();
    assert!(!sees().await, "a record stands where its owner does");
    restore_team(desk, gone).await.unwrap();
    assert!(sees().await);
    assert_eq!(tree().await, before);

    let gone = remove_team(desk, "east", Some("south")).await.unwrap();
    assert_eq!(gone.below, ["east-1"]);
    let all = teams(desk).await.unwrap().teams;
    let below = all.iter().find(|team| team.key == "east-1").unwrap();
    assert_eq!(below.parent, None);
    restore_team(desk, gone).await.unwrap();
    assert_eq!(tree().await, before);
}

#[tokio::test]
async fn a_member_begins_with_roles_of_any_kind_the_first_one_first() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let night = roles::copy(desk, "service", "Night shift")
        .await
        .unwrap()
        .key;
    let member = |role: &str, more: &[&str]| NewMember {
        name: "Noor".into(),
        email: " Noor@Example.com".into(),
        role: role.into(),
        more_roles: more.iter().map(|role| (*role).to_owned()).collect(),
        team: None,
        password: String::new(),
    };
    let forbidden = add_member(&stage.manager, member("service", &[])).await;
    assert_eq!(refusal(forbidden), Some(Refusal::Forbidden));
    for (asked, field) in [
        (member("nobody", &[]), "role"),
        (member("service", &["nobody"]), "more_roles"),
    ] {
        let unknown = Some(Refusal::invalid(field, Problem::UnknownChoice));
        assert_eq!(refusal(add_member(desk, asked).await), unknown);
    }
    let asked = member(&night, &["finance", &night]);
    let id = add_member(desk, asked).await.unwrap();
    let theirs = stage.crm.desk_of(id).await.unwrap();
    assert_eq!(theirs.actor().roles(), [night, "finance".to_owned()]);
}

#[tokio::test]
async fn who_was_added_by_a_command_begins_in_the_language_of_their_browser_and_the_time_of_the_house()
 {
    let stage = stage().await;
    let house = Preferences {
        time_zone: "Asia/Shanghai".into(),
        ..Preferences::default()
    };
    save_preferences(&stage.manager, house).await.unwrap();
    let chinese = Preferences {
        language: Language::Chinese,
        ..Preferences::default()
    };
    let lin = stage.lin.actor().id().unwrap();
    begin_with(&stage.crm, lin, chinese.clone()).await.unwrap();
    let liked = async || stage.crm.desk_of(lin).await.unwrap().preferences().clone();
    let first = liked().await;
    assert_eq!(first.language, Language::Chinese);
    assert_eq!(first.time_zone, "Asia/Shanghai");
    // What they have by now stays.
    begin_with(&stage.crm, lin, Preferences::default())
        .await
        .unwrap();
    assert_eq!(liked().await, first);
}
