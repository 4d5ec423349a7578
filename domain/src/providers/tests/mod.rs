//! Going to a provider, and coming back.

mod more;
mod setting;
mod telling;

use contract::dto::providers::{ProviderSetup, ProviderTrouble as Trouble};
use contract::{Problem, Refusal};
use serde_json::json;
use uuid::Uuid;

use super::{Back, Came, Kept, Use, ask, own, save, take};
use crate::sessions::Missing;
use crate::testing::coming::{client, here, id, refusal};
use crate::testing::provider::{CLIENT, Provider, SECRET, Signing};
use crate::testing::{Stage, stage};
use crate::{Desk, users};

fn setup(provider: &Provider) -> ProviderSetup {
    ProviderSetup {
        name: "Wharf".to_owned(),
        issuer: provider.issuer.clone(),
        client_id: CLIENT.to_owned(),
        scopes: "email profile".to_owned(),
        is_on: true,
        ..ProviderSetup::default()
    }
}

/// A house with a provider, whose person is Lin Xiao.
async fn house() -> (Stage, Provider, Uuid) {
    with_provider(stage().await).await
}

async fn with_provider(house: Stage) -> (Stage, Provider, Uuid) {
    let provider = Provider::start().await;
    let secret = Some(SECRET.to_owned());
    let id = save(&house.administrator, None, &setup(&provider), secret).await;
    provider.person("subject-lin", &email(&house.lin).await, true);
    (house, provider, id.unwrap())
}

async fn email(desk: &Desk) -> String {
    desk.me().await.unwrap().email
}

/// Goes to the provider. Answers what the session keeps, and what is brought back.
async fn went(house: &Stage, provider: &Provider, id: Uuid, to: Use) -> (Kept, Back) {
    let question = ask(&house.crm, &here(), id, to, "/accounts", &client()).await;
    let question = question.unwrap().unwrap();
    let (code, state) = provider.visit(&question.address);
    let back = Back {
        code,
        state,
        ..Back::default()
    };
    (question.kept, back)
}

type Judged = std::result::Result<Came, Trouble>;

async fn comes_back(house: &Stage, (kept, back): (Kept, Back), me: Option<Uuid>) -> Judged {
    take(&house.crm, Some(kept), &back, me, &client())
        .await
        .unwrap()
}

async fn signs_in(house: &Stage, provider: &Provider, id: Uuid) -> Judged {
    let went = went(house, provider, id, Use::SignIn).await;
    comes_back(house, went, None).await
}

