"""What comes back is what went in: labels, levels, attributes, types, streams as streams; and it can be written and read."""

import pytest

import aftersales as af

duckdb = pytest.importorskip("duckdb")
pa = pytest.importorskip("pyarrow")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")

CHECK = "misjudged_by_customer"
BATCHES = {"批次号": ["0001", "0002", "0003"], "抽检数": [100, 100, 30], "误判数": [20, 19, 35]}
FOLLOWS = [["hand-batch-to-marketing"], ["sort"], []]


def told(problems):
    """Lists of dicts, whatever kind of lists a library gives."""
    return [[dict(problem) for problem in row] for row in problems]


# -- pandas ---------------------------------------------------------------------------------------

def test_a_scored_frame_is_written_to_parquet_and_read_back(repair, tmp_path):
    out = repair.score(pd.DataFrame(BATCHES))
    assert [list(row) for row in out["actions"]] == FOLLOWS
    out.to_parquet(tmp_path / "scored.parquet")
    back = pd.read_parquet(tmp_path / "scored.parquet")
    assert [list(row) for row in back["actions"]] == FOLLOWS
    assert told(back["problems"]) == told(out["problems"]) and len(out["problems"][2]) == 1
    plain = [name for name in out.columns if name not in ("actions", "problems")]
    pd.testing.assert_frame_equal(back[plain], out[plain])


def test_lists_are_each_rows_own(repair):
    out = repair.score(pd.DataFrame(BATCHES))
    assert out["actions"].tolist() == FOLLOWS
    out["problems"][0].append("mine")
    out["actions"][0].append("mine")
    assert out["problems"].tolist()[1] == [] and out["actions"].tolist()[1] == ["sort"]
    assert out.explode("actions")["actions"].isna().sum() == 1


