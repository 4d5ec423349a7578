use contract::dto::imports::{AUTOMATIC, ColumnMatch, ImportPlan};
use contract::objects;

use crate::import::sets::guess::best;
use crate::import::sets::order::{Place, order};
use crate::import::{ColumnSketch, sets};
use crate::testing::stage;

fn columns(headers: &str) -> Vec<ColumnSketch> {
    let column = |header: &str| ColumnSketch {
        header: header.into(),
        sample: Vec::new(),
    };
    headers.split(',').map(column).collect()
}

#[test]
fn a_file_says_by_name_and_headers_what_is_in_it() {
    let check = |name: &str, headers: &str, expected: &str| {
        let all = objects::all();
        let guess = best(all.iter(), name, &columns(headers));
        let sure = if guess.confidence >= AUTOMATIC {
            ""
        } else {
            "?"
        };
        assert_eq!(format!("{}{sure}", guess.object), expected, "{name}");
    };
    check("Users.csv", "USER_ID,First Name,Last Name,Email", "user");
    check(
        "sales_teams.csv",
        "sales_agent,manager,regional_office",
        "user",
    );
    check(
        "Accounts.csv",
        "ACCOUNTID,Account Name,Account Owner,Industry",
        "account",
    );
    check(
        "Potentials.csv",
        "Potential Name,Potential Owner,Closing Date,Amount,Stage",
        "deal",
    );
    check(
        "sales_pipeline.csv",
        "opportunity_id,sales_agent,product,account,deal_stage,close_value",
        "deal",
    );
    check(
        "Cases.csv",
        "Case Owner,Status,Case Origin,Created Time",
        "ticket",
    );
    check(
        "Calls.csv",
        "TASKID,Call Start Time,Call Owner,Subject,CONTACTID",
        "activity",
    );
    check(
        "Sales_Orders.csv",
        "SALESORDERID,Subject,Status,Due Date,Grand Total",
        "order",
    );
    check(
        "Sales_Order_Line_Items.csv",
        "INVENTORYRELID,Product Name,List Price,Quantity",
        "order_line",
    );
    check(
        "Invoice_Line_Items.csv",
        "INVENTORYRELID,Product Name,List Price,Quantity",
        "invoice_line",
    );
    check(
        "Invoices.csv",
        "INVOICEID,Subject,Invoice Number,Grand Total",
        "invoice",
    );
    check(
        "Campaign_Lead_Status.csv",
        "Campaign Name,Lead First Name,Lead Last Name,Status",
        "campaign_member",
    );
    check(
        "Campaigns.csv",
        "CAMPAIGNID,Campaign Name,Type,Status,Start Date",
        "campaign",
    );
    check(
        "Price_Books.csv",
        "BOOKID,Price Book Name,Active,Pricing Model",
        "price_book",
    );
    check(
        "Products.csv",
        "PRODUCTID,Product Name,Product Code,Cost",
        "product",
    );
    check(
        "Quotes.csv",
        "QUOTEID,Subject,Quote Stage,Valid Till,Grand Total",
        "quote",
    );
    check("客户资料2026.xlsx", "客户名称,电话,行业", "account");
    check("联系人.csv", "姓名,公司,手机", "contact");
    check("我的名片.vcf", "Name,Company,Phone", "contact");
    check("00001.vcf", "Name,Phone", "contact");
    check(
        "export (3).csv",
        "LEADID,Last Name,Company,Lead Owner,Lead Status,Converted",
        "lead",
    );
    check(
        "1.csv",
        "商机名称,客户名称,商机金额,预计成交日期,阶段",
        "deal",
    );
    check("accounts.csv", "foo,bar,baz", "account?");
}

fn plan(object: &str, fields: &[&str]) -> ImportPlan {
    let column = |field: &&str| ColumnMatch {
        header: (*field).to_owned(),
        field: Some((*field).to_owned()),
        ..ColumnMatch::default()
    };
    ImportPlan {
        object: object.into(),
        columns: fields.iter().map(column).collect(),
        ..ImportPlan::default()
    }
}

#[tokio::test]
async fn what_is_pointed_to_goes_in_first() {
    let stage = stage().await;
    let descriptions = stage.crm.descriptions();
    let check = |plans: &[ImportPlan], expected: &[(usize, &[usize], &[&str])]| {
        let plans: Vec<&ImportPlan> = plans.iter().collect();
        let expected: Vec<Place> = expected
            .iter()
            .map(|(part, depends_on, later)| Place {
                part: *part,
                depends_on: depends_on.to_vec(),
                linked_later: later.iter().map(|field| (*field).to_owned()).collect(),
            })
            .collect();
        assert_eq!(order(&descriptions, &plans), expected);
    };
    let activity = plan("activity", &["subject", "deal", "contact", "owner"]);
    let deal = plan("deal", &["name", "account", "contact", "owner"]);
    let contact = plan("contact", &["name", "account"]);
    let account = plan("account", &["name", "owner", "parent"]);
    let user = plan("user", &["name", "email"]);
    check(
        &[activity, deal.clone(), contact, account.clone(), user],
        &[
            (4, &[], &[]),
            (3, &[0], &[]),
            (2, &[1], &[]),
            (1, &[0, 1, 2], &[]),
            (0, &[0, 2, 3], &[]),
        ],
    );
    // What is not mapped needs no order but that of the menu.
    check(
        &[plan("deal", &["name"]), plan("account", &["name"])],
        &[(1, &[], &[]), (0, &[], &[])],
    );
    // Round in a circle, within one object and between two.
    check(
        &[account.clone(), account],
        &[(0, &[], &["parent"]), (1, &[0], &[])],
    );
    let lead = plan("lead", &["name", "account", "deal"]);
    check(
        &[lead, plan("deal", &["name", "lead"])],
        &[(0, &[], &["deal"]), (1, &[0], &[])],
    );
}

#[tokio::test]
async fn a_sheet_is_cut_where_names_stand() {
    let stage = stage().await;
    let of = |key: &str| stage.administrator.object(key).unwrap();
    let objects = [of("account"), of("contact"), of("deal")];
    let check = |headers: &str, expected: &str| {
        let told: Vec<String> = sets::sheet::assign(&objects, &columns(headers))
            .into_iter()
            .map(|own| own.map_or("-".into(), |own| format!("{}.{}", own.object, own.field)))
            .collect();
        assert_eq!(told.join(","), expected, "{headers}");
    };
    check(
        "Company,Website,Phone,Contact,Mobile,E-mail,Deal name,Amount,Stage,Owner",
        "account.name,account.website,account.phone,contact.name,contact.phone,contact.email,deal.name,deal.amount,deal.stage,-",
    );
    check(
        "公司名称,行业,地址,联系人,职位,手机,邮箱,商机名称,金额,阶段,负责人,无关",
        "account.name,account.industry,account.address,contact.name,contact.position,contact.phone,contact.email,\
         deal.name,deal.amount,deal.stage,-,-",
    );
    check(
        "Deal,Amount,Company,Name,Phone",
        "deal.name,deal.amount,account.name,contact.name,contact.phone",
    );
    let side = |headers: &str| sets::sheet::side_by_side(&objects, &columns(headers)).join(",");
    assert_eq!(
        side("公司名称,行业,联系人,手机,商机名称,金额"),
        "account,contact,deal"
    );
    assert_eq!(side("Company,Website,Contact,Mobile"), "account,contact");
    assert_eq!(side("姓名,公司,手机,邮箱"), "");
    assert_eq!(side("商机名称,客户名称,金额,阶段"), "");
    assert_eq!(side("Name,Phone"), "");
}
