use std::io::Write;
use std::path::PathBuf;

use encoding_rs::GB18030;
use tempfile::TempDir;

use super::{Row, RowShape, Sheet, SheetNotice, SheetOptions, SheetProblem, SheetSource};

pub(super) struct Files {
    folder: TempDir,
}

impl Files {
    pub(super) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn with(&self, bytes: &[u8]) -> PathBuf {
        let path = self.path("sheet.csv");
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

fn open(bytes: &[u8]) -> Result<Sheet, SheetProblem> {
    let files = Files::new();
    Sheet::open(&files.with(bytes), &SheetOptions::default())
}

pub(super) fn rows(sheet: Sheet) -> Vec<Row> {
    sheet.map(|row| row.unwrap()).collect()
}

fn cells(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let sheet = open(bytes).unwrap_or_else(|problem| panic!("{problem}"));
    (
        sheet.headers().to_vec(),
        rows(sheet).into_iter().map(|row| row.cells).collect(),
    )
}

pub(super) fn problem(bytes: &[u8]) -> String {
    match open(bytes) {
        Err(problem) => problem.to_string(),
        Ok(sheet) => sheet
            .filter_map(Result::err)
            .map(|problem| problem.to_string())
            .collect(),
    }
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

#[test]
fn the_same_table_in_every_encoding_and_delimiter() {
    let text = "客户名称,电话,备注\n宁波海川精密,13857429016,你好，世界\n苏州立讯电子,139 6213 4478,😀 已联系过两次\n";
    let (headers, expected) = cells(text.as_bytes());
    assert_eq!(headers, ["客户名称", "电话", "备注"]);
    assert_eq!(
        expected[1],
        ["苏州立讯电子", "139 6213 4478", "😀 已联系过两次"]
    );
    let check = |bytes: &[u8]| assert_eq!(cells(bytes), (headers.clone(), expected.clone()));
    check([b"\xEF\xBB\xBF", text.as_bytes()].concat().as_slice());
    check(&GB18030.encode(text).0);
    check(&[b"\xFF\xFE".to_vec(), utf16(text, true)].concat());
    check(&[b"\xFE\xFF".to_vec(), utf16(text, false)].concat());
    check(&utf16(text, true));
    check(&utf16(text, false));
    check(text.replace(',', ";").as_bytes());
    check(text.replace(',', "\t").as_bytes());
    check(text.replace(',', "|").as_bytes());
    check(text.replace('\n', "\r\n").as_bytes());
    check(text.replace('\n', "\r").as_bytes());
    check(format!("\n\n{text}\n,,\n\n").as_bytes());
    check(text.trim_end().as_bytes());
    check(format!("sep=,\n{text}").as_bytes());
    check(format!("客户总表 2026,,\n{text}").as_bytes());
}

#[test]
fn an_encoding_that_shows_itself_late_is_found() {
    let mut text = "name,city\n".to_owned();
    (0..20_000).for_each(|n| text.push_str(&format!("company {n},town\n")));
    text.push_str("宁波海川精密机械有限公司,宁波\n苏州立讯电子科技有限公司,苏州\n");
    let sheet = open(&GB18030.encode(&text).0).unwrap();
    assert_eq!(
        sheet.source(),
        &SheetSource::Csv {
            encoding: "gb18030",
            delimiter: b','
        }
    );
    assert_eq!(
        rows(sheet).last().unwrap().cells,
        ["苏州立讯电子科技有限公司", "苏州"]
    );
}

#[test]
fn a_person_may_choose_encoding_and_delimiter() {
    let files = Files::new();
    let path = files.with(&GB18030.encode("名;称\n甲,乙;丙\n").0);
    let options = SheetOptions {
        encoding: Some("gbk".into()),
        delimiter: Some(b';'),
        sheet: None,
    };
    let sheet = Sheet::open(&path, &options).unwrap();
    assert_eq!(sheet.headers(), ["名", "称"]);
    assert_eq!(rows(sheet)[0].cells, ["甲,乙", "丙"]);
    let unknown = SheetOptions {
        encoding: Some("klingon".into()),
        ..SheetOptions::default()
    };
    assert_eq!(
        Sheet::open(&path, &unknown)
            .map(|_| ())
            .unwrap_err()
            .to_string(),
        "file_no_such_encoding name=klingon"
    );
}

#[test]
fn quotes_hold_delimiters_and_line_ends_and_lines_are_counted() {
    let sheet = open(
        b"name,note\r\n\"Lewis, James\",\"one\r\ntwo \"\"three\"\"\"\r\n\r\nPlain,5\" pipe\r\n",
    )
    .unwrap();
    let rows = rows(sheet);
    assert_eq!(rows[0].cells, ["Lewis, James", "one\ntwo \"three\""]);
    assert_eq!(rows[1].cells, ["Plain", "5\" pipe"]);
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
}

#[test]
fn headers_are_trimmed_told_apart_and_cut_at_the_end() {
    let sheet = open(b" Name ,Email,,Name,Name (2),Name,,\na,b,c,d,e,f,,\n").unwrap();
    assert_eq!(
        sheet.headers(),
        ["Name", "Email", "", "Name (3)", "Name (2)", "Name (4)"]
    );
    assert_eq!(
        sheet.notices(),
        [
            SheetNotice::BlankHeader { column: 3 },
            SheetNotice::RepeatedHeader {
                name: "Name (3)".into()
            },
            SheetNotice::RepeatedHeader {
                name: "Name (4)".into()
            },
        ]
    );
    let twice = open(b"A,A\n1,2\n").unwrap();
    assert_eq!(twice.headers(), ["A", "A (2)"]);
}

#[test]
fn a_row_says_how_it_fits_under_the_headers() {
    let sheet = open(b"a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n").unwrap();
    let rows = rows(sheet);
    let shapes: Vec<RowShape> = rows.iter().map(|row| row.shape).collect();
    assert_eq!(
        shapes,
        [
            RowShape::Whole,
            RowShape::TooFew {
                expected: 3,
                found: 2
            },
            RowShape::TooMany {
                expected: 3,
                found: 4
            },
            RowShape::Whole
        ]
    );
    assert_eq!(rows[1].cells, ["1", "2", ""]);
    assert_eq!(rows[2].cells, ["1", "2", "3", "4"]);
}

#[test]
fn wide_sheets_are_read_and_endless_ones_refused() {
    let row = |count: usize| {
        (0..count)
            .map(|n| format!("h{n}"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let sheet = open(format!("{}\n{}\n", row(300), row(300)).as_bytes()).unwrap();
    assert_eq!(sheet.headers().len(), 300);
    assert_eq!(
        problem(format!("{}\n1\n", row(1001)).as_bytes()),
        "file_too_many_columns count=1001 most=1000"
    );
}

#[test]
fn long_cells_and_formulas_stay_as_they_are() {
    let long = "长".repeat(10_000);
    let (_, rows) = cells(format!("name,note\n{long},=cmd|' /C calc'!A0\n").as_bytes());
    assert_eq!(rows[0], [long.as_str(), "=cmd|' /C calc'!A0"]);
}

#[test]
fn stray_nul_bytes_and_broken_letters_are_told() {
    let mut text = b"name,city\n".to_vec();
    (0..200).for_each(|_| text.extend_from_slice("甲乙丙,宁波\n".as_bytes()));
    text.extend_from_slice(b"A\0cme,\xE5\xAE\n");
    let mut sheet = open(&text).unwrap();
    let last = sheet.by_ref().last().unwrap().unwrap();
    assert_eq!(last.cells, ["Acme", "\u{FFFD}"]);
    assert!(last.had_nuls);
    assert_eq!(
        sheet.notices(),
        [
            SheetNotice::NulBytes { count: 1 },
            SheetNotice::Undecodable { count: 1 }
        ]
    );
}

#[test]
fn what_is_no_table_is_refused_by_its_kind() {
    let check = |bytes: &[u8], expected: &str| assert_eq!(problem(bytes), expected);
    check(b"", "file_empty");
    check(b"\xEF\xBB\xBF", "file_empty");
    check(b" \n\n , ,\n", "file_empty");
    check(b"a,b,c\n", "file_no_rows");
    check(b"\x89PNG\r\n\x1A\n0000", "file_not_a_table kind=PNG");
    check(b"\x7FELF\x02\x01\x01\0", "file_not_a_table kind=ELF");
    check(b"%PDF-1.7\n", "file_not_a_table kind=PDF");
    check(
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "file_old_or_locked_workbook",
    );
    check(
        &(0..=255).cycle().take(5000).collect::<Vec<u8>>(),
        "file_not_a_table kind=binary",
    );
    check(&[0; 5000], "file_not_a_table kind=binary");
    check(b"a,b\n1,2\n3,\"four\n5,6\n", "file_unclosed_quote line=3");
    check(
        &[b"a,b\n1,\"".as_slice(), &b"x\n".repeat(1_000_000)].concat(),
        "file_unclosed_quote line=2",
    );
    check(
        &[b"a,b\n1,".as_slice(), &b"x".repeat(3_000_000)].concat(),
        "file_endless_line line=2",
    );
}

#[test]
fn a_missing_file_is_the_file_systems_word() {
    let files = Files::new();
    let problem = Sheet::open(&files.path("none.csv"), &SheetOptions::default())
        .map(|_| ())
        .unwrap_err();
    assert_eq!(problem.code(), "file_unreadable");
}

#[test]
fn rows_are_read_without_holding_the_file() {
    let files = Files::new();
    let path = files.path("long.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(file, "name,city").unwrap();
    (0..200_000).for_each(|n| writeln!(file, "company {n},宁波").unwrap());
    file.into_inner().unwrap().sync_all().unwrap();
    let sheet = Sheet::open(&path, &SheetOptions::default()).unwrap();
    assert_eq!(sheet.map(|row| row.unwrap().line).max(), Some(200_001));
}

#[test]
fn bytes_of_any_kind_never_panic() {
    let mut state = 42_u64;
    let mut random = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32
    };
    let pieces: [&[u8]; 16] = [
        b"a",
        b",",
        b";",
        b"\n",
        b"\r\n",
        b"\"",
        b"\"\"",
        b"\t",
        b"\0",
        "客户".as_bytes(),
        b"\xB9\xAB",
        b"\xFF",
        b"\xEF\xBB\xBF",
        b"=1",
        b" ",
        b"12.5",
    ];
    for _ in 0..2000 {
        let length = random() % 60;
        let bytes: Vec<u8> = (0..length)
            .flat_map(|_| pieces[random() as usize % pieces.len()].to_vec())
            .collect();
        if let Ok(sheet) = open(&bytes) {
            let count = sheet.headers().len();
            assert!(
                sheet
                    .filter_map(Result::ok)
                    .all(|row| row.cells.len() >= count)
            );
        }
    }
}
