use contract::dto::imports::{RowProblem, Severity};
use contract::objects::{ACCOUNT, ACTIVITY, DEAL, LEAD, USER};
use contract::{Money, Value};

use super::{all, bring, bring_by, check, problems, upload};
use crate::import::problems_csv;
use crate::testing::stage;

#[tokio::test]
async fn every_fault_of_a_row_is_named_at_its_cell() {
    let stage = stage().await;
    let long = "长".repeat(10_000);
    let file = format!(
        "Name,Phone,E-mail,Website,Employees,Annual revenue,Created\n\
         ,138 5742 9016,a@b.cn,b.cn,5,\"$1,200.00\",2021-04-15\n\
         A,138 5742 90,a@b,javascript:alert(1),many,much,2021-02-30\n\
         {long},,,,,,\n\
         B,,,\n\
         C,,,,,,,surplus\n\
         D\u{0},,,,,,\n\
         E,n/a,-,,,,\n"
    );
    let found = bring(&stage.administrator, ACCOUNT, file).await;
    let counts = found.status.counts;
    assert_eq!(
        (counts.rows, counts.created, counts.failed, counts.warnings),
        (7, 2, 5, 1)
    );
    use RowProblem as P;
    let expected = [
        (2, "name", P::Missing),
        (3, "phone", P::PhoneTooShort { missing: 2 }),
        (3, "email", P::NotAnEmail),
        (3, "website", P::NotALink),
        (3, "employees", P::NotANumber),
        (3, "annual_revenue", P::NotAnAmount),
        (
            3,
            "created_at",
            P::NoSuchDay {
                suggestion: Some("2021-02-28".into()),
            },
        ),
        (4, "name", P::TooLong { limit: 255 }),
        (
            5,
            "",
            P::TooFewCells {
                found: 4,
                expected: 7,
            },
        ),
        (
            6,
            "",
            P::TooManyCells {
                found: 8,
                expected: 7,
            },
        ),
    ];
    let told = problems(&found.notes);
    let errors: Vec<_> = told
        .iter()
        .filter(|note| note.2 == Severity::Error)
        .map(|note| (note.0, note.1, note.3.clone()))
        .collect();
    assert_eq!(errors, expected);
    let warnings: Vec<_> = told
        .iter()
        .filter(|note| note.2 == Severity::Warning)
        .map(|note| (note.0, note.3))
        .collect();
    assert_eq!(warnings, [(7, &P::NullCharacters)]);
    let names: Vec<String> = all(&stage.administrator, ACCOUNT)
        .await
        .iter()
        .map(|record| record.text("name").to_owned())
        .collect();
    assert_eq!(names, ["D", "E"]);

    let mut csv = Vec::new();
    let rows = problems_csv(&stage.administrator, found.status.id, &mut csv)
        .await
        .unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(rows, 5);
    assert!(
        csv.starts_with(
            "\u{feff}Name,Phone,E-mail,Website,Employees,Annual revenue,Created,Left out because\n"
        ),
        "{csv:.200}"
    );
    assert!(
        csv.contains("Phone: digits missing: 2; E-mail: not an e-mail address"),
        "{csv:.900}"
    );
    assert!(csv.contains(&long));
}

#[tokio::test]
async fn mended_rows_can_be_sent_again_with_their_reasons() {
    let stage = stage().await;
    let found = bring(
        &stage.lin,
        ACCOUNT,
        "Name,Phone,Note\n,138 5742 9016,=1+1\nB,139 5742 90,@b\n",
    )
    .await;
    assert_eq!(found.status.counts.failed, 2);
    let mut csv = Vec::new();
    problems_csv(&stage.lin, found.status.id, &mut csv)
        .await
        .unwrap();
    let mended = String::from_utf8(csv)
        .unwrap()
        .replace("\n,138", "\nA,138")
        .replace("139 5742 90,", "139 5742 9017,");
    assert!(mended.contains(",'=1+1,"), "{mended}");
    assert_eq!(
        bring(&stage.lin, ACCOUNT, mended)
            .await
            .status
            .counts
            .created,
        2
    );
    let accounts = all(&stage.lin, ACCOUNT).await;
    assert_eq!(
        (accounts[0].text("note"), accounts[1].text("note")),
        ("=1+1", "@b")
    );
}

#[tokio::test]
async fn a_date_that_could_be_two_is_asked_for() {
    let stage = stage().await;
    let file = "Deal name,Amount,Closing Date\nA,\"1.234\",03-07-2021\nB,\"5.678\",04-08-2021\n";
    let preview = upload(&stage.lin, DEAL, "deals.csv", file).await.unwrap();
    let asked: Vec<(&str, bool)> = preview
        .plan
        .columns
        .iter()
        .map(|column| (column.header.as_str(), column.ambiguous))
        .collect();
    assert_eq!(
        asked,
        [
            ("Deal name", false),
            ("Amount", true),
            ("Closing Date", true)
        ]
    );
    let found = check(&stage.lin, preview.id, preview.plan).await;
    assert_eq!(found.status.counts.failed, 2);
    assert_eq!(found.notes[0].problem, RowProblem::AmbiguousAmount);
    assert_eq!(found.notes[1].problem, RowProblem::AmbiguousDate);

    bring_by(&stage.lin, DEAL, file, |plan| {
        plan.columns[1].answer = Some("comma".into());
        plan.columns[2].answer = Some("day_first".into());
    })
    .await;
    let deals = all(&stage.lin, DEAL).await;
    assert_eq!(
        deals[0].value("close_date"),
        &Value::Date("2021-07-03".parse().unwrap())
    );
    assert_eq!(
        deals[0].value("amount"),
        &Value::Money(Money::units(1_234, "CNY"))
    );
}

