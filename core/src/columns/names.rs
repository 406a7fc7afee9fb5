//! Which column of a table holds which fact.

use crate::facts::{Facts, bare};
use crate::findings::judge;
use crate::problem::{Error, Problem, nearest, nearness};
use crate::procedure::because::Missing;
use crate::procedure::model::{Fact, Procedure, Ref};

/// Facts and the columns they were found in.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Each fact found, with the position of its column, in the order of the columns.
    pub found: Vec<(Ref<Fact>, usize)>,
    /// Facts that a check or class asks for and that no column holds, in file order.
    pub missing: Vec<Ref<Fact>>,
}

impl Names {
    /// Finds facts by id, Chinese or English label; `given` names the column of a fact outright.
    ///
    /// # Errors
    /// [`Error::Table`] with everything wrong at once: two columns for one fact, a fact or a column that does not
    /// exist, with the nearest name.
    pub fn new(procedure: &Procedure, columns: &[&str], given: &[(&str, &str)]) -> Result<Self, Error> {
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for (fact, column) in given {
            match (procedure.fact_named(fact), columns.iter().position(|name| name == column)) {
                (Some(fact), Some(at)) => found.push((fact, at)),
                (None, _) => problems.push(procedure.no_fact_named(fact)),
                (_, None) => problems.push(no_column(column, columns)),
            }
        }
        let outright: Vec<(Ref<Fact>, usize)> = found.clone();
        for (at, name) in columns.iter().enumerate() {
            let taken = |fact| outright.iter().any(|(f, column)| *f == fact || *column == at);
            found.extend(procedure.fact_named(name).filter(|fact| !taken(*fact)).map(|fact| (fact, at)));
        }
        found.sort_by_key(|(fact, at)| (*at, *fact));
        for (fact, model) in procedure.facts.entries() {
            let names: Vec<&str> = found
                .iter()
                .filter(|(f, _)| *f == fact)
                .filter_map(|(_, at)| columns.get(*at).copied())
                .collect();
            if names.len() > 1 {
                problems.push(several(model, &names));
            }
        }
        if !problems.is_empty() {
            return Err(Error::Table(problems));
        }
        let missing =
            asked(procedure).into_iter().filter(|fact| found.iter().all(|(f, _)| f != fact)).collect();
        Ok(Self { found, missing })
    }

    /// What to look at before the answers are believed: a column that several facts are read from, and facts that have none.
    pub fn warnings(&self, procedure: &Procedure, columns: &[&str]) -> Vec<Problem> {
        let shared = columns.iter().enumerate().filter_map(|(at, column)| self.shared(procedure, at, column));
        shared.chain(self.lacking(procedure, columns)).collect()
    }

    /// A warning if a column is given for more than one fact: they are then equal in every row.
    fn shared(&self, procedure: &Procedure, at: usize, column: &str) -> Option<Problem> {
        let read = self.found.iter().filter(|(_, from)| *from == at);
        let facts: Vec<&Fact> = read.map(|(fact, _)| &procedure.facts[*fact]).collect();
        if facts.len() < 2 {
            return None;
        }
        let zh: Vec<String> = facts.iter().map(|fact| format!("“{}”", fact.label.zh)).collect();
        let en: Vec<String> = facts.iter().map(|fact| format!("`{}`", fact.label.en)).collect();
        let problem = Problem::new(
            "table/one-column",
            format!("{}取自同一列“{column}”", zh.join("、")),
            format!("{} are read from the same column `{column}`", en.join(" and ")),
        );
        Some(problem.help("请核对每个事实的列", "check the column of each fact").warning())
    }

    /// One warning for all facts without a column, with the columns that may have been meant.
    fn lacking(&self, procedure: &Procedure, columns: &[&str]) -> Option<Problem> {
        if self.missing.is_empty() {
            return None;
        }
        let facts = || self.missing.iter().map(|fact| &procedure.facts[*fact]);
        let zh: Vec<&str> = facts().map(|f| f.label.zh.as_str()).collect();
        let en: Vec<&str> = facts().map(|f| f.label.en.as_str()).collect();
        let problem = Problem::new(
            "table/no-column",
            format!("表中没有这些事实的列：{}；需要它们的结论为空", zh.join("、")),
            format!("the table has no column for {}; answers that need them are null", en.join(", ")),
        )
        .warning();
        let meant = self.meant(procedure, columns);
        Some(match meant.is_empty() {
            true => problem,
            false => {
                let given = argument(meant.iter().map(|(fact, at)| {
                    (procedure.facts[*fact].id.as_str(), columns.get(*at).copied().unwrap_or_default())
                }));
                problem.help(format!("是否指 {given}"), format!("did you mean {given}"))
            }
        })
    }

