//! One page: everything a procedure's file says, each rule with its place and its id.

use crate::examples::examples;
use crate::markdown::{code, table};
use aftersales::Lang;
use aftersales::procedure::model::Procedure;
use aftersales::wire::{ByView, NeedView, ProcedureView, RuleView, TriggerView};
use std::fmt::Write;

/// Picks the wording of this page.
struct Words(Lang);

impl Words {
    fn of<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// Where a rule stands, how well it is supported, and its ids.
    fn source(&self, rule: &RuleView) -> String {
        let mut parts = Vec::new();
        if let Some(clause) = rule.clause {
            parts.push(format!("{}{clause}", self.of("条款 ", "clause ")));
        }
        parts.extend(rule.place.map(|place| place.get(self.0).to_owned()));
        parts.extend(rule.words.map(|words| format!("“{words}”")));
        if rule.basis != Default::default() {
            parts.push(rule.basis.label().get(self.0).to_owned());
        }
        if !rule.inferred.is_empty() {
            parts.push(format!("{}{}", self.of("推定：", "inferred: "), rule.inferred.join(", ")));
        }
        parts.extend(
            rule.readings.iter().map(|r| format!("{}[{}](#{})", self.of("解释 ", "reading "), r.id, r.id)),
        );
        parts.extend((!rule.refs.is_empty()).then(|| rule.refs.join(" ")));
        parts.join(" · ")
    }

    fn by(&self, by: &ByView) -> String {
        if by.unstated {
            return self.of("未写明", "not stated").to_owned();
        }
        if by.auto {
            return self.of("自动", "by itself").to_owned();
        }
        let higher = self.of("以上", " or higher");
        let names = by
            .roles
            .iter()
            .map(|r| format!("{}{}", r.role.label.get(self.0), if r.or_higher { higher } else { "" }));
        names.collect::<Vec<_>>().join(self.of("、", ", "))
    }
}

/// All procedures, one line each.
pub fn index(procedures: &[Procedure], lang: Lang) -> String {
    let words = Words(lang);
    let mut out = format!("# {}\n\n", words.of("规则书", "The rule book"));
    out.push_str(words.of(
        "以下各页由 `core/procedures` 中的文件生成，请勿手改；`cargo run -p aftersales-book` 重新生成。\n\n",
        "These pages are generated from the files in `core/procedures`; do not edit them: `cargo run -p aftersales-book`.\n\n",
    ));
    let rows = procedures.iter().map(|p| {
        vec![
            format!("[{}]({}.md)", p.title.get(lang), p.id),
            p.document.clone().unwrap_or_default(),
            p.steps.len().to_string(),
            p.limits.len().to_string(),
            (p.checks.len() + p.classes.len()).to_string(),
        ]
    });
    let columns = [
        words.of("程序", "Procedure"),
        words.of("文件编号", "Document"),
        words.of("步骤", "Steps"),
        words.of("时限", "Limits"),
        words.of("判定与分级", "Checks and classes"),
    ];
    table(&mut out, words.of("程序一览", "Procedures"), &columns, rows.collect());
    out
}

/// One procedure.
pub fn page(procedure: &Procedure, lang: Lang) -> String {
    let words = Words(lang);
    let view = ProcedureView::new(procedure);
    let mut out = head(procedure, &view, &words);
    let label = words.of("名称", "Name");
    let source = words.of("出处", "Source");
    rules(&mut out, &view, &words, [label, source]);
    steps(&mut out, &view, &words, [label, source]);
    readings(&mut out, &view, &words);
    examples(&mut out, procedure, lang);
    out
}

