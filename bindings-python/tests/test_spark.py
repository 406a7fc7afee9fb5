"""A real local Spark: its answers are those of one machine, and a wrong column is refused before a job runs."""

import os
import sys

import pytest

pytest.importorskip("pyspark", reason="Spark is not installed here: `make test-spark` runs these tests in an environment of its own")

import pyarrow as pa  # noqa: E402
from pyspark.sql import SparkSession, functions  # noqa: E402

import aftersales as af  # noqa: E402
import aftersales.spark  # noqa: E402

import batches  # noqa: E402

CHECK = "misjudged_by_customer"
OURS = """
format = 1
extends = "iot-terminal-after-sales-repair"
id = "ours"
title = { zh = "本公司规定", en = "Ours" }

[[check]]
id = "misjudged-by-customer"
at-least = "15%"
words = "15%以上"
clause = "QP-07, 3.2"
"""


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (SparkSession.builder.master("local[2]").appName("aftersales").config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2").config("spark.sql.execution.arrow.maxRecordsPerBatch", "64").getOrCreate())
    yield made
    made.stop()


@pytest.fixture(scope="module")
def export(spark):
    rows = batches.rows()
    return spark.createDataFrame([tuple(row.values()) for row in rows], list(rows[0])).repartition(4)


def test_the_export_is_judged_as_by_hand(spark, export, repair):
    out = af.spark.score(export, repair)
    assert out.columns == [*export.columns, CHECK, f"{CHECK}_rate", f"{CHECK}_margin", "batch_route", "actions", "problems"]
    judged = {row["序号"]: row for row in out.collect()}
    assert len(judged) == 500
    for row in batches.rows():
        told = batches.judged(row)
        assert judged[row["序号"]][CHECK] == (told[2] if told else None)
    assert sum(bool(row["problems"]) for row in judged.values()) == 5
    assert out.groupBy("batch_route").count().collect()


def test_it_is_the_answer_of_one_machine(spark, repair):
    table = pa.table({"批次": ["01", "02", "03", "04"], "抽检数": [100, 100, None, 5], "误判数": [20, 19, 1, 9]})
    frame = spark.createDataFrame(table.to_pylist(), "`批次` string, `抽检数` long, `误判数` int")
    there = [row.asDict(recursive=True) for row in af.spark.score(frame, repair, reasons=True, lang="en").orderBy("批次").collect()]
    here = repair.score(table, reasons=True, lang="en").to_pylist()
    assert there == here


def test_a_companys_own_file_travels_as_text(spark, export):
    ours = af.Procedure.from_text(OURS)
    with pytest.raises(af.TableError) as raised:
        af.spark.score(export, ours)
    assert raised.value.text("en").startswith("the procedure ours is not built in")
    assert raised.value.text("zh").startswith("程序 ours 不是内置程序")
    out = af.spark.score(export, ours, text=OURS)
    assert out.filter(functions.col(CHECK)).count() == sum(bool(t and t[2]) for t in (batches.judged(r, 3, 20) for r in batches.rows()))


def test_another_reading_travels(spark, repair):
    other = repair.with_readings({"misjudgement-rate": "of-batch"})
    frame = spark.createDataFrame([(100, 50, 15)], ["received", "inspected", "misjudged"])
    # 15 of 50 inspected are 30 %, of 100 received 15 %.
    assert af.spark.score(frame, repair).collect()[0][CHECK] is True
    assert af.spark.score(frame, other).collect()[0][CHECK] is False


def test_a_column_of_the_wrong_type_is_refused_before_a_job_runs(spark, repair):
    frame = spark.createDataFrame([([1], 2)], "`抽检数` array<int>, `误判数` int")
    with pytest.raises(af.TableError) as raised:
        af.spark.score(frame, repair)
    fault = raised.value.problems[0]
    assert fault.code == "spark/type" and fault.path == "facts.inspected"
    assert fault.text("zh").startswith("列 `抽检数` 的类型是 array<int>，不能作为“抽检数”（件数）")
    assert fault.text("en").startswith("column `抽检数` is of type array<int>, which holds no count for “Units inspected”")
    assert 'cast("long")' in fault.text("en")


def test_names_that_clash_and_facts_that_lack_are_told_at_once(spark, repair):
    frame = spark.createDataFrame([(1, True)], ["inspected", CHECK])
    with pytest.raises(af.TableError, match="name-clash"):
        af.spark.score(frame, repair)
    with pytest.warns(af.Warn) as warned:
        af.spark.score(spark.createDataFrame([(1,)], ["inspected"]), repair)
    assert len(warned) == 1


def test_an_empty_frame_has_the_columns(spark, repair):
    frame = spark.createDataFrame([], "inspected long, misjudged long")
    out = af.spark.score(frame, repair)
    assert out.count() == 0 and CHECK in out.columns
