"""What the command line says, in Chinese and English."""

from __future__ import annotations

from typing import Dict, NamedTuple


class Words(NamedTuple):
    """Every sentence of the command line in one language."""

    about: str
    codes: Dict[str, str]
    """Under "" the sentence; what 1 means for each command that has it."""
    found: str
    lang: str
    version: str
    wrong: str
    warning: str
    score: str
    due: str
    sample: str
    template: str
    check: str
    show: str
    diff: str
    compare: str
    report: str
    page: str
    grouped: str
    one_rule: str
    causes: str
    title: str
    after_or_reading: str
    other_reading: str
    money: str
    before: str
    after: str
    same: str
    file: str
    procedure: str
    columns: str
    strict: str
    sheet: str
    out: str
    format: str
    reasons: str
    prefix: str
    bad_out: str
    rows: str
    row: str
    answers: Dict[str, str]
    verdict: str
    rate: str
    margin: str
    bad_rows: str
    summary: str
    more: str
    more_bad: str
    judged: str
    put_down: str
    judged_by: str
    colon: str
    written: str
    start: str
    span: str
    convention: str
    days: str
    as_text: str
    json: str
    toml: str
    sound: str
    faults: str
    without_example: str
    and_more: str
    comma: str
    name: str
    on: str
    day: str
    since: str
    not_in_effect: str
    sections: Dict[str, str]
    by: str
    owed_by: str
    kinds: Dict[str, str]


