use std::path::PathBuf;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::tests::{Files, problem, rows};
use super::{RowShape, Sheet, SheetOptions, SheetSource};

fn workbook(path: &PathBuf) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("华东").unwrap();
    for (column, header) in ["客户名称", "电话", "金额", "日期", "时间", "是否", ""]
        .into_iter()
        .enumerate()
    {
        sheet
            .write(0, u16::try_from(column).unwrap(), header)
            .unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    sheet.write(1, 0, "宁波海川精密").unwrap();
    sheet.write(1, 1, 13_857_429_016_f64).unwrap();
    sheet.write(1, 2, 0.1 + 0.2).unwrap();
    sheet
        .write_with_format(1, 3, ExcelDateTime::from_ymd(2021, 4, 15).unwrap(), &day)
        .unwrap();
    sheet
        .write_with_format(
            1,
            4,
            ExcelDateTime::from_ymd(2021, 4, 15)
                .unwrap()
                .and_hms(23, 3, 0)
                .unwrap(),
            &moment,
        )
        .unwrap();
    sheet.write(1, 5, true).unwrap();
    sheet.write(3, 0, "苏州立讯").unwrap();
    sheet.write(3, 2, 1.234).unwrap();
    workbook
        .add_worksheet()
        .set_name("Other")
        .unwrap()
        .write(0, 0, "x")
        .unwrap();
    workbook.save(path).unwrap();
}

#[test]
fn a_workbook_is_read_row_by_row_in_plain_text() {
    let files = Files::new();
    let path = files.path("a.xlsx");
    workbook(&path);
    let sheet = Sheet::open(&path, &SheetOptions::default()).unwrap();
    assert_eq!(
        sheet.source(),
        &SheetSource::Xlsx {
            sheet: "华东".into(),
            sheets: vec!["华东".into(), "Other".into()]
        }
    );
    assert_eq!(
        sheet.headers(),
        ["客户名称", "电话", "金额", "日期", "时间", "是否"]
    );
    let rows = rows(sheet);
    assert_eq!(
        rows[0].cells,
        [
            "宁波海川精密",
            "13857429016",
            "0.3",
            "2021-04-15",
            "2021-04-15 23:03:00",
            "TRUE"
        ]
    );
    assert_eq!(rows[1].cells, ["苏州立讯", "", "1.234", "", "", ""]);
    assert_eq!(
        (
            rows[1].line,
            rows[1].shape,
            rows[1].is_number(2),
            rows[1].is_number(0)
        ),
        (4, RowShape::Whole, true, false)
    );
}

#[test]
fn a_workbook_that_is_cut_or_none_is_refused() {
    let files = Files::new();
    let path = files.path("a.xlsx");
    workbook(&path);
    let whole = std::fs::read(&path).unwrap();
    for part in [8, whole.len() / 2, whole.len() - 10] {
        assert_eq!(problem(&whole[..part]), "file_damaged", "{part} bytes");
    }
    let elsewhere = SheetOptions {
        sheet: Some("West".into()),
        ..SheetOptions::default()
    };
    assert_eq!(
        Sheet::open(&path, &elsewhere)
            .map(|_| ())
            .unwrap_err()
            .to_string(),
        "file_no_such_sheet name=West"
    );
    let lonely = SheetOptions {
        sheet: Some("Other".into()),
        ..SheetOptions::default()
    };
    assert_eq!(
        Sheet::open(&path, &lonely)
            .map(|_| ())
            .unwrap_err()
            .to_string(),
        "file_no_rows"
    );
}

#[test]
fn a_workbook_with_broken_bytes_never_panics() {
    let files = Files::new();
    let path = files.path("a.xlsx");
    workbook(&path);
    let whole = std::fs::read(&path).unwrap();
    let mut state = 99_u64;
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..8 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let place = usize::try_from(state >> 33).unwrap() % bytes.len();
            bytes[place] ^= 1 << (state >> 20 & 7);
        }
        let _ = problem(&bytes);
    }
}
