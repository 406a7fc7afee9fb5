//! Files far larger than any document: a clear answer, or one that says where it stopped.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use aftersales::procedure::{check, read};
use std::fmt::Write;

const HEAD: &str = r#"
format = 1
id = "big"
title = { zh = "大", en = "Big" }
scope = { zh = "大", en = "big" }
[roles]
clerk = { zh = "文员", en = "Clerk" }
[regions]
main = { zh = "主流程", en = "Main line" }
[states.main]
"#;

/// A chain of states, each left for the next; the last ends.
fn chain(states: usize) -> String {
    let mut text = HEAD.to_owned();
    let last = states.saturating_sub(1);
    for i in 0..states {
        let mark = match i {
            0 => ", start = true",
            _ if i == last => ", end = true",
            _ => "",
        };
        writeln!(text, "s{i} = {{ zh = \"状态{i}\", en = \"State {i}\"{mark} }}").unwrap();
    }
    for (from, i) in (0..last).zip(1..states) {
        let step =
            format!("[[step]]\nid = \"t{i}\"\nzh = \"步{i}\"\nen = \"Step {i}\"\nfrom = \"s{from}\"\n");
        writeln!(text, "{step}to = \"s{i}\"\nby = \"clerk\"\nclause = \"1\"").unwrap();
    }
    text
}

#[test]
fn ten_thousand_states_are_read_and_proved() {
    let text = chain(10_000);
    assert_eq!(read(&text).unwrap().states.len(), 10_000);
    assert_eq!(check(&text), []);
    // One link is missing: what lies behind it is not reached, and what lies before it has no way out.
    let broken = chain(2_000).replace("from = \"s999\"\nto = \"s1000\"", "from = \"s998\"\nto = \"s999\"");
    let codes: Vec<_> = check(&broken).into_iter().map(|problem| problem.code).collect();
    assert!(codes.iter().any(|code| code == "proof/unreachable-state"));
    // 1,000 states are out of reach: 500 faults are told, and that there are more.
    assert_eq!((codes.len(), codes.last().map(String::as_str)), (501, Some("procedure/more-faults")));
}

#[test]
fn a_table_too_large_to_try_says_so() {
    let mut text = HEAD.replace(
        "[states.main]\n",
        "[states.main]\nopen = { zh = \"开\", en = \"Open\", start = true, end = true }\n[facts]\n",
    );
    for i in 0..40 {
        writeln!(text, "f{i} = {{ kind = \"flag\", zh = \"旗{i}\", en = \"Flag {i}\" }}").unwrap();
    }
    text.push_str("[[class]]\nid = \"sort\"\nzh = \"分\"\nen = \"Sort\"\nhit = \"first\"\nclause = \"1\"\n");
    text.push_str("otherwise = \"b\"\nresults.a = { zh = \"甲\", en = \"A\" }\nresults.b = { zh = \"乙\", en = \"B\" }\n");
    let all: Vec<String> = (0..40).map(|i| format!("f{i}")).collect();
    writeln!(text, "[[class.row]]\nwhen = \"{}\"\nresult = \"a\"", all.join(" and ")).unwrap();
    let problems = check(&text);
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.code, "proof/bounded");
    // 2 to the 40th, by hand.
    assert_eq!(
        problem.message.en,
        "the table `sort` has 1099511627776 combinations; some 200,000 were looked at"
    );
    assert!(problem.message.zh.contains("1099511627776"), "{}", problem.message.zh);
}
