//! What letters about requests for access say, in each language.

use contract::Language::{Chinese, English};
use contract::{Label, Language};

use super::words::Part;

/// The object of which it is a record, whether it may be edited, and until when.
type Asked<'a> = (&'a Label, bool, Option<String>);

/// Subject and parts of the letter to who decides.
pub(super) fn asked(
    language: Language,
    organisation: &str,
    asker: &str,
    what: Asked<'_>,
    link: String,
) -> (String, Vec<Part>) {
    let (subject, first, button, last) = match language {
        English => (
            format!("{asker} asks for access at {organisation}"),
            format!("{asker} asks for access to something that you may share."),
            "Look at the request",
            "Nobody has it before somebody approves. What it is and why it is asked for stands on the page.",
        ),
        Chinese => (
            format!("{asker} 在 {organisation} 申请访问权限"),
            format!("{asker} 申请访问一条您可以共享的记录。"),
            "查看申请",
            "批准之前对方无法访问。具体记录和申请原因请在页面上查看。",
        ),
    };
    let mut parts = vec![Part::Text(first)];
    parts.extend(facts(language, what));
    parts.push(Part::Link(button, link));
    parts.push(Part::Small(last.to_owned()));
    (subject, parts)
}

/// Subject and parts of the letter to who asked.
pub(super) fn decided(
    language: Language,
    organisation: &str,
    (is_approved, decided_by): (bool, &str),
    (object, may_edit, until): Asked<'_>,
    link: String,
) -> (String, Vec<Part>) {
    let (subject, first, button) = match (language, is_approved) {
        (English, true) => (
            format!("Your request at {organisation} was approved"),
            format!("{decided_by} approved your request for access."),
            "Look at it",
        ),
        (English, false) => (
            format!("Your request at {organisation} was refused"),
            format!("{decided_by} refused your request for access."),
            "Look at your requests",
        ),
        (Chinese, true) => (
            format!("您在 {organisation} 的访问申请已批准"),
            format!("{decided_by} 批准了您的访问申请。"),
            "查看",
        ),
        (Chinese, false) => (
            format!("您在 {organisation} 的访问申请未获批准"),
            format!("{decided_by} 拒绝了您的访问申请。"),
            "查看我的申请",
        ),
    };
    // What was refused has no end.
    let until = until.filter(|_| is_approved);
    let mut parts = vec![Part::Text(first)];
    parts.extend(facts(language, (object, may_edit, until)));
    parts.push(Part::Link(button, link));
    (subject, parts)
}

fn facts(language: Language, (object, may_edit, until): Asked<'_>) -> Vec<Part> {
    let (names, level) = match (language, may_edit) {
        (English, false) => (["What", "To", "Until"], "see"),
        (English, true) => (["What", "To", "Until"], "see and edit"),
        (Chinese, false) => (["内容", "权限", "截止"], "查看"),
        (Chinese, true) => (["内容", "权限", "截止"], "查看和编辑"),
    };
    let object = Some(object.get(language).to_owned());
    let facts = names
        .into_iter()
        .zip([object, Some(level.to_owned()), until]);
    let known = facts.filter_map(|(name, value)| Some(Part::Fact(name, value?)));
    known.collect()
}
