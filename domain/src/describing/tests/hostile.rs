//! Files of configuration that nobody wrote.

use tokio::runtime::Runtime;

use super::super::file::{compare, write_file};
use crate::Error;
use crate::testing::stage;

#[test]
fn no_file_breaks_the_comparison() {
    let runtime = Runtime::new().unwrap();
    let (stage, text) = runtime.block_on(async {
        let stage = stage().await;
        let text = write_file(&stage.administrator).await.unwrap();
        (stage, text)
    });
    let field = r#"{"key":"x","kind":"text","label":{"en":"X","zh":"X"}}"#;
    let added =
        format!(r#"{{"form":1,"objects":{{}},"fields":{{"account":{{"x":{field}}}}},"views":[]}}"#);
    let check = move |text: &str| {
        let compared = runtime.block_on(compare(&stage.administrator, text));
        if let Err(Error::Broken(cause)) = compared {
            panic!("{cause:#}");
        }
    };
    prove::Attack::on("configuration")
        .cases(150)
        .seed(text)
        .seed(added)
        .seed(r#"{"objects":{"a":{}},"fields":{"a":{"b":null}}}"#)
        .words(&[
            "{",
            "}",
            "[",
            "]",
            "null",
            "\"formula\"",
            "\"relation\"",
            "\"account\"",
            "\"fields\":",
            "\"kind\":",
        ])
        .texts(check);
}