#[tokio::test]
async fn amounts_and_yes_and_no_are_read_as_people_write_them() {
    let stage = stage().await;
    let file = "Name,Budget,Converted\nA,\"$22,700.00\",是\nB,\"9,326.84\",No\nC,48.6 万,TRUE\nD,\"1.234,56 €\",否\nE,,perhaps\n";
    let found = bring(&stage.lin, LEAD, file).await;
    assert_eq!(
        problems(&found.notes),
        [(6, "converted", Severity::Error, &RowProblem::NotYesNo)]
    );
    let leads = all(&stage.lin, LEAD).await;
    let check = |place: usize, units: &str, currency: &str, converted: bool| {
        let amount = Money::from_decimal(units.parse().unwrap(), currency).unwrap();
        assert_eq!(leads[place].value("budget"), &Value::Money(amount));
        assert_eq!(leads[place].value("converted"), &Value::YesNo(converted));
    };
    check(0, "22700", "USD", true);
    check(1, "9326.84", "CNY", false);
    check(2, "486000", "CNY", true);
    check(3, "1234.56", "EUR", false);
}

#[tokio::test]
async fn an_unknown_choice_becomes_one_and_is_told_once() {
    let stage = stage().await;
    let file = "Deal name,Stage,Source,Win chance\nA,needs ANALYSIS,external referral,\nB,Due diligence,Podcast,70\nC,due diligence,podcast,\nD,赢单,,\n";
    let found = bring(&stage.administrator, DEAL, file).await;
    let told: Vec<(u64, &str)> = problems(&found.notes)
        .iter()
        .map(|note| (note.0, note.1))
        .collect();
    assert_eq!(told, [(3, "stage"), (3, "source")]);
    let deals = all(&stage.administrator, DEAL).await;
    let stages: Vec<&str> = deals.iter().map(|deal| deal.text("stage")).collect();
    assert_eq!(
        stages,
        ["analysis", "due_diligence", "due_diligence", "won"]
    );
    assert_eq!(deals[2].value("probability"), &Value::Integer(70));
    assert_eq!(
        (
            deals[3].text("outcome"),
            deals[3].value("closed_at").is_empty()
        ),
        ("won", false)
    );
    let object = stage.administrator.object(DEAL).unwrap();
    let choice = object
        .field("source")
        .unwrap()
        .choice("podcast")
        .cloned()
        .unwrap();
    assert_eq!(
        (choice.label.en.as_str(), choice.label.zh.as_str()),
        ("Podcast", "Podcast")
    );
}

#[tokio::test]
async fn roles_are_never_made_up_by_a_file() {
    let stage = stage().await;
    let file = "Name,Email,Role\nA,a@example.com,Chief\nB,b@example.com,manager\nC,c@example.com,\nD,person2@EXAMPLE.com,\n";
    let found = bring(&stage.administrator, USER, file).await;
    let counts = found.status.counts;
    assert_eq!(
        (counts.created, counts.failed, counts.duplicates),
        (2, 1, 1)
    );
    assert!(!found.status.may_undo);
    let people = stage.crm.people();
    let roles: Vec<String> = all(&stage.administrator, USER)
        .await
        .iter()
        .filter(|user| user.text("name").len() == 1)
        .map(|user| user.text("role").to_owned())
        .collect();
    assert_eq!(roles, ["manager", "salesperson"]);
    assert!(people.find("c@example.com").is_some() && people.find("a@example.com").is_none());
}

#[tokio::test]
async fn calls_and_tasks_are_told_apart_by_their_file() {
    let stage = stage().await;
    let calls = "Call Start Time,Subject,Call Type,Call Duration (in seconds)\n2021-04-15 23:03:00,US invoice,Outbound,420\n";
    bring(&stage.lin, ACTIVITY, calls).await;
    let tasks = "Task Owner,Subject,Due Date,Status\n林晓,follow up,\"20 Aug, 2021 00:06:00\",Completed\n林晓,write,2099-01-01,Not Started\n";
    bring(&stage.lin, ACTIVITY, tasks).await;
    let found = all(&stage.lin, ACTIVITY).await;
    let told: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|activity| {
            (
                activity.text("subject"),
                activity.text("kind"),
                activity.text("status"),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("US invoice", "call", "done"),
            ("follow up", "task", "done"),
            ("write", "task", "open")
        ]
    );
    assert_eq!(
        found[0].value("at"),
        &Value::DateTime("2021-04-15T23:03:00Z".parse().unwrap())
    );
}

#[tokio::test]
async fn a_row_is_known_by_its_name_and_the_same_warning_stands_once() {
    let stage = stage().await;
    let file = "Owner,Name,E-mail,Source\n1002,A,a@example.com,\n1001,B,nobody,\n1001,C,,\n1001,,d@example.com,\n1001,E,,Podcast\n";
    let found = bring(&stage.administrator, ACCOUNT, file).await;
    let known = |severity| {
        let of = found
            .notes
            .iter()
            .filter(move |note| note.severity == severity);
        of.map(|note| (note.line, note.title.as_str(), note.rows))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        known(Severity::Error),
        [(3, "B", 1), (5, "1001 · d@example.com", 1)]
    );
    // That nobody is called 1001 is also true of two rows that are left out for another reason.
    assert_eq!(
        known(Severity::Warning),
        [(4, "C", 2), (2, "A", 1), (6, "E", 1)]
    );
}
