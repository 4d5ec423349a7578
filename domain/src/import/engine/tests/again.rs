use contract::dto::defining::FieldChange;
use contract::dto::imports::{ImportCounts, ImportState, OnDuplicate, RowProblem, Severity};
use contract::dto::records::Change;
use contract::objects::{ACCOUNT, CONTRACT, DEAL, INVOICE, ORDER, PRODUCT};
use contract::{Address, Problem, Record, Value};

use super::super::{findings, undo};
use super::{all, bring, bring_by, problems, rested};
use crate::testing::{of, stage};
use crate::{describing, records};

fn told(counts: ImportCounts) -> [u64; 5] {
    [
        counts.created,
        counts.updated,
        counts.skipped,
        counts.duplicates,
        counts.failed,
    ]
}

#[tokio::test]
async fn a_row_changes_what_is_there_as_it_is_told() {
    use OnDuplicate::{Fill, Skip, Update};
    let before = "Account Id,Name,Phone,E-mail,Website,Employees,Industry\n\
        7,Here,138 5742 9016,a@example.com,,50,Retail\n";
    // What is chosen, the file, the counts, and name, website and employees of the record after it.
    for (key, choice, file, counts, expected) in [
        (
            Some("external_id"),
            Skip,
            "Account Id,Name,Website\n7,New,example.com\n",
            [0, 0, 1, 0, 0],
            ["Here", "", "50"],
        ),
        (
            Some("external_id"),
            Update,
            "Account Id,Name,Website,Employees\n7,New,example.com,\n",
            [0, 1, 0, 0, 0],
            ["New", "example.com", "50"],
        ),
        (
            Some("external_id"),
            Fill,
            "Account Id,Name,Website,Employees\n7,New,example.com,60\n",
            [0, 1, 0, 0, 0],
            ["Here", "example.com", "50"],
        ),
        (
            Some("external_id"),
            Fill,
            "Account Id,Name,Employees\n7,New,60\n",
            [0, 0, 1, 0, 0],
            ["Here", "", "50"],
        ),
        (
            Some("name"),
            Update,
            "Name,Employees\nHere,60\nhere,1\n",
            [1, 1, 0, 0, 0],
            ["Here", "", "60"],
        ),
        (
            Some("email"),
            Update,
            "Name,E-mail\nNew,A@Example.com\n",
            [0, 1, 0, 0, 0],
            ["New", "", "50"],
        ),
        (
            Some("phone"),
            Update,
            "Name,Phone\nNew,+86 138-5742-9016\n",
            [0, 1, 0, 0, 0],
            ["New", "", "50"],
        ),
        (
            Some("employees"),
            Update,
            "Name,Employees\nNew,50\n",
            [0, 1, 0, 0, 0],
            ["New", "", "50"],
        ),
        (
            Some("industry"),
            Update,
            "Name,Industry\nNew,Retail\n",
            [0, 1, 0, 0, 0],
            ["New", "", "50"],
        ),
        (
            None,
            Skip,
            "Name,Phone,Employees\nNew,138 5742 9016,60\n",
            [0, 0, 0, 1, 0],
            ["Here", "", "50"],
        ),
        (
            None,
            Update,
            "Name,Phone,Employees\nNew,138 5742 9016,60\nNew,13857429016,70\n",
            [0, 1, 0, 1, 0],
            ["New", "", "60"],
        ),
        // Two signs of one record in two rows, and one of a record that is none.
        (
            None,
            Update,
            "Name,Phone,E-mail,Employees\nNew,138 5742 9016,,60\nNew,,a@example.com,70\nOther,,o@example.com,1\n",
            [1, 1, 0, 1, 0],
            ["New", "", "60"],
        ),
        (
            None,
            Fill,
            "Name,E-mail,Website,Employees\nNew,A@example.com,example.com,60\n",
            [0, 1, 0, 0, 0],
            ["Here", "example.com", "50"],
        ),
    ] {
        let stage = stage().await;
        let desk = &stage.lin;
        bring(desk, ACCOUNT, before).await;
        let whole = all(desk, ACCOUNT).await;
        let found = bring_by(desk, ACCOUNT, file, |plan| {
            plan.key = key.map(str::to_owned);
            plan.on_duplicate = choice;
        })
        .await;
        let what = format!("{key:?} {choice:?} {file}");
        assert_eq!(told(found.status.counts), counts, "{what}");
        let here = all(desk, ACCOUNT).await;
        let record = here.iter().find(|record| record.id == whole[0].id).unwrap();
        let employees = match record.value("employees") {
            Value::Integer(number) => number.to_string(),
            _ => String::new(),
        };
        assert_eq!(
            [record.text("name"), record.text("website"), &employees],
            expected,
            "{what}"
        );
        if found.status.counts.created + found.status.counts.updated == 0 {
            continue;
        }
        // Taken back, everything is as before.
        undo(desk, found.status.id).await.unwrap();
        rested(desk, found.status.id).await;
        let again = all(desk, ACCOUNT).await;
        assert_eq!(again.len(), 1, "{what}");
        let plain = |record: &contract::Record| {
            let mut values = record.values.clone();
            values.remove("updated_at");
            values
        };
        assert_eq!(plain(&again[0]), plain(&whole[0]), "{what}");
    }
}

#[tokio::test]
async fn what_may_not_be_changed_is_told() {
    let stage = stage().await;
    stage
        .make(
            &stage.zhou,
            ACCOUNT,
            &[
                ("name", "Hidden".into()),
                ("email", "zhou@example.com".into()),
            ],
        )
        .await;
    let found = bring_by(
        &stage.lin,
        ACCOUNT,
        "Name,E-mail\nNew,zhou@example.com\n",
        |plan| plan.on_duplicate = OnDuplicate::Update,
    )
    .await;
    assert_eq!(told(found.status.counts), [0, 0, 0, 0, 1]);
    assert_eq!(
        problems(&found.notes),
        [(2, "", Severity::Error, &RowProblem::Forbidden)]
    );
}

