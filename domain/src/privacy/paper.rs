//! A certificate on paper, in both languages, with its JSON attached. The same statement makes the same bytes.

use chrono::{DateTime, Datelike, Timelike, Utc};
use contract::dto::privacy::{ErasureReason, Place};
use contract::objects;
use krilla::Document;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::Point;
use krilla::metadata::{DateTime as PdfTime, Metadata};
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};

use super::certificate::{Certificate, Statement};
use super::identifier::Kind;
use super::signing::PublicKey;
use crate::{Error, Result};

/// Noto Sans CJK SC, of which the letters of GB 2312 and the Latin ones were taken; see `assets/README.md`.
const FONT: &[u8] = include_bytes!("../../assets/certificate.otf");

/// A4, in points.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 56.0;
const VALUES: f32 = 310.0;

/// One line: where it begins, how large it is, how much room it takes.
struct Line {
    x: f32,
    size: f32,
    height: f32,
    text: String,
}

/// The file.
///
/// # Errors
/// When it cannot be written.
pub(super) fn pdf(certificate: &Certificate, statement: &Statement) -> Result<Vec<u8>> {
    let font = Font::new(FONT.to_vec().into(), 0).ok_or_else(|| Error::broken("the font"))?;
    let settings =
        || PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| Error::broken("the page"));
    let mut document = Document::new();
    let mut lines = lines(certificate, statement).into_iter().peekable();
    while lines.peek().is_some() {
        let mut page = document.start_page_with(settings()?);
        let mut surface = page.surface();
        let mut y = MARGIN;
        while let Some(line) = lines.next_if(|line| y + line.height < PAGE.1 - MARGIN) {
            let at = Point::from_xy(line.x, y + line.size);
            y += line.height;
            let (size, text) = (line.size, &line.text);
            surface.draw_text(
                at,
                font.clone(),
                size,
                text,
                false,
                TextDirection::LeftToRight,
            );
        }
        surface.finish();
        page.finish();
    }
    let at = time(statement.ended_at);
    document.embed_file(EmbeddedFile {
        path: "certificate.json".to_owned(),
        mime_type: MimeType::new("application/json"),
        description: Some("The signed certificate".to_owned()),
        association_kind: AssociationKind::Source,
        data: serde_json::to_vec(certificate)?.into(),
        modification_date: Some(at),
        // As it is, so that it is found without reading the whole file.
        compress: Some(false),
        location: None,
    });
    let metadata = Metadata::new()
        .title(format!("Certificate of erasure {}", statement.id))
        .language("en".to_owned())
        .creator("Rapport".to_owned())
        .creation_date(at);
    document.set_metadata(metadata);
    document
        .finish()
        .map_err(|error| Error::broken(format!("{error:?}")))
}

fn time(at: DateTime<Utc>) -> PdfTime {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    PdfTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
}

fn lines(certificate: &Certificate, statement: &Statement) -> Vec<Line> {
    let mut lines = Vec::new();
    line(&mut lines, 20.0, "Certificate of erasure · 删除证明");
    gap(&mut lines, 6.0);
    wrapped(&mut lines, 13.0, &statement.organisation);
    gap(&mut lines, 10.0);
    let moment = |at: DateTime<Utc>| at.format("%Y-%m-%d %H:%M UTC").to_string();
    pair(&mut lines, "Number · 编号", &statement.id.to_string());
    pair(&mut lines, "Kept as · 保存为", &object(&statement.object));
    pair(&mut lines, "Why · 原因", reason(statement.reason));
    pair(
        &mut lines,
        "Ordered · 下令时间",
        &moment(statement.ordered_at),
    );
    pair(&mut lines, "Done · 完成时间", &moment(statement.ended_at));
    heading(&mut lines, "What was erased · 已删除的内容");
    for (place, count) in &statement.erased {
        pair(&mut lines, words(*place), &count.to_string());
    }
    heading(&mut lines, "What is kept, and why · 依法保留的内容及原因");
    for kept in &statement.kept {
        let told = format!("{} · until 至 {}", kept.count, kept.until);
        pair(&mut lines, &object(&kept.object), &told);
    }
    let why = match statement.kept.is_empty() {
        true => "Nothing. · 无。",
        false => {
            "Tax and trade law asks to keep these documents. Of the person they hold the name alone. · \
             税法与商法要求保留这些单据，其中仅保留姓名。"
        }
    };
    wrapped(&mut lines, 9.0, why);
    wrapped(
        &mut lines,
        9.0,
        "A restored backup is searched for the person and erased once more before anybody works with it. · \
         恢复备份时，会先再次删除该人的数据，然后才可使用。",
    );
    if !statement.identifiers.is_empty() {
        heading(&mut lines, "Whom it is about · 涉及的人");
        for identifier in &statement.identifiers {
            let kind = match identifier.kind {
                Kind::Email => "E-mail · 邮箱",
                Kind::Phone => "Telephone · 电话",
            };
            let how = format!(
                "{}, {} rounds, salt {}",
                identifier.by, identifier.rounds, identifier.salt
            );
            line(&mut lines, 8.0, &format!("{kind}: {how}"));
            line(&mut lines, 8.0, &identifier.hash);
        }
    }
    heading(&mut lines, "Signature · 签名");
    let key = data_encoding::BASE64
        .decode(certificate.public_key.as_bytes())
        .map(PublicKey::new);
    let id = key.map(|key| key.id()).unwrap_or_default();
    line(
        &mut lines,
        8.0,
        &format!("Ed25519 {}", certificate.signature),
    );
    line(
        &mut lines,
        8.0,
        &format!("Key · 公钥 {}", certificate.public_key),
    );
    line(&mut lines, 8.0, &format!("SHA-256 {id}"));
    wrapped(
        &mut lines,
        8.0,
        "The signed text is attached (certificate.json): rapport certificate verify FILE · \
         已签名的文本附于本文件（certificate.json）：rapport certificate verify FILE",
    );
    lines
}

