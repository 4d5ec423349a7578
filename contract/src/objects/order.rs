//! Orders: what a customer ordered, and where it is.

use super::amounts::{Lines, SHOWN, amounts, lines};
use super::parts::{
    account, contact, deal, kept, keys, note, number, owner, pulse, relation, section, tags,
};
use super::{CONTRACT, ORDER, ORDER_LINE, QUOTE};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        number(
            "O-{YYYY}-{0000}",
            &[
                "Order Number",
                "Order No",
                "SO Number",
                "订单号",
                "订单编号",
            ],
        ),
        FieldDef::new("name", FieldKind::Text, "Name", "订单名称")
            .filterable()
            .also(&["Subject", "Order Name", "Title", "主题", "标题"]),
        account().inherits(&["contract", "quote", "deal"]),
        contact(),
        deal(),
        relation("quote", QUOTE, "Quote", "报价").also(&["QUOTEID", "Quote Id", "Quote Name"]),
        relation("contract", CONTRACT, "Contract", "合同").also(&[
            "Contract Id",
            "Contract Number",
            "合同编号",
            "合同名称",
        ]),
        status(),
        FieldDef::new("date", FieldKind::Date, "Ordered on", "下单日期")
            .filterable()
            .also(&["Order Date", "Date", "订单日期", "下单时间", "日期"]),
        FieldDef::new("due_date", FieldKind::Date, "Delivery due", "交货日期")
            .filterable()
            .also(&["Due Date", "Delivery Date", "交期", "要求到货日期"]),
    ];
    fields.extend(amounts(ORDER_LINE, ORDER));
    fields.extend([
        FieldDef::new("ship_to", FieldKind::Address, "Ship to", "收货地址").also(&[
            "Shipping Address",
            "Delivery Address",
            "Shipping Street",
            "送货地址",
        ]),
        FieldDef::new("carrier", FieldKind::Text, "Carrier", "物流公司")
            .also(&["Shipping Carrier", "快递公司"]),
        FieldDef::new("tracking", FieldKind::Text, "Tracking number", "运单号").also(&[
            "Tracking No",
            "快递单号",
            "物流单号",
        ]),
        note(),
        tags(),
        owner(&["Sales Order Owner", "Order Owner", "Sales Order Owner Id"]),
    ]);
    fields.extend(pulse());
    fields.extend(kept(&[
        "SALESORDERID",
        "Sales Order Id",
        "Order Id",
        "ERP Id",
    ]));
    ObjectDef {
        key: ORDER.into(),
        path: "orders".into(),
        label: Label::new("Order", "订单"),
        plural: Label::new("Orders", "订单"),
        icon: "inbox".into(),
        hue: 210,
        title: "number".into(),
        columns: keys(&[
            "number", "name", "account", "status", "total", "date", "due_date", "owner",
        ]),
        searched: keys(&["number", "name", "tracking", "tags"]),
        duplicates: keys(&["number"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Order",
                "订单",
                &[
                    "name", "number", "account", "contact", "deal", "quote", "contract", "status",
                    "date", "due_date",
                ],
            ),
            section("Amounts", "金额", &SHOWN),
            section("Delivery", "发货", &["ship_to", "carrier", "tracking"]),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["account", "total", "due_date", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}

fn status() -> FieldDef {
    FieldDef::new("status", FieldKind::Choice, "Status", "状态")
        .filterable()
        .starts_as("draft".into())
        .also(&["Order Status", "订单状态"])
        .choices(vec![
            Choice::new("draft", "Draft", "草稿").also(&["Created", "New", "新建"]),
            Choice::new("confirmed", "Confirmed", "已确认")
                .hue(255)
                .also(&["Approved", "已审核"]),
            Choice::new("shipped", "Shipped", "已发货").hue(85),
            Choice::new("done", "Delivered", "已完成").hue(150).also(&[
                "Done",
                "Completed",
                "已送达",
                "已签收",
            ]),
            Choice::new("cancelled", "Cancelled", "已取消").also(&["Canceled", "作废"]),
        ])
}

pub(super) fn line() -> ObjectDef {
    lines(&Lines {
        key: ORDER_LINE,
        path: "order-lines",
        parent: ORDER,
        label: Label::new("Order line", "订单明细"),
        plural: Label::new("Order lines", "订单明细"),
        parent_label: Label::new("Order", "订单"),
        parent_also: &[
            "SALESORDERID",
            "Sales Order Id",
            "Order Id",
            "Order Number",
            "订单编号",
            "订单号",
        ],
    })
}
