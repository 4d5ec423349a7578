use std::net::IpAddr;
use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use contract::{Problem, Refusal, Role};
use uuid::Uuid;

use super::{
    Client, IDLE, Session, arrive, create, delete, end, end_others, key, load, notices_seen, of,
    save, sign_in, throttle,
};
use crate::testing::stage;
use crate::users::{NewUser, add, change_password, set_password};
use crate::{Crm, Error};

const PASSWORD: &str = "a long way to Ningbo";

pub(super) async fn user(crm: &Arc<Crm>, email: &str, role: Role) -> Uuid {
    let new = NewUser {
        email: email.to_owned(),
        name: "Li Xiao".to_owned(),
        role,
        team: None,
    };
    add(&crm.system_desk("test"), new, Some(PASSWORD))
        .await
        .unwrap()
}

fn from(address: &str) -> Client {
    Client {
        address: address.parse::<IpAddr>().unwrap(),
        device: "Firefox on Linux".to_owned(),
        mark: None,
    }
}

pub(super) fn session(user: Uuid, data: &str) -> Session {
    Session {
        user: Some(user),
        device: "Firefox on Linux".to_owned(),
        address: "192.0.2.1".to_owned(),
        data: data.to_owned(),
        expires_at: Utc::now() + IDLE,
    }
}

pub(super) fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> Refusal {
    result.unwrap_err().into_refusal()
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_told_alike() {
    let house = stage().await;
    let id = user(&house.crm, "Li@Example.com", Role::Salesperson).await;
    let here = from("192.0.2.1");
    assert_eq!(
        sign_in(&house.crm, " li@example.COM ", PASSWORD, &here)
            .await
            .unwrap()
            .user,
        id
    );
    assert_eq!(
        refusal(sign_in(&house.crm, "li@example.com", "wrong password", &here).await),
        Refusal::WrongSignIn
    );
    assert_eq!(
        refusal(sign_in(&house.crm, "nobody@example.com", PASSWORD, &here).await),
        Refusal::WrongSignIn
    );
}

#[tokio::test]
async fn after_some_wrong_tries_one_waits_but_the_owner_elsewhere_does_not() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let (thief, owner) = (from("192.0.2.1"), from("198.51.100.7"));
    for _ in 0..5 {
        assert_eq!(
            refusal(sign_in(&house.crm, "li@example.com", "guess", &thief).await),
            Refusal::WrongSignIn
        );
    }
    assert_eq!(
        refusal(sign_in(&house.crm, "li@example.com", PASSWORD, &thief).await),
        Refusal::TooMany { seconds: 4 }
    );
    assert_eq!(
        sign_in(&house.crm, "li@example.com", PASSWORD, &owner)
            .await
            .unwrap()
            .user,
        id
    );
}

#[tokio::test]
async fn tries_at_the_same_moment_do_not_slip_through() {
    let house = stage().await;
    let thief = from("192.0.2.1");
    let tries = (0..12).map(|_| sign_in(&house.crm, "li@example.com", "guess", &thief));
    let answers = futures::future::join_all(tries).await;
    let wrong = answers
        .into_iter()
        .map(refusal)
        .filter(|refusal| *refusal == Refusal::WrongSignIn)
        .count();
    assert_eq!(wrong, 5);
}

#[tokio::test]
async fn a_session_is_kept_until_it_is_ended() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let key = key("secret");
    assert!(create(&house.crm, &key, session(id, "{}")).await.unwrap());
    assert!(
        !create(&house.crm, &key, session(id, "{}")).await.unwrap(),
        "the key is in use"
    );
    save(&house.crm, &key, session(id, "{\"a\":1}"))
        .await
        .unwrap();
    assert_eq!(
        load(&house.crm, &key).await.unwrap().unwrap().data,
        "{\"a\":1}"
    );
    delete(&house.crm, &key).await.unwrap();
    save(&house.crm, &key, session(id, "{}")).await.unwrap();
    assert_eq!(
        load(&house.crm, &key).await.unwrap(),
        None,
        "what was ended stays ended"
    );
}

