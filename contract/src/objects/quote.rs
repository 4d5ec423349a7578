//! Quotes: what is offered to a customer, at what price and until when.

use super::amounts::{Lines, SHOWN, amounts, lines};
use super::parts::{
    account, contact, deal, kept, keys, note, number, owner, pulse, relation, section, tags,
};
use super::{PRICE_BOOK, QUOTE, QUOTE_LINE};
use crate::value::Value;
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "报价名称")
            .required()
            .filterable()
            .also(&["Subject", "Quote Name", "Title", "主题", "报价主题", "标题"]),
        number(
            "Q-{YYYY}-{0000}",
            &["Quote Number", "Quote No", "报价单号", "报价编号"],
        ),
        FieldDef::new("edition", FieldKind::Integer, "Version", "版本")
            .starts_as(Value::Integer(1))
            .also(&["Quote Version", "Revision", "版本号"]),
        account().inherits(&["deal"]),
        contact(),
        deal(),
        status(),
        FieldDef::new("outcome", FieldKind::Choice, "Outcome", "结果")
            .filterable()
            .also(&["Sales Status"])
            .choices(vec![
                Choice::new("open", "Open", "进行中").hue(255),
                Choice::new("won", "Won", "赢单").hue(150),
                Choice::new("lost", "Lost", "输单").hue(22),
            ]),
        FieldDef::new("date", FieldKind::Date, "Quoted on", "报价日期")
            .filterable()
            .also(&["Quote Date", "Date", "日期"]),
        FieldDef::new("valid_until", FieldKind::Date, "Valid until", "有效期至")
            .filterable()
            .also(&["Valid Till", "Expiry Date", "Expires", "有效期", "截止日期"]),
        relation("price_book", PRICE_BOOK, "Price book", "价格表").also(&[
            "BOOKID",
            "Price Book Id",
            "Price Book Name",
        ]),
    ];
    fields.extend(amounts(QUOTE_LINE, QUOTE));
    fields.extend([
        FieldDef::new("terms", FieldKind::LongText, "Terms", "条款").also(&[
            "Terms and Conditions",
            "付款条款",
            "商务条款",
        ]),
        note(),
        tags(),
        owner(&["Quote Owner", "Quote Owner Id", "报价人"]),
    ]);
    fields.extend(pulse());
    fields.extend(kept(&["QUOTEID", "Quote Id"]));
    ObjectDef {
        key: QUOTE.into(),
        path: "quotes".into(),
        label: Label::new("Quote", "报价"),
        plural: Label::new("Quotes", "报价"),
        icon: "send".into(),
        hue: 230,
        title: "name".into(),
        columns: keys(&[
            "name",
            "number",
            "account",
            "status",
            "total",
            "valid_until",
            "next_step",
            "owner",
        ]),
        searched: keys(&["name", "number", "tags"]),
        duplicates: keys(&["number"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Quote",
                "报价",
                &[
                    "name",
                    "number",
                    "account",
                    "contact",
                    "deal",
                    "status",
                    "outcome",
                    "date",
                    "valid_until",
                    "edition",
                    "price_book",
                ],
            ),
            section("Amounts", "金额", &SHOWN),
            section("Work", "跟进", &["terms", "owner", "tags", "note"]),
        ],
        highlights: keys(&["account", "total", "valid_until", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}

fn status() -> FieldDef {
    FieldDef::new("status", FieldKind::Choice, "Status", "状态")
        .filterable()
        .starts_as("draft".into())
        .also(&["Quote Stage", "Quote Status", "Stage", "报价状态"])
        .choices(vec![
            Choice::new("draft", "Draft", "草稿"),
            Choice::new("sent", "Sent", "已发出")
                .hue(255)
                .also(&["Delivered", "已发送"]),
            Choice::new("negotiation", "Negotiation", "洽谈中")
                .hue(85)
                .also(&["Negotiating", "谈判"]),
            Choice::new("on_hold", "On hold", "暂停").hue(55),
            Choice::new("confirmed", "Confirmed", "已确认")
                .hue(190)
                .also(&["Agreed"]),
            Choice::new("accepted", "Accepted", "已接受")
                .hue(150)
                .also(&["Closed Won", "Won", "成交"]),
            Choice::new("rejected", "Rejected", "未接受")
                .hue(22)
                .also(&["Closed Lost", "Lost", "拒绝"]),
            Choice::new("expired", "Expired", "已过期"),
        ])
}

pub(super) fn line() -> ObjectDef {
    lines(&Lines {
        key: QUOTE_LINE,
        path: "quote-lines",
        parent: QUOTE,
        label: Label::new("Quote line", "报价明细"),
        plural: Label::new("Quote lines", "报价明细"),
        parent_label: Label::new("Quote", "报价"),
        parent_also: &["QUOTEID", "Quote Id", "Quote Number", "报价单号"],
    })
}
