use chrono::Utc;
use contract::dto::passkeys::{PasskeyInfo, PasskeyPlace};
use contract::dto::signing::SignInRules;
use contract::{Problem, Refusal, Role};
use uuid::Uuid;

use super::{
    Place, add, ask_anybody, ask_person, begin, of_user, offer_to, offer_to_anybody, own, remove,
    remove_all, remove_of, rename, take,
};
use crate::factors::{self, save_rules};
use crate::sessions::{Missing, Session, create, key, load, second_proof, sign_in};
use crate::testing::coming::{HERE, client, here, id, refusal};
use crate::testing::device::Device;
use crate::testing::{Stage, stage};
use crate::users::{NewUser, add as add_user};
use crate::{Crm, Desk, Result};

const PASSWORD: &str = "a long way to Ningbo";

/// What is odd about a device.
type Change = fn(&mut Device);

fn wrong() -> Refusal {
    Refusal::invalid("passkey", Problem::WrongPasskey)
}

/// A passkey of somebody's, and the device that has it.
async fn given(desk: &Desk, name: &str) -> (PasskeyInfo, Device) {
    let mut device = Device::at(HERE);
    let question = begin(desk, &here()).await.unwrap();
    let made = device.make(&question.asked);
    let info = add(desk, &here(), name, &made, Some(question.kept)).await;
    (info.unwrap(), device)
}

/// Signs in with a device and nothing else.
async fn opens(crm: &Crm, device: &mut Device) -> Result<Uuid> {
    let question = ask_anybody(crm, &here(), client().address).await?;
    let shown = device.show(&question.asked);
    take(crm, &here(), Some(question.kept), &shown, &client()).await
}

async fn person(house: &Stage, email: &str) -> Desk {
    let new = NewUser {
        email: email.to_owned(),
        name: "Li Xiao".to_owned(),
        role: Role::Salesperson,
        team: None,
    };
    let desk = house.crm.system_desk("test");
    let id = add_user(&desk, new, Some(PASSWORD)).await.unwrap();
    house.crm.desk_of(id).await.unwrap()
}

async fn missing(crm: &Crm, email: &str) -> Missing {
    let knock = sign_in(crm, email, PASSWORD, &client()).await;
    knock.unwrap().missing
}

#[tokio::test]
async fn a_passkey_opens_alone_and_its_list_tells_when() {
    let house = stage().await;
    let nobody = offer_to_anybody(&house.crm, &here()).await.unwrap();
    assert!(nobody.place == PasskeyPlace::Here && !nobody.is_open());
    let (info, mut device) = given(&house.lin, " Telephone ").await;
    assert_eq!(
        (info.name.as_str(), info.host.as_str()),
        ("Telephone", "localhost")
    );
    assert!(
        offer_to_anybody(&house.crm, &here())
            .await
            .unwrap()
            .is_open()
    );
    let zhou = offer_to(&house.crm, &here(), id(&house.zhou))
        .await
        .unwrap();
    assert!(!zhou.is_in_use, "it is another's");
    let before = Utc::now();
    for _ in 0..2 {
        let whose = opens(&house.crm, &mut device).await.unwrap();
        assert_eq!(whose, id(&house.lin));
    }
    let known = own(&house.lin, &here()).await.unwrap();
    assert_eq!((known.keys.len(), known.is_last_kept), (1, false));
    assert!(known.keys[0].used_at.unwrap() >= before && known.keys[0].doubted_at.is_none());
    rename(&house.lin, info.id, "Laptop").await.unwrap();
    let known = own(&house.lin, &here()).await.unwrap();
    assert_eq!(known.keys[0].name, "Laptop");
    remove(&house.lin, info.id).await.unwrap();
    assert_eq!(refusal(opens(&house.crm, &mut device).await), wrong());
    let mut uncounting = given(&house.lin, "Cloud").await.1;
    uncounting.counter = 0;
    let refused = opens(&house.crm, &mut uncounting).await;
    assert_eq!(refusal(refused), wrong(), "it counted when it was made");
}

#[tokio::test]
async fn a_device_that_does_not_count_opens_again_and_again() {
    let house = stage().await;
    let mut device = Device::at(HERE);
    device.counter = 0;
    let question = begin(&house.lin, &here()).await.unwrap();
    let made = device.make(&question.asked);
    add(&house.lin, &here(), "Cloud", &made, Some(question.kept))
        .await
        .unwrap();
    for _ in 0..3 {
        assert_eq!(
            opens(&house.crm, &mut device).await.unwrap(),
            id(&house.lin)
        );
    }
}

