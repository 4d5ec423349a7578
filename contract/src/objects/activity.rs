//! Activities: what was done with a customer, and what is to be done next.

use super::parts::{account, contact, deal, kept, keys, owner, relation, section};
use super::{
    ACTIVITY, CAMPAIGN, CONTACT, CONTRACT, DEAL, INVOICE, LEAD, ORDER, PAYMENT_PLAN, QUOTE, TICKET,
};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("subject", FieldKind::Text, "Subject", "主题")
            .required()
            .filterable()
            .also(&["Title", "Topic", "标题", "任务"]),
        FieldDef::new("kind", FieldKind::Choice, "Kind", "类型")
            .required()
            .filterable()
            .also(&["Activity Type", "Type", "跟进方式", "活动类型"])
            .choices(vec![
                Choice::new("call", "Call", "电话").hue(150).also(&[
                    "Phone",
                    "Phone Call",
                    "去电",
                    "来电",
                ]),
                Choice::new("visit", "Visit", "拜访")
                    .hue(255)
                    .also(&["上门", "上门拜访"]),
                Choice::new("meeting", "Meeting", "会议")
                    .hue(295)
                    .also(&["Event"]),
                Choice::new("wechat", "WeChat", "微信").hue(150),
                Choice::new("mail", "E-mail", "邮件")
                    .hue(85)
                    .also(&["Email", "E-Mail"]),
                Choice::new("note", "Note", "备注"),
                Choice::new("task", "Task", "任务")
                    .hue(55)
                    .also(&["To-do", "Todo", "待办"]),
            ]),
        FieldDef::new("status", FieldKind::Choice, "Status", "状态")
            .required()
            .filterable()
            .also(&["Task Status", "任务状态"])
            .choices(vec![
                Choice::new("open", "Open", "待办").hue(255).also(&[
                    "Not Started",
                    "Planned",
                    "未开始",
                ]),
                Choice::new("in_progress", "In progress", "进行中")
                    .hue(85)
                    .also(&["In Progress", "Started"]),
                Choice::new("done", "Done", "已完成").hue(150).also(&[
                    "Completed",
                    "Closed",
                    "完成",
                ]),
                Choice::new("cancelled", "Cancelled", "已取消").also(&["Canceled"]),
            ]),
        FieldDef::new("at", FieldKind::DateTime, "Happened", "时间")
            .filterable()
            .also(&[
                "Call Start Time",
                "Start DateTime",
                "Start Time",
                "Date",
                "跟进时间",
                "拜访时间",
                "开始时间",
            ]),
        FieldDef::new("due_at", FieldKind::DateTime, "Due", "截止时间")
            .filterable()
            .also(&["Due Date", "Deadline", "到期时间", "截止日期"]),
        FieldDef::new("end_at", FieldKind::DateTime, "Ends", "结束时间")
            .filterable()
            .also(&["End DateTime", "End Time", "End"]),
        FieldDef::new("priority", FieldKind::Choice, "Priority", "优先级")
            .filterable()
            .also(&["Task Priority", "紧急程度"])
            .choices(vec![
                Choice::new("high", "High", "高").hue(22).also(&["Highest"]),
                Choice::new("normal", "Normal", "普通").also(&["Medium", "中"]),
                Choice::new("low", "Low", "低").also(&["Lowest"]),
            ]),
    ];
    fields.extend(about());
    fields.extend(vec![
        FieldDef::new("direction", FieldKind::Choice, "Direction", "方向")
            .filterable()
            .also(&["Call Type", "呼叫方向"])
            .choices(vec![
                Choice::new("outbound", "Outbound", "呼出").also(&["Outgoing", "去电"]),
                Choice::new("inbound", "Inbound", "呼入").also(&["Incoming", "来电"]),
            ]),
        FieldDef::new("outcome", FieldKind::Choice, "Outcome", "结果")
            .filterable()
            .also(&["Result", "Call Result", "跟进结果"])
            .choices(vec![
                Choice::new("reached", "Reached", "已接通").hue(150),
                Choice::new("no_answer", "No answer", "未接通").hue(85),
                Choice::new("call_back", "Call back", "要求回电").hue(55),
                Choice::new("not_interested", "Not interested", "没有兴趣").hue(22),
            ]),
        FieldDef::new("purpose", FieldKind::Choice, "Purpose", "目的")
            .filterable()
            .also(&["Call Purpose", "跟进目的"])
            .choices(vec![
                Choice::new("prospecting", "Prospecting", "开发"),
                Choice::new("demo", "Demo", "演示"),
                Choice::new("negotiation", "Negotiation", "谈判"),
                Choice::new("support", "Support", "支持"),
                Choice::new("administrative", "Administrative", "行政"),
            ]),
        FieldDef::new(
            "duration_seconds",
            FieldKind::Integer,
            "Duration (s)",
            "时长（秒）",
        )
        .also(&["Call Duration (in seconds)", "Duration", "通话时长", "时长"]),
        FieldDef::new("place", FieldKind::Text, "Place", "地点")
            .also(&["Location", "Venue", "地址"]),
        FieldDef::new("billable", FieldKind::YesNo, "Billable", "计费").also(&["Is Billable"]),
        FieldDef::new("body", FieldKind::LongText, "What was said", "内容").also(&[
            "Description",
            "Notes",
            "Note",
            "跟进内容",
            "备注",
            "描述",
        ]),
        owner(&[
            "Task Owner",
            "Call Owner",
            "Call Owner Id",
            "Task Owner Id",
            "Event Owner",
            "Event Owner Id",
        ]),
        FieldDef::new("done_at", FieldKind::DateTime, "Done at", "完成时间")
            .system()
            .filterable()
            .also(&["Closed Time", "Completed At"]),
    ]);
    fields.extend(kept(&[
        "TASKID",
        "EVENTID",
        "Event Id",
        "ACTIVITYID",
        "Activity Id",
        "Task Id",
        "Call Id",
    ]));
    ObjectDef {
        key: ACTIVITY.into(),
        path: "activities".into(),
        label: Label::new("Activity", "跟进"),
        plural: Label::new("Activities", "跟进"),
        icon: "calendar".into(),
        hue: 295,
        title: "subject".into(),
        columns: keys(&[
            "subject", "kind", "status", "due_at", "at", "account", "contact", "deal", "owner",
        ]),
        searched: keys(&["subject", "body"]),
        duplicates: Vec::new(),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Activity",
                "跟进",
                &[
                    "subject", "kind", "status", "at", "end_at", "due_at", "priority", "body",
                ],
            ),
            section("About", "关于", &["account", "contact", "deal", "lead"]),
            section(
                "Documents",
                "单据",
                &[
                    "quote",
                    "order",
                    "contract",
                    "payment_plan",
                    "invoice",
                    "ticket",
                    "campaign",
                ],
            ),
            section(
                "Details",
                "详情",
                &[
                    "direction",
                    "outcome",
                    "purpose",
                    "place",
                    "duration_seconds",
                    "billable",
                    "owner",
                ],
            ),
        ],
        fields,
        ..ObjectDef::default()
    }
}

