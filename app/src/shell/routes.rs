//! Which address shows which page.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::{Lazy, SsrMode, path};

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

/// All pages; an address of none of them leads to the last one inside the frame. The server sends each as a whole, so that it can be read before the scripts are there.
#[component]
pub(super) fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| ()>
            <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
            <Route path=path!("/setup") view=SetupPage ssr=SsrMode::Async/>
            <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                <Route path=path!("") view=TodayPage ssr=SsrMode::Async/>
                <Route path=path!("/import") view={Lazy::<ImportsPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/import/:id") view={Lazy::<ImportPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/settings/:part?") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/deals") view=BoardPage ssr=SsrMode::Async/>
                <Route path=path!("/deals/:id") view=DealView ssr=SsrMode::Async/>
                <Route path=path!("/leads/:id") view=LeadView ssr=SsrMode::Async/>
                <Route path=path!("/:path") view=ListPage ssr=SsrMode::Async/>
                <Route path=path!("/:path/:id") view=RecordPage ssr=SsrMode::Async/>
                <Route path=path!("/:path/:id/*deeper") view=NotFoundPage ssr=SsrMode::Async/>
            </ParentRoute>
        </Routes>
    }
}
