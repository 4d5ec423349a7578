use std::net::IpAddr;

use chrono::{TimeDelta, Utc};
use contract::dto::signing::SignInRules;
use contract::{Problem, Refusal, Role};
use uuid::Uuid;

use super::totp::code;
use super::{anew, begin, end, info, is_code, prove, reset, save_rules};
use crate::sessions::{Client, Missing, sign_in};
use crate::testing::{Stage, stage};
use crate::users::{NewUser, add};
use crate::{Crm, Desk, Error};

const PASSWORD: &str = "a long way to Ningbo";

async fn person(house: &Stage, email: &str, role: Role) -> Desk {
    let new = NewUser {
        email: email.to_owned(),
        name: "Li Xiao".to_owned(),
        role,
        team: None,
    };
    let id = add(&house.crm.system_desk("test"), new, Some(PASSWORD))
        .await
        .unwrap();
    house.crm.desk_of(id).await.unwrap()
}

fn id(desk: &Desk) -> Uuid {
    desk.actor().id().unwrap()
}

fn here() -> IpAddr {
    "192.0.2.1".parse().unwrap()
}

async fn missing(crm: &Crm, email: &str) -> Missing {
    let client = Client {
        address: here(),
        device: "Firefox, Linux".to_owned(),
        mark: None,
    };
    sign_in(crm, email, PASSWORD, &client)
        .await
        .unwrap()
        .missing
}

/// The code of an app, so many steps of half a minute from now.
fn shown(secret: &str, steps: i32) -> String {
    code(secret, Utc::now() + TimeDelta::seconds(30) * steps).unwrap()
}

/// Sets up an app and answers its secret and the recovery codes.
async fn set_up(desk: &Desk) -> (String, Vec<String>) {
    let secret = begin(desk).await.unwrap().secret;
    let codes = prove(desk, &shown(&secret, -1)).await.unwrap();
    (secret, codes)
}

fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> Refusal {
    result.unwrap_err().into_refusal()
}

#[tokio::test]
async fn an_app_counts_once_a_code_proved_it() {
    let house = stage().await;
    let li = person(&house, "li@example.com", Role::Salesperson).await;
    let secret = begin(&li).await.unwrap().secret;
    assert_eq!(
        missing(&house.crm, "li@example.com").await,
        Missing::Nothing
    );
    let wrong = Refusal::invalid("code", Problem::WrongCode);
    assert_eq!(refusal(prove(&li, "000000x").await), wrong);
    assert_eq!(prove(&li, &shown(&secret, 0)).await.unwrap().len(), 10);
    assert_eq!(missing(&house.crm, "li@example.com").await, Missing::Code);
    assert_eq!(refusal(begin(&li).await), Refusal::Forbidden);
    let info = info(&li).await.unwrap();
    assert!(info.since.is_some() && info.codes_left == 10 && !info.is_required);
    end(&li).await.unwrap();
    assert_eq!(
        missing(&house.crm, "li@example.com").await,
        Missing::Nothing
    );
}

#[tokio::test]
async fn a_code_is_taken_once_and_none_from_before_it() {
    let house = stage().await;
    let li = person(&house, "li@example.com", Role::Salesperson).await;
    let (secret, _) = set_up(&li).await;
    let takes = async |code: String| is_code(&house.crm, id(&li), &code, here()).await.unwrap();
    assert!(!takes(shown(&secret, -1)).await, "it proved the app");
    assert!(takes(shown(&secret, 1)).await);
    assert!(!takes(shown(&secret, 1)).await, "it was used");
    assert!(!takes(shown(&secret, 0)).await, "a later one was used");
    let both = tokio::join!(takes(shown(&secret, 1)), takes(shown(&secret, 1)));
    assert_eq!(both, (false, false));
}