fn line(lines: &mut Vec<Line>, size: f32, text: &str) {
    lines.push(Line {
        x: MARGIN,
        size,
        height: size * 1.5,
        text: text.to_owned(),
    });
}

fn gap(lines: &mut [Line], height: f32) {
    if let Some(last) = lines.last_mut() {
        last.height += height;
    }
}

fn heading(lines: &mut Vec<Line>, text: &str) {
    gap(lines, 10.0);
    line(lines, 11.0, text);
    gap(lines, 2.0);
}

/// A word and its value on one line.
fn pair(lines: &mut Vec<Line>, word: &str, value: &str) {
    lines.push(Line {
        x: MARGIN,
        size: 9.0,
        height: 0.0,
        text: word.to_owned(),
    });
    lines.push(Line {
        x: VALUES,
        size: 9.0,
        height: 14.0,
        text: value.to_owned(),
    });
}

/// A text on as many lines as it takes. Chinese may be broken anywhere, the rest at its blanks.
fn wrapped(lines: &mut Vec<Line>, size: f32, text: &str) {
    let most = PAGE.0 - 2.0 * MARGIN;
    let (mut here, mut width, mut blank) = (String::new(), 0.0, None);
    for letter in text.chars() {
        here.push(letter);
        width += wide(letter) * size;
        if letter == ' ' || !letter.is_ascii() {
            blank = Some(here.len());
        }
        if width > most {
            let rest = here.split_off(blank.unwrap_or(here.len()));
            line(lines, size, here.trim_end());
            width = rest.chars().map(|letter| wide(letter) * size).sum();
            (here, blank) = (rest, None);
        }
    }
    if !here.trim().is_empty() {
        line(lines, size, here.trim_end());
    }
}

/// How wide a letter is at most, in parts of the size of the font.
fn wide(letter: char) -> f32 {
    if letter.is_ascii() { 0.58 } else { 1.0 }
}

fn object(key: &str) -> String {
    let all = objects::all();
    let found = all.iter().find(|object| object.key == key);
    found.map_or_else(
        || key.to_owned(),
        |object| format!("{} · {}", object.label.en, object.label.zh),
    )
}

fn reason(reason: ErasureReason) -> &'static str {
    match reason {
        ErasureReason::Asked => "The person asked for it · 本人要求",
        ErasureReason::ConsentWithdrawn => "Consent was withdrawn · 撤回同意",
        ErasureReason::NoPurpose => "Its purpose is over · 目的已达成",
        ErasureReason::Unlawful => "It should not have been kept · 不应保存",
        ErasureReason::Rule => "A rule of retention · 保存期限规则",
    }
}

fn words(place: Place) -> &'static str {
    match place {
        Place::Records => "Records · 记录",
        Place::Activities => "Activities · 活动",
        Place::Emptied => "Activities, emptied · 已清空的活动",
        Place::Members => "Memberships and lines · 成员与明细",
        Place::Related => "Other records, named no more · 其他记录中的提及",
        Place::Files => "Files · 文件",
        Place::Events => "Events of the log · 日志事件",
        Place::Mails => "Mails · 邮件",
        Place::Marks => "Favourites and recent ones · 收藏与最近打开",
        Place::Likenesses => "Keys of doubled records · 查重索引",
        Place::Words => "Search index · 搜索索引",
        Place::Journals => "Journals · 合并与批量日志",
        Place::ImportNotes => "Notes of imports · 导入备注",
        Place::ImportFiles => "Files of imports · 导入文件",
        Place::Answers => "Answers to programs · 接口应答",
        Place::Views => "Views and filters, named no more · 视图与筛选中的提及",
        Place::Plans => "Plans of imports, named no more · 导入方案中的提及",
        Place::Shares => "Shares · 共享",
        Place::Consents => "Recorded consents · 同意记录",
    }
}
