"""What a debrief shows of arms, beliefs, reads and scores, in numbers and in sentences; and its titles."""

from __future__ import annotations

import pytest
from debriefs import READY, STRIKE, calm, debriefed, estimate, example, harmless, scored, written
from plays import SCENARIOS

from game.scenario import load
from game.scores.model import Score
from game.seats import seats
from game.words import words

# ---- cards, arms, beliefs --------------------------------------------------------------------------------


def test_the_least_suspected_comes_first() -> None:
    match = written([[{}]], {"DDD": '"expansionist"'})
    beliefs = calm(match)
    beliefs.aggressor[0, :3, 3] = 0.1
    beliefs.reads[0, 0, 1] = 0.9
    found = debriefed(match, beliefs=beliefs)
    assert [card.power for card in found.cards] == ["DDD", "AAA", "CCC", "BBB"]
    assert found.cards[0].wants_land
    assert found.cards[-1].suspicion == pytest.approx((0.9 + 0.3 + 0.3) / 3)


def test_arms_as_they_are_and_as_they_are_seen() -> None:
    match = written([[{"AAA": ["build sword 3"]}], [{}]])
    moments = [moment for moment in debriefed(match).timeline if moment.power == "AAA"]
    assert [(m.round, m.end, m.swords, m.shields) for m in moments] == [
        (1, False, 12, 3),
        (2, False, 15, 3),
        (3, True, 15, 3),
    ]
    seen = match.state.desk.seen[1:, 0, 0]
    assert moments[-1].seen == pytest.approx(float(seen.mean()))
    assert (moments[-1].seen_least, moments[-1].seen_most) == (seen.min(), seen.max())
    assert moments[0].threat == pytest.approx(4.5)  # three rivals, 1.5 points each
    assert moments[-1].threat is None


def test_the_dividend_adds_up() -> None:
    match = written([[{"AAA": ["build sword 3", "stance mobilise"], "BBB": ["signal open all"]}]])
    had = debriefed(match).dividend
    assert (had.tokens, had.arms, had.other) == (32, 4, 1)
    assert had.butter == 27
    assert had.text.startswith("The table kept 27 of its 32 tokens as butter, 84%: the peace dividend.")
    assert had.everybody == (len(had.winners) == 4)


def test_reads_are_scored_by_brier_beside_the_observer_and_the_deck() -> None:
    match = written([[{}]], {"DDD": '"expansionist"'})
    beliefs = calm(match, chance=0.4)
    beliefs.reads[0, 0, 1:] = (0.1, 0.3, 0.9)
    first, second, *_ = debriefed(match, beliefs=beliefs).readers
    assert first.brier == pytest.approx((0.01 + 0.09 + 0.01) / 3)
    assert first.evidence == pytest.approx((0.16 + 0.16 + 0.36) / 3)
    assert first.deck == pytest.approx((0.09 + 0.09 + 0.49) / 3)
    assert (second.brier, second.text) == (None, "Brennia stated no reads.")


def test_how_orders_were_read() -> None:
    match = written([[{"AAA": ["build shield 2"]}]])
    beliefs = calm(match)
    beliefs.mirror[0, 0, 1] = 0.25
    found = debriefed(match, beliefs=beliefs)
    (shift,) = found.shifts
    assert shift.text == (
        "Round 1: Aldmar's orders moved the chance that Brennia gave it of wanting land from 30% to 55%. "
        "The truth: Aldmar wanted none."
    )
    keys = {concept.key: concept.text for concept in found.concepts}
    assert keys["security-dilemma"].endswith("feared it more: 30% → 55%.")
    # 12 swords and 3 shields against 3 and 3: margin 14 - 5; the other way 5 - 9, then 5 - 11
    assert keys["net-assessment"] == (
        "What those arms did, sorts known: the chance that Aldmar falls to Brennia went from 10% to 5%, "
        "the chance that Brennia falls to Aldmar from 95% to 95%."
    )


# ---- scores ----------------------------------------------------------------------------------------------


def test_without_harm_there_is_nothing_to_explain() -> None:
    found = debriefed(written([[{}]]), harmless()).verdicts
    assert {score.share.value for score in found.scores} == {None}
    assert {score.share.text for score in found.scores} == {"There was no harm: nothing to explain."}
    assert found.scores[0].verdict_text == "Nothing to explain"
    assert not found.told_as_spiral


