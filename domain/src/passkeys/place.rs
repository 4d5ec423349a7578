//! Where passkeys can be used: at the name by which people reach the house, encrypted, or on this very machine.

use std::sync::OnceLock;

use contract::Refusal;
use contract::dto::passkeys::{PasskeyOffer, PasskeyPlace};
use url::Host;
use uuid::Uuid;
use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

use super::table;
use crate::{Crm, Error, Result, mail};

/// The address of the house, as a process was told at its start.
pub(crate) type Configuration = OnceLock<String>;

/// The name of the machine itself, at which browsers give passkeys without encryption too.
const THIS_MACHINE: &str = "localhost";

/// Host and port by which a browser reached the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place(pub String);

impl Crm {
    /// Takes the address by which people reach the house, such as `https://crm.example.com`. To be called once; without
    /// it the one that is set for mail counts.
    ///
    /// # Errors
    /// One sentence about what cannot be.
    pub fn configure_site(&self, site: String) -> Result<()> {
        let is_site = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        if !Url::parse(&site).is_ok_and(|url| is_site(&url)) {
            let told = format!("site: `{site}` is no address such as https://crm.example.com");
            return Err(Error::broken(told));
        }
        self.site()
            .set(site)
            .map_err(|_| Error::broken("the site is configured already"))
    }
}

/// The address of the house: as configured, else as it was set for mail.
async fn site(crm: &Crm) -> Result<Option<String>> {
    match crm.site().get() {
        Some(site) => Ok(Some(site.clone())),
        None => mail::site(crm).await,
    }
}

/// The address by which browsers reach the house, without a slash at its end: the one that was set, or this very machine's
/// for who stands before it. `None` where there is neither: what a request says of itself is not believed.
///
/// # Errors
/// When the database fails.
pub(crate) async fn base(crm: &Crm, place: &Place) -> Result<Option<String>> {
    let site = site(crm).await?.and_then(|site| Url::parse(&site).ok());
    let scheme = site.as_ref().map_or("http", Url::scheme);
    let here = Url::parse(&format!("{scheme}://{}", place.0)).ok();
    let base = here.filter(is_this_machine).or(site);
    Ok(base.map(|base| base.origin().ascii_serialization()))
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == THIS_MACHINE,
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The side of the house in everything about passkeys, made for one host.
pub(super) struct Party {
    pub(super) host: String,
    pub(super) webauthn: Webauthn,
}

impl Party {
    /// # Errors
    /// [`Refusal::Forbidden`] where passkeys cannot be used; pages do not offer them there.
    pub(super) async fn at(crm: &Crm, place: &Place) -> Result<Self> {
        let site = match origin(place, site(crm).await?.as_deref()) {
            Ok(site) => site,
            Err(_) => return Err(Refusal::Forbidden.into()),
        };
        let host = site.domain().unwrap_or_default().to_owned();
        let settings = crm.settings();
        let webauthn = WebauthnBuilder::new(&host, &site)
            .map_err(Error::broken)?
            .rp_name(&settings.organisation)
            .build()
            .map_err(Error::broken)?;
        Ok(Self { host, webauthn })
    }
}

/// The address that browsers must say they were at; where there is none, why.
fn origin(place: &Place, site: Option<&str>) -> std::result::Result<Url, PasskeyPlace> {
    let reached = |scheme: &str| Url::parse(&format!("{scheme}://{}", place.0)).ok();
    let is_this_machine = |url: &Url| url.domain() == Some(THIS_MACHINE);
    let site = site.and_then(|site| Url::parse(site).ok());
    let site = site.filter(|site| site.domain().is_some());
    let here = reached(site.as_ref().map_or("http", Url::scheme));
    if let Some(here) = here.as_ref().filter(|here| is_this_machine(here)) {
        return Ok(here.clone());
    }
    let Some(site) = site else {
        return Err(PasskeyPlace::NoSite);
    };
    let told = site.origin().ascii_serialization();
    if here.is_none_or(|here| here.origin() != site.origin()) {
        return Err(PasskeyPlace::Elsewhere { site: told });
    }
    if site.scheme() != "https" {
        return Err(PasskeyPlace::NotEncrypted { site: told });
    }
    Ok(site)
}

/// Whether passkeys can be used where a browser stands.
pub(super) async fn standing(crm: &Crm, place: &Place) -> Result<PasskeyPlace> {
    Ok(match origin(place, site(crm).await?.as_deref()) {
        Ok(_) => PasskeyPlace::Here,
        Err(why) => why,
    })
}

/// What a person is offered who is known, by a session or a right password.
///
/// # Errors
/// When the database fails.
pub async fn offer_to(crm: &Crm, place: &Place, user: Uuid) -> Result<PasskeyOffer> {
    offer(crm, place, Some(user)).await
}

/// What is offered at the door, before anybody is known.
///
/// # Errors
/// When the database fails.
pub async fn offer_to_anybody(crm: &Crm, place: &Place) -> Result<PasskeyOffer> {
    offer(crm, place, None).await
}

async fn offer(crm: &Crm, place: &Place, user: Option<Uuid>) -> Result<PasskeyOffer> {
    let is_in_use = match Party::at(crm, place).await {
        Ok(party) => table::is_in_use(crm, &party.host, user).await?,
        Err(Error::Refused(_)) => false,
        Err(error) => return Err(error),
    };
    Ok(PasskeyOffer {
        place: standing(crm, place).await?,
        is_in_use,
    })
}

#[cfg(test)]
mod tests {
    use contract::dto::passkeys::PasskeyPlace;

    use super::{Place, origin};

    #[test]
    fn passkeys_belong_to_the_name_by_which_the_house_is_reached() {
        let site = Some("https://crm.example.com");
        let elsewhere = |site: &str| Err(PasskeyPlace::Elsewhere { site: site.into() });
        let told = |text: &str| Ok(text.to_owned());
        for (host, site, expected) in [
            ("crm.example.com", site, told("https://crm.example.com")),
            ("CRM.example.com:443", site, told("https://crm.example.com")),
            ("10.0.0.5:3000", site, elsewhere("https://crm.example.com")),
            (
                "crm.example.com:8443",
                site,
                elsewhere("https://crm.example.com"),
            ),
            ("", site, elsewhere("https://crm.example.com")),
            ("localhost:3000", site, told("https://localhost:3000")),
            ("localhost:3000", None, told("http://localhost:3000")),
            ("127.0.0.1:3000", None, Err(PasskeyPlace::NoSite)),
            (
                "10.0.0.5",
                Some("https://10.0.0.5"),
                Err(PasskeyPlace::NoSite),
            ),
            (
                "crm.lan",
                Some("http://crm.lan"),
                Err(PasskeyPlace::NotEncrypted {
                    site: "http://crm.lan".into(),
                }),
            ),
        ] {
            let found = origin(&Place(host.to_owned()), site);
            let found = found.map(|url| url.origin().ascii_serialization());
            assert_eq!(found, expected, "{host} {site:?}");
        }
    }
}
