//! The text of a guard as a tree: `label-mismatch and not (urgent or moulds >= 3)`.
//!
//! A lexer and a recursive descent; `or` binds weaker than `and`, `and` weaker than `not`. Every fault says what was
//! expected and where in the text. The names a guard may use come from the [`Scope`].

use super::guard::{DateTerm, Guard};
use super::lex::{Token, Word, lex};
use super::model::{Decimal, Fact, FactKind, List, Ref, UNCLASSIFIED};
use super::reader::names::{Kind, Names};
use crate::problem::Problem;
use crate::rate::{Comparator, Rate, Threshold};
use crate::span::{Span, Unit};

/// The names a guard may use, and the types of the facts.
pub(crate) struct Scope<'a> {
    /// All names of the file.
    pub(crate) names: &'a Names<'a>,
    /// Facts with their types.
    pub(crate) facts: &'a List<Fact>,
}

/// A fault in a guard: from which byte to which.
pub(crate) struct Misread {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// What.
    pub(crate) problem: Problem,
}

/// Parentheses and `not` deeper than this are refused.
const DEEPEST: usize = 64;

/// Reads a guard. Unknown names do not stop the reading, so all of them are reported; a wrong form does.
pub(crate) fn guard(text: &str, scope: &Scope<'_>) -> Result<Guard, Vec<Misread>> {
    let tokens = lex(text);
    let mut parser = Parser { tokens: &tokens, at: 0, end: text.len(), scope, faults: Vec::new(), depth: 0 };
    let read = parser.any().and_then(|guard| match parser.peek() {
        None => Some(guard),
        Some(_) => parser.expected("`and`、`or` 或结尾", "`and`, `or` or the end"),
    });
    match read {
        Some(guard) if parser.faults.is_empty() => Ok(guard),
        _ => Err(parser.faults),
    }
}

struct Parser<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    end: usize,
    scope: &'a Scope<'a>,
    faults: Vec<Misread>,
    depth: usize,
}

/// A comparison as written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Equal,
    Unequal,
    Order(Comparator),
}

impl Sign {
    /// `=` is two comparisons that both hold, `!=` two of which one holds.
    fn spread(self, one: impl Fn(Comparator) -> Guard) -> Guard {
        match self {
            Self::Order(comparator) => one(comparator),
            Self::Equal => Guard::And(vec![one(Comparator::AtLeast), one(Comparator::AtMost)]),
            Self::Unequal => Guard::Or(vec![one(Comparator::Below), one(Comparator::Above)]),
        }
    }
}

