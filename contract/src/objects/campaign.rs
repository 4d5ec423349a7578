//! Campaigns: what is done to win leads and customers, what it costs and what came of it.

use super::parts::{count_of, kept, keys, money, note, owner, pulse, section, sum_of, tags};
use super::{CAMPAIGN, CAMPAIGN_MEMBER, DEAL, LEAD};
use crate::{Choice, FieldDef, FieldKind, Filter, Label, ObjectDef, Operator, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "活动名称")
            .required()
            .filterable()
            .also(&["Campaign", "Campaign Name", "Title", "营销活动", "名称"]),
        kind(),
        status(),
        FieldDef::new("starts_on", FieldKind::Date, "Starts on", "开始日期")
            .filterable()
            .also(&["Start Date", "Start", "开始时间"]),
        FieldDef::new("ends_on", FieldKind::Date, "Ends on", "结束日期")
            .filterable()
            .also(&["End Date", "End", "结束时间"]),
        FieldDef::new("audience", FieldKind::LongText, "Audience", "目标人群")
            .also(&["Target Audience", "目标客户"]),
        FieldDef::new(
            "expected_response",
            FieldKind::Percent,
            "Expected response",
            "预计响应率",
        )
        .also(&["Expected Response (%)", "Response Rate"]),
        money("budget", "Budget", "预算").also(&["Budgeted Cost", "Budget Cost", "活动预算"]),
        money("cost", "Actual cost", "实际花费").also(&["Cost", "实际成本", "花费"]),
        money("expected_revenue", "Expected revenue", "预期收入").also(&["预计收入"]),
    ];
    fields.extend(results());
    fields.extend([
        note(),
        tags(),
        owner(&["Campaign Owner", "Campaign Owner Id"]),
    ]);
    fields.extend(pulse());
    fields.extend(kept(&["CAMPAIGNID", "Campaign Id", "活动编号"]));
    ObjectDef {
        key: CAMPAIGN.into(),
        path: "campaigns".into(),
        label: Label::new("Campaign", "营销活动"),
        plural: Label::new("Campaigns", "营销活动"),
        icon: "megaphone".into(),
        hue: 345,
        title: "name".into(),
        columns: keys(&[
            "name",
            "type",
            "status",
            "starts_on",
            "ends_on",
            "members",
            "cost",
            "won_amount",
            "owner",
        ]),
        searched: keys(&["name", "tags"]),
        duplicates: keys(&["name"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Campaign",
                "营销活动",
                &["name", "type", "status", "starts_on", "ends_on", "audience"],
            ),
            section(
                "Money",
                "预算与目标",
                &["budget", "cost", "expected_revenue", "expected_response"],
            ),
            section(
                "Results",
                "效果",
                &["members", "responses", "leads", "deals", "won_amount"],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["members", "cost", "won_amount", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}

/// What came of it so far.
fn results() -> Vec<FieldDef> {
    let count = |key: &str, en: &str, zh: &str| FieldDef::new(key, FieldKind::Integer, en, zh);
    let won = vec![Filter::new("outcome", Operator::Is, "won")];
    let answered = vec![Filter::new("status", Operator::Is, "responded")];
    vec![
        count("members", "Members", "成员数").derived(count_of(
            CAMPAIGN_MEMBER,
            CAMPAIGN,
            Vec::new(),
        )),
        count("responses", "Responses", "响应数").derived(count_of(
            CAMPAIGN_MEMBER,
            CAMPAIGN,
            answered,
        )),
        count("leads", "Leads", "线索数").derived(count_of(LEAD, CAMPAIGN, Vec::new())),
        count("deals", "Deals", "商机数").derived(count_of(DEAL, CAMPAIGN, Vec::new())),
        money("won_amount", "Won", "赢单金额").derived(sum_of(DEAL, CAMPAIGN, "amount", won)),
    ]
}

fn status() -> FieldDef {
    FieldDef::new("status", FieldKind::Choice, "Status", "状态")
        .filterable()
        .starts_as("planning".into())
        .also(&["Campaign Status", "活动状态"])
        .choices(vec![
            Choice::new("planning", "Planning", "筹备中")
                .hue(255)
                .also(&["Planned", "计划中"]),
            Choice::new("active", "Active", "进行中")
                .hue(150)
                .also(&["Running", "In Progress"]),
            Choice::new("paused", "Paused", "已暂停")
                .hue(55)
                .also(&["Inactive", "On Hold", "停用"]),
            Choice::new("done", "Done", "已结束").hue(190).also(&[
                "Complete",
                "Completed",
                "Finished",
                "已完成",
            ]),
            Choice::new("cancelled", "Cancelled", "已取消").also(&["Canceled"]),
        ])
}

fn kind() -> FieldDef {
    FieldDef::new("type", FieldKind::Choice, "Type", "类型")
        .filterable()
        .also(&["Campaign Type", "Channel", "活动类型", "渠道"])
        .choices(vec![
            Choice::new("trade_show", "Trade show", "展会").also(&["Exhibition"]),
            Choice::new("conference", "Conference", "会议").also(&["Seminar", "研讨会"]),
            Choice::new("webinar", "Webinar", "线上研讨会").also(&["直播"]),
            Choice::new("email", "E-mail", "邮件营销").also(&["Email", "Newsletter"]),
            Choice::new("sms", "Text message", "短信").also(&["SMS"]),
            Choice::new("wechat", "WeChat", "微信"),
            Choice::new("telemarketing", "Telemarketing", "电话营销"),
            Choice::new("direct_mail", "Direct mail", "直邮").also(&["Mailing"]),
            Choice::new("advertisement", "Advertisement", "广告").also(&[
                "Banner Ads",
                "Text Ads",
                "Ads",
            ]),
            Choice::new("referral", "Referral programme", "转介绍")
                .also(&["Referral Program", "Referral"]),
            Choice::new("partners", "Partners", "合作伙伴").also(&["Partner"]),
            Choice::new("public_relations", "Public relations", "公关").also(&["PR"]),
            Choice::new("other", "Other", "其他").also(&["Others"]),
        ])
}
