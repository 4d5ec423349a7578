//! Customers: companies one sells to.

use super::choices::{industry, source};
use super::parts::{formula, kept, keys, money, note, owner, pulse, section, sum_of, tags};
use super::{ACCOUNT, CONTRACT, PAYMENT, PAYMENT_PLAN, contract, payment};
use crate::{Choice, FieldDef, FieldKind, Filter, Label, ObjectDef, Operator, Sort, Sum, SumLook};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "客户名称")
            .required()
            .filterable()
            .also(&[
                "Account Name",
                "Company",
                "Company Name",
                "Customer",
                "Customer Name",
                "Account",
                "Organization",
                "客户",
                "公司",
                "公司名称",
                "企业名称",
                "单位名称",
                "单位",
            ]),
        FieldDef::new("phone", FieldKind::Phone, "Phone", "电话")
            .filterable()
            .also(&[
                "Telephone",
                "Tel",
                "Mobile",
                "Phone Number",
                "手机",
                "联系电话",
                "手机号",
                "电话号码",
                "座机",
            ]),
        FieldDef::new("wechat", FieldKind::Text, "WeChat", "微信").also(&[
            "WeChat Id",
            "wx",
            "微信号",
        ]),
        FieldDef::new("email", FieldKind::Email, "E-mail", "邮箱")
            .filterable()
            .also(&["Email", "Mail", "Email Address", "电子邮件", "电子邮箱"]),
        FieldDef::new("website", FieldKind::Link, "Website", "网站")
            .also(&["Web", "URL", "Domain", "网址", "官网"]),
        FieldDef::new("short_name", FieldKind::Text, "Short name", "简称").also(&[
            "Alias",
            "Nickname",
            "客户简称",
            "公司简称",
        ]),
        industry(),
        FieldDef::new("type", FieldKind::Choice, "Type", "类型")
            .filterable()
            .also(&["Account Type", "Customer Type", "客户类型"])
            .choices(vec![
                Choice::new("prospect", "Prospect", "潜在客户").hue(255),
                Choice::new("customer", "Customer", "成交客户").hue(150),
                Choice::new("partner", "Partner", "合作伙伴").hue(295),
                Choice::new("competitor", "Competitor", "竞争对手").hue(22),
            ]),
        FieldDef::new("level", FieldKind::Choice, "Level", "级别")
            .filterable()
            .also(&["Rating", "Grade", "客户级别", "客户等级"])
            .choices(vec![
                Choice::new("a", "A", "A").hue(150),
                Choice::new("b", "B", "B").hue(85),
                Choice::new("c", "C", "C"),
            ]),
        source(),
        FieldDef::new("employees", FieldKind::Integer, "Employees", "员工人数")
            .filterable()
            .also(&["No. of Employees", "Size", "人数", "规模"]),
        FieldDef::new(
            "annual_revenue",
            FieldKind::Money,
            "Annual revenue",
            "年营业额",
        )
        .also(&["Revenue", "营业额", "年收入"]),
        FieldDef::new("founded", FieldKind::Integer, "Founded in", "成立年份").also(&[
            "year_established",
            "Year Founded",
            "成立时间",
        ]),
        FieldDef::new("tax_number", FieldKind::Text, "Tax number", "税号")
            .filterable()
            .also(&["VAT", "Tax Id", "统一社会信用代码", "纳税人识别号"]),
        FieldDef::new("parent", FieldKind::Relation, "Parent company", "上级公司")
            .to(ACCOUNT)
            .filterable()
            .also(&["Parent Account", "subsidiary_of", "母公司"]),
        FieldDef::new("region", FieldKind::Text, "Region", "地区")
            .filterable()
            .also(&[
                "City",
                "Province",
                "State",
                "Country",
                "Office Location",
                "省份",
                "城市",
                "区域",
            ]),
        FieldDef::new("address", FieldKind::Text, "Address", "地址").also(&[
            "Street",
            "Billing Street",
            "Billing Address",
            "详细地址",
            "公司地址",
        ]),
        FieldDef::new(
            "shipping_address",
            FieldKind::Address,
            "Shipping address",
            "收货地址",
        )
        .also(&["Shipping Street", "Delivery Address", "送货地址"]),
        note(),
        tags(),
        owner(&["Account Owner", "Account Owner Id"]),
    ];
    fields.extend(sums());
    fields.extend(pulse());
    fields.extend(kept(&["ACCOUNTID", "Account Id", "客户编号"]));
    ObjectDef {
        key: ACCOUNT.into(),
        path: "accounts".into(),
        label: Label::new("Customer", "客户"),
        plural: Label::new("Customers", "客户"),
        icon: "users".into(),
        hue: 185,
        title: "name".into(),
        columns: keys(&[
            "name",
            "phone",
            "type",
            "industry",
            "last_contact_at",
            "next_step",
            "next_step_at",
            "tags",
            "owner",
        ]),
        searched: keys(&[
            "name",
            "short_name",
            "phone",
            "email",
            "wechat",
            "website",
            "tax_number",
            "region",
            "address",
            "tags",
        ]),
        duplicates: keys(&["name", "phone", "email"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Company",
                "公司",
                &[
                    "name",
                    "type",
                    "level",
                    "industry",
                    "short_name",
                    "employees",
                    "founded",
                    "annual_revenue",
                    "tax_number",
                    "parent",
                    "source",
                ],
            ),
            section(
                "Contact",
                "联系方式",
                &[
                    "phone",
                    "wechat",
                    "email",
                    "website",
                    "region",
                    "address",
                    "shipping_address",
                ],
            ),
            section(
                "Contracts and payments",
                "合同与回款",
                &["contracted", "received", "outstanding"],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["phone", "wechat", "last_contact_at", "next_step"]),
        fields,
        followed: true,
        sums: paid(),
        ..ObjectDef::default()
    }
}

/// What was agreed, came in, is still to come, and is late today.
fn paid() -> Vec<Sum> {
    let sum =
        |key: &str, en, zh, object, of| Sum::new(key, Label::new(en, zh), object, ACCOUNT, of);
    let open = || vec![Filter::new("status", Operator::AnyOf, "pending|partial")];
    let late = Filter::new("due", Operator::Within, "overdue");
    vec![
        sum("contracted", "Contracted", "合同总额", CONTRACT, "amount").only(contract::agreed()),
        sum("paid", "Paid", "已回款", PAYMENT, "amount")
            .only(payment::counted())
            .look(SumLook::Done),
        sum("due", "Due", "待回款", PAYMENT_PLAN, "outstanding")
            .only(open())
            .look(SumLook::Open),
        sum("overdue", "Overdue", "逾期", PAYMENT_PLAN, "outstanding")
            .only(open().into_iter().chain([late]).collect())
            .look(SumLook::Late),
    ]
}

/// What was agreed with the customer and paid. What is overdue depends on the day: payment plans due before today say
/// it.
fn sums() -> Vec<FieldDef> {
    vec![
        money("contracted", "Contracted", "合同总额").derived(sum_of(
            CONTRACT,
            ACCOUNT,
            "amount",
            contract::agreed(),
        )),
        money("received", "Received", "已回款").derived(payment::received(ACCOUNT)),
        money("outstanding", "Outstanding", "未回款")
            .derived(formula("contracted - coalesce(received, 0)")),
    ]
}
