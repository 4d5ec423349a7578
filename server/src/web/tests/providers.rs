//! Signing in through a provider, as browsers do it.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use contract::Role;
use domain::outgoing::Allowed;
use serde_json::{Value, json};

use super::provider::{CLIENT, Provider, SECRET};
use super::signing::forget_proof;
use super::{Answer, Browser, House, house};

/// A house that has a name, with a provider whose person sells.
async fn with_provider() -> (House, Provider, String) {
    let house = house().await;
    house
        .crm
        .configure_site("http://crm.example.com".to_owned())
        .unwrap();
    let here = Allowed::read(&["127.0.0.1"]).unwrap();
    house.crm.configure_outgoing(here).unwrap();
    let provider = Provider::start().await;
    provider.person("one", "salesperson@example.com", true);
    let setup = json!({
        "name": "Wharf", "issuer": provider.issuer, "client_id": CLIENT, "scopes": "email", "is_on": true,
        "domains": "", "role": "", "trusts_codes": false,
    });
    let boss = house.signed_in(Role::Administrator).await;
    let saved = boss
        .call(
            "save_provider",
            json!({"id": null, "setup": setup, "secret": SECRET}),
        )
        .await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    let listed = boss.call("providers", json!({})).await.text();
    assert!(
        listed.contains("http://crm.example.com/api/provider_return") && !listed.contains(SECRET)
    );
    let id: String = serde_json::from_slice(&saved.body).unwrap();
    (house, provider, id)
}

/// Opens an address as a browser does, and keeps the session that it brings.
async fn opens(browser: &mut Browser<'_>, path: &str) -> Answer {
    let request = Request::get(path).header(header::ACCEPT, "text/html");
    let answer = browser.ask(request.body(Body::empty()).unwrap()).await;
    browser.cookie = answer.cookie().or(browser.cookie.take());
    answer
}

/// Goes to the provider and comes back. Answers the address by which they came back, and what was said there.
async fn signs_in(browser: &mut Browser<'_>, provider: &Provider, path: &str) -> (String, Answer) {
    let sent = opens(browser, path).await;
    assert_eq!(sent.status, StatusCode::FOUND, "{}", sent.text());
    let (code, state) = provider.visit(sent.header("location"));
    let back = format!("/api/provider_return?code={code}&state={state}&session_state=x");
    let answer = opens(browser, &back).await;
    (back, answer)
}

async fn is_in(browser: &Browser<'_>) -> bool {
    browser.call("sessions", json!({})).await.status == StatusCode::OK
}

#[tokio::test]
async fn a_provider_opens_for_the_browser_that_asked_and_once() {
    let (house, provider, id) = with_provider().await;
    let ways = house.stranger().call("ways_in", json!({})).await;
    let ways: Value = serde_json::from_slice(&ways.body).unwrap();
    assert_eq!(
        ways,
        json!({"are_passwords_off": false, "providers": [{"id": id, "name": "Wharf"}]})
    );
    let mut guest = house.stranger();
    let begin = format!("/api/begin_provider?provider={id}&next=/accounts");
    let (back, answer) = signs_in(&mut guest, &provider, &begin).await;
    assert_eq!(answer.header("location"), "/accounts");
    assert!(is_in(&guest).await);
    let again = opens(&mut guest, &back).await;
    assert_eq!(again.header("location"), "/sign-in/trouble?why=over");
    // Somebody's answer, sent to another person as a link, signs that person in as nobody.
    let mut attacker = house.stranger();
    let sent = opens(&mut attacker, &begin).await;
    let (code, state) = provider.visit(sent.header("location"));
    let link = format!("/api/provider_return?code={code}&state={state}");
    let mut victim = house.stranger();
    let answer = opens(&mut victim, &link).await;
    assert_eq!(answer.header("location"), "/sign-in/trouble?why=over");
    assert!(!is_in(&victim).await);
    let page = opens(&mut victim, "/sign-in/trouble?why=over").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("This attempt is over"));
    // Nobody is led to another house.
    let begin = format!("/api/begin_provider?provider={id}&next=https://evil.example");
    let (_, answer) = signs_in(&mut house.stranger(), &provider, &begin).await;
    assert_eq!(answer.header("location"), "/");
}

#[tokio::test]
async fn what_went_wrong_has_a_page_and_a_stranger_stays_one() {
    let (house, provider, id) = with_provider().await;
    let begin = format!("/api/begin_provider?provider={id}");
    provider.person("two", "somebody@elsewhere.example", true);
    let mut guest = house.stranger();
    let (_, answer) = signs_in(&mut guest, &provider, &begin).await;
    let expected = format!("/sign-in/trouble?why=unknown&provider={id}");
    assert_eq!(answer.header("location"), expected);
    assert!(!is_in(&guest).await);
    provider.end();
    let sent = opens(&mut guest, &begin).await;
    let (code, state) = provider.visit(sent.header("location"));
    let back = format!("/api/provider_return?code={code}&state={state}");
    let answer = opens(&mut guest, &back).await;
    let expected = format!("/sign-in/trouble?why=unreached&provider={id}");
    assert_eq!(answer.header("location"), expected);
}

#[tokio::test]
async fn a_provider_that_asks_anew_proves_who_one_is() {
    let (house, provider, id) = with_provider().await;
    let mut seller = house.stranger();
    let begin = format!("/api/begin_provider?provider={id}");
    signs_in(&mut seller, &provider, &begin).await;
    forget_proof(&house, &seller).await;
    let refused = seller.call("begin_passkey", json!({})).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let again = format!("{begin}&again=true");
    let foreign = Request::get(&again)
        .header(header::ACCEPT, "text/html")
        .header("sec-fetch-site", "cross-site");
    let answer = seller.ask(foreign.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("location"), "/sign-in/trouble?why=over");
    let (_, answer) = signs_in(&mut seller, &provider, &again).await;
    assert_eq!(answer.header("location"), "/sign-in/proven");
    let lately = seller.call("proven_lately", json!({})).await;
    assert_eq!(lately.text(), "true");
}
