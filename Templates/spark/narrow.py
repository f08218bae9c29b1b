#!/usr/bin/env python3
"""Adds up what the findings of a scope need from very many exports: casefile inside Apache Spark (tried with 4.3).

    spark-submit --files casefile,scope.json tally.py … --parts s3a://lake/parts
    spark-submit --files casefile,scope.json --py-files tally.py narrow.py --parts s3a://lake/parts \\
        --shards 400 --output all.tally [--case CASE [--hashes objects.ndjson]]

Records of mailboxes outside the scope that no finding names are only counted, each once. So all copies of a
record must meet: tallies are dealt into --shards by the ids of their records, and each shard of all parts is
narrowed on its own. What a mailbox is called, and which sessions are the attacker's, is known only from all
the evidence: an outline in two rounds tells every shard. The findings are those of everything, to the byte.
The parts stay where they are: with another scope, only this job runs again. --scope, --casefile, --case and
--hashes are those of tally.py.
"""
import argparse, os, tempfile
from pyspark import StorageLevel
from pyspark.sql import SparkSession
from tally import add, finish, merge, run, shipped

def split(casefile, count):
    def shards(tallies):
        for data in tallies:
            with tempfile.TemporaryDirectory() as folder:
                run(casefile, "split", "-", "--shards", str(count), "--output", folder, feed=[data])
                for shard in range(count):
                    with open(os.path.join(folder, f"{shard}.tally"), "rb") as file: yield shard, file.read()
    return shards

def each(asked, shards, step, outline=None):
    """A step with each shard; an outline tells it what the others know."""
    def steps(tallies):
        with tempfile.NamedTemporaryFile() as file:
            if outline: file.write(outline.value), file.flush()
            known = ["--outline", file.name] if outline else []
            for data in tallies:
                yield run(asked.casefile, step, "-", "--scope", shipped(asked.scope), *known, feed=[data])
    return shards.mapPartitions(steps)

def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("--scope", "--casefile", "--output", "--case", "--hashes"): options.add_argument(name)
    options.set_defaults(scope="scope.json", casefile="casefile", output="all.tally")
    options.add_argument("--parts", nargs="+", required=True, help="of all evidence")
    options.add_argument("--shards", type=int, required=True, help="each fits the memory of a task")
    options.add_argument("--fan-in", type=int, default=32, help="tallies that one task adds up")
    asked = options.parse_args()
    spark = SparkSession.builder.appName("casefile narrow").getOrCreate()
    parts = spark.read.parquet(*asked.parts).rdd.map(lambda row: bytes(row.tally))
    dealt = parts.mapPartitions(split(asked.casefile, asked.shards)).partitionBy(asked.shards).values()
    shards = dealt.mapPartitions(lambda part: merge(asked.casefile, part)).persist(StorageLevel.DISK_ONLY)
    outline = None
    for _ in range(2):
        told = spark.sparkContext.broadcast(outline) if outline else None
        outline = add(asked.casefile, each(asked, shards, "outline", told), asked.fan_in)[0]
    narrowed = each(asked, shards, "narrow", spark.sparkContext.broadcast(outline))
    finish(asked, add(asked.casefile, narrowed, asked.fan_in))

if __name__ == "__main__": main()
