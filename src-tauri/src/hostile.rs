//! What strangers have written into their names to do harm, for tests of what is done with a name.

use serde_json::Value;

/// Returns the names that every place a name may go to is tried with.
pub(crate) fn names() -> Vec<String> {
    let written: Vec<Value> = serde_json::from_str(include_str!("../../tests/fixtures/hostile.json")).unwrap();
    let text = |name: &Value| match name {
        Value::String(name) => name.clone(),
        long => format!("{}{}", long["begins"].as_str().unwrap(), long["goesOn"].as_str().unwrap().repeat(long["times"].as_u64().unwrap() as usize)),
    };
    written.iter().map(text).collect()
}
