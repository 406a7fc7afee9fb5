//! A procedure as a state diagram in the DOT language, one box a region, for Graphviz to draw.
//!
//! Inferred steps are dashed, steps whose text is lost are dotted, states that end a region have a double border.

use crate::problem::Lang;
use crate::procedure::model::{Basis, By, Procedure, Ref, Region, State, Step};
use std::fmt::Write;

/// The whole procedure.
pub fn dot(procedure: &Procedure, lang: Lang) -> String {
    let mut out = String::from(
        "digraph procedure {\n  rankdir=TB; compound=true; nodesep=0.35; ranksep=0.45; bgcolor=\"white\";\n  \
         graph [fontname=\"Noto Sans CJK SC\", fontsize=13, color=\"#c9d1d9\", fontcolor=\"#46525e\", style=rounded];\n  \
         node [fontname=\"Noto Sans CJK SC\", fontsize=12, shape=box, style=\"rounded,filled\", fillcolor=\"#eef3fb\", color=\"#2f5d9b\"];\n  \
         edge [fontname=\"Noto Sans CJK SC\", fontsize=10, color=\"#5b6672\", fontcolor=\"#333c45\", arrowsize=0.7];\n",
    );
    for (at, region) in procedure.regions.entries() {
        region_box(&mut out, procedure, at, region, lang);
    }
    for step in &procedure.steps {
        edges(&mut out, procedure, step, lang);
    }
    out.push_str("}\n");
    out
}

fn region_box(out: &mut String, procedure: &Procedure, at: Ref<Region>, region: &Region, lang: Lang) {
    put(
        out,
        format_args!(
            "  subgraph \"cluster_{}\" {{\n    label={};\n",
            region.id,
            quote(region.label.get(lang))
        ),
    );
    for (_, state) in procedure.states.entries().filter(|(_, state)| state.region == at) {
        let shape = if state.end { ", peripheries=2" } else { "" };
        let fill = if state.rests.is_some() { ", fillcolor=\"#fdf3dc\", color=\"#b7791f\"" } else { "" };
        put(
            out,
            format_args!("    {} [label={}{shape}{fill}];\n", node(state), quote(state.label.get(lang))),
        );
        if state.start.is_some() {
            dot_of_entry(out, &format!("start_{}", state.id));
            put(out, format_args!("    {} -> {};\n", quote(&format!("start_{}", state.id)), node(state)));
        }
    }
    for step in entries(procedure, at) {
        dot_of_entry(out, &format!("enter_{}", step.id));
    }
    out.push_str("  }\n");
}

/// Steps that enter a region from nowhere.
fn entries(procedure: &Procedure, region: Ref<Region>) -> impl Iterator<Item = &Step> {
    procedure.steps.iter().filter(move |step| {
        step.from.is_empty() && step.to.iter().any(|to| procedure.states[*to].region == region)
    })
}

fn dot_of_entry(out: &mut String, id: &str) {
    put(out, format_args!("    {} [shape=point, width=0.12, label=\"\", color=\"#15202b\"];\n", quote(id)));
}

fn edges(out: &mut String, procedure: &Procedure, step: &Step, lang: Lang) {
    let lines = wrap(&label(procedure, step, lang), if lang == Lang::Zh { 14 } else { 26 });
    // A space on both sides keeps the words off the line they belong to.
    let label = quote(&format!("\u{a0}{}\u{a0}", lines.replace('\n', "\u{a0}\n\u{a0}")));
    let style = match step.source.basis {
        Basis::Inferred => ", style=dashed",
        Basis::Lost => ", style=dotted, color=\"#c0392b\"",
        Basis::Stated | Basis::Reconstructed => "",
    };
    let mut edge =
        |from: &str, to: &str| put(out, format_args!("  {from} -> {to} [label={label}{style}];\n"));
    let entry = quote(&format!("enter_{}", step.id));
    if step.from.is_empty() {
        step.to.iter().for_each(|to| edge(&entry, &node(&procedure.states[*to])));
    }
    for from in &step.from {
        let from = node(&procedure.states[*from]);
        if step.to.is_empty() {
            edge(&from, &from);
        }
        step.to.iter().for_each(|to| edge(&from, &node(&procedure.states[*to])));
    }
}

/// What happens and who does it.
fn label(procedure: &Procedure, step: &Step, lang: Lang) -> String {
    let who = match &step.by {
        By::Roles(signers) => {
            let names: Vec<&str> = signers.iter().map(|s| procedure.roles[s.role].label.get(lang)).collect();
            names.join(" / ")
        }
        By::Unstated => String::from(if lang == Lang::Zh { "未写明" } else { "not stated" }),
        By::Auto => String::new(),
    };
    let what = step.label.get(lang);
    if who.is_empty() { what.to_owned() } else { format!("{what}\n[{who}]") }
}

/// Breaks long lines so that edges stay short: after `width` characters, at a space where there is one.
fn wrap(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0_usize;
    for c in text.chars() {
        let wide = !c.is_ascii();
        let full = column >= width;
        if c == '\n' || (full && (c == ' ' || wide)) {
            out.push('\n');
            column = 0;
            if c == '\n' || c == ' ' {
                continue;
            }
        }
        out.push(c);
        column = column.saturating_add(1);
    }
    out
}

fn node(state: &State) -> String {
    quote(&state.id)
}

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// Writing to a `String` cannot fail.
fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(what);
}
