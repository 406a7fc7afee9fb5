"""Pictures: well-formed, readable without colours and without eyes, the same every time, and no boxes for Chinese."""

import warnings
import xml.etree.ElementTree as ElementTree

import pyarrow as pa
import pytest

import aftersales as af
from aftersales import charts
from aftersales.analysis import trust
from aftersales.charts import fonts

pytest.importorskip("matplotlib")

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def no_box_instead_of_a_letter():
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        yield


def summary(repair, names=("甲<&>公司", "乙")):
    table = pa.table({"客户": [*names, names[0]], "抽检数": [10, None, 20], "误判数": [2, 1, 1]})
    return af.summary(repair.score(table), by="客户", procedure=repair)


def every(repair, lang, names=("甲<&>公司", "乙")):
    check = repair.checks[0]
    curves = [trust.curve(repair, check, 10, 50), trust.curve(repair, check, 100)]
    return {
        "pareto": charts.pareto(af.pareto({names[0]: 5, names[1]: 1}), lang),
        "p-chart": charts.p_chart(af.p_chart([1, 9, 0], [10, 10, 0], order=["a", "b", "c"]), lang),
        "verdicts": charts.verdicts(summary(repair, names), lang),
        "rates": charts.rates(summary(repair, names), lang),
        "oc": charts.oc_curve(check, curves, lang),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_is_sound_svg_with_letters_as_outlines(repair, chinese, lang):
    for name, chart in every(repair, lang).items():
        text = chart.svg(name)
        root = ElementTree.fromstring(text)
        assert root.tag == f"{SVG}svg" and root.get("role") == "img" and "width" not in root.attrib
        assert root[0].tag == f"{SVG}title" and root[0].text == chart.title
        assert root[1].tag == f"{SVG}desc" and root[1].text == chart.about
        assert not list(root.iter(f"{SVG}text")) and "<metadata" not in text
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(ids) == len(set(ids)) and all(i.startswith(f"{name}-") for i in ids)
        for e in root.iter():
            link = e.get("{http://www.w3.org/1999/xlink}href")
            assert link is None or link[1:] in ids
        assert text == every(repair, lang)[name].svg(name)


def test_they_say_in_words_what_they_show(repair, chinese):
    zh, en = every(repair, "zh"), every(repair, "en")
    assert zh["verdicts"].about == "共 3 批：是 1、否 1、无法判定 1。"
    assert en["verdicts"].about == "3 batches: yes 1, no 1, undetermined 1."
    assert en["p-chart"].about == "3 samples, 50.00% on average, 0 beyond the limits."
    assert en["pareto"].about.endswith("the most frequent is “甲<&>公司” with 83%; the first 1 make up 80%.")
    assert "a batch with a true rate of" in en["oc"].about and "仍有 10% 的机会" in zh["oc"].about


def test_files_of_every_kind(repair, chinese, tmp_path):
    chart = every(repair, "zh")["pareto"]
    for kind, begins in (("png", b"\x89PNG"), ("svg", b"<svg"), ("pdf", b"%PDF")):
        chart.save(tmp_path / f"chart.{kind}")
        assert (tmp_path / f"chart.{kind}").read_bytes().startswith(begins)


def test_many_groups_are_cut_and_the_rest_is_told(repair):
    counts = {f"cause {i}": 100 - i for i in range(40)}
    assert "more not drawn" in charts.pareto(af.pareto(counts), "en").figure.axes[0].get_xlabel()
    table = pa.table({"c": [f"c{i}" for i in range(40)], "inspected": [10] * 40, "misjudged": [1] * 40})
    grouped = af.summary(repair.score(table), by="c", procedure=repair)
    assert "16 more groups not drawn" in charts.rates(grouped, "en").figure.axes[0].get_xlabel()


def test_without_a_chinese_font_it_says_what_to_install(repair, monkeypatch):
    monkeypatch.setattr(fonts, "_has", lambda font, letter: False)
    with pytest.raises(af.TableError) as raised:
        charts.pareto(af.pareto({"屏": 1}), "en")
    assert raised.value.problems[0].code == "chart/font"
    assert raised.value.text("zh").startswith("没有找到含汉字的字体") and "fonts-noto-cjk" in raised.value.text("zh")
    assert raised.value.text("en").startswith("no font with Chinese characters was found")
    assert charts.pareto(af.pareto({"screen": 1}), "en").title == "Pareto chart"


def test_without_matplotlib_it_says_what_to_install(repair, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "matplotlib.figure", None)
    with pytest.raises(af.TableError) as raised:
        charts.pareto(af.pareto({"screen": 1}), "en")
    assert "pip install aftersales[report]" in raised.value.text("en") and "画图需要 matplotlib" in raised.value.text("zh")


@pytest.mark.parametrize(("sample", "accept"), [(1, 0), (5, 0), (6, 1), (100, 19), (101, 20)])
def test_the_rule_is_asked_for_its_acceptance_number(repair, sample, accept):
    """Yes from 20 % on: the most that is still below a fifth."""
    assert trust.accept_number(repair, repair.checks[0], sample) == accept
    assert accept * 5 < sample <= (accept + 1) * 5


def test_the_oc_curve_is_the_distribution_of_the_sample(repair):
    from scipy.stats import binom, hypergeom

    lot = trust.curve(repair, repair.checks[0], 10, 50)
    for share, passes in zip(lot.shares, lot.passes):
        assert passes == pytest.approx(hypergeom.cdf(1, 50, round(share * 50), 10), abs=1e-12)
    large = trust.curve(repair, repair.checks[0], 10)
    assert large.passes[40] == pytest.approx(binom.cdf(1, 10, large.shares[40]), abs=1e-12)
    assert lot.share_at(1.0) == 0.0 and lot.share_at(0.1) > 0.2


def seen(chart):
    """The texts of a picture with their boxes, and the line of the rule, in pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    axes = chart.figure.axes[0]
    canvas = FigureCanvasAgg(chart.figure)
    canvas.draw()
    draws = canvas.get_renderer()
    boxes = {text.get_text(): text.get_window_extent(draws) for text in axes.texts}
    line = next(line for line in axes.lines if len(set(line.get_xdata())) == 1 and tuple(line.get_ydata()) == (0, 1))
    return boxes, axes.transData.transform((line.get_xdata()[0], 0))[0]


@pytest.mark.parametrize("found", [1, 17, 18, 19, 20, 21, 30, 100])
def test_no_rate_stands_on_the_line_of_the_rule(repair, found):
    table = pa.table({"客户": ["a", "b"], "抽检数": [10_000, 10_000], "误判数": [found * 100, 100]})
    chart = charts.rates(af.summary(repair.score(table), by="客户", procedure=repair), "en")
    boxes, line = seen(chart)
    rates = [box for text, box in boxes.items() if text.endswith("%") and "rule" not in text]
    assert rates and not any(box.x0 <= line <= box.x1 for box in rates)
    # The words about the line stay inside the picture.
    rule = next(box for text, box in boxes.items() if "rule" in text)
    assert rule.x0 >= 0 and rule.x1 <= chart.figure.bbox.width
    assert not any(rule.overlaps(box) for box in rates)


@pytest.mark.parametrize("most", [0.004, 0.03, 0.18, 0.22, 0.9])
def test_an_axis_says_its_own_values(most):
    from matplotlib.figure import Figure

    from aftersales.charts.style import percent

    axes = Figure().add_subplot()
    axes.set_xlim(0, most)
    percent(axes.xaxis)
    axes.figure.draw_without_rendering()
    ticks = dict(zip(axes.get_xticks(), (label.get_text() for label in axes.get_xticklabels())))
    assert len(ticks) >= 3 and len(set(ticks.values())) == len(ticks)
    assert all(float(label.rstrip("%")) == pytest.approx(100 * value) for value, label in ticks.items())


def test_words_about_a_pareto_count_what_is_counted(chinese):
    chart = charts.pareto(af.pareto({"屏": 5, "壳": 1}), "zh")
    assert chart.figure.axes[0].get_xlabel() == "数量"
