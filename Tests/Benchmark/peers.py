"""What a responder would write instead of casefile: the same question to other tools.

The question: after counting each record once by its Id, which message ids did 203.0.113.66 name, when
first, when last, and in how many records? Each peer prints one line for each id, sorted; all must
print the same. None of them says where its numbers come from, what it could not read, or what nobody
can know: a ratio compares less work with more.

    python3 peers.py duckdb|polars|simdjson|python csv|ndjson FILE
"""
import sys

ATTACKER = "203.0.113.66"


def duckdb(kind, path):
    import duckdb

    connection = duckdb.connect()
    connection.execute("set threads = 2")
    source = (
        f"select AuditData j from read_csv('{path}', header=true, all_varchar=true, max_line_size=16000000)"
        if kind == "csv"
        else f"select json j from read_ndjson_objects('{path}')")
    rows = connection.execute(f"""
      with records as ({source}),
      named as (select j->>'$.Id' id, j->>'$.CreationTime' t, j from records
        where j->>'$.Operation' = 'MailItemsAccessed' and j->>'$.ClientIPAddress' = '{ATTACKER}'),
      once as (select id, any_value(t) t, any_value(j) j from named group by id),
      items as (select id, t, unnest(json_extract_string(j, '$.Folders[*].FolderItems[*].InternetMessageId')) m
        from once)
      select m, min(t), max(t), count(distinct id) from items group by m order by m""").fetchall()
    for row in rows:
        print(*row)


def polars(kind, path):
    import polars as pl

    if kind == "csv":
        column = pl.scan_csv(path, infer_schema=False).select(j=pl.col("AuditData"))
    else:
        column = pl.scan_csv(
            path, has_header=False, new_columns=["j"], separator="\x01", quote_char=None, infer_schema=False)
    one = column.with_columns(
        id=pl.col("j").str.json_path_match("$.Id"),
        o=pl.col("j").str.json_path_match("$.Operation"),
        a=pl.col("j").str.json_path_match("$.ClientIPAddress"),
    ).filter((pl.col("o") == "MailItemsAccessed") & (pl.col("a") == ATTACKER)).unique("id").collect()
    shape = pl.Struct({"CreationTime": pl.String, "Folders": pl.List(pl.Struct(
        {"FolderItems": pl.List(pl.Struct({"InternetMessageId": pl.String}))}))})
    result = (
        one.select("id", r=pl.col("j").str.json_decode(shape)).unnest("r").explode("Folders")
        .unnest("Folders").explode("FolderItems").unnest("FolderItems").drop_nulls("InternetMessageId")
        .group_by("InternetMessageId").agg(
            first=pl.col("CreationTime").min(), last=pl.col("CreationTime").max(), n=pl.col("id").n_unique())
        .sort("InternetMessageId"))
    for row in result.iter_rows():
        print(*row)


def collected(records):
    seen, found = set(), {}
    for record in records:
        if record["Operation"] != "MailItemsAccessed" or record.get("ClientIPAddress") != ATTACKER:
            continue
        if record["Id"] in seen:
            continue
        seen.add(record["Id"])
        time = record["CreationTime"]
        named = {item["InternetMessageId"] for folder in record.get("Folders") or []
                 for item in folder["FolderItems"]}
        for message in named:
            first, last, count = found.get(message, (time, time, 0))
            found[message] = (min(first, time), max(last, time), count + 1)
    for message in sorted(found):
        print(message, *found[message])


def lines(kind, path):
    if kind == "ndjson":
        yield from open(path, "rb")
    else:
        import csv

        csv.field_size_limit(1 << 30)
        with open(path, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield row["AuditData"].encode()


def simdjson(kind, path):
    import simdjson

    parser = simdjson.Parser()

    def records():
        for line in lines(kind, path):
            record = parser.parse(line)
            if record["Operation"] == "MailItemsAccessed" and record["ClientIPAddress"] == ATTACKER:
                yield record.as_dict()
            del record

    collected(records())


def python(kind, path):
    import json

    collected(json.loads(line) for line in lines(kind, path))


if __name__ == "__main__":
    {"duckdb": duckdb, "polars": polars, "simdjson": simdjson, "python": python}[sys.argv[1]](*sys.argv[2:4])
