#!/usr/bin/env python3
"""Hashes audit exports that stay in a data lake, inside Apache Spark (tried with 4.3).

    spark-submit hashes.py s3a://lake/audit/*.ndjson s3a://lake/audit/*.csv --output objects.ndjson

Each object is read by one task and becomes a line of JSON: its address, its bytes, their SHA-256 (as
`sha256sum` gives it), and what Spark does not keep of its two ends; for a .gz (up to 2 GB, in memory)
also the same for what is in it. `casefile import CASE all.tally
--objects objects.ndjson` registers what stays in the lake; `casefile evidence verify CASE --objects
later.ndjson` compares a list that was made later.
"""
import argparse, gzip, hashlib, io, itertools, json

from pyspark.sql import SparkSession
from pyspark.sql.functions import col

MARK = b"\xef\xbb\xbf"  # the reader takes it away where an object begins with it

def facts(size, digest, is_marked=False, is_open=False, **more):
    return {"bytes": size, "sha256": digest.hexdigest(), "beginsWithMark": is_marked, "endsOpen": is_open, **more}

def hashed(address, rows):
    """The bytes of an object, out of its lines: the last one may not be ended."""
    plain, marked, total, size, piece = hashlib.sha256(), hashlib.sha256(MARK), 0, 0, []
    for row in rows:
        if total: piece.append(b"\n")
        piece.append(row.line)
        total += len(row.line) + 1
        size = row.size
        if len(piece) > 1000:
            for digest in (plain, marked): digest.update(b"".join(piece))
            piece = []
    ends = {size: (False, False), size + 1: (False, True), size - 3: (True, False), size - 2: (True, True)}
    if total not in ends: raise RuntimeError(f"{address}: {total} bytes were read of {size}")
    is_marked, is_open = ends[total]
    digest = marked if is_marked else plain
    digest.update(b"".join(piece) + (b"" if is_open else b"\n"))
    return facts(size, digest, is_marked, is_open, source=address)

def hash_all(rows):
    for address, own in itertools.groupby(rows, lambda row: row.path): yield hashed(address, own)

def hash_compressed(row):
    """An object that Spark unpacks where it reads lines: its own bytes, and what is in them."""
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    with gzip.open(io.BytesIO(row.content)) as member:
        while piece := member.read(1 << 20):
            digest.update(piece)
            head, tail, size = (head + piece[:3])[:3], piece[-1:], size + len(piece)
    inside = facts(size, digest, head == MARK, tail not in (b"\n", b""))
    return facts(len(row.content), hashlib.sha256(row.content), source=row.path, member=inside)

def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("paths", nargs="+")
    options.add_argument("--output", required=True)
    asked = options.parse_args()
    spark = SparkSession.builder.appName("casefile hashes").getOrCreate()
    for name in ("maxPartitionBytes", "openCostInBytes"):
        spark.conf.set(f"spark.sql.files.{name}", str(1 << 50))  # an object, a partition
    plain = spark.read.option("lineSep", "\n").option("pathGlobFilter", "*{[!z],[!g]z,[!.]gz}").text(asked.paths)
    packed = spark.read.format("binaryFile").option("pathGlobFilter", "*.gz").load(asked.paths)
    names = col("_metadata.file_path").alias("path"), col("_metadata.file_size").alias("size")
    rows = plain.select(col("value").cast("binary").alias("line"), *names).rdd
    found = rows.mapPartitions(hash_all).collect()
    found += packed.select("content", names[0]).rdd.map(hash_compressed).collect()
    known = {one["source"] for one in found}
    # One without a byte has no line; files of a machine are named in two ways.
    every = [address.replace("file:///", "file:/", 1) for address in plain.inputFiles()]
    found += [facts(0, hashlib.sha256(), source=address) for address in every if address not in known]
    with open(asked.output, "w", encoding="utf-8") as file:
        for one in sorted(found, key=lambda one: one["source"]): file.write(json.dumps(one, sort_keys=True) + "\n")
    spark.stop()

if __name__ == "__main__": main()
