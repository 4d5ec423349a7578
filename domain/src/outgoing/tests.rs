use std::net::SocketAddr;

use super::address::Place;
use super::{Allowed, Errand, Unreached, judge, may_be_written, reach};

fn allowed(words: &[&str]) -> Allowed {
    Allowed::read(words).unwrap()
}

fn sockets(addresses: &[&str], port: u16) -> Vec<SocketAddr> {
    let socket = |address: &&str| SocketAddr::new(address.parse().unwrap(), port);
    addresses.iter().map(socket).collect()
}

#[test]
fn an_address_is_known_for_what_it_is() {
    for (addresses, expected) in [
        (
            &[
                "1.1.1.1",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "223.255.255.254",
                "2606:4700::1111",
                "2a00:1450:4001::8",
                "::ffff:1.1.1.1",
                "64:ff9b::101:101",
                "2002:101:101::1",
            ][..],
            Place::Public,
        ),
        (
            &[
                "127.0.0.1",
                "127.255.255.254",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:c0a8:101::1",
            ],
            Place::Own,
        ),
        (
            &[
                "0.0.0.0",
                "0.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "169.254.170.2",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::127.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:0:127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:a9fe:a9fe::",
                "2001::1",
                "2001:db8::1",
                "3fff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "fd00:42::42",
                "100::1",
                "5f00::1",
            ],
            Place::Closed,
        ),
    ] {
        for address in addresses {
            assert_eq!(Place::of(address.parse().unwrap()), expected, "{address}");
        }
    }
}

#[test]
fn a_host_is_reached_when_each_of_its_addresses_may_be() {
    let none: &[&str] = &[];
    let check =
        |opened: &[&str], errand, host, addresses: &[&str], port, expected: Option<&str>| {
            let found = sockets(addresses, port);
            let judged = judge(&allowed(opened), errand, host, found.clone());
            let inner = |address: &str| Unreached::Inner(address.parse().unwrap());
            let expected = expected.map_or(Ok(found), |address| Err(inner(address)));
            assert_eq!(judged, expected, "{host} {addresses:?} {port}");
        };
    use Errand::{Mail, Web};
    check(
        none,
        Web,
        "x.example",
        &["1.1.1.1", "2606:4700::1"],
        443,
        None,
    );
    check(none, Mail, "x.example", &["1.1.1.1"], 2626, None);
    // The company's own mail server is the usual one; its other machines are nobody's business.
    for port in [25, 465, 587, 2525] {
        check(none, Mail, "mail", &["10.0.0.5", "fd12::5"], port, None);
        check(none, Mail, "localhost", &["127.0.0.1", "::1"], port, None);
    }
    for port in [22, 80, 443, 3306, 5432, 6379, 8080, 9200] {
        check(none, Mail, "mail", &["10.0.0.5"], port, Some("10.0.0.5"));
        check(none, Mail, "localhost", &["::1"], port, Some("::1"));
    }
    check(none, Web, "mail", &["10.0.0.5"], 25, Some("10.0.0.5"));
    check(
        none,
        Mail,
        "x",
        &["169.254.169.254"],
        25,
        Some("169.254.169.254"),
    );
    // One bad address among good ones is enough.
    let mixed = &["1.1.1.1", "169.254.169.254"];
    check(none, Web, "x.example", mixed, 443, Some("169.254.169.254"));
    // What the operator opens, and nothing beside it.
    let opened = &["10.1.0.0/16", "Intern.Example.", "::1", "127.0.0.1"];
    check(opened, Web, "a", &["10.1.2.3", "::ffff:10.1.2.3"], 80, None);
    check(opened, Web, "a", &["10.2.0.1"], 80, Some("10.2.0.1"));
    check(opened, Web, "intern.example", &["192.168.1.1"], 80, None);
    let other = "192.168.1.1";
    check(opened, Web, "x.intern.example", &[other], 80, Some(other));
    check(opened, Mail, "localhost", &["127.0.0.1", "::1"], 9, None);
    let nobody = judge(&allowed(none), Web, "x", Vec::new());
    assert_eq!(nobody, Err(Unreached::Unknown("x".to_owned())));
}

#[test]
fn an_inner_address_is_not_even_written_down() {
    for (host, port, expected) in [
        ("smtp.example.com", 587, true),
        ("mail", 25, true),
        ("localhost", 25, true),
        ("127.0.0.1", 587, true),
        ("192.168.1.5", 25, true),
        ("192.168.1.5", 8080, false),
        ("localhost", 8080, false),
        ("LOCALHOST.", 8080, false),
        ("db.localhost", 8080, false),
        ("::1", 8080, false),
        ("[::1]", 8080, false),
        ("169.254.169.254", 25, false),
        ("::ffff:169.254.169.254", 25, false),
        // Other ways to write the same addresses.
        ("2852039166", 25, false),
        ("0xa9fea9fe", 25, false),
        ("0251.0376.0251.0376", 25, false),
        ("127.1", 8080, false),
        ("0x7f.1", 8080, false),
        ("１２７.０.０.１", 8080, false),
        ("1.1.1.1", 8080, true),
    ] {
        let told = may_be_written(&Allowed::default(), Errand::Mail, host, port);
        assert_eq!(told, expected, "{host}:{port}");
    }
}

#[test]
fn what_is_opened_is_a_host_an_address_or_a_network() {
    for wrong in ["", "10.0.0.0/33", "10.0.0", "http://a.example", "a b", "*"] {
        let told = Allowed::read(&[wrong]).unwrap_err().to_string();
        assert!(told.starts_with("outgoing_allow: "), "{told}");
    }
    let read = allowed(&["10.0.0.7/8"]);
    assert!(read.holds("10.200.0.1".parse().unwrap()));
    assert!(!read.holds("11.0.0.1".parse().unwrap()));
}

#[tokio::test]
async fn names_are_resolved_before_they_are_judged() {
    let open = Allowed::default();
    let port = 8080;
    let inner = reach(&open, Errand::Web, "localhost", port).await;
    assert!(matches!(inner, Err(Unreached::Inner(address)) if address.is_loopback()));
    // The old ways of writing an address are read by the resolver, and then judged.
    let inner = reach(&open, Errand::Web, "127.1", port).await;
    assert!(inner.is_err(), "{inner:?}");
    let unknown = reach(&open, Errand::Web, "no-such-host.invalid", port).await;
    assert!(unknown.is_err(), "{unknown:?}");
    let opened = allowed(&["localhost"]);
    let found = reach(&opened, Errand::Web, "localhost", port)
        .await
        .unwrap();
    assert!(
        found
            .iter()
            .all(|to| to.ip().is_loopback() && to.port() == port)
    );
}
