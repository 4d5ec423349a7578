//! Products: what is sold.

use super::PRODUCT;
use super::parts::{formula, kept, keys, money, note, owner, section, tags};
use crate::value::Value;
use crate::{Choice, FieldDef, FieldKind, Label, ObjectDef, Sort};

pub(super) fn object() -> ObjectDef {
    let mut fields = vec![
        FieldDef::new("name", FieldKind::Text, "Name", "产品名称")
            .required()
            .filterable()
            .also(&[
                "Product",
                "Product Name",
                "Item",
                "产品",
                "商品名称",
                "名称",
            ]),
        FieldDef::new("code", FieldKind::Text, "Code", "产品编码")
            .filterable()
            .also(&[
                "Product Code",
                "SKU",
                "Part Number",
                "编码",
                "物料编码",
                "货号",
            ]),
        FieldDef::new("category", FieldKind::Choice, "Category", "类别")
            .filterable()
            .also(&[
                "Product Category",
                "Series",
                "Family",
                "产品类别",
                "分类",
                "系列",
            ])
            .choices(vec![
                Choice::new("equipment", "Equipment", "设备").also(&["Hardware"]),
                Choice::new("parts", "Spare parts", "备件").also(&["Parts", "配件"]),
                Choice::new("consumables", "Consumables", "耗材"),
                Choice::new("software", "Software", "软件"),
                Choice::new("service", "Service", "服务").also(&["Services"]),
                Choice::new("other", "Other", "其他"),
            ]),
        FieldDef::new("manufacturer", FieldKind::Text, "Manufacturer", "制造商")
            .filterable()
            .also(&["Product Manufacturer", "Vendor", "Brand", "品牌", "厂家"]),
        FieldDef::new("unit", FieldKind::Text, "Unit", "单位").also(&[
            "Usage Unit",
            "Unit of Measure",
            "计量单位",
        ]),
        FieldDef::new("active", FieldKind::YesNo, "On sale", "在售")
            .filterable()
            .starts_as(Value::YesNo(true))
            .also(&["Product Active", "Active", "Is Active", "是否在售", "启用"]),
    ];
    fields.extend(prices());
    fields.extend(stock());
    fields.extend([
        note(),
        tags(),
        owner(&["Product Owner", "Product Owner Id"]),
    ]);
    fields.extend(kept(&["PRODUCTID", "Product Id"]));
    ObjectDef {
        key: PRODUCT.into(),
        path: "products".into(),
        label: Label::new("Product", "产品"),
        plural: Label::new("Products", "产品"),
        icon: "package".into(),
        hue: 40,
        title: "name".into(),
        columns: keys(&[
            "name",
            "code",
            "category",
            "price",
            "unit",
            "stock",
            "needs_reorder",
            "active",
        ]),
        searched: keys(&["name", "code", "manufacturer", "tags"]),
        duplicates: keys(&["code"]),
        sort: Sort::up("name"),
        sections: vec![
            section(
                "Product",
                "产品",
                &["name", "code", "category", "manufacturer", "unit", "active"],
            ),
            section(
                "Price",
                "价格",
                &["price", "cost", "commission", "taxable", "tax_rate"],
            ),
            section(
                "Stock",
                "库存",
                &[
                    "stock",
                    "reorder_level",
                    "ordered",
                    "demanded",
                    "stock_value",
                    "needs_reorder",
                ],
            ),
            section("More", "其他", &["owner", "tags", "note"]),
        ],
        highlights: keys(&["code", "price", "stock", "active"]),
        fields,
        ..ObjectDef::default()
    }
}

fn prices() -> Vec<FieldDef> {
    vec![
        money("price", "List price", "标准价").also(&[
            "sales_price",
            "Unit Price",
            "Price",
            "单价",
            "售价",
            "价格",
        ]),
        money("cost", "Cost", "成本").also(&["Cost Price", "Purchase Price", "成本价"]),
        FieldDef::new("commission", FieldKind::Money, "Commission", "提成")
            .also(&["Commission Rate", "佣金"]),
        FieldDef::new("taxable", FieldKind::YesNo, "Taxable", "应税").also(&["Tax", "是否含税"]),
        FieldDef::new("tax_rate", FieldKind::Decimal, "Tax rate (%)", "税率（%）").also(&[
            "Tax Class",
            "Tax Rate",
            "VAT Rate",
            "税率",
        ]),
    ]
}

fn stock() -> Vec<FieldDef> {
    let quantity =
        |key: &str, en: &str, zh: &str| FieldDef::new(key, FieldKind::Decimal, en, zh).filterable();
    vec![
        quantity("stock", "In stock", "库存").also(&[
            "Quantity In Stock",
            "Stock",
            "Qty in Stock",
            "库存数量",
        ]),
        quantity("reorder_level", "Reorder level", "补货线").also(&["Reorder Level", "安全库存"]),
        quantity("ordered", "On order", "在途数量").also(&["Quantity Ordered", "Qty Ordered"]),
        quantity("demanded", "In demand", "待发数量")
            .also(&["Quantity In Demand", "Qty in Demand"]),
        FieldDef::new(
            "stock_value",
            FieldKind::Money,
            "Value of stock",
            "库存金额",
        )
        .derived(formula("stock * cost")),
        FieldDef::new(
            "needs_reorder",
            FieldKind::YesNo,
            "To be reordered",
            "需要补货",
        )
        .filterable()
        .derived(formula("stock < reorder_level")),
    ]
}
