#!/usr/bin/env python3
"""Hashes audit exports that stay in a data lake, inside Apache Spark (tried with 4.3).

    spark-submit hashes.py s3a://lake/audit/*.ndjson s3a://lake/audit/*.csv --output objects.ndjson

Each object is read by one task and becomes a line of JSON: its address, its bytes, their SHA-256 (as
`sha256sum` gives it), and what of its two ends Spark does not keep. `casefile import CASE all.tally
--objects objects.ndjson` registers what stays in the lake; `casefile evidence verify CASE --objects
later.ndjson` compares a list that was made later.
"""
import argparse, hashlib, itertools, json

from pyspark.sql import SparkSession
from pyspark.sql.functions import col

MARK = b"\xef\xbb\xbf"  # the reader takes it away where an object begins with it

def line(address, size, digest, is_marked=False, is_open=False):
    return json.dumps({"source": address, "bytes": size, "sha256": digest.hexdigest(),
                       "beginsWithMark": is_marked, "endsOpen": is_open}, sort_keys=True)

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
    return line(address, size, digest, is_marked, is_open)

def hash_all(rows):
    for address, own in itertools.groupby(rows, lambda row: row.path): yield hashed(address, own)

def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("paths", nargs="+")
    options.add_argument("--output", required=True)
    asked = options.parse_args()
    spark = SparkSession.builder.appName("casefile hashes").getOrCreate()
    for name in ("maxPartitionBytes", "openCostInBytes"):
        spark.conf.set(f"spark.sql.files.{name}", str(1 << 50))  # an object, a partition
    read = spark.read.option("lineSep", "\n").text(asked.paths)
    lines = read.select(col("value").cast("binary").alias("line"), col("_metadata.file_path").alias("path"),
                        col("_metadata.file_size").alias("size")).rdd.mapPartitions(hash_all).collect()
    known = {json.loads(text)["source"] for text in lines}
    # One without a byte has no line; files of a machine are named in two ways.
    every = [address.replace("file:///", "file:/", 1) for address in read.inputFiles()]
    lines += [line(address, 0, hashlib.sha256()) for address in every if address not in known]
    with open(asked.output, "w", encoding="utf-8") as file:
        file.writelines(text + "\n" for text in sorted(lines))
    spark.stop()

if __name__ == "__main__": main()
