"""State that shows whether a session is exactly as it was: what belongs together is kept in five places."""
import random
import time
import zlib

MODULUS = 1_000_003
count = 0
total = 7
kept = []
junk, junk_seed, junk_sum = b"", 0, 0


def numbers():
    n = 0
    while True:
        n += 1
        yield n


def step(token):
    """Takes in a token everywhere; what is written stays in the buffer of the open file."""
    global count, total
    kept.append(token)
    file.write(f"{token}\n")
    next(source)
    total = (total * 31 + token) % MODULUS
    count += 1


def fill(seed, size):
    """Makes the memory of the session another one, in so many bytes that no compression makes smaller."""
    global junk, junk_seed, junk_sum
    junk = random.Random(seed).randbytes(size)
    junk_seed, junk_sum = seed, zlib.crc32(junk)


def spin(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def summed(tokens):
    result = 7
    for token in tokens:
        result = (result * 31 + token) % MODULUS
    return result


def state():
    file.flush()
    with open("/tmp/kept") as written:
        tokens = [int(line) for line in written]
    filling = junk_seed if zlib.crc32(junk) == junk_sum else "damaged"
    position = (source.gi_frame.f_locals or {}).get("n", 0)
    return f"state {count} {total} {summed(kept)} {summed(tokens)} {position} {filling}"


source = numbers()
file = open("/tmp/kept", "w")
