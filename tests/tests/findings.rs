//! `corpus/findings`: facts in, answers out, through the same wire types that Python and the browser use.

use aftersales::wire::FindingsView;
use aftersales_tests::replay::{facts, procedure};
use aftersales_tests::{FindingsCase, load};

#[test]
fn every_case() {
    let cases = load::<FindingsCase>("findings");
    let mut wrong = Vec::new();
    for (stem, case) in &cases {
        let procedure = procedure(stem, case.procedure.as_deref(), &case.readings);
        let facts = facts(&procedure, &case.facts);
        let view = FindingsView::new(&procedure, &facts);
        let mut differs = |what: &str, expected: String, found: String| {
            if expected != found {
                wrong.push(format!("{stem}/{}: {what}: expected {expected}, found {found}", case.id));
            }
        };
        let find = |id: &str| view.findings.iter().find(|f| f.id == id);
        for (id, expected) in &case.expect {
            differs(id, expected.clone(), find(id).map_or("no such rule".into(), |f| f.answer.clone()));
        }
        for (id, expected) in &case.margin {
            differs(
                &format!("margin of {id}"),
                format!("{:?}", Some(*expected)),
                format!("{:?}", find(id).and_then(|f| f.margin)),
            );
        }
        for (id, expected) in &case.missing {
            let found: Vec<&str> = find(id).map_or(vec![], |f| f.missing.iter().map(|m| m.id).collect());
            differs(&format!("missing for {id}"), format!("{expected:?}"), format!("{found:?}"));
        }
        if let Some(expected) = &case.actions {
            differs("actions", format!("{expected:?}"), format!("{:?}", view.actions));
        }
        if let Some(expected) = &case.problems {
            let found: Vec<&str> = view.problems.iter().map(|p| p.code.as_str()).collect();
            differs("problems", format!("{expected:?}"), format!("{found:?}"));
        }
    }
    println!("{} cases of findings", cases.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
