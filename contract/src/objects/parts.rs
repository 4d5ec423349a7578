//! What descriptions are made of: sections, and the fields that many objects have.

use super::{ACCOUNT, CONTACT, DEAL};
use crate::{Derived, FieldDef, FieldKind, Filter, Gathering, Label, Section};

pub(super) fn section(en: &str, zh: &str, fields: &[&str]) -> Section {
    Section {
        label: Label::new(en, zh),
        fields: fields.iter().map(|key| (*key).to_owned()).collect(),
        ..Section::default()
    }
}

pub(super) fn keys(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(super) fn owner(also: &[&str]) -> FieldDef {
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

pub(super) fn tags() -> FieldDef {
    FieldDef::new("tags", FieldKind::Tags, "Tags", "标签")
        .filterable()
        .also(&["Tag", "Labels", "标记"])
}

/// What every record carries without being asked: the id it had elsewhere, and who made and changed it when.
pub(super) fn kept(foreign_id: &[&str]) -> Vec<FieldDef> {
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
                "Opened On",
                "engage_date",
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
                "Last Modified Time",
                "修改时间",
                "更新日期",
            ]),
        FieldDef::new("created_by", FieldKind::User, "Created by", "创建人").system(),
    ]
}

/// The last contact and the next step, kept from the activities of the record.
pub(super) fn pulse() -> Vec<FieldDef> {
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

/// Words about a record that fit nowhere else.
pub(super) fn note() -> FieldDef {
    FieldDef::new("note", FieldKind::LongText, "Note", "备注").also(&[
        "Notes",
        "Description",
        "Remark",
        "说明",
        "描述",
    ])
}

/// A relation that lists may be filtered by.
pub(super) fn relation(key: &str, object: &str, en: &str, zh: &str) -> FieldDef {
    FieldDef::new(key, FieldKind::Relation, en, zh)
        .to(object)
        .filterable()
}

/// The customer whom a record is about.
pub(super) fn account() -> FieldDef {
    relation("account", ACCOUNT, "Customer", "客户").also(&[
        "Account",
        "Account Id",
        "ACCOUNTID",
        "Account Name",
        "Company",
        "Customer Name",
        "公司",
        "公司名称",
        "客户名称",
        "所属客户",
        "单位",
    ])
}

/// The person at the customer.
pub(super) fn contact() -> FieldDef {
    relation("contact", CONTACT, "Contact", "联系人").also(&[
        "CONTACTID",
        "Contact Id",
        "Contact Name",
        "联系人姓名",
        "主要联系人",
    ])
}

/// The deal that a record came from or is about.
pub(super) fn deal() -> FieldDef {
    relation("deal", DEAL, "Deal", "商机").also(&[
        "POTENTIALID",
        "Potential Id",
        "Potential Name",
        "Deal Id",
        "Deal Name",
        "Opportunity",
        "商机名称",
        "所属商机",
    ])
}

/// A number of its own for each record; a file may bring the one it had.
pub(super) fn number(pattern: &str, also: &[&str]) -> FieldDef {
    let mut headers = vec!["No.", "No", "编号", "单号", "单据编号"];
    headers.extend(also);
    FieldDef::new("number", FieldKind::Text, "Number", "编号")
        .filterable()
        .also(&headers)
        .derived(Derived::Counted {
            pattern: pattern.to_owned(),
        })
}

/// A money field that lists may be filtered and sorted by.
pub(super) fn money(key: &str, en: &str, zh: &str) -> FieldDef {
    FieldDef::new(key, FieldKind::Money, en, zh).filterable()
}

/// A value computed from other fields of the record.
pub(super) fn formula(expression: &str) -> Derived {
    Derived::Formula {
        expression: expression.to_owned(),
    }
}

/// How many records of `object` point here.
pub(super) fn count_of(object: &str, by: &str, only: Vec<Filter>) -> Derived {
    rolled_up(object, by, Gathering::Count, None, only)
}

/// The sum of the field `of` over the records of `object` that point here.
pub(super) fn sum_of(object: &str, by: &str, of: &str, only: Vec<Filter>) -> Derived {
    rolled_up(object, by, Gathering::Sum, Some(of.to_owned()), only)
}

fn rolled_up(
    object: &str,
    by: &str,
    gathering: Gathering,
    of: Option<String>,
    only: Vec<Filter>,
) -> Derived {
    Derived::RollUp {
        object: object.to_owned(),
        by: by.to_owned(),
        gathering,
        of,
        only,
    }
}
