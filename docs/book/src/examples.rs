//! The worked examples of a procedure as short stories: what is told, and what must come out.

use crate::markdown::table;
use aftersales::Lang;
use aftersales::calendar::Standing;
use aftersales::procedure::example::{Deed, Entry, Example, Expected, Given, Owed, Told};
use aftersales::procedure::model::{FactKind, Procedure};
use std::fmt::Write;

/// The section; nothing if the file has none.
pub fn examples(out: &mut String, procedure: &Procedure, lang: Lang) {
    let teller = Teller { p: procedure, lang };
    let (cases, facts): (Vec<&Example>, Vec<&Example>) =
        procedure.examples.iter().partition(|example| example.case.is_some());
    if !cases.is_empty() {
        let _ = write!(out, "\n## {}\n\n", teller.of("算例：案件", "Worked examples: cases"));
        cases.iter().for_each(|example| teller.case(out, example));
    }
    let rows = facts.iter().map(|example| {
        vec![teller.title(example), teller.facts(&example.facts), teller.expected(example).join("<br>")]
    });
    let heading = teller.of("算例：判定", "Worked examples: judgements");
    let columns =
        [teller.of("算例", "Example"), teller.of("事实", "Facts"), teller.of("应得", "What must come out")];
    table(out, heading, &columns, rows.collect());
}

/// Names things by their labels, in the language of the page.
struct Teller<'a> {
    p: &'a Procedure,
    lang: Lang,
}

