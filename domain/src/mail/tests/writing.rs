use chrono::Utc;
use contract::Language;
use contract::dto::mail::MailKind;

use super::super::double::{Double, Manners, header};
use super::super::work::round;
use super::super::{Letter, PasskeyNews, Template, paper, words};
use super::{alert, at, letter, post, stage_with};

fn every() -> Vec<Template> {
    let (link, ends_at) = ("/begin?token=a&b".to_owned(), at("2026-11-23T07:30:00Z"));
    vec![
        Template::Invitation {
            inviter: "Anna <b>".to_owned(),
            link: link.clone(),
            ends_at,
        },
        Template::PasswordReset {
            link: "https://elsewhere.example/x".to_owned(),
            ends_at,
        },
        Template::NewDevice {
            device: "Firefox on Linux".to_owned(),
            address: "203.0.113.7".to_owned(),
            at: ends_at,
            link,
        },
        Template::Passkey {
            news: PasskeyNews::Added,
            name: "Telephone <b>".to_owned(),
            device: "Firefox on Linux".to_owned(),
            address: String::new(),
            at: ends_at,
            link: "/begin?token=a&b".to_owned(),
        },
        Template::ProviderLink {
            is_linked: true,
            name: "Wharf <b>".to_owned(),
            account: "anna@wharf.example".to_owned(),
            device: "Firefox on Linux".to_owned(),
            address: String::new(),
            at: ends_at,
            link: "/begin?token=a&b".to_owned(),
        },
        Template::ProviderLink {
            is_linked: false,
            name: "Wharf <b>".to_owned(),
            account: String::new(),
            device: String::new(),
            address: "203.0.113.7".to_owned(),
            at: ends_at,
            link: "/begin?token=a&b".to_owned(),
        },
        alert(),
        Template::AccessAsked {
            asker: "Anna <b>".to_owned(),
            object: contract::Label::new("Customer", "客户"),
            may_edit: true,
            until: Some(ends_at),
            link: "/begin?token=a&b".to_owned(),
        },
        Template::AccessDecided {
            is_approved: false,
            decided_by: "Anna <b>".to_owned(),
            object: contract::Label::new("Customer", "客户"),
            may_edit: false,
            until: Some(ends_at),
            link: "/begin?token=a&b".to_owned(),
        },
        Template::Test {
            tried_by: "Anna".to_owned(),
        },
    ]
}

#[test]
fn every_letter_is_written_in_both_languages_as_text_and_as_html() {
    for template in every() {
        let mut subjects = Vec::new();
        for language in Language::ALL {
            let written = Letter {
                language,
                ..letter("a@x.example", template.clone())
            };
            let draft = words::draft(&written, "Haichuan & Co", "https://crm.example/");
            let text = paper::text(&draft, "Haichuan & Co");
            let html = paper::html(&draft, "Haichuan & Co", language);
            assert!(
                text.contains("林晓") && text.ends_with("Haichuan & Co\n"),
                "{text}"
            );
            assert!(
                html.contains("Haichuan &amp; Co") && !html.contains("<b>"),
                "{html}"
            );
            assert!(html.contains(&format!("lang=\"{}\"", language.tag())));
            let place = match template.kind() {
                MailKind::Test => None,
                MailKind::PasswordReset => Some("https://elsewhere.example/x"),
                MailKind::Alert => Some("https://crm.example/settings/alerts"),
                MailKind::Invitation
                | MailKind::NewDevice
                | MailKind::Passkey
                | MailKind::ProviderLink
                | MailKind::Access => Some("https://crm.example/begin?token=a&b"),
            };
            if let Some(place) = place {
                assert!(text.contains(&format!("\n{place}\n")), "{text}");
                let escaped = place.replace('&', "&amp;");
                assert!(html.contains(&format!("href=\"{escaped}\"")), "{html}");
            }
            subjects.push(draft.subject);
        }
        assert_ne!(subjects[0], subjects[1]);
    }
}

#[test]
fn times_are_those_of_who_reads_them() {
    let text = |language, zone: &str| {
        let written = Letter {
            language,
            time_zone: zone.to_owned(),
            ..letter("a@x.example", every().remove(0))
        };
        paper::text(&words::draft(&written, "Haichuan", ""), "Haichuan")
    };
    let english = text(Language::English, "Asia/Shanghai");
    assert!(
        english.contains("23 November 2026, 15:30 (Asia/Shanghai)"),
        "{english}"
    );
    let chinese = text(Language::Chinese, "Moon/Base");
    assert!(chinese.contains("2026年11月23日 07:30 (UTC)"), "{chinese}");
}

#[tokio::test]
async fn nothing_that_is_typed_becomes_a_header_or_another_recipient() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    let evil = "Eve\r\nBcc: eve@evil.example\r\n\r\nDear";
    let written = Letter {
        name: evil.to_owned(),
        ..letter(
            "a@x.example",
            Template::Invitation {
                inviter: evil.to_owned(),
                link: "/begin".to_owned(),
                ends_at: Utc::now() + chrono::TimeDelta::hours(1),
            },
        )
    };
    post(&stage.crm, written).await;
    round(&stage.crm).await.unwrap();
    let mails = double.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(header(&mails[0], "Bcc"), None, "{}", mails[0]);
    let heard = double.commands();
    let recipients: Vec<_> = heard
        .iter()
        .filter(|said| said.starts_with("RCPT"))
        .collect();
    assert_eq!(recipients, ["RCPT TO:<a@x.example>"]);
    for address in [
        "a@x.example\r\nRCPT TO:<eve@evil.example>",
        "a@x.example, eve@evil.example",
        "a@x.example> eve@evil.example",
        "\"a\r\n\"@x.example",
    ] {
        let connection = stage.crm.door().house().write();
        let queued = super::queue(&stage.crm, connection, letter(address, alert())).await;
        assert!(queued.is_err(), "{address:?}");
    }
}
