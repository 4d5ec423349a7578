//! Where a request comes from: the network's word, or that of a proxy that was named as trusted.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use app::api::visitor::{ClientAddress, OverTls, ReachedBy};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::settings::Settings;

/// What is known of the network around.
#[derive(Debug)]
pub(super) struct Network {
    trusted: Vec<IpAddr>,
    tls: bool,
}

/// The way a request took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Encrypted from the browser on.
    pub(super) is_secure: bool,
    /// Host and port as the browser knows them.
    pub(super) host: String,
}

impl Network {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            trusted: settings.trusted_proxies.clone(),
            tls: settings.tls.is_some(),
        }
    }

    /// The address nearest to us of which no trusted proxy answers: what stands before it, anybody may have
    /// written.
    fn origin(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.trusted.contains(&peer) {
            return peer;
        }
        let hops = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = hops.flat_map(|value| value.split(',')).collect();
        let known = hops.iter().rev().map_while(|hop| address(hop.trim()));
        let mut nearest = peer;
        for hop in known {
            nearest = hop;
            if !self.trusted.contains(&hop) {
                break;
            }
        }
        nearest
    }

    fn way(&self, peer: IpAddr, request: &Request) -> Way {
        let word = |name: &str| {
            request
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let is_proxied = self.trusted.contains(&peer);
        let proxied = |name: &str| {
            if is_proxied {
                word(name).map(|all| all.split(',').next().unwrap_or(all).trim())
            } else {
                None
            }
        };
        let host = proxied("x-forwarded-host").or_else(|| word(header::HOST.as_str()));
        let host = host.or_else(|| {
            request
                .uri()
                .authority()
                .map(|authority| authority.as_str())
        });
        Way {
            is_secure: self.tls || proxied("x-forwarded-proto") == Some("https"),
            host: host.unwrap_or_default().to_ascii_lowercase(),
        }
    }
}

/// With or without a port behind it, as proxies write it.
fn address(hop: &str) -> Option<IpAddr> {
    let alone = hop
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok();
    let address = alone.or_else(|| hop.parse::<SocketAddr>().ok().map(|both| both.ip()))?;
    Some(address.to_canonical())
}

/// Notes on the request who knocks and which way.
pub(super) async fn recognise(
    State(network): State<Arc<Network>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|peer| peer.0.ip().to_canonical());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let address = ClientAddress(network.origin(peer, request.headers()));
    let way = network.way(peer, &request);
    request.extensions_mut().insert(address);
    request.extensions_mut().insert(OverTls(way.is_secure));
    request.extensions_mut().insert(ReachedBy(way.host.clone()));
    request.extensions_mut().insert(way);
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::body::Body;
    use axum::extract::Request;

    use super::{Network, Way};

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn network() -> Network {
        Network {
            trusted: vec![ip("10.0.0.2"), ip("10.0.0.3")],
            tls: false,
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        for (peer, forwarded, expected) in [
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
            ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
            (
                "10.0.0.2",
                "1.1.1.1, 198.51.100.1, 10.0.0.3",
                "198.51.100.1",
            ),
            ("10.0.0.2", "1.1.1.1, nonsense", "10.0.0.2"),
            ("10.0.0.2", "198.51.100.1:4711", "198.51.100.1"),
            ("10.0.0.2", "[2001:db8::1]", "2001:db8::1"),
            ("10.0.0.2", "", "10.0.0.2"),
        ] {
            let request = Request::builder()
                .header("x-forwarded-for", forwarded)
                .body(Body::empty())
                .unwrap();
            assert_eq!(
                network().origin(ip(peer), request.headers()),
                ip(expected),
                "{peer} {forwarded}"
            );
        }
    }

    #[test]
    fn a_proxy_tells_the_way_the_browser_took() {
        let request = Request::builder()
            .uri("/accounts")
            .header("host", "127.0.0.1:3000")
            .header("x-forwarded-host", "CRM.example.com")
            .header("x-forwarded-proto", "https");
        let request = request.body(Body::empty()).unwrap();
        let way = |peer| network().way(ip(peer), &request);
        assert_eq!(
            way("10.0.0.2"),
            Way {
                is_secure: true,
                host: "crm.example.com".into()
            }
        );
        assert_eq!(
            way("203.0.113.9"),
            Way {
                is_secure: false,
                host: "127.0.0.1:3000".into()
            }
        );
    }
}