#[tokio::test]
async fn what_is_not_of_this_question_person_and_place_is_refused() {
    let house = stage().await;
    let (_, device) = given(&house.lin, "Telephone").await;
    let crm = &house.crm;
    let ask = async || ask_anybody(crm, &here(), client().address).await.unwrap();
    let changed: [(&str, Change); 4] = [
        ("another page", |device| {
            device.origin = "http://localhost:4000".to_owned()
        }),
        ("a false page", |device| {
            device.origin = "https://rapport.example".to_owned()
        }),
        ("nobody was asked", |device| device.verifies = false),
        ("another person", |device| {
            device.user = Uuid::now_v7().as_bytes().to_vec()
        }),
    ];
    for (case, change) in changed {
        let mut other = device.clone();
        change(&mut other);
        assert_eq!(refusal(opens(crm, &mut other).await), wrong(), "{case}");
    }
    let mut stranger = Device::at(HERE);
    stranger.user = id(&house.lin).as_bytes().to_vec();
    assert_eq!(
        refusal(opens(crm, &mut stranger).await),
        wrong(),
        "another key"
    );

    let (first, second) = (ask().await, ask().await);
    let shown = device.clone().show(&first.asked);
    let late = take(crm, &here(), Some(second.kept), &shown, &client()).await;
    assert_eq!(refusal(late), wrong(), "an answer to another question");
    let twice = take(crm, &here(), None, &shown, &client()).await;
    assert_eq!(refusal(twice), wrong(), "an answer that was judged");
    let torn = shown.replacen("\"signature\":\"ME", "\"signature\":\"MF", 1);
    assert_ne!(torn, shown);
    let torn = take(crm, &here(), Some(first.kept.clone()), &torn, &client()).await;
    assert_eq!(refusal(torn), wrong(), "another signature");
    let odd = take(crm, &here(), Some(first.kept.clone()), "{}", &client()).await;
    assert_eq!(refusal(odd), wrong(), "no answer");
    let taken = take(crm, &here(), Some(first.kept), &shown, &client()).await;
    assert_eq!(taken.unwrap(), id(&house.lin));

    // A question for one person is answered by nobody else, and one for a new passkey by none that is there.
    given(&house.zhou, "Telephone").await;
    let question = ask_person(crm, &here(), id(&house.zhou)).await.unwrap();
    let shown = device.clone().show(&question.asked);
    let foreign = take(crm, &here(), Some(question.kept), &shown, &client()).await;
    assert_eq!(refusal(foreign), wrong());
    let question = begin(&house.lin, &here()).await.unwrap();
    let made = Device::at(HERE).make(&question.asked);
    let stolen = add(
        &house.zhou,
        &here(),
        "Mine",
        &made,
        Some(question.kept.clone()),
    )
    .await;
    assert_eq!(refusal(stolen), wrong());
    let unasked = add(&house.lin, &here(), "Mine", &made, None).await;
    assert_eq!(refusal(unasked), wrong());
    for (name, problem) in [
        (" ", Problem::Required),
        (&"x".repeat(61), Problem::TooLong { limit: 60 }),
    ] {
        let named = add(
            &house.lin,
            &here(),
            name,
            &made,
            Some(question.kept.clone()),
        )
        .await;
        assert_eq!(refusal(named), Refusal::invalid("name", problem));
    }
    add(
        &house.lin,
        &here(),
        "Mine",
        &made,
        Some(question.kept.clone()),
    )
    .await
    .unwrap();
    let again = add(&house.lin, &here(), "Mine", &made, Some(question.kept)).await;
    assert_eq!(refusal(again), Refusal::invalid("passkey", Problem::Taken));
}

#[tokio::test]
async fn a_copy_that_counts_backwards_is_refused_and_noted() {
    let house = stage().await;
    let (_, mut device) = given(&house.lin, "Telephone").await;
    let mut copy = device.clone();
    opens(&house.crm, &mut device).await.unwrap();
    assert_eq!(refusal(opens(&house.crm, &mut copy).await), wrong());
    let known = own(&house.lin, &here()).await.unwrap();
    assert!(known.keys[0].doubted_at.is_some());
    // The one that counts on is still its person's, until they remove it.
    opens(&house.crm, &mut device).await.unwrap();
    // Two questions at once: the second answer counts on from a count that is past.
    let crm = &house.crm;
    let (one, two) = (
        ask_person(crm, &here(), id(&house.lin)).await.unwrap(),
        ask_person(crm, &here(), id(&house.lin)).await.unwrap(),
    );
    let mut late = device.clone();
    let shown = late.show(&one.asked);
    for _ in 0..2 {
        device.counter += 1;
    }
    let newer = device.show(&two.asked);
    take(crm, &here(), Some(two.kept), &newer, &client())
        .await
        .unwrap();
    let older = take(crm, &here(), Some(one.kept), &shown, &client()).await;
    assert_eq!(refusal(older), wrong());
}

