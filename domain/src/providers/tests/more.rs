//! What a token leaves out is asked where the provider has a place for it.

use contract::dto::providers::ProviderTrouble as Trouble;
use serde_json::{Value, json};

use super::{email, house, own, signs_in, who};
use crate::providers::save;
use crate::testing::coming::id;
use crate::testing::provider::Signing;

/// Takes what names a person out of a token.
fn bare(said: &mut Value) {
    for claim in ["email", "email_verified", "name"] {
        said.as_object_mut().unwrap().remove(claim);
    }
}

#[tokio::test]
async fn an_address_that_the_token_leaves_out_is_asked_for() {
    let (house, provider, id_of) = house().await;
    let address = email(&house.lin).await;
    provider.lie(Signing::Own, bare);
    let nothing = signs_in(&house, &provider, id_of).await;
    assert_eq!(nothing, Err(Trouble::Unverified));
    let told =
        json!({"sub": "subject-lin", "email": address.to_uppercase(), "email_verified": true});
    provider.tell_more(told);
    let came = who(signs_in(&house, &provider, id_of).await);
    assert_eq!(came.0, id(&house.lin));
    assert_eq!(own(&house.lin).await.unwrap().links[0].email, address);
    // Who is linked is known by the subject, and nobody is asked about them.
    provider.tell_more(json!({"sub": "somebody"}));
    assert!(signs_in(&house, &provider, id_of).await.is_ok());
}

#[tokio::test]
async fn a_name_that_the_token_leaves_out_is_asked_for() {
    let (house, provider, id_of) = house().await;
    let mut wider = super::setup(&provider);
    (wider.domains, wider.role) = ("harbour.example".to_owned(), "service".to_owned());
    save(&house.administrator, Some(id_of), &wider, None)
        .await
        .unwrap();
    provider.person("two", "wu@harbour.example", true);
    provider.lie(Signing::Own, |said| {
        said.as_object_mut().unwrap().remove("name");
    });
    provider.tell_more(json!({"sub": "two", "name": "Wu Yan", "email": "other@harbour.example"}));
    let made = who(signs_in(&house, &provider, id_of).await).0;
    let desk = house.crm.desk_of(made).await.unwrap();
    let me = desk.me().await.unwrap();
    assert_eq!(
        (me.name.as_str(), me.email.as_str()),
        ("Wu Yan", "wu@harbour.example")
    );
}

#[tokio::test]
async fn what_is_added_is_not_believed_of_anybody_else() {
    let (house, provider, id_of) = house().await;
    let address = email(&house.lin).await;
    let judged = async |person: [Value; 2], told: Value| {
        let [address, verified] = person;
        provider.person("subject-lin", address.as_str().unwrap_or_default(), true);
        match verified {
            Value::Bool(true) => provider.lie(Signing::Own, |_| {}),
            Value::Bool(false) => {
                provider.lie(Signing::Own, |said| said["email_verified"] = json!(false));
            }
            _ if address.is_null() => provider.lie(Signing::Own, bare),
            _ => provider.lie(Signing::Own, |said| {
                said.as_object_mut().unwrap().remove("email_verified");
            }),
        }
        provider.tell_more(told);
        signs_in(&house, &provider, id_of).await.map(drop)
    };
    let (lin, silent) = (json!(address), Value::Null);
    let told = |subject: &str, email: &str| json!({"sub": subject, "email": email, "email_verified": true, "name": "Lin"});
    let cases = [
        (
            "another subject",
            [silent.clone(), silent.clone()],
            told("subject-two", &address),
            Trouble::Wrong,
        ),
        (
            "another address",
            [lin.clone(), silent.clone()],
            told("subject-lin", "x@y.example"),
            Trouble::Unverified,
        ),
        (
            "against the token",
            [lin.clone(), json!(false)],
            told("subject-lin", &address),
            Trouble::Unverified,
        ),
        (
            "no answer",
            [silent.clone(), silent.clone()],
            json!("nonsense"),
            Trouble::Unverified,
        ),
        (
            "nobody",
            [silent.clone(), silent.clone()],
            json!({"email": address}),
            Trouble::Unverified,
        ),
    ];
    for (what, person, told, expected) in cases {
        assert_eq!(judged(person, told).await, Err(expected), "{what}");
    }
    // A place that the guard does not open is not asked.
    provider.pretend(|said| said["userinfo_endpoint"] = json!("http://10.0.0.1/more"));
    let inner = judged(
        [silent.clone(), silent.clone()],
        told("subject-lin", &address),
    )
    .await;
    assert_eq!(inner, Err(Trouble::Unverified));
    provider.pretend(|_| {});
    assert!(own(&house.lin).await.unwrap().links.is_empty());
    let right = judged([lin, silent], told("subject-lin", &address)).await;
    assert_eq!(right, Ok(()), "its own address");
}
