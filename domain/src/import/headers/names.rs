//! How near a header is to the names of a field.

use strsim::normalized_damerau_levenshtein;

use super::{MatchReason, Target};
use crate::import::text::fold;

/// A header in the forms in which it is compared.
pub(super) struct Similarity {
    /// Letters and figures only, in lower case: `ACCOUNTID` and `Account Id` are the same.
    whole: String,
    /// Without what stands in brackets, such as a unit.
    unbracketed: Option<String>,
    /// Without the name of the object before it.
    bare: Option<String>,
    /// The brackets name a unit that a conversion would need.
    other_unit: bool,
}

impl Similarity {
    pub(super) fn to(header: &str, object: &[&str]) -> Self {
        let folded = fold(header).to_lowercase();
        let whole = plain(&folded);
        let (outside, inside) = brackets(&folded);
        let unbracketed = Some(plain(&outside)).filter(|name| !name.is_empty() && *name != whole);
        let bare = object
            .iter()
            .filter_map(|name| whole.strip_prefix(plain(&name.to_lowercase()).as_str()))
            .find(|rest| !rest.is_empty())
            .map(str::to_owned);
        Self {
            whole,
            unbracketed,
            bare,
            other_unit: inside.starts_with("in ") || inside.contains("分钟"),
        }
    }

    /// How sure it is that the header means this field.
    pub(super) fn of(&self, target: &Target) -> Option<(u8, MatchReason)> {
        let labels = target
            .labels
            .iter()
            .map(|name| (plain(&fold(name).to_lowercase()), MatchReason::Label));
        let key = std::iter::once((plain(&target.key.to_lowercase()), MatchReason::Label));
        let synonyms = target
            .synonyms
            .iter()
            .map(|name| (plain(&fold(name).to_lowercase()), MatchReason::Synonym));
        labels
            .chain(key)
            .chain(synonyms)
            .filter_map(|(name, kind)| self.compared(&name, kind))
            .max_by_key(|(confidence, _)| *confidence)
    }

    fn compared(&self, name: &str, kind: MatchReason) -> Option<(u8, MatchReason)> {
        if name.is_empty() || self.whole.is_empty() {
            return None;
        }
        if name == self.whole {
            return Some((if kind == MatchReason::Label { 99 } else { 96 }, kind));
        }
        if self.bare.as_deref() == Some(name) {
            return Some((90, kind));
        }
        if self.unbracketed.as_deref() == Some(name) {
            return Some((if self.other_unit { 70 } else { 88 }, kind));
        }
        similar(&self.whole, name).map(|confidence| (confidence, MatchReason::Similar))
    }
}

/// A slip of the pen in a longer word; words of one or two signs differ in meaning by each of them.
fn similar(header: &str, name: &str) -> Option<u8> {
    let (long, short) = (
        header.chars().count().max(name.chars().count()),
        header.chars().count().min(name.chars().count()),
    );
    if short < 3 || long > 64 {
        return None;
    }
    // Chinese names grow at their ends: 客户名称 and 客户名称全称, 手机 and 手机号码.
    if !name.is_ascii() && (header.starts_with(name) || header.ends_with(name)) && short * 2 > long
    {
        return Some(72);
    }
    // One sign more or less is another word there: 上次联系时间 is not 下次联系时间.
    if !(name.is_ascii() && header.is_ascii()) {
        return None;
    }
    let nearness = normalized_damerau_levenshtein(header, name);
    if nearness < 0.75 {
        return None;
    }
    // Whole percent between 0 and 85, so the cast loses nothing that counts.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value lies between 63 and 88"
    )]
    let confidence = (nearness * 88.0) as u8;
    Some(confidence)
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What stands outside and inside of brackets.
fn brackets(header: &str) -> (String, String) {
    let (mut outside, mut inside) = (String::new(), String::new());
    let mut depth = 0_u32;
    for c in header.chars() {
        match c {
            '(' | '[' | '【' | '<' => depth += 1,
            ')' | ']' | '】' | '>' => depth = depth.saturating_sub(1),
            c if depth > 0 => inside.push(c),
            c => outside.push(c),
        }
    }
    (outside, inside)
}
