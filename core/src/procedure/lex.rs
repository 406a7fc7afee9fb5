//! The words of a guard: names, numbers, times of day and signs, each with its place.

/// A word and where it stands, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// As written.
    pub(crate) text: &'a str,
    /// As understood.
    pub(crate) word: Word<'a>,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word<'a> {
    /// `label-mismatch`, and the keywords
    Id(&'a str),
    /// `3`, `5.50`, `20%`, `3‰`
    Number(&'a str),
    /// `16:00`
    Clock(u32, u32),
    /// `>=`, `(`, `..`
    Sign(&'a str),
    /// Anything a guard cannot hold.
    Odd,
}

const SIGNS: [&str; 15] = ["!=", ">=", "<=", "..", "=", ">", "<", "(", ")", "[", "]", ",", "/", "+", "-"];

/// Cuts a guard into words; nothing is left out except white space.
pub(crate) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|r| !r.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            start = start.saturating_add(first.len_utf8());
            continue;
        }
        let length = length(rest, first);
        let end = start.saturating_add(length);
        let word_text = rest.get(..length).unwrap_or(rest);
        tokens.push(Token { start, end, text: word_text, word: word(word_text, first) });
        start = end;
    }
    tokens
}

fn length(rest: &str, first: char) -> usize {
    if first.is_alphabetic() {
        return rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
    }
    if first.is_ascii_digit() {
        return number_length(rest);
    }
    SIGNS.iter().find(|s| rest.starts_with(**s)).map_or(first.len_utf8(), |s| s.len())
}

/// Digits, then `:30`, or `.50` and `%` or `‰`. A point belongs to the number only before a digit: `16..17` is a range.
fn number_length(rest: &str) -> usize {
    let digits = |from: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        from.saturating_add(tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len()))
    };
    let whole = digits(0);
    let after = whole.saturating_add(1);
    let mut end = whole;
    if rest.get(whole..).is_some_and(|t| t.starts_with([':', '.'])) && digits(after) > after {
        end = digits(after);
    }
    match rest.get(end..).and_then(|t| t.chars().next()) {
        Some(sign @ ('%' | '‰' | '％')) => end.saturating_add(sign.len_utf8()),
        _ => end,
    }
}

fn word(text: &str, first: char) -> Word<'_> {
    if first.is_alphabetic() {
        return Word::Id(text);
    }
    if first.is_ascii_digit() {
        return match text.split_once(':') {
            Some((h, m)) => match (h.parse(), m.parse()) {
                (Ok(hour), Ok(minute)) if m.len() == 2 => Word::Clock(hour, minute),
                _ => Word::Odd,
            },
            None => Word::Number(text),
        };
    }
    if SIGNS.contains(&text) { Word::Sign(text) } else { Word::Odd }
}