def test_scores_are_sentences_with_intervals() -> None:
    found = debriefed(written([[READY], [STRIKE]])).verdicts
    spiral, chain, buck = found.scores
    assert spiral.share.text.startswith("31% of the harm (95% interval: 25 to 37%) would not have happened if")
    assert [part.kind for part in spiral.parts] == ["dilemma", "misperception"]
    assert [part.kind for part in chain.parts] == ["believed_balance"]
    assert spiral.traced_text == "Traced to: Aldmar 20% and Brennia 11%."
    assert (chain.verdict_text, buck.verdict_text) == ("High", "Low")


def test_a_share_of_nothing_is_told_as_none() -> None:
    low = Score(estimate(-0.02), "low", {})
    match = written([[READY], [STRIKE]])
    found = debriefed(match, scored(match.scenario.world.codes, buck_passing=low)).verdicts
    assert found.scores[2].share.text.startswith("None of the harm (95% interval: −8 to 4%) would have gone away")


def test_a_share_below_nought_is_told_as_more() -> None:
    low = Score(estimate(-0.2), "low", {})
    match = written([[READY], [STRIKE]])
    found = debriefed(match, scored(match.scenario.world.codes, buck_passing=low)).verdicts
    assert found.scores[2].share.text.startswith("The harm would have been larger by 20% (95% interval: 14 to 26%) if")


ARMS = {"AAA": ["build sword 1"], "BBB": ["build sword 1"]}


@pytest.mark.parametrize(
    ("sheets", "fear", "cards", "verdict", "pairs"),
    [
        (ARMS, [(0, 1), (1, 0)], {}, "high", (("AAA", "BBB"),)),
        (ARMS, [(0, 1)], {}, "high", ()),  # one that errs
        ({"AAA": ["build sword 1"]}, [(0, 1), (1, 0)], {}, "high", ()),  # one that arms
        (ARMS, [(0, 1), (1, 0)], {"BBB": '"expansionist"'}, "high", ()),  # fear of a real wolf
        (ARMS, [(0, 1), (1, 0)], {}, "low", (("AAA", "BBB"),)),  # it explains little
    ],
)
def test_a_spiral_takes_two_that_err_and_two_that_arm(
    sheets: dict[str, list[str]],
    fear: list[tuple[int, int]],
    cards: dict[str, str],
    verdict: str,
    pairs: tuple[tuple[str, str], ...],
) -> None:
    match = written([[sheets], [{}]], cards)
    beliefs = calm(match)
    for i, j in fear:
        beliefs.aggressor[0, i, j] = 0.6
    codes = match.scenario.world.codes
    scores = scored(codes, spiral=Score(estimate(0.3), verdict, {"AAA": 0.3}))
    found = debriefed(match, scores, beliefs).verdicts
    assert found.pairs == pairs
    assert found.told_as_spiral == (bool(pairs) and verdict == "high")
    said = "This was a spiral (Aldmar and Brennia)" in found.scores[0].explanation
    assert said == found.told_as_spiral


@pytest.mark.parametrize(
    ("cards", "spiral", "why"),
    [
        ({}, Score(estimate(0.04), "low"), "4% of the harm would not have happened, and 96% would have come all the"),
        ({}, Score(estimate(-0.02), "low"), "as much harm would have come all the same."),
        ({}, Score(estimate(0.2, 0.19), "low"), "from 1% to 39% is too wide an interval"),
        ({}, Score(estimate(0.3), "high"), "takes two that are both wrong about each other"),
        ({"BBB": '"expansionist"'}, Score(estimate(0.0), "low"), "Brennia was struck and did want land"),
        (
            {"AAA": '{ kind = "claimant", target = "CCC" }'},
            Score(estimate(0.0), "low"),
            "Aldmar struck, and did want land, though none that was to be had there.",
        ),
    ],
)
def test_a_war_that_nobody_wanted_is_named_beside_a_score_that_calls_it_no_spiral(
    cards: dict[str, str], spiral: Score, why: str
) -> None:
    match = written([[READY], [STRIKE]], cards)
    found = debriefed(match, scored(match.scenario.world.codes, spiral=spiral))
    assert found.wars_text == "Your one war was wanted by nobody."
    told = found.verdicts.unwanted
    assert told.startswith("A war was fought that nobody wanted (Round 2: Aldmar strikes Brennia). It is not told as a")
    assert why in told
    assert (told in found.verdicts.scores[0].explanation) == (spiral.verdict == "low")
    wolf = "To fear a power that does want land is no mistake" in found.verdicts.scores[0].explanation
    assert wolf == bool(cards)


