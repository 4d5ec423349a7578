//! Deals: money that may come, standing in a stage of the pipeline.

use super::{kept, keys, owner, pulse, section, source, tags};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort, StageOutcome};

/// The stages of the pipeline that comes with the product.
fn stages() -> Vec<Choice> {
    use StageOutcome::{Lost, Open, Won};
    vec![
        Choice::new("prospect", "Prospect", "初步接触")
            .stage(10, Open)
            .also(&["Prospecting", "Prospect", "New", "初步沟通"]),
        Choice::new("qualify", "Qualify", "需求确认")
            .stage(20, Open)
            .also(&["Qualification", "Qualified"]),
        Choice::new("analysis", "Needs analysis", "需求分析")
            .stage(40, Open)
            .also(&["Needs Analysis", "Discovery", "Engaging"]),
        Choice::new("offer", "Initial offer", "初步报价")
            .stage(50, Open)
            .also(&["Initial Offer", "Value Proposition"]),
        Choice::new("proposal", "Proposal", "方案报价")
            .stage(60, Open)
            .also(&["Proposal/Price Quote", "Quote", "Proposal"]),
        Choice::new("negotiation", "Negotiation", "商务谈判")
            .stage(80, Open)
            .also(&["Negotiation/Review", "Negotiation"]),
        Choice::new("won", "Won", "赢单")
            .hue(150)
            .stage(100, Won)
            .also(&["Closed Won", "成交", "已成交"]),
        Choice::new("lost", "Lost", "输单")
            .hue(22)
            .stage(0, Lost)
            .also(&["Closed Lost", "丢单", "失败"]),
    ]
}

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "商机名称")
            .required()
            .filterable()
            .also(&[
                "Deal",
                "Deal Name",
                "Potential Name",
                "Opportunity",
                "Opportunity Name",
                "商机",
                "项目名称",
                "机会名称",
            ]),
        FieldDef::new("account", FieldKind::Relation, "Customer", "客户")
            .to("account")
            .filterable()
            .also(&[
                "Account",
                "Account Id",
                "ACCOUNTID",
                "Account Name",
                "Company",
                "公司",
                "公司名称",
                "客户名称",
                "所属客户",
            ]),
        FieldDef::new("contact", FieldKind::Relation, "Contact", "联系人")
            .to("contact")
            .filterable()
            .also(&["Contact Id", "CONTACTID", "Contact Name", "主要联系人"]),
        FieldDef::new("amount", FieldKind::Money, "Amount", "金额")
            .filterable()
            .also(&[
                "Value",
                "Deal Value",
                "close_value",
                "商机金额",
                "预计金额",
                "合同金额",
            ]),
        FieldDef::new("stage", FieldKind::Choice, "Stage", "阶段")
            .required()
            .filterable()
            .also(&["Deal Stage", "deal_stage", "销售阶段", "商机阶段"])
            .choices(stages()),
        FieldDef::new("probability", FieldKind::Percent, "Win chance", "赢单率")
            .filterable()
            .also(&["Probability", "Probability (%)", "成交概率", "可能性"]),
        FieldDef::new(
            "close_date",
            FieldKind::Date,
            "Expected close",
            "预计成交日期",
        )
        .filterable()
        .also(&[
            "Closing Date",
            "Close Date",
            "Expected Close Date",
            "预计成交",
            "预计签单日期",
        ]),
        FieldDef::new(
            "expected_revenue",
            FieldKind::Money,
            "Expected revenue",
            "预期收入",
        )
        .also(&["Expected Revenue", "预计收入"]),
        FieldDef::new("type", FieldKind::Choice, "Type", "类型")
            .filterable()
            .also(&["Deal Type", "Type", "商机类型"])
            .choices(vec![
                Choice::new("new", "New business", "新业务").also(&["New Business", "新客户"]),
                Choice::new("existing", "Existing business", "老客户业务")
                    .also(&["Existing Business"]),
                Choice::new("renewal", "Renewal", "续约"),
                Choice::new("upsell", "Upsell", "增购"),
            ]),
        source(),
        FieldDef::new("lead", FieldKind::Relation, "From lead", "来自线索")
            .to("lead")
            .filterable()
            .also(&["LEADID", "Lead Id", "线索编号"]),
        FieldDef::new("campaign", FieldKind::Text, "Campaign", "营销活动")
            .filterable()
            .also(&["Campaign Id", "Campaign Source", "活动"]),
        FieldDef::new("competitor", FieldKind::Text, "Competitor", "竞争对手"),
        FieldDef::new("note", FieldKind::LongText, "Note", "备注").also(&[
            "Notes",
            "Description",
            "Remark",
            "说明",
            "描述",
        ]),
        tags(),
        owner(&[
            "Deal Owner",
            "Potential Owner",
            "Opportunity Owner",
            "sales_agent",
            "Potential Owner Id",
        ]),
        FieldDef::new("outcome", FieldKind::Choice, "Outcome", "结果")
            .system()
            .filterable()
            .also(&["Forecast Type"])
            .choices(vec![
                Choice::new("open", "Open", "进行中").hue(255),
                Choice::new("won", "Won", "赢单").hue(150),
                Choice::new("lost", "Lost", "输单").hue(22),
            ]),
        FieldDef::new("lost_reason", FieldKind::Choice, "Lost because", "输单原因")
            .system()
            .filterable()
            .also(&["Lost Reason", "Loss Reason", "丢单原因"])
            .choices(vec![
                Choice::new("price", "Price", "价格"),
                Choice::new("competitor", "Competitor", "竞争对手"),
                Choice::new("no_budget", "No budget", "没有预算"),
                Choice::new("no_need", "No need", "没有需求"),
                Choice::new("timing", "Timing", "时机不对"),
                Choice::new("silent", "Went silent", "失去联系"),
                Choice::new("other", "Other", "其他"),
            ]),
        FieldDef::new(
            "lost_note",
            FieldKind::LongText,
            "What happened",
            "输单说明",
        )
        .system(),
        FieldDef::new("closed_at", FieldKind::DateTime, "Closed at", "结束时间")
            .system()
            .filterable(),
        FieldDef::new(
            "stage_since",
            FieldKind::DateTime,
            "In stage since",
            "进入阶段时间",
        )
        .system()
        .filterable(),
        FieldDef::new(
            "board_rank",
            FieldKind::Text,
            "Place on the board",
            "看板位置",
        )
        .system(),
    ];
    fields.extend(pulse());
    fields.extend(kept(&[
        "POTENTIALID",
        "Potential Id",
        "Deal Id",
        "opportunity_id",
        "商机编号",
    ]));
    ObjectDef {
        key: "deal".into(),
        path: "deals".into(),
        label: Label::new("Deal", "商机"),
        plural: Label::new("Deals", "商机"),
        icon: "kanban".into(),
        hue: 255,
        title: "name".into(),
        columns: keys(&[
            "name",
            "account",
            "stage",
            "amount",
            "probability",
            "close_date",
            "next_step",
            "next_step_at",
            "owner",
        ]),
        searched: keys(&["name", "competitor", "campaign", "tags"]),
        duplicates: Vec::new(),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Deal",
                "商机",
                &[
                    "name",
                    "account",
                    "contact",
                    "amount",
                    "stage",
                    "probability",
                    "close_date",
                    "expected_revenue",
                    "type",
                    "source",
                    "lead",
                    "campaign",
                    "competitor",
                ],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}
