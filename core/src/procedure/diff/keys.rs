//! Which keys of a view are content, which only name or cite; and what kinds and keys are called.

use crate::problem::Text;

/// The tables of a procedure's view, with the kind of their rules as files call it.
pub(super) const TABLES: [(&str, &str); 19] = [
    ("roles", "role"),
    ("facts", "fact"),
    ("forms", "form"),
    ("regions", "region"),
    ("states", "state"),
    ("events", "event"),
    ("steps", "step"),
    ("checks", "check"),
    ("classes", "class"),
    ("approvals", "approval"),
    ("bans", "ban"),
    ("limits", "limit"),
    ("duties", "duty"),
    ("notices", "notice"),
    ("norms", "norm"),
    ("costs", "cost"),
    ("samplings", "sampling"),
    ("readings", "reading"),
    ("known", "known"),
];

/// What a key of a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What the rule says.
    Content,
    /// A name or an explanation.
    Label,
    /// Where the rule stands in a document.
    Citation,
    /// Follows from other keys, or is compared elsewhere.
    Derived,
}

/// What a key is for. A key not known here is content: new ones are reported from the start.
pub(super) fn meaning(key: &str) -> Meaning {
    match key {
        "label" | "title" | "issuer" | "scope" | "completeness" | "question" | "why" => Meaning::Label,
        "clause" | "place" | "words" | "refs" | "company" => Meaning::Citation,
        // The head's id and hash differ wherever anything does; a rule is found by its id; rows are decided in
        // `tables.rs`; the readings of a rule are told where the reading stands; spans have labels; a share is its measure.
        "id" | "hash" | "kind" | "fault" | "at" => Meaning::Derived,
        "readings" | "rows" | "within" | "every" | "explanation" | "share" => Meaning::Derived,
        _ => Meaning::Content,
    }
}

/// Whether values of this key are written in the notation of files rather than being ids.
pub(super) fn is_notation(key: &str) -> bool {
    matches!(
        key,
        "when"
            | "start_when"
            | "measure"
            | "rate"
            | "most"
            | "rounding"
            | "hit"
            | "on_change"
            | "lower"
            | "basis"
            | "inferred"
            | "type"
            | "unit"
            | "counting"
            | "warn"
            | "document"
            | "edition"
            | "effective"
            | "extends"
    )
}

/// A kind of rule in both languages.
pub(super) fn kind(kind: &str) -> Text {
    let (zh, en) = match kind {
        "role" => ("角色", "role"),
        "fact" => ("事实", "fact"),
        "form" => ("表单", "form"),
        "region" => ("区域", "region"),
        "state" => ("状态", "state"),
        "event" => ("事件", "event"),
        "step" => ("步骤", "step"),
        "check" => ("判定", "check"),
        "class" => ("分级", "class"),
        "approval" => ("审批", "approval"),
        "ban" => ("禁止", "ban"),
        "limit" => ("时限", "limit"),
        "duty" => ("定期职责", "duty"),
        "notice" => ("告知", "notice"),
        "norm" => ("规范", "norm"),
        "cost" => ("费用", "cost"),
        "sampling" => ("抽样", "sampling plan"),
        "reading" => ("解释", "reading"),
        "known" => ("声明的缺陷", "declared fault"),
        other => (other, other),
    };
    Text::new(zh, en)
}

/// A key in both languages.
pub(super) fn name(key: &str) -> Text {
    let (zh, en) = match key {
        "document" => ("文件编号", "document number"),
        "edition" => ("版本", "edition"),
        "effective" => ("生效日期", "effective date"),
        "extends" => ("所扩展的程序", "base procedure"),
        "basis" => ("依据", "basis"),
        "inferred" => ("推定的内容", "inferred keys"),
        "above" => ("高于", "outranks"),
        "outside" => ("外部", "outside the company"),
        "type" => ("类型", "type"),
        "part_of" => ("所属总数", "part of"),
        "unit" => ("单位", "unit"),
        "options" => ("选项", "options"),
        "open" => ("开放列表", "open list"),
        "keep" => ("循环后保留", "kept by loops"),
        "fields" => ("必填栏", "fields"),
        "copies" => ("联次", "copies"),
        "parts" => ("部分", "parts"),
        "open_parts" => ("部分不限", "open parts"),
        "region" => ("区域", "region"),
        "start" => ("起始状态", "start state"),
        "start_when" => ("起始条件", "start condition"),
        "end" => ("结束状态", "end state"),
        "rests" => ("停留原因", "why it may rest"),
        "milestone" => ("里程碑", "milestone"),
        "by" => ("执行人", "who acts"),
        "event" => ("事件", "event"),
        "from" => ("起点", "from"),
        "to" => ("终点", "to"),
        "when" => ("条件", "condition"),
        "facts" => ("必知事实", "facts required"),
        "forms" => ("必备表单", "forms required"),
        "approved" => ("必需审批", "approvals required"),
        "again" => ("可再次进入", "may enter again"),
        "measure" => ("标准", "threshold"),
        "per" => ("判定单位", "judged per"),
        "then" => ("成立则", "what follows"),
        "otherwise" => ("否则", "otherwise"),
        "hit" => ("命中方式", "hit policy"),
        "results" => ("结果", "results"),
        "signers" => ("签署人", "signers"),
        "ordered" => ("按顺序签署", "signed in order"),
        "during" => ("签署时状态", "states it is signed in"),
        "form" => ("表单", "form"),
        "steps" => ("步骤", "steps"),
        "unless" => ("放行审批", "approval that lifts it"),
        "until" => ("完成标志", "what fulfils it"),
        "within_label" => ("期限", "span"),
        "date" => ("约定日期", "agreed date"),
        "owed_by" => ("责任人", "who owes it"),
        "on_change" => ("条件变化时", "when its condition changes"),
        "cap" => ("不迟于", "never later than"),
        "cancelled_by" => ("取消条件", "what cancels it"),
        "paused_by" => ("中止条件", "what pauses it"),
        "resumed_by" => ("恢复条件", "what resumes it"),
        "lower" => ("下限含义", "meaning of the lower end"),
        "warn" => ("预警", "warnings"),
        "counting" => ("计算约定", "counting"),
        "breach" => ("逾期后果", "what follows a breach"),
        "every_label" => ("周期", "how often"),
        "at_most" => ("最多次数", "at most"),
        "on" => ("适用于", "on"),
        "payer" => ("承担方", "who pays"),
        "account" => ("科目", "account"),
        "of" => ("批量", "lot"),
        "sample" => ("样本", "sample"),
        "rate" => ("比例", "share"),
        "most" => ("最高比例", "greatest share"),
        "rounding" => ("取整", "rounding"),
        "minimum" => ("最少件数", "least sample"),
        "chosen" => ("采用的解释", "option in force"),
        other => (other, other),
    };
    Text::new(zh, en)
}