    /// The columns that may have been meant for facts without one, in file order: each column for the nearest fact, each
    /// fact by the nearest column.
    pub fn meant(&self, procedure: &Procedure, columns: &[&str]) -> Vec<(Ref<Fact>, usize)> {
        let free = columns.iter().enumerate().filter(|(at, _)| self.found.iter().all(|(_, used)| used != at));
        let free: Vec<(usize, String)> = free.map(|(at, name)| (at, bare(name))).collect();
        let mut near = Vec::new();
        for fact in &self.missing {
            let names = procedure.facts[*fact].names().map(bare);
            for (at, column) in &free {
                let rank = names.iter().filter_map(|name| nearness(name, column)).min();
                near.extend(rank.map(|rank| (rank, *fact, *at)));
            }
        }
        near.sort();
        let mut meant: Vec<(Ref<Fact>, usize)> = Vec::new();
        for (_, fact, at) in near {
            if meant.iter().all(|(f, column)| *f != fact && *column != at) {
                meant.push((fact, at));
            }
        }
        meant.sort();
        meant
    }
}

/// Facts and columns as they are passed to `score`, to be copied out of a message.
fn argument<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let pairs: Vec<String> =
        pairs.map(|(fact, column)| format!("{}: {}", quoted(fact), quoted(column))).collect();
    format!("columns={{{}}}", pairs.join(", "))
}

/// The facts that checks and classes ask for when nothing is known, in file order.
fn asked(procedure: &Procedure) -> Vec<Ref<Fact>> {
    let nothing = Facts::new(procedure);
    let judged = judge(procedure, &nothing);
    let mut facts: Vec<Ref<Fact>> = judged
        .iter()
        .flat_map(|finding| finding.missing())
        .filter_map(|missing| match missing {
            Missing::Fact(fact) => Some(fact),
            _ => None,
        })
        .collect();
    facts.sort();
    facts.dedup();
    facts
}

fn no_column(column: &str, columns: &[&str]) -> Problem {
    let problem = Problem::new(
        "table/unknown-column",
        format!("表中没有“{column}”列"),
        format!("the table has no column `{column}`"),
    );
    match nearest(column, columns.iter().copied()) {
        Some(near) => problem.help(format!("是否指“{near}”"), format!("did you mean `{near}`")),
        None => {
            problem.help(format!("有：{}", columns.join("、")), format!("columns: {}", columns.join(", ")))
        }
    }
}

