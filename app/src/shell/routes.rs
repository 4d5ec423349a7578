//! Which address shows which page.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::{Lazy, LazyRoute, SsrMode, lazy_route, path};

use super::frame::Frame;
use super::incident::NotFoundPage;
use crate::activities::TodayPage;
use crate::deals::{BoardPage, DealView};
use crate::imports::{ImportPage, ImportsPage};
use crate::leads::LeadView;
use crate::records::{ListPage, RecordPage};
use crate::settings::SettingsPage;
use crate::setup::SetupPage;
use crate::sign_in::SignInPage;

/// All pages; an address of none of them leads to the last one inside the frame. The server sends each as
/// a whole, so that it can be read before the scripts are there. Whoever signs in begins with today: the
/// other pages are loaded when they are opened.
#[component]
pub(super) fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| ()>
            <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
            <Route path=path!("/setup") view={Lazy::<LazySetupPage>::new()} ssr=SsrMode::Async/>
            <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                <Route path=path!("") view=TodayPage ssr=SsrMode::Async/>
                <Route path=path!("/import") view={Lazy::<ImportsPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/import/:id") view={Lazy::<ImportPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/settings/:part?") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/deals") view={Lazy::<LazyBoardPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/deals/:id") view={Lazy::<LazyDealView>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/leads/:id") view={Lazy::<LazyLeadView>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/:path") view={Lazy::<LazyListPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/:path/:id") view={Lazy::<LazyRecordPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/:path/:id/*deeper") view=NotFoundPage ssr=SsrMode::Async/>
            </ParentRoute>
        </Routes>
    }
}

/// Pages that are loaded when they are opened, each named after its component.
macro_rules! lazy_pages {
    ($($name:ident: $page:ident),+ $(,)?) => {$(
        struct $name;

        #[lazy_route]
        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                view! { <$page/> }.into_any()
            }
        }
    )+};
}

lazy_pages! {
    LazySetupPage: SetupPage,
    LazyBoardPage: BoardPage,
    LazyDealView: DealView,
    LazyLeadView: LeadView,
    LazyListPage: ListPage,
    LazyRecordPage: RecordPage,
}
