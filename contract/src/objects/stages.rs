//! The pipeline that comes with the product, and its stages.

use crate::{Choice, StageOutcome};

/// The pipeline of deals that name none.
pub(super) const FIRST_PIPELINE: &str = "sales";

/// The pipelines of deals.
pub(super) fn pipelines() -> Vec<Choice> {
    vec![Choice::new(FIRST_PIPELINE, "Sales", "标准销售")]
}

/// The stages of the first pipeline.
pub(super) fn stages() -> Vec<Choice> {
    use StageOutcome::{Lost, Won};
    let stages = vec![
        open("prospect", "Prospect", "初步接触", 10, 30).also(&[
            "Prospecting",
            "Prospect",
            "New",
            "初步沟通",
        ]),
        open("qualify", "Qualify", "需求确认", 20, 21).also(&["Qualification", "Qualified"]),
        open("analysis", "Needs analysis", "需求分析", 40, 21).also(&[
            "Needs Analysis",
            "Discovery",
            "Engaging",
        ]),
        open("offer", "Initial offer", "初步报价", 50, 14)
            .also(&["Initial Offer", "Value Proposition"]),
        open("proposal", "Proposal", "方案报价", 60, 14).also(&[
            "Proposal/Price Quote",
            "Quote",
            "Proposal",
        ]),
        open("negotiation", "Negotiation", "商务谈判", 80, 14)
            .also(&["Negotiation/Review", "Negotiation"]),
        Choice::new("won", "Won", "赢单")
            .hue(150)
            .stage(100, Won)
            .also(&["Closed Won", "成交", "已成交"]),
        Choice::new("lost", "Lost", "输单")
            .hue(22)
            .stage(0, Lost)
            .also(&["Closed Lost", "丢单", "失败"]),
    ];
    let of_first = stages.into_iter().map(|stage| stage.of(FIRST_PIPELINE));
    of_first.collect()
}

/// A stage in which a deal is open: its chance to win in whole percent, and the days after which it goes stale there.
fn open(key: &str, en: &str, zh: &str, chance: u8, days: u16) -> Choice {
    Choice {
        rots_after: Some(days),
        ..Choice::new(key, en, zh).stage(chance, StageOutcome::Open)
    }
}
