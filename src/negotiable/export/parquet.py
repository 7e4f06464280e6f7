"""A table of a record as a Parquet file."""

from itertools import islice

from negotiable.errors import UsageError
from negotiable.export.tables import columns, rows
from negotiable.record import Record

_GROUP = 50_000  # rows held at a time
_NUMBERS = {
    "confidence": "double",
    "witnesses": "int64",
    "statements": "int64",
    "count": "int64",
    "reports": "int64",
    "n": "int64",
}


def write_parquet(record: Record, path: str, table: str = "statements") -> None:
    """Columns are texts, but for counts and confidences. Raises `UsageError` where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet files need pyarrow: pip install 'negotiable[parquet]'") from error
    heads = columns(record, table)
    numbers = _NUMBERS | ({"undoes": "int64"} if table == "codings" else {})
    types = {"double": pa.float64(), "int64": pa.int64()}
    schema = pa.schema([(head, types[numbers[head]] if head in numbers else pa.string()) for head in heads])
    found = rows(record, table)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(found, _GROUP)):
            values = zip(*group, strict=True)
            arrays = [
                pa.array([v if v is None or field.type != pa.string() else str(v) for v in column], field.type)
                for field, column in zip(schema, values, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
