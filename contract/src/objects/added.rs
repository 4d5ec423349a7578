//! What every object has that an administrator adds, before they describe more.

use super::parts::{kept, keys, owner, pulse, section, tags};
use crate::{FieldDef, FieldKind, Label, ObjectDef, Sort};

/// An added object as it begins: a name, an owner, tags, what every record keeps, and, where activities can be about
/// it, its last contact and next step.
#[must_use]
pub fn added(key: &str, stored: &str, followed: bool) -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "名称")
            .required()
            .filterable()
            .also(&["Title", "标题"]),
        tags(),
        owner(&[]),
    ];
    if followed {
        fields.extend(pulse());
    }
    fields.extend(kept(&["Id", "编号"]));
    let mut columns = keys(&["name"]);
    if followed {
        columns.extend(keys(&["next_step", "next_step_at"]));
    }
    columns.extend(keys(&["tags", "owner"]));
    ObjectDef {
        key: key.to_owned(),
        stored: Some(stored.to_owned()),
        path: key.to_owned(),
        label: Label::same(key),
        plural: Label::same(key),
        icon: "layers".to_owned(),
        hue: 255,
        title: "name".to_owned(),
        columns,
        searched: keys(&["name", "tags"]),
        duplicates: keys(&["name"]),
        sort: Sort::down("created_at"),
        sections: vec![section("Details", "详情", &["name", "owner", "tags"])],
        followed,
        fields,
        ..ObjectDef::default()
    }
}
