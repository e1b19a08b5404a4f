"""Who may go the short way."""

from dataclasses import replace

import pytest

from petitions.cases.rules.simple_track import SCOPES, Reason, SimpleFacts, simple_track_ineligible

EASY = SimpleFacts(case_class="claim", is_first=True, scope="clear", path31=6)


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_of_article_four_may_take_it(scope):
    assert simple_track_ineligible(replace(EASY, scope=scope)) == ()


def test_a_transferred_claim_may_take_it_but_an_assigned_one_may_not():
    assert simple_track_ineligible(replace(EASY, received_via="transferred")) == ()
    assert simple_track_ineligible(replace(EASY, received_via="assigned")) == (
        Reason("上级交办的事项不适用简易办理。", "简易办理办法第五条"),
    )


@pytest.mark.parametrize(
    ("change", "article"),
    [
        ({"is_first": False}, "简易办理办法第四条"),
        ({"scope": ""}, "简易办理办法第四条"),
        ({"path31": 1}, "简易办理办法第五条"),
        ({"path31": 5}, "简易办理办法第五条"),
        ({"may_be_rejected": True}, "简易办理办法第五条"),
        ({"units": 2}, "简易办理办法第五条"),
        ({"is_joint": True}, "简易办理办法第五条"),
        ({"is_group": True}, "简易办理办法第五条"),
        ({"case_class": "accusation"}, "条例第三十条"),
    ],
)
def test_each_exclusion_names_its_article(change, article):
    assert [reason.article for reason in simple_track_ineligible(replace(EASY, **change))] == [article]


def test_all_reasons_are_told_at_once():
    hopeless = SimpleFacts(case_class="claim", is_first=False, path31=2, received_via="assigned", units=3)
    assert len(simple_track_ineligible(hopeless)) == 5
