"""What the figures were taken on: read from the system, nothing guessed."""
import os
import platform
import re
import subprocess
import time


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0].strip()
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def found(path, pattern):
    try:
        with open(path, encoding="utf-8") as text:
            match = re.search(pattern, text.read(), re.MULTILINE)
            return match.group(1).strip() if match else "unknown"
    except OSError:
        return "unknown"


def filesystem(folder):
    """The type of the mount that holds the folder: the longest mount point that is a prefix of it."""
    best, kind = "", "unknown"
    with open("/proc/mounts", encoding="utf-8") as mounts:
        for line in mounts:
            _, point, name = line.split()[:3]
            inside = folder == point or folder.startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(best):
                best, kind = point, name
    return kind


def distribution():
    return found("/etc/os-release", r'^PRETTY_NAME="?([^"\n]*)')


class Neighbours:
    """How many cores other programs and the kernel's own threads kept busy while we measured."""

    def __init__(self):
        self.began = self.now()

    @staticmethod
    def now():
        with open("/proc/stat", encoding="utf-8") as stat:
            fields = [int(one) for one in stat.readline().split()[1:9]]
        everybody = (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")
        ours = os.times()
        return time.monotonic(), everybody - sum(ours[:4])

    def cores(self):
        (before, busy_before), (after, busy_after) = self.began, self.now()
        return max(0.0, busy_after - busy_before) / max(0.001, after - before)


def describe(build, data):
    """(name, value) pairs, in the order in which they are printed."""
    memory = int(found("/proc/meminfo", r"^MemTotal:\s+(\d+)") or 0) / 1024 / 1024
    compiler = found(os.path.join(build, "CMakeCache.txt"), r"^CMAKE_CXX_COMPILER:\w+=(.*)")
    flags = found(os.path.join(build, "CMakeCache.txt"), r"^CMAKE_CXX_FLAGS_RELEASE:\w+=(.*)")
    processor = found("/proc/cpuinfo", r"^model name\s*: (.*)")
    return [
        ("processor", f"{processor}, {os.cpu_count()} cores"),
        ("memory", f"{memory:.1f} GB"),
        ("kernel", f"{platform.system()} {platform.release()}, {distribution()}"),
        ("filesystem", filesystem(os.path.realpath(data))),
        ("compiler", f"{first_line(compiler, '--version')}, {flags}"),
        ("node", first_line("node", "--version")),
    ]