/// Every object whose records an activity can be about has a relation of its key here.
fn about() -> Vec<FieldDef> {
    let of = |object: &str, en: &str, zh: &str| relation(object, object, en, zh);
    vec![
        account().inherits(&[
            DEAL,
            CONTACT,
            QUOTE,
            ORDER,
            CONTRACT,
            PAYMENT_PLAN,
            INVOICE,
            TICKET,
        ]),
        contact(),
        of(LEAD, "Lead", "线索").also(&["LEADID", "Lead Id"]),
        deal(),
        of(QUOTE, "Quote", "报价").also(&["QUOTEID", "Quote Id"]),
        of(ORDER, "Order", "订单").also(&["SALESORDERID", "Order Id"]),
        of(CONTRACT, "Contract", "合同").also(&["Contract Id", "合同编号"]),
        of(PAYMENT_PLAN, "Payment plan", "回款计划").also(&["Payment Plan Id"]),
        of(INVOICE, "Invoice", "发票").also(&["INVOICEID", "Invoice Id"]),
        of(TICKET, "Ticket", "工单").also(&["CASEID", "Case Id", "Ticket Id", "工单编号"]),
        of(CAMPAIGN, "Campaign", "营销活动").also(&["CAMPAIGNID", "Campaign Id"]),
    ]
}
