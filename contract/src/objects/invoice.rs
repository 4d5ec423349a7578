//! Invoices: what a customer is asked to pay, from the request to the document.

use super::amounts::{Lines, SHOWN, amounts, lines};
use super::parts::{
    account, contact, formula, kept, keys, money, note, number, owner, pulse, relation, section,
    tags,
};
use super::{CONTRACT, INVOICE, INVOICE_LINE, ORDER, payment};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        number(
            "I-{YYYY}-{0000}",
            &[
                "Invoice Number",
                "Invoice No",
                "发票编号",
                "开票申请号",
                "申请编号",
            ],
        ),
        FieldDef::new("name", FieldKind::Text, "Name", "名称")
            .filterable()
            .also(&["Subject", "Invoice Name", "Title", "主题", "开票内容"]),
        account().inherits(&["contract", "order"]),
        contact(),
        relation("contract", CONTRACT, "Contract", "合同").also(&[
            "Contract Id",
            "Contract Number",
            "合同编号",
            "合同名称",
        ]),
        relation("order", ORDER, "Order", "订单").also(&[
            "SALESORDERID",
            "Sales Order Id",
            "Sales Order",
            "Order Id",
            "Order Number",
            "订单编号",
        ]),
        kind(),
        status(),
        FieldDef::new("due_date", FieldKind::Date, "Due", "付款期限")
            .filterable()
            .also(&["Due Date", "Payment Due", "应付日期", "到期日"]),
    ];
    fields.extend(amounts(INVOICE_LINE, INVOICE));
    fields.extend([
        money("received", "Received", "已回款").derived(payment::received(INVOICE)),
        money("outstanding", "Outstanding", "未回款")
            .derived(formula("total - coalesce(received, 0)")),
    ]);
    fields.extend(heading());
    fields.extend(issue());
    fields.extend([
        note(),
        tags(),
        owner(&["Invoice Owner", "Invoice Owner Id"]).inherits(&["contract", "order", "account"]),
    ]);
    fields.extend(pulse());
    fields.extend(kept(&["INVOICEID", "Invoice Id"]));
    ObjectDef {
        key: INVOICE.into(),
        path: "invoices".into(),
        label: Label::new("Invoice", "发票"),
        plural: Label::new("Invoices", "发票"),
        icon: "note".into(),
        hue: 110,
        title: "number".into(),
        columns: keys(&[
            "number",
            "name",
            "account",
            "status",
            "total",
            "outstanding",
            "due_date",
            "owner",
        ]),
        searched: keys(&[
            "number",
            "issued_number",
            "name",
            "bill_to",
            "tax_number",
            "tags",
        ]),
        duplicates: keys(&["number"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Invoice",
                "发票",
                &[
                    "name", "number", "account", "contact", "contract", "order", "type", "status",
                    "due_date",
                ],
            ),
            section("Amounts", "金额", &SHOWN),
            section("Paid", "回款", &["received", "outstanding"]),
            section(
                "Billed to",
                "开票信息",
                &[
                    "bill_to",
                    "bill_to_type",
                    "tax_number",
                    "bank",
                    "bank_account",
                    "address",
                    "phone",
                ],
            ),
            section(
                "Issue",
                "开具与寄送",
                &["issued_number", "issued_on", "recipient", "courier_number"],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["account", "total", "outstanding", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}

/// Whom the invoice is made out to.
fn heading() -> Vec<FieldDef> {
    vec![
        FieldDef::new("bill_to", FieldKind::Text, "Billed to", "发票抬头").also(&[
            "Bill To",
            "Invoice Title",
            "抬头",
            "购方名称",
        ]),
        FieldDef::new(
            "bill_to_type",
            FieldKind::Choice,
            "Kind of payer",
            "抬头类型",
        )
        .choices(vec![
            Choice::new("company", "Company", "企业").also(&["单位", "公司"]),
            Choice::new("person", "Person", "个人"),
        ]),
        FieldDef::new("tax_number", FieldKind::Text, "Tax number", "税号").also(&[
            "VAT Number",
            "Tax Id",
            "纳税人识别号",
            "统一社会信用代码",
        ]),
        FieldDef::new("bank", FieldKind::Text, "Bank", "开户行").also(&[
            "Bank Name",
            "开户银行",
            "银行",
        ]),
        FieldDef::new("bank_account", FieldKind::Text, "Bank account", "银行账号").also(&[
            "Account Number",
            "IBAN",
            "账号",
            "银行帐号",
        ]),
        FieldDef::new("address", FieldKind::Text, "Address", "开票地址").also(&[
            "Billing Address",
            "Billing Street",
            "地址",
            "注册地址",
        ]),
        FieldDef::new("phone", FieldKind::Phone, "Phone", "开票电话").also(&[
            "Billing Phone",
            "电话",
            "注册电话",
        ]),
    ]
}

/// What became of it.
fn issue() -> Vec<FieldDef> {
    vec![
        FieldDef::new(
            "issued_number",
            FieldKind::Text,
            "Document number",
            "发票号码",
        )
        .filterable()
        .also(&["Issued No", "Tax Invoice Number", "发票号"]),
        FieldDef::new("issued_on", FieldKind::Date, "Issued on", "开票日期")
            .filterable()
            .also(&["Invoice Date", "Issue Date", "Date", "日期"]),
        FieldDef::new("recipient", FieldKind::Text, "Sent to", "收票人").also(&[
            "Recipient",
            "收件人",
            "寄送对象",
        ]),
        FieldDef::new(
            "courier_number",
            FieldKind::Text,
            "Courier number",
            "快递单号",
        )
        .also(&["Tracking Number", "运单号"]),
    ]
}

fn kind() -> FieldDef {
    FieldDef::new("type", FieldKind::Choice, "Type", "类型")
        .filterable()
        .also(&["Invoice Type", "发票类型", "票种"])
        .choices(vec![
            Choice::new("special", "VAT special", "增值税专用发票").also(&["专票", "专用发票"]),
            Choice::new("general", "VAT general", "增值税普通发票").also(&["普票", "普通发票"]),
            Choice::new("commercial", "Commercial invoice", "商业发票")
                .also(&["Invoice", "形式发票"]),
            Choice::new("credit", "Credit note", "红字发票").also(&["Credit", "红票"]),
        ])
}

fn status() -> FieldDef {
    FieldDef::new("status", FieldKind::Choice, "Status", "状态")
        .filterable()
        .starts_as("draft".into())
        .also(&["Invoice Status", "开票状态", "发票状态"])
        .choices(vec![
            Choice::new("draft", "Requested", "待开票").also(&["Created", "Draft", "未开"]),
            Choice::new("approved", "Approved", "已审核").hue(255),
            Choice::new("issued", "Issued", "已开票")
                .hue(190)
                .also(&["Sent", "已开"]),
            Choice::new("delivered", "Delivered", "已送达")
                .hue(150)
                .also(&["已寄送", "已签收"]),
            Choice::new("cancelled", "Cancelled", "已作废").also(&["Canceled", "Void", "作废"]),
        ])
}

pub(super) fn line() -> ObjectDef {
    lines(&Lines {
        key: INVOICE_LINE,
        path: "invoice-lines",
        parent: INVOICE,
        label: Label::new("Invoice line", "发票明细"),
        plural: Label::new("Invoice lines", "发票明细"),
        parent_label: Label::new("Invoice", "发票"),
        parent_also: &["INVOICEID", "Invoice Id", "Invoice Number", "发票编号"],
    })
}
