//! Which address shows which page.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::{Lazy, SsrMode, path};

use super::frame::Frame;
use super::incident::NotFoundPage;
use super::parts::{
    LazyAuditPage, LazyBinPage, LazyBoardPage, LazyCodePage, LazyDealView, LazyDescribingPage,
    LazyDuplicatesPage, LazyForgottenPage, LazyImportPage, LazyImportSetPage, LazyImportsPage,
    LazyLeadView, LazyLinkPage, LazyListPage, LazyMergePage, LazyProvenPage, LazyRecordPage,
    LazySettingsPage, LazySetupPage, LazySignInPage, LazyTroublePage,
};
use crate::activities::TodayPage;

/// All pages; an address of none of them leads to the last one inside the frame. The server sends each as
/// a whole, so that it can be read before the scripts are there. Whoever signs in begins with today: the
/// other pages are loaded when they are opened.
#[component]
pub(super) fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| ()>
            <Route path=path!("/sign-in") view={Lazy::<LazySignInPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/sign-in/code") view={Lazy::<LazyCodePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/sign-in/codes") view={Lazy::<LazyCodePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/sign-in/forgotten") view={Lazy::<LazyForgottenPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/sign-in/trouble") view={Lazy::<LazyTroublePage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/sign-in/proven") view={Lazy::<LazyProvenPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/link/:token") view={Lazy::<LazyLinkPage>::new()} ssr=SsrMode::Async/>
            <Route path=path!("/setup") view={Lazy::<LazySetupPage>::new()} ssr=SsrMode::Async/>
            <ParentRoute path=path!("") view=Frame ssr=SsrMode::Async>
                <Route path=path!("") view=TodayPage ssr=SsrMode::Async/>
                <Route path=path!("/import") view={Lazy::<LazyImportsPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/import/set/:id") view={Lazy::<LazyImportSetPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/import/:id") view={Lazy::<LazyImportPage>::new()} ssr=SsrMode::Async/>
                // One page for all of them, which reads the address itself: a dialog opens without drawing it anew.
                <ParentRoute path=path!("/settings/objects") view={Lazy::<LazyDescribingPage>::new()} ssr=SsrMode::Async>
                    <Route path=path!("") view=|| () ssr=SsrMode::Async/>
                    <Route path=path!("/:object") view=|| () ssr=SsrMode::Async/>
                    <Route path=path!("/:object/:view") view=|| () ssr=SsrMode::Async/>
                    <Route path=path!("/:object/:view/:open") view=|| () ssr=SsrMode::Async/>
                </ParentRoute>
                <Route path=path!("/merge/:object") view={Lazy::<LazyMergePage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/audit") view={Lazy::<LazyAuditPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/duplicates/:object?") view={Lazy::<LazyDuplicatesPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/settings/:part?") view={Lazy::<LazySettingsPage>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/bin") view={Lazy::<LazyBinPage>::new()} ssr=SsrMode::Async/>
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
