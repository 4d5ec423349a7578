//! Which language a page is in.

use contract::Language;
use leptos::prelude::*;

/// The cookie that remembers the language of somebody who has not signed in.
pub const LANGUAGE_COOKIE: &str = "language";

/// The language of the page, in any component, server function or other place with a context.
#[must_use]
pub fn use_language() -> Language {
    use_context().unwrap_or_default()
}

/// Makes the language of the page known to all components; called once by the root of the app.
///
/// On the server it is the `Language` that was put into the request's context, in the browser that
/// of `<html lang>`: so both render the same text.
pub fn provide_language() -> Language {
    let language = language_of_page();
    provide_context(language);
    language
}

#[cfg(feature = "hydrate")]
fn language_of_page() -> Language {
    document()
        .document_element()
        .and_then(|html| html.get_attribute("lang"))
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or_default()
}

#[cfg(not(feature = "hydrate"))]
fn language_of_page() -> Language {
    use_language()
}

/// The language that an `Accept-Language` header prefers among those the product speaks.
#[must_use]
pub fn preferred(accept_language: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in accept_language.split(',') {
        let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
        let weight: f32 = weight.trim().parse().unwrap_or(0.0);
        if let Some(language) = Language::from_tag(tag.trim())
            && weight > best.map_or(0.0, |(best, _)| best)
        {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_that_is_spoken_here_wins() {
        for (header, expected) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Language::Chinese)),
            ("en;q=0.5, zh-TW;q=0.7", Some(Language::Chinese)),
            ("fr-FR,fr;q=0.9,en;q=0.2", Some(Language::English)),
            ("fr", None),
            ("zh;q=0", None),
            ("", None),
            (";;q=x,,", None),
        ] {
            assert_eq!(preferred(header), expected, "{header}");
        }
    }
}
