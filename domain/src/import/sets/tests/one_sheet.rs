use contract::dto::imports::{ImportState, RowProblem};
use contract::objects::{ACCOUNT, CONTACT, DEAL};

use super::{all, bring, counts, objects, points_to, rested};
use crate::import::sets::{objects_of_sheet, of_sheet, start_check, undo};
use crate::import::{findings, receive, upload_path};
use crate::testing::stage;

const SHEET: &str = "\
公司名称,行业,网站,联系人,手机,商机名称,金额,负责人
海川机械,制造,haichuan.example,王芳,13857429016,主轴 20 台,120000,林晓
海川机械,,,李雷,13857429017,轴承,8000,林晓
海川机械,,other.example,王芳,,备件,500,
宁波东方,教育,,,,,,林晓

个体户,,,张三,13857429018,,,
";

#[tokio::test]
async fn companies_contacts_and_deals_come_from_one_sheet() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let path = upload_path(desk, DEAL).unwrap();
    std::fs::write(&path, SHEET).unwrap();
    let upload = receive(desk, DEAL, "名单.csv", &path).await.unwrap();
    let found = objects_of_sheet(desk, upload.id).await.unwrap();
    assert_eq!(found, [ACCOUNT, CONTACT, DEAL]);
    let set = of_sheet(desk, upload.id, &found).await.unwrap();
    assert!(set.is_one_sheet);
    assert_eq!(objects(&set), [ACCOUNT, CONTACT, DEAL]);
    start_check(desk, set.id).await.unwrap();
    let checked = rested(desk, set.id).await;
    assert_eq!(checked.state, ImportState::Checked);
    let done = bring(desk, set.id).await;
    assert_eq!(done.state, ImportState::Done);
    assert_eq!(
        counts(&done),
        [(ACCOUNT, 3, 1), (CONTACT, 3, 0), (DEAL, 3, 0)]
    );
    let accounts = all(desk, ACCOUNT).await;
    let names: Vec<&str> = accounts
        .iter()
        .map(|account| account.text("name"))
        .collect();
    assert_eq!(names, ["个体户", "宁波东方", "海川机械"]);
    assert!(accounts[2].text("website").contains("haichuan.example"));
    assert_eq!(points_to(&accounts[2], "owner"), "林晓");
    // A row that contradicts an earlier one of the same company says so, by its own line.
    let notes = findings(desk, done.parts[0].import).await.unwrap().notes;
    let same = notes
        .iter()
        .find(|note| matches!(note.problem, RowProblem::SameAsLine { line: 2, .. }));
    assert_eq!(same.map(|note| note.line), Some(4), "{notes:?}");
    let links: Vec<String> = all(desk, CONTACT)
        .await
        .iter()
        .map(|contact| points_to(contact, "account"))
        .collect();
    assert_eq!(links, ["个体户", "海川机械", "海川机械"]);
    let deals: Vec<String> = all(desk, DEAL)
        .await
        .iter()
        .map(|deal| {
            format!(
                "{} {} {}",
                deal.text("name"),
                points_to(deal, "account"),
                points_to(deal, "contact")
            )
        })
        .collect();
    assert_eq!(
        deals,
        [
            "主轴 20 台 海川机械 王芳",
            "备件 海川机械 王芳",
            "轴承 海川机械 李雷"
        ]
    );
    undo(desk, set.id).await.unwrap();
    assert_eq!(rested(desk, set.id).await.state, ImportState::Undone);
    for object in [ACCOUNT, CONTACT, DEAL] {
        assert_eq!(all(desk, object).await.len(), 0, "{object}");
    }
}

#[tokio::test]
async fn a_company_that_is_there_already_is_the_one() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let there = stage.account(desk, "海川机械").await;
    let path = upload_path(desk, DEAL).unwrap();
    std::fs::write(&path, SHEET).unwrap();
    let upload = receive(desk, DEAL, "名单.csv", &path).await.unwrap();
    let objects = [ACCOUNT.to_owned(), CONTACT.to_owned()];
    let set = of_sheet(desk, upload.id, &objects).await.unwrap();
    let done = bring(desk, set.id).await;
    assert_eq!(done.state, ImportState::Done);
    assert_eq!(all(desk, ACCOUNT).await.len(), 3);
    let contacts = all(desk, CONTACT).await;
    let of_there = contacts
        .iter()
        .filter(|contact| contact.value("account").id() == Some(there.id));
    assert!(of_there.count() >= 2);
    // Nothing of the third object was wanted.
    assert_eq!(all(desk, DEAL).await.len(), 0);
}
