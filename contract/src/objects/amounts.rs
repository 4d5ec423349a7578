//! What quotes, orders and invoices have in common: lines, and what they come to.

use super::parts::{count_of, formula, kept, keys, money, relation, section, sum_of};
use super::{PRICE_BOOK, PRODUCT};
use crate::value::Value;
use crate::{FieldDef, FieldKind, Label, ObjectDef, Sort};

/// The amounts of a record whose lines are the records of `lines`, which point to it by `by`.
///
/// A file often brings totals without the lines they came from: those stand in fields of their own and count until
/// the record has lines.
pub(super) fn amounts(lines: &str, by: &str) -> Vec<FieldDef> {
    vec![
        FieldDef::new("lines", FieldKind::Integer, "Lines", "明细数").derived(count_of(
            lines,
            by,
            Vec::new(),
        )),
        FieldDef::new("lines_total", FieldKind::Money, "Sum of lines", "明细合计").derived(sum_of(
            lines,
            by,
            "total",
            Vec::new(),
        )),
        FieldDef::new("discount", FieldKind::Money, "Discount", "折扣金额")
            .also(&["Discount Amount", "优惠金额", "折扣", "优惠"])
            .help(
                "Taken off the whole, beside the discounts of lines",
                "整单优惠，不含明细行的折扣",
            ),
        FieldDef::new("tax", FieldKind::Money, "Tax", "税额")
            .also(&["Tax Amount", "VAT", "税金"])
            .help(
                "Added to the whole, beside the taxes of lines",
                "整单税额，不含明细行的税额",
            ),
        FieldDef::new("adjustment", FieldKind::Money, "Adjustment", "调整金额").also(&[
            "Adjustments",
            "Rounding",
            "抹零",
            "调整",
        ]),
        FieldDef::new(
            "stated_subtotal",
            FieldKind::Money,
            "Subtotal without lines",
            "小计（无明细）",
        )
        .also(&["Sub Total", "Subtotal", "小计"]),
        FieldDef::new(
            "stated_total",
            FieldKind::Money,
            "Total without lines",
            "总额（无明细）",
        )
        .also(&[
            "Grand Total",
            "Total",
            "总额",
            "Total Amount",
            "Amount",
            "总额",
            "总金额",
            "合计",
            "金额",
            "价税合计",
        ])
        .help("Counts while there are no lines", "没有明细时以此为准"),
        money("total", "Total", "总额").derived(formula(
            "lines > 0 ? lines_total - coalesce(discount, 0) + coalesce(tax, 0) \
             + coalesce(adjustment, 0) : stated_total",
        )),
    ]
}

/// The fields of [`amounts`] as a page shows them.
pub(super) const SHOWN: [&str; 8] = [
    "lines",
    "lines_total",
    "discount",
    "tax",
    "adjustment",
    "total",
    "stated_subtotal",
    "stated_total",
];

/// How lines of `parent` are named.
pub(super) struct Lines<'a> {
    pub(super) key: &'a str,
    pub(super) path: &'a str,
    pub(super) parent: &'a str,
    pub(super) label: Label,
    pub(super) plural: Label,
    pub(super) parent_label: Label,
    /// Headers that name the parent.
    pub(super) parent_also: &'a [&'a str],
}

/// Lines of a record with products: what, how many, at what price.
pub(super) fn lines(named: &Lines) -> ObjectDef {
    let Label { en, zh } = &named.parent_label;
    let mut fields = vec![
        relation(named.parent, named.parent, en, zh)
            .required()
            .also(named.parent_also),
    ];
    fields.extend(line_fields());
    fields.extend(kept(&["INVENTORYRELID", "Line Id", "明细编号"]));
    let shown = [
        "name", "product", "quantity", "price", "discount", "tax", "total",
    ];
    ObjectDef {
        key: named.key.into(),
        path: named.path.into(),
        label: named.label.clone(),
        plural: named.plural.clone(),
        icon: "list".into(),
        hue: 255,
        title: "name".into(),
        columns: keys(&shown),
        sort: Sort::up("position"),
        sections: vec![section(
            "Line",
            "明细",
            &[
                named.parent,
                "product",
                "name",
                "quantity",
                "price",
                "price_book",
                "discount",
                "tax",
                "total",
                "position",
            ],
        )],
        fields,
        line_of: Some(named.parent.to_owned()),
        ..ObjectDef::default()
    }
}

fn line_fields() -> Vec<FieldDef> {
    vec![
        relation("product", PRODUCT, "Product", "产品").also(&[
            "Product Name",
            "Product Id",
            "PRODUCTID",
            "Item",
            "产品名称",
            "商品",
            "商品名称",
            "物料",
        ]),
        FieldDef::new("name", FieldKind::Text, "Text", "说明").also(&[
            "Description",
            "Item Description",
            "规格",
            "规格型号",
            "描述",
        ]),
        FieldDef::new("quantity", FieldKind::Decimal, "Quantity", "数量")
            .starts_as(Value::Decimal(1.into()))
            .also(&["Qty", "Units", "件数"]),
        FieldDef::new("price", FieldKind::Money, "Unit price", "单价").also(&[
            "List Price",
            "Price",
            "Sales Price",
            "销售单价",
            "价格",
        ]),
        relation("price_book", PRICE_BOOK, "Price book", "价格表").also(&[
            "BOOKID",
            "Price Book Id",
            "Price Book Name",
            "Price List",
        ]),
        FieldDef::new("discount", FieldKind::Money, "Discount", "折扣金额").also(&[
            "Discount Amount",
            "优惠金额",
            "折扣",
        ]),
        FieldDef::new("tax", FieldKind::Money, "Tax", "税额").also(&["Tax Amount", "VAT", "税金"]),
        FieldDef::new("total", FieldKind::Money, "Total", "小计").derived(formula(
            "coalesce(quantity, 1) * price - coalesce(discount, 0) + coalesce(tax, 0)",
        )),
        FieldDef::new("position", FieldKind::Integer, "Position", "序号")
            .filterable()
            .also(&["Line Number", "Sequence Number", "Line No", "行号"]),
    ]
}
