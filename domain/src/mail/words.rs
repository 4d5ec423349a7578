//! What letters say, in each language.

use chrono::{DateTime, Utc};
use contract::Language;
use contract::Language::{Chinese, English};

use super::access_words;
use super::key_words;
use super::letter::{Letter, Template, one_line};
use crate::clock;

/// The longest subject, in characters.
const LONGEST_SUBJECT: usize = 160;

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A paragraph.
    Text(String),
    /// What it is about, name and value.
    Fact(&'static str, String),
    /// What to press, and where it leads.
    Link(&'static str, String),
    /// A paragraph in small letters.
    Small(String),
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) subject: String,
    pub(super) parts: Vec<Part>,
}

/// What a letter says, in the language of who gets it.
pub(super) fn draft(letter: &Letter, organisation: &str, site: &str) -> Draft {
    let language = letter.language;
    let place = |link: &str| match link.starts_with('/') {
        true => format!("{}{link}", site.trim_end_matches('/')),
        false => link.to_owned(),
    };
    let time = |at: &DateTime<Utc>| written(*at, &letter.time_zone, language);
    let (subject, mut parts) = match &letter.template {
        Template::Invitation {
            inviter,
            link,
            ends_at,
        } => invitation(language, organisation, inviter, place(link), time(ends_at)),
        Template::PasswordReset { link, ends_at } => {
            reset(language, organisation, place(link), time(ends_at))
        }
        Template::NewDevice {
            device,
            address,
            at,
            link,
        } => new_device(
            language,
            organisation,
            [device, address, &time(at)],
            place(link),
        ),
        Template::Passkey {
            news,
            name,
            device,
            address,
            at,
            link,
        } => key_words::passkey(
            language,
            organisation,
            (*news, name),
            [device, address, &time(at)],
            place(link),
        ),
        Template::ProviderLink {
            is_linked,
            name,
            account,
            device,
            address,
            at,
            link,
        } => key_words::provider_link(
            language,
            organisation,
            (*is_linked, name),
            [account, device, address, &time(at)],
            place(link),
        ),
        Template::Alert {
            title,
            text,
            at,
            link,
        } => alert(
            language,
            organisation,
            [title.get(language), text.get(language), &time(at)],
            place(link),
        ),
        Template::AccessAsked {
            asker,
            object,
            may_edit,
            until,
            link,
        } => access_words::asked(
            language,
            organisation,
            asker,
            (object, *may_edit, until.as_ref().map(time)),
            place(link),
        ),
        Template::AccessDecided {
            is_approved,
            decided_by,
            object,
            may_edit,
            until,
            link,
        } => access_words::decided(
            language,
            organisation,
            (*is_approved, decided_by),
            (object, *may_edit, until.as_ref().map(time)),
            place(link),
        ),
        Template::Test { tried_by } => test(language, organisation, tried_by),
    };
    parts.insert(0, greeting(language, &letter.name));
    Draft {
        subject: one_line(&subject, LONGEST_SUBJECT),
        parts,
    }
}

/// A moment as people write it, with its zone: mails are read anywhere.
fn written(at: DateTime<Utc>, zone: &str, language: Language) -> String {
    let zone = if clock::is_zone(zone) { zone } else { "UTC" };
    let local = clock::local(at, zone);
    let text = match language {
        English => local.format("%-d %B %Y, %H:%M"),
        Chinese => local.format("%Y年%-m月%-d日 %H:%M"),
    };
    format!("{text} ({zone})")
}

fn greeting(language: Language, name: &str) -> Part {
    Part::Text(match (language, name.is_empty()) {
        (English, true) => "Hello,".to_owned(),
        (English, false) => format!("Hello {name},"),
        (Chinese, true) => "您好：".to_owned(),
        (Chinese, false) => format!("{name}，您好："),
    })
}