fn head(procedure: &Procedure, view: &ProcedureView, words: &Words) -> String {
    let lang = words.0;
    let mut out = format!("# {}\n\n", view.info.title.get(lang));
    let facts = [
        Some(code(&view.info.id)),
        view.info.document.clone(),
        view.issuer.map(|issuer| issuer.get(lang).to_owned()),
        view.info.edition.as_ref().map(|edition| format!("{} {edition}", words.of("版本", "edition"))),
        view.info.effective.map(|day| format!("{} {day}", words.of("生效", "effective"))),
    ];
    let _ = writeln!(out, "{}\n", facts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    let _ = writeln!(out, "{}\n", view.scope.get(lang));
    if let Some(completeness) = view.completeness {
        let _ = writeln!(out, "*{}*\n", completeness.get(lang));
    }
    if !procedure.states.is_empty() {
        let _ = writeln!(out, "![{}](img/{}.svg)\n", words.of("状态图", "State diagram"), view.info.id);
        out.push_str(words.of(
            "双框为终点，黄框为文中未写去向的停留处；虚线为推定，红点线为原文缺失。\n\n",
            "Double border: an end. Yellow: the case may rest there, the text says no more. Dashed: inferred. Dotted red: the text is lost.\n\n",
        ));
    }
    out
}

fn trigger(triggers: &[TriggerView]) -> String {
    triggers.iter().map(|t| code(t.id)).collect::<Vec<_>>().join(", ")
}

fn rules(out: &mut String, view: &ProcedureView, words: &Words, [name, source]: [&str; 2]) {
    let lang = words.0;
    let (when, who) = (words.of("条件", "When"), words.of("谁", "Who"));
    let rows = view.limits.iter().map(|l| {
        vec![
            l.rule.label.get(lang).to_owned(),
            l.within_label.get(lang).to_owned(),
            format!("{} → {}", trigger(&l.from), trigger(&l.until)),
            words.by(&l.owed_by),
            code(l.when.unwrap_or_default()),
            words.source(&l.rule),
        ]
    });
    let span = words.of("多久", "How long");
    let clock = words.of("从 → 到", "From → until");
    table(out, words.of("时限", "Time limits"), &[name, span, clock, who, when, source], rows.collect());
    let rows = view.duties.iter().map(|d| {
        vec![
            d.rule.label.get(lang).to_owned(),
            d.every_label.get(lang).to_owned(),
            words.by(&d.owed_by),
            words.source(&d.rule),
        ]
    });
    table(
        out,
        words.of("定期职责", "Duties"),
        &[name, words.of("周期", "How often"), who, source],
        rows.collect(),
    );
    let rows = view.checks.iter().map(|c| {
        let follows = c.then.iter().map(|id| code(id)).collect::<Vec<_>>().join(" ");
        vec![c.rule.label.get(lang).to_owned(), code(&c.measure), follows, words.source(&c.rule)]
    });
    let follows = words.of("成立则", "Then");
    table(
        out,
        words.of("判定", "Checks"),
        &[name, words.of("量", "Measure"), follows, source],
        rows.collect(),
    );
    let rows = view.samplings.iter().map(|s| {
        let rate = [s.rate.clone(), s.most.clone()].into_iter().flatten().collect::<Vec<_>>().join("..");
        let per = s.per.map(|per| per.get(lang)).unwrap_or_default();
        vec![s.rule.label.get(lang).to_owned(), rate, per.to_owned(), words.source(&s.rule)]
    });
    let rate = words.of("比例", "Share");
    table(out, words.of("抽样", "Sampling"), &[name, rate, words.of("按", "Per"), source], rows.collect());
    for class in &view.classes {
        let rows = class
            .rows
            .iter()
            .map(|row| vec![code(row.when), row.rule.label.get(lang).to_owned(), words.source(&row.rule)]);
        let heading = format!("{}{}", words.of("分级：", "Class: "), class.rule.label.get(lang));
        table(out, &heading, &[when, words.of("结果", "Result"), source], rows.collect());
    }
    let rows = view.approvals.iter().map(|a| {
        let signers = a.signers.iter().map(|s| {
            let higher = if s.role.or_higher { words.of("以上", " or higher") } else { "" };
            let only = s.when.map(|w| format!(" ({})", code(w))).unwrap_or_default();
            format!("{}{higher}{only}", s.role.role.label.get(lang))
        });
        vec![
            a.rule.label.get(lang).to_owned(),
            signers.collect::<Vec<_>>().join(words.of("、", ", ")),
            words.source(&a.rule),
        ]
    });
    table(
        out,
        words.of("审批", "Approvals"),
        &[name, words.of("全部须签", "All must sign"), source],
        rows.collect(),
    );
    let rows = view
        .bans
        .iter()
        .map(|b| vec![b.rule.label.get(lang).to_owned(), code(b.when), words.source(&b.rule)]);
    table(out, words.of("禁止", "Bans"), &[name, when, source], rows.collect());
    let rows = view.forms.iter().map(|f| {
        let fields = f.fields.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join(words.of("、", ", "));
        vec![f.rule.label.get(lang).to_owned(), fields, words.source(&f.rule)]
    });
    table(out, words.of("表单", "Forms"), &[name, words.of("必填", "Must hold"), source], rows.collect());
    let rows = view.notices.iter().map(|n| {
        let to = n.to.iter().map(|r| r.label.get(lang)).collect::<Vec<_>>().join(words.of("、", ", "));
        vec![n.rule.label.get(lang).to_owned(), format!("{} → {to}", words.by(&n.by)), words.source(&n.rule)]
    });
    table(
        out,
        words.of("告知", "Notices"),
        &[name, words.of("谁 → 谁", "Who → whom"), source],
        rows.collect(),
    );
    let rows = view.norms.iter().map(|n| vec![n.rule.label.get(lang).to_owned(), words.source(&n.rule)]);
    table(out, words.of("规范", "Norms"), &[name, source], rows.collect());
    let rows = view.costs.iter().map(|c| {
        let payer = c.payer.map_or(words.of("未写明", "not stated"), |p| p.label.get(lang));
        let account = c.account.map(|a| a.get(lang)).unwrap_or_default();
        vec![c.rule.label.get(lang).to_owned(), payer.to_owned(), account.to_owned(), words.source(&c.rule)]
    });
    let columns = [name, words.of("谁付", "Who pays"), words.of("科目", "Account"), source];
    table(out, words.of("费用", "Costs"), &columns, rows.collect());
}

fn steps(out: &mut String, view: &ProcedureView, words: &Words, [name, source]: [&str; 2]) {
    let lang = words.0;
    let state = |id: &&str| {
        view.states.iter().find(|s| s.rule.id == *id).map_or(*id, |s| s.rule.label.get(lang)).to_owned()
    };
    let all = |ids: &[&str]| ids.iter().map(state).collect::<Vec<_>>().join(words.of("、", ", "));
    let rows = view.steps.iter().map(|s| {
        let needs: Vec<String> = [&s.facts, &s.forms, &s.approved]
            .into_iter()
            .flatten()
            .map(|need: &NeedView| code(need.id))
            .collect();
        vec![
            s.rule.label.get(lang).to_owned(),
            format!("{} → {}", all(&s.from), all(&s.to)),
            words.by(&s.by),
            code(s.when.unwrap_or_default()),
            needs.join(" "),
            words.source(&s.rule),
        ]
    });
    let columns = [
        name,
        words.of("从 → 到", "From → to"),
        words.of("谁", "Who"),
        words.of("条件", "When"),
        words.of("须有", "Needs"),
        source,
    ];
    table(out, words.of("步骤", "Steps"), &columns, rows.collect());
}

fn readings(out: &mut String, view: &ProcedureView, words: &Words) {
    let lang = words.0;
    if !view.readings.is_empty() {
        let _ = writeln!(
            out,
            "## {}\n",
            words.of("原文未定之处与所取解释", "What the text leaves open, and how it is read")
        );
    }
    for reading in &view.readings {
        let _ = writeln!(
            out,
            "<a id=\"{}\"></a>\n**{}** `{}` {}\n",
            reading.id,
            reading.question.get(lang),
            reading.id,
            reading.refs.join(" ")
        );
        for option in &reading.options {
            let mark = if option.id == reading.chosen { words.of("（现取）", " (in force)") } else { "" };
            let _ = writeln!(out, "- {}{mark} `{}`", option.label.get(lang), option.id);
        }
        if let Some(why) = reading.why {
            let _ = writeln!(out, "\n{}{}", words.of("理由：", "Why: "), why.get(lang));
        }
        out.push('\n');
    }
    if !view.known.is_empty() {
        let _ = writeln!(out, "## {}\n", words.of("文件自身的缺口", "Gaps of the document itself"));
        for known in &view.known {
            let _ = writeln!(out, "- `{}` ({}): {}", known.at, known.fault, known.why.get(lang));
        }
        out.push('\n');
    }
}