#[tokio::test]
async fn an_idle_session_ends_by_itself() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let idle = Session {
        expires_at: Utc::now() - TimeDelta::seconds(1),
        ..session(id, "{}")
    };
    create(&house.crm, "idle", idle).await.unwrap();
    assert_eq!(load(&house.crm, "idle").await.unwrap(), None);
    assert_eq!(super::sweep(&house.crm).await.unwrap(), 1);
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let desk = house.crm.desk_of(id).await.unwrap();
    for key in ["here", "there"] {
        create(&house.crm, key, session(id, "{}")).await.unwrap();
    }
    let wrong = change_password(&desk, "not it", "another long way", "here").await;
    assert_eq!(
        refusal(wrong),
        Refusal::invalid("current", Problem::WrongPassword)
    );
    let weak = change_password(&desk, PASSWORD, "password123", "here").await;
    assert_eq!(refusal(weak), Refusal::invalid("new", Problem::TooCommon));
    change_password(&desk, PASSWORD, "another long way", "here")
        .await
        .unwrap();
    let open: Vec<String> = of(&desk, "here")
        .await
        .unwrap()
        .into_iter()
        .map(|info| info.key)
        .collect();
    assert_eq!(open, ["here"]);
    assert!(
        sign_in(
            &house.crm,
            "li@example.com",
            "another long way",
            &from("192.0.2.1")
        )
        .await
        .is_ok()
    );
}

#[tokio::test]
async fn one_ends_only_ones_own_sessions() {
    let house = stage().await;
    let li = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let zhou = user(&house.crm, "zhou@example.com", Role::Administrator).await;
    create(&house.crm, "of zhou", session(zhou, "{}"))
        .await
        .unwrap();
    let (li, zhou) = (
        house.crm.desk_of(li).await.unwrap(),
        house.crm.desk_of(zhou).await.unwrap(),
    );
    assert_eq!(refusal(end(&li, "of zhou").await), Refusal::NotFound);
    end(&zhou, "of zhou").await.unwrap();
}

#[tokio::test]
async fn only_administrators_give_passwords() {
    let house = stage().await;
    let li = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let zhou = user(&house.crm, "zhou@example.com", Role::Administrator).await;
    create(&house.crm, "of li", session(li, "{}"))
        .await
        .unwrap();
    let (desk, boss) = (
        house.crm.desk_of(li).await.unwrap(),
        house.crm.desk_of(zhou).await.unwrap(),
    );
    assert_eq!(
        refusal(set_password(&desk, zhou, "another long way").await),
        Refusal::Forbidden
    );
    set_password(&boss, li, "another long way").await.unwrap();
    assert_eq!(load(&house.crm, "of li").await.unwrap(), None);
}

#[tokio::test]
async fn an_address_belongs_to_one_user() {
    let house = stage().await;
    user(&house.crm, "li@example.com", Role::Salesperson).await;
    let again = NewUser {
        email: "LI@example.com".to_owned(),
        name: "Li".to_owned(),
        role: Role::Finance,
        team: None,
    };
    let taken = add(&house.crm.system_desk("test"), again, None).await;
    assert_eq!(refusal(taken), Refusal::invalid("email", Problem::Taken));
}

