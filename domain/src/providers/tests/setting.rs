//! What administrators set, and passwords off.

use contract::dto::providers::ProviderTrouble as Trouble;
use contract::dto::signing::LinkKind;
use contract::{Problem, Refusal};
use serde_json::json;

use super::{comes_back, email, house, setup, signs_in, went};
use crate::outgoing::Allowed;
use crate::providers::{Came, Use, all, ask, forget, offers, own, remove, save, try_out};
use crate::sessions::{prove_again, sign_in};
use crate::testing::coming::{HERE, client, here, id, refusal};
use crate::testing::device::Device;
use crate::testing::provider::SECRET;
use crate::{Crm, passkeys, users, ways};

#[tokio::test]
async fn administrators_are_told_what_is_wrong_at_its_field_and_the_secret_stays_inside() {
    let (house, provider, id_of) = house().await;
    let boss = &house.administrator;
    let told = all(boss, &here()).await.unwrap();
    assert_eq!(
        told.back.as_deref(),
        Some("http://localhost:3000/api/provider_return")
    );
    assert!(told.all[0].has_secret && !format!("{told:?}").contains(SECRET));
    assert_eq!(refusal(all(&house.lin, &here()).await), Refusal::Forbidden);
    assert!(try_out(boss, &provider.issuer).await.unwrap().keys == 1);
    let at_issuer = |problem| Refusal::invalid("issuer", problem);
    let other = format!("{}/", provider.issuer);
    let said = Problem::OtherIssuer {
        issuer: provider.issuer.clone(),
    };
    provider.pretend(|_| {});
    for (issuer, expected) in [
        ("", Problem::Required),
        ("accounts.example.com", Problem::NotALink),
        ("ftp://127.0.0.1/x", Problem::NotALink),
        ("http://192.168.0.1:8080", Problem::InnerAddress),
        ("https://169.254.169.254", Problem::InnerAddress),
        ("http://1.1.1.1", Problem::NotALink),
        ("http://127.0.0.1:1", Problem::Unanswered),
        (&other, said),
    ] {
        let refused = refusal(try_out(boss, issuer).await);
        assert_eq!(refused, at_issuer(expected), "{issuer}");
    }
    provider.pretend(|said| *said = json!({"hello": "there"}));
    let refused = refusal(try_out(boss, &provider.issuer).await);
    assert_eq!(refused, at_issuer(Problem::NoProvider));
    // Keys in a place that the guard does not open are not fetched.
    provider.pretend(|said| said["jwks_uri"] = json!("https://10.0.0.1/jwks"));
    let refused = refusal(try_out(boss, &provider.issuer).await);
    assert_eq!(refused, at_issuer(Problem::InnerAddress));
    provider.pretend(|_| {});
    // The secret is carried to no other client, and the address stays while people are linked.
    let mut changed = setup(&provider);
    changed.client_id = "another".to_owned();
    let refused = refusal(save(boss, Some(id_of), &changed, None).await);
    assert_eq!(refused, Refusal::invalid("secret", Problem::Required));
    assert!(signs_in(&house, &provider, id_of).await.is_ok());
    let mut moved = setup(&provider);
    moved.issuer = "https://accounts.example.com".to_owned();
    let refused = refusal(save(boss, Some(id_of), &moved, Some(SECRET.to_owned())).await);
    assert_eq!(refused, at_issuer(Problem::Locked));
    let mut off = setup(&provider);
    off.is_on = false;
    save(boss, Some(id_of), &off, None).await.unwrap();
    assert!(offers(&house.crm).await.unwrap().is_empty());
    let begun = ask(&house.crm, &here(), id_of, Use::SignIn, "/", &client()).await;
    assert_eq!(refusal(begun.map(drop)), Refusal::NotFound);
    forget(boss, id_of).await.unwrap();
    assert!(own(&house.lin).await.unwrap().links.is_empty());
}

#[tokio::test]
async fn without_a_word_of_the_operator_no_inner_provider_is_asked() {
    let (first, provider, _) = house().await;
    let strict = Crm::open(&first.config).await.unwrap();
    strict.configure_outgoing(Allowed::default()).unwrap();
    let boss = strict.desk_of(id(&first.administrator)).await.unwrap();
    let refused = refusal(try_out(&boss, &provider.issuer).await);
    assert_eq!(refused, Refusal::invalid("issuer", Problem::InnerAddress));
    let row = offers(&strict).await.unwrap().remove(0);
    let asked = ask(&strict, &here(), row.id, Use::SignIn, "/", &client()).await;
    assert_eq!(asked.unwrap().map(drop).unwrap_err(), Trouble::Unreached);
}

