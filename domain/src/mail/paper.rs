//! A draft as text and as simple HTML.

use std::fmt::Write as _;

use contract::Language;

use super::words::{Draft, Part};

/// The draft as plain text.
pub(super) fn text(draft: &Draft, organisation: &str) -> String {
    let mut text = String::new();
    for (place, part) in draft.parts.iter().enumerate() {
        let is_list = matches!(part, Part::Fact(..))
            && place > 0
            && matches!(draft.parts.get(place - 1), Some(Part::Fact(..)));
        if place > 0 && !is_list {
            text.push('\n');
        }
        match part {
            Part::Text(words) | Part::Small(words) => text.push_str(words),
            Part::Fact(name, value) => text.extend([name, ": ", value]),
            Part::Link(name, place) => text.extend([name, ":\n", place]),
        }
        text.push('\n');
    }
    text.extend(["\n-- \n", organisation, "\n"]);
    text
}

/// The draft as HTML without pictures, scripts or anything from elsewhere.
pub(super) fn html(draft: &Draft, organisation: &str, language: Language) -> String {
    let mut body = String::new();
    for part in &draft.parts {
        // Writing to a text does not fail.
        let _ = match part {
            Part::Text(words) => write!(body, "<p>{}</p>", escaped(words)),
            Part::Small(words) => write!(
                body,
                "<p style=\"font-size:13px;color:#57534e\">{}</p>",
                escaped(words)
            ),
            Part::Fact(name, value) => write!(
                body,
                "<p style=\"margin:4px 0\"><span style=\"color:#57534e\">{}:</span> {}</p>",
                escaped(name),
                escaped(value)
            ),
            Part::Link(name, place) => write!(
                body,
                "<p style=\"margin:24px 0\"><a href=\"{0}\" style=\"{BUTTON}\">{1}</a></p>\
                 <p style=\"font-size:13px;color:#57534e;word-break:break-all\">{0}</p>",
                escaped(place),
                escaped(name)
            ),
        };
    }
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title></head>\
         <body style=\"{PAGE}\"><div style=\"{CARD}\">{body}\
         <p style=\"margin:24px 0 0;font-size:13px;color:#57534e\">{}</p></div></body></html>",
        language.tag(),
        escaped(&draft.subject),
        escaped(organisation),
    )
}

const PAGE: &str = "margin:0;padding:24px;background:#f5f5f4;color:#1c1917;\
    font:16px/1.5 system-ui,-apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif";
const CARD: &str =
    "max-width:34rem;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px";
const BUTTON: &str = "display:inline-block;padding:10px 18px;border-radius:6px;background:#1d4ed8;\
    color:#ffffff;text-decoration:none";

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
