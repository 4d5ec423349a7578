//! What people see: pages, components and server functions.

pub mod api;
pub mod files;
pub mod i18n;
pub mod imports;
pub mod records;
pub mod settings;
pub mod shell;
pub mod ui;

use leptos::prelude::*;
use leptos_meta::{MetaTags, Stylesheet, Title, provide_meta_context};
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::{Lazy, LazyRoute, StaticSegment, lazy_route};

/// The whole page around the app.
#[cfg(feature = "ssr")]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <Stylesheet href=format!("/{}/rapport.css", options.site_pkg_dir)/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}

/// The app, on the server and in the browser.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title text="Rapport"/>
        <Router>
            <nav><A href="/">"Home"</A>" "<A href="/lazy">"Lazy"</A></nav>
            <main>
                <Routes fallback=|| "Not found">
                    <Route path=StaticSegment("") view=Home/>
                    <Route path=StaticSegment("lazy") view={Lazy::<Chart>::new()}/>
                </Routes>
            </main>
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    let count = RwSignal::new(0);
    view! { <h1>"Home"</h1><button on:click=move |_| count.update(|n| *n += 1)>{count}</button> }
}

/// A page that is loaded when it is opened.
pub struct Chart {
    words: Resource<String>,
}

#[lazy_route]
impl LazyRoute for Chart {
    fn data() -> Self {
        Self { words: Resource::new(|| (), |()| async { "from the server".to_owned() }) }
    }

    fn view(this: Self) -> AnyView {
        let count = RwSignal::new(0);
        view! {
            <h1>"Lazy"</h1>
            <Suspense fallback=|| "…">{move || Suspend::new(async move { this.words.await })}</Suspense>
            <button on:click=move |_| count.update(|n| *n += 10)>{count}</button>
        }.into_any()
    }
}
