//! Files and cells that nobody sends by mistake.

use rust_xlsxwriter::Workbook;

use super::{
    Country, DateOrder, DecimalMark, Sheet, SheetOptions, fold, parse_amount, parse_date,
    parse_email, parse_link, parse_number, parse_percent, parse_phone, parse_whole, parse_yes_no,
};

/// Rows of one file that are read.
const ROWS: usize = 3_000;

fn open(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sheet");
    std::fs::write(&path, bytes).unwrap();
    if let Ok(sheet) = Sheet::open(&path, &SheetOptions::default()) {
        let cells: usize = sheet
            .take(ROWS)
            .filter_map(Result::ok)
            .map(|row| row.cells.len())
            .sum();
        assert!(cells <= ROWS * 1_000);
    }
}

#[test]
fn no_text_breaks_the_reading_of_tables() {
    prove::Attack::on("CSV")
        .seed("Name,Phone,Amount\n\"Acme, Inc.\",138 5742 9016,\"1,200.50\"\nB,,\n")
        .seed("名称;电话\r\n海川;0574-8765\r\n")
        .seed(b"\xff\xfeN\0a\0m\0e\0\t\0B\0\r\0\n\0x\0\t\0y\0")
        .seed([&b"\xcc\xec\xbd\xf2,a\n"[..], b"1,2\n"].concat())
        .words(&[
            "\"\"", "\",\"", "\r\n", "sep=;\n", "\u{feff}", "=1+1", "\t\t\t", ";;;;",
        ])
        .bytes(open);
}

#[test]
fn no_text_breaks_the_reading_of_cards() {
    prove::Attack::on("vCard")
        .seed("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Li Fang\r\nN:Fang;Li;;;\r\nTEL;TYPE=CELL:+86 138 5742 9016\r\nADR:;;Road 1;Ningbo;;315000;China\r\nEND:VCARD\r\n")
        .seed("BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=CD=F5;=B7=BC\nTEL;WORK;VOICE:0574\nPHOTO;ENCODING=BASE64:\n /9j/4AAQ\n\nEND:VCARD\n")
        .seed("BEGIN:VCARD\nVERSION:4.0\nFN:A\nBDAY:--0203\nitem1.URL:https://a.example\nitem1.X-ABLabel:_$!<HomePage>!$_\nEND:VCARD\n")
        .words(&["BEGIN:VCARD\n", "END:VCARD\n", "\n ", "=\n", ";ENCODING=b:", ";PREF=1", "QUOTED-PRINTABLE:=E5=AE", "CHARSET=UTF-16"])
        .bytes(open);
}

#[test]
fn no_file_breaks_the_reading_of_workbooks() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for column in 0..3_u16 {
        sheet.write(0, column, format!("Header {column}")).unwrap();
        sheet.write(1, column, f64::from(column) + 0.5).unwrap();
    }
    let whole = workbook.save_to_buffer().unwrap();
    prove::Attack::on("XLSX").cases(150).seed(whole).bytes(open);
}

#[test]
fn no_cell_breaks_the_parsers() {
    let check = |cell: &str| {
        let orders = [
            None,
            Some(DateOrder::DayMonthYear),
            Some(DateOrder::MonthDayYear),
        ];
        for order in orders {
            let _ = parse_date(cell, order);
        }
        for mark in [None, Some(DecimalMark::Point), Some(DecimalMark::Comma)] {
            let _ = parse_amount(cell, mark);
            let _ = parse_number(cell, mark);
            let _ = parse_percent(cell, mark);
        }
        for country in ["CN", "US", "DE"] {
            let country = country.parse::<Country>().unwrap();
            if let Ok(phone) = parse_phone(cell, country) {
                let _ = phone.shown(country);
            }
        }
        let _ = parse_whole(cell);
        let _ = parse_email(cell);
        let _ = parse_link(cell);
        let _ = parse_yes_no(cell);
        let _ = fold(cell);
    };
    prove::Attack::on("cells")
        .cases(1_500)
        .seed("2026年11月22日 下午3:04")
        .seed("22-Nov-2026 15:04:05 PM")
        .seed("11/22/26")
        .seed("1.234.567,89 €")
        .seed("(1,200.50) USD")
        .seed("￥12万")
        .seed("+86 138 5742 9016 ext. 12")
        .seed("(212) 555-0147 x9")
        .seed("Li Fang <li.fang@example.com>; b@c.example")
        .seed("https://www.example.com/a?b=c#d")
        .words(&[
            "AM", "Sept", "th", "万", "亿", "%", "‰", "ext", "@", "://", "１２", "٣", "½",
        ])
        .texts(check);
}
