//! Activities: what was done with a customer, and what is to be done next.

use super::{kept, keys, owner, section};
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
        FieldDef::new("account", FieldKind::Relation, "Customer", "客户")
            .to("account")
            .filterable()
            .also(&[
                "ACCOUNTID",
                "Account Id",
                "Account",
                "Account Name",
                "Company",
                "客户名称",
                "公司",
            ]),
        FieldDef::new("contact", FieldKind::Relation, "Contact", "联系人")
            .to("contact")
            .filterable()
            .also(&["CONTACTID", "Contact Id", "Contact Name", "联系人姓名"]),
        FieldDef::new("lead", FieldKind::Relation, "Lead", "线索")
            .to("lead")
            .filterable()
            .also(&["LEADID", "Lead Id"]),
        FieldDef::new("deal", FieldKind::Relation, "Deal", "商机")
            .to("deal")
            .filterable()
            .also(&[
                "POTENTIALID",
                "Potential Id",
                "Deal Id",
                "Deal Name",
                "商机名称",
            ]),
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
        ]),
        FieldDef::new("done_at", FieldKind::DateTime, "Done at", "完成时间")
            .system()
            .filterable()
            .also(&["Closed Time", "Completed At"]),
    ];
    fields.extend(kept(&[
        "TASKID",
        "ACTIVITYID",
        "Activity Id",
        "Task Id",
        "Call Id",
    ]));
    ObjectDef {
        key: "activity".into(),
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
                &["subject", "kind", "status", "at", "due_at", "body"],
            ),
            section("About", "关于", &["account", "contact", "deal", "lead"]),
            section(
                "Details",
                "详情",
                &[
                    "direction",
                    "outcome",
                    "purpose",
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
