//! Deals: money that may come, standing in a stage of the pipeline.

use super::choices::source;
use super::parts::{
    account, contact, kept, keys, money, note, owner, pulse, relation, section, tags,
};
use super::stages::{FIRST_PIPELINE, pipelines, stages};
use super::{CAMPAIGN, DEAL, LEAD, PRODUCT};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

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
        account(),
        contact(),
        money("amount", "Amount", "金额").also(&[
            "Value",
            "Deal Value",
            "close_value",
            "商机金额",
            "预计金额",
            "合同金额",
        ]),
        FieldDef::new("pipeline", FieldKind::Choice, "Pipeline", "销售管道")
            .filterable()
            .starts_as(FIRST_PIPELINE.into())
            .also(&["Sales Pipeline", "Sales Process", "销售流程"])
            .choices(pipelines()),
        FieldDef::new("stage", FieldKind::Choice, "Stage", "阶段")
            .required()
            .filterable()
            .also(&["Deal Stage", "deal_stage", "销售阶段", "商机阶段"])
            .within("pipeline")
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
        relation("lead", LEAD, "From lead", "来自线索").also(&["LEADID", "Lead Id", "线索编号"]),
        relation("campaign", CAMPAIGN, "Campaign", "营销活动").also(&[
            "Campaign Id",
            "CAMPAIGNID",
            "Campaign Name",
            "Campaign Source",
            "活动",
        ]),
        relation("product", PRODUCT, "Product", "产品").also(&[
            "Product Name",
            "Product Id",
            "PRODUCTID",
            "产品名称",
            "意向产品",
        ]),
        FieldDef::new("competitor", FieldKind::Text, "Competitor", "竞争对手"),
        note(),
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
        key: DEAL.into(),
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
        searched: keys(&["name", "competitor", "tags"]),
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
                    "pipeline",
                    "stage",
                    "probability",
                    "close_date",
                    "expected_revenue",
                    "type",
                    "source",
                    "lead",
                    "campaign",
                    "product",
                    "competitor",
                ],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["amount", "close_date", "last_contact_at", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}
