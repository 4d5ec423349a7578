//! Members of a campaign: whom it reached, and what they made of it.

use super::parts::{contact, kept, keys, relation, section};
use super::{CAMPAIGN, CAMPAIGN_MEMBER, LEAD};
use crate::value::Value;
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        relation("campaign", CAMPAIGN, "Campaign", "营销活动")
            .required()
            .also(&["CAMPAIGNID", "Campaign Id", "Campaign Name", "活动名称"]),
        FieldDef::new("name", FieldKind::Text, "Name", "姓名")
            .filterable()
            .also(&["Member Name", "Full Name", "Lead First Name", "成员"]),
        relation("lead", LEAD, "Lead", "线索").also(&[
            "LEADID",
            "Lead Id",
            "Lead Name",
            "Lead Last Name",
            "线索名称",
        ]),
        contact(),
        FieldDef::new("status", FieldKind::Choice, "Status", "状态")
            .filterable()
            .starts_as("planned".into())
            .also(&["Member Status", "成员状态", "响应状态"])
            .choices(vec![
                Choice::new("planned", "Planned", "计划"),
                Choice::new("invited", "Invited", "已邀请").hue(255),
                Choice::new("sent", "Sent", "已发送").hue(255),
                Choice::new("received", "Received", "已送达").hue(190),
                Choice::new("opened", "Opened", "已打开").hue(85),
                Choice::new("responded", "Responded", "已响应")
                    .hue(150)
                    .also(&["Replied", "Clicked", "Attended", "已参加"]),
                Choice::new("bounced", "Bounced", "退回").hue(22),
                Choice::new("opted_out", "Opted out", "已退订").also(&["Unsubscribed"]),
            ]),
        FieldDef::new(
            "responded_at",
            FieldKind::DateTime,
            "Responded at",
            "响应时间",
        )
        .filterable()
        .also(&["Response Date", "Response Time"]),
        FieldDef::new("active", FieldKind::YesNo, "Active", "有效")
            .filterable()
            .starts_as(Value::YesNo(true))
            .also(&["Is Lead Active?", "Is Active"]),
    ];
    fields.extend(kept(&["Member Id", "成员编号"]));
    ObjectDef {
        key: CAMPAIGN_MEMBER.into(),
        path: "campaign-members".into(),
        label: Label::new("Campaign member", "活动成员"),
        plural: Label::new("Campaign members", "活动成员"),
        icon: "userplus".into(),
        hue: 320,
        title: "name".into(),
        columns: keys(&[
            "name",
            "campaign",
            "lead",
            "contact",
            "status",
            "responded_at",
            "active",
        ]),
        searched: keys(&["name"]),
        duplicates: Vec::new(),
        sort: Sort::down("created_at"),
        sections: vec![section(
            "Member",
            "成员",
            &[
                "campaign",
                "name",
                "lead",
                "contact",
                "status",
                "responded_at",
                "active",
            ],
        )],
        highlights: keys(&["campaign", "lead", "contact", "status"]),
        fields,
        ..ObjectDef::default()
    }
}