#[tokio::test]
async fn parts_of_an_address_go_together_with_those_that_are_there() {
    for (choice, street, city) in [
        (OnDuplicate::Update, "1 New Road", "Ningbo"),
        (OnDuplicate::Fill, "1 Old Road", "Ningbo"),
    ] {
        let stage = stage().await;
        let desk = &stage.administrator;
        let order = "Order Id,Name,Ship to\n7,Here,1 Old Road\n";
        bring(desk, ORDER, order).await;
        let order = "Order Id,Name,Ship to,Ship to city\n7,Here,1 New Road,Ningbo\n";
        bring_by(desk, ORDER, order, |plan| {
            plan.key = Some("external_id".into());
            plan.on_duplicate = choice;
        })
        .await;
        let expected = Address {
            street: street.into(),
            city: city.into(),
            ..Address::default()
        };
        let orders = all(desk, ORDER).await;
        let address = orders[0].value("ship_to");
        assert_eq!(address, &Value::Address(expected), "{choice:?}");
    }
}

#[tokio::test]
async fn rows_take_over_what_they_point_to() {
    let stage = stage().await;
    let desk = &stage.administrator;
    bring(desk, ACCOUNT, "Name,Owner\nTesco,林晓\nLidl,\n").await;
    bring(desk, DEAL, "Deal name,Account\nShelves,Tesco\n").await;
    let accounts = all(desk, ACCOUNT).await;
    let (lidl, tesco) = (accounts[0].id, accounts[1].id);
    let file = "Contract Id,Name,Deal,Account\n1,A,Shelves,\n2,B,,\n3,C,,Lidl\n";
    bring(desk, CONTRACT, file).await;
    // With the relation comes what a record has not, and what it has stays.
    let file = "Contract Id,Name,Deal\n2,B,Shelves\n3,C,Shelves\n";
    bring_by(desk, CONTRACT, file, |plan| {
        plan.key = Some("external_id".into());
        plan.on_duplicate = OnDuplicate::Update;
    })
    .await;
    let of = |contract: &Record| contract.value("account").id();
    let contracts: Vec<_> = all(desk, CONTRACT).await.iter().map(of).collect();
    assert_eq!(contracts, [Some(tesco), Some(tesco), Some(lidl)]);
    // An invoice belongs to whom its account belongs.
    bring(desk, INVOICE, "Invoice Number,Account\nI-1,Tesco\n").await;
    let invoices = all(desk, INVOICE).await;
    assert_eq!(invoices[0].value("owner").id(), stage.lin.actor().id());
}

#[tokio::test]
async fn a_unique_value_is_taken_once() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let mut code = desk.object(PRODUCT).unwrap().field("code").unwrap().clone();
    code.unique = true;
    let change = FieldChange {
        object: PRODUCT.into(),
        field: code,
        version: 0,
    };
    describing::save_field(desk, change).await.unwrap();
    bring(desk, PRODUCT, "Name,Code\nA,1\nB,2\n").await;
    let found = bring(desk, PRODUCT, "Name,Code\nC,1\nD,3\nE,3\nF,4\n").await;
    assert_eq!(told(found.status.counts), [2, 0, 0, 0, 2]);
    let taken = RowProblem::Refused {
        problem: Problem::Taken,
    };
    let same = RowProblem::SameAsLine {
        line: 3,
        by: "code".into(),
    };
    assert_eq!(
        problems(&found.notes),
        [
            (2, "code", Severity::Error, &taken),
            (4, "code", Severity::Error, &same)
        ]
    );
    // What is one's own is not taken.
    let file = "Name,Code,Unit\nA,1,box\nB,3,box\nC,2,box\n";
    let found = bring_by(desk, PRODUCT, file, |plan| {
        plan.key = Some("name".into());
        plan.on_duplicate = OnDuplicate::Update;
    })
    .await;
    assert_eq!(told(found.status.counts), [0, 1, 0, 0, 2]);
}

#[tokio::test]
async fn what_a_person_changed_since_stays_and_is_told() {
    let stage = stage().await;
    let desk = &stage.administrator;
    bring(
        desk,
        ACCOUNT,
        "Account Id,Name,Website,Employees\n1,A,,5\n2,B,,5\n",
    )
    .await;
    let file = "Account Id,Name,Website,Employees\n1,A2,a.example.com,6\n2,B2,b.example.com,6\n";
    let found = bring_by(desk, ACCOUNT, file, |plan| {
        plan.key = Some("external_id".into());
        plan.on_duplicate = OnDuplicate::Update;
    })
    .await;
    let changed = all(desk, ACCOUNT).await.remove(0);
    let change = Change {
        object: ACCOUNT.into(),
        id: changed.id,
        version: changed.version,
        values: of(&[("name", "Mine".into())]),
        base: of(&[("name", "A2".into())]),
    };
    records::update(desk, change).await.unwrap();
    undo(desk, found.status.id).await.unwrap();
    assert_eq!(
        rested(desk, found.status.id).await.state,
        ImportState::Undone
    );
    let accounts = all(desk, ACCOUNT).await;
    let names: Vec<[&str; 2]> = accounts
        .iter()
        .map(|account| [account.text("name"), account.text("website")])
        .collect();
    assert_eq!(names, [["B", ""], ["Mine", ""]]);
    let notes = findings(desk, found.status.id).await.unwrap().notes;
    let since = RowProblem::ChangedSince { id: changed.id };
    assert_eq!(problems(&notes), [(0, "name", Severity::Warning, &since)]);
    assert_eq!(notes[0].title, "Mine");
}
