use contract::dto::imports::{RowProblem, Severity};
use contract::objects::{ACCOUNT, DEAL, INVOICE, ORDER, ORDER_LINE, PRODUCT, QUOTE};
use contract::{Money, Value};

use super::{all, bring, problems};
use crate::testing::stage;

fn money(units: i64) -> Value {
    Value::Money(Money::units(units, "USD"))
}

#[tokio::test]
async fn a_quote_without_lines_keeps_the_total_of_its_file() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let file = "QUOTEID,Subject,Quote Stage,Sub Total,Discount,Tax,Grand Total\n\
                7,Chairs,Closed Won,$100,$10,$5,$85\n8,Tables,Draft,,,,\n";
    bring(desk, QUOTE, file).await;
    let quotes = all(desk, QUOTE).await;
    let totals = quotes.iter().map(|quote| quote.value("total").clone());
    assert_eq!(totals.collect::<Vec<_>>(), [money(85), Value::Empty]);
    assert_eq!(quotes[0].value("stated_subtotal"), &money(100));
    assert_eq!(quotes[0].text("status"), "accepted");
}

#[tokio::test]
async fn a_number_is_kept_and_one_that_is_missing_is_given() {
    let stage = stage().await;
    let desk = &stage.administrator;
    bring(desk, ORDER, "SALESORDERID,Subject\n21,Chairs\n").await;
    let file = "INVOICEID,Invoice Number,Sales Order Id\n1,1593016,21\n2,,22\n";
    bring(desk, INVOICE, file).await;
    let (orders, invoices) = (all(desk, ORDER).await, all(desk, INVOICE).await);
    assert!(orders[0].text("number").starts_with("O-"));
    let of = |id: &str| {
        let mut found = invoices.iter();
        found
            .find(|invoice| invoice.text("external_id") == id)
            .unwrap()
    };
    assert_eq!(of("1").text("number"), "1593016");
    assert!(of("2").text("number").starts_with("I-"));
    assert_eq!(of("1").value("order").id(), Some(orders[0].id));
}

#[tokio::test]
async fn lines_of_a_file_that_names_no_parent_are_told_one_by_one() {
    let stage = stage().await;
    let file = "Product Name,List Price,Quantity,Total\nValve,$4,2,$8\nHose,$3,1,$3\n";
    let found = bring(&stage.administrator, ORDER_LINE, file).await;
    assert_eq!(found.status.counts.failed, 2);
    let of_order: Vec<_> = problems(&found.notes)
        .into_iter()
        .filter(|(_, field, _, _)| *field == "order")
        .collect();
    let missing = |line| (line, "order", Severity::Error, &RowProblem::Missing);
    assert_eq!(of_order, [missing(2), missing(3)]);
    assert!(all(&stage.administrator, ORDER_LINE).await.is_empty());
}

#[tokio::test]
async fn a_deal_without_a_name_is_called_after_its_customer_and_product() {
    let stage = stage().await;
    let desk = &stage.administrator;
    bring(desk, ACCOUNT, "account,sector\nCancity,retail\n").await;
    bring(
        desk,
        PRODUCT,
        "product,series,sales_price\nGTX Pro,GTX,4821\n",
    )
    .await;
    let file = "opportunity_id,product,account,deal_stage\n1C1I,GTX Pro,Cancity,Won\n\
                Z063,,Cancity,Lost\nEC4Q,,,Won\n";
    let found = bring(desk, DEAL, file).await;
    let deals = all(desk, DEAL).await;
    let names: Vec<_> = deals.iter().map(|deal| deal.text("name")).collect();
    assert_eq!(names, ["Cancity", "Cancity – GTX Pro"]);
    assert!(deals[1].value("product").id().is_some());
    assert_eq!(found.status.counts.failed, 1);
}
