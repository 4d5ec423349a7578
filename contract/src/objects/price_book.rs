//! Price books: what products cost for some customers, from some quantity.

use super::parts::{count_of, kept, keys, money, note, owner, relation, section};
use super::{PRICE_BOOK, PRICE_BOOK_ENTRY, PRODUCT};
use crate::value::Value;
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "价格表名称")
            .required()
            .filterable()
            .also(&[
                "Price Book",
                "Price Book Name",
                "Price List",
                "价格表",
                "名称",
            ]),
        FieldDef::new("active", FieldKind::YesNo, "Active", "启用")
            .filterable()
            .starts_as(Value::YesNo(true))
            .also(&["Is Active", "是否启用"]),
        FieldDef::new("model", FieldKind::Choice, "Pricing", "定价方式")
            .filterable()
            .also(&["Pricing Model", "Model", "定价模式"])
            .choices(vec![
                Choice::new("flat", "Flat", "统一价"),
                Choice::new("differential", "By quantity", "阶梯价")
                    .also(&["Differential", "Tiered"]),
            ]),
        FieldDef::new("valid_from", FieldKind::Date, "Valid from", "生效日期")
            .filterable()
            .also(&["Start Date", "开始日期"]),
        FieldDef::new("valid_until", FieldKind::Date, "Valid until", "失效日期")
            .filterable()
            .also(&["End Date", "Expiry Date", "结束日期"]),
        FieldDef::new("entries", FieldKind::Integer, "Prices", "价目数").derived(count_of(
            PRICE_BOOK_ENTRY,
            PRICE_BOOK,
            Vec::new(),
        )),
        note(),
        owner(&["Price Book Owner", "Price Book Owner Id"]),
    ];
    fields.extend(kept(&["BOOKID", "Price Book Id"]));
    ObjectDef {
        key: PRICE_BOOK.into(),
        path: "price-books".into(),
        label: Label::new("Price book", "价格表"),
        plural: Label::new("Price books", "价格表"),
        icon: "book".into(),
        hue: 70,
        title: "name".into(),
        columns: keys(&[
            "name",
            "model",
            "active",
            "entries",
            "valid_from",
            "valid_until",
            "owner",
        ]),
        searched: keys(&["name"]),
        duplicates: keys(&["name"]),
        sort: Sort::up("name"),
        sections: vec![section(
            "Price book",
            "价格表",
            &[
                "name",
                "model",
                "active",
                "entries",
                "valid_from",
                "valid_until",
                "owner",
                "note",
            ],
        )],
        highlights: keys(&["model", "active", "entries", "valid_until"]),
        fields,
        ..ObjectDef::default()
    }
}

/// The price of one product from some quantity on.
pub(super) fn entry() -> ObjectDef {
    let mut fields = vec![
        relation(PRICE_BOOK, PRICE_BOOK, "Price book", "价格表")
            .required()
            .also(&["BOOKID", "Price Book Id", "Price Book Name"]),
        relation("product", PRODUCT, "Product", "产品")
            .required()
            .also(&["PRODUCTID", "Product Id", "Product Name", "产品名称"]),
        FieldDef::new("name", FieldKind::Text, "Text", "说明").also(&["Description", "描述"]),
        FieldDef::new(
            "from_quantity",
            FieldKind::Decimal,
            "From quantity",
            "起订量",
        )
        .starts_as(Value::Decimal(1.into()))
        .also(&["Minimum Quantity", "From", "数量"]),
        money("price", "Price", "价格").required().also(&[
            "List Price",
            "Unit Price",
            "Sales Price",
            "单价",
        ]),
    ];
    fields.extend(kept(&["Entry Id", "价目编号"]));
    ObjectDef {
        key: PRICE_BOOK_ENTRY.into(),
        path: "price-book-entries".into(),
        label: Label::new("Price", "价目"),
        plural: Label::new("Prices", "价目"),
        icon: "list".into(),
        hue: 70,
        title: "name".into(),
        columns: keys(&["name", "product", "from_quantity", "price"]),
        sort: Sort::up("created_at"),
        sections: vec![section(
            "Price",
            "价目",
            &[PRICE_BOOK, "product", "name", "from_quantity", "price"],
        )],
        fields,
        line_of: Some(PRICE_BOOK.to_owned()),
        ..ObjectDef::default()
    }
}
