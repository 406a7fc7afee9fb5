"""Where a result goes: never onto a file that is being read, and onto an old file only once the new one is complete.

A file is written beside its place under a name of its own and moved there at the end; what fails or is stopped leaves
nothing behind and the old file as it was. Standard output, devices and pipes are written as they are.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import shutil
import stat
import sys
import tempfile
from types import TracebackType
from typing import Any, BinaryIO, Callable, List, NamedTuple, Optional, Sequence, Tuple, Type

from .errors import TableError, problem
from .system_errors import cannot_write
from .text import Text

STANDARD = ("-", "/dev/stdout", "/dev/fd/1")
"""Names of standard output."""


_INPUT, _OUTPUT = Text("标准输入", "standard input"), Text("标准输出", "standard output")


class Named(NamedTuple):
    """A file and how it was named: ``--out judged.csv``."""

    option: Text
    path: str


def named(option: str, path: str) -> Named:
    """A file given with an option, which is called the same in every language."""
    return Named(Text(option, option), path)


# -- one file twice -------------------------------------------------------------------------------

def apart(read: Sequence[Named], written: Sequence[Named]) -> None:
    """Refuses to write a file that is read, or one file twice, by whatever names or links. Opens nothing.

    Standard output sent into a file that is read counts as well. Raises :class:`TableError`.
    """
    seen = [(one, _identity(one, _INPUT)) for one in read]
    sources = len(seen)
    for one in written:
        mine = _identity(one, _OUTPUT)
        for place, (other, theirs) in enumerate(seen):
            twice = place >= sources and one.path == other.path == "-"
            if twice or (mine is not None and mine == theirs):
                raise _same(one, other)
        seen.append((one, mine))
    stdout = Named(_OUTPUT, "-")
    for other, theirs in seen[:sources]:
        if theirs is not None and theirs == _identity(stdout, _OUTPUT):
            raise _same(stdout, other)


def _identity(one: Named, standard: Text) -> Any:
    """What two names of one file have in common; None for what can be shared, such as a device or a pipe."""
    try:
        found = os.fstat(int(standard is _OUTPUT)) if one.path == "-" else os.stat(one.path)
    except OSError:
        return None if one.path == "-" else os.path.normcase(os.path.realpath(one.path))
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _same(one: Named, other: Named) -> TableError:
    zh, en = (f"{_called(one, _OUTPUT, lang)}{sign}{_called(other, _INPUT, lang)}" for lang, sign in (("zh", " 与 "), ("en", " and ")))
    return TableError([problem("file/same", f"{zh} 是同一个文件", f"{en} are one file", Text("请换一个文件名", "name another file"))])


def _called(one: Named, standard: Text, lang: str) -> str:
    if one.path != "-":
        return f"{one.option(lang)} {one.path}"
    return standard(lang) if one.option(lang) == standard(lang) or not one.option.en.startswith("--") else f"{one.option(lang)} -"


# -- one file -------------------------------------------------------------------------------------

class Output:
    """A file to write, as a context: kept if the block ends well, else dropped.

    It is opened at once, so that what cannot be written is refused before any work is done. Raises :class:`TableError`.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._part: Optional[str] = None
        self._old: Optional[os.stat_result] = None
        self._scratch: Optional[str] = None
        if path in STANDARD:
            self.file = _File(sys.stdout.buffer, "-")
            return
        self.target = os.path.realpath(path)
        try:
            self.file = _File(self._open(), path)
        except OSError as error:
            raise cannot_write(path, error) from None

    @property
    def standard(self) -> bool:
        """Whether it is standard output."""
        return self.path in STANDARD

    def scratch(self) -> str:
        """A folder for what is needed only while it is written."""
        self._scratch = self._scratch or tempfile.mkdtemp(prefix="aftersales-")
        return self._scratch

    def _open(self) -> BinaryIO:
        with contextlib.suppress(FileNotFoundError):
            self._old = os.stat(self.path)
        if self._old is not None and stat.S_ISDIR(self._old.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if self._old is not None and not stat.S_ISREG(self._old.st_mode):
            return open(self.path, "wb")
        if self._old is not None:
            # Whether it may be written at all: one that is open in Excel, or read-only, may not.
            open(self.target, "r+b").close()
        self._part = os.path.join(os.path.dirname(self.target), f".aftersales-{secrets.token_hex(4)}.part")
        return open(self._part, "xb")

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if self.standard:
            if kind is None:
                self.file.flush()
            return
        try:
            if kind is None:
                self._keep()
            elif error is not None and error.args and isinstance(error.args[0], OSError):
                # So xlsxwriter tells that the system refused.
                raise error.args[0]
        except OSError as refused:
            raise cannot_write(self.path, refused) from None
        finally:
            self._drop()

    def _keep(self) -> None:
        """Moves it to its place, with the rights of the file that was there."""
        self.file.close()
        if self._part is None:
            return
        if self._old is not None:
            os.chmod(self._part, stat.S_IMODE(self._old.st_mode))
            with contextlib.suppress(OSError, AttributeError):
                os.chown(self._part, self._old.st_uid, self._old.st_gid)
        try:
            os.replace(self._part, self.target)
        except OSError as error:
            if error.errno not in (errno.EBUSY, errno.EXDEV):
                raise
            # A file that is mounted by itself can be written, but not replaced.
            shutil.copyfile(self._part, self.target)
        else:
            self._part = None

    def _drop(self) -> None:
        """Takes away what is not in its place."""
        if isinstance(self.file, _File):
            self.file.give_up()
        if self._part is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._part)
            self._part = None
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None


class _File(io.RawIOBase):
    """Says which file could not be written, once; what a library still writes after that goes nowhere."""

    def __init__(self, file: BinaryIO, path: str) -> None:
        super().__init__()
        self._file, self._path, self._lost, self._at = file, path, False, 0

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def write(self, data: Any) -> int:
        taken = memoryview(data).nbytes
        if not self._lost:
            self._tell_failure(lambda: self._file.write(data))
        self._at += taken
        return taken

    def seek(self, place: int, whence: int = 0) -> int:
        self._at = place if self._lost else self._file.seek(place, whence)
        return self._at

    def tell(self) -> int:
        return self._at if self._lost else self._file.tell()

    def flush(self) -> None:
        if not self._lost:
            self._tell_failure(self._file.flush)

    def close(self) -> None:
        """Closes the file; standard output stays open, it is not ours."""
        if not self._lost:
            self._tell_failure(self._file.flush if self._path == "-" else self._file.close)
            self._lost = True
        super().close()

    def give_up(self) -> None:
        """Closes it without a word."""
        self._lost = True
        if self._path != "-":
            with contextlib.suppress(OSError):
                self._file.close()

    def _tell_failure(self, work: Callable[[], Any]) -> None:
        try:
            work()
        except OSError as error:
            if self._path == "-" and isinstance(error, BrokenPipeError):
                raise
            self._lost = True
            raise cannot_write(self._path, error) from None