fn invitation(
    language: Language,
    organisation: &str,
    inviter: &str,
    link: String,
    ends: String,
) -> (String, Vec<Part>) {
    match language {
        English => (
            format!("{inviter} invites you to {organisation}"),
            vec![
                Part::Text(format!(
                    "{inviter} has made an account for you at {organisation}. Choose a password, and you can begin."
                )),
                Part::Link("Accept the invitation", link),
                Part::Small(format!(
                    "The link can be used once, until {ends}. If you did not expect it, leave it: nothing happens."
                )),
            ],
        ),
        Chinese => (
            format!("{inviter} 邀请您加入 {organisation}"),
            vec![
                Part::Text(format!(
                    "{inviter} 已在 {organisation} 为您创建账号。设置密码后即可开始使用。"
                )),
                Part::Link("接受邀请", link),
                Part::Small(format!(
                    "此链接只能使用一次，有效期至 {ends}。如果您不清楚此邀请，忽略即可，不会有任何影响。"
                )),
            ],
        ),
    }
}

fn reset(
    language: Language,
    organisation: &str,
    link: String,
    ends: String,
) -> (String, Vec<Part>) {
    match language {
        English => (
            format!("A new password for {organisation}"),
            vec![
                Part::Text(format!(
                    "Somebody asked for a new password for your account at {organisation}. If it was you, choose one here."
                )),
                Part::Link("Choose a new password", link),
                Part::Small(format!(
                    "The link can be used once, until {ends}. If it was not you, leave it: your password stays as it is."
                )),
            ],
        ),
        Chinese => (
            format!("重置 {organisation} 的密码"),
            vec![
                Part::Text(format!(
                    "有人为您在 {organisation} 的账号申请重置密码。如果是您本人，请在此设置新密码。"
                )),
                Part::Link("设置新密码", link),
                Part::Small(format!(
                    "此链接只能使用一次，有效期至 {ends}。如果不是您本人操作，忽略即可，密码不会改变。"
                )),
            ],
        ),
    }
}

fn new_device(
    language: Language,
    organisation: &str,
    [device, address, at]: [&str; 3],
    link: String,
) -> (String, Vec<Part>) {
    let facts = |names: [&'static str; 3]| {
        let values = [device, address, at].map(str::to_owned);
        names
            .into_iter()
            .zip(values)
            .map(|(name, value)| Part::Fact(name, value))
            .collect::<Vec<_>>()
    };
    let (subject, first, names, button, last) = match language {
        English => (
            format!("A new device signed in to {organisation}"),
            "Somebody signed in to your account from a device or network that was not used before.",
            ["Device", "Network address", "Time"],
            "Look at your sessions",
            "If it was you, there is nothing to do. If not, end the session there and change your password at once.",
        ),
        Chinese => (
            format!("新设备登录了 {organisation}"),
            "有人在以前未使用过的设备或网络上登录了您的账号。",
            ["设备", "网络地址", "时间"],
            "查看登录会话",
            "如果是您本人，无需处理。如果不是，请在该页面结束会话，并立即修改密码。",
        ),
    };
    let mut parts = vec![Part::Text(first.to_owned())];
    parts.extend(facts(names));
    parts.push(Part::Link(button, link));
    parts.push(Part::Small(last.to_owned()));
    (subject, parts)
}

fn alert(
    language: Language,
    organisation: &str,
    [title, text, at]: [&str; 3],
    link: String,
) -> (String, Vec<Part>) {
    let (name, button, last) = match language {
        English => (
            "Time",
            "Look at it",
            "You get this because you administer this installation.",
        ),
        Chinese => ("时间", "查看详情", "您是此系统的管理员，因此收到此邮件。"),
    };
    let parts = vec![
        Part::Text(text.to_owned()),
        Part::Fact(name, at.to_owned()),
        Part::Link(button, link),
        Part::Small(last.to_owned()),
    ];
    (format!("{organisation}: {title}"), parts)
}

fn test(language: Language, organisation: &str, tried_by: &str) -> (String, Vec<Part>) {
    match language {
        English => (
            format!("A test mail of {organisation}"),
            vec![
                Part::Text(format!(
                    "{tried_by} tries out whether {organisation} can send mail. It can."
                )),
                Part::Small("There is nothing to do.".to_owned()),
            ],
        ),
        Chinese => (
            format!("{organisation} 的测试邮件"),
            vec![
                Part::Text(format!(
                    "{tried_by} 正在测试 {organisation} 能否发送邮件。收到此邮件说明一切正常。"
                )),
                Part::Small("无需任何操作。".to_owned()),
            ],
        ),
    }
}
