//! Keys and sealed texts that nobody wrote.

use uuid::Uuid;

use super::super::keys::Keys;
use super::super::seal::{Opened, Place};

#[test]
fn no_text_breaks_keys_and_sealed_values() {
    let keys = Keys::new();
    let place = Place {
        object: "contact",
        field: "id_number",
        record: Uuid::nil(),
    };
    let sealed = keys.seal(place, "110101199003078515").unwrap().unwrap();
    let (text, whole) = (keys.to_text().to_string(), sealed.clone());
    let check = move |text: &str| {
        let _ = Keys::parse(text);
        match keys.open(place, text) {
            // Only what was sealed opens.
            Opened::Plain(_) => assert_eq!(text, whole),
            Opened::NotSealed | Opened::Locked(_) => {}
        }
    };
    prove::Attack::on("sealed values")
        .cases(1_500)
        .seed(sealed)
        .seed(text)
        .words(&["v1.", "active = ", "index = ", ".", "=", ";", "\n", "#"])
        .texts(check);
}
