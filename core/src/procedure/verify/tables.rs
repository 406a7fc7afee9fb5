//! Decision tables: a case no row decides, a case two rows decide differently, a row that decides nothing.

use super::super::guard::Truth;
use super::super::model::{Class, Hit, Procedure};
use super::Unsound;
use super::worlds::{World, Worlds};
use crate::problem::Text;

pub(super) fn unsound(procedure: &Procedure) -> Vec<Unsound> {
    procedure.classes.iter().flat_map(|class| of_table(procedure, class)).collect()
}

fn of_table(procedure: &Procedure, class: &Class) -> Vec<Unsound> {
    let worlds = Worlds::of(procedure, class.rows.iter().map(|row| &row.when.guard), None);
    let truths = |world: &World<'_>| -> Vec<Truth> {
        class.rows.iter().map(|row| row.when.truth(procedure, world)).collect()
    };
    let mut found = Vec::new();
    if class.hit != Hit::All && class.otherwise.is_none() {
        let gap = worlds.find(|world| truths(world).iter().all(|t| *t == Truth::No));
        found.extend(gap.map(|world| gap_at(class, &world.describe())));
    }
    if class.hit == Hit::Single {
        found.extend(overlap(procedure, class, &worlds));
    }
    let cut = worlds.is_cut();
    if cut {
        found.push(bounded(class, worlds.count()));
    } else {
        found.extend(dead_rows(class, &worlds, &truths));
    }
    found
}

fn path(class: &Class) -> String {
    format!("class.{}", class.id)
}

fn gap_at(class: &Class, witness: &str) -> Unsound {
    Unsound::new(
        "table-gap",
        &class.id,
        path(class),
        Text::new(
            format!("分级“{}”有空档：{witness} 时无一行成立", class.id),
            format!("the table `{}` has a gap: no row holds for {witness}", class.id),
        ),
        Text::new(
            "补一行，或写 otherwise；原文如此则用 [[known]] 声明",
            "add a row or `otherwise`; if the document is so, declare it with [[known]]",
        ),
    )
}

/// Two rows of a single-hit table that hold at once and say different things.
fn overlap(procedure: &Procedure, class: &Class, worlds: &Worlds<'_>) -> Option<Unsound> {
    let mut rows = (0, 0);
    let world = worlds.find(|world| {
        let holding =
            (1..).zip(&class.rows).filter(|(_, row)| row.when.truth(procedure, world) == Truth::Yes);
        let mut first = None;
        for (number, row) in holding {
            match first {
                None => first = Some((number, row.result)),
                Some((other, result)) if result != row.result => {
                    rows = (other, number);
                    return true;
                }
                Some(_) => {}
            }
        }
        false
    })?;
    let witness = world.describe();
    Some(Unsound::new(
        "table-overlap",
        &class.id,
        path(class),
        Text::new(
            format!("分级“{}”重叠：{witness} 时第 {} 行与第 {} 行都成立而结果不同", class.id, rows.0, rows.1),
            format!(
                "the table `{}` overlaps: rows {} and {} both hold for {witness} and differ",
                class.id, rows.0, rows.1
            ),
        ),
        Text::new(
            "改其中一行的条件；原文如此则用 [[known]] 声明",
            "mend one of the guards; if the document is so, declare it with [[known]]",
        ),
    ))
}

/// Rows that never decide: their guard cannot hold, or an earlier row always holds first.
fn dead_rows(class: &Class, worlds: &Worlds<'_>, truths: &dyn Fn(&World<'_>) -> Vec<Truth>) -> Vec<Unsound> {
    let mut decides = vec![false; class.rows.len()];
    let _ = worlds.find(|world| {
        for (seen, truth) in decides.iter_mut().zip(truths(world)) {
            *seen = *seen || truth == Truth::Yes;
            if truth == Truth::Yes && class.hit == Hit::First {
                break;
            }
        }
        decides.iter().all(|seen| *seen)
    });
    let dead = (1_usize..).zip(decides).filter(|(_, seen)| !seen);
    dead.map(|(number, _)| {
        Unsound::new(
            "dead-row",
            &class.id,
            format!("{}.row.{number}", path(class)),
            Text::new(
                format!("分级“{}”的第 {number} 行永远不起作用", class.id),
                format!("row {number} of the table `{}` never decides anything", class.id),
            ),
            Text::new(
                "条件不可能成立，或前面的行总是先成立",
                "its guard cannot hold, or an earlier row always holds first",
            ),
        )
    })
    .collect()
}

fn bounded(class: &Class, count: u128) -> Unsound {
    let mut unsound = Unsound::new(
        "bounded",
        &class.id,
        path(class),
        Text::new(
            format!("分级“{}”有 {count} 种组合，只查了约 20 万种", class.id),
            format!("the table `{}` has {count} combinations; some 200,000 were looked at", class.id),
        ),
        Text::new("未发现不等于没有；可把表拆小", "not found is not proved; consider splitting the table"),
    );
    unsound.problem = unsound.problem.warning();
    unsound
}
