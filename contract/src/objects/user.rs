//! Users: the people who work with the product.

use super::parts::{keys, section};
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Role, Sort};

pub(super) fn object() -> ObjectDef {
    let roles: Vec<Choice> = Role::ALL.map(choice).into();
    ObjectDef {
        key: "user".into(),
        path: "users".into(),
        label: Label::new("User", "用户"),
        plural: Label::new("Users", "用户"),
        icon: "user".into(),
        hue: 55,
        title: "name".into(),
        fields: vec![
            FieldDef::new("name", FieldKind::Text, "Name", "姓名")
                .required()
                .filterable()
                .also(&[
                    "Full Name",
                    "Last Name",
                    "User Name",
                    "sales_agent",
                    "用户名",
                    "员工姓名",
                ]),
            FieldDef::new("email", FieldKind::Email, "E-mail", "邮箱")
                .required()
                .filterable()
                .also(&["Email", "Mail", "Email Address", "电子邮件", "邮箱地址"]),
            FieldDef::new("role", FieldKind::Choice, "Role", "角色")
                .required()
                .filterable()
                .also(&["Profile", "User Role", "岗位"])
                .choices(roles.clone()),
            FieldDef::new(
                "more_roles",
                FieldKind::Choices,
                "Further roles",
                "其他角色",
            )
            .filterable()
            .choices(roles),
            FieldDef::new("team", FieldKind::Choice, "Team", "团队")
                .filterable()
                .also(&[
                    "Sales Team",
                    "regional_office",
                    "Region",
                    "Department",
                    "部门",
                    "小组",
                ]),
            FieldDef::new("external_id", FieldKind::Text, "External id", "外部编号")
                .system()
                .filterable()
                .also(&["USER_ID", "User Id", "External Id", "员工编号", "工号"]),
            FieldDef::new("created_at", FieldKind::DateTime, "Created", "创建时间")
                .system()
                .filterable(),
            FieldDef::new("updated_at", FieldKind::DateTime, "Changed", "更新时间").system(),
        ],
        columns: keys(&["name", "email", "role", "more_roles", "team", "created_at"]),
        searched: keys(&["name", "email"]),
        duplicates: keys(&["email"]),
        sort: Sort::up("name"),
        sections: vec![section(
            "User",
            "用户",
            &["name", "email", "role", "more_roles", "team"],
        )],
        ..ObjectDef::default()
    }
}

fn choice(role: Role) -> Choice {
    Choice {
        key: role.key().to_owned(),
        label: role.label(),
        ..Choice::default()
    }
}
