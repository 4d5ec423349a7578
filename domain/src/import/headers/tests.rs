use super::{AUTOMATIC, ColumnSketch, MatchReason, Target, TargetKind, match_headers};

fn target(key: &str, kind: TargetKind, labels: [&str; 2], synonyms: &[&str]) -> Target {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Target {
        key: key.into(),
        kind,
        labels: owned(&labels),
        synonyms: owned(synonyms),
        is_computed: false,
    }
}

fn contact() -> Vec<Target> {
    vec![
        target(
            "name",
            TargetKind::Text,
            ["Name", "姓名"],
            &["Last Name", "Full Name", "联系人", "联系人姓名"],
        ),
        target(
            "external_id",
            TargetKind::Text,
            ["External ID", "外部编号"],
            &["CONTACTID", "Contact Id"],
        ),
        target(
            "account",
            TargetKind::Reference,
            ["Account", "客户"],
            &["Account Id", "Company", "公司", "客户名称"],
        ),
        target(
            "owner",
            TargetKind::Reference,
            ["Owner", "负责人"],
            &["Contact Owner Id", "Contact Owner"],
        ),
        target(
            "email",
            TargetKind::Email,
            ["E-mail", "邮箱"],
            &["Email Address", "电子邮箱"],
        ),
        target(
            "mobile",
            TargetKind::Phone,
            ["Mobile", "手机"],
            &["Cell", "手机号", "手机号码"],
        ),
        target("wechat", TargetKind::Text, ["WeChat", "微信"], &["微信号"]),
        target(
            "source",
            TargetKind::Reference,
            ["Source", "来源"],
            &["Lead Source"],
        ),
        target(
            "created_at",
            TargetKind::Date,
            ["Created", "创建时间"],
            &["Created Time"],
        ),
        target("amount", TargetKind::Money, ["Amount", "金额"], &[]),
    ]
}

fn column(header: &str, sample: &[&str]) -> ColumnSketch {
    ColumnSketch {
        header: header.into(),
        sample: sample.iter().map(|cell| (*cell).to_owned()).collect(),
    }
}

fn matched(columns: &[ColumnSketch]) -> Vec<(String, String, MatchReason, bool)> {
    let targets = contact();
    match_headers(columns, &targets, &["contact", "联系人"])
        .into_iter()
        .map(|found| {
            (
                columns[found.column].header.clone(),
                targets[found.target].key.clone(),
                found.reason,
                found.confidence >= AUTOMATIC,
            )
        })
        .collect()
}

#[test]
fn a_header_finds_its_field() {
    let check = |header: &str, expected: Option<(&str, MatchReason, bool)>| {
        let found = matched(&[column(header, &[])]);
        let found = found
            .first()
            .map(|(_, key, reason, sure)| (key.as_str(), *reason, *sure));
        assert_eq!(found, expected, "{header:?}");
    };
    check("E-mail", Some(("email", MatchReason::Label, true)));
    check("EMAIL", Some(("email", MatchReason::Label, true)));
    check("e_mail *", Some(("email", MatchReason::Label, true)));
    check("Contact Email", Some(("email", MatchReason::Label, true)));
    check("Emial", Some(("email", MatchReason::Similar, false)));
    check(
        "CONTACTID",
        Some(("external_id", MatchReason::Synonym, true)),
    );
    check(
        "Contact Id",
        Some(("external_id", MatchReason::Synonym, true)),
    );
    check("Account Id", Some(("account", MatchReason::Synonym, true)));
    check("手机号码", Some(("mobile", MatchReason::Synonym, true)));
    check("手机（必填）", Some(("mobile", MatchReason::Label, true)));
    check("联系人手机", Some(("mobile", MatchReason::Label, true)));
    check("创建时间", Some(("created_at", MatchReason::Label, true)));
    check("金额（元）", Some(("amount", MatchReason::Label, true)));
    check(
        "Amount (in thousands)",
        Some(("amount", MatchReason::Label, false)),
    );
    check("更新时间", None);
    check("month_Created Time1", None);
    check("Age Tier", None);
    check("Tasks Involved", None);
    check("", None);
    check("???", None);
}

#[test]
fn a_field_is_used_once_and_by_the_surest_column() {
    let found = matched(&[
        column("Contact Owner Id", &[]),
        column("Contact Owner", &[]),
        column("Owner", &[]),
    ]);
    assert_eq!(
        found,
        [(
            "Owner".to_owned(),
            "owner".to_owned(),
            MatchReason::Label,
            true
        )]
    );
}

#[test]
fn cells_speak_where_the_header_does_not() {
    let emails = ["a@b.de", "c@d.de", "e@f.de"];
    let found = matched(&[
        column("Spalte 7", &emails),
        column("wx", &["haichuan-zhou", "wujia_sz", "x"]),
    ]);
    assert_eq!(
        found,
        [(
            "Spalte 7".to_owned(),
            "email".to_owned(),
            MatchReason::Content,
            false
        )]
    );
    let phones = matched(&[column(
        "h1",
        &["13857429016", "139 6213 4478", "0551 6533 7788"],
    )]);
    assert_eq!(
        phones,
        [(
            "h1".to_owned(),
            "mobile".to_owned(),
            MatchReason::Content,
            false
        )]
    );
}

#[test]
fn cells_that_contradict_the_header_leave_it_to_a_person() {
    let found = matched(&[column("Email", &["yes", "no", "no", "yes"])]);
    assert_eq!(
        found,
        [(
            "Email".to_owned(),
            "email".to_owned(),
            MatchReason::Label,
            false
        )]
    );
}
