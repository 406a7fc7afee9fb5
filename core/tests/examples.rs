//! The files of the author's guide: read, sound, and what the guide says of them.

use aftersales::procedure::diff::Change;
use aftersales::procedure::{check, diff, read};

const DESK: &str = include_str!("../../docs/examples/returns-desk.toml");
const ACME: &str = include_str!("../../docs/examples/acme-defects.toml");
const GUIDE: &str = include_str!("../../docs/author-guide.md");

#[test]
fn both_files_are_sound() {
    assert_eq!(check(DESK), []);
    // What the document itself leaves open is declared there, and comes along as warnings.
    let faults = check(ACME);
    assert!(faults.iter().all(|fault| fault.severity == aftersales::Severity::Warning), "{faults:#?}");
}

#[test]
fn the_examples_of_the_guide_hold_as_it_says() {
    let run = aftersales::examples::check(DESK.as_bytes()).run.unwrap();
    assert_eq!((run.examples, run.held), (2, 2), "{:#?}", run.problems);
    assert!(GUIDE.contains(&run.summary().en), "{}", run.summary().en);
    assert!(GUIDE.contains(&run.coverage.without.join(", ")), "{:?}", run.coverage.without);
}

#[test]
fn every_piece_in_the_guide_stands_in_its_file() {
    let pieces = GUIDE.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let mut seen = 0;
    for piece in pieces {
        assert!(DESK.contains(piece.trim()) || ACME.contains(piece.trim()), "{piece}");
        seen += 1;
    }
    assert!(seen >= 8, "{seen}");
}

#[test]
fn the_guide_tells_what_the_company_changed() {
    let base = aftersales::procedure("workshop-defect-handling", None).unwrap();
    for change in diff(&base, &read(ACME).unwrap()) {
        let text = change.text().en;
        let counted = matches!(change, Change::Labels { .. } | Change::Citations { .. });
        assert!(counted || GUIDE.contains(&text), "{text}");
    }
}