#[tokio::test]
async fn passwords_go_off_only_with_another_way_in_and_come_back_from_the_machine() {
    let (house, provider, id_of) = house().await;
    let boss = &house.administrator;
    let standing = ways::passwords(boss).await.unwrap();
    assert!(!standing.may_end && standing.without == standing.people && standing.people > 5);
    let refused = refusal(ways::switch_passwords(boss, true).await);
    assert_eq!(refused, Refusal::invalid("passwords", Problem::OwnWayFirst));
    let attempt = went(&house, &provider, id_of, Use::Link(id(boss))).await;
    assert_eq!(
        comes_back(&house, attempt, Some(id(boss))).await,
        Ok(Came::Linked)
    );
    assert_eq!(
        refusal(ways::switch_passwords(&house.lin, true).await),
        Refusal::Forbidden
    );
    users::set_password(boss, id(&house.zhou), "a long way to Ningbo")
        .await
        .unwrap();
    let link = users::make_link(boss, id(&house.zhou)).await.unwrap();
    let reset = link.path.unwrap().replace("/link/", "");
    ways::switch_passwords(boss, true).await.unwrap();
    let standing = ways::passwords(boss).await.unwrap();
    assert!(standing.are_off && standing.may_end && standing.without == standing.people - 1);

    let off = |field: &str| Refusal::invalid(field, Problem::PasswordsOff);
    let zhou = email(&house.zhou).await;
    let tried = sign_in(&house.crm, &zhou, "a long way to Ningbo", &client()).await;
    assert_eq!(refusal(tried), off("password"));
    let proven = prove_again(&house.zhou, "a long way to Ningbo", &client()).await;
    assert_eq!(refusal(proven), off("secret"));
    assert_eq!(
        refusal(users::ask_reset(&house.crm, &zhou, &client()).await),
        off("email")
    );
    let set = users::set_password(boss, id(&house.zhou), "another long way").await;
    assert_eq!(refusal(set), off("password"));
    let changed = users::change_password(&house.zhou, "x", "another long way", "").await;
    assert_eq!(refusal(changed), off("current"));
    assert_eq!(
        refusal(users::link(&house.crm, &reset).await),
        Refusal::LinkOver
    );
    // A link that an administrator hands over lets in once, without a password.
    let entry = users::make_link(boss, id(&house.zhou)).await.unwrap();
    let entry = entry.path.unwrap().replace("/link/", "");
    assert_eq!(
        users::link(&house.crm, &entry).await.unwrap().kind,
        LinkKind::Entry
    );
    let knock = users::use_link(&house.crm, &entry, "", "").await.unwrap();
    assert_eq!(knock.user, id(&house.zhou));
    assert_eq!(
        refusal(users::use_link(&house.crm, &entry, "", "").await),
        Refusal::LinkOver
    );

    // Nobody shuts themselves out.
    let mine = own(boss).await.unwrap();
    assert!(mine.is_last_kept);
    assert_eq!(
        refusal(remove(boss, mine.links[0].id).await),
        Refusal::Forbidden
    );
    assert_eq!(refusal(forget(boss, id_of).await), Refusal::Forbidden);
    let mut unlit = setup(&provider);
    unlit.is_on = false;
    let refused = refusal(save(boss, Some(id_of), &unlit, None).await);
    assert_eq!(refused, Refusal::invalid("is_on", Problem::OwnWayFirst));
    let mut device = Device::at(HERE);
    let question = passkeys::begin(boss, &here()).await.unwrap();
    let made = device.make(&question.asked);
    passkeys::add(boss, &here(), "Phone", &made, Some(question.kept))
        .await
        .unwrap();
    remove(boss, mine.links[0].id).await.unwrap();
    let keys = passkeys::own(boss, &here()).await.unwrap();
    assert!(keys.is_last_kept, "the passkey is the only way by now");

    let machine = house.crm.system_desk("command line");
    ways::switch_passwords(&machine, false).await.unwrap();
    let tried = sign_in(&house.crm, &zhou, "a long way to Ningbo", &client()).await;
    assert_eq!(tried.unwrap().user, id(&house.zhou));
}
