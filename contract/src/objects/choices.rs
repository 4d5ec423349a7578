//! Choice fields that several objects have.

use crate::{Choice, FieldDef, FieldKind};

pub(super) fn source() -> FieldDef {
    FieldDef::new("source", FieldKind::Choice, "Source", "来源")
        .filterable()
        .also(&["Lead Source", "Source", "客户来源", "线索来源", "渠道"])
        .choices(vec![
            Choice::new("cold_call", "Cold call", "陌生电话"),
            Choice::new("referral", "Referral", "转介绍").also(&["External Referral", "客户介绍"]),
            Choice::new("employee_referral", "Employee referral", "员工推荐"),
            Choice::new("partner", "Partner", "合作伙伴"),
            Choice::new("trade_show", "Trade show", "展会"),
            Choice::new("advertisement", "Advertisement", "广告"),
            Choice::new("web", "Web research", "网络").also(&["Web Research", "官网", "网站"]),
            Choice::new("online_store", "Online store", "网店")
                .also(&["OnlineStore", "Online Store"]),
            Choice::new("public_relations", "Public relations", "公关"),
            Choice::new("email", "E-mail", "邮件").also(&["Sales Mail Alias"]),
            Choice::new("wechat", "WeChat", "微信"),
            Choice::new("other", "Other", "其他"),
        ])
}

pub(super) fn industry() -> FieldDef {
    FieldDef::new("industry", FieldKind::Choice, "Industry", "行业")
        .filterable()
        .also(&["Sector", "所属行业"])
        .choices(vec![
            Choice::new("manufacturing", "Manufacturing", "制造业"),
            Choice::new("technology", "Technology", "科技").also(&["technolgy", "高科技"]),
            Choice::new("it_services", "IT services", "IT 服务").also(&["Software", "软件"]),
            Choice::new("financial_services", "Financial services", "金融")
                .also(&["Finance", "Banking"]),
            Choice::new("education", "Education", "教育"),
            Choice::new("healthcare", "Healthcare", "医疗").also(&["Medical"]),
            Choice::new("pharma", "Pharma", "制药"),
            Choice::new("retail", "Retail", "零售"),
            Choice::new("communications", "Communications", "通信").also(&[
                "Telecommunications",
                "Telecom",
                "电信",
            ]),
            Choice::new("consulting", "Consulting", "咨询"),
            Choice::new("service_provider", "Service provider", "服务商").also(&["Services"]),
            Choice::new("government", "Government", "政府").also(&["Government/Military"]),
            Choice::new("construction", "Construction", "建筑"),
            Choice::new("logistics", "Logistics", "物流"),
            Choice::new("food", "Food", "食品"),
            Choice::new("energy", "Energy", "能源"),
            Choice::new("marketing", "Marketing", "营销"),
            Choice::new("entertainment", "Entertainment", "文娱").also(&["Media"]),
            Choice::new("employment", "Employment services", "人力资源").also(&["Employment"]),
            Choice::new("other", "Other", "其他"),
        ])
}

/// How money travels.
pub(super) fn method() -> FieldDef {
    FieldDef::new("method", FieldKind::Choice, "Method", "付款方式")
        .filterable()
        .also(&[
            "Payment Method",
            "Payment Mode",
            "Pay By",
            "回款方式",
            "支付方式",
            "收款方式",
        ])
        .choices(vec![
            Choice::new("transfer", "Bank transfer", "银行转账").also(&[
                "Transfer",
                "Wire",
                "Wire Transfer",
                "Bank",
                "转账",
                "电汇",
                "对公转账",
            ]),
            Choice::new("draft", "Bank acceptance", "承兑汇票").also(&["Draft", "承兑", "汇票"]),
            Choice::new("cheque", "Cheque", "支票").also(&["Check"]),
            Choice::new("cash", "Cash", "现金"),
            Choice::new("card", "Card", "刷卡").also(&["Credit Card", "信用卡", "银行卡"]),
            Choice::new("wechat_pay", "WeChat Pay", "微信支付").also(&["WeChat", "微信"]),
            Choice::new("alipay", "Alipay", "支付宝"),
            Choice::new("direct_debit", "Direct debit", "代扣").also(&["SEPA"]),
            Choice::new("other", "Other", "其他"),
        ])
}