#[tokio::test]
async fn a_recovery_code_opens_once() {
    let house = stage().await;
    let li = person(&house, "li@example.com", Role::Salesperson).await;
    let zhou = person(&house, "zhou@example.com", Role::Salesperson).await;
    let (_, codes) = set_up(&li).await;
    set_up(&zhou).await;
    let takes =
        async |desk: &Desk, code: &str| is_code(&house.crm, id(desk), code, here()).await.unwrap();
    assert!(!takes(&zhou, &codes[0]).await, "it is another person's");
    assert!(takes(&li, &codes[0].to_uppercase().replace('-', " ")).await);
    assert!(!takes(&li, &codes[0]).await);
    assert_eq!(info(&li).await.unwrap().codes_left, 9);
    let new = anew(&li).await.unwrap();
    assert!(!takes(&li, &codes[1]).await && takes(&li, &new[0]).await);
}

#[tokio::test]
async fn codes_cannot_be_tried_out() {
    let house = stage().await;
    let li = person(&house, "li@example.com", Role::Salesperson).await;
    let (secret, _) = set_up(&li).await;
    let from = |place: u8| IpAddr::from([198, 51, 100, place]);
    for place in 0..10 {
        assert!(
            !is_code(&house.crm, id(&li), "123456", from(place))
                .await
                .unwrap()
        );
    }
    let waits = refusal(is_code(&house.crm, id(&li), &shown(&secret, 0), from(77)).await);
    assert!(
        matches!(waits, Refusal::TooMany { seconds: 7..=8 }),
        "{waits:?}"
    );
}

#[tokio::test]
async fn an_organisation_asks_for_codes_and_nobody_is_locked_out() {
    let house = stage().await;
    let anna = person(&house, "anna@example.com", Role::Administrator).await;
    let li = person(&house, "li@example.com", Role::Salesperson).await;
    let for_roles = |roles: &[Role]| SignInRules {
        codes_for: roles.iter().map(|role| role.key().to_owned()).collect(),
        ..SignInRules::default()
    };
    assert_eq!(
        refusal(save_rules(&li, for_roles(&[])).await),
        Refusal::Forbidden
    );
    let own_first = Refusal::invalid("codes_for", Problem::OwnCodesFirst);
    assert_eq!(
        refusal(save_rules(&anna, for_roles(&[Role::Administrator])).await),
        own_first
    );
    save_rules(&anna, for_roles(&[Role::Salesperson]))
        .await
        .unwrap();
    assert_eq!(missing(&house.crm, "li@example.com").await, Missing::App);
    assert_eq!(
        missing(&house.crm, "anna@example.com").await,
        Missing::Nothing
    );
    set_up(&li).await;
    assert_eq!(missing(&house.crm, "li@example.com").await, Missing::Code);
    assert_eq!(refusal(end(&li).await), Refusal::Forbidden);
    let unknown = SignInRules {
        codes_for: vec!["pirate".to_owned()],
        remembered: 0,
        ..for_roles(&[])
    };
    let Refusal::Invalid(problems) = refusal(save_rules(&anna, unknown).await) else {
        panic!("taken")
    };
    let fields: Vec<&str> = problems
        .iter()
        .map(|problem| problem.field.as_str())
        .collect();
    assert_eq!(fields, ["remembered", "codes_for"]);
}

#[tokio::test]
async fn an_administrator_helps_who_lost_their_app() {
    let house = stage().await;
    let anna = person(&house, "anna@example.com", Role::Administrator).await;
    let li = person(&house, "li@example.com", Role::Salesperson).await;
    assert_eq!(refusal(reset(&anna, id(&li)).await), Refusal::NotFound);
    set_up(&li).await;
    assert_eq!(refusal(reset(&li, id(&li)).await), Refusal::Forbidden);
    reset(&anna, id(&li)).await.unwrap();
    assert_eq!(
        missing(&house.crm, "li@example.com").await,
        Missing::Nothing
    );
}

