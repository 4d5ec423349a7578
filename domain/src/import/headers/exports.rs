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
    check(
        "activity",
        "EVENTID,Event Owner,Event Owner Id,Subject,Start DateTime,End DateTime,Created Time,Modified Time,CONTACTID,ACCOUNTID,POTENTIALID,LEADID,Who Id Id,What Id,SEMODULE",
        "external_id,owner,-,subject,at,end_at,created_at,updated_at,contact,account,deal,lead,-,-,-",
    );
}

#[test]
fn what_is_sold_and_paid_needs_no_manual_mapping_either() {
    let check = |object, headers: &str, expected: &str| {
        assert_eq!(taken(object, headers), expected, "{headers}")
    };
    check(
        "product",
        "PRODUCTID,Product Name,Product Owner,Product Code,Product Active,Product Manufacturer,Product Category,Created Time,Modified Time,Cost,Taxable,Commission Rate,Quantity Ordered,Quantity In Stock,Reorder Level,Quantity In Demand,Cost of Stocks in hand,Need Replenishment",
        "external_id,name,owner,code,active,manufacturer,category,created_at,updated_at,cost,taxable,commission,ordered,stock,reorder_level,demanded,-,-",
    );
    check(
        "price_book",
        "BOOKID,Price Book Name,Active,Price Book Owner Id,Pricing Model,Created Time,Modified Time,Price Book Owner",
        "external_id,name,active,owner,model,created_at,updated_at,-",
    );
    check(
        "quote",
        "QUOTEID,Subject,Created Time,Quote Owner,Quote Stage,Valid Till,Modified Time,Sales Status,Sub Total,Discount,Tax,Adjustments,Grand Total",
        "external_id,name,created_at,owner,status,valid_until,updated_at,outcome,stated_subtotal,discount,tax,adjustment,stated_total",
    );
    check(
        "order",
        "SALESORDERID,Subject,Sales Order Owner,Status,Due Date,Sub Total,Discount,Tax,Adjustments,Grand Total,Created Time,Modified Time,Is Delayed?,Age In Days,Age Tier,,,,,,,,",
        "external_id,name,owner,status,due_date,stated_subtotal,discount,tax,adjustment,stated_total,created_at,updated_at,-,-,-,-,-,-,-,-,-,-,-",
    );
    check(
        "order_line",
        "INVENTORYRELID,Product Name,List Price,Quantity,Total,Discount,Total After Discount,Tax,Net Total,BOOKID",
        "external_id,product,price,quantity,total,discount,-,tax,-,price_book",
    );
    check(
        "invoice_line",
        "INVENTORYRELID,Product Name,List Price,Quantity,Total,Discount,Total After Discount,Tax,Net Total,BOOKID",
        "external_id,product,price,quantity,total,discount,-,tax,-,price_book",
    );
    check(
        "invoice",
        "INVOICEID,Subject,Invoice Number,Sales Order Id,Invoice Owner Id,Invoice Owner,Invoice Status,Created Time,Modified Time,Account Id,Contact Id,Sub Total,Discount,Tax,Adjustments,Grand Total",
        "external_id,name,number,order,owner,-,status,created_at,updated_at,account,contact,stated_subtotal,discount,tax,adjustment,stated_total",
    );
    check(
        "campaign",
        "CAMPAIGNID,Campaign Name,Type,Status,Created Time,Modified Time,Start Date,End Date,Expected Revenue,Budgeted Cost,Actual Cost",
        "external_id,name,type,status,created_at,updated_at,starts_on,ends_on,expected_revenue,budget,cost",
    );
    check(
        "campaign_member",
        "Campaign Name,Lead First Name,Lead Last Name,Status,Last Modified Time,Is Lead Active?",
        "campaign,name,lead,status,updated_at,active",
    );
    check(
        "ticket",
        "Case Owner,Status,Case Origin,Created Time,Modified Time,Days to Closed,Age in Days,Age Tier",
        "owner,status,channel,created_at,updated_at,-,-,-",
    );
}

#[test]
fn a_small_sellers_files_are_understood() {
    let check = |object, headers: &str, expected: &str| {
        assert_eq!(taken(object, headers), expected, "{headers}")
    };
    check(
        "account",
        "account,sector,year_established,revenue,employees,office_location,subsidiary_of",
        "name,industry,founded,annual_revenue,employees,region,parent",
    );
    check(
        "product",
        "product,series,sales_price",
        "name,category,price",
    );
    check("user", "sales_agent,manager,regional_office", "name,-,team");
    check(
        "deal",
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,engage_quarter,close_quarter",
        "external_id,owner,product,account,stage,created_at,close_date,amount,-,-",
    );
}

#[test]
fn a_total_goes_to_the_field_that_takes_it() {
    let check = |object, headers: &str, expected: &str| {
        assert_eq!(taken(object, headers), expected, "{headers}")
    };
    check("quote", "报价名称,总额", "name,stated_total");
    check(
        "quote",
        "Name,Total without lines,Total",
        "name,stated_total,total",
    );
    check(
        "contract",
        "合同编号,合同名称,客户名称,合同金额,签约日期,开始日期,结束日期,负责人",
        "number,name,account,amount,signed_on,starts_on,ends_on,owner",
    );
    check(
        "payment",
        "回款编号,客户名称,合同编号,回款日期,回款金额,回款方式,备注",
        "number,account,contract,date,amount,method,note",
    );
    check(
        "payment_plan",
        "款项名称,合同编号,期次,计划回款日期,计划金额,负责人",
        "name,contract,instalment,due,amount,owner",
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
