//! The binary `rapport`.

mod site;

use app::{App, shell};
use axum::Router;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{LeptosRoutes, ResponseOptions, generate_route_list};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let site = site::Site::open()?;
    let options = site.leptos_options();
    let parts = site.clone();
    let routes = generate_route_list(App);
    let router = Router::new()
        .leptos_routes_with_context(
            &options,
            routes,
            move || {
                provide_context(parts.lazy_parts());
                let nonce = leptos::nonce::use_nonce().map(|n| n.to_string()).unwrap_or_default();
                let csp = format!("default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
                if let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), csp.parse()) {
                    response.insert_header(axum::http::header::CONTENT_SECURITY_POLICY, value);
                }
            },
            {
                let options = options.clone();
                move || shell(options.clone())
            },
        )
        .merge(site.router())
        .with_state(options);
    let listener = tokio::net::TcpListener::bind(std::env::args().nth(2).unwrap_or("127.0.0.1:3900".into())).await?;
    axum::serve(listener, router).await?;
    Ok(())
}