fn several(fact: &Fact, columns: &[&str]) -> Problem {
    let one = argument(columns.first().map(|column| (fact.id.as_str(), *column)).into_iter());
    Problem::new(
        "table/two-columns",
        format!("“{}”有不止一列：{}", fact.label.zh, columns.join("、")),
        format!("`{}` has more than one column: {}", fact.label.en, columns.join(", ")),
    )
    .help(format!("请指定一列，如 {one}"), format!("choose one, e.g. {one}"))
    .path(format!("facts.{}", fact.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::small::label_mismatch;

    fn found(columns: &[&str], given: &[(&str, &str)]) -> Result<Vec<(String, usize)>, Error> {
        let procedure = label_mismatch();
        let names = Names::new(&procedure, columns, given)?;
        Ok(names.found.iter().map(|(fact, at)| (procedure.facts[*fact].id.clone(), *at)).collect())
    }

    #[test]
    fn by_id_by_label_or_outright() {
        let both = |i: usize, m: usize| {
            let mut both = vec![("inspected".to_owned(), i), ("mismatched".to_owned(), m)];
            both.sort_by_key(|(_, at)| *at);
            both
        };
        assert_eq!(found(&["批次号", "抽检数", "不符数"], &[]).unwrap(), both(1, 2));
        assert_eq!(found(&["mismatched", " Inspected "], &[]).unwrap(), both(1, 0));
        assert_eq!(found(&["检验数", "不符数"], &[("inspected", "检验数")]).unwrap(), both(0, 1));
        // Named outright, the column of the same label is free.
        assert_eq!(found(&["抽检数", "复检数", "不符数"], &[("抽检数", "复检数")]).unwrap(), both(1, 2));
    }

    #[test]
    fn two_columns_for_one_fact() {
        let error = found(&["抽检数", "inspected", "不符数"], &[]).unwrap_err();
        assert_eq!(error.problems()[0].message.zh, "“抽检数”有不止一列：抽检数、inspected");
        assert_eq!(
            error.to_string(),
            "`inspected` has more than one column: 抽检数, inspected; \
             choose one, e.g. columns={\"inspected\": \"抽检数\"} [table/two-columns]"
        );
    }

    #[test]
    fn names_that_do_not_exist() {
        let error =
            found(&["抽检数", "不符数"], &[("inspekted", "抽检数"), ("inspected", "抽捡数")]).unwrap_err();
        let codes: Vec<&str> = error.problems().iter().map(|p| p.code.as_str()).collect();
        assert_eq!(codes, ["facts/unknown", "table/unknown-column"]);
        assert_eq!(error.problems()[1].message.en, "the table has no column `抽捡数`");
        assert_eq!(error.problems()[1].help.as_ref().unwrap().zh, "是否指“抽检数”");
    }

    #[test]
    fn one_warning_for_all_that_is_missing() {
        let procedure = label_mismatch();
        let columns = ["批次号", "抽检数量", "不符数"];
        let names = Names::new(&procedure, &columns, &[]).unwrap();
        let warning = names.warnings(&procedure, &columns).pop().unwrap();
        assert_eq!(warning.message.zh, "表中没有这些事实的列：抽检数；需要它们的结论为空");
        assert_eq!(
            warning.message.en,
            "the table has no column for inspected; answers that need them are null"
        );
        assert_eq!(warning.help.unwrap().en, "did you mean columns={\"inspected\": \"抽检数量\"}");
        let none = Names::new(&procedure, &["抽检数", "不符数"], &[]).unwrap();
        assert_eq!(none.warnings(&procedure, &["抽检数", "不符数"]), []);
    }

    #[test]
    fn one_column_for_two_facts_is_warned_of() {
        let procedure = label_mismatch();
        let columns = ["批次号", "件数"];
        let given = [("mismatched", "件数"), ("抽检数", "件数")];
        let names = Names::new(&procedure, &columns, &given).unwrap();
        let told: Vec<[String; 2]> = names
            .warnings(&procedure, &columns)
            .iter()
            .map(|one| [one.line(crate::Lang::Zh), one.line(crate::Lang::En)])
            .collect();
        assert_eq!(
            told,
            [[
                "“抽检数”、“不符数”取自同一列“件数”。请核对每个事实的列 [table/one-column]",
                "`inspected` and `mismatched` are read from the same column `件数`; check the column of each fact \
                 [table/one-column]"
            ]]
        );
        assert_eq!(names.found.len(), 2);
    }

    #[test]
    fn names_in_capitals_full_width_or_with_a_unit_are_near() {
        let procedure = label_mismatch();
        let meant = |columns: &[&str]| -> Vec<(String, String)> {
            let names = Names::new(&procedure, columns, &[]).unwrap();
            let meant = names.meant(&procedure, columns).into_iter();
            meant.map(|(fact, at)| (procedure.facts[fact].id.clone(), columns[at].to_owned())).collect()
        };
        let pair = |fact: &str, column: &str| (fact.to_owned(), column.to_owned());
        assert_eq!(
            meant(&["MISMATCHED_", "抽检数（件）"]),
            [pair("inspected", "抽检数（件）"), pair("mismatched", "MISMATCHED_")]
        );
        assert_eq!(meant(&["不符数(件)", "批次"]), [pair("mismatched", "不符数(件)")]);
        // One letter from either label, and no letter from one: the column is for the nearer.
        assert_eq!(
            meant(&["抽符数", "不符数 [pcs]"]),
            [pair("inspected", "抽符数"), pair("mismatched", "不符数 [pcs]")]
        );
        // A column is meant for one fact only.
        assert_eq!(meant(&["抽符数"]).len(), 1);
        let odd = ["抽检数 \"a\""];
        let names = Names::new(&procedure, &odd, &[("mismatched", odd[0])]).unwrap();
        assert!(names.meant(&procedure, &odd).is_empty());
        assert_eq!(argument([("inspected", odd[0])].into_iter()), r#"columns={"inspected": "抽检数 \"a\""}"#);
    }
}
