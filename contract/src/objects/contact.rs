//! Contacts: persons at a customer.

use super::CONTACT;
use super::choices::source;
use super::parts::{account, kept, keys, note, owner, pulse, section, tags};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "姓名")
            .required()
            .filterable()
            .also(&[
                "Full Name",
                "Last Name",
                "Contact",
                "Contact Name",
                "联系人",
                "联系人姓名",
                "名字",
            ]),
        account(),
        FieldDef::new("position", FieldKind::Text, "Position", "职位").also(&[
            "Title",
            "Job Title",
            "职务",
        ]),
        FieldDef::new("department", FieldKind::Text, "Department", "部门"),
        FieldDef::new(
            "decision_role",
            FieldKind::Choice,
            "Role in decisions",
            "决策角色",
        )
        .filterable()
        .choices(vec![
            Choice::new("decider", "Decides", "决策者").hue(22),
            Choice::new("influencer", "Influences", "影响者").hue(85),
            Choice::new("user", "Uses", "使用者"),
            Choice::new("buyer", "Buys", "采购").hue(255),
            Choice::new("blocker", "Blocks", "反对者").hue(345),
        ]),
        FieldDef::new("phone", FieldKind::Phone, "Phone", "手机")
            .filterable()
            .also(&[
                "Mobile",
                "Cell",
                "Mobile Phone",
                "电话",
                "手机号",
                "联系电话",
                "手机号码",
            ]),
        FieldDef::new("phone2", FieldKind::Phone, "Second phone", "其他电话")
            .filterable()
            .also(&[
                "Phone",
                "Home Phone",
                "Other Phone",
                "Telephone",
                "电话",
                "座机",
                "固定电话",
                "办公电话",
            ]),
        FieldDef::new("wechat", FieldKind::Text, "WeChat", "微信").also(&[
            "WeChat Id",
            "wx",
            "微信号",
        ]),
        FieldDef::new("email", FieldKind::Email, "E-mail", "邮箱")
            .filterable()
            .also(&["Email", "Mail", "Email Address", "电子邮件", "电子邮箱"]),
        FieldDef::new("birthday", FieldKind::Date, "Birthday", "生日")
            .filterable()
            .also(&["Date of Birth", "Birth Date", "出生日期"]),
        FieldDef::new("gender", FieldKind::Choice, "Gender", "性别")
            .filterable()
            .also(&["Sex", "Salutation", "称谓"])
            .choices(vec![
                Choice::new("female", "Female", "女").also(&["Ms.", "Mrs.", "F", "女士"]),
                Choice::new("male", "Male", "男").also(&["Mr.", "M", "先生"]),
            ]),
        FieldDef::new("do_not_call", FieldKind::YesNo, "Do not call", "不要致电")
            .filterable()
            .also(&["Do Not Call", "DNC", "勿扰"]),
        source(),
        FieldDef::new("reports_to", FieldKind::Relation, "Reports to", "上级")
            .to(CONTACT)
            .filterable(),
        FieldDef::new("address", FieldKind::Text, "Address", "地址")
            .also(&["Mailing Street", "联系地址"]),
        note(),
        tags(),
        owner(&["Contact Owner", "Contact Owner Id"]),
    ];
    fields.extend(pulse());
    fields.extend(kept(&["CONTACTID", "Contact Id", "联系人编号"]));
    ObjectDef {
        key: CONTACT.into(),
        path: "contacts".into(),
        label: Label::new("Contact", "联系人"),
        plural: Label::new("Contacts", "联系人"),
        icon: "user".into(),
        hue: 55,
        title: "name".into(),
        columns: keys(&[
            "name",
            "account",
            "position",
            "phone",
            "email",
            "last_contact_at",
            "next_step",
            "next_step_at",
            "owner",
        ]),
        searched: keys(&[
            "name", "phone", "phone2", "email", "wechat", "position", "tags",
        ]),
        duplicates: keys(&["name", "phone", "phone2", "email"]),
        sort: Sort::down("created_at"),
        sections: vec![
            section(
                "Person",
                "个人",
                &[
                    "name",
                    "account",
                    "position",
                    "department",
                    "decision_role",
                    "reports_to",
                    "gender",
                    "birthday",
                    "source",
                ],
            ),
            section(
                "Reach",
                "联系方式",
                &[
                    "phone",
                    "phone2",
                    "wechat",
                    "email",
                    "address",
                    "do_not_call",
                ],
            ),
            section("Work", "跟进", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["phone", "wechat", "last_contact_at", "next_step"]),
        fields,
        followed: true,
        ..ObjectDef::default()
    }
}
