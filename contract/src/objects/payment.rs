//! Payments: money that came in.

use super::choices::method;
use super::parts::{
    account, kept, keys, money, note, number, owner, relation, section, sum_of, tags,
};
use super::{CONTRACT, INVOICE, PAYMENT, PAYMENT_PLAN};
use crate::{Choice, Derived, FieldDef, FieldKind, Filter, Label, ObjectDef, Operator, Sort};

/// The money that came in for the record to which payments point by `by`.
pub(super) fn received(by: &str) -> Derived {
    sum_of(PAYMENT, by, "amount", counted())
}

/// The conditions under which a payment has come in.
pub(super) fn counted() -> Vec<Filter> {
    ["pending", "void"]
        .map(|key| Filter::new("status", Operator::IsNot, key))
        .into()
}

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        number(
            "P-{YYYY}-{0000}",
            &[
                "Payment Number",
                "Payment No",
                "Receipt No",
                "回款编号",
                "收款单号",
            ],
        ),
        account().inherits(&["contract", PAYMENT_PLAN, "invoice"]),
    ];
    fields.extend(settled());
    fields.extend([
        FieldDef::new("date", FieldKind::Date, "Received on", "回款日期")
            .required()
            .filterable()
            .also(&[
                "Payment Date",
                "Date",
                "Paid On",
                "到账日期",
                "收款日期",
                "日期",
            ]),
        money("amount", "Amount", "回款金额").required().also(&[
            "Payment Amount",
            "Amount Paid",
            "Paid",
            "收款金额",
            "到账金额",
            "金额",
        ]),
        method(),
        FieldDef::new("status", FieldKind::Choice, "Status", "状态")
            .filterable()
            .starts_as("received".into())
            .also(&["Payment Status", "回款状态", "到账状态"])
            .choices(vec![
                Choice::new("pending", "To be confirmed", "待确认")
                    .hue(85)
                    .also(&["Pending", "未到账"]),
                Choice::new("received", "Received", "已到账")
                    .hue(150)
                    .also(&["Paid", "Confirmed", "Completed", "已回款", "已确认"]),
                Choice::new("void", "Void", "作废").also(&["Cancelled", "Refunded", "已退回"]),
            ]),
        FieldDef::new("payer", FieldKind::Text, "Paid by", "付款方").also(&[
            "Payer",
            "付款单位",
            "付款人",
        ]),
        FieldDef::new("voucher", FieldKind::File, "Voucher", "凭证").also(&["Receipt", "附件"]),
        note(),
        tags(),
        owner(&["Payment Owner", "收款人"]).inherits(&[
            "contract",
            PAYMENT_PLAN,
            "invoice",
            "account",
        ]),
    ]);
    fields.extend(kept(&["PAYMENTID", "Payment Id", "流水号"]));
    ObjectDef {
        key: PAYMENT.into(),
        path: "payments".into(),
        label: Label::new("Payment", "回款"),
        plural: Label::new("Payments", "回款"),
        icon: "money".into(),
        hue: 160,
        title: "number".into(),
        columns: keys(&[
            "number",
            "account",
            "contract",
            "payment_plan",
            "amount",
            "date",
            "method",
            "status",
            "owner",
        ]),
        searched: keys(&["number", "payer", "tags"]),
        duplicates: keys(&["number"]),
        sort: Sort::down("date"),
        sections: vec![
            section(
                "Payment",
                "回款",
                &[
                    "number",
                    "account",
                    "contract",
                    PAYMENT_PLAN,
                    "invoice",
                    "date",
                    "amount",
                    "method",
                    "status",
                    "payer",
                    "voucher",
                ],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["account", "contract", "amount", "date"]),
        fields,
        ..ObjectDef::default()
    }
}

/// What a payment is for.
fn settled() -> Vec<FieldDef> {
    vec![
        relation("contract", CONTRACT, "Contract", "合同")
            .inherits(&[PAYMENT_PLAN, "invoice"])
            .also(&[
                "CONTRACTID",
                "Contract Id",
                "Contract Number",
                "Contract Name",
                "合同编号",
                "合同名称",
            ]),
        relation(PAYMENT_PLAN, PAYMENT_PLAN, "Payment plan", "回款计划").also(&[
            "Payment Plan Id",
            "Plan",
            "Instalment",
            "回款期次",
        ]),
        relation("invoice", INVOICE, "Invoice", "发票").also(&[
            "INVOICEID",
            "Invoice Id",
            "Invoice Number",
            "发票编号",
        ]),
    ]
}
