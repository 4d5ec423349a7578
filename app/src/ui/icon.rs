//! Symbols of the sprite, and the mark of the product.

use std::borrow::Cow;

use leptos::prelude::*;

/// How large an icon is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    /// 14 px, inside tags and beside small text.
    Small,
    /// 16 px, 18 on phones.
    #[default]
    Normal,
    /// 20 px.
    Large,
    /// 28 px.
    Huge,
}

impl IconSize {
    fn class(self) -> &'static str {
        match self {
            Self::Small => "i i--sm",
            Self::Normal => "i",
            Self::Large => "i i--lg",
            Self::Huge => "i i--xl",
        }
    }
}

/// Changes with the sprite, so that a browser never keeps an old one.
const SPRITE: u64 = fingerprint(include_bytes!("../../../public/icons.svg"));

/// 64-bit FNV-1a, which a constant can be made of.
const fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
}

/// The address of a symbol.
fn icon_address(name: &str) -> String {
    format!("/icons.svg?v={SPRITE:x}#i-{name}")
}

/// A symbol of the sprite `public/icons.svg`, by its name without `i-`. Never read aloud: its button or
/// the text beside it says what it means.
#[component]
pub fn Icon(
    #[prop(into)] name: Cow<'static, str>,
    #[prop(optional)] size: IconSize,
) -> impl IntoView {
    view! {
        <svg class=size.class() aria-hidden="true">
            <use href=icon_address(&name)></use>
        </svg>
    }
}

/// The mark of the product: two rings that share a part.
#[component]
pub fn Brand(#[prop(optional)] class: &'static str) -> impl IntoView {
    view! {
        <svg class=format!("brand {class}") viewBox="0 0 24 24" aria-hidden="true">
            <rect width="24" height="24" rx="6.5" fill="currentColor"></rect>
            <g fill="none" stroke="#fff" stroke-width="1.9">
                <circle cx="9.6" cy="12" r="4.6"></circle>
                <circle cx="14.4" cy="12" r="4.6"></circle>
            </g>
            <path d="M12 8.1a4.6 4.6 0 0 1 0 7.8 4.6 4.6 0 0 1 0-7.8z" fill="#fff"></path>
        </svg>
    }
}
