//! Leads: somebody who may become a customer.

use super::choices::{industry, source};
use super::parts::{kept, keys, owner, pulse, relation, section, tags};
use super::{ACCOUNT, CAMPAIGN, CONTACT, DEAL, LEAD};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "姓名")
            .required()
            .filterable()
            .also(&[
                "Full Name",
                "Last Name",
                "Lead",
                "Lead Name",
                "Contact Name",
                "线索",
                "线索名称",
                "联系人",
                "名字",
            ]),
        FieldDef::new("company", FieldKind::Text, "Company", "公司")
            .filterable()
            .also(&[
                "Company Name",
                "Account Name",
                "Organization",
                "公司名称",
                "客户名称",
                "单位",
            ]),
        FieldDef::new("position", FieldKind::Text, "Position", "职位").also(&[
            "Title",
            "Job Title",
            "职务",
        ]),
        FieldDef::new("phone", FieldKind::Phone, "Phone", "手机")
            .filterable()
            .also(&["Mobile", "Cell", "Telephone", "电话", "手机号", "联系电话"]),
        FieldDef::new("wechat", FieldKind::Text, "WeChat", "微信").also(&[
            "WeChat Id",
            "wx",
            "微信号",
        ]),
        FieldDef::new("email", FieldKind::Email, "E-mail", "邮箱")
            .filterable()
            .also(&["Email", "Mail", "Email Address", "电子邮件", "电子邮箱"]),
        FieldDef::new("website", FieldKind::Link, "Website", "网站")
            .also(&["Web", "URL", "网址", "官网"]),
        industry(),
        source(),
        relation("campaign", CAMPAIGN, "Campaign", "营销活动").also(&[
            "Campaign Id",
            "CAMPAIGNID",
            "Campaign Name",
            "Campaign Source",
            "活动名称",
        ]),
        FieldDef::new("status", FieldKind::Choice, "Status", "状态")
            .filterable()
            .also(&["Lead Status", "线索状态", "跟进状态"])
            .choices(vec![
                Choice::new("new", "New", "新线索")
                    .hue(255)
                    .also(&["Not Contacted", "未联系"]),
                Choice::new("attempted", "Attempted to contact", "尝试联系").hue(85),
                Choice::new("contacted", "Contacted", "已联系").hue(190),
                Choice::new("later", "Contact in future", "以后联系"),
                Choice::new("qualified", "Qualified", "已确认")
                    .hue(150)
                    .also(&["Pre Qualified", "Pre-Qualified"]),
                Choice::new("lost", "Lost", "已流失")
                    .hue(22)
                    .also(&["Lost Lead"]),
                Choice::new("junk", "Junk", "无效").also(&["Junk Lead"]),
                Choice::new("converted", "Converted", "已转化").hue(295),
            ]),
        FieldDef::new("need", FieldKind::LongText, "Need", "需求").also(&[
            "Description",
            "Requirement",
            "需求描述",
        ]),
        FieldDef::new("budget", FieldKind::Money, "Budget", "预算"),
        FieldDef::new("region", FieldKind::Text, "Region", "地区")
            .filterable()
            .also(&[
                "City", "Province", "State", "Country", "省份", "城市", "区域",
            ]),
        FieldDef::new("note", FieldKind::LongText, "Note", "备注")
            .also(&["Notes", "Remark", "说明", "描述"]),
        tags(),
        owner(&["Lead Owner", "Lead Owner Id"]),
        FieldDef::new("converted", FieldKind::YesNo, "Converted", "已转化")
            .system()
            .filterable()
            .also(&["CONVERTED", "Is Converted", "是否转化"]),
        FieldDef::new(
            "converted_at",
            FieldKind::DateTime,
            "Converted at",
            "转化时间",
        )
        .system()
        .filterable(),
        FieldDef::new(
            "account",
            FieldKind::Relation,
            "Became customer",
            "转为客户",
        )
        .to(ACCOUNT)
        .system(),
        FieldDef::new(
            "contact",
            FieldKind::Relation,
            "Became contact",
            "转为联系人",
        )
        .to(CONTACT)
        .system(),
        FieldDef::new("deal", FieldKind::Relation, "Became deal", "转为商机")
            .to(DEAL)
            .system(),
    ];
    fields.extend(pulse());
    fields.extend(kept(&["LEADID", "Lead Id", "线索编号"]));
    ObjectDef {
        key: LEAD.into(),
        path: "leads".into(),
        label: Label::new("Lead", "线索"),
        plural: Label::new("Leads", "线索"),
        icon: "target".into(),
        hue: 85,
        title: "name".into(),
        columns: keys(&[
            "name",
            "company",
            "phone",
            "status",
            "source",
            "last_contact_at",
            "next_step",
            "next_step_at",
            "owner",
        ]),
        searched: keys(&[
            "name", "company", "phone", "email", "wechat", "website", "region", "tags",
        ]),
        duplicates: keys(&["name", "phone", "email"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Lead",
                "线索",
                &[
                    "name", "company", "position", "status", "source", "campaign", "industry",
                    "need", "budget",
                ],
            ),
            section(
                "Reach",
                "联系方式",
                &["phone", "wechat", "email", "website", "region"],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["phone", "wechat", "last_contact_at", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}
