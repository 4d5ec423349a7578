//! People and companies as small coloured marks.

use leptos::prelude::*;

/// People are circles, companies are rounded squares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarShape {
    #[default]
    Person,
    Company,
}

/// How large an avatar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 18 px.
    Tiny,
    /// 20 px.
    Small,
    /// 24 px.
    #[default]
    Normal,
    /// 32 px.
    Large,
    /// 48 px.
    Huge,
}

impl AvatarSize {
    fn class(self) -> &'static str {
        match self {
            Self::Tiny => "avatar--xs",
            Self::Small => "avatar--sm",
            Self::Normal => "",
            Self::Large => "avatar--lg",
            Self::Huge => "avatar--xl",
        }
    }

    fn letters(self) -> usize {
        match self {
            Self::Tiny | Self::Small => 1,
            _ => 2,
        }
    }
}

/// The letters of a name in a coloured shape. Hidden from readers: the name stands beside it.
#[component]
pub fn Avatar(
    #[prop(into)] name: Signal<String>,
    #[prop(optional)] shape: AvatarShape,
    #[prop(optional)] size: AvatarSize,
) -> impl IntoView {
    let shape_class = match shape {
        AvatarShape::Person => "",
        AvatarShape::Company => "avatar--org",
    };
    let letters = move || name.with(|name| letters(name, shape, size));
    let two = move || letters().chars().count() > 1;
    view! {
        <span
            class=format!("avatar {} {shape_class}", size.class())
            class:avatar--two=two
            style=move || format!("--h:{}", name.with(|name| hue_of(name)))
            aria-hidden="true"
        >
            {letters}
        </span>
    }
}

/// An avatar with the name beside it.
#[component]
pub fn Who(
    #[prop(into)] name: Signal<String>,
    #[prop(optional)] shape: AvatarShape,
    #[prop(default = AvatarSize::Tiny)] size: AvatarSize,
) -> impl IntoView {
    view! {
        <span class="who">
            <Avatar name shape size/>
            <span>{move || name.get()}</span>
        </span>
    }
}

/// One of the eight category hues, always the same for the same words.
#[must_use]
pub fn hue_of(words: &str) -> u16 {
    const HUES: [u16; 8] = [22, 55, 85, 150, 190, 255, 295, 345];
    let sum = words.bytes().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    HUES[(sum.wrapping_mul(2_654_435_769) >> 29) as usize]
}

/// Of a Chinese person the last character of the given name, of a Chinese company the first; otherwise
/// the first letters of the first and the last word.
fn letters(name: &str, shape: AvatarShape, size: AvatarSize) -> String {
    let name = name.trim();
    let is_chinese = name.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    match (is_chinese, shape) {
        (true, AvatarShape::Person) => name.chars().last().into_iter().collect(),
        (true, AvatarShape::Company) => name.chars().next().into_iter().collect(),
        (false, AvatarShape::Company) => initials(name, 1),
        (false, AvatarShape::Person) => initials(name, size.letters()),
    }
}

fn initials(name: &str, most: usize) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    let first = words.next();
    let last = words.next_back().filter(|_| most > 1);
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_the_custom_of_the_name() {
        let check = |name, shape, size, expected: &str| {
            assert_eq!(letters(name, shape, size), expected, "{name}")
        };
        check("周建国", AvatarShape::Person, AvatarSize::Normal, "国");
        check(
            "宁波海川精密",
            AvatarShape::Company,
            AvatarSize::Normal,
            "宁",
        );
        check("Maya Chen", AvatarShape::Person, AvatarSize::Normal, "MC");
        check(
            "Maya de la Cruz",
            AvatarShape::Person,
            AvatarSize::Small,
            "M",
        );
        check(
            "haichuan Precision",
            AvatarShape::Company,
            AvatarSize::Large,
            "H",
        );
        check("  ", AvatarShape::Person, AvatarSize::Large, "");
    }
}
