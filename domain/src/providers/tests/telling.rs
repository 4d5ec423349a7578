//! Whoever is linked or not any more reads of it.

use super::{comes_back, email, own, signs_in, went, with_provider};
use crate::mail::testing::{Double, sent, stage_with_mail};
use crate::providers::{Use, forget, remove};
use crate::testing::coming::id;

#[tokio::test]
async fn a_person_is_told_of_each_link_that_comes_or_goes() {
    let double = Double::plain().await;
    let (house, provider, id_of) = with_provider(stage_with_mail(&double).await).await;
    let address = email(&house.lin).await;
    let mut read = 0;
    let mut news = async || {
        let all = sent(&house, &double).await;
        let new: Vec<String> = all[read..]
            .iter()
            .map(|mail| mail.replace("=\r\n", ""))
            .collect();
        read = all.len();
        new
    };
    assert!(signs_in(&house, &provider, id_of).await.is_ok());
    let told = news().await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains(&format!("<{address}>")), "{}", told[0]);
    for part in ["Wharf", "192.0.2.1", "Firefox, Linux", "/settings/security"] {
        assert!(told[0].contains(part), "{part}: {}", told[0]);
    }
    assert!(signs_in(&house, &provider, id_of).await.is_ok());
    assert!(news().await.is_empty(), "nothing was linked by that");

    // By hand, with an account elsewhere.
    let zhou = id(&house.zhou);
    provider.person("private", "zhou@home.example", false);
    let attempt = went(&house, &provider, id_of, Use::Link(zhou)).await;
    assert!(comes_back(&house, attempt, Some(zhou)).await.is_ok());
    let told = news().await;
    assert!(
        told.len() == 1 && told[0].contains(&email(&house.zhou).await),
        "{told:?}"
    );
    assert!(told[0].contains("zhou@home.example"), "{}", told[0]);

    crate::users::set_password(&house.administrator, zhou, "a long way to Ningbo")
        .await
        .unwrap();
    let link = own(&house.zhou).await.unwrap().links.remove(0);
    let before = news().await;
    remove(&house.zhou, link.id).await.unwrap();
    let told = news().await;
    assert!(
        told.len() == 1 && told[0].contains(&email(&house.zhou).await),
        "{before:?} {told:?}"
    );

    forget(&house.administrator, id_of).await.unwrap();
    let told = news().await;
    assert!(told.len() == 1 && told[0].contains(&address), "{told:?}");
}
