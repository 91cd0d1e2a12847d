"""Acts of several bodies: who they are, and when the words of a citation rule them out."""

import pytest

from directives.issuers import contradict, identify, members

JOINT = "LIÊN ĐOÀN LAO ĐỘNG TỈNH - CÔNG AN TỈNH SÔNG NGÀN"


@pytest.mark.parametrize(
    ("surface", "bodies"),
    [
        ("Liên đoàn Lao động tỉnh và Công an tỉnh", ["Liên đoàn Lao động tỉnh", "Công an tỉnh"]),
        ("Sở Nội vụ, Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
        (JOINT, ["LIÊN ĐOÀN LAO ĐỘNG TỈNH", "CÔNG AN TỈNH SÔNG NGÀN"]),
        # One body whose own name, or whose head's titles, hold the separators.
        ("Bộ Nông nghiệp và Môi trường", ["Bộ Nông nghiệp và Môi trường"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh", ["Ban Văn hóa - Xã hội Hội đồng nhân dân tỉnh"]),
        ("Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", ["Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"]),
    ],
)
def test_members(surface, bodies):
    assert list(members(surface)) == bodies


def test_place_of_the_last_body_is_the_place_of_all():
    assert identify(JOINT).place == identify("CÔNG AN TỈNH SÔNG NGÀN").place == "song ngan"


@pytest.mark.parametrize(
    ("cited", "ruled_out"),
    [
        ("Liên đoàn Lao động tỉnh và Công an tỉnh", False),
        ("Công an tỉnh và Liên đoàn Lao động tỉnh", False),
        ("Công an tỉnh", False),
        ("Sở Tài chính", True),
        ("Ban Tuyên giáo Tỉnh ủy và Sở Tài chính", True),
    ],
)
def test_joint_act_is_ruled_out_only_where_no_body_agrees(cited, ruled_out):
    assert contradict(cited, JOINT, JOINT) is ruled_out