#[tokio::test]
async fn a_passkey_is_the_second_proof_that_an_organisation_asks_for() {
    let house = stage().await;
    let li = person(&house, "li@example.com").await;
    let crm = &house.crm;
    let (info, mut device) = given(&li, "Telephone").await;
    assert_eq!(missing(crm, "li@example.com").await, Missing::Nothing);
    let rules = SignInRules {
        codes_for: vec![Role::Salesperson.key().to_owned()],
        ..SignInRules::default()
    };
    save_rules(&house.administrator, rules).await.unwrap();
    assert_eq!(missing(crm, "li@example.com").await, Missing::Code);
    let proof = second_proof(crm, &here(), id(&li)).await.unwrap();
    assert!(!proof.by_code && proof.passkey.is_open());
    let question = ask_person(crm, &here(), id(&li)).await.unwrap();
    let shown = device.show(&question.asked);
    let whose = take(crm, &here(), Some(question.kept), &shown, &client()).await;
    assert_eq!(whose.unwrap(), id(&li));
    assert!(own(&li, &here()).await.unwrap().is_last_kept);
    assert_eq!(refusal(remove(&li, info.id).await), Refusal::Forbidden);
    let second = given(&li, "Laptop").await.0;
    remove(&li, second.id).await.unwrap();
    let none = ask_person(crm, &here(), id(&house.lin)).await;
    assert_eq!(refusal(none), Refusal::NotFound);
    // With an app beside it, either may go.
    let secret = factors::begin(&li).await.unwrap().secret;
    let code = factors::code(&secret, Utc::now()).unwrap();
    factors::prove(&li, &code).await.unwrap();
    remove(&li, info.id).await.unwrap();
    assert_eq!(refusal(factors::end(&li).await), Refusal::Forbidden);
    given(&li, "Laptop").await;
    factors::end(&li).await.unwrap();
    assert_eq!(missing(crm, "li@example.com").await, Missing::Code);
}

#[tokio::test]
async fn administrators_remove_what_was_lost() {
    let house = stage().await;
    let (info, mut device) = given(&house.lin, "Telephone").await;
    let lin = id(&house.lin);
    let (boss, other) = (&house.administrator, &house.zhou);
    assert_eq!(refusal(of_user(other, lin).await), Refusal::Forbidden);
    assert_eq!(
        refusal(remove_of(other, lin, info.id).await),
        Refusal::Forbidden
    );
    assert_eq!(refusal(remove_all(other, lin).await), Refusal::Forbidden);
    assert_eq!(refusal(remove(other, info.id).await), Refusal::NotFound);
    assert_eq!(
        refusal(rename(other, info.id, "x").await),
        Refusal::NotFound
    );
    assert_eq!(of_user(boss, lin).await.unwrap(), vec![info.clone()]);
    let elsewhere = remove_of(boss, id(other), info.id).await;
    assert_eq!(refusal(elsewhere), Refusal::NotFound);
    let session = Session {
        user: Some(lin),
        device: String::new(),
        address: String::new(),
        data: "{}".to_owned(),
        expires_at: Utc::now() + crate::sessions::IDLE,
    };
    assert!(create(&house.crm, &key("one"), session).await.unwrap());
    remove_of(boss, lin, info.id).await.unwrap();
    assert!(load(&house.crm, &key("one")).await.unwrap().is_none());
    assert_eq!(refusal(opens(&house.crm, &mut device).await), wrong());
    given(&house.lin, "Telephone").await;
    given(&house.lin, "Laptop").await;
    assert_eq!(remove_all(boss, lin).await.unwrap(), 2);
    assert_eq!(remove_all(boss, lin).await.unwrap(), 0);
}

#[tokio::test]
async fn passkeys_are_bound_to_the_site_that_is_set() {
    let house = stage().await;
    let (_, mut device) = given(&house.lin, "Telephone").await;
    let crm = &house.crm;
    let site = Place("crm.example.com".to_owned());
    let refused = ask_anybody(crm, &site, client().address).await;
    assert_eq!(
        refusal(refused.map(|question| question.asked)),
        Refusal::Forbidden
    );
    assert!(crm.configure_site("crm.example.com".to_owned()).is_err());
    crm.configure_site("https://crm.example.com".to_owned())
        .unwrap();
    let offer = offer_to_anybody(crm, &site).await.unwrap();
    assert!(offer.place == PasskeyPlace::Here && !offer.is_in_use);
    device.origin = "https://crm.example.com".to_owned();
    let question = ask_anybody(crm, &site, client().address).await.unwrap();
    let shown = device.show(&question.asked);
    let foreign = take(crm, &site, Some(question.kept), &shown, &client()).await;
    assert_eq!(refusal(foreign), wrong(), "it was made for another host");
    let elsewhere = own(&house.lin, &Place("10.0.0.5:3000".to_owned()))
        .await
        .unwrap();
    let told = "https://crm.example.com".to_owned();
    assert_eq!(elsewhere.place, PasskeyPlace::Elsewhere { site: told });
}
