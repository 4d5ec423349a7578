use contract::Refusal;
use contract::dto::imports::SheetTrouble;
use contract::objects::ACCOUNT;
use encoding_rs::GB18030;
use rust_xlsxwriter::Workbook;

use super::{all, bring, upload};
use crate::Error;
use crate::testing::stage;

const ROWS: &str =
    "客户名称,电话,负责人\n宁波海川精密机械,138 5742 9016,林晓\n苏州瑞达😀食品,139-5742-9017,\n";

fn utf16(text: &str) -> Vec<u8> {
    let marked = std::iter::once(0xFEFF).chain(text.encode_utf16());
    marked.flat_map(u16::to_le_bytes).collect()
}

#[tokio::test]
async fn the_same_table_goes_in_from_any_encoding_and_delimiter() {
    let plain = ROWS.replace('😀', "");
    let files: [(&str, Vec<u8>); 6] = [
        ("UTF-8", ROWS.as_bytes().to_vec()),
        ("UTF-8", format!("\u{feff}{ROWS}").into_bytes()),
        ("gb18030", GB18030.encode(ROWS).0.into_owned()),
        ("UTF-16LE", utf16(ROWS)),
        ("UTF-8", ROWS.replace(',', ";").into_bytes()),
        (
            "UTF-8",
            plain.replace(',', "\t").replace('\n', "\r\n").into_bytes(),
        ),
    ];
    for (encoding, file) in files {
        let stage = stage().await;
        let preview = upload(&stage.administrator, ACCOUNT, "客户.csv", &file)
            .await
            .unwrap();
        assert_eq!(preview.encoding, encoding);
        bring(&stage.administrator, ACCOUNT, file).await;
        let accounts = all(&stage.administrator, ACCOUNT).await;
        assert_eq!(accounts.len(), 2, "{encoding}");
        assert_eq!(accounts[0].text("name"), "宁波海川精密机械");
        assert_eq!(accounts[0].value("owner").id(), stage.lin.actor().id());
        assert_eq!(accounts[1].text("phone"), "139-5742-9017");
        assert_eq!(
            accounts[1].value("owner").id(),
            stage.administrator.actor().id()
        );
    }
}

#[tokio::test]
async fn a_file_that_is_no_table_leaves_nothing_behind() {
    let stage = stage().await;
    let files: [(&[u8], SheetTrouble); 4] = [
        (b"", SheetTrouble::Empty),
        (b"Name,Phone\n", SheetTrouble::NoRows),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", SheetTrouble::Binary),
        (
            b"Name,Note\nA,\"never closed\nB,x\n",
            SheetTrouble::Truncated,
        ),
    ];
    for (file, trouble) in files {
        let Err(Error::Refused(refusal)) = upload(&stage.lin, ACCOUNT, "file.csv", file).await
        else {
            panic!("{trouble:?}")
        };
        assert_eq!(refusal, Refusal::Unreadable(trouble));
    }
    assert_eq!(std::fs::read_dir(stage.crm.uploads()).unwrap().count(), 0);
    assert!(super::super::recent(&stage.lin).await.unwrap().is_empty());
}

#[tokio::test]
async fn many_columns_and_a_header_twice_are_no_trouble() {
    let stage = stage().await;
    let more: Vec<String> = (0..298).map(|number| format!("Extra {number}")).collect();
    let file = format!(
        "Name,Name,{}\nA,B,{}\n",
        more.join(","),
        vec!["x"; 298].join(",")
    );
    let preview = upload(&stage.lin, ACCOUNT, "wide.csv", &file)
        .await
        .unwrap();
    assert_eq!(preview.plan.columns.len(), 300);
    assert_eq!(
        (
            preview.plan.columns[0].header.as_str(),
            preview.plan.columns[1].header.as_str()
        ),
        ("Name", "Name (2)")
    );
    bring(&stage.lin, ACCOUNT, file).await;
    assert_eq!(all(&stage.lin, ACCOUNT).await[0].text("name"), "A");
}

#[tokio::test]
async fn a_workbook_says_which_sheet_is_read_and_what_is_left_out() {
    let stage = stage().await;
    let mut workbook = Workbook::new();
    for (name, rows) in [("华东", ["Name", "A", "B"]), ("华北", ["Name", "C", ""])] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, cell) in (0..).zip(rows) {
            sheet.write(row, 0, cell).unwrap();
        }
    }
    let file = workbook.save_to_buffer().unwrap();
    let preview = upload(&stage.lin, ACCOUNT, "two.xlsx", file).await.unwrap();
    assert_eq!(
        (preview.sheet.as_str(), preview.other_sheets, preview.total),
        ("华东", 1, 2)
    );
    let preview = upload(&stage.lin, ACCOUNT, "one.csv", "Name\nA\n")
        .await
        .unwrap();
    assert_eq!(
        (preview.sheet.as_str(), preview.other_sheets, preview.total),
        ("", 0, 1)
    );
}
