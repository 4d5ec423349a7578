//! Payment plans: what part of a contract is due when.

use super::choices::method;
use super::parts::{
    account, formula, kept, keys, money, note, owner, pulse, relation, section, tags,
};
use super::{CONTRACT, PAYMENT_PLAN, payment};
use crate::value::Value;
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

/// The state of an instalment by what came in. Whether it is overdue depends on the day it is looked at: the list
/// asks for `due` before today.
const STATE: &str = r#"cancelled ? "void" : coalesce(received, 0) >= amount ? "done" : received > 0 ? "partial" : "pending""#;

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "款项名称")
            .required()
            .filterable()
            .also(&[
                "Subject",
                "Payment Plan",
                "Milestone",
                "期次名称",
                "款项",
                "回款计划",
            ]),
        relation("contract", CONTRACT, "Contract", "合同").also(&[
            "CONTRACTID",
            "Contract Id",
            "Contract Number",
            "Contract Name",
            "合同编号",
            "合同名称",
        ]),
        account().inherits(&["contract"]),
        FieldDef::new("instalment", FieldKind::Integer, "Instalment", "期次")
            .filterable()
            .also(&["Installment", "Instalment No", "期数", "回款期次"]),
        FieldDef::new("due", FieldKind::Date, "Due", "计划回款日期")
            .required()
            .filterable()
            .also(&[
                "Due Date",
                "Due On",
                "Planned Date",
                "应收日期",
                "计划日期",
                "到期日",
            ]),
        money("amount", "Amount", "计划金额").required().also(&[
            "Planned Amount",
            "Due Amount",
            "应收金额",
            "计划回款金额",
            "金额",
        ]),
        money("received", "Received", "已回款").derived(payment::received(PAYMENT_PLAN)),
        money("outstanding", "Outstanding", "未回款")
            .derived(formula("amount - coalesce(received, 0)")),
        FieldDef::new("status", FieldKind::Choice, "Status", "状态")
            .filterable()
            .derived(formula(STATE))
            .choices(vec![
                Choice::new("pending", "Pending", "待回款").hue(255),
                Choice::new("partial", "Partly received", "部分回款").hue(85),
                Choice::new("done", "Received", "已回款").hue(150),
                Choice::new("void", "Cancelled", "已取消"),
            ]),
        FieldDef::new("cancelled", FieldKind::YesNo, "Cancelled", "已取消").also(&["Void", "作废"]),
        method(),
        FieldDef::new(
            "remind_days",
            FieldKind::Integer,
            "Remind before (days)",
            "提前提醒（天）",
        )
        .starts_as(Value::Integer(3))
        .also(&["Reminder Days", "提醒天数"]),
        note(),
        tags(),
        owner(&["Payment Plan Owner"]).inherits(&["contract", "account"]),
    ];
    fields.extend(pulse());
    fields.extend(kept(&["Payment Plan Id", "Plan Id", "回款计划编号"]));
    ObjectDef {
        key: PAYMENT_PLAN.into(),
        path: "payment-plans".into(),
        label: Label::new("Payment plan", "回款计划"),
        plural: Label::new("Payment plans", "回款计划"),
        icon: "wallet".into(),
        hue: 130,
        title: "name".into(),
        columns: keys(&[
            "name",
            "contract",
            "account",
            "due",
            "amount",
            "received",
            "outstanding",
            "status",
            "owner",
        ]),
        searched: keys(&["name", "tags"]),
        duplicates: Vec::new(),
        sort: Sort::up("due"),
        sections: vec![
            section(
                "Payment plan",
                "回款计划",
                &[
                    "name",
                    "contract",
                    "account",
                    "instalment",
                    "due",
                    "amount",
                    "status",
                    "received",
                    "outstanding",
                    "method",
                    "remind_days",
                    "cancelled",
                ],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["due", "amount", "outstanding", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}