/// The functions of a guard, as the help lists them.
const FUNCTIONS: [&str; 11] = [
    "known",
    "in",
    "reached",
    "rounds",
    "started",
    "running",
    "ended",
    "happened",
    "signed",
    "disagreed",
    "held",
];

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<Word<'a>> {
        self.tokens.get(self.at).map(|t| t.word)
    }

    fn peek_after(&self) -> Option<Word<'a>> {
        self.tokens.get(self.at.saturating_add(1)).map(|t| t.word)
    }

    fn next(&mut self) -> Option<Token<'a>> {
        let token = self.tokens.get(self.at).copied();
        self.at = self.at.saturating_add(1);
        token
    }

    fn take(&mut self, word: Word<'_>) -> bool {
        let found = self.peek() == Some(word);
        if found {
            self.at = self.at.saturating_add(1);
        }
        found
    }

    fn fault(&mut self, start: usize, end: usize, problem: Problem) {
        self.faults.push(Misread { start, end, problem });
    }

    /// Reports what should stand at the next token, and gives up.
    fn expected<T>(&mut self, zh: &str, en: &str) -> Option<T> {
        let (start, end, found) = match self.tokens.get(self.at) {
            Some(t) => (t.start, t.end, Some(t.text)),
            None => (self.end, self.end, None),
        };
        let problem = match found {
            Some(text) => Problem::new(
                "procedure/guard",
                format!("条件读到“{text}”处不成立，此处应为{zh}"),
                format!("cannot read the guard at `{text}`: expected {en}"),
            ),
            None => Problem::new(
                "procedure/guard",
                format!("条件不完整，此处应为{zh}"),
                format!("the guard stops short: expected {en}"),
            ),
        };
        self.fault(start, end, problem);
        None
    }

    fn any(&mut self) -> Option<Guard> {
        let first = self.all()?;
        if self.peek() != Some(Word::Id("or")) {
            return Some(first);
        }
        let mut parts = vec![first];
        while self.take(Word::Id("or")) {
            parts.push(self.all()?);
        }
        Some(Guard::Or(parts))
    }

    fn all(&mut self) -> Option<Guard> {
        let first = self.not()?;
        if self.peek() != Some(Word::Id("and")) {
            return Some(first);
        }
        let mut parts = vec![first];
        while self.take(Word::Id("and")) {
            parts.push(self.not()?);
        }
        Some(Guard::And(parts))
    }

    fn not(&mut self) -> Option<Guard> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            return self.expected("较浅的嵌套（最多 64 层）", "less nesting (at most 64 levels)");
        }
        let guard = if self.take(Word::Id("not")) {
            Some(Guard::Not(Box::new(self.not()?)))
        } else if self.take(Word::Sign("(")) {
            let inner = self.any()?;
            if !self.take(Word::Sign(")")) {
                return self.expected("`)`", "`)`");
            }
            Some(inner)
        } else {
            self.atom()
        };
        self.depth = self.depth.saturating_sub(1);
        guard
    }

    fn atom(&mut self) -> Option<Guard> {
        let (Some(Word::Id(name)), Some(token)) = (self.peek(), self.tokens.get(self.at).copied()) else {
            return self.expected("名称、`not` 或 `(`", "a name, `not` or `(`");
        };
        if matches!(name, "and" | "or") {
            return self.expected("名称、`not` 或 `(`", "a name, `not` or `(`");
        }
        self.at = self.at.saturating_add(1);
        match (name, self.peek()) {
            ("yes", _) => Some(Guard::Always),
            (_, Some(Word::Sign("("))) => self.function(token),
            ("time", Some(Word::Id("in"))) => self.time(),
            ("today", _) => self.dates(None),
            _ => self.named(name, token),
        }
    }

    /// `held(return-slip)`, `rounds(sorting) >= 2`
    fn function(&mut self, name: Token<'a>) -> Option<Guard> {
        if !FUNCTIONS.contains(&name.text) {
            let problem = Problem::new(
                "procedure/guard",
                format!("没有函数“{}”", name.text),
                format!("there is no function `{}`", name.text),
            );
            self.fault(name.start, name.end, super::faults::suggest(problem, name.text, FUNCTIONS));
            return None;
        }
        self.take(Word::Sign("("));
        let Some(Word::Id(_)) = self.peek() else {
            return self.expected("名称", "a name");
        };
        let argument = self.next()?;
        if !self.take(Word::Sign(")")) {
            return self.expected("`)`", "`)`");
        }
        let names = self.scope.names;
        let guard = match name.text {
            "known" => self.find(Kind::Fact, &names.facts, argument).map(Guard::Known),
            "in" => self.find(Kind::State, &names.states, argument).map(Guard::In),
            "reached" => self.find(Kind::State, &names.states, argument).map(Guard::Reached),
            "started" => self.find(Kind::Region, &names.regions, argument).map(Guard::Started),
            "running" => self.find(Kind::Region, &names.regions, argument).map(Guard::Running),
            "ended" => self.find(Kind::Region, &names.regions, argument).map(Guard::Ended),
            "happened" => self.find(Kind::Event, &names.events, argument).map(Guard::Happened),
            "signed" => self.find(Kind::Approval, &names.approvals, argument).map(Guard::Signed),
            "disagreed" => self.find(Kind::Approval, &names.approvals, argument).map(Guard::Disagreed),
            "held" => self.find(Kind::Form, &names.forms, argument).map(Guard::Held),
            _ => {
                let state = self.find(Kind::State, &names.states, argument);
                let sign = self.sign()?;
                let bound = self.whole()?;
                state.map(|s| sign.spread(|c| Guard::Rounds(s, c, bound)))
            }
        };
        // An unknown name is reported; the reading goes on to find more.
        Some(guard.unwrap_or(Guard::Always))
    }

    fn find<T>(
        &mut self,
        kind: Kind,
        roster: &super::model::Roster<'_, T>,
        token: Token<'a>,
    ) -> Option<Ref<T>> {
        let found = roster.find(token.text);
        if found.is_none() {
            let problem = self.scope.names.unknown(kind, roster, token.text);
            self.fault(token.start, token.end, problem);
        }
        found
    }

    /// `time in 16:00..17:30`
    fn time(&mut self) -> Option<Guard> {
        self.take(Word::Id("in"));
        let from = self.clock()?;
        if !self.take(Word::Sign("..")) {
            return self.expected("`..`", "`..`");
        }
        Some(Guard::Time(from, self.clock()?))
    }

    fn clock(&mut self) -> Option<chrono::NaiveTime> {
        let read = match self.peek() {
            Some(Word::Clock(h, m)) => chrono::NaiveTime::from_hms_opt(h, m, 0),
            _ => None,
        };
        match read {
            Some(time) => {
                self.at = self.at.saturating_add(1);
                Some(time)
            }
            None => self.expected("时刻，如 16:00", "a time of day such as 16:00"),
        }
    }

    fn named(&mut self, name: &str, token: Token<'a>) -> Option<Guard> {
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
        let problem = names.unknown_in_guard(name);
        self.fault(token.start, token.end, problem);
        self.skip_comparison();
        Some(Guard::Always)
    }

    /// After an unknown name, what it was compared with cannot be judged; go on behind it.
    fn skip_comparison(&mut self) {
        while let Some(word) = self.peek() {
            if matches!(word, Word::Id("and" | "or") | Word::Sign(")" | "(")) {
                return;
            }
            self.at = self.at.saturating_add(1);
        }
    }

    fn fact(&mut self, fact: Ref<Fact>, token: Token<'a>) -> Option<Guard> {
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
                let problem = Problem::new(
                    "procedure/guard",
                    format!("“{}”是文字，不能比较", token.text),
                    format!("`{}` is free text and is never compared", token.text),
                )
                .help(format!("可写 known({})", token.text), format!("`known({})` can be asked", token.text));
                self.fault(token.start, token.end, problem);
                self.skip_comparison();
                Some(Guard::Always)
            }
        }
    }

    /// `moulds >= 3`, `restocked = returned`, `bad / lot >= 20%`
    fn count(&mut self, fact: Ref<Fact>) -> Option<Guard> {
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

    /// `failed <= shipped + 2 years`; the first term's name is already read.
    fn dates(&mut self, first: Option<Ref<Fact>>) -> Option<Guard> {
        let left = self.shifted(first)?;
        let sign = self.sign()?;
        let fact = if self.take(Word::Id("today")) {
            None
        } else {
            Some(self.fact_like(|k| matches!(k, FactKind::Date), "日期或 `today`", "a date or `today`")?)
        };
        let right = self.shifted(fact)?;
        Some(sign.spread(|c| Guard::Date(left, c, right)))
    }

    /// `+ 2 years`, if it stands there.
    fn shifted(&mut self, fact: Option<Ref<Fact>>) -> Option<DateTerm> {
        let mut term = DateTerm { fact, months: 0, days: 0 };
        let back = match self.peek() {
            Some(Word::Sign("+")) => false,
            Some(Word::Sign("-")) => true,
            _ => return Some(term),
        };
        self.at = self.at.saturating_add(1);
        let start = self.at;
        let (Some(number), Some(_)) = (self.next(), self.next()) else {
            self.at = start;
            return self.expected("时长，如 2 years", "a span such as `2 years`");
        };
        // "calendar days" are two words.
        if self
            .tokens
            .get(self.at.saturating_sub(1))
            .is_some_and(|t| matches!(t.text, "calendar" | "working"))
        {
            self.at = self.at.saturating_add(1);
        }
        let words: Vec<&str> =
            self.tokens.get(start..self.at).unwrap_or_default().iter().map(|t| t.text).collect();
        let read = Span::parse(&words.join(" ")).ok().and_then(|span| match span {
            Span::Exactly(n, Unit::Days | Unit::CalendarDays) => Some((0, i32::try_from(n).ok()?)),
            Span::Exactly(n, Unit::Weeks) => Some((0, i32::try_from(n).ok()?.checked_mul(7)?)),
            Span::Exactly(n, Unit::Months) => Some((i32::try_from(n).ok()?, 0)),
            Span::Exactly(n, Unit::Years) => Some((i32::try_from(n).ok()?.checked_mul(12)?, 0)),
            _ => None,
        });
        let Some((months, days)) = read else {
            let end = self.tokens.get(self.at.saturating_sub(1)).map_or(number.end, |t| t.end);
            let problem = Problem::new(
                "procedure/guard",
                format!("日期上不能加减“{}”", words.join(" ")),
                format!("cannot add `{}` to a date", words.join(" ")),
            )
            .help("只能用 days、weeks、months、years", "use days, weeks, months or years");
            self.fault(number.start, end, problem);
            return None;
        };
        let sign = if back { -1 } else { 1 };
        term.months = months.saturating_mul(sign);
        term.days = days.saturating_mul(sign);
        Some(term)
    }

    /// A fact of one type.
    fn fact_like(&mut self, fits: impl Fn(&FactKind) -> bool, zh: &str, en: &str) -> Option<Ref<Fact>> {
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

    /// `= scrap`, `!= scrap`, `in [scrap, concession]`: whether negated, and which.
    fn options(&mut self, name: Token<'a>) -> Option<(bool, Vec<Token<'a>>)> {
        let negated = match self.peek() {
            Some(Word::Sign("=")) => false,
            Some(Word::Sign("!=")) => true,
            Some(Word::Id("in")) => {
                self.at = self.at.saturating_add(1);
                return Some((false, self.list()?));
            }
            _ => {
                return self.expected(
                    &format!("`=`、`!=` 或 `in […]`：“{}”要与选项比较", name.text),
                    &format!("`=`, `!=` or `in […]`: `{}` is compared with options", name.text),
                );
            }
        };
        self.at = self.at.saturating_add(1);
        match self.peek() {
            Some(Word::Id(_)) => Some((negated, vec![self.next()?])),
            _ => self.expected("选项", "an option"),
        }
    }

    fn list(&mut self) -> Option<Vec<Token<'a>>> {
        if !self.take(Word::Sign("[")) {
            return self.expected("`[`", "`[`");
        }
        let mut found = Vec::new();
        loop {
            match self.peek() {
                Some(Word::Id(_)) => found.push(self.next()?),
                _ => return self.expected("选项", "an option"),
            }
            if self.take(Word::Sign("]")) {
                return Some(found);
            }
            if !self.take(Word::Sign(",")) {
                return self.expected("`,` 或 `]`", "`,` or `]`");
            }
        }
    }

    fn unknown_option(&mut self, of: &str, option: Token<'a>, known: Vec<&str>) {
        let problem = Problem::new(
            "procedure/unknown-option",
            format!("“{of}”没有选项“{}”", option.text),
            format!("`{of}` has no option `{}`", option.text),
        );
        self.fault(option.start, option.end, super::faults::suggest(problem, option.text, known));
    }

    fn sign(&mut self) -> Option<Sign> {
        let sign = match self.peek() {
            Some(Word::Sign("=")) => Sign::Equal,
            Some(Word::Sign("!=")) => Sign::Unequal,
            Some(Word::Sign(">")) => Sign::Order(Comparator::Above),
            Some(Word::Sign(">=")) => Sign::Order(Comparator::AtLeast),
            Some(Word::Sign("<")) => Sign::Order(Comparator::Below),
            Some(Word::Sign("<=")) => Sign::Order(Comparator::AtMost),
            _ => {
                return self
                    .expected("`=`、`!=`、`>`、`>=`、`<` 或 `<=`", "`=`, `!=`, `>`, `>=`, `<` or `<=`");
            }
        };
        self.at = self.at.saturating_add(1);
        Some(sign)
    }

    fn whole(&mut self) -> Option<u64> {
        match self.peek() {
            Some(Word::Number(text)) if text.bytes().all(|b| b.is_ascii_digit()) => match text.parse() {
                Ok(number) => {
                    self.at = self.at.saturating_add(1);
                    Some(number)
                }
                Err(_) => self.expected("较小的整数", "a smaller whole number"),
            },
            _ => self.expected("整数", "a whole number"),
        }
    }

    fn decimal(&mut self) -> Option<Decimal> {
        let minus = self.take(Word::Sign("-"));
        let read = match self.peek() {
            Some(Word::Number(text)) => decimal(text),
            _ => None,
        };
        match read {
            Some(number) => {
                self.at = self.at.saturating_add(1);
                let digits = if minus { number.digits.saturating_neg() } else { number.digits };
                Some(Decimal { digits, ..number })
            }
            None => self.expected("数", "a number"),
        }
    }

    /// `20%`, `3‰`, `1/3`
    fn rate(&mut self) -> Option<Rate> {
        let start = self.at;
        let mut text = match self.peek() {
            Some(Word::Number(text)) => text.to_owned(),
            _ => return self.expected("比率，如 20%", "a rate such as 20%"),
        };
        if self.peek_after() == Some(Word::Sign("/"))
            && let Some(Word::Number(below)) = self.tokens.get(start.saturating_add(2)).map(|t| t.word)
        {
            text = format!("{text}/{below}");
            self.at = start.saturating_add(2);
        }
        match Rate::parse(&text) {
            Ok(rate) => {
                self.at = self.at.saturating_add(1);
                Some(rate)
            }
            Err(_) => {
                self.at = start;
                self.expected("比率，如 20%、3‰ 或 1/3", "a rate such as 20%, 3‰ or 1/3")
            }
        }
    }
}

fn negate(negated: bool, guard: Guard) -> Guard {
    if negated { Guard::Not(Box::new(guard)) } else { guard }
}

/// `180`, `5.50`, `-4.5`: at most 18 places.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let (sign, plain) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    if whole.is_empty() || (plain.contains('.') && fraction.is_empty()) || fraction.len() > 18 {
        return None;
    }
    let joined = [whole, fraction].concat();
    if !joined.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits: i64 = joined.parse().ok()?;
    Some(Decimal { digits: digits.checked_mul(sign)?, scale: u8::try_from(fraction.len()).ok()? })
}
