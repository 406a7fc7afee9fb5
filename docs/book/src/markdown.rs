//! Markdown tables and cells.

use std::fmt::Write;

/// A heading and a table under it; nothing if there are no rows.
pub fn table(out: &mut String, heading: &str, columns: &[&str], rows: Vec<Vec<String>>) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {heading}\n\n| {} |", columns.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(columns.len()));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}

fn escape(cell: &str) -> String {
    cell.replace('|', "\\|").replace('\n', " ").trim().to_owned()
}

/// `code`, or nothing for nothing.
pub fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("`{text}`") }
}