#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test looks at what is stored, and changes it by hand"
)]
async fn secrets_of_apps_and_of_the_mail_server_are_sealed_where_they_lie() {
    use entity::second_factor as factor;
    use sea_orm::{EntityTrait, Set};
    let house = stage().await;
    let desk = &house.lin;
    let (secret, codes) = set_up(desk).await;
    let kept = async || {
        let row = factor::Entity::find_by_id(id(desk)).one(house.crm.door().house().read());
        row.await.unwrap().unwrap().secret
    };
    let sealed = kept().await;
    assert!(sealed.starts_with("v1.") && !sealed.contains(&secret.replace(' ', "")));
    // Put into somebody else's row it does not open.
    begin(&house.zhou).await.unwrap();
    let moved = factor::ActiveModel {
        user_id: Set(id(&house.zhou)),
        secret: Set(sealed.clone()),
        ..Default::default()
    };
    let write = house.crm.door().house().write();
    factor::Entity::update(moved)
        .validate()
        .unwrap()
        .exec(write)
        .await
        .unwrap();
    let stolen = prove(&house.zhou, &shown(&secret, 0)).await;
    assert!(matches!(
        stolen,
        Err(Error::Refused(Refusal::Invalid(problems)))
            if matches!(problems[0].problem, Problem::KeyMissing { .. })
    ));
    let anew = begin(&house.zhou).await.unwrap();
    assert_ne!(anew.secret.replace(' ', ""), secret);
    // What an older version kept as it is works, and is sealed in the background.
    let plain = factor::ActiveModel {
        user_id: Set(id(desk)),
        secret: Set(secret.replace(' ', "")),
        ..Default::default()
    };
    factor::Entity::update(plain)
        .validate()
        .unwrap()
        .exec(write)
        .await
        .unwrap();
    assert!(
        is_code(&house.crm, id(desk), &shown(&secret, 0), here())
            .await
            .unwrap()
    );
    crate::sealing::keep_on(&house.crm).await.unwrap();
    let again = kept().await;
    assert!(again.starts_with("v1.") && again != sealed);
    assert!(
        is_code(&house.crm, id(desk), &shown(&secret, 1), here())
            .await
            .unwrap()
    );
    // A new key takes them over, and they count for the old one no more.
    let system = house.crm.system_desk("test");
    let old = crate::sealing::status(&system)
        .await
        .unwrap()
        .active
        .unwrap();
    crate::sealing::rotate(&system).await.unwrap();
    crate::sealing::keep_on(&house.crm).await.unwrap();
    let status = crate::sealing::status(&system).await.unwrap();
    let of = |key: &str| {
        let found = status.keys.iter().find(|one| one.id == key);
        found.map_or(0, |one| one.secrets)
    };
    assert_eq!((of(&old), of(&status.active.clone().unwrap())), (0, 2));
    assert_eq!((status.open_secrets, status.lost_codes), (0, 0));
    assert!(
        kept()
            .await
            .starts_with(&format!("v1.{}", status.active.unwrap()))
    );
    // A recovery code needs no key.
    assert!(
        is_code(&house.crm, id(desk), &codes[0], here())
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn without_the_keys_it_is_said_what_is_lost() {
    let house = stage().await;
    let (secret, codes) = set_up(&house.lin).await;
    let config = crate::Config {
        keys: crate::sealing::Source::File(house.config.files.join("other-keys")),
        ..house.config.clone()
    };
    let restored = Crm::open(&config).await.unwrap();
    let status = crate::sealing::status(&restored.system_desk("test"))
        .await
        .unwrap();
    assert_eq!(
        (status.lost_codes, status.is_mail_password_lost),
        (1, false)
    );
    let lin = id(&house.lin);
    let tried = is_code(&restored, lin, &shown(&secret, 0), here()).await;
    assert!(matches!(
        tried,
        Err(Error::Refused(Refusal::Invalid(problems)))
            if matches!(problems[0].problem, Problem::KeyMissing { .. })
    ));
    assert!(is_code(&restored, lin, &codes[0], here()).await.unwrap());
    reset(
        &restored.desk_of(id(&house.administrator)).await.unwrap(),
        lin,
    )
    .await
    .unwrap();
    let status = crate::sealing::status(&restored.system_desk("test")).await;
    assert_eq!(status.unwrap().lost_codes, 0);
}