WORDS = {
    "zh": Words(
        about="售后质量程序：判定退货批次、计算期限、查看和检查程序文件，每个答案都有出处。",
        codes={
            "": "退出码：0 完成；{}2 未能执行，标准错误输出写明原因；130 被 Ctrl-C 中断。",
            "score": "1 有行未能判定（仅 --strict）；", "check": "1 查出缺陷；", "diff": "1 有不同；", "compare": "1 有改判；",
        },
        found="1 查出缺陷（check）、不同（diff）或改判（compare），或有行未能判定（score --strict）；",
        lang="界面语言（默认随系统）",
        version="显示版本",
        wrong="错误：",
        warning="注意：",
        score="判定一个文件里的退货批次",
        due="计算期限；--days 列出每一天",
        template="做一份录入用的工作簿：列即事实，录入时即核对",
        sample="抽多少、值多少、抽哪些，并留下可核对的记录",
        check="检查程序文件，列出全部缺陷，运行其中的算例",
        show="查看一个程序；不带参数则列出全部",
        diff="说明两个程序之间改了什么",
        compare="换一套规则，哪些批次会改判",
        report="把判定结果写成一页报告（一个 HTML 文件，可打印）",
        page="报告文件（.html；默认：原文件名加 .html；- 为标准输出）",
        grouped="按这些列汇总，以逗号分隔；可用 customer、model、factory、month、week（默认：表头里有的）",
        one_rule="报告哪一条判定或分级（默认：第一条有结论的）",
        causes="原因列，用于帕累托图",
        title="报告标题（默认：程序名称）",
        after_or_reading="新程序，写法相同；与 --reading 同用时可省略",
        other_reading="另一种解释，如 window-ends=end-excluded；可多次使用",
        money="金额列，对改判的行精确合计；可多次使用",
        before="原程序：编号、文件编号或程序文件（.toml）",
        after="新程序，写法相同",
        same="没有不同",
        file=".csv、.xlsx 或 .parquet 文件；- 为标准输入的 CSV，边读边判",
        procedure="程序编号、文件编号，或程序文件（.toml）；默认由表头判断",
        columns="指定列，如 inspected=检验数；可多次使用",
        strict="有行没有结论时，以退出码 1 结束",
        sheet="工作簿中要读的工作表（默认第一张，并说明哪些未读）",
        out="结果写入文件（.csv、.jsonl、.xlsx 或 .parquet），所有原有列都保留；- 为标准输出",
        format="结果文件的格式（默认看扩展名）",
        reasons="结果中写明每一行的理由：数字、原文、出处、解释，以及规则的版本和哈希",
        prefix="结果列的列名前缀，用于表中已有同名列时，如 新_",
        bad_out="数据有误的行另存为 CSV：行号、列、值、代码、说明",
        rows="屏幕上最多显示的行数（默认 {}；0 为全部）",
        row="行",
        answers={"yes": "是", "no": "否", "undetermined": "无法判定", "unclassified": "未分级"},
        verdict="判定",
        rate="比率",
        margin="差几件",
        bad_rows="数据有误的行：{} 行（表头为第 {} 行）",
        summary="共 {} 行：",
        more="……另有 {} 行未显示（--rows 0 显示全部）",
        more_bad="……另有 {} 行（用 --bad-rows 全部列出）",
        judged="已判定 {} 行",
        put_down="已写入 {} 行",
        judged_by="已判定 {} 行，依据：{}",
        colon="：",
        written="已写入 {}",
        start="起算时间，如 \"2026-02-13 16:00\"",
        span="时限，如 \"3 个工作日\"、\"24 小时\"",
        convention="计算约定，如 roll=previous；可多次使用",
        days="列出每一天",
        as_text="文字（默认）或 JSON",
        json="同 --format json",
        toml="程序文件（.toml）；- 为标准输入",
        sound="{}：没有缺陷",
        faults="{}：{} 处缺陷",
        without_example="没有算例：{}",
        and_more="，另有 {} 条",
        comma="、",
        name="程序编号或文件编号",
        on="当日生效的版本；几个程序文件作为同一程序的各版本时，取当日生效的一个",
        day="日期",
        since="自 {} 起生效",
        not_in_effect="{} 尚无生效的版本",
        sections={
            "checks": "判定", "classes": "分级", "limits": "时限", "steps": "步骤", "approvals": "审批",
            "bans": "禁止", "duties": "定期职责", "notices": "告知", "samplings": "抽样", "norms": "规范",
            "costs": "费用", "facts": "事实", "forms": "表单", "readings": "解释",
        },
        by="由",
        owed_by="责任",
        kinds={"start": "起算日（不计入）", "counted": "计入", "rest": "休息日", "holiday": "节假日",
               "makeup": "调休上班", "paused": "中止"},
    ),
    "en": Words(
        about="After-sales quality procedures: judge return batches, count deadlines, look at and check procedure"
        " files, each answer with its source.",
        codes={
            "": "Exit codes: 0 done; {}2 not done, and standard error says why; 130 stopped with Ctrl-C.",
            "score": "1 rows without an answer (with --strict alone); ", "check": "1 faults; ", "diff": "1 differences; ",
            "compare": "1 other verdicts; ",
        },
        found="1 faults (check), differences (diff) or other verdicts (compare), or rows without an answer (score --strict); ",
        lang="language (default: that of the system)",
        version="show the version and exit",
        wrong="error: ",
        warning="note: ",
        score="judge the return batches of a file",
        due="count a deadline; --days lists every day of it",
        template="make a workbook to fill in: the facts are its columns, checked as they are typed",
        sample="how many to inspect, what that is worth, and which; with a record that can be checked",
        check="check a procedure file, list every fault and run its worked examples",
        show="look at a procedure; without a name, list them all",
        diff="say what changed between two procedures",
        compare="which batches other rules would judge otherwise",
        report="write the verdicts as one page (a single HTML file, fit to print)",
        page="the page, .html (default: the file's name with .html; - is standard output)",
        grouped="summarise by these columns, separated by commas; customer, model, factory, month and week work"
        " (default: those among the headings)",
        one_rule="the check or class it is about (default: the first with an answer)",
        causes="the column of causes, for the Pareto chart",
        title="title of the page (default: the procedure's)",
        after_or_reading="the second, named alike; may be left out with --reading",
        other_reading="another reading: window-ends=end-excluded; may be repeated",
        money="a column of money, summed exactly over the rows that change; may be repeated",
        before="the first: an id, a document number or a file (.toml)",
        after="the second, named alike",
        same="no difference",
        file="a .csv, .xlsx or .parquet file; - is CSV from standard input, judged as it comes in",
        procedure="a procedure's id, document number or file (.toml); default: the one the headings fit",
        columns="name a column: inspected=Checked; may be repeated",
        strict="exit with 1 if a row is without an answer",
        sheet="the sheet of a workbook to read (default: the first, and it is said which are not read)",
        out="write the result to a file (.csv, .jsonl, .xlsx or .parquet); every column is kept; - is standard output",
        format="format of the result (default: by the file name's ending)",
        reasons="write down why, row by row: numbers, words, source, reading, and version and hash of the rules",
        prefix="what the names of the result's columns begin with, where a file has such columns already: new_",
        bad_out="write the rows with unusable cells to a CSV file: row, column, value, code, what is wrong",
        rows="show at most so many rows (default {}; 0 shows all)",
        row="row",
        answers={"yes": "yes", "no": "no", "undetermined": "undetermined", "unclassified": "unclassified"},
        verdict="verdict",
        rate="rate",
        margin="to flip",
        bad_rows="Rows with unusable cells: {} (the headings are row {})",
        summary="{} rows: ",
        more="... and {} rows more (--rows 0 shows all)",
        more_bad="... and {} rows more (--bad-rows names them all)",
        judged="{} rows judged",
        put_down="{} rows written",
        judged_by="{} rows judged by {}",
        colon=": ",
        written="written to {}",
        start="when it starts: \"2026-02-13 16:00\"",
        span="how long: \"3 working days\", \"24 hours\"",
        convention="how to count: roll=previous; may be repeated",
        days="list every day",
        as_text="words (default) or JSON",
        json="the same as --format json",
        toml="a procedure file (.toml); - is standard input",
        sound="{}: no faults",
        faults="{}: faults: {}",
        without_example="no example: {}",
        and_more=", and {} more",
        comma=", ",
        name="a procedure's id or document number",
        on="the edition in effect on this day; of several files, which are then the editions of one procedure, the one in effect",
        day="DATE",
        since="in effect from {}",
        not_in_effect="no edition was in effect on {}",
        sections={
            "checks": "Checks", "classes": "Classes", "limits": "Time limits", "steps": "Steps",
            "approvals": "Approvals", "bans": "Bans", "duties": "Duties", "notices": "Notices",
            "samplings": "Sampling", "norms": "Norms", "costs": "Costs", "facts": "Facts", "forms": "Forms",
            "readings": "Readings",
        },
        by="by",
        owed_by="owed by",
        kinds={"start": "start (not counted)", "counted": "counted", "rest": "rest day", "holiday": "holiday",
               "makeup": "make-up workday", "paused": "paused"},
    ),
}
