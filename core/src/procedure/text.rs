//! The text of a procedure file as a tree: TOML with the place of every value, and every syntax error.

use super::example::Example;
use super::extend::extend;
use super::faults::Faults;
use super::hash::{EXAMPLE, hash};
use super::model::Procedure;
use super::reader::build;
use super::readings::{self, choose};
use super::tree::{Entry, Mark, Node, Table, Tree, Value};
use crate::problem::Problem;
use chrono::NaiveDate;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file larger than this is no procedure.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Bytes of a file as text: UTF-8, with or without a byte order mark.
///
/// # Errors
/// One fault for a file that is too large or in another encoding (GBK, UTF-16).
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Vec<Problem>> {
    if bytes.len() > MOST_BYTES {
        return Err(vec![too_large(bytes.len())]);
    }
    let text = core::str::from_utf8(bytes).map_err(|e| {
        let good =
            bytes.get(..e.valid_up_to()).and_then(|b| core::str::from_utf8(b).ok()).unwrap_or_default();
        let line = good.matches('\n').count().saturating_add(1);
        let column = good.rsplit('\n').next().map_or(0, |l| l.chars().count()).saturating_add(1);
        let mut fault = Problem::new("procedure/encoding", "文件不是 UTF-8 编码", "the file is not UTF-8")
            .help("多半是 GBK 或 UTF-16：请另存为 UTF-8", "it is probably GBK or UTF-16: save it as UTF-8");
        fault.at.line = u32::try_from(line).ok();
        fault.at.column = u32::try_from(column).ok();
        vec![fault]
    })?;
    Ok(text)
}

fn too_large(bytes: usize) -> Problem {
    let megabytes = bytes.div_ceil(1024 * 1024);
    Problem::new(
        "procedure/too-large",
        format!("文件有 {megabytes} MB，超过 16 MB 的上限"),
        format!("the file has {megabytes} MB; the most is 16 MB"),
    )
    .help("程序文件通常只有几十 KB", "a procedure file usually has some ten KB")
}

/// The tree of a text. Syntax errors are added to `faults`, and then what is returned is only a part.
pub(crate) fn parse(text: &str, faults: &Faults<'_>) -> Table {
    if text.len() > MOST_BYTES {
        faults.add(Mark::default(), || too_large(text.len()));
        return Table::default();
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        faults.add(mark(&span), || syntax(error.message()));
    }
    self::table(text, table.get_ref())
}

fn mark(span: &core::ops::Range<usize>) -> Mark {
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Mark { file: 0, start: at(span.start), end: at(span.end) }
}

fn table(text: &str, table: &DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            at: mark(&key.span()),
            node: node(text, value),
        })
        .collect();
    // The reader keeps keys sorted by name; the file's own order is that of their places.
    entries.sort_by_key(|e| e.at.start);
    Table(entries)
}

fn node(text: &str, value: &Spanned<DeValue<'_>>) -> Node {
    let whole = mark(&value.span());
    let mut at = whole;
    let value = match value.get_ref() {
        DeValue::String(content) => {
            at = between_quotes(text, content, value.span()).unwrap_or(whole);
            Value::Text(content.to_string())
        }
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other, Value::Int)
        }
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(date) => match (date.date, date.time, date.offset) {
            (Some(d), None, None) => NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into())
                .map_or(Value::Other, Value::Date),
            _ => Value::Other,
        },
        DeValue::Float(_) => Value::Other,
        DeValue::Array(list) => Value::List(list.iter().map(|item| node(text, item)).collect()),
        DeValue::Table(inner) => Value::Table(table(text, inner)),
    };
    Node { mark: at, value }
}

/// The place of a string's content when it stands there as it is, without escapes.
fn between_quotes(text: &str, content: &str, span: core::ops::Range<usize>) -> Option<Mark> {
    let raw = text.get(span.clone())?;
    let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
    let start = span.start.checked_add(quotes)?;
    let end = start.checked_add(content.len())?;
    (text.get(start..end)? == content && end.checked_add(quotes)? == span.end).then(|| mark(&(start..end)))
}

