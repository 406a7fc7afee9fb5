//! Facts by name: a fact is found by its id, its Chinese or its English label.

use super::raw::plain;
use super::{Facts, Raw};
use crate::problem::{Problem, nearest};
use crate::procedure::model::{Fact, Procedure, Ref};

impl Procedure {
    /// The fact of this name: its id, its Chinese label, or its English label in any case.
    pub fn fact_named(&self, name: &str) -> Option<Ref<Fact>> {
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
        let names = self.facts.iter().flat_map(|f| [f.id.as_str(), f.label.zh.as_str(), f.label.en.as_str()]);
        match nearest(name, names) {
            Some(near) => problem.help(format!("是否指“{near}”"), format!("did you mean `{near}`")),
            None => {
                let zh: Vec<&str> = self.facts.iter().map(|f| f.label.zh.as_str()).collect();
                let en: Vec<&str> = self.facts.iter().map(|f| f.id.as_str()).collect();
                problem.help(format!("可用：{}", zh.join("、")), format!("facts: {}", en.join(", ")))
            }
        }
    }
}

impl Facts {
    /// Reads values by name. What cannot be read stays unknown and is told in [`Facts::problems`].
    pub fn read<'a>(procedure: &Procedure, given: impl IntoIterator<Item = (&'a str, Raw<'a>)>) -> Self {
        let mut facts = Self::new(procedure);
        let mut named: Vec<Ref<Fact>> = Vec::new();
        for (name, raw) in given {
            let Some(fact) = procedure.fact_named(name) else {
                facts.strangers.push(procedure.no_fact_named(name));
                continue;
            };
            if named.contains(&fact) {
                facts.refuse(procedure, fact, Box::new(twice(&procedure.facts[fact])));
                continue;
            }
            named.push(fact);
            match raw.read(&procedure.facts[fact]) {
                Ok(Some(value)) => facts.set(procedure, fact, value),
                Ok(None) => {}
                Err(problem) => facts.refuse(procedure, fact, problem),
            }
        }
        facts
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