impl Teller<'_> {
    fn of<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    fn colon(&self) -> &'static str {
        match self.lang {
            Lang::Zh => "：",
            Lang::En => ": ",
        }
    }

    fn title(&self, example: &Example) -> String {
        let about = example.about.as_ref().map_or(example.id.as_str(), |about| about.get(self.lang));
        let readings = example.readings.iter().map(|(reading, option)| format!("{reading} = {option}"));
        let readings: Vec<String> = readings.collect();
        match readings.is_empty() {
            true => about.to_owned(),
            false => format!("{about} ({} {})", self.of("解释", "reading"), readings.join(", ")),
        }
    }

    fn case(&self, out: &mut String, example: &Example) {
        let Some(told) = &example.case else { return };
        let refs = example.refs.join(" ");
        let _ = write!(out, "<details><summary>{} · {refs}</summary>\n\n", self.title(example));
        let opened = self.of("立案", "The case comes in");
        let _ = writeln!(out, "- {} {opened}{}", told.opened, self.with(&example.facts, &[]));
        for entry in &told.entries {
            let _ = writeln!(out, "- {} {}", entry.at, self.entry(entry));
        }
        self.outcome(out, example, told);
        out.push_str("\n</details>\n\n");
    }

    fn outcome(&self, out: &mut String, example: &Example, told: &Told) {
        let now = self.of("此时", "now");
        let _ = writeln!(
            out,
            "- **{}** {now}{}{}",
            told.now,
            self.colon(),
            self.expected(example).join(self.of("；", "; "))
        );
    }

    fn entry(&self, entry: &Entry) -> String {
        let p = self.p;
        let by = entry.by.as_ref().map(|by| {
            let role = p.roles.find(by);
            role.map_or(by.as_str(), |role| p.roles[role].label.get(self.lang)).to_owned()
        });
        let what = match &entry.deed {
            Deed::Event(id) => {
                p.events.find(id).map_or(id.clone(), |at| p.events[at].label.get(self.lang).to_owned())
            }
            Deed::Sign { approval, agrees } => {
                let label = p.approvals.find(approval).map(|at| p.approvals[at].label.get(self.lang));
                let verdict =
                    if *agrees { self.of("签署", "signs") } else { self.of("不同意", "disagrees") };
                format!("{verdict} {}", label.unwrap_or(approval))
            }
            Deed::Note(_) => self.of("补记", "Noted").to_owned(),
            Deed::Void { entry, why } => format!("{} {entry}: {why}", self.of("作废第", "Voids entry")),
        };
        let by = by.map(|by| format!("{by}{}", self.colon())).unwrap_or_default();
        let part = entry.part.as_ref().map(|part| format!(" [{part}]")).unwrap_or_default();
        let refused =
            entry.refused.as_ref().map(|code| format!(" ✗ {} `{code}`", self.of("被拒绝", "refused")));
        let with = self.with(&entry.facts, &entry.forms);
        format!("{by}{what}{part}{with}{}", refused.unwrap_or_default())
    }

    /// ` — Units inspected 100, Return slip`
    fn with(&self, facts: &[(String, Given)], forms: &[String]) -> String {
        let forms = forms.iter().map(|id| {
            self.p.forms.find(id).map_or(id.as_str(), |at| self.p.forms[at].label.get(self.lang)).to_owned()
        });
        let told = self.facts(facts);
        let all: Vec<String> = (!told.is_empty()).then_some(told).into_iter().chain(forms).collect();
        if all.is_empty() { String::new() } else { format!(" — {}", all.join(self.of("、", ", "))) }
    }

    fn facts(&self, facts: &[(String, Given)]) -> String {
        let told = facts.iter().map(|(id, value)| {
            let Some(fact) = self.p.facts.iter().find(|fact| fact.id == *id) else { return id.clone() };
            let value = match value {
                Given::Int(number) => number.to_string(),
                Given::Flag(flag) => {
                    if *flag { self.of("是", "yes") } else { self.of("否", "no") }.to_owned()
                }
                Given::Text(text) => match &fact.kind {
                    FactKind::Choice { options, .. } => options
                        .find(text)
                        .map_or(text.clone(), |at| options[at].label.get(self.lang).to_owned()),
                    _ => text.clone(),
                },
            };
            format!("{} = {value}", fact.label.get(self.lang))
        });
        told.collect::<Vec<_>>().join(self.of("、", ", "))
    }

    /// What must come out, in words. Obligations take one phrase each.
    fn expected(&self, example: &Example) -> Vec<String> {
        let (p, lang) = (self.p, self.lang);
        let mut all: Vec<String> = Vec::new();
        for one in &example.expect {
            match &one.what {
                Expected::State { region, part, state } => {
                    let name =
                        p.regions.find(region).map_or(region.as_str(), |at| p.regions[at].label.get(lang));
                    let part = part.as_ref().map(|part| format!(" [{part}]")).unwrap_or_default();
                    let none = self.of("（无）", "(none)");
                    let state = p.states.find(state).map_or(none, |at| p.states[at].label.get(lang));
                    all.push(format!("{name}{part} → {state}"));
                }
                Expected::Owed { which, what, is } => {
                    let name = p.limits.find(&which.limit);
                    let name = name.map_or(which.limit.as_str(), |at| p.limits[at].label.get(lang));
                    let value = match what {
                        Owed::Standing => self.standing(is),
                        Owed::LastDay => format!("{} {is}", self.of("最后一天", "last day")),
                        Owed::Target => format!("{} {is}", self.of("目标", "target")),
                        // The last day says it where there is one.
                        Owed::Due if is.contains("T00:00:00") => continue,
                        Owed::Due => is.get(..16).unwrap_or(is).replace('T', " "),
                    };
                    let number = which.n.filter(|n| *n > 1).map(|n| format!(" {n}")).unwrap_or_default();
                    let begin = format!("{name}{number}{}", self.colon());
                    match all.last_mut().filter(|last| last.starts_with(&begin)) {
                        Some(last) => *last += &format!("{}{value}", self.of("，", ", ")),
                        None => all.push(begin + &value),
                    }
                }
                Expected::Answer { rule, is } => all.push(self.answer(rule, is)),
                Expected::Ended(true) => all.push(self.of("已结束", "it has ended").to_owned()),
                _ => {}
            }
        }
        all
    }

    fn standing(&self, id: &str) -> String {
        let none = || self.of("没有", "there is none").to_owned();
        let found = Standing::ALL.into_iter().find(|standing| standing.id() == id);
        found.map_or_else(none, |standing| standing.label().get(self.lang).to_owned())
    }

    fn answer(&self, rule: &str, is: &str) -> String {
        let (p, lang) = (self.p, self.lang);
        let said = match is {
            "yes" => self.of("是", "yes"),
            "no" => self.of("否", "no"),
            "undetermined" => self.of("无法判定", "undetermined"),
            "unclassified" => self.of("未分级", "unclassified"),
            other => other,
        };
        if let Some(check) = p.checks.iter().find(|check| check.id == rule) {
            return format!("{}{}{said}", check.label.get(lang), self.colon());
        }
        let Some(class) = p.classes.iter().find(|class| class.id == rule) else { return said.to_owned() };
        let results = is
            .split('+')
            .map(|id| class.results.find(id).map_or(said, |at| class.results[at].label.get(lang)).to_owned());
        format!("{}{}{}", class.label.get(lang), self.colon(), results.collect::<Vec<_>>().join(" + "))
    }
}