/// What the TOML reader says, in both languages.
fn syntax(message: &str) -> Problem {
    const CHINESE: [(&str, &str); 41] = [
        ("redundant integer number prefix", "多余的数字前缀"),
        ("redundant numeric sign", "多余的正负号"),
        ("radix must be lowercase", "进制前缀应为小写"),
        ("integers with a radix cannot be signed", "带进制前缀的整数不能有正负号"),
        ("`_` may only go between digits", "“_”只能写在数字之间"),
        ("unexpected leading zero", "数字前不能有多余的 0"),
        ("unexpected sign", "此处不应有正负号"),
        ("invalid literal string", "单引号字符串未闭合或含不允许的字符"),
        ("invalid multi-line basic string", "多行字符串未闭合或含不允许的字符"),
        ("invalid multi-line literal string", "多行单引号字符串未闭合或含不允许的字符"),
        ("unquoted keys cannot be empty", "不加引号的键名不能为空"),
        ("keys cannot be multi-line", "键名不能写成多行字符串"),
        ("invalid inline table element", "内联表中的内容不成立"),
        ("invalid comment character", "注释中有不允许的字符"),
        ("carriage return must be followed by newline", "回车后应跟换行"),
        ("extra `=`", "多余的 ="),
        ("extra assignment", "多余的 ="),
        ("missing escaped value", "转义符后缺少字符"),
        ("too few unicode value digits", "Unicode 转义的位数不够"),
        ("unexpected `=` in array", "数组中不应有 ="),
        ("duplicate key", "键重复"),
        ("invalid key-value pair", "键值对不成立"),
        ("key with no value", "键没有值"),
        ("missing value", "缺少值"),
        ("missing assignment between key-value pairs", "键与值之间缺少 ="),
        ("missing comma between array elements", "数组元素之间缺少逗号"),
        ("missing comma between key-value pairs", "键值对之间缺少逗号"),
        ("missing key for inline table element", "内联表中缺少键"),
        ("missing opening quote", "缺少左引号"),
        ("string values must be quoted", "字符串要加引号"),
        ("unclosed array", "数组未闭合"),
        ("unclosed inline table", "内联表未闭合"),
        ("unclosed table", "表头未闭合"),
        ("invalid basic string", "字符串未闭合或含不允许的字符"),
        ("invalid unquoted key", "键名含不允许的字符"),
        ("unexpected content", "此处有多余内容"),
        ("unexpected key or value", "此处有多余的键或值"),
        ("extra comma", "多余的逗号"),
        ("cannot extend value", "该键已有值，不能再作为表"),
        ("cannot recurse further", "嵌套过深"),
        ("invalid value", "值不成立"),
    ];
    let chinese =
        CHINESE.iter().find(|(english, _)| message.starts_with(english)).map_or(message, |(_, zh)| zh);
    let problem = Problem::new(
        "procedure/syntax",
        format!("TOML 语法错误：{chinese}"),
        format!("not valid TOML: {message}"),
    );
    match message {
        "duplicate key" => problem.help("同一个键只写一次", "write each key once"),
        _ => problem,
    }
}

/// What a company's file extends.
pub(crate) enum Base {
    /// A procedure that is already a tree.
    Tree(Arc<Tree>),
    /// The text of another file.
    Text(String),
}

/// Finds what a file extends, or says why there is no such procedure.
pub(crate) type Bases<'a> = &'a dyn Fn(&str) -> Result<Base, Vec<Problem>>;

