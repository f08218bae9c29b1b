#!/usr/bin/env python3
"""Adds up audit exports that stay in a data lake: casefile inside Apache Spark (tried with 4.3).

    spark-submit --files casefile,scope.json tally.py --lines s3a://lake/audit/*.ndjson \\
        --objects s3a://lake/audit/*.csv --output all.tally [--case CASE [--hashes objects.ndjson]]

--lines are objects with one record per line: they are split, and a huge one keeps all executors busy.
--objects are of any format that casefile reads; each is read by one task, and so is each .gz. Executors
need the casefile binary and scope.json, which --files brings, and nothing else. Each task pipes its
bytes through `casefile tally`; only tallies leave an executor. A part that comes twice counts once.
--case makes the findings of the sum, where CASE has the evidence; with --hashes (of `casefile spark
hashes`) it stays here, and the case gets the sum. More than one machine can add up is left where --parts
says, for `casefile spark narrow`.
"""
import argparse, itertools, os, subprocess, tempfile
from pyspark import SparkFiles, StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql.functions import col

def shipped(name):
    """What --files brought here, or a file of this machine."""
    path = SparkFiles.get(os.path.basename(name))
    return path if os.path.exists(path) else name

def run(casefile, *arguments, feed=()):
    """Runs casefile tally; it answers once it has read everything."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    process = subprocess.Popen([shipped(casefile), "tally", *arguments], **pipes)
    try:
        for piece in feed: process.stdin.write(piece)
        process.stdin.close()
    except BrokenPipeError: pass  # it says on standard error why
    answer, why = process.stdout.read(), process.stderr.read()
    if process.wait() != 0: raise RuntimeError(f"{arguments}: {why.decode()}")
    return answer

def pieces(rows, is_split):
    """The bytes of a split, out of its lines; an object's last line is ended only where it was."""
    total = 0
    for row in rows:
        if total: yield b"\n"
        yield bytes(row.line)
        total += len(row.line) + 1
        size, path = row.size, row.path
    # The reader takes a byte-order mark of 3 bytes away. How a compressed object ends, it does not tell.
    if is_split or path.endswith(".gz") or total in (size, size - 3): yield b"\n"

def read(spark, paths, casefile, scope, is_split):
    def parts(rows):
        for (path, start), split in itertools.groupby(rows, lambda row: (row.path, row.start)):
            yield run(casefile, "-", "--scope", shipped(scope), "--source", path, "--split-offset", str(start),
                      "--threads", "1", feed=pieces(split, is_split))
    session = spark.newSession()  # its settings are its own
    for name in () if is_split else ("maxPartitionBytes", "openCostInBytes"):
        session.conf.set(f"spark.sql.files.{name}", str(1 << 50))  # an object, a partition
    return session.read.option("lineSep", "\n").text(paths).select(
        col("value").cast("binary").alias("line"), col("_metadata.file_path").alias("path"),
        col("_metadata.file_block_start").alias("start"), col("_metadata.file_size").alias("size")
    ).rdd.mapPartitions(parts)

def merge(casefile, tallies):
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(tallies):
            with open(os.path.join(folder, str(number)), "wb") as file: file.write(data)
        return [run(casefile, "merge", folder)] if os.listdir(folder) else []

def add(casefile, tallies, fan_in):
    """The sum: a tree of tasks, and its top on this machine."""
    while tallies.getNumPartitions() > fan_in:
        count = -(-tallies.getNumPartitions() // fan_in)
        keyed = tallies.mapPartitionsWithIndex(lambda at, part, count=count: ((at % count, data) for data in part))
        tallies = keyed.partitionBy(count).values().mapPartitions(lambda part: merge(casefile, part))
    tallies.persist(StorageLevel.DISK_ONLY).count()  # all at the same time; then one by one
    return merge(casefile, tallies.toLocalIterator())

def finish(asked, whole):
    SparkSession.builder.getOrCreate().stop()
    if not whole: raise SystemExit("nothing was read")
    with open(asked.output, "wb") as file: file.write(whole[0])
    last = [["import", asked.case, asked.output, "--objects", asked.hashes], ["run", asked.case]]
    if not asked.hashes: last = [["findings", asked.case, "--tally", asked.output]]
    for command in last if asked.case else ():
        code = subprocess.call([asked.casefile, *command])
        if code not in (0, 3) or command is last[-1]: raise SystemExit(code)

def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("--lines", "--objects"): options.add_argument(name, nargs="*", default=[])
    for name in ("--scope", "--casefile", "--output", "--parts", "--case", "--hashes"): options.add_argument(name)
    options.set_defaults(scope="scope.json", casefile="casefile", output="all.tally")
    options.add_argument("--fan-in", type=int, default=32, help="tallies that one task adds up")
    asked = options.parse_args()
    spark = SparkSession.builder.appName("casefile tally").getOrCreate()
    tallies = spark.sparkContext.union([read(spark, paths, asked.casefile, asked.scope, is_split)
        for paths, is_split in ((asked.lines, True), (asked.objects, False)) if paths])
    if not asked.parts: return finish(asked, add(asked.casefile, tallies, asked.fan_in))
    spark.createDataFrame(tallies.map(lambda data: (bytearray(data),)), "tally binary").write.parquet(asked.parts)

if __name__ == "__main__": main()
