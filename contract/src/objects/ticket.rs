//! Tickets: what a customer asks for or complains about.

use super::parts::{
    account, contact, kept, keys, note, number, owner, pulse, relation, section, tags,
};
use super::{CONTRACT, ORDER, PRODUCT, TICKET};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        number(
            "T-{00000}",
            &[
                "Ticket Number",
                "Ticket No",
                "Case Number",
                "工单号",
                "工单编号",
            ],
        ),
        FieldDef::new("subject", FieldKind::Text, "Subject", "主题")
            .filterable()
            .also(&["Title", "Case Subject", "Name", "标题", "工单标题"]),
        account(),
        contact(),
        status(),
        priority(),
        channel(),
        kind(),
    ];
    fields.extend(about());
    fields.extend(course());
    fields.extend([
        note(),
        tags(),
        owner(&[
            "Case Owner",
            "Ticket Owner",
            "Case Owner Id",
            "Assigned To",
            "Agent",
            "处理人",
        ]),
    ]);
    fields.extend(pulse());
    fields.extend(kept(&["CASEID", "Case Id", "TICKETID", "Ticket Id"]));
    ObjectDef {
        key: TICKET.into(),
        path: "tickets".into(),
        label: Label::new("Ticket", "工单"),
        plural: Label::new("Tickets", "工单"),
        icon: "ticket".into(),
        hue: 22,
        title: "number".into(),
        columns: keys(&[
            "number", "subject", "account", "status", "priority", "channel", "due_at", "owner",
        ]),
        searched: keys(&["number", "subject", "serial", "description", "tags"]),
        duplicates: keys(&["number"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Ticket",
                "工单",
                &[
                    "subject",
                    "number",
                    "account",
                    "contact",
                    "status",
                    "priority",
                    "channel",
                    "type",
                    "due_at",
                    "description",
                ],
            ),
            section("About", "关于", &["product", "serial", "order", "contract"]),
            section(
                "Result",
                "处理结果",
                &["resolution", "rating", "rating_words"],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["status", "priority", "due_at", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}

/// What it is about.
fn about() -> Vec<FieldDef> {
    vec![
        FieldDef::new(
            "description",
            FieldKind::LongText,
            "What happened",
            "问题描述",
        )
        .also(&["Description", "Problem", "Details", "问题", "描述"]),
        relation("product", PRODUCT, "Product", "产品").also(&[
            "Product Name",
            "Product Id",
            "PRODUCTID",
            "产品名称",
        ]),
        FieldDef::new("serial", FieldKind::Text, "Serial number", "序列号")
            .filterable()
            .also(&["Serial", "Serial No", "SN", "设备编号"]),
        relation("order", ORDER, "Order", "订单").also(&["Order Id", "Order Number", "订单编号"]),
        relation("contract", CONTRACT, "Contract", "合同").also(&["Contract Id", "合同编号"]),
    ]
}

/// How it goes on and ends.
fn course() -> Vec<FieldDef> {
    vec![
        FieldDef::new("due_at", FieldKind::DateTime, "Due", "截止时间")
            .filterable()
            .also(&["Due Date", "Deadline", "期望完成时间", "截止日期"]),
        FieldDef::new(
            "first_response_at",
            FieldKind::DateTime,
            "First answer",
            "首次响应时间",
        )
        .system()
        .filterable()
        .also(&["First Response Time", "First Response At"]),
        FieldDef::new("resolved_at", FieldKind::DateTime, "Solved at", "解决时间")
            .system()
            .filterable()
            .also(&["Closed Time", "Resolved At", "Resolved Time", "关闭时间"]),
        FieldDef::new("resolution", FieldKind::LongText, "Solution", "解决办法")
            .also(&["Resolution", "处理结果"]),
        FieldDef::new("rating", FieldKind::Rating, "Rating", "满意度")
            .filterable()
            .also(&["CSAT", "Satisfaction", "评分"]),
        FieldDef::new(
            "rating_words",
            FieldKind::LongText,
            "What they said",
            "客户评价",
        )
        .also(&["CSAT Comment", "评价"]),
    ]
}

fn status() -> FieldDef {
    FieldDef::new("status", FieldKind::Choice, "Status", "状态")
        .filterable()
        .starts_as("new".into())
        .also(&["Case Status", "Ticket Status", "工单状态"])
        .choices(vec![
            Choice::new("new", "New", "新建")
                .hue(255)
                .also(&["Open", "待处理"]),
            Choice::new("in_progress", "In progress", "处理中")
                .hue(85)
                .also(&["Working", "Assigned"]),
            Choice::new("waiting", "Waiting for customer", "等客户回复")
                .hue(55)
                .also(&["On Hold", "Pending", "Waiting", "挂起"]),
            Choice::new("escalated", "Escalated", "已升级").hue(22),
            Choice::new("solved", "Solved", "已解决")
                .hue(150)
                .also(&["Resolved", "已处理"]),
            Choice::new("closed", "Closed", "已关闭"),
        ])
}

fn priority() -> FieldDef {
    FieldDef::new("priority", FieldKind::Choice, "Priority", "优先级")
        .filterable()
        .starts_as("normal".into())
        .also(&["Case Priority", "Urgency", "紧急程度"])
        .choices(vec![
            Choice::new("urgent", "Urgent", "紧急")
                .hue(22)
                .also(&["Critical", "P1"]),
            Choice::new("high", "High", "高").hue(55).also(&["P2"]),
            Choice::new("normal", "Normal", "普通").also(&["Medium", "中", "P3"]),
            Choice::new("low", "Low", "低").also(&["P4"]),
        ])
}

fn channel() -> FieldDef {
    FieldDef::new("channel", FieldKind::Choice, "Channel", "渠道")
        .filterable()
        .also(&["Case Origin", "Origin", "Source", "来源", "工单来源"])
        .choices(vec![
            Choice::new("phone", "Phone", "电话").hue(150),
            Choice::new("wechat", "WeChat", "微信").hue(150),
            Choice::new("email", "E-mail", "邮件")
                .hue(85)
                .also(&["Email", "Mail"]),
            Choice::new("web", "Web", "网页")
                .hue(255)
                .also(&["Website", "Web Form", "官网"]),
            Choice::new("social", "Social media", "社交媒体").hue(295),
            Choice::new("visit", "On site", "现场").also(&["Visit", "拜访"]),
            Choice::new("other", "Other", "其他"),
        ])
}

fn kind() -> FieldDef {
    FieldDef::new("type", FieldKind::Choice, "Type", "类型")
        .filterable()
        .also(&["Case Type", "Ticket Type", "工单类型"])
        .choices(vec![
            Choice::new("question", "Question", "咨询"),
            Choice::new("fault", "Fault", "故障").also(&["Problem", "Incident", "报修"]),
            Choice::new("request", "Request", "需求").also(&["Feature Request"]),
            Choice::new("complaint", "Complaint", "投诉"),
            Choice::new("returned", "Return", "退换货"),
        ])
}