/// Reads the worked examples of a file; the build script, which keeps none, reads none.
pub(crate) type Examples = fn(&Table, &Faults<'_>) -> Vec<Example>;

/// Reads a procedure. `base` finds what the file extends.
pub(crate) fn read(text: &str, base: Bases<'_>, examples: Examples) -> Result<Procedure, Vec<Problem>> {
    let mut tree = tree(text, base, &mut Vec::new())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let faults = Faults::new(file_number(&tree), text);
    let examples = examples(&tree.root, &faults);
    tree.root.remove(EXAMPLE);
    name_readings(&mut tree.root, &faults);
    let procedure = Procedure { examples, ..build(&Arc::new(tree), &faults) };
    let found = faults.finish();
    if !found.is_empty() {
        return Err(found);
    }
    let faults = Faults::new(file_number(&procedure.tree), text);
    for (reading, option) in other_options(&procedure) {
        let mut tree = Tree::clone(&procedure.tree);
        choose(&mut tree.root, reading, option);
        let _ = build(&Arc::new(tree), &faults);
    }
    match faults.finish() {
        none if none.is_empty() => Ok(procedure),
        found => Err(found),
    }
}

/// Looks at every patch once, when a file is read: each must address something, and the rules it would touch name the
/// reading from then on.
fn name_readings(root: &mut Table, faults: &Faults<'_>) {
    let mut patches: Vec<(String, Table)> = Vec::new();
    for reading in readings::tables(root, "reading") {
        let id = reading.text("id").unwrap_or_default();
        let found = readings::tables(reading, "option").filter_map(|o| o.get("patch")?.table());
        patches.extend(found.map(|patch| (id.to_owned(), patch.clone())));
    }
    for (reading, patch) in &patches {
        readings::Patcher { reading, apply: false, faults, removed: Vec::new() }.patch(root, patch);
    }
}

/// The options not in force: each must make a procedure too.
fn other_options(procedure: &Procedure) -> impl Iterator<Item = (&str, &str)> {
    procedure.readings.iter().flat_map(|reading| {
        let others = reading.options.entries().filter(|(at, _)| *at != reading.chosen);
        others.map(|(_, option)| (reading.id.as_str(), option.id.as_str()))
    })
}

/// The number of the last file in a tree.
fn file_number(tree: &Tree) -> u8 {
    u8::try_from(tree.companies.len()).unwrap_or(u8::MAX)
}

/// What a file says it extends.
pub(crate) fn extended(text: &str) -> Result<Option<String>, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let faults = Faults::new(0, text);
    let root = parse(text, &faults);
    match faults.finish() {
        none if none.is_empty() => Ok(root.text("extends").map(str::to_owned)),
        found => Err(found),
    }
}

/// The tree of a file, laid over what it extends. `chain` holds the names already being read.
pub(crate) fn tree(text: &str, base: Bases<'_>, chain: &mut Vec<String>) -> Result<Tree, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let faults = Faults::new(0, text);
    let root = parse(text, &faults);
    let whole = |faults: Faults<'_>, problem: Option<(Mark, Problem)>| {
        problem.into_iter().for_each(|(mark, problem)| faults.add(mark, || problem));
        faults.finish()
    };
    let syntax = faults.finish();
    if !syntax.is_empty() {
        return Err(syntax);
    }
    let faults = Faults::new(0, text);
    let Some(name) = root.get("extends") else {
        let hash = hash(&root, None);
        return Ok(Tree { root, hash, ..Tree::default() });
    };
    let mark = name.mark;
    let Some(id) = name.text().map(str::to_owned) else {
        let problem =
            Problem::new("procedure/wrong-type", "extends 应为字符串", "`extends` must be a string");
        return Err(whole(faults, Some((mark, problem.path("extends")))));
    };
    if chain.contains(&id) || chain.len() >= DEEPEST {
        chain.push(id);
        let round = chain.join(" -> ");
        let problem = Problem::new(
            "procedure/cyclic-extends",
            format!("extends 成环：{round}"),
            format!("`extends` runs in a circle: {round}"),
        )
        .help("最终要扩展到一份不带 extends 的程序", "it must end at a procedure that extends nothing");
        return Err(whole(faults, Some((mark, problem.path("extends")))));
    }
    chain.push(id.clone());
    let found = match base(&id) {
        Ok(Base::Tree(tree)) => tree,
        Ok(Base::Text(below)) => match self::tree(&below, base, chain) {
            Ok(tree) => Arc::new(tree),
            Err(below) if below.iter().any(|p| p.code == "procedure/cyclic-extends") => return Err(below),
            Err(below) => {
                let first = below.first().map(|p| p.message.clone()).unwrap_or_default();
                let problem = Problem::new(
                    "procedure/base",
                    format!("被扩展的“{id}”本身有缺陷：{}", first.zh),
                    format!("`{id}`, which this file extends, is itself faulty: {}", first.en),
                );
                return Err(whole(faults, Some((mark, problem.path("extends")))));
            }
        },
        Err(problems) => {
            problems.into_iter().for_each(|p| faults.add(mark, || p.path("extends")));
            return Err(faults.finish());
        }
    };
    let laid = Faults::new(file_number(&found).saturating_add(1), text);
    let hash = hash(&root, Some(&found.hash));
    let tree = extend(&found, root, hash, &laid);
    match laid.finish() {
        none if none.is_empty() => Ok(tree),
        found => Err(found),
    }
}

