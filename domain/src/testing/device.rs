//! A device that makes and shows passkeys, with the browser around it, in software.

use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const WITH_KEY: u8 = 1 << 6;

/// A device with one passkey. A copy of it is what WebAuthn calls a cloned authenticator.
#[derive(Clone)]
pub struct Device {
    /// The address at which its browser is.
    pub origin: String,
    /// How often it signed; 0 for a device that does not count.
    pub counter: u32,
    /// It asks its person for a finger, a face or a number.
    pub verifies: bool,
    id: Vec<u8>,
    pair: Vec<u8>,
    /// Whose passkey it is, as the house said.
    pub user: Vec<u8>,
}

impl Device {
    /// A device that counts, whose browser is at an address such as `http://localhost:3000`.
    #[must_use]
    pub fn at(origin: &str) -> Self {
        let pair =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
        Self {
            origin: origin.to_owned(),
            counter: 1,
            verifies: true,
            id: rand::random::<[u8; 20]>().to_vec(),
            pair: pair.unwrap().as_ref().to_vec(),
            user: Vec::new(),
        }
    }

    /// Answers the question for a new passkey.
    pub fn make(&mut self, asked: &str) -> String {
        let asked: Value = serde_json::from_str(asked).unwrap();
        assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(
            asked["authenticatorSelection"]["userVerification"],
            "required"
        );
        self.user = decoded(&asked["user"]["id"]);
        let mut data = self.data(asked["rp"]["id"].as_str().unwrap(), WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.public());
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "response": {
                "attestationObject": encoded(&object),
                "clientDataJSON": encoded(&self.said("webauthn.create", &asked)),
                "transports": ["internal", "hybrid"],
            },
            "clientExtensionResults": { "credProps": { "rk": true } },
        })
        .to_string()
    }

    /// Answers the question for its passkey.
    pub fn show(&mut self, asked: &str) -> String {
        let asked: Value = serde_json::from_str(asked).unwrap();
        if self.counter > 0 {
            self.counter += 1;
        }
        let data = self.data(asked["rpId"].as_str().unwrap(), 0);
        let said = self.said("webauthn.get", &asked);
        let signed = [data.as_slice(), Sha256::digest(&said).as_slice()].concat();
        let signature = self.keys().sign(&SystemRandom::new(), &signed).unwrap();
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "response": {
                "authenticatorData": encoded(&data),
                "clientDataJSON": encoded(&said),
                "signature": encoded(signature.as_ref()),
                "userHandle": encoded(&self.user),
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }

    /// The beginning of what a device signs (WebAuthn, 6.1).
    fn data(&self, host: &str, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(host.as_bytes()).to_vec();
        data.push(PRESENT | more | if self.verifies { VERIFIED } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// What the browser says of the question.
    fn said(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let challenge = &asked["challenge"];
        let said = json!({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false});
        said.to_string().into_bytes()
    }

    fn keys(&self) -> EcdsaKeyPair {
        let (kind, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        EcdsaKeyPair::from_pkcs8(kind, &self.pair, &random).unwrap()
    }

    /// Its public key as COSE writes one on the curve P-256.
    fn public(&self) -> Vec<u8> {
        let pair = self.keys();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
        let head: &[u8] = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20";
        [head, x, b"\x22\x58\x20", y].concat()
    }
}

fn encoded(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn decoded(text: &Value) -> Vec<u8> {
    BASE64URL_NOPAD
        .decode(text.as_str().unwrap().as_bytes())
        .unwrap()
}