def test_a_wanted_war_and_a_spiral_leave_no_riddle() -> None:
    match = written([[READY], [STRIKE]], {"AAA": '"expansionist"'})
    low = scored(match.scenario.world.codes, spiral=Score(estimate(0.0), "low"))
    assert debriefed(match, low).verdicts.unwanted == ""
    match = written([[{**ARMS, "AAA": ["stance mobilise", "build sword 1"]}], [STRIKE]])
    beliefs = calm(match)
    beliefs.aggressor[0, 0, 1] = beliefs.aggressor[0, 1, 0] = 0.6
    found = debriefed(match, beliefs=beliefs).verdicts
    assert (found.told_as_spiral, found.unwanted) == (True, "")


def test_arms_ordered_before_the_fear_do_not_make_a_spiral() -> None:
    match = written([[ARMS], [{}]])
    beliefs = calm(match)
    beliefs.aggressor[1, 0, 1] = beliefs.aggressor[1, 1, 0] = 0.9
    assert debriefed(match, beliefs=beliefs).verdicts.pairs == ()


def test_the_strongest_markers_are_told_by_round() -> None:
    match = written([[READY], [STRIKE]])
    markers = debriefed(match).markers
    assert [marker.round for marker in markers] == [1, 2, 3, 4]
    assert all(marker.strong for marker in markers)


# ---- titles ----------------------------------------------------------------------------------------------


def test_nobody_gets_a_title_that_was_not_earned() -> None:
    assert debriefed(written([[{}]]), harmless()).titles == ()


def test_titles_and_their_reasons() -> None:
    guards = {"CCC": ["signal guard BBB"], "DDD": ["signal open all"]}
    match = written([[READY | guards], [STRIKE, {}, {"CCC": ["join BBB"]}]], {"AAA": '"expansionist"'})
    beliefs = calm(match)
    beliefs.image[:] = 0.1  # nobody sees how it is feared
    beliefs.reads[0, 1, [0, 2, 3]] = (0.9, 0.1, 0.1)
    codes = match.scenario.world.codes
    spiral = Score(estimate(0.3), "high", {"AAA": 0.2, "BBB": 0.1})
    chain = Score(estimate(0.3), "high", {"CCC": 0.3})
    buck = Score(estimate(0.3), "high", {"DDD": 0.3})
    found = debriefed(match, scored(codes, spiral=spiral, chain_ganging=chain, buck_passing=buck), beliefs).titles
    by = {title.kind: (title.powers, title.text) for title in found}
    assert {kind: powers for kind, (powers, _) in by.items()} == {
        "seer": ("BBB",),
        "sleepwalker": ("BBB",),  # Aldmar has more of it, but it wanted land
        "chain": ("CCC",),
        "bystander": ("DDD",),
        "peacemaker": ("CCC", "DDD"),
    }
    assert by["seer"][1] == "Brennia read the others best: Brier 0.01, where the deck alone would have had 0.22."
    assert "supposed that the others gave it 10%" in by["sleepwalker"][1]
    assert by["chain"][1] == "30% of the harm traces to the ties of Corvia; ties drew it into 1 war."
    assert "it looked on in 1 war" in by["bystander"][1]
    assert by["peacemaker"][1].endswith("did most to reassure: arms shown and guards pledged.")


def test_who_knew_how_it_was_feared_did_not_sleepwalk() -> None:
    match = written([[READY], [STRIKE]])
    assert "sleepwalker" not in {title.kind for title in debriefed(match).titles}


# ---- small things ----------------------------------------------------------------------------------------


def test_letters_tell_the_powers_apart() -> None:
    for name in SCENARIOS[:-1]:
        found = seats(load(name).world)
        assert len({seat.letter for seat in found}) == len(found)
        assert all(seat.code.startswith(seat.letter) for seat in found)


def test_every_table_has_something_to_discuss() -> None:
    quiet, loud = debriefed(written([[{}]])), example("base", 2, "random")
    for found in (quiet, loud):
        assert found.questions[-1] == words("debrief.question.what-if")
        assert len(found.questions) >= 3
    assert words("debrief.question.no-aggressor") in quiet.questions


def test_to_look_on_is_buck_passing_only_if_the_scores_say_so() -> None:
    match = written([[READY], [STRIKE]])
    codes = match.scenario.world.codes
    low, high = (Score(estimate(0.3), verdict, {}) for verdict in ("low", "high"))
    for score, told in ((low, False), (high, True)):
        found = debriefed(match, scored(codes, markers=(), buck_passing=score))
        assert found.wars[0].outcome == "conquered"
        assert ("buck-passing" in {concept.key for concept in found.concepts}) == told
        assert words("debrief.question.watched") in found.questions
