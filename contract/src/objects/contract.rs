//! Contracts: what was agreed with a customer, and how much of it was paid.

use super::parts::{
    account, contact, deal, formula, kept, keys, money, note, number, owner, pulse, relation,
    section, sum_of, tags,
};
use super::{CONTRACT, INVOICE, QUOTE, payment};
use crate::{Choice, FieldDef, FieldKind, Filter, Label, ObjectDef, Operator, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "合同名称")
            .required()
            .filterable()
            .also(&["Contract Name", "Subject", "Title", "标题", "合同标题"]),
        number(
            "C-{YYYY}-{0000}",
            &["Contract Number", "Contract No", "合同编号", "合同号"],
        ),
        account().inherits(&["deal"]),
        contact(),
        deal(),
        relation("quote", QUOTE, "Quote", "报价").also(&["QUOTEID", "Quote Id", "Quote Name"]),
        kind(),
        status(),
    ];
    fields.extend(days());
    fields.extend(sums());
    fields.extend([
        FieldDef::new(
            "our_signatory",
            FieldKind::User,
            "Signed by us",
            "我方签约人",
        )
        .also(&["Our Signatory", "Company Signatory", "公司签约人"]),
        FieldDef::new(
            "their_signatory",
            FieldKind::Text,
            "Signed by customer",
            "客户签约人",
        )
        .also(&["Their Signatory", "Customer Signatory", "对方签约人"]),
        FieldDef::new(
            "renewal_days",
            FieldKind::Integer,
            "Remind before the end (days)",
            "到期提醒（天）",
        )
        .also(&["Renewal Reminder", "提前提醒天数"]),
        note(),
        tags(),
        owner(&["Contract Owner", "Contract Owner Id"]),
    ]);
    fields.extend(pulse());
    fields.extend(kept(&["CONTRACTID", "Contract Id"]));
    ObjectDef {
        key: CONTRACT.into(),
        path: "contracts".into(),
        label: Label::new("Contract", "合同"),
        plural: Label::new("Contracts", "合同"),
        icon: "file".into(),
        hue: 150,
        title: "name".into(),
        columns: keys(&[
            "name",
            "number",
            "account",
            "status",
            "amount",
            "received",
            "outstanding",
            "ends_on",
            "owner",
        ]),
        searched: keys(&["name", "number", "their_signatory", "tags"]),
        duplicates: keys(&["number"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Contract",
                "合同",
                &[
                    "name", "number", "account", "contact", "deal", "quote", "type", "status",
                ],
            ),
            section(
                "Money",
                "金额与回款",
                &["amount", "received", "outstanding", "invoiced"],
            ),
            section(
                "Term",
                "期限与签约",
                &[
                    "signed_on",
                    "starts_on",
                    "ends_on",
                    "renewal_days",
                    "our_signatory",
                    "their_signatory",
                ],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["amount", "received", "outstanding", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}

/// The conditions under which a contract counts as agreed.
pub(super) fn agreed() -> Vec<Filter> {
    ["draft", "void"]
        .map(|key| Filter::new("status", Operator::IsNot, key))
        .into()
}

fn sums() -> Vec<FieldDef> {
    vec![
        money("amount", "Amount", "合同金额").also(&[
            "Contract Amount",
            "Contract Value",
            "Value",
            "Total",
            "金额",
            "总金额",
        ]),
        money("received", "Received", "已回款").derived(payment::received(CONTRACT)),
        money("outstanding", "Outstanding", "未回款")
            .derived(formula("amount - coalesce(received, 0)")),
        FieldDef::new("invoiced", FieldKind::Money, "Invoiced", "已开票").derived(sum_of(
            INVOICE,
            CONTRACT,
            "total",
            vec![Filter::new("status", Operator::IsNot, "cancelled")],
        )),
    ]
}

fn days() -> Vec<FieldDef> {
    vec![
        FieldDef::new("signed_on", FieldKind::Date, "Signed on", "签约日期")
            .filterable()
            .also(&[
                "Sign Date",
                "Signed Date",
                "Contract Date",
                "签订日期",
                "签单日期",
            ]),
        FieldDef::new("starts_on", FieldKind::Date, "Starts on", "开始日期")
            .filterable()
            .also(&["Start Date", "Start", "合同开始日期", "生效日期"]),
        FieldDef::new("ends_on", FieldKind::Date, "Ends on", "结束日期")
            .filterable()
            .also(&["End Date", "End", "Expiry Date", "合同结束日期", "到期日期"]),
    ]
}

fn kind() -> FieldDef {
    FieldDef::new("type", FieldKind::Choice, "Type", "类型")
        .filterable()
        .also(&["Contract Type", "合同类型"])
        .choices(vec![
            Choice::new("sale", "Sale", "销售合同").also(&["Sales"]),
            Choice::new("service", "Service", "服务合同"),
            Choice::new("framework", "Framework", "框架合同"),
            Choice::new("subscription", "Subscription", "订阅合同"),
            Choice::new("renewal", "Renewal", "续约合同"),
            Choice::new("other", "Other", "其他"),
        ])
}

fn status() -> FieldDef {
    FieldDef::new("status", FieldKind::Choice, "Status", "状态")
        .filterable()
        .starts_as("draft".into())
        .also(&["Contract Status", "合同状态"])
        .choices(vec![
            Choice::new("draft", "Draft", "草稿").also(&["New", "未签"]),
            Choice::new("active", "Active", "执行中").hue(255).also(&[
                "Signed",
                "In Progress",
                "履行中",
                "已签",
            ]),
            Choice::new("done", "Done", "已完成").hue(150).also(&[
                "Completed",
                "Closed",
                "履行完毕",
            ]),
            Choice::new("expired", "Expired", "已到期").hue(55),
            Choice::new("terminated", "Terminated", "已终止").hue(22),
            Choice::new("void", "Void", "作废").also(&["Cancelled", "Canceled", "已取消"]),
        ])
}
