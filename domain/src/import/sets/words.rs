//! What files of an object are called, beside the names that the product itself has for it.

use contract::objects::{
    ACCOUNT, ACTIVITY, CAMPAIGN, CAMPAIGN_MEMBER, CONTACT, CONTRACT, DEAL, INVOICE, INVOICE_LINE,
    LEAD, ORDER, ORDER_LINE, PAYMENT, PRICE_BOOK, PRODUCT, QUOTE, TICKET, USER,
};
use contract::{Language, ObjectDef};

/// Words in the names of files, in the singular.
const WORDS: [(&str, &[&str]); 18] = [
    (
        ACCOUNT,
        &[
            "customer",
            "company",
            "organization",
            "organisation",
            "client",
            "公司",
            "企业",
            "客户",
        ],
    ),
    (
        CONTACT,
        &[
            "person",
            "people",
            "address book",
            "vcard",
            "联系人",
            "名片",
            "通讯录",
        ],
    ),
    (LEAD, &["prospect", "线索", "潜在客户"]),
    (
        DEAL,
        &[
            "potential",
            "opportunity",
            "pipeline",
            "sale pipeline",
            "商机",
            "销售机会",
        ],
    ),
    (
        ACTIVITY,
        &[
            "activity",
            "call",
            "task",
            "event",
            "meeting",
            "visit",
            "appointment",
            "通话",
            "任务",
            "日程",
            "拜访",
            "跟进",
            "跟进记录",
            "会议",
        ],
    ),
    (
        USER,
        &[
            "sale team",
            "sale agent",
            "sale rep",
            "team",
            "staff",
            "employee",
            "agent",
            "员工",
            "用户",
            "成员",
        ],
    ),
    (TICKET, &["case", "support case", "工单", "服务单"]),
    (ORDER, &["sale order", "purchase order", "订单"]),
    (
        ORDER_LINE,
        &[
            "sale order line item",
            "order line item",
            "order item",
            "订单明细",
        ],
    ),
    (INVOICE, &["bill", "发票"]),
    (
        INVOICE_LINE,
        &["invoice line item", "invoice item", "发票明细"],
    ),
    (QUOTE, &["quotation", "estimate", "offer", "报价", "报价单"]),
    (CONTRACT, &["agreement", "合同"]),
    (PAYMENT, &["receipt", "回款", "收款"]),
    (PRODUCT, &["item", "产品", "商品"]),
    (PRICE_BOOK, &["price list", "价格表", "价目表"]),
    (CAMPAIGN, &["营销活动", "市场活动"]),
    (
        CAMPAIGN_MEMBER,
        &[
            "campaign lead status",
            "campaign lead",
            "campaign contact",
            "活动成员",
        ],
    ),
];

/// How many letters of a file's name speak of an object; none where it does not.
pub(super) fn spoken_of(object: &ObjectDef, stem: &str) -> usize {
    let stem = plain(stem);
    let own = Language::ALL
        .into_iter()
        .flat_map(|language| [object.label.get(language), object.plural.get(language)])
        .chain([object.key.as_str(), object.path.as_str()]);
    let others = WORDS.iter().filter(|(key, _)| *key == object.key);
    own.chain(others.flat_map(|(_, words)| words.iter().copied()))
        .map(plain)
        .filter(|word| is_in(&stem, word))
        .map(|word| word.chars().filter(|c| *c != ' ').count() * weight(&word))
        .max()
        .unwrap_or_default()
}

/// A Chinese character says as much as some letters.
fn weight(word: &str) -> usize {
    if word.is_ascii() { 1 } else { 3 }
}

/// Whole words, but for a script that is written without blanks.
fn is_in(stem: &str, word: &str) -> bool {
    let word = word.trim();
    if word.is_empty() {
        return false;
    }
    match word.is_ascii() {
        true => stem.contains(&format!(" {word} ")),
        false => stem.contains(word),
    }
}

/// Lower case, one blank around each word, in the singular.
fn plain(text: &str) -> String {
    let mut words = String::from(" ");
    let text = text.to_lowercase();
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let singular = match word {
            word if word.ends_with("ies") => format!("{}y", &word[..word.len() - 3]),
            word => word.strip_suffix('s').unwrap_or(word).to_owned(),
        };
        if !singular.is_empty() {
            words.push_str(&singular);
            words.push(' ');
        }
    }
    words
}
