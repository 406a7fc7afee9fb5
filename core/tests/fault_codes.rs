//! Every fault of a procedure file has its heading in `docs/fault-codes.md`, and every heading is a fault.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What a key or a guard may name: `procedure/unknown-<kind>` is put together from these.
const NAMED: [&str; 9] = ["approval", "event", "fact", "form", "limit", "region", "role", "state", "step"];

/// The text of every Rust file below a folder.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.push_str(&sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
    all
}

/// The string that begins here, if it is the second half of a code.
fn code(text: &str) -> Option<&str> {
    let (code, _) = text.split_once('"')?;
    let fits = code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    (fits && !code.is_empty()).then_some(code)
}

#[test]
fn every_fault_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = sources(&root.join("src"));
    let mut raised: BTreeSet<String> = NAMED.iter().map(|kind| format!("procedure/unknown-{kind}")).collect();
    for area in ["procedure/", "proof/", "example/"] {
        let opening = format!("\"{area}");
        let found = source.split(opening.as_str()).skip(1).filter_map(code);
        raised.extend(found.map(|rest| format!("{area}{rest}")));
    }
    // `Unsound::new("dead-end", …)` leaves the area out.
    let proved = source.split("Unsound::new(").skip(1);
    let proved = proved.filter_map(|rest| code(rest.trim_start().strip_prefix('"')?));
    raised.extend(proved.map(|rest| format!("proof/{rest}")));

    let page = fs::read_to_string(root.join("../docs/fault-codes.md")).unwrap();
    let explained: BTreeSet<String> =
        page.lines().filter_map(|line| line.strip_prefix("### ")).map(str::to_owned).collect();
    assert_eq!(raised, explained, "raised in the source, explained on the page");
}