fn who(judged: Judged) -> (Uuid, Missing) {
    match judged {
        Ok(Came::In(knock)) => (knock.user, knock.missing),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_address_that_is_vouched_for_links_once_and_then_the_subject_alone_counts() {
    let (house, provider, id_of) = house().await;
    let lin = id(&house.lin);
    let came = who(signs_in(&house, &provider, id_of).await);
    assert_eq!(came, (lin, Missing::Nothing));
    // The address is another one by now, and nobody vouches for it.
    provider.person("subject-lin", "moved@elsewhere.example", false);
    assert_eq!(who(signs_in(&house, &provider, id_of).await).0, lin);
    let links = own(&house.lin).await.unwrap();
    assert_eq!((links.links.len(), links.open.len()), (1, 0));
    assert!(links.links[0].used_at.is_some());
    // Somebody new with the old address is not who had it before.
    provider.person("subject-new", &email(&house.lin).await, true);
    let judged = signs_in(&house, &provider, id_of).await;
    assert_eq!(judged, Err(Trouble::Taken));
}

#[tokio::test]
async fn no_token_is_believed_that_says_anything_else() {
    let (house, provider, id) = house().await;
    type Lie = fn(&mut serde_json::Value);
    let lies: [(&str, Signing, Lie); 9] = [
        ("another nonce", Signing::Own, |said| {
            said["nonce"] = json!("other")
        }),
        ("no nonce", Signing::Own, |said| {
            said.as_object_mut().unwrap().remove("nonce");
        }),
        ("another issuer", Signing::Own, |said| {
            said["iss"] = json!("https://evil.example")
        }),
        ("another audience", Signing::Own, |said| {
            said["aud"] = json!("somebody")
        }),
        ("an audience more", Signing::Own, |said| {
            said["aud"] = json!([CLIENT, "somebody"])
        }),
        ("expired", Signing::Own, |said| {
            said["exp"] = json!(said["iat"].as_u64().unwrap() - 120);
        }),
        ("not signed", Signing::None, |_| {}),
        ("signed by another", Signing::Foreign, |_| {}),
        ("signed by the secret", Signing::Shared, |_| {}),
    ];
    for (what, signing, lie) in lies {
        provider.lie(signing, lie);
        let judged = signs_in(&house, &provider, id).await;
        assert_eq!(judged, Err(Trouble::Wrong), "{what}");
    }
    provider.lie(Signing::Own, |_| {});
    assert!(signs_in(&house, &provider, id).await.is_ok());
    assert_eq!(own(&house.lin).await.unwrap().links.len(), 1);
}

#[tokio::test]
async fn an_attempt_is_answered_once_and_only_where_it_was_begun() {
    let (house, provider, id) = house().await;
    let (kept, back) = went(&house, &provider, id, Use::SignIn).await;
    let judge = async |kept: Option<Kept>, back: &Back| {
        take(&house.crm, kept, back, None, &client()).await.unwrap()
    };
    // Another browser has no attempt of its own, or another one: nobody is signed in as somebody else by a link.
    assert_eq!(judge(None, &back).await, Err(Trouble::Over));
    let (other, _) = went(&house, &provider, id, Use::SignIn).await;
    assert_eq!(judge(Some(other), &back).await, Err(Trouble::Over));
    let mut old = kept.clone();
    old.at -= chrono::TimeDelta::minutes(11);
    assert_eq!(judge(Some(old), &back).await, Err(Trouble::Over));
    let mix_up = Back {
        issuer: "https://evil.example".to_owned(),
        ..back.clone()
    };
    assert_eq!(
        judge(Some(kept.clone()), &mix_up).await,
        Err(Trouble::Wrong)
    );
    // A code that was asked for by another proof key is worth nothing.
    let mut stolen = kept.clone();
    stolen.verifier = "x".repeat(43);
    assert_eq!(judge(Some(stolen), &back).await, Err(Trouble::Wrong));
    let (kept, back) = went(&house, &provider, id, Use::SignIn).await;
    assert!(judge(Some(kept.clone()), &back).await.is_ok());
    assert_eq!(
        judge(Some(kept), &back).await,
        Err(Trouble::Wrong),
        "the code is used"
    );
}

#[tokio::test]
async fn who_says_no_or_does_not_answer_is_told_apart() {
    let (house, provider, id) = house().await;
    for (error, expected) in [
        ("access_denied", Trouble::Denied),
        ("login_required", Trouble::Denied),
        ("temporarily_unavailable", Trouble::Unreached),
        ("invalid_scope", Trouble::Wrong),
    ] {
        let (kept, back) = went(&house, &provider, id, Use::SignIn).await;
        let error = error.to_owned();
        let judged = comes_back(&house, (kept, Back { error, ..back }), None).await;
        assert_eq!(judged, Err(expected));
    }
    let went = went(&house, &provider, id, Use::SignIn).await;
    provider.end();
    assert_eq!(
        comes_back(&house, went, None).await,
        Err(Trouble::Unreached)
    );
}

#[tokio::test]
async fn only_people_who_are_here_come_in_unless_their_domain_may() {
    let (house, provider, id_of) = house().await;
    provider.person("one", &email(&house.lin).await, false);
    assert_eq!(
        signs_in(&house, &provider, id_of).await,
        Err(Trouble::Unverified)
    );
    provider.person("two", "wu@harbour.example", true);
    assert_eq!(
        signs_in(&house, &provider, id_of).await,
        Err(Trouble::Unknown)
    );
    let mut wider = setup(&provider);
    wider.domains = "Harbour.example, quay.example".to_owned();
    for role in ["administrator", "", "nobody"] {
        wider.role = role.to_owned();
        let refused = refusal(save(&house.administrator, Some(id_of), &wider, None).await);
        assert_eq!(
            refused,
            Refusal::invalid("role", Problem::UnknownChoice),
            "{role}"
        );
    }
    wider.role = "service".to_owned();
    save(&house.administrator, Some(id_of), &wider, None)
        .await
        .unwrap();
    provider.person("three", "wu@sub.harbour.example", true);
    assert_eq!(
        signs_in(&house, &provider, id_of).await,
        Err(Trouble::Unknown)
    );
    provider.person("two", "Wu@Harbour.example", true);
    let (made, missing) = who(signs_in(&house, &provider, id_of).await);
    assert_eq!(missing, Missing::Nothing);
    let desk = house.crm.desk_of(made).await.unwrap();
    assert_eq!(desk.actor().roles(), ["service"]);
    assert_eq!(email(&desk).await, "wu@harbour.example");
    // Who was deactivated stays outside, by the link and by the address.
    users::deactivate(&house.administrator, made).await.unwrap();
    assert_eq!(
        signs_in(&house, &provider, id_of).await,
        Err(Trouble::Unknown)
    );
    provider.person("four", "wu@harbour.example", true);
    assert_eq!(
        signs_in(&house, &provider, id_of).await,
        Err(Trouble::Unknown)
    );
}

#[tokio::test]
async fn codes_are_asked_for_here_unless_the_provider_is_believed_to_have_asked() {
    let (house, provider, id_of) = house().await;
    let rules = contract::dto::signing::SignInRules {
        codes_for: vec!["salesperson".to_owned()],
        ..Default::default()
    };
    crate::factors::save_rules(&house.administrator, rules)
        .await
        .unwrap();
    assert_eq!(
        who(signs_in(&house, &provider, id_of).await).1,
        Missing::App
    );
    provider.lie(Signing::Own, |said| said["amr"] = json!(["pwd", "mfa"]));
    assert_eq!(
        who(signs_in(&house, &provider, id_of).await).1,
        Missing::App
    );
    let mut trusted = setup(&provider);
    trusted.trusts_codes = true;
    save(&house.administrator, Some(id_of), &trusted, None)
        .await
        .unwrap();
    assert_eq!(
        who(signs_in(&house, &provider, id_of).await).1,
        Missing::Nothing
    );
    provider.lie(Signing::Own, |said| said["amr"] = json!(["pwd"]));
    assert_eq!(
        who(signs_in(&house, &provider, id_of).await).1,
        Missing::App
    );
}

#[tokio::test]
async fn a_person_links_and_proves_themselves_and_nobody_else() {
    let (house, provider, id_of) = house().await;
    let (lin, zhou) = (id(&house.lin), id(&house.zhou));
    // The address is nobody's here: who is signed in decides.
    provider.person("private", "lin@home.example", false);
    let attempt = went(&house, &provider, id_of, Use::Link(lin)).await;
    let other = comes_back(&house, attempt, Some(zhou)).await;
    assert_eq!(
        other,
        Err(Trouble::Over),
        "somebody else signed in meanwhile"
    );
    let attempt = went(&house, &provider, id_of, Use::Link(lin)).await;
    assert_eq!(
        comes_back(&house, attempt, Some(lin)).await,
        Ok(Came::Linked)
    );
    assert_eq!(who(signs_in(&house, &provider, id_of).await).0, lin);
    let attempt = went(&house, &provider, id_of, Use::Link(zhou)).await;
    let taken = comes_back(&house, attempt, Some(zhou)).await;
    assert_eq!(taken, Err(Trouble::Taken));

    let attempt = went(&house, &provider, id_of, Use::Proof(lin)).await;
    assert_eq!(
        comes_back(&house, attempt, Some(lin)).await,
        Ok(Came::Proven)
    );
    provider.lie(Signing::Own, |said| {
        said["auth_time"] = json!(said["iat"].as_u64().unwrap() - 3600)
    });
    let attempt = went(&house, &provider, id_of, Use::Proof(lin)).await;
    assert_eq!(
        comes_back(&house, attempt, Some(lin)).await,
        Err(Trouble::Stale)
    );
    provider.lie(Signing::Own, |said| {
        said.as_object_mut().unwrap().remove("auth_time");
    });
    let attempt = went(&house, &provider, id_of, Use::Proof(lin)).await;
    assert_eq!(
        comes_back(&house, attempt, Some(lin)).await,
        Err(Trouble::Stale)
    );
    provider.lie(Signing::Own, |_| {});
    provider.person("somebody", "else@home.example", true);
    let attempt = went(&house, &provider, id_of, Use::Proof(lin)).await;
    assert_eq!(
        comes_back(&house, attempt, Some(lin)).await,
        Err(Trouble::Taken)
    );
}
