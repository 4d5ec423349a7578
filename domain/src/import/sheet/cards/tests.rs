use encoding_rs::GB18030;

use crate::import::sheet::tests::{Files, rows};
use crate::import::{Sheet, SheetOptions, SheetSource};

fn open(bytes: &[u8]) -> Sheet {
    let files = Files::new();
    let path = files.path("cards.vcf");
    std::fs::write(&path, bytes).unwrap();
    Sheet::open(&path, &SheetOptions::default()).unwrap_or_else(|problem| panic!("{problem}"))
}

/// One line for each card: its filled cells under their headers.
fn told(bytes: &[u8]) -> Vec<String> {
    let sheet = open(bytes);
    assert!(matches!(sheet.source(), SheetSource::Cards { .. }));
    let headers = sheet.headers().to_vec();
    let card = |cells: Vec<String>| {
        let filled = headers
            .iter()
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty());
        let told: Vec<String> = filled
            .map(|(header, cell)| format!("{header}={cell}"))
            .collect();
        told.join("|")
    };
    rows(sheet).into_iter().map(|row| card(row.cells)).collect()
}

fn check(card: &str, expected: &str) {
    assert_eq!(
        told(card.replace('\n', "\r\n").as_bytes()),
        [expected],
        "{card}"
    );
}

#[test]
fn every_version_is_read() {
    check(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ada King\nN:King;Ada;;;\nORG:Engine Works;Research\nTITLE:Programmer\n\
         TEL;VALUE=uri;TYPE=\"work,voice\":tel:+44-20-7946-0000\nTEL;TYPE=cell:+44 7700 900123\n\
         EMAIL;PREF=1:ada@engine.example\nEMAIL:ada@home.example\nBDAY:18151210\nGENDER:F\n\
         ADR;TYPE=work:;;12 St James's Square;London;;SW1Y;UK\nNOTE:One\\, two\\nthree\nCATEGORIES:vip,press\nEND:VCARD\n",
        "Name=Ada King|Company=Engine Works|Department=Research|Job Title=Programmer|Phone=+44 7700 900123|\
         Other Phone=+44-20-7946-0000|E-mail=ada@engine.example|Further e-mails=ada@home.example|\
         Address=12 St James's Square, London, SW1Y, UK|Birthday=1815-12-10|Gender=Female|Tags=vip, press|Note=One, two\nthree",
    );
    check(
        "BEGIN:VCARD\nVERSION:3.0\nN:王;小明;;;\nitem1.TEL;type=CELL;type=VOICE;type=pref:138 5742 9016\n\
         item1.X-ABLabel:_$!<Mobile>!$_\nORG:海川机械;\nADR;TYPE=WORK:;;中山路 1 号;宁波;浙江;315000;中国\n\
         BDAY;value=date:1604-05-31\nX-WECHAT:ming_w\nX-QQ:12345\nX-SPOUSE:Li\nEND:VCARD\n",
        "Name=王小明|Company=海川机械|Phone=138 5742 9016|WeChat=ming_w|QQ=12345|\
         Address=中国 浙江 宁波 中山路 1 号 315000|Birthday without a year=05-31|X-SPOUSE=Li",
    );
    check(
        "begin:vcard\nversion:2.1\nn:Doe;Jane\ntel;cell:1\ntel;home:2\ntel;work:3\ntel;pager:4\ntel;pager:5\ntel;fax:6\nend:vcard\n",
        "Name=Jane Doe|Phone=1|Other Phone=2|Third phone=3|Further phones=4; 5|Fax=6",
    );
}

#[test]
fn a_card_without_a_name_is_called_by_what_it_says() {
    check(
        "BEGIN:VCARD\nVERSION:3.0\nFN:\nN:;;;;\nORG:Acme\nTEL:1\nEND:VCARD\n",
        "Name=Acme|Company=Acme|Phone=1",
    );
    check(
        "BEGIN:VCARD\nVERSION:3.0\nEMAIL:a@b.example\nEND:VCARD\n",
        "Name=a@b.example|E-mail=a@b.example",
    );
}

#[test]
fn quoted_bytes_are_read_in_any_letters() {
    let name = "Name=张三|Phone=1";
    let card = |property: &str| {
        let text = format!("BEGIN:VCARD\nVERSION:2.1\n{property}\nTEL;CELL:1\nEND:VCARD\n");
        check(&text, name);
    };
    card("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=E5=BC=A0=E4=B8=89;;;");
    card("N;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=89;;;");
    card("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=BC=A0=E4=\n=B8=89");
    card("FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=C8=FD");
    card("FN;ENCODING=QUOTED-PRINTABLE:=D5=C5=C8=FD");
    check(
        "BEGIN:VCARD\nVERSION:2.1\nFN:x\nNOTE;QUOTED-PRINTABLE:a=3Bb, c\\;d=0D=0A=5Ce;f=\n=C3=A9\nEND:VCARD\n",
        "Name=x|Note=a;b, c;d\n\\e;fé",
    );
}

#[test]
fn cards_in_other_encodings_stand_in_one_file() {
    let card = |charset: &str, name: &str| {
        format!("BEGIN:VCARD\r\nVERSION:2.1\r\nFN{charset}:{name}\r\nEND:VCARD\r\n")
    };
    let mut bytes = card("", "王芳").into_bytes();
    bytes.extend_from_slice(&GB18030.encode(&card(";CHARSET=GBK", "李雷")).0);
    bytes.extend_from_slice(&GB18030.encode(&card("", "韩梅梅，采购部经理")).0);
    let expected = ["Name=王芳", "Name=李雷", "Name=韩梅梅，采购部经理"];
    assert_eq!(told(&bytes), expected);
    let wide: Vec<u8> = card("", "王芳")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(told(&wide), ["Name=王芳"]);
    let marked = [b"\xFF\xFE".as_slice(), &wide].concat();
    assert_eq!(told(&marked), ["Name=王芳"]);
    assert_eq!(
        told(format!("\u{feff}{}", card("", "王芳")).as_bytes()),
        ["Name=王芳"]
    );
}

#[test]
fn rows_are_told_by_the_line_of_their_card() {
    let sheet = open(b"\nBEGIN:VCARD\nFN:One\nAGENT:\nBEGIN:VCARD\nFN:Within\nEND:VCARD\nEND:VCARD\n\nBEGIN:VCARD\nTEL:1\nEND:VCARD\n");
    let lines: Vec<(u64, String)> = rows(sheet)
        .into_iter()
        .map(|row| (row.line, row.cells.concat()))
        .collect();
    assert_eq!(lines, [(2, "One".to_owned()), (10, "11".to_owned())]);
}

#[test]
fn a_file_that_ends_in_a_card_is_no_whole_file() {
    let files = Files::new();
    let path = files.path("cards.vcf");
    for (text, code) in [
        ("BEGIN:VCARD\nVERSION:3.0\nFN:One\n", "file_unclosed_card"),
        ("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n", "file_empty"),
    ] {
        std::fs::write(&path, text).unwrap();
        let found = Sheet::open(&path, &SheetOptions::default()).err();
        assert_eq!(found.map(|problem| problem.code()), Some(code), "{text}");
    }
}
