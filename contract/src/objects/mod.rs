//! The objects that come with the product.

mod account;
mod activity;
mod contact;
mod deal;
mod lead;
mod user;

use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Section};

pub const ACCOUNT: &str = "account";
pub const CONTACT: &str = "contact";
pub const LEAD: &str = "lead";
pub const DEAL: &str = "deal";
pub const ACTIVITY: &str = "activity";
/// People who use the product: described like the rest so that they can be imported and listed.
pub const USER: &str = "user";

/// The five objects of the trade and the users, in the order of the menu.
#[must_use]
pub fn all() -> Vec<ObjectDef> {
    vec![
        account::object(),
        contact::object(),
        lead::object(),
        deal::object(),
        activity::object(),
        user::object(),
    ]
}

/// The objects that global search covers.
pub const SEARCHED: [&str; 5] = [ACCOUNT, CONTACT, LEAD, DEAL, ACTIVITY];

fn section(en: &str, zh: &str, fields: &[&str]) -> Section {
    Section {
        label: Label::new(en, zh),
        fields: fields.iter().map(|key| (*key).to_owned()).collect(),
        ..Section::default()
    }
}

fn keys(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn owner(also: &[&str]) -> FieldDef {
    let mut headers = vec![
        "Owner",
        "Owner Id",
        "Sales Rep",
        "业务员",
        "销售",
        "跟进人",
        "所属人",
    ];
    headers.extend(also);
    FieldDef::new("owner", FieldKind::User, "Owner", "负责人")
        .filterable()
        .also(&headers)
}

fn tags() -> FieldDef {
    FieldDef::new("tags", FieldKind::Tags, "Tags", "标签")
        .filterable()
        .also(&["Tag", "Labels", "标记"])
}

/// What every record carries without being asked: the id it had elsewhere, and who made and changed it when.
fn kept(foreign_id: &[&str]) -> Vec<FieldDef> {
    let mut headers = vec!["External Id", "External ID", "外部编号", "原系统编号"];
    headers.extend(foreign_id);
    vec![
        FieldDef::new("external_id", FieldKind::Text, "External id", "外部编号")
            .system()
            .filterable()
            .also(&headers),
        FieldDef::new("created_at", FieldKind::DateTime, "Created", "创建时间")
            .system()
            .filterable()
            .also(&[
                "Created Time",
                "Created At",
                "Created On",
                "Create Date",
                "Date Created",
                "创建日期",
                "建档时间",
                "录入时间",
            ]),
        FieldDef::new("updated_at", FieldKind::DateTime, "Changed", "更新时间")
            .system()
            .filterable()
            .also(&[
                "Modified Time",
                "Updated At",
                "Last Modified",
                "修改时间",
                "更新日期",
            ]),
        FieldDef::new("created_by", FieldKind::User, "Created by", "创建人").system(),
    ]
}

/// The last contact and the next step, kept from the activities of the record.
fn pulse() -> Vec<FieldDef> {
    vec![
        FieldDef::new(
            "last_contact_at",
            FieldKind::DateTime,
            "Last contact",
            "上次联系",
        )
        .system()
        .filterable()
        .also(&[
            "Last Contacted",
            "Last Activity",
            "Last Activity Time",
            "最近联系",
            "最后跟进时间",
            "上次联系时间",
        ]),
        FieldDef::new("last_contact", FieldKind::Text, "Last words", "上次内容").system(),
        FieldDef::new("next_step", FieldKind::Text, "Next step", "下一步").system(),
        FieldDef::new(
            "next_step_at",
            FieldKind::DateTime,
            "Next step due",
            "下一步时间",
        )
        .system()
        .filterable()
        .also(&[
            "下次跟进时间",
            "下次联系时间",
            "Next Contact",
            "Next Contact Time",
            "下次联系",
            "下次跟进",
        ]),
    ]
}

fn source() -> FieldDef {
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

fn industry() -> FieldDef {
    FieldDef::new("industry", FieldKind::Choice, "Industry", "行业")
        .filterable()
        .also(&["Sector", "所属行业"])
        .choices(vec![
            Choice::new("manufacturing", "Manufacturing", "制造业"),
            Choice::new("technology", "Technology", "科技"),
            Choice::new("it_services", "IT services", "IT 服务"),
            Choice::new("financial_services", "Financial services", "金融"),
            Choice::new("education", "Education", "教育"),
            Choice::new("healthcare", "Healthcare", "医疗"),
            Choice::new("pharma", "Pharma", "制药"),
            Choice::new("retail", "Retail", "零售"),
            Choice::new("communications", "Communications", "通信"),
            Choice::new("consulting", "Consulting", "咨询"),
            Choice::new("service_provider", "Service provider", "服务商"),
            Choice::new("government", "Government", "政府").also(&["Government/Military"]),
            Choice::new("construction", "Construction", "建筑"),
            Choice::new("logistics", "Logistics", "物流"),
            Choice::new("food", "Food", "食品"),
            Choice::new("energy", "Energy", "能源"),
            Choice::new("other", "Other", "其他"),
        ])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::all;

    #[test]
    fn every_key_that_a_description_names_is_a_field_of_it() {
        for object in all() {
            let known: HashSet<_> = object
                .fields
                .iter()
                .map(|field| field.key.as_str())
                .collect();
            assert_eq!(
                known.len(),
                object.fields.len(),
                "{}: a field key twice",
                object.key
            );
            let named = object
                .columns
                .iter()
                .chain(&object.searched)
                .chain(&object.duplicates);
            let shown = object.sections.iter().flat_map(|section| &section.fields);
            for key in named
                .chain(shown)
                .chain([&object.title, &object.sort.field])
            {
                assert!(
                    known.contains(key.as_str()),
                    "{}: no field {key}",
                    object.key
                );
            }
        }
    }

    #[test]
    fn every_field_of_a_form_stands_in_one_section() {
        for object in all() {
            for field in object.form_fields() {
                let count = object
                    .sections
                    .iter()
                    .flat_map(|section| &section.fields)
                    .filter(|key| **key == field.key)
                    .count();
                assert_eq!(count, 1, "{}.{}", object.key, field.key);
            }
        }
    }
}
