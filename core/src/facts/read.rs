//! Facts by name: a fact is found by its id, its Chinese or its English label.

use super::raw::plain;
use super::{Facts, Raw};
use crate::problem::{Problem, nearest};
use crate::procedure::model::{Fact, Procedure, Ref};

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
