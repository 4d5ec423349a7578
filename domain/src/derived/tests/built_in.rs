//! The formulas, roll-ups and patterns that come with the product.

use std::sync::Arc;

use contract::ObjectDef;

use crate::derived::{rule_troubles, troubles};
use crate::testing::stage;

#[tokio::test]
async fn nothing_is_wrong_with_what_comes_with_the_product() {
    let stage = stage().await;
    let objects: Vec<Arc<ObjectDef>> = contract::objects::all().into_iter().map(Arc::new).collect();
    for object in &objects {
        for field in &object.fields {
            let found = troubles(&stage.administrator, &objects, object, field);
            assert!(found.is_empty(), "{}.{}: {found:?}", object.key, field.key);
        }
        for rule in &object.rules {
            let found = rule_troubles(object, rule);
            assert!(found.is_empty(), "{}.{}: {found:?}", object.key, rule.key);
        }
    }
}
