"""Commands for who may see what: `danchieu user …`, `danchieu collection …`, `danchieu audit`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.common import JsonOption, LibraryOption, app, opened, printed, say, write_file
from directives.errors import BadRequest

user_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Người dùng, vai trò, mã truy cập.")
collection_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Bộ văn bản và nhóm được đọc.")
app.add_typer(user_app, name="user")
app.add_typer(collection_app, name="collection")

Name = Annotated[str, typer.Argument(help="Tên người dùng.")]
Groups = Annotated[list[str], typer.Argument(help="Các nhóm; không ghi nhóm nào thì bỏ hết.")]


def _password() -> str:
    """Return a password typed twice on the terminal, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = typer.prompt("Mật khẩu", hide_input=True)
    if first != typer.prompt("Gõ lại mật khẩu", hide_input=True):
        raise BadRequest("Hai lần gõ mật khẩu không giống nhau; hãy chạy lại lệnh.")
    return str(first)


@user_app.command("add", help="Thêm người dùng; mật khẩu gõ trên màn hình hoặc đưa qua đầu vào chuẩn.")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="reader (đọc), editor (nạp, gỡ) hoặc admin (quản trị).")] = "reader",
    email: Annotated[str | None, typer.Option(help="Đăng nhập qua hệ thống của cơ quan (OIDC) bằng thư này.")] = None,
    library: LibraryOption = None,
) -> None:
    """Add a person."""
    with opened(library) as archive:
        archive.people.add(name, role, None if email else _password(), email)
    say(f"Đã thêm {name} ({role}).")


@user_app.command("list", help="Liệt kê người dùng.")
def list_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List all people."""
    with opened(library) as archive:
        users = archive.people.users()
    printed(
        as_json,
        lambda: {
            "users": [
                {"name": u.name, "role": u.role, "email": u.email, "disabled": u.disabled, "groups": list(u.groups)}
                for u in users
            ]
        },
        lambda: (
            "\n".join(
                f"{u.name}  {u.role}{' (khóa)' if u.disabled else ''}  {u.email or ''}  {', '.join(u.groups)}"
                for u in users
            )
            or "Chưa có người dùng nào; hãy tạo người quản trị: danchieu user add TEN --role admin"
        ),
    )


@user_app.command("role", help="Đổi vai trò.")
def role(
    name: Name,
    role: Annotated[str, typer.Argument(help="reader, editor hoặc admin.")],
    library: LibraryOption = None,
) -> None:
    """Change a role."""
    with opened(library) as archive:
        archive.people.set_role(name, role)


@user_app.command("password", help="Đặt lại mật khẩu.")
def password(name: Name, library: LibraryOption = None) -> None:
    """Set a password."""
    with opened(library) as archive:
        archive.people.set_password(name, _password())


@user_app.command("disable", help="Khóa, hoặc mở lại, một người dùng.")
def disable(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Mở lại.")] = False,
    library: LibraryOption = None,
) -> None:
    """Disable a person."""
    with opened(library) as archive:
        archive.people.disable(name, not undo)


@user_app.command("remove", help="Xóa hẳn một người dùng cùng phiên, mã truy cập và tìm kiếm đã lưu; dự thảo ở lại.")
def remove(name: Name, library: LibraryOption = None) -> None:
    """Remove a person."""
    with opened(library) as archive:
        archive.people.remove(name)
    say(f"Đã xóa người dùng {name}.")


@user_app.command("groups", help="Đặt các nhóm của người dùng.")
def groups(name: Name, groups: Groups = [], library: LibraryOption = None) -> None:  # noqa: B006
    """Set the groups of a person."""
    with opened(library) as archive:
        archive.people.set_groups(name, groups)


@user_app.command("token", help="Cấp mã truy cập cho chương trình gọi qua HTTP; mã chỉ in ra một lần.")
def token(
    name: Name,
    label: Annotated[str, typer.Option(help="Ghi chú: dùng cho việc gì.")] = "",
    days: Annotated[int, typer.Option(min=1, max=3650, help="Số ngày dùng được.")] = 365,
    list_tokens: Annotated[bool, typer.Option("--list", help="Liệt kê mã đã cấp.")] = False,
    revoke: Annotated[str | None, typer.Option(help="Hủy mã có ký hiệu này.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make, list or revoke tokens."""
    with opened(library) as archive:
        if revoke:
            archive.people.revoke_token(revoke)
            return
        if list_tokens:
            keys = ("id", "label", "created", "expires")
            held = [dict(zip(keys, row, strict=True)) for row in archive.people.tokens(name)]
            printed(as_json, lambda: {"tokens": held}, lambda: "\n".join("  ".join(t.values()) for t in held))
            return
        made = archive.people.make_token(name, label, days)
    printed(as_json, lambda: {"token": made}, lambda: made)


@collection_app.command("add", help="Thêm bộ văn bản; chưa nhóm nào được đọc.")
def collection_add(name: Annotated[str, typer.Argument(help="Tên bộ.")], library: LibraryOption = None) -> None:
    """Add a collection."""
    with opened(library) as archive:
        archive.collections.add(name)


@collection_app.command("list", help="Liệt kê bộ văn bản.")
def collection_list(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List all collections."""
    with opened(library) as archive:
        found = archive.collections.all()
    printed(
        as_json,
        lambda: {
            "collections": [{"name": c.name, "readers": list(c.readers), "documents": c.documents} for c in found]
        },
        lambda: "\n".join(f"{c.name}  {c.documents} văn bản  đọc: {', '.join(c.readers) or '–'}" for c in found),
    )


@collection_app.command("grant", help="Đặt các nhóm được đọc một bộ (moi-nguoi: mọi người đã đăng nhập).")
def collection_grant(
    name: Annotated[str, typer.Argument(help="Tên bộ.")],
    groups: Groups = [],  # noqa: B006
    library: LibraryOption = None,
) -> None:
    """Set who may read a collection."""
    with opened(library) as archive:
        archive.collections.grant(name, groups)


@collection_app.command("move", help="Chuyển một văn bản vào các bộ này.")
def collection_move(
    document: Annotated[str, typer.Argument(help="Mã, số ký hiệu, tên tệp hoặc tiêu đề của văn bản.")],
    collections: Annotated[list[str], typer.Argument(help="Các bộ nhận văn bản.")],
    library: LibraryOption = None,
) -> None:
    """Put a document into collections."""
    with opened(library) as archive:
        archive.collections.move(document, collections)


@app.command(help="Nhật ký: nạp, gỡ, kết xuất, đăng nhập, lần bị từ chối; mới nhất trước.")
def audit(
    n: Annotated[int, typer.Option("-n", min=1, help="Số dòng.")] = 100,
    export: Annotated[Path | None, typer.Option(help="Ghi toàn bộ ra tệp .xlsx.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or export the audit log."""
    with opened(library) as archive:
        if export is not None:
            write_file(export, archive.audit.table())
            return
        entries = archive.audit.entries(n)
    printed(
        as_json,
        lambda: {
            "audit": [
                {"id": e.id, "at": e.at, "actor": e.actor, "action": e.action, "object": e.object, "detail": e.detail}
                for e in entries
            ]
        },
        lambda: "\n".join(f"{e.at[:19]}  {e.actor}  {e.action}  {e.object}  {e.detail}" for e in entries),
    )
