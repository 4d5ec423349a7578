//! Why a row was left out, in the words of a file that people mend and send again. On screen the same is said
//! by the page's own texts.

use contract::dto::imports::{RowNote, RowProblem};
use contract::{Label, Language, ObjectDef, Problem};

/// The header of the column of reasons. Matched to no field when the file comes back.
#[must_use]
pub(super) fn header(language: Language) -> &'static str {
    match language {
        Language::English => "Left out because",
        Language::Chinese => "未导入的原因",
    }
}

/// The reason of a note, with the column it belongs to.
#[must_use]
pub(crate) fn reason(language: Language, object: &ObjectDef, note: &RowNote) -> String {
    let words = words(object, &note.problem).get(language).to_owned();
    let field = object
        .field(&note.field)
        .map(|field| field.label.get(language).to_owned());
    match (note.column.as_str(), field) {
        ("", None) => words,
        ("", Some(field)) => format!("{field}: {words}"),
        (column, _) => format!("{column}: {words}"),
    }
}

fn words(object: &ObjectDef, problem: &RowProblem) -> Label {
    let label = |en: &str, zh: &str| Label::new(en, zh);
    match problem {
        RowProblem::Missing => label("is missing", "缺少"),
        RowProblem::TooFewCells { found, expected } => Label::new(
            &format!("{found} cells where the header has {expected}"),
            &format!("只有 {found} 格，标题有 {expected} 格"),
        ),
        RowProblem::TooManyCells { found, expected } => Label::new(
            &format!("{found} cells where the header has {expected}"),
            &format!("有 {found} 格，标题只有 {expected} 格"),
        ),
        RowProblem::TooLong { limit } => Label::new(
            &format!("longer than {limit} characters"),
            &format!("超过 {limit} 个字"),
        ),
        RowProblem::NotAnEmail => label("not an e-mail address", "不是邮箱地址"),
        RowProblem::NotAPhone => label("not a telephone number", "不是电话号码"),
        RowProblem::PhoneTooShort { missing } => Label::new(
            &format!("digits missing: {missing}"),
            &format!("少 {missing} 位数字"),
        ),
        RowProblem::PhoneTooLong { extra } => Label::new(
            &format!("digits too many: {extra}"),
            &format!("多 {extra} 位数字"),
        ),
        RowProblem::NotADate => label("not a date", "不是日期"),
        RowProblem::NoSuchDay {
            suggestion: Some(day),
        } => Label::new(
            &format!("no such day; is it {day}?"),
            &format!("没有这一天，是 {day} 吗？"),
        ),
        RowProblem::NoSuchDay { suggestion: None } => label("no such day", "没有这一天"),
        RowProblem::AmbiguousDate => label("day and month cannot be told apart", "分不清日和月"),
        RowProblem::NotANumber => label("not a number", "不是数字"),
        RowProblem::NotAnAmount => label("not an amount", "不是金额"),
        RowProblem::AmbiguousAmount => label(
            "thousands and decimals cannot be told apart",
            "分不清千位和小数",
        ),
        RowProblem::NotYesNo => label("neither yes nor no", "不是“是”或“否”"),
        RowProblem::NotALink => label("not a web address", "不是网址"),
        RowProblem::OutOfRange { least, most } => Label::new(
            &format!("must be between {least} and {most}"),
            &format!("必须在 {least} 和 {most} 之间"),
        ),
        RowProblem::NullCharacters => label("held characters that are no text", "含有非文字字符"),
        RowProblem::Forbidden => label("you may not change that record", "你不能修改这条记录"),
        RowProblem::NoKey => label("the key is empty", "标识为空"),
        other => more(object, other),
    }
}

/// What has to do with other records.
fn more(object: &ObjectDef, problem: &RowProblem) -> Label {
    let label = |en: &str, zh: &str| Label::new(en, zh);
    let field = |key: &str| {
        object
            .field(key)
            .map_or_else(|| Label::same(key), |field| field.label.clone())
    };
    match problem {
        RowProblem::UnknownOwner { name } => Label::new(
            &format!("no user “{name}”; the record goes to you"),
            &format!("没有用户“{name}”，记录归你"),
        ),
        RowProblem::OwnerOutOfReach { name } => Label::new(
            &format!("you may not add records for {name}; the record goes to you"),
            &format!("你不能替{name}添加记录，记录归你"),
        ),
        RowProblem::PointsNowhere { reference, .. } => Label::new(
            &format!("nothing found for “{reference}”; kept as text"),
            &format!("找不到“{reference}”，存为文字"),
        ),
        RowProblem::Namesakes { reference, .. } => Label::new(
            &format!("several are called “{reference}”; one is taken"),
            &format!("有多个“{reference}”，已取其中一个"),
        ),
        RowProblem::NewRecord { reference, .. } => Label::new(
            &format!("nothing found for “{reference}”; one is made"),
            &format!("找不到“{reference}”，会新建"),
        ),
        RowProblem::UnknownChoice { value } => Label::new(
            &format!("“{value}” is not one of the choices"),
            &format!("“{value}”不在选项之中"),
        ),
        RowProblem::ChangedSince { .. } => {
            label("changed since, and left as it is", "之后有人改过，保留不动")
        }
        RowProblem::StillUsed { .. } => label(
            "made by the import, and used by now",
            "导入时新建，现已被使用，保留",
        ),
        RowProblem::Refused {
            problem: Problem::Taken,
        } => label("already taken", "已被占用"),
        RowProblem::Refused {
            problem: Problem::Erased { on },
        } => Label::new(
            &format!("was erased on {on}; an administrator can allow it (Settings, Privacy)"),
            &format!("已于 {on} 被删除，管理员可在“设置 › 隐私”中允许"),
        ),
        RowProblem::NewChoice { value } => Label::new(
            &format!("“{value}” becomes a new choice"),
            &format!("新增选项“{value}”"),
        ),
        RowProblem::SameAsLine { line, by } => {
            let by = field(by);
            Label::new(
                &format!("same {} as line {line}", by.en),
                &format!("与第 {line} 行的{}相同", by.zh),
            )
        }
        RowProblem::SameAsRecord { title, by, .. } => {
            let by = field(by);
            match title.as_str() {
                "" => Label::new(
                    &format!("same {} as a record that is here", by.en),
                    &format!("{}与已有记录相同", by.zh),
                ),
                title => Label::new(
                    &format!("same {} as “{title}”", by.en),
                    &format!("{}与“{title}”相同", by.zh),
                ),
            }
        }
        RowProblem::SameName {
            line: Some(line), ..
        } => Label::new(
            &format!("same name as line {line}"),
            &format!("与第 {line} 行同名"),
        ),
        RowProblem::SameName { .. } => {
            Label::new("same name as a record that is here", "与已有记录同名")
        }
        RowProblem::Refused {
            problem: Problem::UnknownChoice,
        } => Label::new("not one of the choices", "不在选项之中"),
        _ => Label::new("cannot be taken", "不能导入"),
    }
}