/// Files that extend files that extend files: more than this is a mistake.
const DEEPEST: usize = 8;

/// Problems that only name a rule (`step.send-back`), with the place of the rule in the text.
pub(crate) fn place(text: &str, procedure: &Procedure, problems: Vec<Problem>) -> Vec<Problem> {
    let file = file_number(&procedure.tree);
    let faults = Faults::new(file, text.strip_prefix('\u{feff}').unwrap_or(text));
    for problem in problems {
        let mark = problem.at.path.as_deref().and_then(|path| mark_of(&procedure.tree.root, path));
        // A rule that stands in the base has no place in this text.
        faults.add(mark.unwrap_or(Mark { file: u8::MAX, ..Mark::default() }), || problem);
    }
    faults.finish()
}

/// Where a path leads: to the id of a rule, the guard of a row, the key of a name.
fn mark_of(root: &Table, path: &str) -> Option<Mark> {
    let mut table = root;
    let mut mark = None;
    let mut parts = path.split('.');
    while let Some(part) = parts.next() {
        let entry = table.0.iter().find(|e| e.key == part)?;
        mark = Some(entry.at);
        match &entry.node.value {
            Value::Table(inner) => table = inner,
            Value::List(list) => {
                let Some(id) = parts.next() else { break };
                let number = id.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                let by_id = list.iter().find(|n| n.table().and_then(|t| t.text("id")) == Some(id));
                table = by_id.or_else(|| list.get(number?))?.table()?;
                mark = ["id", "when", "fault"].iter().find_map(|key| table.get(key)).map(|n| n.mark).or(mark);
            }
            _ => break,
        }
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syntax_errors_are_said_in_chinese_too() {
        for (text, zh) in [
            ("id = 'x\n", "单引号字符串未闭合或含不允许的字符"),
            ("id = \"x\n", "字符串未闭合或含不允许的字符"),
            ("id = \"\"\"x\n", "多行字符串未闭合或含不允许的字符"),
            ("= 1", "不加引号的键名不能为空"),
            ("id = 01", "数字前不能有多余的 0"),
            ("id = 1__0", "“_”只能写在数字之间"),
            ("id = +0x1", "带进制前缀的整数不能有正负号"),
            ("id = [1", "数组未闭合"),
            ("id = 1\nid = 2", "键重复"),
        ] {
            let none: Bases<'_> = &|_| Err(Vec::new());
            let faults = read(text, none, |_, _| Vec::new()).err().unwrap_or_default();
            let said: Vec<&str> = faults.iter().map(|fault| fault.message.zh.as_str()).collect();
            assert_eq!(said, [format!("TOML 语法错误：{zh}")], "{text}");
        }
    }
}
