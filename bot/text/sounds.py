#!/usr/bin/env python3
"""Makes the table of syllables: sounds.py OUTPUT. Two bytes a character from U+4E00 to U+9FFF, equal for equal sounds."""
import subprocess
import sys

FIRST, BEHIND = 0x4E00, 0xA000
characters = "\n".join(chr(c) for c in range(FIRST, BEHIND)) + "\n"
spoken = subprocess.run(["uconv", "-f", "utf-8", "-t", "utf-8", "-x", "Han-Latin; Latin-ASCII; Lower"], input=characters.encode(),
                        stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")[:BEHIND - FIRST]
# What southern keyboards and ears mix up counts as one sound.
ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
numbers = {}
with open(sys.argv[1], "wb") as out:
    for sound in spoken:
        for other, one in ALIKE:
            sound = sound.replace(other, one)
        known = sound.isascii() and sound.isalpha()
        number = numbers.setdefault(sound, len(numbers) + 1) if known else 0
        out.write(number.to_bytes(2, "little"))
