use contract::Value;
use contract::dto::merging::{LikelyGroup, Likeness};
use contract::objects::{ACCOUNT, CONTACT};
use contract::value::Values;
use uuid::Uuid;

use super::{find, part, put_together};
use crate::testing::stage;
use crate::{Desk, records};

async fn make(desk: &Desk, object: &str, pairs: &[(&str, &str)]) -> Uuid {
    let values: Values = pairs
        .iter()
        .map(|(key, text)| ((*key).to_owned(), Value::Text((*text).to_owned())))
        .collect();
    let id = Uuid::now_v7();
    records::create(desk, object, id, values).await.unwrap();
    id
}

fn told(groups: &[LikelyGroup]) -> Vec<(usize, u8, Vec<Likeness>)> {
    groups
        .iter()
        .map(|group| {
            let signs = group.reasons.iter().map(|reason| reason.sign).collect();
            (group.records.len(), group.score, signs)
        })
        .collect()
}

#[tokio::test]
async fn records_that_are_alike_are_grouped_by_the_strongest_sign_once_with_all_reasons() {
    let stage = stage().await;
    let desk = &stage.lin;
    make(
        desk,
        ACCOUNT,
        &[
            ("name", "宁波海川精密机械有限公司"),
            ("phone", "138 5742 9016"),
        ],
    )
    .await;
    make(
        desk,
        ACCOUNT,
        &[("name", "宁波海川精密机械"), ("phone", "+86 13857429016")],
    )
    .await;
    make(desk, ACCOUNT, &[("name", "宁波海穿精密机械")]).await;
    make(desk, ACCOUNT, &[("name", "Brightwater Foods, Inc.")]).await;
    make(desk, ACCOUNT, &[("name", "Brightwater Foods Ltd")]).await;
    make(&stage.zhou, ACCOUNT, &[("name", "Brightwater Foods")]).await;
    let (groups, next) = find(desk, ACCOUNT, None).await.unwrap();
    assert_eq!(next, None);
    assert_eq!(
        told(&groups),
        [
            (
                2,
                92,
                vec![Likeness::Phone, Likeness::Name, Likeness::Sound]
            ),
            (2, 60, vec![Likeness::Name]),
            (3, 35, vec![Likeness::Sound]),
        ]
    );
}

#[tokio::test]
async fn who_writes_their_address_with_a_mark_is_the_same_person() {
    let stage = stage().await;
    let desk = &stage.lin;
    make(
        desk,
        CONTACT,
        &[("name", "Li Xiao"), ("email", "li@example.com")],
    )
    .await;
    make(
        desk,
        CONTACT,
        &[("name", "Xiao Li"), ("email", "Li+shop@example.com")],
    )
    .await;
    let (groups, _) = find(desk, CONTACT, None).await.unwrap();
    assert_eq!(told(&groups), [(2, 90, vec![Likeness::Email])]);
}

#[tokio::test]
async fn what_somebody_parted_is_not_asked_again() {
    let stage = stage().await;
    let desk = &stage.lin;
    let one = make(desk, ACCOUNT, &[("name", "Umbra")]).await;
    let other = make(desk, ACCOUNT, &[("name", "Umbra Inc")]).await;
    part(desk, ACCOUNT, vec![other, one]).await.unwrap();
    assert!(find(desk, ACCOUNT, None).await.unwrap().0.is_empty());
    put_together(desk, ACCOUNT, vec![one, other]).await.unwrap();
    assert_eq!(find(desk, ACCOUNT, None).await.unwrap().0.len(), 1);
}
