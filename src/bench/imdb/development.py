"""Writes the training reviews of IMDB as JSON Lines whose last fifth are reviews of other movies.

    python3 src/bench/imdb/development.py data/imdb/aclImdb_v1.tar.gz FOLDER

It makes FOLDER/labeled.jsonl and FOLDER/unlabeled.jsonl.

The published test split has no movie of the training split. A random validation split has: up to 30
reviews are of one movie, and a network that learns their names looks better than it is on the test. With
data.validation.split = last and data.validation.fraction = 0.2, the reviews of a fifth of the movies
validate, so that settings are chosen by what they are judged by at last. The test reviews are not read.
"""

import argparse
import hashlib
import json
import os
import re
import tarfile

LABELED = re.compile(r"aclImdb/train/(pos|neg)/(\d+)_\d+\.txt")
URLS = re.compile(r"aclImdb/train/urls_(pos|neg)\.txt")
UNLABELED = re.compile(r"aclImdb/train/unsup/\d+_\d+\.txt")


def read(archive):
    """Returns (label, number in its folder, text) of labeled reviews, texts of others, and URLs."""
    labeled, unlabeled, urls = [], [], {}
    with tarfile.open(archive) as files:
        for member in files:
            if not member.isfile():
                continue
            name = member.name
            if match := LABELED.fullmatch(name):
                text = files.extractfile(member).read().decode("utf-8")
                labeled.append((match[1], int(match[2]), text))
            elif UNLABELED.fullmatch(name):
                unlabeled.append(files.extractfile(member).read().decode("utf-8"))
            elif match := URLS.fullmatch(name):
                urls[match[1]] = files.extractfile(member).read().decode("utf-8").split()
    return labeled, unlabeled, urls


def key(text):
    """Returns a number that orders texts as if at random, and the same on each machine."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def write(path, rows):
    """Writes (text, label) rows as JSON Lines."""
    with open(path, "w", encoding="utf-8") as out:
        for text, label in rows:
            out.write(json.dumps({"text": text, "label": label}) + "\n")


def main():
    """Writes the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive", help="aclImdb_v1.tar.gz")
    parser.add_argument("folder", help="folder for the two files")
    arguments = parser.parse_args()
    labeled, unlabeled, urls = read(arguments.archive)
    movies = {url: key(url) for both in urls.values() for url in both}
    by_movie = sorted(labeled, key=lambda one: (movies[urls[one[0]][one[1]]], key(one[2])))
    validation = len(labeled) // 5
    others = sorted(by_movie[:-validation], key=lambda one: key(one[2]))
    os.makedirs(arguments.folder, exist_ok=True)
    write(
        os.path.join(arguments.folder, "labeled.jsonl"),
        ((text, label) for label, _, text in others + by_movie[-validation:]),
    )
    write(os.path.join(arguments.folder, "unlabeled.jsonl"), ((text, "") for text in unlabeled))
    print(f"{len(labeled)} labeled reviews, {validation} of them to validate; {len(unlabeled)} others")


if __name__ == "__main__":
    main()