def test_flat_frames_hold_no_lists(repair, tmp_path):
    out = repair.score(pd.DataFrame(BATCHES), flat=True, lang="en")
    assert out["actions"].tolist() == ["hand-batch-to-marketing", "sort", ""]
    assert out["problems"].tolist()[:2] == ["", ""] and out["problems"][2].startswith("`Units misjudged by the customer` is 35")
    assert len(pd.concat([out, out]).drop_duplicates()) == 3
    out.to_parquet(tmp_path / "flat.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "flat.parquet"), out)


def test_several_problems_of_a_row_are_one_text(repair):
    table = pa.table({"抽检数": ["约30", "1"], "误判数": ["x", "0"]})
    lists = repair.score(table).to_pydict()["problems"]
    flat = repair.score(table, flat=True).to_pydict()["problems"]
    assert len(lists[0]) == 2 and flat == ["; ".join(p["text"] for p in lists[0]), ""]


def test_columns_that_are_numbers_go_by_their_labels(repair):
    frame = pd.DataFrame([[100, 20], [100, 19]])
    out = repair.score(frame, columns={"inspected": 0, "misjudged": 1})
    assert out[CHECK].tolist() == [True, False] and list(out.columns[:2]) == [0, 1]
    assert repair.score(frame, columns={"inspected": "0", "misjudged": "1"})[CHECK].tolist() == [True, False]


def test_a_number_beside_its_own_text_is_another_column(repair):
    out = repair.score(pd.DataFrame([["x", 100, 20, "y"]], columns=["1", 1, "误判数", 2]), columns={"inspected": 1})
    assert out[CHECK].tolist() == [True] and list(out.columns[:4]) == ["1", 1, "误判数", 2]
    with pytest.raises(af.TableError, match="2"):
        repair.score(pd.DataFrame([[1, 2]], columns=[2, 2]))


def test_columns_of_several_levels_keep_them(repair):
    columns = pd.MultiIndex.from_tuples([("批", "批次号"), ("检验", "抽检数"), ("误判数", "")], names=["a", "b"])
    out = repair.score(pd.DataFrame([["007", 100, 20]], columns=columns), columns={"inspected": ("检验", "抽检数")})
    assert isinstance(out.columns, pd.MultiIndex) and list(out.columns[:3]) == list(columns) and out.columns.names == ["a", "b"]
    assert out[CHECK].tolist() == [True]


def test_attributes_and_a_frame_without_columns(repair):
    frame = pd.DataFrame(BATCHES)
    frame.attrs["source"] = "ERP"
    assert repair.score(frame).attrs == {"source": "ERP"}
    with pytest.warns(af.Warn):
        out = repair.score(pd.DataFrame(index=[1, 2]))
    assert list(out.index) == [1, 2] and out[CHECK].isna().all()


# -- polars ---------------------------------------------------------------------------------------

def test_a_flat_frame_of_polars_is_written_to_csv(repair, tmp_path):
    out = repair.score(pl.DataFrame(BATCHES), flat=True)
    out.write_csv(tmp_path / "scored.csv")
    back = pl.read_csv(tmp_path / "scored.csv", schema_overrides={"批次号": pl.String})
    assert back["批次号"].to_list() == BATCHES["批次号"]
    assert [text or "" for text in back["actions"]] == ["hand-batch-to-marketing", "sort", ""]


# -- DuckDB ---------------------------------------------------------------------------------------

def relation(connection, more="'x'::enum('x', 'y') as e"):
    return connection.sql(f"select * from (values (100, 20), (100, 19)) t(抽检数, 误判数), (select {more})")


def test_a_table_of_the_users_is_never_taken_for_the_result(repair):
    connection = duckdb.connect()
    for name in ("scored", "chosen", "_", "table", "new", "relation"):
        connection.execute(f'create table "{name}" as select 1 as mine')
    out = repair.score(relation(connection))
    assert out.select(CHECK).fetchall() == [(True,), (False,)]
    again = repair.score(out, prefix="again_")
    assert again.select(f"again_{CHECK}").fetchall() == [(True,), (False,)]
    found = af.compare(relation(connection), repair, repair.with_readings({"misjudgement-rate": "of-batch"}))
    assert len(found.changed.fetchall()) == 2
    shown = {row[0] for row in connection.sql("show tables").fetchall()}
    assert {"scored", "chosen", "_", "table", "new", "relation"} <= shown
    assert connection.sql('from "scored"').fetchall() == [(1,)] and connection.sql('from "_"').fetchall() == [(1,)]


def test_a_connection_that_reads_no_python_variables(repair, english):
    connection = duckdb.connect()
    connection.execute("set python_enable_replacements=false")
    try:
        assert repair.score(relation(connection)).select(CHECK).fetchall() == [(True,), (False,)]
    except af.TableError as refused:
        assert refused.problems[0].code == "table/duckdb" and "python_enable_replacements=true" in str(refused)


def test_columns_of_duckdb_keep_their_types_and_values(repair):
    more = """'x'::enum('x', 'it''s') as e, '6f9619ff-8b86-d011-b42d-00c04fc964ff'::uuid as u, 2::hugeint as h,
        3::uhugeint as uh, '{"a": 1}'::json as j, ['x'::enum('x', 'y')] as l, {'k': 4::hugeint} as s, '101'::bit as b,
        date '2026-03-07' as d, 1.50::decimal(9, 2) as m, map {'a': 1::hugeint} as mp, interval 1 day as i"""
    connection = duckdb.connect()
    own = relation(connection, more)
    out = repair.score(own)
    types = dict(zip(out.columns, map(str, out.types)))
    kept = {name: str(kind) for name, kind in zip(own.columns, own.types) if name != "b"}
    assert {name: types[name] for name in kept} == kept
    names = ", ".join(f'"{name}"' for name in kept)
    assert out.project(names).fetchall() == own.project(names).fetchall()


# -- batches --------------------------------------------------------------------------------------

def test_a_list_of_batches_comes_back_as_a_list(repair, english):
    batches = pa.table(BATCHES).to_batches(max_chunksize=2)
    out = repair.score(batches)
    assert [type(one) for one in out] == [pa.RecordBatch, pa.RecordBatch]
    assert pa.Table.from_batches(out)[CHECK].to_pylist() == [True, False, None]
    with pytest.raises(af.TableError, match=r"row 2 \(from 0\), column `误判数`"):
        repair.score(batches, bad="raise")
    with pytest.raises(af.TableError, match="differ in columns or types"):
        repair.score([batches[0], batches[0].select(["抽检数"])])


def test_what_is_no_table_says_how_batches_are_passed(repair, english):
    for table in ([], [1], iter(pa.table(BATCHES).to_batches())):
        with pytest.raises(af.TableError, match="RecordBatchReader.from_batches"):
            repair.score(table)


def test_any_stream_is_judged_as_it_is_read(repair):
    na = pytest.importorskip("nanoarrow")
    batches = pa.table(BATCHES).to_batches(max_chunksize=1)
    pulled = []

    def source():
        for batch in batches:
            pulled.append(batch)
            yield batch

    def reader():
        return pa.RecordBatchReader.from_batches(batches[0].schema, source())

    class Other:
        """An object of the Arrow interface that does not know how many rows it has."""

        def __init__(self):
            self.reader = reader()

        def __arrow_c_stream__(self, requested_schema=None):
            return self.reader.__arrow_c_stream__(requested_schema)

    for made in (lambda: na.c_array_stream(reader()), Other):
        pulled.clear()
        out = repair.score(made())
        assert isinstance(out, pa.RecordBatchReader) and len(pulled) == 1
        assert out.read_all()[CHECK].to_pylist() == [True, False, None]


def test_a_stream_that_begins_with_nothing_warns_once(repair):
    batch = pa.RecordBatch.from_pydict({"误判数": [20]})
    reader = pa.RecordBatchReader.from_batches(batch.schema, [batch.slice(0, 0), batch.slice(0, 0), batch])
    with pytest.warns(af.Warn) as warned:
        assert repair.score(reader).read_all().num_rows == 1
    assert len(warned) == 1