#[tokio::test]
async fn nobody_elsewhere_makes_a_person_wait_in_their_own_browser() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let own = from("198.51.100.7");
    let mark = arrive(&house.crm, id, &own).await.unwrap();
    // Seventy places of a network of thieves, and one at the person's own desk.
    for place in 0..70 {
        let thief = from(&format!("203.0.113.{place}"));
        let _ = sign_in(&house.crm, "li@example.com", "guess", &thief).await;
    }
    for _ in 0..6 {
        let _ = sign_in(&house.crm, "li@example.com", "guess", &own).await;
    }
    let stranger = sign_in(&house.crm, "li@example.com", PASSWORD, &own).await;
    assert!(matches!(refusal(stranger), Refusal::TooMany { .. }));
    let known = Client {
        mark: Some(mark),
        ..own
    };
    let knock = sign_in(&house.crm, "li@example.com", PASSWORD, &known).await;
    assert_eq!(knock.unwrap().user, id);
    let guesses = (0..6).map(|_| sign_in(&house.crm, "li@example.com", "guess", &known));
    let answers = futures::future::join_all(guesses).await;
    let last = answers
        .into_iter()
        .map(refusal)
        .filter(|one| *one == Refusal::WrongSignIn);
    assert_eq!(last.count(), 5, "a stolen mark is counted, too");
}

#[tokio::test]
async fn colleagues_behind_one_address_who_come_at_once_do_not_wait() {
    let house = stage().await;
    let address = "198.51.100.7".parse().unwrap();
    let names: Vec<String> = (0..12).map(|one| format!("{one}@example.com")).collect();
    let tries = names
        .iter()
        .map(|name| throttle::admit(&house.crm, name, address, None));
    for one in futures::future::join_all(tries).await {
        let _counted = one.unwrap();
    }
}

#[tokio::test]
async fn a_new_browser_and_a_new_network_are_told() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let told = async || {
        let me = house.crm.desk_of(id).await.unwrap().me().await.unwrap();
        let told = me.new_sign_ins.into_iter();
        told.map(|one| (one.is_new_device, one.is_new_network))
            .collect::<Vec<_>>()
    };
    let office = from("192.0.2.1");
    let mark = arrive(&house.crm, id, &office).await.unwrap();
    arrive(&house.crm, id, &from("192.0.2.99")).await.unwrap();
    assert_eq!(
        told().await,
        [],
        "the first time, and the same kind of browser in the same network"
    );
    let phone = Client {
        device: "Safari, iPhone".to_owned(),
        ..office.clone()
    };
    arrive(&house.crm, id, &phone).await.unwrap();
    let travelling = Client {
        mark: Some(mark.clone()),
        ..from("203.0.113.5")
    };
    assert_eq!(arrive(&house.crm, id, &travelling).await.unwrap(), mark);
    arrive(&house.crm, id, &from("2001:db8::1")).await.unwrap();
    assert_eq!(told().await, [(true, true), (false, true), (true, false)]);
    notices_seen(&house.crm.desk_of(id).await.unwrap())
        .await
        .unwrap();
    assert_eq!(told().await, []);
}

#[tokio::test]
async fn all_other_sessions_end_at_once() {
    let house = stage().await;
    let li = user(&house.crm, "li@example.com", Role::Salesperson).await;
    for key in ["here", "there", "elsewhere"] {
        create(&house.crm, key, session(li, "{}")).await.unwrap();
    }
    let desk = house.crm.desk_of(li).await.unwrap();
    assert_eq!(end_others(&desk, "here").await.unwrap(), 2);
    let open = of(&desk, "here").await.unwrap();
    assert!(open.len() == 1 && open[0].address == "192.0.2.1");
}

#[tokio::test]
async fn a_password_does_not_come_back_soon() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Salesperson).await;
    let desk = house.crm.desk_of(id).await.unwrap();
    let used = Refusal::invalid("new", Problem::UsedBefore { last: 5 });
    let mut present = PASSWORD.to_owned();
    assert_eq!(
        refusal(change_password(&desk, &present, PASSWORD, "here").await),
        used
    );
    for turn in 1..=5 {
        let back = change_password(&desk, &present, PASSWORD, "here").await;
        assert_eq!(refusal(back), used, "{turn}");
        let next = format!("way number {turn} to Ningbo");
        change_password(&desk, &present, &next, "here")
            .await
            .unwrap();
        present = next;
    }
    change_password(&desk, &present, PASSWORD, "here")
        .await
        .unwrap();
}
