use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::problem::SheetProblem;
use super::tests::Files;
use super::unpack::{Limits, REAL, look_within};
use super::{Sheet, SheetOptions};

const RELS: &str = r#"<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="http://x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str =
    r#"<workbook><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const WAYS: &str = r#"<Relationships><Relationship Id="r1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const HEAD: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>"#;

/// A workbook of one sheet, with its parts as they are given; those that are named again take the place of the usual.
fn workbook(path: &Path, parts: &[(&str, Vec<u8>)]) {
    let usual = [
        ("_rels/.rels", RELS.as_bytes().to_vec()),
        ("xl/workbook.xml", WORKBOOK.as_bytes().to_vec()),
        ("xl/_rels/workbook.xml.rels", WAYS.as_bytes().to_vec()),
        ("xl/worksheets/sheet1.xml", sheet("")),
    ];
    let mut writer = ZipWriter::new(File::create(path).unwrap());
    let is_given = |name: &str| parts.iter().any(|(given, _)| *given == name);
    let usual = usual.iter().filter(|(name, _)| !is_given(name));
    for (name, content) in usual.chain(parts) {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap();
}

/// A sheet with a header, a row, and more behind them.
fn sheet(more: &str) -> Vec<u8> {
    let row = r#"<row r="2"><c r="A2" t="inlineStr"><is><t>Haichuan</t></is></c></row>"#;
    format!("<worksheet><sheetData>{HEAD}{row}{more}</sheetData></worksheet>").into_bytes()
}

fn open(path: &Path) -> Result<usize, SheetProblem> {
    let sheet = Sheet::open(path, &SheetOptions::default())?;
    sheet.map(|row| row.map(|_| 1)).sum()
}

/// What is said of a workbook within limits that a test can reach.
fn small() -> Limits {
    Limits {
        directory: 16 * 1024,
        all: 512 * 1024,
        texts: 128 * 1024,
        part: 64 * 1024,
        ratio: 100,
        ratio_from: 96 * 1024,
        token: 32 * 1024,
        cell: 48 * 1024,
        depth: 64,
        rows: 1_000,
    }
}

fn said(path: &Path) -> &'static str {
    match look_within(File::open(path).unwrap(), &small()) {
        Ok(()) => "fine",
        Err(problem) => problem.code(),
    }
}

/// Text that does not pack well, so that it is not refused for that.
fn noise(length: usize) -> String {
    let mut state = 7_u64;
    let letter = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + u8::try_from(state >> 59).unwrap() % 26)
    };
    (0..length).map(letter).collect()
}

struct Case {
    name: &'static str,
    parts: Vec<(&'static str, Vec<u8>)>,
    expected: &'static str,
}

fn case(
    name: &'static str,
    part: &'static str,
    content: impl Into<Vec<u8>>,
    expected: &'static str,
) -> Case {
    Case {
        name,
        parts: vec![(part, content.into())],
        expected,
    }
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TEXTS: &str = "xl/sharedStrings.xml";

fn texts(count: usize, promised: &str) -> String {
    let each = "<si><t>x</t></si>".repeat(count);
    format!("<sst uniqueCount=\"{promised}\">{each}</sst>")
}

#[test]
fn what_unpacks_to_too_much_or_is_contrived_is_refused() {
    let files = Files::new();
    let nested = |depth: usize| {
        let (open, close) = ("<a>".repeat(depth), "</a>".repeat(depth));
        sheet(&format!("<c>{open}{close}</c>"))
    };
    let rows = |count: usize| sheet(&"<row/>".repeat(count));
    let cell = |content: &str| {
        sheet(&format!(
            "<row><c t=\"inlineStr\"><is>{content}</is></c></row>"
        ))
    };
    let part = |count: usize| format!("<r><t>{}</t></r>", noise(1_000)).repeat(count);
    let (contrived, large) = ("file_contrived", "file_unpacks_too_large");
    for case in [
        case("usual", SHEET, sheet(""), "fine"),
        case(
            "packed too well",
            SHEET,
            sheet(&" ".repeat(20).repeat(9_000)),
            contrived,
        ),
        case("a hundred thousand rows", SHEET, rows(100_000), contrived),
        case("some rows", SHEET, rows(900), "fine"),
        case("too many rows", SHEET, rows(1_100), contrived),
        case("in each other", SHEET, nested(40), "fine"),
        case("too deep", SHEET, nested(100), contrived),
        case("a long text", SHEET, sheet(&noise(40_000)), contrived),
        case(
            "a long value",
            SHEET,
            sheet(&format!("<c r=\"<{}", noise(40_000))),
            contrived,
        ),
        case(
            "a value of tags",
            SHEET,
            sheet(&format!("<c r=\"{}\"/>", "<c>".repeat(20_000))),
            contrived,
        ),
        case(
            "a long comment",
            SHEET,
            sheet(&format!("<!-- {} -->", "<c/> ->".repeat(6_000))),
            contrived,
        ),
        case(
            "a long section",
            SHEET,
            sheet(&format!("<![CDATA[{}]]>", "<c/>]".repeat(8_000))),
            contrived,
        ),
        case(
            "comments",
            SHEET,
            sheet("<!-- a > b -- ><c> --><row/><![CDATA[ ]] > ]]>"),
            "fine",
        ),
        case(
            "a kind of its own",
            SHEET,
            b"<!DOCTYPE a [<!ENTITY a 'aaaa'>]><worksheet/>".to_vec(),
            contrived,
        ),
        case("a long rich text", SHEET, cell(&part(60)), contrived),
        case(
            "a rich text that seems over",
            SHEET,
            cell(&format!("</x:is>{}", part(60))),
            contrived,
        ),
        case("texts", TEXTS, texts(500, "500"), "fine"),
        case(
            "too many texts",
            TEXTS,
            format!(
                "<sst>{}</sst>",
                format!("<si><t>{}</t></si>", noise(1_000)).repeat(140)
            ),
            large,
        ),
        case(
            "room for more texts than there are",
            TEXTS,
            texts(3, "4000000000"),
            contrived,
        ),
        case(
            "room for texts without end",
            TEXTS,
            texts(3, &"9".repeat(40)),
            contrived,
        ),
        case(
            "a large part",
            "xl/styles.xml",
            noise(70_000).replace('q', "<q/>"),
            large,
        ),
        case("a picture", "xl/media/image1.png", noise(40_000), "fine"),
        case(
            "a sheet as the list of sheets",
            "_rels/.rels",
            RELS.replace("workbook.xml", "Worksheets/sheet1.xml"),
            contrived,
        ),
        case(
            "a sheet as the list of sheets, hidden",
            "_rels/.rels",
            RELS.replace("workbook", "&#119;orkbook"),
            contrived,
        ),
    ] {
        let path = files.path("bomb.xlsx");
        workbook(&path, &case.parts);
        assert_eq!(said(&path), case.expected, "{}", case.name);
    }
}

#[test]
fn many_parts_that_are_each_fine_are_too_much_together() {
    let files = Files::new();
    let path = files.path("many.xlsx");
    let one = noise(60_000).replace('q', "<q/>").into_bytes();
    let names: Vec<String> = (0..12).map(|part| format!("xl/part{part}.xml")).collect();
    let parts: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), one.clone()))
        .collect();
    workbook(&path, &parts);
    assert_eq!(said(&path), "file_unpacks_too_large");
    let names: Vec<String> = (0..400).map(|part| format!("xl/{part:060}")).collect();
    let parts: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), Vec::new()))
        .collect();
    workbook(&path, &parts);
    assert_eq!(said(&path), "file_contrived", "a long table of contents");
}

