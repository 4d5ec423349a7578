//! What letters about ways in say, passkeys and links with providers, in each language.

use contract::Language;
use contract::Language::{Chinese, English};

use super::letter::PasskeyNews;
use super::words::Part;

/// Subject and parts of the letter about one passkey.
pub(super) fn passkey(
    language: Language,
    organisation: &str,
    (news, name): (PasskeyNews, &str),
    [device, address, at]: [&str; 3],
    link: String,
) -> (String, Vec<Part>) {
    let (subject, first) = news_words(language, organisation, news);
    let (names, button, last) = match language {
        English => (
            ["Passkey", "Device", "Network address", "Time"],
            "Look at your passkeys",
            "If it was you, there is nothing to do. If not, remove what you do not know there, end all other sessions, and change your password at once.",
        ),
        Chinese => (
            ["通行密钥", "设备", "网络地址", "时间"],
            "查看通行密钥",
            "如果是您本人，无需处理。如果不是，请在该页面移除不认识的通行密钥、结束其他会话，并立即修改密码。",
        ),
    };
    let facts = names.into_iter().zip([name, device, address, at]);
    (
        subject,
        parts(first.to_owned(), facts, (button, link), last),
    )
}

/// Subject and parts of the letter about one link with a provider.
pub(super) fn provider_link(
    language: Language,
    organisation: &str,
    (is_linked, name): (bool, &str),
    facts: [&str; 4],
    link: String,
) -> (String, Vec<Part>) {
    let (subject, first) = match (language, is_linked) {
        (English, true) => (
            format!("{name} now opens your account at {organisation}"),
            format!(
                "Your account was linked with {name}. Whoever signs in to the account named below at {name} comes in here as you."
            ),
        ),
        (English, false) => (
            format!("{name} no longer opens your account at {organisation}"),
            format!(
                "The link of your account with {name} was removed. Nobody comes in here by it any more."
            ),
        ),
        (Chinese, true) => (
            format!("{organisation} 的账号已关联 {name}"),
            format!("您的账号已与 {name} 关联。在 {name} 登录下列账号的人，可以以您的身份登录。"),
        ),
        (Chinese, false) => (
            format!("{organisation} 的账号已取消关联 {name}"),
            format!("您的账号与 {name} 的关联已取消，不能再用它登录。"),
        ),
    };
    let (names, button, last) = match language {
        English => (
            ["Account there", "Device", "Network address", "Time"],
            "Look at how you sign in",
            "If it was you, or you know of it, there is nothing to do. If not, remove what you do not know there, end all other sessions, and tell an administrator at once.",
        ),
        Chinese => (
            ["对方账号", "设备", "网络地址", "时间"],
            "查看登录方式",
            "如果是您本人或您知情，无需处理。如果不是，请在该页面移除不认识的关联、结束其他会话，并立即告知管理员。",
        ),
    };
    let facts = names.into_iter().zip(facts);
    (subject, parts(first, facts, (button, link), last))
}

/// What happened, the facts that are known, where to look, and what to do.
fn parts<'f>(
    first: String,
    facts: impl Iterator<Item = (&'static str, &'f str)>,
    (button, link): (&'static str, String),
    last: &str,
) -> Vec<Part> {
    let facts = facts.filter(|(_, value)| !value.is_empty());
    let mut parts = vec![Part::Text(first)];
    parts.extend(facts.map(|(name, value)| Part::Fact(name, value.to_owned())));
    parts.push(Part::Link(button, link));
    parts.push(Part::Small(last.to_owned()));
    parts
}

fn news_words(language: Language, organisation: &str, news: PasskeyNews) -> (String, &'static str) {
    match (language, news) {
        (English, PasskeyNews::Added) => (
            format!("A passkey was added at {organisation}"),
            "Your account got a passkey. Its device opens the account without a password.",
        ),
        (English, PasskeyNews::Removed) => (
            format!("A passkey was removed at {organisation}"),
            "A passkey of your account was removed. It opens nothing any more.",
        ),
        (English, PasskeyNews::Doubted) => (
            format!("A passkey was refused at {organisation}"),
            "A passkey of your account counted backwards, as a copy of it would. It was refused. Remove it unless you know why.",
        ),
        (Chinese, PasskeyNews::Added) => (
            format!("{organisation} 新增了通行密钥"),
            "您的账号新增了一个通行密钥，持有该设备即可免密码登录。",
        ),
        (Chinese, PasskeyNews::Removed) => (
            format!("{organisation} 移除了通行密钥"),
            "您账号的一个通行密钥已被移除，不能再用于登录。",
        ),
        (Chinese, PasskeyNews::Doubted) => (
            format!("{organisation} 拒绝了一个通行密钥"),
            "您账号的一个通行密钥计数倒退，可能已被复制，因此已拒绝。如不清楚原因，请将其移除。",
        ),
    }
}
