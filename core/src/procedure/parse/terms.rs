//! What is asked of facts, classes and checks: `urgent`, `origin = own`, `bad / lot >= 20%`, `label-mismatch`.

use super::super::guard::Guard;
use super::super::lex::{Token, Word};
use super::super::model::{Fact, FactKind, Ref, UNCLASSIFIED};
use super::super::reader::names::Kind;
use super::Parser;
use super::numbers::Sign;
use crate::problem::Problem;
use crate::rate::Threshold;

impl<'a> Parser<'a> {
    pub(super) fn named(&mut self, name: &str, token: Token<'a>) -> Option<Guard> {
        let names = self.scope.names;
        if let Some(fact) = names.facts.find(name) {
            return self.fact(fact, token);
        }
        if let Some(class) = names.classes.find(name) {
            let results = names.results.get(class.position());
            let wanted = self.options(token)?;
            let mut found = Vec::new();
            for option in wanted.1 {
                match (option.text, results.and_then(|r| r.find(option.text))) {
                    (UNCLASSIFIED, _) => found.push(None),
                    (_, Some(result)) => found.push(Some(result)),
                    (_, None) => {
                        let ids = results.into_iter().flat_map(|r| r.ids()).chain([UNCLASSIFIED]);
                        self.unknown_option(name, option, ids.collect());
                    }
                }
            }
            return Some(negate(wanted.0, Guard::Class(class, found)));
        }
        if let Some(check) = names.checks.find(name) {
            return match self.peek() {
                Some(Word::Sign("=" | "!=" | ">" | "<" | ">=" | "<=" | "/" | "+" | "-")) => self.expected(
                    "`and`、`or` 或结尾：判定本身就是是或否",
                    "`and`, `or` or the end: a check is yes or no by itself",
                ),
                _ => Some(Guard::Check(check)),
            };
        }
        self.fault(token.start, token.end, || names.unknown_in_guard(name));
        self.skip_comparison();
        Some(Guard::Always)
    }

    /// After an unknown name, what it was compared with cannot be judged; go on behind it.
    pub(super) fn skip_comparison(&mut self) {
        while let Some(word) = self.peek() {
            if matches!(word, Word::Id("and" | "or") | Word::Sign(")" | "(")) {
                return;
            }
            self.at = self.at.saturating_add(1);
        }
    }

    pub(super) fn fact(&mut self, fact: Ref<Fact>, token: Token<'a>) -> Option<Guard> {
        let facts = self.scope.facts;
        let Some(known) = facts.promised(fact) else {
            self.skip_comparison();
            return Some(Guard::Always);
        };
        match &known.kind {
            FactKind::Flag => match self.peek() {
                Some(Word::Sign("=" | "!=" | ">" | "<" | ">=" | "<=" | "/")) => self.expected(
                    "`and`、`or` 或结尾：是否型事实直接写名称，或 `not` 加名称",
                    "`and`, `or` or the end: write a flag by its name, or `not` and its name",
                ),
                _ => Some(Guard::Flag(fact)),
            },
            FactKind::Choice { options, .. } => {
                let wanted = self.options(token)?;
                let mut found = Vec::new();
                for option in wanted.1 {
                    match options.find(option.text) {
                        Some(at) => found.push(at),
                        None => {
                            let ids = options.iter().map(|o| o.id.as_str()).collect();
                            self.unknown_option(token.text, option, ids);
                        }
                    }
                }
                Some(negate(wanted.0, Guard::Choice(fact, found)))
            }
            FactKind::Count { .. } => self.count(fact),
            FactKind::Quantity { .. } => {
                let sign = self.sign()?;
                let bound = self.decimal()?;
                Some(sign.spread(|c| Guard::Quantity(fact, c, bound)))
            }
            FactKind::Date => self.dates(Some(fact)),
            FactKind::Words => {
                let problem = || {
                    Problem::new(
                        "procedure/guard",
                        format!("“{}”是文字，不能比较", token.text),
                        format!("`{}` is free text and is never compared", token.text),
                    )
                    .help(
                        format!("可写 known({})", token.text),
                        format!("`known({})` can be asked", token.text),
                    )
                };
                self.fault(token.start, token.end, problem);
                self.skip_comparison();
                Some(Guard::Always)
            }
        }
    }

    /// `moulds >= 3`, `restocked = returned`, `bad / lot >= 20%`
    pub(super) fn count(&mut self, fact: Ref<Fact>) -> Option<Guard> {
        if self.take(Word::Sign("/")) {
            let whole = self.fact_like(|k| matches!(k, FactKind::Count { .. }), "计数", "a count")?;
            let Sign::Order(comparator) = self.sign()? else {
                self.at = self.at.saturating_sub(1);
                return self.expected("`>`、`>=`、`<` 或 `<=`", "`>`, `>=`, `<` or `<=`");
            };
            let rate = self.rate()?;
            return Some(Guard::Rate(fact, whole, Threshold { comparator, rate }));
        }
        let sign = self.sign()?;
        if let Some(Word::Id(_)) = self.peek() {
            let other = self.fact_like(
                |k| matches!(k, FactKind::Count { .. }),
                "计数或整数",
                "a count or a whole number",
            )?;
            return Some(sign.spread(|c| Guard::Counts(fact, c, other)));
        }
        let bound = self.whole()?;
        Some(sign.spread(|c| Guard::Count(fact, c, bound)))
    }

    /// A fact of one type.
    pub(super) fn fact_like(
        &mut self,
        fits: impl Fn(&FactKind) -> bool,
        zh: &str,
        en: &str,
    ) -> Option<Ref<Fact>> {
        let Some(Word::Id(name)) = self.peek() else {
            return self.expected(zh, en);
        };
        let (names, facts) = (self.scope.names, self.scope.facts);
        match names.facts.find(name) {
            Some(fact) if facts.promised(fact).is_none_or(|f| fits(&f.kind)) => {
                self.at = self.at.saturating_add(1);
                Some(fact)
            }
            Some(_) => self.expected(zh, en),
            None => {
                let token = self.next()?;
                self.find(Kind::Fact, &names.facts, token)
            }
        }
    }
}

fn negate(negated: bool, guard: Guard) -> Guard {
    if negated { Guard::Not(Box::new(guard)) } else { guard }
}
