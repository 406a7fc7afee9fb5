"""What a report says, in Chinese and English."""

from __future__ import annotations

from typing import Dict

from ..text import Text

WORDS: Dict[str, Text] = {
    "kicker": Text("退货批次判定报告", "Report on return batches"),
    "of": Text("数据", "data"),
    "on": Text("日期", "date"),
    "rule": Text("判定规则", "rule"),
    "batches": Text("批", "batches"),
    "yes": Text("判为“{}”", "judged yes: {}"),
    "lead": Text(
        "{total} 批中，{yes} 批（{share}）判为“{rule}”（{bound}，{where}）；{no} 批不触发，{open} 批无法判定。",
        "Of {total} batches, {yes} ({share}) are judged “{rule}” ({bound}; {where}); {no} are not, {open} could not be judged.",
    ),
    "lead-class": Text("{total} 批按“{rule}”分级：{told}。", "{total} batches sorted by “{rule}”: {told}."),
    "then": Text("随后：{}。", "What follows: {}."),
    "bad": Text("{} 行数据有误，列在文末，未计入比率。", "{} rows have unusable cells; they are listed at the end and not in any rate."),
    "bad-in-part": Text("{} 行数据有误，列在文末；其中 {} 行无法判定，未计入比率。",
                        "{} rows have unusable cells and are listed at the end; {} of them are undetermined and not in any rate."),
    "tile-yes": Text("触发判定", "judged yes"),
    "tile-no": Text("不触发", "judged no"),
    "tile-open": Text("无法判定", "undetermined"),
    "tile-rate": Text("合并比率", "pooled rate"),
    "tile-sure": Text("95% 置信区间 {}", "95% interval {}"),
    "tile-share": Text("占 {}", "{} of all"),
    "tile-units": Text("{}\u00a0/\u00a0{}\u00a0件", "{}\u00a0of\u00a0{}\u00a0units"),
    "by": Text("按{}", "By {}"),
    "verdicts": Text("判定结果", "Verdicts"),
    "rates": Text("合并比率", "Pooled rates"),
    "sure-note": Text(
        "区间是精确的（Clopper-Pearson），把每一件当作独立抽取；批与批之间差别大时，实际的不确定性更大。",
        "Intervals are exact (Clopper-Pearson) and take each unit as drawn by itself; where batches differ among themselves, the"
        " true uncertainty is larger.",
    ),
    "causes": Text("问题集中在哪里", "Where the trouble is"),
    "pareto": Text("帕累托图", "Pareto"),
    "chart": Text("随时间的变化", "Over time"),
    "p-chart": Text("p 控制图：{}", "p-chart: {}"),
    "within": Text("没有样本超出控制限：变化不比平时大。", "No point lies beyond the limits: nothing stands out of what is usual."),
    "beyond": Text("{} 点超出控制限：{}。", "{} beyond the limits: {}."),
    "dispersion": Text(
        "样本之间的波动是纯随机波动的 {:.1f} 倍，所以控制限用了 Laney p′ 法；按单纯的二项分布，多数点会被误报为异常。",
        "The samples scatter {:.1f} times as much as chance alone would, so the limits are Laney's (p′); plain binomial limits"
        " would raise false alarms.",
    ),
    "trust": Text("抽检结果可以信到什么程度", "How far to trust the samples"),
    "trust-note": Text(
        "抽检只看一部分。曲线表示：一批货的真实比率是横轴的数值时，这条规则说“否”的概率。样本越小，曲线越平，判得越不准。",
        "A sample sees a part. The curve tells with which chance the rule says no, by the true rate of the batch."
        " The smaller the sample, the flatter the curve and the more the verdict is luck.",
    ),
    "trust-lot": Text("按有限批量精确计算（超几何分布）。", "Exact for the finite lot (hypergeometric)."),
    "trust-binomial": Text("表中没有批量，按大批量计算（二项分布）。", "The table has no lot sizes: computed for large lots (binomial)."),
    "sample": Text("抽检件数", "inspected"),
    "lot": Text("批量", "lot"),
    "accept": Text("最多容许", "at most"),
    "missed": Text("真实比率到此仍有 10% 机会漏判", "missed one time in ten at a true rate of"),
    "flagged": Text("真实比率到此已有 5% 机会误判", "flagged one time in twenty at a true rate of"),
    "list": Text("触发判定的批次", "Batches judged yes"),
    "list-note": Text("依据：{}。按比率从高到低。", "Source: {}. Highest rate first."),
    "list-more": Text("另有 {} 批未列出，请看判定结果文件（aftersales score --out）。", "{} more are not listed; see the scored file (aftersales score --out)."),
    "row": Text("行", "row"),
    "rows": Text("行", "rows"),
    "rate": Text("比率", "rate"),
    "interval": Text("95% 置信区间", "95% interval"),
    "margin": Text("差几件", "to flip"),
    "margin-note": Text("差几件：再少（−）几件结论就会反转。", "To flip: so many units fewer (−) and the verdict turns."),
    "bad-rows": Text("数据有误的行", "Rows with unusable cells"),
    "bad-note": Text("行号与原表一致，表头也计在内。请改正后重新判定。",
                     "Row numbers are those of the sheet, its headings counted. Mend them and judge again."),
    "missing-note": Text("另有 {} 行缺少数据，无法判定：{}。", "Data missing, so undetermined: {1}."),
    "nothing-note": Text("另有 {0} 行未抽检（“{2}”为 0），无法判定：{1}。", "Nothing inspected (“{2}” is 0), so undetermined: {1}."),
    "open-note": Text("另有 {} 行无法判定：{}。", "Undetermined for other reasons: {1}."),
    "what": Text("问题", "problem"),
    "none-bad": Text("没有数据有误的行。", "No row has unusable cells."),
    "none-yes": Text("没有批次触发判定。", "No batch is judged yes."),
    "others": Text("其他判定与分级", "The other rules"),
    "about": Text("依据与版本", "Sources and versions"),
    "document": Text("程序", "procedure"),
    "edition": Text("版本", "edition"),
    "hash": Text("规则哈希", "hash of the rules"),
    "software": Text("软件", "software"),
    "words": Text("原文", "words"),
    "source": Text("出处", "source"),
    "basis": Text("依据性质", "basis"),
    "reading": Text("解释", "reading"),
    "reading-told": Text("{}　取：{}。另可取：{}", "{} Taken: {}. It could also be: {}"),
    "stated": Text("原文写明", "stated"),
    "reconstructed": Text("按原文词句重建", "reconstructed from the document's words"),
    "inferred": Text("推定，原文未写", "inferred, not written in the document"),
    "lost": Text("原文缺失", "lost: the document stops here"),
    "no-data": Text("没有可用的数据。", "There is no usable data."),
}


def say(key: str, lang: str, *values: object, **named: object) -> str:
    """One sentence, filled in."""
    return WORDS[key](lang).format(*values, **named)