#[test]
fn a_bomb_is_refused_before_the_reader_opens_it() {
    let files = Files::new();
    let check = |name: &str, parts: &[(&str, Vec<u8>)], expected: &str| {
        let path: PathBuf = files.path(name);
        workbook(&path, parts);
        let size = std::fs::metadata(&path).unwrap().len();
        assert!(size < 200 * 1024, "{name} is {size} bytes");
        let found =
            open(&path).map_or_else(|problem| problem.code().to_owned(), |rows| rows.to_string());
        assert_eq!(found, expected, "{name}");
    };
    check("usual.xlsx", &[], "1");
    // Room for these would be a hundred terabytes, and the end of the process.
    let promise = texts(1, "4398046511104").into_bytes();
    check("promise.xlsx", &[(TEXTS, promise)], "file_contrived");
    let deep = "<a>".repeat(40_000);
    check("deep.xlsx", &[(SHEET, sheet(&deep))], "file_contrived");
    let long = "a".repeat(3 * 1024 * 1024);
    check("long.xlsx", &[(SHEET, sheet(&long))], "file_contrived");
    let rows = "<row/>".repeat(1_100_000);
    check("rows.xlsx", &[(SHEET, sheet(&rows))], "file_contrived");
    assert_eq!(REAL.rows, 1_048_576, "the most rows that a spreadsheet has");
    let blank = r#"<row><c s="1"/><c s="1"/></row>"#.repeat(20_000);
    check("blank.xlsx", &[(SHEET, sheet(&blank))], "1");
}

#[test]
fn no_bomb_that_is_changed_breaks_the_reading() {
    let files = Files::new();
    let path = files.path("seed.xlsx");
    let seed = |parts: &[(&str, Vec<u8>)]| {
        workbook(&path, parts);
        std::fs::read(&path).unwrap()
    };
    prove::Attack::on("packed XLSX")
        .cases(150)
        .seed(seed(&[(TEXTS, texts(3, "4000000000").into_bytes())]))
        .seed(seed(&[(SHEET, sheet(&"<row/>".repeat(5_000)))]))
        .seed(seed(&[(SHEET, sheet(&"<a>".repeat(5_000)))]))
        .bytes(move |bytes| {
            let path = files.path("changed.xlsx");
            std::fs::write(&path, bytes).unwrap();
            let _ = open(&path);
        });
    let limits = small();
    prove::Attack::on("structure of XML")
        .cases(400)
        .seed(sheet(
            "<!-- a --><![CDATA[ b ]]><?c d?><e f='g>' h=\"i'\"/>",
        ))
        .seed(texts(3, "99999999999999999999"))
        .words(&[
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "?>",
            "\"",
            "'",
            "</",
            "/>",
            "<si>",
            "</si>",
            "<!DOCTYPE",
        ])
        .bytes(move |bytes| {
            let mut whole = super::structure::Structure::new(&limits);
            let at_once = whole.read(bytes).is_ok();
            let mut parted = super::structure::Structure::new(&limits);
            let in_parts = bytes.chunks(3).all(|part| parted.read(part).is_ok());
            assert_eq!(at_once, in_parts, "parts are read as the whole");
        });
}
