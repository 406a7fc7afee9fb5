"""What the operating system refuses, in both languages: files that cannot be opened, read or written."""

from __future__ import annotations

import errno
import os
from typing import Optional

from .errors import Problem, TableError, problem
from .text import Text

_REASONS = {
    errno.ENOENT: Text("没有这个文件或文件夹", "no such file or folder"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EPERM: Text("没有权限", "permission denied"),
    errno.EISDIR: Text("这是文件夹", "it is a folder"),
    errno.ENOTDIR: Text("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EEXIST: Text("已有同名的文件", "a file of that name is there already"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EFBIG: Text("文件超过允许的大小", "the file is larger than is allowed"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.ENAMETOOLONG: Text("文件名太长", "the name is too long"),
    errno.ELOOP: Text("链接绕成了圈", "the links go round in a circle"),
    errno.EBUSY: Text("文件正被占用", "the file is in use"),
    errno.EMFILE: Text("打开的文件太多", "too many files are open"),
    errno.EIO: Text("读写磁盘出错", "the disk failed"),
    errno.EPIPE: Text("管道的另一端已关闭", "the other end of the pipe is closed"),
    errno.EINVAL: Text("系统不接受这个名字或操作", "the system does not take this name or operation"),
}
if hasattr(errno, "EDQUOT"):
    _REASONS[errno.EDQUOT] = Text("磁盘配额已用完", "the disk quota is used up")


def reason(error: OSError) -> Text:
    """Why the system refused; in the system's own words where it is rare."""
    own = error.strerror or str(error)
    return _REASONS.get(error.errno or 0, Text(own, own))


def cannot_open(path: str, error: OSError) -> Problem:
    """The problem for a file that cannot be read."""
    why = reason(error)
    return problem("file/open", f"无法打开 {path}：{why.zh}", f"cannot open {path}: {why.en}")


def cannot_write(path: str, error: OSError) -> TableError:
    """The refusal for a file that cannot be written; ``-`` is standard output."""
    why = reason(error)
    zh, en = ("标准输出", "standard output") if path == "-" else (f" {path}", path)
    return TableError([problem("file/write", f"无法写入{zh}：{why.zh}", f"cannot write {en}: {why.en}", _mend(path, error))])


def _mend(path: str, error: OSError) -> Optional[Text]:
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY) and os.path.isfile(path):
        # Excel keeps a workbook that it shows from being written.
        return Text("如果它正在 Excel 中打开，请先关闭，或换一个文件名", "if it is open in Excel, close it there, or name another file")
    folder = os.path.dirname(os.path.abspath(path))
    if error.errno == errno.ENOENT and not os.path.isdir(folder):
        return Text(f"没有文件夹 {folder}，请先建立", f"there is no folder {folder}: make it first")
    return None
