//! The headers of real exports against the objects that come with the product.

use contract::objects;

use super::{AUTOMATIC, ColumnSketch, match_headers, targets, titles};

/// The fields that an import without a person's help takes for a line of headers, `-` for none.
fn taken(object: &str, headers: &str) -> String {
    let object = objects::all()
        .into_iter()
        .find(|own| own.key == object)
        .unwrap();
    let columns: Vec<ColumnSketch> = headers
        .split(',')
        .map(|header| ColumnSketch {
            header: header.into(),
            sample: Vec::new(),
        })
        .collect();
    let matches = match_headers(&columns, &targets(&object), &titles(&object));
    let field = |column: usize| {
        let found = matches
            .iter()
            .find(|found| found.column == column && found.confidence >= AUTOMATIC);
        found
            .map_or("-", |found| object.fields[found.target].key.as_str())
            .to_owned()
    };
    (0..columns.len()).map(field).collect::<Vec<_>>().join(",")
}

#[test]
fn a_foreign_export_needs_no_manual_mapping() {
    let check = |object, headers: &str, expected: &str| {
        assert_eq!(taken(object, headers), expected, "{headers}")
    };
    check(
        "user",
        "USER_ID,First Name,Last Name,Email",
        "external_id,-,name,email",
    );
    check(
        "account",
        "ACCOUNTID,Account Name,Account Owner Id,Account Owner,Account Type,Industry,Website,Tasks Involved,Events Involved,Calls Involved,Activities Involved",
        "external_id,name,owner,-,type,industry,website,-,-,-,-",
    );
    check(
        "contact",
        "CONTACTID,Last Name,Contact Owner Id,Contact Owner,Account Id,Email,Lead Source,Mobile,Created Time",
        "external_id,name,owner,-,account,email,source,phone,created_at",
    );
    check(
        "lead",
        "LEADID,Last Name,Company,Lead Owner,Email,Mobile,Website,Industry,Lead Source,Lead Status,Created Time,CONVERTED,month_Created Time1",
        "external_id,name,company,owner,email,phone,website,industry,source,status,created_at,converted,-",
    );
    check(
        "deal",
        "Potential Name,Potential Owner,Created Time,Closing Date,Amount,Expected Revenue,Stage,Forecast Type,Type,Lead Source,Probability,Age in Days,Age Tier,Amount Tier,LEADID,Tasks Involved,Events Involved,Calls Involved,Activities Involved,Campaign Id",
        "name,owner,created_at,close_date,amount,expected_revenue,stage,outcome,type,source,probability,-,-,-,lead,-,-,-,-,campaign",
    );
    check(
        "activity",
        "TASKID,Call Start Time,Call Duration (in seconds),Call Owner,Call Owner Id,Subject,Call Type,Call Purpose,Billable,Created Time,Modified Time,CONTACTID,ACCOUNTID,POTENTIALID,LEADID,Call Duration (in minutes),Who Id Id,What Id,SEMODULE",
        "external_id,at,duration_seconds,owner,-,subject,direction,purpose,billable,created_at,updated_at,contact,account,deal,lead,-,-,-,-",
    );
    check(
        "activity",
        "Task Owner,Subject,Created Time,Due Date,Status,Modified Time",
        "owner,subject,created_at,due_at,status,updated_at",
    );
}

#[test]
fn chinese_headers_are_understood() {
    let check = |object, headers: &str, expected: &str| {
        assert_eq!(taken(object, headers), expected, "{headers}")
    };
    check(
        "account",
        "客户名称,电话,邮箱,微信,负责人,备注,标签,地址,行业,来源,创建时间,下次跟进时间",
        "name,phone,email,wechat,owner,note,tags,address,industry,source,created_at,next_step_at",
    );
    check(
        "contact",
        "联系人,公司,手机,电话,邮箱",
        "name,account,phone,phone2,email",
    );
    check("contact", "Name,Mobile,Phone", "name,phone,phone2");
    check(
        "account",
        "客户名称,上次联系时间,下次联系时间",
        "name,last_contact_at,next_step_at",
    );
    check("account", "客户名称,下回联系时间", "name,-");
    check(
        "deal",
        "商机名称,客户名称,金额,预计成交日期,阶段,负责人",
        "name,account,amount,close_date,stage,owner",
    );
}
