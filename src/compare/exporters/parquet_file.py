"""Parquet: the first table with typed columns; header and documentation in the metadata."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from compare.exporters import Table, Value
from compare.exporters.cells import whole


class _Parquet:
    name = "parquet"
    label = "Parquet"
    suffix = ".parquet"
    mime = "application/vnd.apache.parquet"

    def export(self, tables: list[Table]) -> bytes:
        """Write the first table; the header is in the schema's metadata, and the line that
        documents a column in that of the field, as `description`."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = tables[0]
        columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
        arrays, fields = [], []
        for (name, line), values in zip(table.columns.items(), columns, strict=True):
            kind, cells = _typed(values)
            arrays.append(pa.array(cells, type=kind))
            fields.append(pa.field(whole(name), kind, metadata={"description": whole(line)}))
        header = {whole(key): whole(value) for key, value in table.header.items()}
        schema = pa.schema(fields, metadata=header | {"table": whole(table.name)})
        out = io.BytesIO()
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
        return out.getvalue()


def _typed(values: Sequence[Value]) -> tuple[Any, list[Value]]:
    """Give the narrowest type that holds all `values`; text where they are of several kinds."""
    import pyarrow as pa

    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pa.bool_(), list(values)
    if kinds == {int}:
        return pa.int64(), list(values)
    if kinds and kinds <= {int, float}:
        return pa.float64(), [None if value is None else float(value) for value in values]
    return pa.string(), [None if value is None else whole(str(value)) for value in values]


PLUGIN = _Parquet()
