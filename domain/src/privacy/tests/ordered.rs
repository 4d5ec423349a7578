//! Who orders an erasure, and how it comes to its end.

use contract::Refusal;
use contract::dto::privacy::Place;

use super::{EMAIL, NAME, ask, known, person, places_of};
use crate::Error;
use crate::privacy::table::{self, Step};
use crate::privacy::{begin, catch_up, erase, erasures, preview, work};
use crate::testing::stage;

#[tokio::test]
async fn only_administrators_erase_and_two_at_once_erase_once() {
    let stage = stage().await;
    let contact = person(&stage).await;
    for desk in [&stage.manager, &stage.lin, &stage.finance] {
        for told in [
            preview(desk, "contact", contact.id).await.map(drop),
            begin(desk, &ask(contact.id)).await.map(drop),
            erasures(desk).await.map(drop),
        ] {
            assert!(matches!(told, Err(Error::Refused(Refusal::Forbidden))));
        }
    }
    let mut wrong = ask(contact.id);
    wrong.kept_years = [("invoice".to_owned(), 31)].into();
    assert!(begin(&stage.administrator, &wrong).await.is_err());
    wrong.kept_years = [("deal".to_owned(), 3)].into();
    assert!(
        begin(&stage.administrator, &wrong).await.is_err(),
        "no document"
    );
    wrong.object = "account".to_owned();
    wrong.kept_years = [("invoice".to_owned(), 1)].into();
    assert!(
        begin(&stage.administrator, &wrong).await.is_err(),
        "no person"
    );
    let asked = ask(contact.id);
    let (one, other) = tokio::join!(
        erase::order(&stage.administrator, &asked),
        erase::order(&stage.administrator, &asked)
    );
    assert_eq!(one.unwrap().id, other.unwrap().id);
    let told = preview(&stage.administrator, "contact", contact.id)
        .await
        .unwrap();
    assert!(told.at_work.is_some());
    tokio::try_join!(catch_up(&stage.crm), catch_up(&stage.crm)).unwrap();
    catch_up(&stage.crm).await.unwrap();
    let all = erasures(&stage.administrator).await.unwrap().list;
    assert_eq!((all.len(), all[0].counts[&Place::Records]), (1, 1));
    let gone = preview(&stage.administrator, "contact", contact.id).await;
    assert!(matches!(gone, Err(Error::Refused(Refusal::NotFound))));
}

#[tokio::test]
async fn an_erasure_that_is_cut_off_goes_on() {
    let stage = stage().await;
    let contact = known(&stage).await;
    // A file that is gone from the disk stops nothing.
    std::fs::remove_dir_all(stage.config.files.join("content")).unwrap();
    let row = erase::order(&stage.administrator, &ask(contact.id))
        .await
        .unwrap();
    let house = stage.crm.door().house();
    let desk = stage.crm.system_desk("tests").for_request(row.id);
    let mut steps = 0;
    loop {
        // Whoever works on it dies after each step.
        let row = table::load(house, row.id).await.unwrap().unwrap();
        if Step::of(&row) == Step::Done {
            break;
        }
        table::release_all(house).await.unwrap();
        let row = table::load(house, row.id).await.unwrap().unwrap();
        let row = table::take(house, row).await.unwrap().unwrap();
        let abandoned = desk.write().await.unwrap();
        drop(abandoned);
        work::step(&desk, row).await.unwrap();
        steps += 1;
    }
    assert!(steps > 6, "{steps}");
    assert_eq!(places_of(&stage, EMAIL).await, Vec::<String>::new());
    assert_eq!(places_of(&stage, NAME).await, ["invoice"]);
}
