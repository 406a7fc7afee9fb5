//! When the duties of a procedure fall due.

use aftersales::calendar::{Calendar, Convention, Moment};
use aftersales::procedure::read;

const RULES: &str = r#"
format = 1
id = "returns"
title = { zh = "退货", en = "Returns" }
scope = { zh = "退货", en = "Returns" }
[roles]
keeper = { zh = "仓管", en = "Store keeper" }
[[duty]]
id = "report"
zh = "上月报表"
en = "Report on the month before"
every = "month by day 3"
owed-by = "keeper"
place = "rule 1"
[[duty]]
id = "hand-in"
zh = "退料"
en = "Hand in"
every = "day 16:00-17:30"
owed-by = "keeper"
place = "rule 2"
[[duty]]
id = "train"
zh = "培训"
en = "Train"
every = "unset"
owed-by = "keeper"
place = "rule 3"
"#;

#[test]
fn in_order_of_time() {
    let procedure = read(RULES).unwrap();
    // Spring Festival 2026: 14 February is worked, 15 to 23 February are holidays. 3 March is a Tuesday.
    let (from, to) = ("2026-02-14".parse().unwrap(), "2026-03-03".parse().unwrap());
    let found = procedure.duties_between(from, to, (&Calendar::china(), &Convention::default()));
    let told: Vec<String> = found
        .iter()
        .map(|(duty, one)| format!("{} {}", procedure.duties[*duty].id, Moment::at(one.last.due)))
        .collect();
    assert_eq!(
        told,
        [
            "hand-in 2026-02-14 17:30",
            "hand-in 2026-02-24 17:30",
            "hand-in 2026-02-25 17:30",
            "hand-in 2026-02-26 17:30",
            "hand-in 2026-02-27 17:30",
            // 28 February is the other make-up day; 1 March is a Sunday.
            "hand-in 2026-02-28 17:30",
            "hand-in 2026-03-02 17:30",
            "hand-in 2026-03-03 17:30",
            "report 2026-03-04 00:00",
        ]
    );
}
