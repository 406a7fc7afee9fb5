//! Facts by name: a fact is found by its id, its Chinese or its English label.

use super::raw::plain;
use super::{Facts, Raw};
use crate::problem::{Problem, nearness};
use crate::procedure::model::{Fact, Procedure, Ref};

/// So many facts are listed where a name is none of them.
const LISTED: usize = 6;

impl Procedure {
    /// The fact of this name: its id, its Chinese label, or its English label in any case.
    pub fn fact_named(&self, name: &str) -> Option<Ref<Fact>> {
        let as_written = self.facts.entries().find(|(_, fact)| fact.id == name);
        if let Some((fact, _)) = as_written {
            return Some(fact);
        }
        let name = plain(name);
        let by = |fits: &dyn Fn(&Fact) -> bool| {
            self.facts.entries().find(|(_, fact)| fits(fact)).map(|(at, _)| at)
        };
        by(&|fact| fact.id == name)
            .or_else(|| by(&|fact| plain(&fact.label.zh) == name))
            .or_else(|| by(&|fact| plain(&fact.label.en).eq_ignore_ascii_case(&name)))
            .or_else(|| by(&|fact| fact.id.replace('-', "_") == name))
    }

    /// What to say about a name that is no fact.
    pub fn no_fact_named(&self, name: &str) -> Problem {
        let problem = Problem::new(
            "facts/unknown",
            format!("没有名为“{name}”的事实"),
            format!("there is no fact named `{name}`"),
        )
        .path(format!("facts.{name}"));
        let names = || self.facts.iter().flat_map(Fact::names);
        let near = names()
            .filter_map(|known| Some((nearness(&bare(name), &bare(known))?, known)))
            .min_by_key(|(rank, _)| *rank);
        match (near, self.facts.len()) {
            (Some((_, near)), _) => problem.help(format!("是否指“{near}”"), format!("did you mean `{near}`")),
            (None, 1..=LISTED) => {
                let zh: Vec<&str> = self.facts.iter().map(|f| f.label.zh.as_str()).collect();
                let en: Vec<&str> = self.facts.iter().map(|f| f.id.as_str()).collect();
                problem.help(format!("可用：{}", zh.join("、")), format!("facts: {}", en.join(", ")))
            }
            (None, all) => problem.help(
                format!("该程序共有 {all} 个事实，没有相近的名称"),
                format!("none of the procedure's {all} facts has a name like it"),
            ),
        }
    }
}

impl Fact {
    /// The names it goes by: its id, its Chinese and its English label.
    pub(crate) fn names(&self) -> [&str; 3] {
        [&self.id, &self.label.zh, &self.label.en]
    }
}

/// A name to be compared with others: in lower case and half width, without a unit in brackets, `抽检数（件）`.
pub(crate) fn bare(name: &str) -> String {
    // No table of all alphabets, for two languages of which one has no cases: the browser's module carries this.
    let plain = plain(name).to_ascii_lowercase();
    let mut depth = 0_usize;
    let kept = plain.chars().filter(|c| match c {
        '(' | '[' | '【' => {
            depth = depth.saturating_add(1);
            false
        }
        ')' | ']' | '】' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    kept.collect::<String>().trim().to_owned()
}

/// Facts while they are read, one value after another.
#[derive(Debug)]
pub struct Reading<'p> {
    procedure: &'p Procedure,
    facts: Facts,
    named: Vec<Ref<Fact>>,
}

impl<'p> Reading<'p> {
    /// Nothing is read yet.
    pub fn new(procedure: &'p Procedure) -> Self {
        Self { procedure, facts: Facts::new(procedure), named: Vec::new() }
    }

    /// Reads the value of a fact given by name. What cannot be read stays unknown and is told in [`Facts::problems`].
    pub fn name(&mut self, name: &str, raw: Raw<'_>) {
        match self.procedure.fact_named(name) {
            Some(fact) => self.fact(fact, raw),
            None => self.facts.strangers.push(self.procedure.no_fact_named(name)),
        }
    }

    /// Reads the value of a fact.
    pub fn fact(&mut self, fact: Ref<Fact>, raw: Raw<'_>) {
        let model = &self.procedure.facts[fact];
        if self.named.contains(&fact) {
            return self.facts.refuse(self.procedure, fact, Box::new(twice(model)));
        }
        self.named.push(fact);
        match raw.read(model) {
            Ok(Some(value)) => self.facts.set(self.procedure, fact, value),
            Ok(None) => {}
            Err(problem) => self.facts.refuse(self.procedure, fact, problem),
        }
    }

    /// What was read.
    pub fn done(self) -> Facts {
        self.facts
    }
}

impl Facts {
    /// Reads values by name. What cannot be read stays unknown and is told in [`Facts::problems`].
    pub fn read<'a>(procedure: &Procedure, given: impl IntoIterator<Item = (&'a str, Raw<'a>)>) -> Self {
        let mut reading = Reading::new(procedure);
        for (name, raw) in given {
            reading.name(name, raw);
        }
        reading.done()
    }
}

fn twice(fact: &Fact) -> Problem {
    Problem::new(
        "facts/twice",
        format!("“{}”给出了不止一次", fact.label.zh),
        format!("`{}` is given more than once", fact.label.en),
    )
    .help("每个事实只给一次", "give each fact once")
    .path(format!("facts.{}", fact.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Lang::{En, Zh};
    use crate::procedure::model::FactKind;
    use crate::procedure::small::label_mismatch;

    #[test]
    fn names_that_are_no_facts() {
        let p = label_mismatch();
        let said = |name: &str| [Zh, En].map(|lang| p.no_fact_named(name).line(lang));
        assert_eq!(
            said("inspectd"),
            [
                "没有名为“inspectd”的事实。是否指“inspected” [facts/unknown]",
                "there is no fact named `inspectd`; did you mean `inspected` [facts/unknown]"
            ]
        );
        for (name, near) in
            [("INSPECTED", "inspected"), ("抽检数（件）", "抽检数"), ("[pcs] Mismatched", "mismatched")]
        {
            assert!(said(name)[0].contains(&format!("是否指“{near}”")), "{name}");
        }
    }

    /// A row of an export has many columns that are no facts: each is told in a line.
    #[test]
    fn many_facts_are_not_listed() {
        let mut p = label_mismatch();
        assert_eq!(p.no_fact_named("供应商").help.unwrap().zh, "可用：抽检数、不符数");
        for n in 0..10 {
            p.with_fact(&format!("fact-{n}"), "某事", FactKind::Flag);
        }
        let told = p.no_fact_named("供应商").help.unwrap();
        assert_eq!(told.zh, "该程序共有 12 个事实，没有相近的名称");
        assert_eq!(told.en, "none of the procedure's 12 facts has a name like it");
    }

    #[test]
    fn a_fact_given_twice() {
        let p = label_mismatch();
        let twice = Facts::read(&p, [("inspected", Raw::Int(1)), ("抽检数", Raw::Int(2))]);
        assert_eq!(
            twice.problems().next().unwrap().to_string(),
            "`inspected` is given more than once; give each fact once [facts/twice]"
        );
    }
}
